"""The report as Markdown that reads well raw and on a code host.

It keeps to CommonMark and GitHub's tables. No raw HTML is written, and nothing in the data becomes
markup: every character that could start some is escaped.
"""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import TYPE_CHECKING
from urllib.parse import quote

from claims.model import Strength
from verifier.reports import history, words
from verifier.reports.arrange import attention, corrected, count, reviewers, sections
from verifier.safe_text import one_line, safe_url, same_width

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from db.records import Evidence, StoredDocument
    from verifier.ratings import Scale
    from verifier.reports.arrange import Counts, Numbered, Section
    from verifier.reports.model import ReportData

_ALWAYS = re.compile(r"[\\`*_<|~$]|&(?=[#\w])|\](?=[(\[:])|(?<=[(\[])\^")
_AT_START = re.compile(r"[#>+=-]|\[(?=!)|\d{1,9}(?=[.)])")
_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def escape(text: str) -> str:
    r"""Write text of unknown origin as Markdown that shows it and does nothing else.

    For the middle of a line: `[an] agreement` stays as it is, `[a](b)` becomes `[a\](b)`.
    """
    return _ALWAYS.sub(lambda match: "\\" + match.group(), one_line(text))


def escape_line(text: str) -> str:
    """Write a whole line of text: also what would start a heading, a list or a quotation."""
    return _guard(escape(text).strip())


def _guard(line: str) -> str:
    match = _AT_START.match(line)
    if match is None:
        return line
    if match.group().isdigit():
        return f"{match.group()}\\{line[match.end() :]}"
    return "\\" + line


def link(name: str, url: str | None) -> str:
    """Write a link where following it is harmless, else the name and the address as plain text."""
    shown = escape(name)
    safe = safe_url(url)
    if safe is None:
        return f"{shown} ({escape(url)})" if url and url != name else shown
    label = re.sub(r"(?<!\\)([\[\]])", r"\\\1", shown)
    return f"[{label}](<{quote(safe, safe=_IN_URL)}>)"


_IN_URL = "/:?#[]@!$&'()*+,;=%~-._"


def render(data: ReportData) -> Iterator[str]:
    """Write the report, a block at a time."""
    found = sections(data)
    counts = count(found)
    yield from _head(data, found, counts)
    yield from _result(counts)
    yield from _corrections(found)
    yield from _attention(found)
    for section in found:
        yield from _article(section)
        yield from _claims(section, data.ratings)


def _head(data: ReportData, found: tuple[Section, ...], counts: Counts) -> Iterator[str]:
    yield "# Verification report\n\n"
    for section in found:
        yield f"- **Article:** {_document(section.document.stored)}\n"
    chosen = f"the claims found by “{escape(data.query)}”" if data.query.strip() else "all claims"
    yield f"- **Selection:** {chosen}\n"
    yield f"- **Done:** {counts.done} of {counts.to_do} claims of body and headline\n"
    names = ", ".join(escape(name) for name in reviewers(found))
    if names:
        yield f"- **Reviewed by:** {names}\n"
    maker = f", by {escape(data.reviewer)}" if data.reviewer else ""
    yield f"- **Made:** {escape(words.date(data.generated_at))}{maker}\n"
    if data.log_head is not None:
        yield f"- **Log:** event {data.log_head.id}, {escape(data.log_head.hash)}\n"
    yield (
        "\nA level says how firmly the text itself stands behind a claim, from 1 (rumour) to 8 "
        "(confirmed). A status says what the desk found out about the claim’s own words.\n"
    )


def _document(document: StoredDocument) -> str:
    parts = [link(title(document), document.url)]
    parts += [escape(part) for part in (document.author, document.publisher) if part]
    if document.published:
        parts.append(escape(words.date(document.published)))
    return ", ".join(parts)


def title(document: StoredDocument) -> str:
    """Name a document for people: its title, else its file's name without the folders."""
    return one_line(document.title or PurePath(document.name).name or document.name)


def _result(counts: Counts) -> Iterator[str]:
    yield "\n## Result\n\n"
    if not counts.claims:
        yield "No claim was selected.\n"
        return
    statuses = counts.statuses()
    header = ["Level", *(words.STATUS_WORDS[status] for status in statuses), "all"]
    yield _row(header) + _row(["---", *("---:" for _ in header[1:])])
    for level in reversed(Strength):
        cells = [counts.cells[level, status] for status in statuses]
        yield _row([f"{level.rank} {level.value}", *map(_number, [*cells, counts.level(level)])])
    totals = [counts.status(status) for status in statuses]
    yield _row(["all", *map(_number, [*totals, counts.claims])])


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |\n"


def _number(value: int) -> str:
    return str(value) if value else "·"


def _attention(found: tuple[Section, ...]) -> Iterator[str]:
    seen = attention(found)
    if not seen:
        return
    yield "\n## Needs attention\n"
    for name, items in seen.lists():
        yield f"\n### {name}\n\n"
        yield from (f"- {_brief(item)}\n" for item in items)


