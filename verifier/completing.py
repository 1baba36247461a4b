"""What can go on where a query is being typed: names of fields, then their values."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from db.query import FIELDS, VALUES

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST = 12
"""So many offers at most."""
NAMED = frozenset({"reviewer", "document", "source", "evidence"})
"""Fields whose values are names out of the database."""
_FIELD = re.compile(r"(-?)(\w[\w-]*):(.*)", re.DOTALL)
_LIST = re.compile(r"((?:<=|>=|<|>|=)?(?:[^,]*,)*)([^,]*)")


class Begun(NamedTuple):
    """A term that ends where the cursor stands.

    start   where the part begins that an offer replaces, in code points of the query
    field   the field whose value is begun, '' for a field's name
    begun   what is typed of it so far
    """

    start: int
    field: str
    begun: str


def begun(text: str, cursor: int) -> Begun | None:
    """The name or value that is being typed before the cursor; None where nothing can go on."""
    typed = text[:cursor]
    if cursor < len(text) and not text[cursor].isspace():
        return None
    start = _term_start(typed)
    found = _FIELD.fullmatch(typed[start:])
    if found is None:
        word = typed[start:].removeprefix("-")
        plain = word == "" or re.fullmatch(r"[A-Za-z]\w*", word)
        return Begun(cursor - len(word), "", word.lower()) if plain else None
    name, value = found[2].lower(), found[3]
    if name in NAMED:
        return Begun(cursor - len(value), name, value.lstrip('"“„').casefold())
    if name not in VALUES:
        return None
    parts = _LIST.fullmatch(value)
    assert parts is not None
    return Begun(cursor - len(parts[2]), name, parts[2].lower())


def offers(term: Begun, names: Iterable[str] = ()) -> list[str]:
    """What the term can become, as it stands in the query. names are those of the database."""
    if not term.field:
        return [f"{name}:" for name in FIELDS if name.startswith(term.begun)][:MOST]
    if term.field in NAMED:
        fitting = [name for name in names if term.begun in name.casefold()]
        fitting.sort(key=lambda name: not name.casefold().startswith(term.begun))
        return [_quoted(name) for name in fitting[:MOST]]
    return [value for value in VALUES[term.field] if value.startswith(term.begun)][:MOST]


def taken(text: str, cursor: int, term: Begun, offer: str) -> tuple[str, int]:
    """The query and its cursor once an offer is taken. A value ends with a blank, a name does not."""
    end = "" if not term.field or text[cursor : cursor + 1].isspace() else " "
    new = text[: term.start] + offer + end
    return new + text[cursor:], len(new)


def _term_start(typed: str) -> int:
    """Where the last term begins: a blank parts terms, but not inside quotation marks."""
    start, quoted = 0, False
    for at, sign in enumerate(typed):
        if sign in '"“”„':
            quoted = not quoted if sign == '"' else sign != "”"
        elif sign.isspace() and not quoted:
            start = at + 1
    return start


def _quoted(name: str) -> str:
    plain = " ".join(name.replace('"', " ").split())
    return plain if re.fullmatch(r"[\w.-]+", plain) else f'"{plain}"'
