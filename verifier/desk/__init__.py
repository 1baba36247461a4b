"""The desk: every use case of the command line and the review screen, over one database.

Neither front end keeps a rule of its own; both call this. Values go in and out, never rows or
connections. `Desk` does everything; `Reading` is its reading half, which loads faster.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from verifier.desk.changing import Desk
    from verifier.desk.reading import Reading

__all__ = ["Desk", "Reading"]


def __getattr__(name: str) -> object:
    """Import a class when it is asked for."""
    if name == "Desk":
        from verifier.desk.changing import Desk  # noqa: PLC0415 - loaded where it is used

        return Desk
    if name == "Reading":
        from verifier.desk.reading import Reading  # noqa: PLC0415 - loaded where it is used

        return Reading
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
