"""The line mode's way out: copies, addresses, the reviewer's editor, saved searches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.errors import BadValue
from verifier import beside, citing, handing_over
from verifier.cli.plain_beside import Besides
from verifier.config import open_command
from verifier.paragraphs import all_paragraphs
from verifier.safe_text import one_line
from verifier.words import wording

if TYPE_CHECKING:
    from db.records import StoredClaim

COPIES = ("words", "citation", "address")


class Reaching(Besides):
    """What leaves the line mode for another program; nothing is sent to the terminal's clipboard."""

    def copy(self, what: str) -> None:
        """Copy the claim with its place; its words, a citation, or an address where that is said."""
        stored = self.claim()
        if stored is None:
            return
        name, _, number = what.partition(" ")
        if name == "address":
            self._address(stored, number, opens=False)
            return
        if name not in {"", *COPIES}:
            raise BadValue(f"write nothing behind it, or one of these: {', '.join(COPIES)}")
        document = self.desk.document(stored.document_id)
        starts = [start for start, _ in all_paragraphs(document.text)]
        paragraph = max(sum(start <= stored.claim.span[0] for start in starts), 1)
        cite = citing.citation if name == "citation" else citing.with_place
        held = self.desk.embargoes([stored]).get(stored.id)
        if held is not None:
            self.tell(f"Held back {beside.embargo(held)}.")
        words = name == "words"
        self._copy(wording(stored.claim) if words else cite(stored.claim, document, paragraph))

    def open_address(self, number: str) -> None:
        """Open an address of the evidence or the article; of several the one with this number."""
        stored = self.claim()
        if stored is not None:
            self._address(stored, number, opens=True)

    def _address(self, stored: StoredClaim, number: str, *, opens: bool) -> None:
        """Copy or open an address; that of a protected source only opens, here on this machine."""
        document = self.desk.document(stored.document_id)
        evidence = [] if stored.hidden else self.desk.evidence(stored.id)
        far = handing_over.over_ssh()
        command = None if far or not opens else handing_over.opening_command(open_command())
        if command is not None:
            found = handing_over.addresses(document, evidence)
        else:
            found, protected = handing_over.leaving(document, evidence)
            if protected:
                self.tell(handing_over.staying(protected))
        if not found:
            self.tell("Neither the evidence nor the article has an address of the web to give.")
        elif not number and len(found) > 1:
            for at, (label, address) in enumerate(found, 1):
                self.tell(f"{at}  {label}: {one_line(address)}")
            self.tell("Write the number of one behind it.")
        elif number and not (number.isdecimal() and 1 <= int(number) <= len(found)):
            raise BadValue("no address has that number")
        else:
            address = found[int(number or 1) - 1][1]
            if command is None:
                self._copy(address)
                return
            handing_over.open_with(command, address)
            self.tell(f"Opened {one_line(address)} with {one_line(command[0])}.")

    def _copy(self, text: str) -> None:
        command = handing_over.clipboard_command()
        if command is not None and handing_over.copied_with(command, text):
            self.tell(f"Copied with {command[0]}.")
            return
        self.tell("No program here takes it for the clipboard; to copy:")
        self.tell(one_line(text))

    def editor(self, _: str) -> None:
        """Write the note in the reviewer's own editor."""
        from verifier.editing import edited  # noqa: PLC0415 - only where asked for

        stored = self.claim()
        if stored is None:
            return
        text = edited(stored.note or "")
        if text is None:
            self.tell("Nothing changed.")
        else:
            self.put([stored.id], {"note": text}, "Note kept.")

    def saved(self, name: str) -> None:
        """Search what was saved under a name; save the search or delete one; else tell the names."""
        from verifier.searches import Searches  # noqa: PLC0415 - only where it is asked for

        verb, _, rest = name.partition(" ")
        kept = Searches()
        if name in kept.saved() or verb not in {"save", "delete"} or not rest:
            super().saved(name)
        elif verb == "delete":
            if rest not in kept.saved():
                raise BadValue(f"no saved search {one_line(rest)}")
            kept.delete(rest)
            self.tell(f"Deleted: {one_line(rest)}.")
        elif not self._query:
            raise BadValue("search for something first: / QUERY")
        else:
            again = kept.save(rest, self._query)
            self.tell(f"{'Saved anew' if again else 'Saved'}: {one_line(rest)}.")

    def facets(self, chosen: str) -> None:
        """Tell what the list could be narrowed to; with FIELD VALUE choose that value or drop it."""
        from db.narrowing import toggled  # noqa: PLC0415 - only where it is asked for
        from db.query import Kind  # noqa: PLC0415 - as above

        if not chosen:
            super().facets("")
            return
        name, _, value = chosen.partition(" ")
        if name not in set(Kind) or not value:
            raise BadValue("write a field and a value as f tells them: f status false")
        kind = Kind(name)
        values = [
            one.value
            for facet in self.desk.facets(self._query)
            if facet.kind is kind
            for one in facet.values
            if value.casefold() in {one.value.casefold(), one.label.casefold()}
        ]
        self.search(toggled(self._query, kind, values[0] if values else value))
        self.tell(f"The search is now: {one_line(self._query) or 'all claims'}")
