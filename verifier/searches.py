"""Searches that a person keeps: those with a name, and the last ones that were typed.

They lie in one small JSON file in the user's state directory, beside no database: a search is of use
in every one. The file is read anew before each change and replaced whole.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from verifier.errors import Refused, shown_path
from verifier.whole_file import written_whole

KEPT = 100
"""So many typed searches are remembered, the last first."""
LONGEST = 2_000
"""A search longer than this is not remembered."""
NAME = 60


def searches_file() -> Path:
    """Where the searches lie, whether or not the file is there."""
    import platformdirs  # noqa: PLC0415 - only where searches are kept

    return Path(platformdirs.user_state_dir("verifier", appauthor=False)) / "searches.json"


class Searches:
    """The searches of one file. Methods raise Refused where it can't be read or written."""

    def __init__(self, path: Path | None = None) -> None:
        self.path = path or searches_file()

    def saved(self) -> dict[str, str]:
        """The named searches, by name in the order of the alphabet."""
        kept = self._read()["saved"]
        return {name: kept[name] for name in sorted(kept, key=str.casefold)}

    def history(self) -> list[str]:
        """The typed searches, the last first."""
        return list(self._read()["history"])

    def save(self, name: str, query: str) -> bool:
        """Keep a search under a name; whether one of that name was there before.

        Raises ValueError for an empty name or search.
        """
        name, query = " ".join(name.split())[:NAME], query.strip()
        if not name or not query:
            raise ValueError("a saved search has a name and words")
        whole = self._read()
        there = name in whole["saved"]
        whole["saved"][name] = query
        self._write(whole)
        return there

    def delete(self, name: str) -> None:
        """Forget a named search; one that is not there is no error."""
        whole = self._read()
        if whole["saved"].pop(name, None) is not None:
            self._write(whole)

    def remember(self, query: str) -> None:
        """Put a search at the head of the history."""
        query = query.strip()
        if not query or len(query) > LONGEST:
            return
        whole = self._read()
        if whole["history"][:1] == [query]:
            return
        others = [one for one in whole["history"] if one != query]
        whole["history"] = [query, *others][:KEPT]
        self._write(whole)

    def _read(self) -> dict[str, Any]:
        try:
            raw = self.path.read_bytes()
        except FileNotFoundError:
            return {"saved": {}, "history": []}
        except OSError as error:
            raise Refused(shown_path(self.path), "can't be read") from error
        try:
            found = json.loads(raw)
            saved, history = found["saved"], found["history"]
            strings = [*saved.keys(), *saved.values(), *history]
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise self._odd() from error
        if not isinstance(history, list) or not all(isinstance(one, str) for one in strings):
            raise self._odd()
        return {"saved": dict(saved), "history": list(history)}

    def _odd(self) -> Refused:
        return Refused(shown_path(self.path), "not a file of searches", "Correct or remove it.")

    def _write(self, whole: dict[str, Any]) -> None:
        try:
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise Refused(shown_path(self.path), "can't be written") from error
        with written_whole(self.path) as stream:
            stream.write(json.dumps(whole, ensure_ascii=True, indent=1).encode() + b"\n")
