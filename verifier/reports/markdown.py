"""The report as Markdown that reads well raw and on a code host.

It keeps to CommonMark and GitHub's tables. No raw HTML is written, and nothing in the data becomes
markup: every character that could start some is escaped.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import quote

from markupsafe import Markup

from verifier.reports import facts, words
from verifier.reports.arrange import filled_lines
from verifier.reports.templating import context, environment, generated
from verifier.safe_text import one_line, safe_url, same_width

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from db.records import Evidence
    from verifier.reports.arrange import Numbered, Section
    from verifier.reports.model import ReportData
    from verifier.reports.templating import Environment

_ALWAYS = re.compile(r"[\\`*_<|~$]|&(?=[#\w])|\](?=[(\[:])|(?<=[(\[])\^")
_CODE_HOST = re.compile(
    r"(?<![\w`@/.-])@[A-Za-z0-9](?:[\w-]*[A-Za-z0-9])?"
    r"|(?<![\w./&-])(?:[\w.-]+(?:/[\w.-]+)?)?#\d+\b"
    r"|(?<![\w-])GH-\d+\b"
    r"|(?<![\w:]):[a-z0-9_+-]+:(?![\w:])"
)
"""What a code host reads after the Markdown: people (`@ada`), issues (`#12`), pictures (`:bell:`).

No backslash stops that; as code these words stay what they are.
"""

_AT_START = re.compile(r"[#>+=-]|\[(?=!)|\d{1,9}(?=[.)])")
_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def escape(text: str) -> str:
    r"""Write text of unknown origin as Markdown that shows it and does nothing else.

    For the middle of a line: `[an] agreement` stays as it is, `[a](b)` becomes `[a\](b)`.
    """
    shown, done, at = one_line(text), [], 0
    for match in _CODE_HOST.finditer(shown):
        done += [_plain(shown[at : match.start()]), f"`{match.group()}`"]
        at = match.end()
    return "".join([*done, _plain(shown[at:])])


def _plain(text: str) -> str:
    return _ALWAYS.sub(lambda match: "\\" + match.group(), text)


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


def render(data: ReportData, template: Path | None = None) -> Iterator[str]:
    """Write the report, a piece at a time. Raises Refused for a broken template of the desk's."""
    return generated(_environment(template), "report.md", template, context(data))


@cache
def _environment(template: Path | None) -> Environment:
    made = environment(_escaped, template)
    made.globals.update(link=_link, brief=_brief, quoted=_quoted)
    made.filters.update(cells=_row, evidence=_evidence, line=_line, number=_number)
    return made


def _escaped(text: str) -> Markup:
    return _written(escape(text))


def _line(text: str) -> Markup:
    return _written(escape_line(text))


def _link(name: str, url: str | None) -> Markup:
    return _written(link(name, url))


def _written(markdown: str) -> Markup:
    """Mark what is Markdown already, so that the templates' environment leaves it alone."""
    return Markup(markdown)  # noqa: S704 - each caller has escaped what came from outside


def _row(cells: Iterable[object]) -> Markup:
    """Write a table's row."""
    return _written("| " + " | ".join(_cell(cell) for cell in cells) + " |")


def _cell(cell: object) -> str:
    return cell if isinstance(cell, Markup) else escape(str(cell))


def _number(value: int) -> str:
    return str(value) if value else "·"


def _brief(item: Numbered) -> Markup:
    stored = item.claim.stored
    words_ = escape(words.wording(stored.claim))
    return _written(
        f"[Claim {item.number}](#claim-{item.number}), {stored.claim.strength.value}, "
        f"{words.STATUS_WORDS[stored.status]}: {words_}"
    )


def _quoted(section: Section) -> Iterator[Markup]:
    """Give the article's lines of words, each claim's number raised at its end."""
    ends: dict[int, list[int]] = {}
    for item in section.claims:
        claim = item.claim.stored.claim
        last = max((piece[1] for piece in claim.fragments), default=claim.span[1])
        ends.setdefault(last, []).append(item.number)
    text = section.document.stored.text
    for start, end in filled_lines(text):
        yield _written(_marked(text[start:end], start, ends))


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


def _evidence(piece: Evidence) -> Markup:
    """Write a piece of evidence on one line."""
    return _written(_told(piece))


def _told(piece: Evidence) -> str:
    meaning = words.grade_meaning(piece.grade)
    grade = f", {escape(piece.grade)} ({meaning})" if piece.grade else ""
    told = f"{words.STANCE_WORDS[piece.stance]}{grade}: "
    if piece.reference.protected:
        return told + escape(words.evidence_name(piece))
    told += link(words.evidence_name(piece), words.address(piece))
    for fact in facts.of_evidence(piece):
        told += f"; {escape(fact.words)}"
    return f"{told}; {link('archived copy', piece.archive_url)}" if piece.archive_url else told
