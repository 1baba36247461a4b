"""The tables, indexes and triggers, as SQL that SQLite 3.37 and any later one understands.

The statements stand in the order of the migrations that run them and are never edited once
released: a change is a new migration.
"""

from __future__ import annotations

_STRENGTHS = "'rumour','alleged','reported','unnamed','credible','named','asserted','confirmed'"
_STATUSES = (
    "'unreviewed','checking','verified','false','misleading','disputed','unverifiable','set-aside'"
)
_ZONES = "'body','headline','byline','caption','boilerplate'"

TABLES = f"""
CREATE TABLE documents (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  title TEXT,
  url TEXT,
  canonical_url TEXT,
  publisher TEXT,
  author TEXT,
  published TEXT,
  added TEXT NOT NULL,
  sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
  place_start INTEGER NOT NULL,
  place_end INTEGER NOT NULL CHECK (place_end > place_start),
  text TEXT NOT NULL
) STRICT;
CREATE INDEX documents_sha256 ON documents (sha256);
CREATE INDEX documents_name ON documents (name);
CREATE INDEX documents_place ON documents (place_start);

CREATE TABLE claims (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  document_id INTEGER NOT NULL REFERENCES documents (id),
  place INTEGER NOT NULL UNIQUE,
  zone TEXT NOT NULL CHECK (zone IN ({_ZONES})),
  sentence_start INTEGER NOT NULL CHECK (sentence_start >= 0),
  sentence_end INTEGER NOT NULL CHECK (sentence_end >= sentence_start),
  span_start INTEGER NOT NULL CHECK (span_start >= 0),
  span_end INTEGER NOT NULL CHECK (span_end >= span_start),
  fragments TEXT NOT NULL,
  text TEXT NOT NULL,
  wording TEXT NOT NULL,
  words INTEGER NOT NULL CHECK (words >= 0),
  said_by TEXT NOT NULL DEFAULT '',
  fold INTEGER NOT NULL,
  duplicate INTEGER NOT NULL DEFAULT 0 CHECK (duplicate IN (0, 1)),
  strength TEXT NOT NULL CHECK (strength IN ({_STRENGTHS})),
  machine_strength TEXT CHECK (machine_strength IN ({_STRENGTHS})),
  machine TEXT,
  rule TEXT NOT NULL,
  confidence REAL NOT NULL CHECK (confidence BETWEEN 0 AND 1),
  polarity TEXT NOT NULL CHECK (polarity IN ('positive','negative')),
  modality TEXT NOT NULL
    CHECK (modality IN ('actual','possible','probable','future','conditional')),
  check_worthiness REAL NOT NULL CHECK (check_worthiness BETWEEN 0 AND 1),
  status TEXT NOT NULL DEFAULT 'unreviewed' CHECK (status IN ({_STATUSES})),
  reason TEXT,
  note TEXT,
  quote_check TEXT NOT NULL DEFAULT 'unchecked'
    CHECK (quote_check IN ('unchecked','exact','altered','not-found')),
  reviewer TEXT,
  changed TEXT,
  evidence_count INTEGER NOT NULL DEFAULT 0 CHECK (evidence_count >= 0),
  evidence_sources TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX claims_document ON claims (document_id);
CREATE INDEX claims_fold ON claims (fold);

CREATE TABLE attributions (
  claim_id INTEGER NOT NULL REFERENCES claims (id),
  position INTEGER NOT NULL CHECK (position >= 0),
  cue_start INTEGER,
  cue_end INTEGER,
  cue_text TEXT,
  source_start INTEGER,
  source_end INTEGER,
  source_text TEXT,
  resolved_start INTEGER,
  resolved_end INTEGER,
  resolved_text TEXT,
  source_kind TEXT NOT NULL
    CHECK (source_kind IN ('person','organisation','group','document','media','unnamed','none')),
  strength TEXT NOT NULL CHECK (strength IN ({_STRENGTHS})),
  stance TEXT NOT NULL CHECK (stance IN ('asserts','denies','questions')),
  quotation TEXT NOT NULL CHECK (quotation IN ('direct','indirect','mixed','none')),
  content TEXT NOT NULL,
  PRIMARY KEY (claim_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE sources (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  url TEXT UNIQUE,
  url_typed TEXT,
  title TEXT,
  publisher TEXT,
  protected INTEGER NOT NULL DEFAULT 0 CHECK (protected IN (0, 1))
) STRICT;

CREATE TABLE evidence (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  claim_id INTEGER NOT NULL REFERENCES claims (id),
  source_id INTEGER NOT NULL REFERENCES sources (id),
  stance TEXT NOT NULL CHECK (stance IN ('supports','refutes','context')),
  grade TEXT CHECK (grade GLOB '[A-F][1-6]'),
  quote TEXT,
  locator TEXT,
  note TEXT,
  accessed TEXT,
  archive_url TEXT,
  url_typed TEXT,
  reviewer TEXT NOT NULL,
  added TEXT NOT NULL
) STRICT;
CREATE INDEX evidence_claim ON evidence (claim_id);
CREATE INDEX evidence_source ON evidence (source_id);

CREATE TABLE events (
  id INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  reviewer TEXT NOT NULL,
  kind TEXT NOT NULL,
  claim_id INTEGER,
  document_id INTEGER,
  step INTEGER NOT NULL CHECK (step <= id),
  undoes INTEGER REFERENCES events (id),
  before TEXT,
  after TEXT,
  previous_hash TEXT NOT NULL CHECK (length(previous_hash) = 64),
  hash TEXT NOT NULL CHECK (length(hash) = 64)
) STRICT;
CREATE INDEX events_claim ON events (claim_id) WHERE claim_id IS NOT NULL;
CREATE INDEX events_document ON events (document_id) WHERE document_id IS NOT NULL;
CREATE INDEX events_reviewer ON events (reviewer);
CREATE INDEX events_step ON events (step);
CREATE INDEX events_undoes ON events (undoes) WHERE undoes IS NOT NULL;
CREATE TRIGGER events_in_order BEFORE INSERT ON events
WHEN new.id IS NOT (SELECT coalesce(max(id), 0) + 1 FROM events)
BEGIN SELECT RAISE(ABORT, 'event ids count 1, 2, 3 without gaps'); END;
CREATE TRIGGER events_not_updated BEFORE UPDATE ON events
BEGIN SELECT RAISE(ABORT, 'events are never changed'); END;
CREATE TRIGGER events_not_deleted BEFORE DELETE ON events
BEGIN SELECT RAISE(ABORT, 'events are never deleted'); END;

CREATE TABLE factchecks (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  external_id TEXT NOT NULL UNIQUE,
  claim TEXT NOT NULL,
  title TEXT,
  url TEXT,
  rating TEXT,
  publisher TEXT,
  date TEXT
) STRICT;
"""


