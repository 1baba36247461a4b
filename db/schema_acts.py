"""Tables of what stands beside a verdict: sign-off, second reading, right of reply, embargo.

The statements belong to one migration and are never edited once released.
"""

from __future__ import annotations

from db.schema import _index_again
from db.schema_versions import _OF_VERSIONS

_SIGN = "char(57344)"
_STATUSES = "'verified','false','misleading','disputed','unverifiable','set-aside'"


_OF_ACTS = (
    f"""CASE WHEN {{row}}.signed_by IS NULL THEN ''
    ELSE ' ' || {_SIGN} || 'g ' || {_SIGN}
      || CASE WHEN {{row}}.sign_off_stale THEN 'gs' ELSE 'gy' END END""",
    f"""CASE WHEN {{row}}.reply_count = 0 THEN ''
    WHEN {{row}}.reply_due IS NULL THEN ' ' || {_SIGN} || 'qa' ELSE ' ' || {_SIGN} || 'qo' END""",
    f"CASE WHEN {{row}}.second_open = 0 THEN '' ELSE ' ' || {_SIGN} || 'bo' END",
    f"CASE WHEN {{row}}.second_done = 0 THEN '' ELSE ' ' || {_SIGN} || 'bd' END",
    f"CASE WHEN {{row}}.embargo_count = 0 THEN '' ELSE ' ' || {_SIGN} || 'h' END",
)
"""The index's words for these acts.

`g` stands on a claim that is signed off, with `gy` while that holds and `gs` once it is stale; `qo`
and `qa` where a reply is awaited or in, `bo` and `bd` where a second reading is begun or done, `h`
for an embargo of its own.
"""

_COLUMNS = (
    "signed_by",
    "sign_off_stale",
    "reply_count",
    "reply_due",
    "second_open",
    "second_done",
    "embargo_count",
)


def _kept(table: str, settings: str) -> str:
    """Triggers that keep what a claim's row says of a table's rows about it."""
    return "\n".join(
        f"CREATE TRIGGER {table}_counted_{event.lower()} AFTER {event} ON {table}\n"
        f"BEGIN UPDATE claims SET {settings.format(row=row)} WHERE id = {row}.claim_id; END;"
        for event, row in (("INSERT", "new"), ("UPDATE", "new"), ("DELETE", "old"))
    )


_REPLIES_KEPT = _kept(
    "replies",
    "reply_count = (SELECT count(*) FROM replies WHERE claim_id = {row}.claim_id), "
    "reply_due = (SELECT min(deadline) FROM replies "
    "WHERE claim_id = {row}.claim_id AND answered_on IS NULL)",
)
_SECOND_KEPT = _kept(
    "second_readings",
    "second_open = (SELECT count(*) FROM second_readings "
    "WHERE claim_id = {row}.claim_id AND finished IS NULL), "
    "second_done = (SELECT count(*) FROM second_readings "
    "WHERE claim_id = {row}.claim_id AND finished IS NOT NULL)",
)
_EMBARGOES_KEPT = _kept(
    "embargoes",
    "embargo_count = (SELECT count(*) FROM embargoes "
    "WHERE claim_id = {row}.claim_id AND lifted_at IS NULL)",
)

ACTS = f"""
ALTER TABLE claims ADD COLUMN signed_by TEXT;
ALTER TABLE claims ADD COLUMN signed_at TEXT;
ALTER TABLE claims ADD COLUMN signed_digest TEXT;
ALTER TABLE claims ADD COLUMN sign_off_stale INTEGER NOT NULL DEFAULT 0
  CHECK (sign_off_stale IN (0, 1));
ALTER TABLE claims ADD COLUMN reply_count INTEGER NOT NULL DEFAULT 0;
ALTER TABLE claims ADD COLUMN reply_due TEXT;
ALTER TABLE claims ADD COLUMN second_open INTEGER NOT NULL DEFAULT 0;
ALTER TABLE claims ADD COLUMN second_done INTEGER NOT NULL DEFAULT 0;
ALTER TABLE claims ADD COLUMN embargo_count INTEGER NOT NULL DEFAULT 0;
ALTER TABLE sources ADD COLUMN public_wording TEXT;

CREATE TABLE second_readings (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  claim_id INTEGER NOT NULL REFERENCES claims (id),
  reader TEXT NOT NULL,
  started TEXT NOT NULL,
  finished TEXT,
  status TEXT CHECK (status IN ({_STATUSES})),
  reason TEXT,
  first_status TEXT,
  first_reader TEXT,
  CHECK ((finished IS NULL) = (status IS NULL))
) STRICT;
CREATE INDEX second_readings_claim ON second_readings (claim_id);
CREATE UNIQUE INDEX second_readings_open ON second_readings (reader, claim_id)
  WHERE finished IS NULL;
{_SECOND_KEPT}

CREATE TABLE replies (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  claim_id INTEGER NOT NULL REFERENCES claims (id),
  asked TEXT NOT NULL,
  asked_on TEXT NOT NULL,
  deadline TEXT NOT NULL,
  answer TEXT,
  answered_on TEXT,
  reviewer TEXT NOT NULL,
  added TEXT NOT NULL,
  CHECK ((answer IS NULL) = (answered_on IS NULL))
) STRICT;
CREATE INDEX replies_claim ON replies (claim_id);
{_REPLIES_KEPT}

CREATE TABLE embargoes (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  document_id INTEGER REFERENCES documents (id),
  claim_id INTEGER REFERENCES claims (id),
  until TEXT NOT NULL,
  reason TEXT NOT NULL,
  reviewer TEXT NOT NULL,
  added TEXT NOT NULL,
  lifted_by TEXT,
  lifted_at TEXT,
  CHECK ((document_id IS NULL) <> (claim_id IS NULL)),
  CHECK ((lifted_by IS NULL) = (lifted_at IS NULL))
) STRICT;
CREATE INDEX embargoes_document ON embargoes (document_id) WHERE document_id IS NOT NULL;
CREATE INDEX embargoes_claim ON embargoes (claim_id) WHERE claim_id IS NOT NULL;
{_EMBARGOES_KEPT}

{_index_again((*_OF_VERSIONS, *_OF_ACTS), ("superseded", "kept", *_COLUMNS))}
"""
