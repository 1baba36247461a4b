"""Exceptions to words and exit codes: the one place that knows both.

0 is done, 1 is work that failed, 2 is wrong usage, 130 is an interrupt.
"""

from __future__ import annotations

import errno
import os
import sys

from claims.errors import ClaimsError
from db.errors import BadQuery, StoreError
from verifier.safe_text import one_line

FAILED = 1
WRONG_USAGE = 2
INTERRUPTED = 130


class VerifierError(Exception):
    """Work that can't be done. `str()` is one line: what, why, and the remedy."""

    exit_code = FAILED


class Refused(VerifierError):
    """An input that can't be taken: `thing: reason. remedy`.

    thing is a file, a line of one (`bundle.jsonl:12`) or `standard input`.
    """

    def __init__(self, thing: str, reason: str, remedy: str = "") -> None:
        self.thing = thing
        self.reason = reason
        self.remedy = remedy
        super().__init__(sentence(thing, reason, remedy))


class WrongUse(VerifierError):
    """A command that was called in a way that makes no sense; exit code 2."""

    exit_code = WRONG_USAGE


def sentence(thing: str, reason: str, remedy: str = "") -> str:
    """`thing: reason. remedy`, with one full stop between the two."""
    words = f"{thing}: {reason}"
    if not remedy:
        return words
    return f"{words.rstrip('.')}. {remedy}"


def known() -> tuple[type[BaseException], ...]:
    """Name every class of exception that `describe` has words for; any other is our defect."""
    modules = (sys.modules.get(name) for name in ("sqlite3", "pysqlite3.dbapi2"))
    sqlite_errors = tuple(module.Error for module in modules if module is not None)
    ours = (VerifierError, StoreError, ClaimsError)
    return (*ours, OSError, MemoryError, KeyboardInterrupt, *sqlite_errors)


def describe(error: BaseException) -> tuple[str, int]:
    """Put a known error in one safe line for people, with the exit code."""
    words, code = _words(error)
    return one_line(shown_path(words)), code


def _words(error: BaseException) -> tuple[str, int]:
    if isinstance(error, KeyboardInterrupt):
        return "interrupted", INTERRUPTED
    if isinstance(error, VerifierError):
        return str(error), error.exit_code
    if isinstance(error, BadQuery):
        return f"{error} (at character {error.position + 1} of the query)", WRONG_USAGE
    if isinstance(error, (StoreError, ClaimsError)):
        return str(error), FAILED
    if isinstance(error, OSError):
        return os_words(error), FAILED
    if isinstance(error, MemoryError):
        return "out of memory. Give fewer or smaller files.", FAILED
    return f"the database: {error}. Check the disk and the file's rights.", FAILED


def os_words(error: OSError) -> str:
    """What the operating system refused, with the file's name first."""
    reason = error.strerror or str(error) or type(error).__name__
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        reason = "no space left on the disk"
    if error.filename is None:
        return reason
    return f"{shown_path(error.filename)}: {reason[0].lower()}{reason[1:]}"


def shown_path(path: str | bytes | os.PathLike[str] | int) -> str:
    r"""A file's name as it is stored and shown: each byte that is no UTF-8 as `\xFF`."""
    raw = str(path) if isinstance(path, int) else os.fsdecode(path)
    if raw.isascii():
        return raw
    return "".join(
        f"\\x{ord(char) - 0xDC00:02X}" if 0xDC80 <= ord(char) <= 0xDCFF else char for char in raw
    )
