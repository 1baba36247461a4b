"""The priority of a claim: its column, the indexes of the orders, its words in the full-text index.

The statements belong to one migration and are never edited once released.
"""

from __future__ import annotations

from db.schema import _index_again, _twentieths
from db.schema_acts import _COLUMNS, _OF_ACTS
from db.schema_versions import _OF_VERSIONS

_OF_PRIORITY = (
    f"""CASE WHEN {{row}}.status IN ('unreviewed','checking')
    THEN {_twentieths("y", "{row}.priority")} ELSE {_twentieths("n", "{row}.priority")} END""",
)
"""The index's words for the priority in twentieths: `y` while there is no verdict, `n` after."""


def _order(name: str, columns: str) -> str:
    """The index of an order; it holds all that an unfiltered list asks of a row."""
    return f"CREATE INDEX claims_by_{name} ON claims ({columns}, place, zone, superseded);"


PRIORITY = f"""
ALTER TABLE claims ADD COLUMN priority REAL GENERATED ALWAYS AS (
  check_worthiness * CASE strength WHEN 'rumour' THEN 14 WHEN 'alleged' THEN 13
    WHEN 'reported' THEN 12 WHEN 'unnamed' THEN 11 WHEN 'credible' THEN 10
    WHEN 'named' THEN 9 WHEN 'asserted' THEN 8 ELSE 7 END / 14.0
) VIRTUAL;
DROP INDEX claims_by_confidence;
DROP INDEX claims_by_worth;
DROP INDEX claims_by_change;
{_order("priority", "status, priority DESC")}
{_order("confidence", "strength, confidence")}
{_order("worth", "status, check_worthiness DESC")}
{_order("change", "status, changed DESC")}
{_index_again((*_OF_VERSIONS, *_OF_ACTS, *_OF_PRIORITY), ("superseded", "kept", *_COLUMNS))}
INSERT INTO claims_fts (claims_fts) VALUES ('rebuild');
CREATE VIRTUAL TABLE claims_fts_terms USING fts5vocab (claims_fts, row);
"""
