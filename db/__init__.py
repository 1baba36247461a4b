"""The store: documents, claims, evidence and the log, in one SQLite file."""
