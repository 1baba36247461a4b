"""Search against the plainest reading of the query, over every claim one by one."""

from __future__ import annotations

import re
import unicodedata
from array import array

import pytest

from claims.model import Zone
from db import claims, documents, errors, hits, ordered, plan, search, sources
from db.connection import connect_read
from db.priority import priority
from db.query import Kind, parse


def fold(text):
    """Words as the index folds them."""
    apart = unicodedata.normalize("NFKD", text.lower())
    return re.findall(
        r"[^\W_]+", "".join(sign for sign in apart if not unicodedata.combining(sign))
    )


def holds_phrase(words, phrase, prefix):
    """Whether words hold a phrase, whose last word may go on."""
    size = len(phrase)
    return any(
        words[start : start + size - 1] == phrase[:-1]
        and (
            words[start + size - 1].startswith(phrase[-1])
            if prefix
            else words[start + size - 1] == phrase[-1]
        )
        for start in range(len(words) - size + 1)
    )


class Reading:
    """The plainest reading of a query: each claim by itself."""

    def __init__(self, conn):
        every = [
            claim.id for row in documents.all(conn) for claim in claims.of_document(conn, row.id)
        ]
        self.claims = claims.many(conn, every)
        self.documents = {row.id: row for row in documents.all(conn)}
        self.evidence = sources.evidence_of_many(conn, every)
        folded = [" ".join(fold(claim.claim.wording)) for claim in self.claims]
        self.twins = {
            claim.id
            for claim, words in zip(self.claims, folded, strict=True)
            if folded.count(words) > 1
        }

    def holds(self, claim, term):
        return self._says(claim, term) is not term.negated

    def _says(self, claim, term):
        kind = term.kind
        phrase = fold(term.text)
        if kind is Kind.WORDS:
            texts = [claim.claim.wording, *claim.said_by]
        elif kind is Kind.SOURCE:
            texts = claim.said_by
        elif kind is Kind.DOCUMENT:
            row = self.documents[claim.document_id]
            texts = [row.name, row.title or "", row.url or ""]
        elif kind is Kind.EVIDENCE:
            texts = [
                text or ""
                for piece in self.evidence.get(claim.id, ())
                for text in (piece.reference.title, piece.reference.publisher, piece.reference.url)
            ]
        else:
            return self._filtered(claim, term)
        return any(holds_phrase(fold(text), phrase, term.prefix) for text in texts)

    def _filtered(self, claim, term):
        match term.kind:
            case Kind.REVIEWER:
                return (claim.reviewer or "").lower() == term.text.lower()
            case Kind.HAS:
                return claim.evidence_count > 0
            case Kind.IS:
                return claim.id in self.twins
            case Kind.STATUS:
                return claim.status in term.values
            case Kind.CONFIDENCE | Kind.WORTH:
                worth = claim.claim.check_worthiness
                value = claim.claim.confidence if term.kind is Kind.CONFIDENCE else worth
                return {
                    "<": value < term.number,
                    "<=": value <= term.number,
                    ">": value > term.number,
                    ">=": value >= term.number,
                    "=": value == term.number,
                    "<>": value != term.number,
                }[term.operator]
            case _:
                return getattr(claim.claim, term.kind.value) in term.values

    def found(self, query, order="document"):
        hits = [
            claim
            for claim in self.claims
            if (not query.shown_only or claim.claim.zone in {Zone.BODY, Zone.HEADLINE})
            and all(any(self.holds(claim, term) for term in clause) for clause in query.clauses)
        ]
        if order == "confidence":
            hits.sort(key=lambda claim: claim.claim.confidence)
        elif order == "priority":
            hits.sort(
                key=lambda claim: (
                    claim.status.is_done,
                    -priority(claim.claim.check_worthiness, claim.claim.strength),
                )
            )
        elif order == "worth":
            hits.sort(key=lambda claim: -claim.claim.check_worthiness)
        elif order == "changed":
            hits.sort(key=lambda claim: claim.changed or "", reverse=True)
            # A stable sort that falls keeps the place of equals only when it is not reversed.
            hits.sort(key=lambda claim: [-ord(sign) for sign in claim.changed or "\0"])
        return [claim.id for claim in hits]


