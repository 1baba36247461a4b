"""What the review desk added: the kinds of references, and claims that took others' place.

The statements belong to one migration and are never edited once released.
"""

from __future__ import annotations

_KINDS = "'document','data','person','outlet','social','image','own'"

DESK = f"""
ALTER TABLE sources ADD COLUMN kind TEXT CHECK (kind IN ({_KINDS}));
CREATE TABLE successions (
  claim_id INTEGER NOT NULL REFERENCES claims (id),
  successor_id INTEGER NOT NULL REFERENCES claims (id),
  kind TEXT NOT NULL CHECK (kind IN ('split','merge')),
  PRIMARY KEY (claim_id, successor_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX successions_successor ON successions (successor_id);
"""
