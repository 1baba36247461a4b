"""Signing a verdict off: a second person's act, beside the status and never in its place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from db import changes, conflicts, events, signed
from db.checks import checked_actor
from db.connection import transaction
from db.errors import BadValue
from db.records import Status

if TYPE_CHECKING:
    from collections.abc import Iterable

    from db.connection import Connection
    from db.records import Event

SIGNED, WITHDRAWN = "sign-off", "sign-off-withdrawn"
"""Kinds of events."""

_VERDICT = ("status", "reason")
_NOTHING: dict[str, Any] = dict.fromkeys(signed.FIELDS)


def sign(
    conn: Connection,
    ids: Iterable[int],
    actor: str,
    *,
    own_allowed: bool = False,
    since: int | None = None,
) -> list[Event]:
    """Sign verdicts off as they stand: one step, one event a claim, all or none.

    A claim that the actor has signed off as it stands gets no event. since is the last event that
    the actor knew of. Raises NoSuchClaim, Conflict where a colleague changed anything that is
    signed for since, and BadValue where there is no verdict, where somebody else's sign-off holds,
    or where the verdict or its reason is the actor's own and own_allowed is false.
    """
    actor = checked_actor(actor)
    ids = list(dict.fromkeys(ids))
    with transaction(conn):
        if since is not None:
            conflicts.refuse_newer(conn, ids, conflicts.SIGNED_FOR, since, actor)
        at = events.now()
        written: list[Event] = []
        for claim_id in ids:
            now = changes.fields_now(conn, claim_id, ("status", *signed.FIELDS))
            digest = signed.digest(conn, claim_id)
            if not Status(now["status"]).is_verdict:
                raise BadValue(
                    f"claim {claim_id} is {now['status']}: only a verdict can be signed off"
                )
            if digest == now["signed_digest"]:
                if same_person(now["signed_by"], actor):
                    continue
                raise BadValue(f"claim {claim_id} is signed off by {now['signed_by']} already")
            if not own_allowed and any(same_person(who, actor) for who in judges(conn, claim_id)):
                raise BadValue(
                    f"claim {claim_id}: nobody signs off their own verdict; another person does, "
                    "or the settings say own_sign_off = true"
                )
            new = {"signed_by": actor, "signed_at": at, "signed_digest": digest}
            written.append(_write(conn, claim_id, SIGNED, now, new, actor, at, written))
    return written


def withdraw(conn: Connection, ids: Iterable[int], actor: str) -> list[Event]:
    """Take the actor's own sign-offs back: one step, one event a claim, all or none.

    Raises NoSuchClaim, and BadValue where there is none or where it is somebody else's.
    """
    actor = checked_actor(actor)
    with transaction(conn):
        at = events.now()
        written: list[Event] = []
        for claim_id in dict.fromkeys(ids):
            now = changes.fields_now(conn, claim_id, signed.FIELDS)
            if now["signed_by"] is None:
                raise BadValue(f"claim {claim_id} is not signed off")
            if not same_person(now["signed_by"], actor):
                raise BadValue(
                    f"claim {claim_id} is signed off by {now['signed_by']}, who alone withdraws it"
                )
            written.append(_write(conn, claim_id, WITHDRAWN, now, _NOTHING, actor, at, written))
    return written


def judges(conn: Connection, claim_id: int) -> set[str]:
    """Who gave the status and the reason that a claim has now, from the log.

    A verdict that was taken back to is still its first giver's, one that came with a report or
    from an earlier version is whose name came with it.
    """
    by: dict[str, str | None] = {}
    replaced: dict[int, dict[str, str | None]] = {}
    for event in events.history(conn, claim_id):
        after = event.after or {}
        told = after.get("marks", {}).get(str(claim_id)) if event.claim_id is None else after
        if not told or (event.claim_id is not None and event.claim_id != claim_id):
            continue
        fields = [name for name in _VERDICT if name in told]
        if event.kind == "undo":
            by.update(replaced.get(event.undoes or 0, {}))
            continue
        replaced[event.id] = {name: by.get(name) for name in fields}
        who = told.get("reviewer") or event.reviewer
        by.update({name: who if told[name] is not None else None for name in fields})
    return {who for who in by.values() if who is not None}


def same_person(one: str | None, other: str | None) -> bool:
    """Whether two names mean one person, whatever their case and blanks."""
    return " ".join((one or "").split()).casefold() == " ".join((other or "").split()).casefold()


def _write(
    conn: Connection,
    claim_id: int,
    kind: str,
    now: dict[str, Any],
    new: dict[str, Any],
    actor: str,
    at: str,
    written: list[Event],
) -> Event:
    changes.set_fields(conn, claim_id, new, at)
    return events.append(
        conn,
        reviewer=actor,
        kind=kind,
        at=at,
        claim_id=claim_id,
        before={name: now[name] for name in signed.FIELDS},
        after=new,
        step=written[0].id if written else None,
    )
