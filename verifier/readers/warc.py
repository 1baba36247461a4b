"""Web archives (`.warc`, `.warc.gz`): a document a stored web page, read as a stream."""

from __future__ import annotations

import io
import zlib
from contextlib import redirect_stderr
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from warcio.archiveiterator import ArchiveIterator
from warcio.bufferedreaders import DecompressingBufferedReader
from warcio.exceptions import ArchiveLoadFailed

from verifier.errors import Refused
from verifier.readers import apart
from verifier.readers.clean import line_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from claims.model import Document
    from verifier.readers.files import Input

_MOST_HEADERS = 2**20
_CHUNK = 2**16
_PAGES = {"text/html", "application/xhtml+xml"}
_BROKEN = (ArchiveLoadFailed, zlib.error, EOFError, ValueError, AttributeError, OSError)
_AGAIN = "Make or download it again."


def documents(
    name: str, source: Input, refuse: Callable[[Refused], None] | None = None
) -> Iterator[Document]:
    """The pages of an archive that were found (status 200), each with its address and date.

    Names are the archive's with the record's number. A page that can't be read goes to refuse.
    Raises Refused for what is no archive, and where one breaks off.
    """
    archive = _Archive(source)
    for number, record in enumerate(archive.records(), 1):
        place = f"{name}:{number}"
        try:
            raw = archive.page(record)
            if raw is None:
                continue
            head = record.rec_headers
            yield replace(
                apart.page(place, raw),
                url=line_of(head.get_header("WARC-Target-URI")),
                published=line_of(head.get_header("WARC-Date")),
            )
        except Refused as refused:
            if refuse is None or refused.thing != place:
                raise
            refuse(refused)


class _Archive:
    """The records of a stream; what is wrong with it becomes one Refused with the record's place."""

    def __init__(self, source: Input) -> None:
        self._shown = source.shown
        self._reader = _Reader(source.stream)
        self._found: Any = ArchiveIterator(source.stream)
        self._found.reader = self._reader
        self._number = 0

    def records(self) -> Iterator[Any]:
        """Each record, to be read before the next is asked for."""
        while True:
            self._reader.headers = 0
            try:
                # warcio writes its warnings to standard error by itself.
                with redirect_stderr(io.StringIO()):
                    record = next(self._found, None)
            except _BROKEN as error:
                if "non-chunked gzip" in str(error):
                    reason = "compressed as a whole, not record by record"
                    raise Refused(self._shown, reason, "Unpack it to a .warc.") from error
                raise self._broken() from error
            if record is None:
                break
            self._number += 1
            yield record
            self._drain(record)
        if not self._number:
            raise Refused(self._shown, "empty")
        if self._reader.cut_off:
            raise self._broken()

    def page(self, record: Any) -> bytes | None:
        """The bytes of a web page, up to one more than MOST_OF_PAGE; None for any other record."""
        try:
            headers = record.http_headers
            if (
                record.rec_type != "response"
                or headers is None
                or headers.get_statuscode() != "200"
            ):
                return None
            kind = (headers.get_header("Content-Type") or "").partition(";")[0]
            if kind.strip().lower() not in _PAGES:
                return None
            raw = bytes(record.content_stream().read(apart.MOST_OF_PAGE + 1))
        except _BROKEN as error:
            raise self._broken() from error
        self._drain(record)
        return raw

    def _drain(self, record: Any) -> None:
        """Read a record to its end. Raises Refused where it ends too soon."""
        try:
            while record.raw_stream.read(_CHUNK):
                pass
        except _BROKEN as error:
            raise self._broken() from error
        if getattr(record.raw_stream, "limit", 0) > 0:
            raise self._broken()

    def _broken(self) -> Refused:
        if not self._number:
            return Refused(self._shown, "not a readable WARC", _AGAIN)
        return Refused(self._shown, f"the archive breaks off after record {self._number}", _AGAIN)


class _Reader(DecompressingBufferedReader):  # type: ignore[misc]  # warcio has no types
    """warcio's reader with an end to what stands in headers, and a memory of how it ended."""

    headers = 0
    cut_off = False

    def read(self, length: int | None = None) -> bytes:
        """Give some bytes of a record's body."""
        self.headers = 0
        return bytes(super().read(length))

    def readline(self, length: int | None = None) -> bytes:
        """Give a line. Raises ArchiveLoadFailed where a record's headers take too long."""
        line = bytes(super().readline(length or _CHUNK))
        self.headers += len(line)
        if self.headers > _MOST_HEADERS:
            raise ArchiveLoadFailed("headers without end")
        return line

    def close_decompressor(self) -> None:
        """Note whether the last member was whole."""
        self.cut_off = self.decompressor is not None and not self.decompressor.eof
        super().close_decompressor()
