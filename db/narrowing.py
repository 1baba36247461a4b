"""Choosing and dropping values of a field in the text of a query, so that people can read it.

The rest of the text stays as it was typed. A value is chosen where a clause of the query asks for
values of that field and of nothing else; choosing several widens that clause.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from db.query import GROUPS, VALUES, Kind, Query, Term, parse

if TYPE_CHECKING:
    from collections.abc import Iterable

    Clause = tuple[Term, ...]

NONE = "none"
"""Stands for having no evidence, where `evidence` stands for having some."""


def chosen(query: Query, kind: Kind) -> tuple[str, ...]:
    """The values of a field that a query asks for; empty where it leaves them open."""
    found: dict[str, None] = {}
    for clause in _own(query, kind):
        for term in clause:
            found.update(dict.fromkeys(_values(term)))
    return tuple(found)


def without(query: Query, kind: Kind) -> Query:
    """The query, open in a field."""
    own = _own(query, kind)
    return replace(query, clauses=tuple(clause for clause in query.clauses if clause not in own))


def within(query: Query, kind: Kind, values: Iterable[str]) -> Query:
    """The query, asking for some values of a field that it leaves open."""
    made = _clause(kind, tuple(values))
    return replace(query, clauses=(*query.clauses, *([made] if made else [])))


def toggled(text: str, kind: Kind, value: str) -> str:
    """The text of a query with a value chosen, or dropped where it was. Raises BadQuery."""
    query = parse(text)
    values = list(chosen(query, kind))
    same = [old for old in values if old.casefold() == value.casefold()]
    if same:
        values.remove(same[0])
    elif kind is Kind.HAS:
        values = [value]
    else:
        values.append(value)
    wanted = within(without(query, kind), kind, values)
    clause = _clause(kind, tuple(values))
    made = _with_clause(text, _own(query, kind), " or ".join(map(str, clause)) if clause else "")
    # What was typed may not end well, such as in an open quotation: then it is said anew.
    return made if _alike(parse(made), wanted) else str(wanted)


def _own(query: Query, kind: Kind) -> list[Clause]:
    """The clauses that ask for values of the field, and of nothing else."""
    return [
        clause
        for clause in query.clauses
        if all(term.kind is kind for term in clause)
        and (len(clause) == 1 if kind is Kind.HAS else not any(term.negated for term in clause))
    ]


def _values(term: Term) -> tuple[str, ...]:
    if term.kind is Kind.HAS:
        return (NONE,) if term.negated else term.values
    return term.values or (term.text,)


def _clause(kind: Kind, values: tuple[str, ...]) -> Clause:
    """A clause for the values; empty where these are none, or all there are."""
    if kind is Kind.HAS:
        return tuple(Term(kind, values=VALUES["has"], negated=value == NONE) for value in values)
    if kind.value not in VALUES:
        return tuple(Term(kind, text=value) for value in values)
    every = [value for value in VALUES[kind.value] if value not in GROUPS]
    ordered = tuple(value for value in every if value in values)
    if not ordered or len(ordered) == len(every):
        return ()
    return (Term(kind, values=ordered),)


def _with_clause(text: str, old: list[Clause], new: str) -> str:
    """The text with a clause where the old ones stood, else at its end."""
    pieces, at = [], 0
    for number, clause in enumerate(old):
        pieces += [text[at : clause[0].position].strip(), "" if number else new]
        at = clause[-1].end
    pieces.append(text[at:].strip())
    if not old:
        pieces.append(new)
    return " ".join(piece for piece in pieces if piece)


def _alike(one: Query, other: Query) -> bool:
    return one.any_zone is other.any_zone and sorted(map(_said, one.clauses)) == sorted(
        map(_said, other.clauses)
    )


def _said(clause: Clause) -> str:
    return " or ".join(map(str, clause))
