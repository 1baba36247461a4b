"""Newer versions of documents: what they revise, which claims they took over, counters for both.

The statements belong to one migration and are never edited once released.
"""

from __future__ import annotations

from db.schema import _SIGN, _index_again

_OF_VERSIONS = (
    f"CASE WHEN {{row}}.superseded THEN ' ' || {_SIGN} || 'o' ELSE '' END",
    f"""CASE {{row}}.kept WHEN 1 THEN ' ' || {_SIGN} || 'k'
    WHEN 0 THEN ' ' || {_SIGN} || 'd' ELSE '' END""",
)
"""The index's words for claims of a superseded version, for kept and for reworded claims."""


def _tally_versions(row: str, step: int) -> str:
    """Move the counter of a claim's version, zone, status and strength by a step."""
    return (
        "INSERT INTO tallies (superseded, zone, status, strength, claims) "
        f"VALUES ({row}.superseded, {row}.zone, {row}.status, {row}.strength, {step}) "
        "ON CONFLICT (superseded, zone, status, strength) "
        "DO UPDATE SET claims = claims + excluded.claims;"
    )


VERSIONS = f"""
ALTER TABLE documents ADD COLUMN revises INTEGER REFERENCES documents (id);
CREATE UNIQUE INDEX documents_revises ON documents (revises) WHERE revises IS NOT NULL;
CREATE INDEX documents_address ON documents (canonical_url) WHERE canonical_url IS NOT NULL;
CREATE INDEX documents_title ON documents (title) WHERE title IS NOT NULL;
ALTER TABLE claims ADD COLUMN superseded INTEGER NOT NULL DEFAULT 0 CHECK (superseded IN (0, 1));
ALTER TABLE claims ADD COLUMN earlier INTEGER REFERENCES claims (id);
ALTER TABLE claims ADD COLUMN kept INTEGER
  CHECK (kept IS NULL OR (kept IN (0, 1) AND earlier IS NOT NULL));
CREATE UNIQUE INDEX claims_earlier ON claims (earlier) WHERE earlier IS NOT NULL;
DROP INDEX claims_shown;
CREATE INDEX claims_shown ON claims (place) WHERE zone IN ('body','headline') AND superseded = 0;
{_index_again(_OF_VERSIONS, ("superseded", "kept"))}
DROP TRIGGER tallies_insert;
DROP TRIGGER tallies_delete;
DROP TRIGGER tallies_update;
DROP TABLE tallies;
CREATE TABLE tallies (
  superseded INTEGER NOT NULL,
  zone TEXT NOT NULL,
  status TEXT NOT NULL,
  strength TEXT NOT NULL,
  claims INTEGER NOT NULL,
  PRIMARY KEY (superseded, zone, status, strength)
) STRICT, WITHOUT ROWID;
INSERT INTO tallies
  SELECT superseded, zone, status, strength, count(*) FROM claims GROUP BY 1, 2, 3, 4;
CREATE TRIGGER tallies_insert AFTER INSERT ON claims BEGIN {_tally_versions("new", 1)} END;
CREATE TRIGGER tallies_delete AFTER DELETE ON claims BEGIN {_tally_versions("old", -1)} END;
CREATE TRIGGER tallies_update AFTER UPDATE OF superseded, zone, status, strength ON claims
BEGIN {_tally_versions("old", -1)} {_tally_versions("new", 1)} END;
"""
