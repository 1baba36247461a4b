"""Files of every readable format to documents: `read` is the one door."""

from __future__ import annotations

import os
from io import BytesIO
from typing import TYPE_CHECKING

from verifier.errors import Refused, shown_path
from verifier.readers.files import STDIN, Input, open_input
from verifier.readers.formats import format_of, in_fact, told_by

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import BinaryIO

    from claims.model import Document

__all__ = ["STDIN", "expand", "read"]


def read(
    path: str | os.PathLike[str],
    refuse: Callable[[Refused], None] | None = None,
    stdin: BinaryIO | None = None,
) -> Iterator[Document]:
    """Read the documents of a file, of a folder's readable files, or of standard input (`-`).

    What can't be read goes to refuse, and the rest goes on; without it the first Refused is
    raised. Names are the paths as given, or the `id` of a JSON Lines row.
    """
    for file in expand([path], refuse):
        try:
            with open_input(file, stdin) as source:
                yield from _documents(file, source, refuse)
        except Refused as refused:
            if refuse is None:
                raise
            refuse(refused)


def expand(
    paths: Iterable[str | os.PathLike[str]], refuse: Callable[[Refused], None] | None = None
) -> Iterator[str]:
    """Give each path, and for a folder each readable file in it; an empty folder is refused."""
    for path in [os.fspath(path) for path in paths]:
        if path == STDIN or not os.path.isdir(path):  # noqa: PTH112 - a Path would change `./a`
            yield path
            continue
        from verifier.readers import folder  # noqa: PLC0415 - only where a folder is given

        number = 0
        for number, file in enumerate(folder.files(path, refuse), 1):  # noqa: B007 - counted
            yield file
        if not number:
            refused = Refused(shown_path(path), "no readable file in this folder", folder.REMEDY)
            if refuse is None:
                raise refused
            refuse(refused)


def _documents(
    path: str, source: Input, refuse: Callable[[Refused], None] | None
) -> Iterator[Document]:
    name = shown_path(path)
    kind = format_of(path)
    if kind == "text":
        # A name may lie and standard input has none: the first bytes tell.
        raw = source.read()
        kind = told_by(raw) or kind
        source = Input(BytesIO(raw), source.shown, len(raw))
    match kind:
        case "jsonl":
            from verifier.readers import jsonl  # noqa: PLC0415 - one module per format

            yield from jsonl.documents(name, source, refuse)
        case "html":
            from verifier.readers import apart  # noqa: PLC0415 - one module per format

            yield apart.page(name, source.read())
        case "markdown":
            from verifier.readers import markdown  # noqa: PLC0415 - YAML and markdown-it load

            yield markdown.document(name, source.read())
        case "pdf" | "docx" | "feed":
            from verifier.readers import apart  # noqa: PLC0415 - one module per format

            raw = source.read()
            yield from apart.documents(in_fact(kind, raw), name, raw, refuse)
        case "mail":
            from verifier.readers import mail  # noqa: PLC0415 - one module per format

            yield mail.document(name, source.read())
        case "warc":
            from verifier.readers import warc  # noqa: PLC0415 - one module per format

            yield from warc.documents(name, source, refuse)
        case _:
            from verifier.readers import text  # noqa: PLC0415 - one module per format

            yield text.document(name, source.read())
