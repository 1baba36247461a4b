"""The line mode's evidence: added, changed, taken away, and what a colleague did meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from db.errors import BadValue
from db.records import EvidenceStance, ReferenceKind
from verifier.cli.plain_acts import Acts, asked
from verifier.cli.plain_text import evidence_lines
from verifier.phrases import evidence_changes, meanwhile
from verifier.safe_text import one_line

if TYPE_CHECKING:
    from db.records import Evidence, StoredClaim

STANCE = f"stance: {', '.join(EvidenceStance)}"
USE = (
    ("grade", "grade, such as B2"),
    ("locator", "page, paragraph or minute"),
    ("quote", "the words that decide"),
    ("note", "note"),
    ("accessed", "accessed on, year-month-day; today without"),
    ("archive_url", "archived at"),
)
FIELDS = (
    ("url", "address; a person or a paper has a title instead"),
    ("stance", f"{STANCE}; supports without"),
    USE[0],
    ("title", "title"),
    ("publisher", "publisher"),
    *USE[1:],
    ("protected", "protected, yes or no; no without"),
    ("public_wording", "what reports may say of a protected one"),
    ("kind", f"kind: {', '.join(ReferenceKind)}; not told without"),
)
NONE = "-"
"""Typed for a value that is to be taken away."""


class Evidencing(Acts):
    """Evidence of the claim that is shown."""

    def evidence(self, address: str) -> None:
        """Add evidence: by its address alone, or asked field by field."""
        stored = self.claim()
        if stored is None:
            return
        given: dict[str, Any] = {"url": address} if address else {}
        if not address:
            self.tell("An empty line leaves a field out, a full stop gives up.")
            for name, prompt in FIELDS:
                if name == "public_wording" and not given.get("protected", "no").startswith("y"):
                    continue
                if name == "kind" and "url" in given:
                    continue
                value = asked(prompt)
                if value is None or (name == "title" and not value and "url" not in given):
                    self.tell("No evidence added.")
                    return
                given |= {name: value} if value else {}
            given.setdefault("stance", EvidenceStance.SUPPORTS.value)
            given["protected"] = given.get("protected", "no").startswith("y")
        since = self.seen
        self.do(
            lambda: self.pieces.append(self.desk.add_evidence(stored.id, **given)),
            "Evidence added.",
        )
        # It writes over nothing, so it is not refused; who adds it must know what it stands beside.
        if told := meanwhile(self.desk.verdicts_since([stored.id], since)):
            self.tell(told)

    def change_evidence(self, rest: str) -> None:
        """List the claim's evidence by number, change a piece of it, or take it away."""
        stored = self.claim()
        if stored is None:
            return
        number, _, what = rest.partition(" ")
        if not rest:
            self.pieces = self.desk.evidence(stored.id)
        pieces = self.pieces
        if not rest:
            for at, piece in enumerate(pieces, 1):
                self.tell(f"{at}")
                for line in evidence_lines(piece):
                    self.tell(line)
            self.tell("Write a number behind it to change that piece." if pieces else "None yet.")
            return
        if (
            not number.isdecimal()
            or not 1 <= int(number) <= len(pieces)
            or what not in {"", "away"}
        ):
            raise BadValue("write the number of a piece behind it, as A tells them: A 1, A 1 away")
        piece = pieces[int(number) - 1]
        if what:
            self._take_away(stored, piece)
        else:
            self._change(stored, piece)
        known = {one.id for one in pieces}
        self.pieces = [one for one in self.desk.evidence(stored.id) if one.id in known]

    def _take_away(self, stored: StoredClaim, piece: Evidence) -> None:
        self.meet(
            lambda _, since: self.desk.remove_evidence(piece.id, since),
            [stored.id],
            {"evidence": "taken away"},
            "Evidence taken away; u brings it back.",
        )

    def _change(self, stored: StoredClaim, piece: Evidence) -> None:
        self.tell(
            f"An empty line leaves a field as it is, {NONE} empties it, a full stop gives up."
        )
        given: dict[str, Any] = {}
        fields = [("stance", STANCE), *USE]
        for name, prompt in fields:
            now = getattr(piece, name)
            value = asked(f"{prompt.partition(';')[0]} ({one_line(str(now or 'none'))})")
            if value is None:
                self.tell("Nothing changed.")
                return
            given |= {name: "" if value == NONE else value} if value else {}
        if not piece.reference.protected and (
            asked("protected, yes or no; no without") or ""
        ).startswith("y"):
            given["protected"] = True
        if said := asked("what reports may say of a protected one"):
            given["public_wording"] = said
        if not given:
            self.tell("Nothing changed.")
            return
        self.meet(
            lambda _, since: self.desk.change_evidence(piece, given, since),
            [stored.id],
            {"evidence": "changed"},
            "Evidence changed.",
            f"changed evidence: {evidence_changes(given)}",
        )