def _corrections(found: tuple[Section, ...]) -> Iterator[str]:
    known = corrected(found)
    if not known:
        return
    yield "\n## Corrections\n\n"
    for item, one in known:
        words_ = escape(words.wording(item.claim.stored.claim))
        yield f"- [Claim {item.number}](#claim-{item.number}), {words_}: "
        yield f"{escape(words.correction(one))}\n"


def _brief(item: Numbered) -> str:
    stored = item.claim.stored
    level = stored.claim.strength.value
    words_ = escape(words.wording(stored.claim))
    return (
        f"[Claim {item.number}](#claim-{item.number}), {level}, "
        f"{words.STATUS_WORDS[stored.status]}: {words_}"
    )


def _article(section: Section) -> Iterator[str]:
    document = section.document.stored
    yield f"\n## {escape_line(title(document))}\n\n"
    yield "The raised number stands at the end of each claim.\n"
    text = document.text
    ends: dict[int, list[int]] = {}
    for item in section.claims:
        claim = item.claim.stored.claim
        last = max((piece[1] for piece in claim.fragments), default=claim.span[1])
        ends.setdefault(last, []).append(item.number)
    first = True
    for start, line in _lines(text):
        if line.strip():
            yield "\n" if first else ">\n"
            yield f"> {_marked(line, start, ends)}\n"
            first = False


def _lines(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for line in text.split("\n"):
        yield start, line
        start += len(line) + 1


def _marked(line: str, start: int, ends: dict[int, list[int]]) -> str:
    shown = same_width(line)
    cuts = sorted(end - start for end in ends if start < end <= start + len(line))
    pieces = []
    last = 0
    for cut in cuts:
        numbers = " ".join(str(number) for number in sorted(ends[start + cut]))
        pieces.append(escape(shown[last:cut]) + numbers.translate(_SUPERSCRIPT))
        last = cut
    pieces.append(escape(shown[last:]))
    return _guard("".join(pieces).strip())


def _claims(section: Section, scale: Scale) -> Iterator[str]:
    for item in section.claims:
        yield from _claim(item, scale)


def _claim(item: Numbered, scale: Scale) -> Iterator[str]:
    stored = item.claim.stored
    claim = stored.claim
    status = words.STATUS_WORDS[stored.status]
    yield f"\n### Claim {item.number}\n\n> {escape_line(words.wording(claim))}\n\n"
    rating = scale.words(stored.status)
    own = f" ({escape(rating)})" if rating else ""
    yield f"**{claim.strength.value}** ({claim.strength.rank} of 8), **{status}**{own}\n\n"
    for name, value in _facts(item):
        yield f"- **{name}:** {value}\n"
    if item.claim.evidence:
        yield "- **Evidence:**\n"
        yield from (f"  - {_evidence(piece)}\n" for piece in item.claim.evidence)
    events = history.of_claim(item.claim)
    if events:
        yield "- **History:**\n"
        yield from (f"  - {escape_line(history.line(event))}\n" for event in events)


def _facts(item: Numbered) -> Iterator[tuple[str, str]]:
    stored = item.claim.stored
    claim = stored.claim
    links = words.links(claim)
    yield "Said by", " → ".join(escape(link) for link in links) or "the writer"
    if claim.rule:
        yield "Why this level", escape(claim.rule)
    if stored.machine_strength is None:
        yield "Added by hand", escape(stored.reviewer or "yes")
    elif stored.machine_strength is not claim.strength:
        yield "Level corrected", f"the program had said {stored.machine_strength.value}"
    yield "Confidence", f"{claim.confidence:.2f}, {claim.polarity.value}, {claim.modality.value}"
    if stored.reason:
        yield "Reason", escape(stored.reason)
    for one in item.claim.corrections:
        yield "Corrected", escape(words.correction(one))
    if flagged := words.flagged(item.claim):
        yield "Look at", flagged
    if stored.note:
        yield "Note", escape(stored.note)
    if stored.quote_check.value != "unchecked":
        yield "Quotation", words.QUOTE_WORDS[stored.quote_check]
    if item.page:
        yield "Stands at", escape(item.page)
    place = f"{words.ZONE_WORD[claim.zone]}, characters {claim.span[0]} to {claim.span[1]}"
    yield "In the database", f"claim {stored.id}, {place}"


def _evidence(piece: Evidence) -> str:
    meaning = words.grade_meaning(piece.grade)
    grade = f", {escape(piece.grade)} ({meaning})" if piece.grade else ""
    told = f"{words.STANCE_WORDS[piece.stance]}{grade}: "
    if piece.reference.protected:
        return told + words.PROTECTED
    told += link(words.evidence_name(piece), words.address(piece))
    if piece.locator:
        told += f", {escape(piece.locator)}"
    if piece.quote:
        told += f", “{escape(piece.quote)}”"
    if piece.note:
        told += f" ({escape(piece.note)})"
    if piece.archive_url:
        told += f", {link('archived copy', piece.archive_url)}"
    return f"{told}, seen {escape(words.date(piece.accessed))}" if piece.accessed else told