def _twentieths(letter: str, number: str) -> str:
    """A number as the twentieth that it falls in, and where it stands just at its lower bound."""
    return f"""' ' || {_SIGN} || '{letter}' || min(19, CAST({number} * 20 AS INTEGER))
    || CASE WHEN {number} * 20 = CAST({number} * 20 AS INTEGER)
       THEN ' ' || {_SIGN} || '{letter}at' || CAST({number} * 20 AS INTEGER) ELSE '' END"""


def _facets(row: str, more: tuple[str, ...] = ()) -> str:
    """The claim's filters as words of the index. No typed word holds their first sign, U+E000.

    more are further words that a later migration adds, each an SQL text over `{row}`.
    """
    added = "".join(f" || {text.format(row=row)}" for text in more)
    return f"""{_SIGN} || 'a'
    || CASE WHEN {row}.zone IN ('body','headline') THEN '' ELSE ' ' || {_SIGN} || 'x' END
    || ' ' || {_SIGN} || 'z' || {row}.zone
    || ' ' || {_SIGN} || 's' || replace({row}.status, '-', '')
    || ' ' || {_SIGN} || 'l' || {row}.strength
    || ' ' || {_SIGN} || 'p' || {row}.polarity
    || {_twentieths("c", row + ".confidence")}
    || {_twentieths("w", row + ".check_worthiness")}
    || CASE WHEN {row}.changed IS NULL THEN '' ELSE ' ' || {_SIGN} || 't' END
    || CASE WHEN {row}.duplicate THEN ' ' || {_SIGN} || 'u' ELSE '' END
    || CASE WHEN {row}.reviewer IS NULL THEN ''
       ELSE ' ' || {_SIGN} || 'r' || hex(lower({row}.reviewer)) END
    || CASE WHEN {row}.evidence_count = 0 THEN ''
       ELSE ' ' || {_SIGN} || 'e'
         || replace(' ' || {row}.evidence_sources, ' ', ' ' || {_SIGN} || 'v') END{added}"""


