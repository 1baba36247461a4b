"""The process that one file is parsed in: see `apart`, which starts it."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING

from verifier.errors import Refused
from verifier.readers.apart import MEMORY, REMEDIES, SECONDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claims.model import Document


def main() -> None:
    """Read one file from standard input, write its documents to standard output."""
    _limit()
    head = json.loads(sys.stdin.buffer.readline())
    kind, name = head["kind"], head["name"]
    raw = sys.stdin.buffer.read()
    try:
        for document in _documents(kind, name, raw):
            _write(document if isinstance(document, Refused) else asdict(document))
    except Refused as refused:
        _write(refused)
    except (MemoryError, RecursionError) as error:
        gib = MEMORY // 2**30
        deep = isinstance(error, RecursionError)
        reason = "nested too deep" if deep else f"takes more than {gib} GiB of memory"
        _write(Refused("standard input" if name == "-" else name, reason, REMEDIES[kind]))


def _documents(kind: str, name: str, raw: bytes) -> Iterator[Document | Refused]:
    match kind:
        case "pdf":
            from verifier.readers import pdf  # noqa: PLC0415 - one parser a process

            yield pdf.document(name, raw)
        case "docx":
            from verifier.readers import docx  # noqa: PLC0415 - one parser a process

            yield docx.document(name, raw)
        case "html":
            from verifier.readers import html  # noqa: PLC0415 - one parser a process

            yield html.document(name, raw)
        case _:
            from verifier.readers import feed  # noqa: PLC0415 - one parser a process

            yield from feed.documents(name, raw)


def _write(what: Refused | dict[str, object]) -> None:
    if isinstance(what, Refused):
        what = {"refused": [what.thing, what.reason, what.remedy]}
    sys.stdout.write(json.dumps(what) + "\n")


def _limit() -> None:
    """Set what the system can limit; elsewhere the parent's clock is all there is."""
    try:
        import resource  # noqa: PLC0415 - not on every system
    except ImportError:
        return
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_CORE, 0),
    ):
        hard = resource.getrlimit(what)[1]
        allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
        try:
            resource.setrlimit(what, (allowed, hard))
        except (ValueError, OSError):  # macOS knows the name of a limit that it does not keep
            continue


if __name__ == "__main__":
    main()
