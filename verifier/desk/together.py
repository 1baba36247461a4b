"""Several people at one desk: what others did since, and what happens where two meet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import db.conflicts
import db.events
from verifier.desk.reading import Reading

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from db.records import Event


class Together(Reading):
    """The colleague's side of a desk."""

    def others_since(self, event_id: int) -> bool:
        """Tell whether anybody else has done anything after an event."""
        return db.events.others_since(self._db, event_id, self.reviewer)

    def keep_theirs(self, ids: Sequence[int], offered: Mapping[str, Any]) -> list[Event]:
        """Let colleagues' newer changes stand, and record what this reviewer would have set."""
        return db.conflicts.keep_theirs(self._db, ids, offered, self.reviewer)
