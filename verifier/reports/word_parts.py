"""What a DOCX is put together from: paragraphs, runs, links, bookmarks, comments, tables, fields.

python-docx looks through all that is there for each paragraph, comment and style that it adds; here
everything goes to the end, so that a long report takes time in proportion to its length.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docx.document import Document
    from docx.oxml.xmlchemy import BaseOxmlElement

_NO_XML = {0xFFFE: "\ufffd", 0xFFFF: "\ufffd"}


@dataclass(frozen=True, slots=True)
class Link:
    """Words of a cell that lead to an address, as they stand there."""

    words: str
    url: str
    style: str = "Hyperlink"


Cell = str | tuple[str | Link, ...]
"""What a cell holds: words, or words and links, one after the other."""


def reads_leftwards(text: str) -> bool:
    """Whether a text reads from right to left: by its first letter that has a direction."""
    for letter in text:
        kind = unicodedata.bidirectional(letter)
        if kind in {"R", "AL"}:
            return True
        if kind == "L":
            return False
    return False


class End:
    """The end of a document, where all that is new is put."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._last = document.element.body.sectPr
        self._styles = {style.name: style.style_id for style in document.styles}
        self._comments = document.part._comments_part.element  # noqa: SLF001 - python-docx looks for a free number in all of them
        self._links: dict[str, str] = {}
        self._marks = 0

    def paragraph(self, text: str = "", style: str = "Normal") -> BaseOxmlElement:
        """Add a paragraph, with its text if there is any."""
        element = _paragraph(self._styles[style])
        self._last.addprevious(element)
        if text:
            self.run(element, text)
        return element

    def run(
        self, place: BaseOxmlElement, text: str, style: str | None = None, *more: str
    ) -> BaseOxmlElement:
        """Add words to a paragraph or a link, in a style of characters; `more` are marks such as `b`."""
        run = OxmlElement("w:r")
        leftwards = reads_leftwards(text)
        if style or more or leftwards:
            dress = _child(run, "rPr")
            if style:
                _child(dress, "rStyle", val=self._styles[style])
            for name in (*more, "rtl") if leftwards else more:
                _child(dress, name)
        if leftwards and not len(place.xpath("./w:r | ./w:hyperlink")) and place.tag == qn("w:p"):
            place.get_or_add_pPr().insert_element_before(
                OxmlElement("w:bidi"), "w:jc", "w:outlineLvl", "w:rPr", "w:sectPr"
            )
        for nth, part in enumerate(text.translate(_NO_XML).split("\t")):
            if nth:
                _child(run, "tab")
            if part:
                words = _child(run, "t")
                words.text = part
                words.set(qn("xml:space"), "preserve")
        place.append(run)
        return run

    def link(self, place: BaseOxmlElement, words: str, url: str, style: str = "Hyperlink") -> None:
        """Add words that lead to an address on the web."""
        known = self._links.get(url)
        if known is None:
            part = self.document.part
            known = part.rels._next_rId if not self._links else f"rIdLink{len(self._links)}"  # noqa: SLF001 - it looks through all of them
            part.rels.add_relationship(RELATIONSHIP_TYPE.HYPERLINK, url, known, is_external=True)
            self._links[url] = known
        link = OxmlElement("w:hyperlink")
        link.set(qn("r:id"), known)
        place.append(link)
        self.run(link, words, style)

    def jump(self, place: BaseOxmlElement, words: str, mark: str, style: str | None = None) -> None:
        """Add words that lead to a bookmark of the same file."""
        link = OxmlElement("w:hyperlink")
        link.set(qn("w:anchor"), mark)
        link.set(qn("w:history"), "1")
        place.append(link)
        self.run(link, words, style)

    def keep(self, line: BaseOxmlElement) -> None:
        """Keep a paragraph on one page with the next one."""
        _child(line.get_or_add_pPr(), "keepNext")

    def bookmark(self, around: BaseOxmlElement, last: BaseOxmlElement, name: str) -> None:
        """Name a place: from one run or link of a paragraph to another."""
        self._marks += 1
        start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
        for one in (start, end):
            one.set(qn("w:id"), str(self._marks))
        start.set(qn("w:name"), name)
        around.addprevious(start)
        last.addnext(end)

    def heading(self, text: str, level: int, *marks: str) -> BaseOxmlElement:
        """Add a heading of a level from 1, 0 is the title, under the names of bookmarks."""
        line = self.paragraph(text, f"Heading {level}" if level else "Title")
        runs = line.findall(qn("w:r"))
        for mark in marks if runs else ():
            self.bookmark(runs[0], runs[-1], mark)
        return line

    def comment(self, run: BaseOxmlElement, words: str, author: str) -> None:
        """Put a comment beside a run. It has no date: what it tells is as old as the report."""
        number = str(len(self._comments))
        comment = _child(self._comments, "comment", id=number, author=author)
        comment.set(qn("w:initials"), author[:1])
        line = _paragraph(self._styles["Comment"])
        comment.append(line)
        self.run(line, words)
        start, end = OxmlElement("w:commentRangeStart"), OxmlElement("w:commentRangeEnd")
        for one in (start, end):
            one.set(qn("w:id"), number)
        run.addprevious(start)
        run.addnext(end)
        beside = OxmlElement("w:r")
        _child(beside, "commentReference", id=number)
        end.addnext(beside)

    def field(self, place: BaseOxmlElement, name: str, *, shown: str | None = None) -> None:
        """Put a field that the word processor fills in; `shown` stands there until it does."""
        kinds = ["begin", "", "end"] if shown is None else ["begin", "", "separate", "shown", "end"]
        for kind in kinds:
            run = OxmlElement("w:r")
            place.append(run)
            if kind == "shown":
                _child(run, "t").text = shown
            elif kind:
                _child(run, "fldChar", fldCharType=kind)
            else:
                _child(run, "instrText").text = name

    def table(
        self, head: Sequence[str], rows: Sequence[Sequence[Cell]], widths: Sequence[float], *,
        numbers: bool = False, total: bool = False,
    ) -> None:  # fmt: skip
        """Add a table of columns so many millimetres wide, its first row repeated on each page.

        numbers sets all but the first column to the right and keeps the table on one page; total
        makes the last row that of a sum.
        """
        table = OxmlElement("w:tbl")
        self._last.addprevious(table)
        dress = _child(table, "tblPr")
        _child(dress, "tblStyle", val=self._styles["Report Table"])
        _child(dress, "tblW", w=str(sum(map(_twips, widths))), type="dxa")
        _child(dress, "tblLayout", type="fixed")
        look = _child(dress, "tblLook", val="04A0", firstRow="1", noHBand="1", noVBand="1")
        look.set(qn("w:lastRow"), str(int(total)))
        grid = _child(table, "tblGrid")
        for width in widths:
            _child(grid, "gridCol", w=str(_twips(width)))
        for place, row in enumerate((head, *rows)):
            held = not place or (numbers and place < len(rows))
            self._row(table, row, widths, (not place, held, numbers))
        self.paragraph(style="After Table")

    def _row(
        self,
        table: BaseOxmlElement,
        row: Sequence[Cell],
        widths: Sequence[float],
        kind: tuple[bool, bool, bool],
    ) -> None:
        """Add a row: whether it is the head, is held beside the next one, and holds numbers."""
        first, held, numbers = kind
        line = _child(table, "tr")
        dress = _child(line, "trPr")
        _child(dress, "cantSplit")
        if first:
            _child(dress, "tblHeader")
        for nth, (value, width) in enumerate(zip(row, widths, strict=True)):
            cell = _child(line, "tc")
            _child(_child(cell, "tcPr"), "tcW", w=str(_twips(width)), type="dxa")
            style = "Table Number" if numbers and nth else "Table Text"
            words = _paragraph(self._styles["Table Head" if first and numbers else style])
            cell.append(words)
            if held:
                _child(words.get_or_add_pPr(), "keepNext")
            if first and numbers and nth:
                _child(words.get_or_add_pPr(), "jc", val="right")
            for part in (value,) if isinstance(value, str) else value:
                if isinstance(part, Link):
                    self.link(words, part.words, part.url, part.style)
                elif part:
                    self.run(words, part)


def _paragraph(style: str) -> BaseOxmlElement:
    made = OxmlElement("w:p")
    _child(made, "pPr").append(_element("pStyle", val=style))
    return made


def _element(name: str, **values: str) -> BaseOxmlElement:
    made = OxmlElement(f"w:{name}")
    for key, value in values.items():
        made.set(qn(f"w:{key}"), value)
    return made


def _child(parent: BaseOxmlElement, name: str, **values: str) -> BaseOxmlElement:
    made = _element(name, **values)
    parent.append(made)
    return made


def _twips(millimetres: float) -> int:
    return int(Mm(millimetres).twips)