def _indexed(claim: str, document: str, more: tuple[str, ...] = ()) -> str:
    """What stands in the index for a claim. A sign between two names keeps phrases inside one."""
    names = f" || ' ' || {_SIGN} || ' ' || ".join(
        f"coalesce({document}.{column}, '')" for column in ("name", "title", "url")
    )
    return (
        f"{claim}.place, {claim}.wording, "
        f"replace({claim}.said_by, char(10), ' ' || {_SIGN} || ' '), {names}, "
        f"{_facets(claim, more)}"
    )


_SIGN = "char(57344)"
_TOKENS = "tokenize='unicode61 remove_diacritics 2'"
_REINDEX_ON = (
    "place, wording, said_by, zone, status, strength, polarity, confidence, check_worthiness, "
    "document_id, duplicate, reviewer, changed, evidence_count, evidence_sources"
)


def _names_index(table: str, columns: str, tokens: str = _TOKENS) -> str:
    """A full-text index over a table's own columns, kept by triggers."""
    new = ", ".join(f"new.{column}" for column in columns.split(", "))
    old = ", ".join(f"old.{column}" for column in columns.split(", "))
    put = f"INSERT INTO {table}_fts (rowid, {columns}) VALUES (new.id, {new});"
    take = (
        f"INSERT INTO {table}_fts ({table}_fts, rowid, {columns}) VALUES ('delete', old.id, {old});"
    )
    return f"""
CREATE VIRTUAL TABLE {table}_fts USING fts5
  ({columns}, content='{table}', content_rowid='id', {tokens});
CREATE TRIGGER {table}_fts_insert AFTER INSERT ON {table} BEGIN {put} END;
CREATE TRIGGER {table}_fts_delete AFTER DELETE ON {table} BEGIN {take} END;
CREATE TRIGGER {table}_fts_update AFTER UPDATE OF {columns} ON {table} BEGIN {take} {put} END;
INSERT INTO {table}_fts ({table}_fts) VALUES ('rebuild');
"""


_PUT = "INSERT INTO claims_fts (rowid, wording, said_by, document, facets)"
_TAKE = "INSERT INTO claims_fts (claims_fts, rowid, wording, said_by, document, facets)"


def _put(claim: str, more: tuple[str, ...] = ()) -> str:
    """Put a claim's row, new or old, into the index."""
    return (
        f"{_PUT} SELECT {_indexed(claim, 'd', more)} "
        f"FROM documents d WHERE d.id = {claim}.document_id;"
    )


def _take(claim: str, more: tuple[str, ...] = ()) -> str:
    """Take a claim's row out of the index."""
    return (
        f"{_TAKE} SELECT 'delete', {_indexed(claim, 'd', more)} "
        f"FROM documents d WHERE d.id = {claim}.document_id;"
    )


def _index_again(more: tuple[str, ...], columns: tuple[str, ...]) -> str:
    """Keep the index with more facets, made from more columns of `claims`.

    Every facet that a later migration added must be given again. What the index holds already is
    left as it is: it must be what the new words say of the rows there are.
    """
    return f"""
DROP VIEW claims_indexed;
DROP TRIGGER claims_fts_insert;
DROP TRIGGER claims_fts_delete;
DROP TRIGGER claims_fts_update;
DROP TRIGGER documents_renamed;
CREATE VIEW claims_indexed (place, wording, said_by, document, facets) AS
  SELECT {_indexed("c", "d", more)} FROM claims c JOIN documents d ON d.id = c.document_id;
CREATE TRIGGER claims_fts_insert AFTER INSERT ON claims BEGIN {_put("new", more)} END;
CREATE TRIGGER claims_fts_delete AFTER DELETE ON claims BEGIN {_take("old", more)} END;
CREATE TRIGGER claims_fts_update AFTER UPDATE OF {_REINDEX_ON}, {", ".join(columns)} ON claims
BEGIN {_take("old", more)} {_put("new", more)} END;
CREATE TRIGGER documents_renamed AFTER UPDATE OF name, title, url ON documents BEGIN
  {_TAKE} SELECT 'delete', {_indexed("c", "old", more)} FROM claims c WHERE c.document_id = old.id;
  {_PUT} SELECT {_indexed("c", "new", more)} FROM claims c WHERE c.document_id = new.id;
END;
"""


