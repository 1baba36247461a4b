"""Files of earlier fact-checks to rows: ClaimReview, JSON Lines, CSV and TSV, web pages."""

from __future__ import annotations

import csv
import io
import json
import os
import re
from typing import TYPE_CHECKING, Any

from verifier.errors import Refused
from verifier.factchecks.claimreview import fields, is_review, reviews
from verifier.factchecks.json_stream import elements
from verifier.factchecks.rows import COLUMNS, Given
from verifier.readers.files import Input
from verifier.readers.jsonl import numbered_rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Refuse = Callable[[Refused], None]

_BY_ENDING = {
    ".csv": "table",
    ".tsv": "table",
    ".tab": "table",
    ".jsonl": "lines",
    ".ndjson": "lines",
    ".json": "json",
    ".jsonld": "json",
    ".html": "page",
    ".htm": "page",
    ".xhtml": "page",
}
_MAX_LINES = 100
REMEDY = "Give ClaimReview in JSON-LD, JSON Lines, or a table with a column “claim”."


def rows(path: str, name: str, stream: io.BufferedReader[Any], refuse: Refuse) -> Iterator[Given]:
    """The rows of one file in order, in bounded memory; name is the file's for people.

    A row that is none is refused with file and row. Raises Refused for a file that is none.
    """
    head = stream.peek(4096)
    if not head.strip():
        raise Refused(name, "empty")
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in head:
        raise Refused(name, "not UTF-8 text", "Save it again as UTF-8.")
    match _format(path, head):
        case "lines":
            found = _lines(name, stream, refuse)
        case "json":
            found = _json(name, stream, refuse)
        case "page":
            found = _page(name, stream, refuse)
        case _:
            found = _table(path, name, stream, refuse)
    empty = True
    for row in found:
        empty = False
        if row is not None:
            yield row
    if empty:
        raise Refused(name, "no ClaimReview and no row with a claim", REMEDY)


def _format(path: str, head: bytes) -> str:
    """By the name's ending, else by how it begins."""
    by_ending = _BY_ENDING.get(os.path.splitext(path)[1].lower())  # noqa: PTH122 - names are strings
    if by_ending:
        return by_ending
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith(b"<"):
        return "page"
    if start.startswith(b"["):
        return "json"
    if not start.startswith(b"{"):
        return "table"
    try:
        json.loads(start.split(b"\n", 1)[0])
    except (ValueError, RecursionError):
        return "json"
    return "lines"


def _lines(name: str, stream: io.BufferedReader[Any], refuse: Refuse) -> Iterator[Given | None]:
    for number, row in numbered_rows(name, Input(stream, name), refuse):
        yield from _rows_of(row, f"{name}:{number}", refuse)


def _json(name: str, stream: io.BufferedReader[Any], refuse: Refuse) -> Iterator[Given | None]:
    text = io.TextIOWrapper(stream, "utf-8-sig", errors="surrogateescape", newline="")
    try:
        for number, value in enumerate(elements(text.read), 1):
            yield from _rows_of(value, f"{name}:{number}", refuse)
    except ValueError as error:
        raise Refused(name, f"not JSON ({error}); nothing is read from there on") from error


def _page(name: str, stream: io.BufferedReader[Any], refuse: Refuse) -> Iterator[Given | None]:
    from lxml import etree, html  # noqa: PLC0415 - only for web pages

    try:
        page = html.document_fromstring(Input(stream, name).read())
    except (etree.ParserError, ValueError) as error:
        raise Refused(name, "not a web page") from error
    number = 0
    for script in page.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        try:
            value = json.loads(_uncommented(script.text or ""), strict=False)
        except (ValueError, RecursionError) as error:
            refuse(Refused(name, f"a script of JSON-LD that is not JSON ({error})"))
            yield None
            continue
        for review in reviews(value):
            number += 1
            yield _given(review, f"{name}:{number}")


def _table(
    path: str, name: str, stream: io.BufferedReader[Any], refuse: Refuse
) -> Iterator[Given | None]:
    text = io.TextIOWrapper(stream, "utf-8-sig", errors="surrogateescape", newline="")
    first = text.readline(1 << 16)
    tabbed = path.lower().endswith((".tsv", ".tab"))
    sign = "\t" if tabbed else max(",;\t", key=first.count)
    header = next(csv.reader([first], delimiter=sign), [])
    columns = [cell.strip().lower() for cell in header]
    if "claim" not in columns:
        raise Refused(name, "no column “claim”", f"Columns are {', '.join(COLUMNS)}.")
    reader = csv.reader(text, delimiter=sign)
    while True:
        start = reader.line_num + 2
        place = f"{name}:{start}"
        try:
            cells = next(reader, None)
        except csv.Error as error:
            refuse(Refused(place, f"a broken row ({error})"))
            yield None
            continue
        if cells is None:
            return
        if any(cell.strip() for cell in cells):
            lines = reader.line_num + 2 - start
            if wrong := _broken(cells, len(columns), lines):
                refuse(Refused(place, wrong))
                yield None
            else:
                yield Given(place, dict(zip(columns, cells, strict=False)))


def _broken(cells: list[str], columns: int, lines: int) -> str | None:
    """Why a row of a table can't be read, if it can't."""
    if len(cells) > columns:
        return f"a broken row ({len(cells)} cells in {columns} columns)"
    if lines > _MAX_LINES:
        return f"a broken row (a quotation mark opens {lines} lines)"
    if any("\udc80" <= char <= "\udcff" for cell in cells for char in cell):
        return "not UTF-8"
    return None


def _rows_of(value: Any, place: str, refuse: Refuse) -> Iterator[Given | None]:
    """What one element of JSON holds: ClaimReviews, or a row with the columns' names.

    None stands for what was refused, so that the file does not count as empty. Objects of other
    types, such as the page of a graph, are passed over.
    """
    if not isinstance(value, dict):
        refuse(Refused(place, "a row is an object"))
        yield None
        return
    if "claim" in value and not is_review(value):
        yield Given(place, value)
        return
    found = False
    for review in reviews(value):
        found = True
        yield _given(review, place)
    if not found and "@type" not in value:
        refuse(Refused(place, "no claim"))
        yield None


def _given(review: dict[str, Any], place: str) -> Given:
    read, wrong = fields(review)
    return Given(place, read, tuple(wrong))


def _uncommented(script: str) -> str:
    """A script without the comment or CDATA marks that old pages put around it."""
    return re.sub(r"^\s*(<!--|//<!\[CDATA\[|<!\[CDATA\[)|(-->|//\]\]>|\]\]>)\s*;?\s*$", "", script)
