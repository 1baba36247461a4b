"""Formats whose parsers may hang or eat the memory: each file is parsed in a process of its own.

A hostile file then costs its own process: after 60 seconds or a gibibyte it is refused, and the
run goes on. The child gets `{"kind", "name"}` and the bytes on its standard input, and gives back
a JSON line a document, or one that says why there is none.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING, Any

from claims.model import Document
from verifier.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SECONDS = 60
"""How long one file may take, in the clock's time and in the processor's."""

MEMORY = 2**30
"""Bytes of address space that one file may take, where the system can limit it."""

MOST_OF_PAGE = 16 * 2**20
"""A web page's bytes at most, unpacked; nobody wrote a page of more."""

LONG_PAGE = 2**20
"""Bytes above which a web page is parsed apart too; most are far smaller, and start no process."""

WORDS = {"pdf": "PDF", "docx": "DOCX", "feed": "feed", "html": "web page"}
REMEDIES = {
    "pdf": "Print it to a new PDF, or export text.",
    "docx": "Save it again, or export text.",
    "feed": "Save it again from its address.",
    "html": "Copy its text into a .txt file.",
}


def documents(
    kind: str, name: str, raw: bytes, refuse: Callable[[Refused], None] | None = None
) -> Iterator[Document]:
    """The documents of a file's bytes, parsed apart. kind is a key of WORDS.

    Raises Refused for what can't be read; what can't be of a file of several goes to refuse.
    """
    shown = "standard input" if name == "-" else name
    if not raw.strip():
        raise Refused(shown, "empty")
    for row in _rows(kind, name, shown, raw):
        if "refused" not in row:
            row["anchors"] = tuple((start, label) for start, label in row["anchors"])
            yield Document(**row)
            continue
        refused = Refused(*row["refused"])
        if refuse is None:
            raise refused
        refuse(refused)


def page(name: str, raw: bytes) -> Document:
    """A web page as a document, a long one parsed apart. Raises Refused where there is none."""
    if len(raw) > MOST_OF_PAGE:
        shown = "standard input" if name == "-" else name
        raise Refused(shown, f"larger than {MOST_OF_PAGE // 2**20} MiB", REMEDIES["html"])
    if len(raw) > LONG_PAGE:
        return next(documents("html", name, raw))
    from verifier.readers import html  # noqa: PLC0415 - trafilatura takes 0.2 s to load

    return html.document(name, raw)


def _rows(kind: str, name: str, shown: str, raw: bytes) -> Iterator[dict[str, Any]]:
    head = json.dumps({"kind": kind, "name": name}).encode() + b"\n"
    paths = os.pathsep.join(path or os.getcwd() for path in sys.path)  # noqa: PTH109 - as Python does
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-m", "verifier.readers.child"],
            input=head + raw,
            capture_output=True,
            timeout=SECONDS,
            env={**os.environ, "PYTHONPATH": paths},
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        reason = f"not read within {SECONDS} seconds"
        raise Refused(shown, reason, REMEDIES[kind]) from error
    for line in done.stdout.splitlines():
        yield json.loads(line)
    if done.returncode:
        last = done.stderr.decode("utf-8", "replace").rstrip().rpartition("\n")[2]
        found = re.match(r"[\w.]+", last) if done.returncode == 1 else None
        why = f" ({found[0].rpartition('.')[2]})" if found else ""
        raise Refused(shown, f"not a readable {WORDS[kind]}{why}", REMEDIES[kind])
