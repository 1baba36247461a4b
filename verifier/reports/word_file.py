"""The report as a DOCX for editors who want a file: real headings, tables, comments beside the text.

In the article each claim is underlined and carries a comment, in the margin, with its level and
status. Every claim is a bookmark, in the article and where it is told of. The same data gives the
same bytes: the clock in the file is the report's own.
"""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any

from verifier.reports.spelled import spelled

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from docx.oxml.xmlchemy import BaseOxmlElement

    from verifier.reports.model import Press, ReportData
    from verifier.reports.word_parts import Cell, End

_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
_INTO_MARGIN = 20.0
"""How far a table of counts may reach into the wide margin, in millimetres."""


def file(data: ReportData, press: Press) -> bytes:
    """Make the DOCX's bytes; the same data gives the same."""
    import docx  # noqa: PLC0415 - python-docx and lxml, for this format alone

    from verifier.reports.word_parts import End  # noqa: PLC0415 - the same
    from verifier.reports.word_styles import FACING, SIDE, SIZES, dress  # noqa: PLC0415 - the same

    report = spelled(data)
    document = docx.Document()
    dress(document, report, press)
    made = _Writer(End(document), SIZES[press.paper][0] - SIDE - FACING)
    made.front(report)
    made.result(report)
    made.lists(report)
    for nth, one in enumerate(report["documents"]):
        made.article(one, nth)
    made.reading(report)
    stream = io.BytesIO()
    document.save(stream)
    return _without_clock(stream.getvalue())


def _titles(report: dict[str, Any]) -> Iterator[tuple[int, str, str]]:
    """Give the headings of the first two levels, each with its bookmark, in order."""
    yield 1, "Result", "result"
    if report["corrections"]:
        yield 1, "Corrections", "corrections"
    if report["attention"]:
        yield 1, "Needs attention", "attention"
    for nth, group in enumerate(report["attention"]):
        yield 2, group["name"], f"attention_{nth}"
    for nth, one in enumerate(report["documents"]):
        yield 1, one["title"], f"document_{nth}"
        if one["claims"]:
            yield 2, "Claim by claim", f"claims_{nth}"
    yield 1, "How to read this", "reading"


