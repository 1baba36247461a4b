"""What finds look-alikes: the same claim in other words, in other documents.

Computed from the claims' wordings and never decided by anyone, so no event tells of it. Wordings
that differ in case, punctuation and blanks alone count as one, by `claims.fold`. The statements
belong to one migration and are never edited once released.
"""

from __future__ import annotations

LOOKALIKES = """
CREATE TABLE lookalike_keys (
  key INTEGER NOT NULL,
  fold INTEGER NOT NULL,
  PRIMARY KEY (key, fold)
) STRICT, WITHOUT ROWID;
CREATE TABLE lookalikes (
  fold INTEGER NOT NULL,
  other INTEGER NOT NULL CHECK (other <> fold),
  score INTEGER NOT NULL CHECK (score BETWEEN 0 AND 100),
  differs TEXT NOT NULL,
  PRIMARY KEY (fold, other)
) STRICT, WITHOUT ROWID;
CREATE TABLE lookalikes_waiting (
  claim_id INTEGER PRIMARY KEY REFERENCES claims (id) ON DELETE CASCADE
) STRICT;
INSERT INTO lookalikes_waiting SELECT id FROM claims;
CREATE TRIGGER lookalikes_wait_insert AFTER INSERT ON claims
BEGIN INSERT OR IGNORE INTO lookalikes_waiting VALUES (new.id); END;
CREATE TRIGGER lookalikes_wait_update AFTER UPDATE OF fold ON claims WHEN new.fold <> old.fold
BEGIN INSERT OR IGNORE INTO lookalikes_waiting VALUES (new.id); END;
CREATE VIEW claims_alike (claim_id, other_id, score, differs) AS
  SELECT c.id, o.id, 100, '' FROM claims c JOIN claims o ON o.fold = c.fold AND o.id <> c.id
  WHERE o.superseded = 0
  UNION ALL
  SELECT c.id, o.id, l.score, l.differs FROM claims c
  JOIN lookalikes l ON l.fold = c.fold JOIN claims o ON o.fold = l.other
  WHERE o.superseded = 0 AND NOT (
    o.document_id = c.document_id AND o.span_start < c.span_end AND c.span_start < o.span_end
  );
"""
