"""Drafts of an article: verdicts stay with the words that they judged, and none is ever lost."""

from __future__ import annotations

import json

import pytest

from claims.drafts import Standing, compare, differing, share
from claims.model import Document
from db.connection import transaction
from db.errors import BadValue, UndoConflict
from verifier.desk import Desk

FIRST = (
    "Tolls to double, says leaked plan\n\n"
    "Ben Cho said that the tolls double in May. Ada Moss resigned. She left the port at noon.\n\n"
    "Officials said that nobody was told about the two cranes. The pier is ninety years old.\n"
)


@pytest.fixture
def desk(tmp_path):
    with Desk.open(tmp_path / "drafts.db", "anna", create=True) as opened:
        yield opened


@pytest.fixture
def revised(desk, read_draft):
    """Store a text and give its id, and what stores another version of it."""

    def call(draft, text=FIRST, name="tolls.txt"):
        first = desk.store(Document(name, text), read_draft(text))
        return first, lambda: desk.revise(Document(name, draft), read_draft(draft), first)

    return call


def the_claim(desk, document_id, words):
    return next(row for row in desk.claims_of(document_id) if words in row.claim.wording)


def test_a_correction_and_an_added_claim_go_on_with_their_words(desk, revised):
    """Reading a newer version anew never undoes a reviewer's work on words that still stand."""
    draft = FIRST.replace("in May", "in June").replace("Tolls to", "Port tolls to")
    first, revise = revised(draft)
    pier = the_claim(desk, first, "ninety")
    desk.set_claim(pier.id, strength="reported")
    span = FIRST.index("two cranes"), FIRST.index("two cranes") + len("two cranes")
    added = desk.add_claim(first, span, "named")
    desk.mark([added], status="false")
    found = desk.comparison(revise())
    kept = {pair.old.id: pair.new for pair in found.kept}
    assert kept[pier.id].claim.strength == "reported"
    assert kept[pier.id].machine_strength == "asserted"
    assert kept[pier.id].machine is not None
    assert kept[added].claim.wording == "two cranes"
    assert (kept[added].status, kept[added].machine_strength) == ("false", None)
    assert draft[slice(*kept[added].claim.span)] == "two cranes"
    assert [pair.old.claim.wording for pair in found.reworded] == ["the tolls double in May"]
    assert desk.verify_log().problem is None


def test_words_that_point_back_count_as_changed_where_the_text_before_them_is(desk, revised):
    """“She left” is another claim once the name before it is another one."""
    first, revise = revised(FIRST.replace("Ada Moss", "Ida Berg"))
    she = the_claim(desk, first, "She left")
    desk.mark([she.id], status="verified")
    found = desk.comparison(revise())
    again = next(pair for pair in found.reworded if pair.old.id == she.id)
    assert again.new.claim.wording == again.old.claim.wording
    assert (again.old.status, again.new.status) == ("verified", "unreviewed")


def test_kept_claims_tell_where_the_text_around_them_changed(desk, revised):
    """A kept verdict says whether its paragraph is still the same; line ends do not count."""
    draft = FIRST.replace("nobody was", "somebody was").replace("noon.", "noon.\n")
    _, revise = revised(draft.replace("May. Ada", "May.  Ada"))
    found = desk.comparison(revise())
    moved = {pair.new.claim.wording: pair.moved for pair in found.kept}
    assert moved == {
        "the tolls double in May": False,
        "Ada Moss resigned": False,
        "She left the port at noon": False,
        "The pier is ninety years old": True,
    }


def test_the_earlier_version_leaves_the_lists_and_can_still_be_read(desk, revised):
    """Lists, counters and duplicates know the newest version; `is:superseded` finds the others."""
    first, revise = revised(FIRST.replace("May", "June"))
    desk.mark([the_claim(desk, first, "tolls").id], status="false")
    desk.mark([the_claim(desk, first, "pier").id], status="verified")
    second = revise()
    old, new = (sorted(row.id for row in desk.claims_of(one)) for one in (first, second))
    assert sorted(desk.ids()) == sorted(desk.ids("zone:any")) == new
    assert sorted(desk.ids("pier or tolls or noon or resigned or cranes")) == new
    assert sorted(desk.ids("is:superseded")) == old
    assert sorted(desk.ids("is:superseded or -is:superseded")) == sorted(old + new)
    assert [desk.claim(one).claim.wording for one in desk.ids("is:reworded")] == [
        "the tolls double in June"
    ]
    assert desk.count("is:kept") == len(new) - 1
    assert list(desk.ids("is:duplicate")) == []
    assert desk.count() == len(new)
    assert sorted(desk.ids(order="confidence")) == sorted(desk.ids(order="changed")) == new
    assert desk.progress() == (1, len(new))
    stats = desk.stats()
    assert (stats.claims, stats.superseded) == (len(new), len(old))
    assert desk.claim(the_claim(desk, first, "tolls").id).status == "false"