_COUNT_EVIDENCE = """UPDATE claims SET
    evidence_count = (SELECT count(*) FROM evidence WHERE claim_id = {row}.claim_id),
    evidence_sources =
      (SELECT coalesce(group_concat(source_id, ' '), '') FROM evidence WHERE claim_id = {row}.claim_id)
  WHERE id = {row}.claim_id;"""

SEARCH = f"""
CREATE VIEW claims_indexed (place, wording, said_by, document, facets) AS
  SELECT {_indexed("c", "d")} FROM claims c JOIN documents d ON d.id = c.document_id;
CREATE VIRTUAL TABLE claims_fts USING fts5
  (wording, said_by, document, facets, content='claims_indexed', content_rowid='place', {_TOKENS});
CREATE TRIGGER claims_fts_insert AFTER INSERT ON claims BEGIN {_put("new")} END;
CREATE TRIGGER claims_fts_delete AFTER DELETE ON claims BEGIN {_take("old")} END;
CREATE TRIGGER claims_fts_update AFTER UPDATE OF {_REINDEX_ON} ON claims
BEGIN {_take("old")} {_put("new")} END;
CREATE TRIGGER documents_renamed AFTER UPDATE OF name, title, url ON documents BEGIN
  {_TAKE} SELECT 'delete', {_indexed("c", "old")} FROM claims c WHERE c.document_id = old.id;
  {_PUT} SELECT {_indexed("c", "new")} FROM claims c WHERE c.document_id = new.id;
END;
INSERT INTO claims_fts (claims_fts) VALUES ('rebuild');
CREATE TRIGGER evidence_counted_insert AFTER INSERT ON evidence
BEGIN {_COUNT_EVIDENCE.format(row="new")} END;
CREATE TRIGGER evidence_counted_delete AFTER DELETE ON evidence
BEGIN {_COUNT_EVIDENCE.format(row="old")} END;
{_names_index("sources", "title, publisher, url")}
"""


def _tally(row: str, step: int) -> str:
    """Move the counter of a claim's zone, status and strength by a step."""
    return (
        "INSERT INTO tallies (zone, status, strength, claims) "
        f"VALUES ({row}.zone, {row}.status, {row}.strength, {step}) "
        "ON CONFLICT (zone, status, strength) DO UPDATE SET claims = claims + excluded.claims;"
    )


ORDERS = f"""
CREATE INDEX claims_shown ON claims (place) WHERE zone IN ('body','headline');
CREATE INDEX claims_length ON claims (place, words);
CREATE INDEX claims_by_confidence ON claims (strength, confidence, place);
CREATE INDEX claims_by_worth ON claims (status, check_worthiness DESC, place);
CREATE INDEX claims_by_change ON claims (status, changed DESC, place);
CREATE TABLE tallies (
  zone TEXT NOT NULL,
  status TEXT NOT NULL,
  strength TEXT NOT NULL,
  claims INTEGER NOT NULL,
  PRIMARY KEY (zone, status, strength)
) STRICT, WITHOUT ROWID;
INSERT INTO tallies SELECT zone, status, strength, count(*) FROM claims GROUP BY 1, 2, 3;
CREATE TRIGGER tallies_insert AFTER INSERT ON claims BEGIN {_tally("new", 1)} END;
CREATE TRIGGER tallies_delete AFTER DELETE ON claims BEGIN {_tally("old", -1)} END;
CREATE TRIGGER tallies_update AFTER UPDATE OF zone, status, strength ON claims
BEGIN {_tally("old", -1)} {_tally("new", 1)} END;
"""

FACTCHECKS = f"""
CREATE TABLE factchecks_keyed (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  key TEXT NOT NULL UNIQUE,
  external_id TEXT NOT NULL,
  claim TEXT NOT NULL,
  title TEXT,
  url TEXT,
  rating TEXT,
  publisher TEXT,
  date TEXT
) STRICT;
INSERT INTO factchecks_keyed
  SELECT id, external_id, external_id, claim, title, url, rating, publisher, date FROM factchecks;
DROP TABLE factchecks;
ALTER TABLE factchecks_keyed RENAME TO factchecks;
{_names_index("factchecks", "claim, title", "tokenize='porter unicode61 remove_diacritics 2'")}
CREATE VIRTUAL TABLE factchecks_terms USING fts5vocab (factchecks_fts, row);
"""

ANCHORS = """
ALTER TABLE documents ADD COLUMN anchors TEXT;
"""

WORTH_PARTS = """
ALTER TABLE claims ADD COLUMN worth_parts TEXT;
"""