QUERIES = [
    "",
    "zone:any",
    "ferry",
    "cafe",
    "CAFÉ naive",
    "ferry port",
    '"ferry port"',
    '"mayor said"',
    "-ferry",
    "-ferry -port zone:any",
    "ferry or port",
    "ferry or -port storm",
    "-ferry or -port",
    "fer* por*",
    '"the may"*',
    "source:mayor",
    'source:"army chief" or source:officials',
    "-source:mayor ferry",
    'source:"chief officials"',
    "strength:<=reported ferry",
    "-strength:named status:unreviewed",
    "status:done",
    "status:false or strength:rumour",
    "confidence:<0.3",
    "confidence:<=0.3",
    "confidence:0.35",
    "-confidence:0.35 ferry",
    "confidence:>=0.55 worth:>0.4",
    "worth:<0.07 or confidence:1",
    "ferry or confidence:<0.3",
    "-ferry or worth:>0.51",
    "document:d7.txt",
    "document:d7",
    "document:s3.example ferry",
    "document:pier",
    "-document:pier",
    "document:pier or ferry",
    "-document:s3.example or status:false",
    "document:nothing",
    "-document:nothing ferry",
    "evidence:reg1.example",
    "evidence:ferry or has:evidence",
    "-evidence:reg1.example has:evidence",
    "evidence:reg2.example or worth:>0.9",
    "reviewer:anna",
    'reviewer:"bob b" -status:false',
    "reviewer:bob",
    "-reviewer:anna ferry",
    "has:evidence",
    "-has:evidence port",
    "is:duplicate",
    "-is:duplicate",
    "is:duplicate ferry status:unreviewed",
    "polarity:negative",
    "-polarity:negative zone:headline",
    "zone:caption",
    "zone:byline,boilerplate ferry",
    "-zone:body",
    "zone:caption or zone:body ferry",
    "ferry -ferry",
]


@pytest.fixture(scope="module")
def chance_store(by_chance):
    return by_chance, Reading(by_chance)


@pytest.mark.parametrize("few", [plan.FEW, 1], ids=["named", "by condition"])
@pytest.mark.parametrize(
    ("few_sorted", "sorted_"),
    [(ordered.FEW, ordered.SORTED), (2, ordered.SORTED), (2, 0)],
    ids=["sorted at once", "sorted by slice", "walked"],
)
@pytest.mark.parametrize("order", ["document", "priority", "confidence", "worth", "changed"])
def test_search_finds_what_a_plain_reading_finds(
    chance_store, monkeypatch, order, few_sorted, sorted_, few
):
    """Every kind of query gives the same claims in the same order by every way of asking."""
    conn, reading = chance_store
    monkeypatch.setattr(ordered, "SORTED", sorted_)
    monkeypatch.setattr(ordered, "FEW", few_sorted)
    monkeypatch.setattr(plan, "FEW", few)
    for text in QUERIES:
        query = parse(text)
        expected = reading.found(query, order)
        assert list(search.ids(conn, query, order)) == expected, text
        assert search.count(conn, query) == len(expected), text


@pytest.mark.parametrize(
    ("few_sorted", "sorted_"),
    [(ordered.FEW, ordered.SORTED), (2, ordered.SORTED), (2, 0)],
    ids=["sorted at once", "sorted by slice", "walked"],
)
@pytest.mark.parametrize("order", list(search.Order))
def test_pages_join_to_the_whole(chance_store, monkeypatch, order, few_sorted, sorted_):
    """Paging by the last id gives every hit once, in order."""
    conn, _ = chance_store
    monkeypatch.setattr(ordered, "SORTED", sorted_)
    monkeypatch.setattr(ordered, "FEW", few_sorted)
    for text in QUERIES[:30:2]:
        query = parse(text)
        whole = list(search.ids(conn, query, order))
        joined, after = [], None
        for _ in range(60):
            page = search.page(conn, query, order, after, limit=17)
            joined += page.ids
            if not page.more:
                break
            after = page.ids[-1]
        assert joined == whole, text


