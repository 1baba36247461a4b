"""Pieces of HTML, as feeds and mails carry them: their words, a blank line between paragraphs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

from verifier.readers.clean import text_of

if TYPE_CHECKING:
    from typing import Any

_BLOCKS = frozenset(
    "address article aside blockquote body caption dd details div dl dt figcaption figure footer "
    "form h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section table td th tr ul".split()
)
_UNSEEN = frozenset("head iframe math noscript object script style svg template title".split())
_BLANKS = re.compile(r"\s+")


def words_of(html: str) -> str:
    """The words that a reader would see; plain text comes back with its blanks made single."""
    marked = text_of(html).strip()
    if not marked:
        return ""
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False)
    # A parser that is told the encoding takes no `<meta charset>` at its word.
    root: Any = etree.fromstring(marked.encode(), parser)
    if root is None:
        return ""
    pieces: list[str] = []
    hidden = 0
    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        if event not in {"start", "end"}:
            pieces.append("" if hidden else element.tail or "")
            continue
        tag = element.tag
        hidden += (tag in _UNSEEN) * (1 if event == "start" else -1)
        if tag in _BLOCKS:
            pieces.append("\0")
        elif tag == "br":
            pieces.append(" " if event == "start" else "")
        if not hidden:
            pieces.append((element.text if event == "start" else element.tail) or "")
    found = (_BLANKS.sub(" ", piece).strip() for piece in "".join(pieces).split("\0"))
    return "\n\n".join(filter(None, found))
