"""The readable files of a folder, the same on every machine."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from verifier.errors import Refused, os_words, shown_path
from verifier.readers.formats import SUFFIXES, suffix

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

REMEDY = "Readable are .txt, .md, .html, .pdf, .docx, .eml, .rss, .atom, .warc and .jsonl."


def files(folder: str, refuse: Callable[[Refused], None] | None = None) -> Iterator[str]:
    """Files with a known suffix below a folder, sorted by path.

    Hidden files and folders are passed over. Links are not followed: one that stays in the folder
    leads to a file that is found anyway, one that leaves it could lead anywhere.
    """

    def unreadable(error: OSError) -> None:
        refused = Refused(shown_path(error.filename or folder), os_words(_nameless(error)))
        if refuse is None:
            raise refused from error
        refuse(refused)

    for place, folders, names in os.walk(folder, onerror=unreadable, followlinks=False):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = os.path.join(place, name)  # noqa: PTH118 - a Path would change `./a.txt`
            is_link = os.path.islink(path)  # noqa: PTH114 - the same
            if not is_link and not name.startswith(".") and suffix(name) in SUFFIXES:
                yield path


def _nameless(error: OSError) -> OSError:
    return OSError(error.errno, error.strerror)
