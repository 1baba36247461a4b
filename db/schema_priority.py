"""The priority of a claim: its column, the index of its order, its words in the full-text index.

The statements belong to one migration and are never edited once released.
"""

from __future__ import annotations

from db.schema import _OF_VERSIONS, _index_again, _twentieths
from db.schema_acts import _COLUMNS, _OF_ACTS

_OF_PRIORITY = (
    f"""CASE WHEN {{row}}.status IN ('unreviewed','checking')
    THEN {_twentieths("y", "{row}.priority")} ELSE {_twentieths("n", "{row}.priority")} END""",
)
"""The index's words for the priority in twentieths: `y` while there is no verdict, `n` after."""

PRIORITY = f"""
ALTER TABLE claims ADD COLUMN priority REAL GENERATED ALWAYS AS (
  check_worthiness * CASE strength WHEN 'rumour' THEN 14 WHEN 'alleged' THEN 13
    WHEN 'reported' THEN 12 WHEN 'unnamed' THEN 11 WHEN 'credible' THEN 10
    WHEN 'named' THEN 9 WHEN 'asserted' THEN 8 ELSE 7 END / 14.0
) VIRTUAL;
CREATE INDEX claims_by_priority ON claims (status, priority DESC, place);
{_index_again((*_OF_VERSIONS, *_OF_ACTS, *_OF_PRIORITY), ("superseded", "kept", *_COLUMNS))}
INSERT INTO claims_fts (claims_fts) VALUES ('rebuild');
CREATE VIRTUAL TABLE claims_fts_terms USING fts5vocab (claims_fts, row);
"""
