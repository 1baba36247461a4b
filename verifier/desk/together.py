"""Several people at one desk: what others did since, and what happens where two meet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import db.conflicts
import db.sources
from verifier.desk.reading import Reading

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from db.records import Event, UsedReference
    from verifier.desk.pairs import Pair


class Together(Reading):
    """The colleague's side of a desk."""

    def used_references(self, typed: str) -> list[UsedReference]:
        """Give references that anybody used before, as candidates for what is typed."""
        return db.sources.used(self._db, typed)

    def pairs(self, *, without_embargoed: bool = False) -> Iterator[Pair]:
        """Give the machine's readings that reviewers changed, beside theirs: see `Pair`.

        Raises Refused where some of it is held back and nothing was said of leaving it out.
        """
        from verifier.desk.pairs import pairs  # noqa: PLC0415 - only for this export

        return pairs(self._db, without_embargoed=without_embargoed)

    def version(self) -> int:
        """Give a number that changes whenever anybody but this connection has committed."""
        return int(self._db.execute("PRAGMA data_version").fetchone()[0])

    def verdicts_since(self, ids: Sequence[int], since: int) -> list[Event]:
        """Give colleagues' events after `since` that changed the verdict or the words of claims."""
        return db.conflicts.newer(self._db, ids, ["status"], since, self.reviewer)

    def keep_theirs(self, ids: Sequence[int], offered: Mapping[str, Any]) -> list[Event]:
        """Let colleagues' newer changes stand, and record what this reviewer would have set."""
        return db.conflicts.keep_theirs(self._db, ids, offered, self.reviewer)
