"""Events about what stands beside a verdict, as people read them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from verifier.beside import shown_moment
from verifier.safe_text import one_line

if TYPE_CHECKING:
    from collections.abc import Mapping

    Row = Mapping[str, Any]


def deed(before: Row, after: Row) -> str | None:
    """Tell a sign-off, a reply, a second reading or an embargo; None for any other change."""
    if "signed_by" in after:
        if after["signed_by"] is None:
            return f"no longer signed off by {one_line(str(before['signed_by']))}"
        return f"signed off by {one_line(str(after['signed_by']))}"
    for name, tell in (("reply", _reply), ("second", _second), ("embargo", _embargo)):
        if name in after:
            return tell(before.get(name), after[name])
    return None


def _reply(old: Row | None, new: Row | None) -> str:
    whom = one_line(str((new or old or {}).get("asked")))
    if new is None:
        return f"no longer asked {whom} to reply"
    if new.get("answered_on"):
        return f"noted the answer of {whom}: “{one_line(str(new['answer']))}”"
    if old is not None and old.get("answered_on"):
        return f"took the answer of {whom} away"
    return f"asked {whom} to reply by {one_line(str(new['deadline']))}"


def _second(old: Row | None, new: Row | None) -> str:
    if new is None:
        return "gave the second reading up"
    if new.get("finished"):
        reason = f", reason “{one_line(str(new['reason']))}”" if new.get("reason") else ""
        return f"read it a second time: {one_line(str(new['status']))}{reason}"
    return "began a second reading" if old is None else "took the second reading back"


def _embargo(old: Row | None, new: Row | None) -> str:
    if new is None:
        return "no longer held back"
    if new.get("lifted_at"):
        return "lifted the embargo"
    again = "held back again" if old is not None else "held back"
    return f"{again} until {shown_moment(str(new['until']))}: {one_line(str(new['reason']))}"