def test_history_follows_a_claim_through_its_versions(desk, revised):
    """What happened to the claim of the earlier version is the history of the one that took over."""
    first, revise = revised(FIRST.replace("May", "June"))
    pier = the_claim(desk, first, "pier")
    desk.mark([pier.id], status="verified")
    later = the_claim(desk, revise(), "pier")
    desk.mark([later.id], status="false")
    events = desk.history(later.id)
    assert [event.kind for event in events] == ["ingest", "mark", "ingest", "mark"]
    assert events[1].claim_id == pier.id


def test_undo_refuses_what_a_newer_version_took_over(desk, revised):
    """A verdict that went into a newer version is changed there; undo names the claim."""
    first, revise = revised(FIRST.replace("May", "June"))
    pier = the_claim(desk, first, "pier")
    desk.mark([pier.id], status="verified")
    later = the_claim(desk, revise(), "pier")
    with pytest.raises(UndoConflict, match=f"change claim {later.id} there"):
        desk.undo()
    desk.mark([later.id], status="false")
    desk.undo()
    assert desk.claim(later.id).status == "verified"


def test_a_document_has_one_newer_version(desk, revised, read_draft):
    """Versions are a chain: only the newest can be revised, and a text that is there is skipped."""
    first, revise = revised(FIRST.replace("May", "June"))
    second = revise()
    assert desk.revise(Document("tolls.txt", desk.document(second).text), [], second) is None
    third = FIRST.replace("May", "July")
    with pytest.raises(BadValue, match=f"has a newer version, document {second}: revise that"):
        desk.revise(Document("tolls.txt", third), read_draft(third), first)
    last = desk.revise(Document("tolls.txt", third), read_draft(third), second)
    assert desk.comparison(last).before.id == second
    assert desk.comparison(first).after.id == second
    assert sorted(desk.ids()) == sorted(row.id for row in desk.claims_of(last))
    assert desk.verify_log().problem is None


@pytest.mark.parametrize(
    ("stored", "new", "by"),
    [
        ({"url": "https://l.example/a?utm_source=x"}, {"url": "https://l.example/a"}, ["address"]),
        ({"url": "https://l.example/a"}, {"url": "https://m.example/a"}, []),
        ({}, {"name": "tolls.txt"}, ["name"]),
        ({"title": "Tolls"}, {"title": "Tolls"}, ["title"]),
        ({"title": "Tolls"}, {"title": "Fares"}, []),
        ({"title": "T", "publisher": "Ledger"}, {"title": "T", "publisher": "Herald"}, []),
        ({"title": "T", "publisher": "Ledger"}, {"title": "T"}, ["title"]),
        ({"published": "2026-05-04"}, {"name": "tolls.txt", "published": "2026-05-03"}, []),
        (
            {},
            {"name": "tolls.txt", "text": "A text about something else, the fish of the bay."},
            [],
        ),
    ],
)
def test_a_newer_version_is_recognised_where_it_is_plain(desk, stored, new, by, read_draft):
    """The same address, name or title, and mostly the same text; never an older one."""
    values = {"name": "tolls.txt", "text": FIRST, **stored}
    desk.store(Document(**values), read_draft(FIRST))
    values = {"name": "other.txt", "text": FIRST.replace("May", "June"), **new}
    assert [one.by for one in desk.earlier_versions(Document(**values))] == by


def test_the_words_that_changed_are_found():
    """What is marked in a reworded claim are the words and signs that differ."""
    old, new = "two cranes were sold in March", "three old cranes were sold, in March"
    spans = differing(old, new)
    assert [old[a:b] for a, b in spans[0]] == ["two"]
    assert [new[a:b] for a, b in spans[1]] == ["three old", ","]
    assert share(FIRST, FIRST) == 1.0
    assert share(FIRST, "Nothing of it stands here.") == 0.0


def test_an_empty_side_is_compared_too(read_draft):
    """A version without claims has nothing to keep and nothing to lose."""
    claims = read_draft(FIRST)
    assert [one.earlier for one in compare("", [], FIRST, claims)] == [None] * len(claims)
    assert compare(FIRST, [Standing(one, one) for one in claims], "", []) == []


