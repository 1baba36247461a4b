"""Files of every readable format to documents: `read` is the one door."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.errors import Refused, shown_path
from verifier.readers.files import STDIN, Input, open_input
from verifier.readers.formats import UNREADABLE, format_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from typing import BinaryIO

    from claims.model import Document

__all__ = ["STDIN", "read"]


def read(
    path: Path, refuse: Callable[[Refused], None] | None = None, stdin: BinaryIO | None = None
) -> Iterator[Document]:
    """The documents of a file, of each readable file of a folder, or of standard input (`-`).

    What can't be read goes to refuse, and the rest goes on; without it the first Refused is
    raised. Names are the paths as given, or the `id` of a JSON Lines row.
    """
    try:
        if path != STDIN and path.is_dir():
            yield from _folder(path, refuse)
            return
        with open_input(path, stdin) as source:
            yield from _documents(path, source, refuse)
    except Refused as refused:
        if refuse is None:
            raise
        refuse(refused)


def _folder(path: Path, refuse: Callable[[Refused], None] | None) -> Iterator[Document]:
    from verifier.readers import folder  # noqa: PLC0415 - only where a folder is given

    found = False
    for file in folder.files(path, refuse):
        found = True
        yield from read(file, refuse)
    if not found:
        raise Refused(shown_path(path), "no readable file in this folder", folder.REMEDY)


def _documents(
    path: Path, source: Input, refuse: Callable[[Refused], None] | None
) -> Iterator[Document]:
    name = shown_path(path)
    match format_of(path):
        case "jsonl":
            from verifier.readers import jsonl  # noqa: PLC0415 - one module per format

            yield from jsonl.documents(name, source, refuse)
        case "html":
            from verifier.readers import html  # noqa: PLC0415 - trafilatura takes 0.2 s to load

            yield html.document(name, source.read())
        case "markdown":
            from verifier.readers import markdown  # noqa: PLC0415 - YAML and markdown-it load

            yield markdown.document(name, source.read())
        case ("pdf" | "docx") as kind:
            raise Refused(name, *UNREADABLE[kind])
        case _:
            from verifier.readers import text  # noqa: PLC0415 - one module per format

            yield text.document(name, source.read())