class _Writer:
    """Writes a report's parts, in their order, at the end of a document; width in millimetres."""

    def __init__(self, end: End, width: float) -> None:
        self._end = end
        self._width = width

    def front(self, report: dict[str, Any]) -> None:
        """What was checked, by whom, when; then the contents."""
        end = self._end
        end.heading(report["heading"], 0)
        for one in report["articles"]:
            line = end.paragraph(style="Subtitle")
            if one["url"]:
                end.link(line, one["title"], one["url"])
            else:
                end.run(line, one["title"])
            if one["by"]:
                end.paragraph(one["by"])
        self._facts(report["facts"])
        end.paragraph("Contents", "TOC Heading")
        self._contents(list(_titles(report)))

    def _contents(self, titles: Sequence[tuple[int, str, str]]) -> None:
        """Write a table of contents that the word processor can renew, with pages then."""
        end = self._end
        lines = []
        for level, words, mark in titles:
            line = end.paragraph(style=f"toc {level}")
            end.jump(line, words, mark)
            lines.append(line)
        opening = end.paragraph()
        end.field(opening, ' TOC \\o "1-2" \\h \\z \\u ', shown="")
        runs = list(opening.iterchildren("{*}r"))
        for run in reversed(runs[:-1]):
            lines[0].insert(1, run)
        lines[-1].append(runs[-1])
        opening.getparent().remove(opening)

    def _facts(self, facts: Iterable[Sequence[str]]) -> None:
        lines = list(facts)
        for nth, (name, value) in enumerate(lines, 1):
            line = self._end.paragraph(style="Fact")
            if nth < len(lines):
                self._end.keep(line)
            self._end.run(line, name, "Fact Name")
            self._end.run(line, f"\t{value}")

    def result(self, report: dict[str, Any]) -> None:
        """The counts of the first page as tables."""
        end = self._end
        end.heading("Result", 1, "result")
        counted = report["table"]
        if counted is None:
            end.paragraph("No claim was selected.")
            return
        end.paragraph("Claims by level and status", "Caption")
        rows = [
            [
                f"{row['rank']} {row['level']}",
                *(str(cell) if cell else "·" for cell in row["cells"]),
            ]
            for row in counted["rows"]
        ]
        totals = ["all", *map(str, counted["totals"])]
        self._counts(["Level", *counted["statuses"], "all"], [*rows, totals])
        for figure in report["figures"]:
            if figure["name"] == "evidence":
                self._evidence_counts(figure)

    def _evidence_counts(self, figure: dict[str, Any]) -> None:
        """Tell the figure of evidence, which other formats draw, as a table."""
        self._end.paragraph(figure["title"], "Caption")
        rows = []
        for bar in figure["bars"]:
            found = {piece["kind"]: str(piece["count"]) for piece in bar["pieces"]}
            cells = [found.get(kind, "·") for kind, _ in figure["kinds"]]
            rows.append([bar["name"], *cells, str(bar["count"])])
        head = ["Verdict", *(name for _, name in figure["kinds"]), "all"]
        self._counts(head, rows, total=False)

    def _counts(
        self, head: Sequence[str], rows: Sequence[Sequence[str]], *, total: bool = True
    ) -> None:
        """Add a table of numbers; each column is as wide as its name's longest word asks for."""
        first = 28.0
        letters = [2 + max(map(len, name.split())) for name in head[1:]]
        letter = min(2.4, (self._width + _INTO_MARGIN - first) / sum(letters))
        widths = [first, *(letter * count for count in letters)]
        self._end.table(head, rows, widths, numbers=True, total=total)

    def lists(self, report: dict[str, Any]) -> None:
        """Corrections, then what an editor should see before signing."""
        end = self._end
        if report["corrections"]:
            end.heading("Corrections", 1, "corrections")
            for one in report["corrections"]:
                end.run(self._item(one), f": {one['told']}")
        if report["attention"]:
            end.heading("Needs attention", 1, "attention")
        for nth, group in enumerate(report["attention"]):
            end.heading(group["name"], 2, f"attention_{nth}")
            for one in group["claims"]:
                end.run(self._item(one), f", {_judged(one)}")

    def _item(self, one: dict[str, Any]) -> BaseOxmlElement:
        """Begin a line of a list with a claim, its number leading to where it is told of."""
        line = self._end.paragraph(style="List Bullet")
        self._end.jump(line, str(one["number"]), f"claim_{one['number']}", "Claim Number")
        self._end.run(line, f"  {one['words']}")
        return line

    def article(self, one: dict[str, Any], nth: int) -> None:
        """An article's text with its claims marked, then claim by claim."""
        end = self._end
        end.heading(one["title"], 1, f"document_{nth}")
        for paragraph in one["paragraphs"]:
            line = end.paragraph(style="Quote")
            begun = self._runs(line, paragraph["runs"])
            for note in paragraph["notes"]:
                reason = f": {note['reason']}" if note["verdict"] and note["reason"] else ""
                told = f"{note['number']}  {_judged(note)}{reason}"
                end.comment(begun[note["number"]], told, note["by"] or "Verifier")
        if one["claims"]:
            end.heading("Claim by claim", 2, f"claims_{nth}")
        for claim in one["claims"]:
            self._claim(claim)

    def _runs(
        self, line: BaseOxmlElement, pieces: Iterable[dict[str, Any]]
    ) -> dict[int, BaseOxmlElement]:
        """Write a paragraph's pieces; give the words at which each claim begins, by its number."""
        end = self._end
        begun: dict[int, BaseOxmlElement] = {}
        for piece in pieces:
            for number in piece["opens"]:
                end.jump(line, str(number), f"claim_{number}", "Claim Number")
                raised = line[-1][-1].get_or_add_rPr()
                raised.superscript = True
                end.bookmark(line[-1], line[-1], f"text_{number}")
            said = "Said by" if piece["source"] else None
            style = "Cue" if piece["cue"] else said or ("Claim" if piece["rank"] else None)
            run = end.run(line, piece["text"], style)
            if piece["rank"] and style != "Claim":
                run.get_or_add_rPr().u_val = True
            begun |= dict.fromkeys(piece["opens"], run)
        return begun

    def _claim(self, one: dict[str, Any]) -> None:
        end = self._end
        heading = end.heading(one["words"], 3, f"claim_{one['number']}")
        end.jump(heading, str(one["number"]), f"text_{one['number']}", "Claim Number")
        number = heading[-1]
        gap = end.run(heading, "  ")
        heading.insert(1, number)
        heading.insert(2, gap)
        line = end.paragraph(style="Verdict")
        end.run(line, one["level"], "Level")
        end.run(line, f", {one['rank']} of 8;  ")
        end.run(line, f"{one['sign']} {one['status']}", "Status" if one["verdict"] else None)
        told = f" ({one['rating']})" if one["rating"] else ""
        told += f": {one['reason']}" if one["reason"] else ""
        if told:
            end.run(line, told)
        self._facts(one["facts"])
        if one["evidence"]:
            end.paragraph("Evidence", "Caption")
            rows = [(piece["stance"], _grade(piece), _named(piece)) for piece in one["evidence"]]
            end.table(["Stance", "Grade", "Reference"], rows, [18.0, 36.0, self._width - 54.0])
        elif one["verdict"]:
            end.paragraph("No evidence is attached to this verdict.")
        if one["history"]:
            end.paragraph("History", "Caption")
            for told in one["history"]:
                end.paragraph(told, "Past")

    def reading(self, report: dict[str, Any]) -> None:
        """What the levels mean."""
        end = self._end
        end.heading("How to read this", 1, "reading")
        end.paragraph(f"{report['marks']} {report['levels']}")
        rows = [(f"{one['rank']} {one['level']}", one["meaning"]) for one in report["scale"]]
        head = ["Level", "The text presents the claim as"]
        end.table(head, rows, [30.0, self._width - 30.0])


def _judged(one: dict[str, Any]) -> str:
    return f"{one['level']}, {one['sign']} {one['status']}"


def _grade(piece: dict[str, Any]) -> str:
    return f"{piece['grade']} {piece['meaning']}".strip() or "none"


def _named(piece: dict[str, Any]) -> Cell:
    """Name a reference with what is told of it, then its address as readers of paper need it."""
    from verifier.reports.word_parts import Link  # noqa: PLC0415 - with lxml, for this format alone

    parts: list[str | Link] = [Link(piece["name"], piece["url"]) if piece["url"] else piece["name"]]
    parts += [f"; {fact}" for fact in piece["facts"]]
    if piece["archive"]:
        parts += ["; ", Link("archived copy", piece["archive"])]
    for url in (piece["url"], piece["archive"]):
        if url and url != piece["name"]:
            parts += [" ", Link(f"<{url}>", url, "Address")]
    return tuple(parts)


def _without_clock(raw: bytes) -> bytes:
    """Pack the file again with one date for all of its parts."""
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(raw)) as given,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        for name in given.namelist():
            part = zipfile.ZipInfo(name, _ZIP_DATE)
            part.compress_type = zipfile.ZIP_DEFLATED
            made.writestr(part, given.read(name))
    return packed.getvalue()