@pytest.mark.parametrize(
    ("few_sorted", "sorted_"),
    [(ordered.FEW, ordered.SORTED), (2, ordered.SORTED), (2, 0)],
    ids=["sorted at once", "sorted by slice", "walked"],
)
@pytest.mark.parametrize("order", ["document", "priority", "confidence", "worth", "changed"])
def test_every_order_reads_backwards(chance_store, monkeypatch, order, few_sorted, sorted_):
    """From any claim, what stands before it comes nearest first; from none, all from the end."""
    conn, _ = chance_store
    monkeypatch.setattr(ordered, "SORTED", sorted_)
    monkeypatch.setattr(ordered, "FEW", few_sorted)
    for text in QUERIES[::3]:
        query = parse(text)
        whole = list(search.ids(conn, query, order))
        assert list(search.ids(conn, query, order, back=True)) == whole[::-1], text
        for at in range(0, len(whole), max(1, len(whole) // 5)):
            before = list(search.ids(conn, query, order, whole[at], back=True))
            assert before == whole[:at][::-1], (text, at)


def test_relevance_is_not_read_backwards(chance_store):
    """Hits that are ranked have no index to read back from."""
    conn, _ = chance_store
    with pytest.raises(errors.BadValue, match="backwards"):
        list(search.ids(conn, parse("ferry"), "relevance", 1, back=True))


@pytest.mark.parametrize("order", ["document", "priority", "confidence", "worth", "changed"])
@pytest.mark.parametrize("back", [False, True])
def test_the_next_open_claim_is_the_nearest_without_a_verdict(chance_store, order, back):
    """On either side of any claim, in every order and search, also from a claim with a verdict."""
    conn, reading = chance_store
    done = {claim.id for claim in reading.claims if claim.status.is_done}
    for text in ("", "ferry", "status:unreviewed,false strength:>=named", "zone:any worth:>0.3"):
        query = parse(text)
        whole = list(search.ids(conn, query, order))
        for at in range(0, len(whole), max(1, len(whole) // 8)):
            beside = whole[:at][::-1] if back else whole[at + 1 :]
            expected = [claim_id for claim_id in beside if claim_id not in done]
            found = search.next_open(conn, query, order, whole[at], back=back)
            assert list(found) == expected, (text, at)


def test_too_many_hits_are_not_ranked(chance_store, monkeypatch):
    """Beyond the bound, words give document order and the page says so; by hand the first rank."""
    conn, reading = chance_store
    monkeypatch.setattr(hits, "RANKED", 10)
    query = parse("ferry")
    every = reading.found(query)
    page = search.page(conn, query, limit=5)
    assert (page.order, page.too_many, page.more) == (search.Order.DOCUMENT, True, True)
    assert list(page.ids) == every[:5]
    assert list(search.ids(conn, query)) == every
    by_hand = list(search.ids(conn, query, "relevance"))
    assert sorted(by_hand[:10]) == sorted(every[:10])
    assert by_hand[:10] != every[:10]
    assert by_hand[10:] == every[10:]
    assert not search.page(conn, query, "relevance").too_many
    assert not search.page(conn, parse("status:false")).too_many


def test_counts_stop_at_their_bound(chance_store):
    """A bounded count tells that there are more, and no bound counts all."""
    conn, reading = chance_store
    for text in ("ferry", "status:unreviewed", "", "zone:any", "worth:>0.1"):
        query = parse(text)
        number = len(reading.found(query))
        assert search.count(conn, query, 7) == 8
        assert search.count(conn, query, None) == number
        assert search.count(conn, query, number) == number


def test_chunks_grow(chance_store):
    """A list fills in arrays, small ones first."""
    conn, reading = chance_store
    pieces = list(search.chunks(conn, parse(""), first=4, largest=50))
    assert all(isinstance(piece, array) for piece in pieces)
    assert [len(piece) for piece in pieces[:3]] == [4, 16, 50]
    assert [claim for piece in pieces for claim in piece] == reading.found(parse(""))
    assert list(search.chunks(conn, parse("nothing"))) == []


def test_limits(chance_store):
    """A limit of nothing gives nothing; an unknown id to go on from starts at the beginning."""
    conn, reading = chance_store
    query = parse("")
    assert list(search.ids(conn, query, limit=0)) == []
    assert list(search.ids(conn, query, after=10**6, limit=3)) == reading.found(query)[:3]
    assert list(search.ids(conn, query, "worth", after=10**6, limit=1)) != []


def test_an_unknown_order_is_named(chance_store):
    """An order that is none is refused with those there are."""
    conn, _ = chance_store
    with pytest.raises(errors.BadValue, match="unknown order 'size': one of document, relevance"):
        list(search.ids(conn, parse(""), "size"))


def test_searching_leaves_the_file_alone(chance_store):
    """A reading connection answers every query."""
    conn, reading = chance_store
    reader = connect_read(conn.path)
    assert list(search.ids(reader, parse("ferry"), "document")) == reading.found(parse("ferry"))
    reader.close()


def test_the_index_is_what_its_view_says(chance_store):
    """After marks, evidence and corrections the full-text index holds exactly the claims' words."""
    conn, _ = chance_store
    for table in ("claims_fts", "sources_fts"):
        conn.execute(f"INSERT INTO {table} ({table}, rank) VALUES ('integrity-check', 1)")


def test_no_plan_sorts_or_scans_what_is_big(chance_store):
    """Lists come off an index or off the full-text index, without a sorter over all hits."""
    conn, _ = chance_store
    for text in ("", "zone:any", "ferry", "ferry status:false", "-ferry", "worth:>0.3 ferry"):
        made = plan.make(conn, parse(text))
        sql, values = made.hits("c.id")
        steps = conn.execute(
            f"EXPLAIN QUERY PLAN {sql} ORDER BY {made.in_order()} LIMIT 50", values
        ).fetchall()
        details = [row["detail"] for row in steps]
        assert not [line for line in details if "TEMP B-TREE" in line or line == "SCAN c"], text