def test_what_stands_beside_a_verdict_comes_along(desk, revised):
    """Sign-off, replies, second readings and embargoes hold for the newer version as well."""
    draft = FIRST.replace("nobody was", "somebody was")
    first, revise = revised(draft)
    same, beside = the_claim(desk, first, "Ada Moss"), the_claim(desk, first, "pier")
    changed = the_claim(desk, first, "nobody")
    desk.mark([same.id, beside.id, changed.id], status="verified")
    desk.ask_reply(same.id, asked="Ada Moss", deadline="2031-05-03", on="2031-05-01")
    desk.embargo(document_id=first, until="2031-05-09T00:00:00Z", reason="agreed with the port")
    desk.embargo(claim_id=changed.id, until="2031-05-10T00:00:00Z", reason="names a minor")
    with Desk.open(desk.path, "bob") as other:
        other.start_second([beside.id])
        other.sign_off([same.id])
    with Desk.open(desk.path, "cleo") as other:
        other.sign_off([beside.id])
    found = desk.comparison(revise())
    new = {pair.old.id: desk.claim(pair.new.id) for pair in (*found.kept, *found.reworded)}
    assert (new[same.id].signed_by, new[same.id].sign_off_stale) == ("bob", False)
    assert (new[beside.id].signed_by, new[beside.id].sign_off_stale) == ("cleo", True)
    assert list(desk.ids("reply:open or reply:overdue")) == [new[same.id].id]
    assert list(desk.ids("is:embargoed")) != []
    assert new[changed.id].id in list(desk.ids("is:embargoed"))
    with Desk.open(desk.path, "bob") as other:
        assert other.claim(new[beside.id].id).hidden
        again = other.comparison(found.after.id)
        assert [pair.new.hidden for pair in again.kept if pair.old.id == beside.id] == [True]
        assert [pair.old.hidden for pair in again.kept if pair.old.id == beside.id] == [True]
    assert desk.verify_log().problem is None


def test_a_report_shows_the_newest_version(desk, revised):
    """The earlier version's claims and text stay out, unless they are asked for."""
    first, revise = revised(FIRST.replace("May", "June"))
    second = revise()
    shown = desk.report_records("")
    assert [document.stored.id for document in shown.documents] == [second]
    asked = desk.report_records("is:superseded")
    assert [document.stored.id for document in asked.documents] == [first]


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE claims SET superseded = 0 WHERE id = 1",
        "UPDATE claims SET kept = 0 WHERE kept = 1",
        "UPDATE claims SET kept = NULL, earlier = NULL WHERE id = (SELECT max(id) FROM claims)",
        "UPDATE documents SET revises = NULL",
    ],
)
def test_a_touched_version_is_found(desk, sql, revised):
    """`log verify` names a claim or document whose place among the versions was changed."""
    _, revise = revised(FIRST.replace("May", "June"))
    revise()
    assert desk.verify_log().problem is None
    with transaction(desk._db):
        desk._db.execute(sql)
    assert desk.verify_log().problem is not None


def test_a_published_verdict_that_changes_in_a_newer_version_is_a_correction(desk, revised):
    """What went out with the first version is followed to the claim that keeps its verdict."""
    first, revise = revised(FIRST.replace("May", "June"))
    pier = the_claim(desk, first, "pier")
    desk.mark([pier.id], status="verified", reason="The plaque says so.")
    desk.publish(desk.report_records("", publish=True), "md")
    second = revise()
    assert desk.corrections() == []
    later = the_claim(desk, second, "pier")
    desk.mark([later.id], status="false", reason="The plaque is a copy.")
    [correction] = desk.corrections()
    assert (correction.claim_id, correction.said.status) == (later.id, "verified")
    shown = {
        item.stored.id: item.corrections
        for document in desk.report_records("").documents
        for item in document.claims
    }
    assert [one.said.reason for one in shown[later.id]] == ["The plaque says so."]


def test_what_is_done_to_the_earlier_version_later_is_its_own(desk, revised):
    """A mark on the superseded claim changes neither the newer claim nor its history."""
    first, revise = revised(FIRST.replace("May", "June"))
    pier = the_claim(desk, first, "pier")
    later = the_claim(desk, revise(), "pier")
    desk.mark([pier.id], status="false")
    assert desk.claim(later.id).status == "unreviewed"
    assert [event.kind for event in desk.history(later.id)] == ["ingest", "ingest"]
    desk.undo()
    assert desk.claim(pier.id).status == "unreviewed"


