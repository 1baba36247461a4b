"""What a shell is offered where a query or a saved search is being typed. Never an error."""

from __future__ import annotations

from typing import TYPE_CHECKING

from click.shell_completion import CompletionItem

from verifier import completing
from verifier.errors import Refused

if TYPE_CHECKING:
    import click


def query_words(
    ctx: click.Context, param: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Names of fields with their colon, then their values.

    bash parts words at a colon: there the field and the colon are words of their own, and the
    value alone is asked for.
    """
    del param
    before = [str(word) for word in ctx.params.get("query") or ()]
    cut = ""
    if incomplete == ":" and before:
        cut, incomplete = f"{before[-1]}:", ""
    elif len(before) > 1 and before[-1] == ":":
        cut = f"{before[-2]}:"
    text = cut + incomplete
    term = completing.begun(text, len(text))
    if term is None or term.field in completing.NAMED:
        return []
    kept = text[len(cut) : term.start]
    return [CompletionItem(kept + offer) for offer in completing.offers(term)]


def saved_names(
    ctx: click.Context, param: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """The names of the saved searches."""
    from verifier.searches import Searches  # noqa: PLC0415 - only where one is asked for

    del ctx, param
    try:
        kept = Searches().saved()
    except Refused:
        return []
    return [
        CompletionItem(name, help=query)
        for name, query in kept.items()
        if name.startswith(incomplete)
    ]
