"""The desk: every use case of the command line and the review screen, over one database.

Neither front end keeps a rule of its own; both call this. Values go in and out, never rows or
connections.
"""

from __future__ import annotations

from verifier.desk.changing import Desk

__all__ = ["Desk"]