def test_the_command_line_compares_two_versions(run, desk, revised):
    """JSON Lines hold both sides of each claim; a document of one version is told how to get one."""
    first, revise = revised(
        FIRST.replace("May", "June").replace(" The pier is ninety years old.", "")
    )
    tolls = the_claim(desk, first, "tolls")
    desk.mark([tolls.id], status="false", reason="Not decided.")
    second = revise()
    result = run("compare", second, "--db", desk.path)
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert [row["change"] for row in rows] == ["reworded", "gone", "kept", "kept", "kept"]
    assert rows[0]["old"]["id"] == tolls.id
    assert (rows[0]["old"]["status"], rows[0]["old"]["reason"]) == ("false", "Not decided.")
    assert (rows[0]["new"]["wording"], rows[0]["new"]["status"]) == (
        "the tolls double in June",
        "unreviewed",
    )
    assert rows[1]["new"] is None
    counted = run("stats", "--format", "json", "--db", desk.path)
    assert json.loads(counted.stdout)["superseded"] == 5
    assert (
        "5 claims of superseded versions"
        in run("stats", "--db", desk.path, "--format", "text").stdout
    )
    told = run("history", rows[2]["new"]["id"], "--format", "table", "--db", desk.path).stdout
    assert f"ingested as a newer version of document {first}, with 4 claims" in " ".join(
        told.split()
    )
    table = run("compare", first, "--format", "table", "--db", desk.path)
    assert f"Document {first} → {second}: 3 kept, 1 reworded, 0 new, 1 gone." in table.stderr
    assert "was" in table.stdout
    desk.store(Document("alone.txt", "Alone it stands."), [])
    refused = run("compare", "alone.txt", "--db", desk.path)
    assert refused.exit_code == 1
    assert "has one version; verifier ingest FILE --revises" in refused.stderr


def test_ingest_tells_of_newer_versions(run, tmp_path):
    """A recognised version is told with its counts, named or by itself, and can be refused."""
    path, desk_file = tmp_path / "tolls.txt", tmp_path / "desk.db"
    path.write_text(FIRST, encoding="utf-8")
    assert run("ingest", path, "--db", desk_file).exit_code == 0
    path.write_text(FIRST.replace("May", "June"), encoding="utf-8")
    result = run("ingest", path, "--db", desk_file, "--format", "json")
    assert json.loads(result.stdout)["revisions"] == 1
    assert "is document 2, a newer version of document 1: " in result.stderr
    path.write_text(FIRST.replace("May", "July"), encoding="utf-8")
    alone = run("ingest", path, "--as-new", "--db", desk_file)
    assert "newer version" not in alone.stderr
    path.write_text(FIRST.replace("May", "August"), encoding="utf-8")
    unclear = run("ingest", path, "--db", desk_file)
    assert "may be a newer version of one of the documents" in unclear.stderr
    path.write_text(FIRST.replace("May", "October"), encoding="utf-8")
    named = run("ingest", path, "--revises", "2", "--db", desk_file)
    assert "a newer version of document 2" in named.stderr
    again = run("ingest", path, "--revises", "1", "--db", desk_file)
    assert (again.exit_code, "there already" in again.stderr) == (0, True)
    path.write_text(FIRST.replace("May", "winter"), encoding="utf-8")
    refused = run("ingest", path, "--revises", "1", "--db", desk_file)
    assert refused.exit_code == 1
    assert "document 1 has a newer version, document 2: revise that" in refused.stderr
    both = run("ingest", path, "--revises", "1", "--as-new", "--db", desk_file)
    assert both.exit_code == 2
    several = run("ingest", path, path, "--revises", "1", "--db", desk_file)
    assert several.exit_code == 2


def test_a_split_claim_goes_on_split(desk, revised):
    """The original stays set aside, its parts stand beside it, and it leads to them."""
    text = "Ben Cho said that the ferry stops and the toll doubles. The pier is old.\n"
    first, revise = revised(text.replace("pier is old", "pier is new"), text)
    whole = the_claim(desk, first, "ferry")
    parts = desk.split_claim(whole.id, text.index("and the toll"))
    desk.mark([parts[1]], status="false")
    found = desk.comparison(revise())
    kept = {pair.old.id: pair.new for pair in found.kept}
    assert {whole.id, *parts} <= set(kept)
    assert (kept[whole.id].status, kept[parts[1]].status) == ("set-aside", "false")
    assert desk.lineage(kept[whole.id].id).successors == tuple(kept[part].id for part in parts)
    assert desk.verify_log().problem is None
