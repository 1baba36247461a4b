"""schema.org ClaimReview in JSON-LD: finding the reviews in a value, and reading their fields."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_CONTAINERS = (
    "dataFeedElement", "@graph", "itemListElement", "item", "mainEntity", "review", "hasPart",
)  # fmt: skip
_DEPTH = 12
_WIDTH = 100_000


class Misshapen(ValueError):
    """A field that holds something of another shape. `str()` says which, for people."""


def reviews(value: Any) -> Iterator[dict[str, Any]]:
    """The ClaimReview objects in a value, in order, also inside feeds, graphs and lists."""
    waiting: list[tuple[Any, int]] = [(value, 0)]
    for _ in range(_WIDTH):
        if not waiting:
            return
        current, depth = waiting.pop()
        if isinstance(current, list):
            inner = current
        elif not isinstance(current, dict):
            continue
        elif is_review(current):
            yield current
            continue
        else:
            inner = [current[key] for key in _CONTAINERS if key in current]
        if depth < _DEPTH:
            waiting += [(child, depth + 1) for child in reversed(inner)]


def is_review(value: dict[str, Any]) -> bool:
    """Whether an object says that it is a ClaimReview, in whichever spelling."""
    kinds = value.get("@type")
    named = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(kind, str) and _local(kind) == "ClaimReview" for kind in named)


def fields(review: dict[str, Any]) -> tuple[dict[str, str | None], list[str]]:
    """The review as columns `id, claim, title, url, rating, publisher, date`, and what is wrong.

    A field of the wrong shape is None and named among the second.
    """
    readers: dict[str, Callable[[], str | None]] = {
        "id": lambda: text(review.get("identifier"), "identifier", "value"),
        "claim": lambda: text(review.get("claimReviewed"), "claimReviewed"),
        "title": lambda: text(review.get("name") or review.get("headline"), "name"),
        "url": lambda: _url(review),
        "rating": lambda: rating(review.get("reviewRating")),
        "publisher": lambda: _publisher(review),
        "date": lambda: text(review.get("datePublished"), "datePublished"),
    }
    found: dict[str, str | None] = {}
    wrong: list[str] = []
    for name, read in readers.items():
        try:
            found[name] = read()
        except Misshapen as error:
            found[name] = None
            wrong.append(str(error))
    return found, wrong


def rating(value: Any) -> str | None:
    """A rating's words, else its figure with the best one: `2/5`. Raises Misshapen."""
    value = _one(value)
    if value is None:
        return None
    if not isinstance(value, dict) or "@value" in value:
        return text(value, "reviewRating")
    for name in ("alternateName", "name"):
        if words := text(value.get(name), f"reviewRating.{name}"):
            return words
    figure = text(value.get("ratingValue"), "reviewRating.ratingValue")
    best = text(value.get("bestRating"), "reviewRating.bestRating")
    if figure is None:
        raise Misshapen("reviewRating has neither alternateName nor ratingValue")
    return f"{figure}/{best}" if best else figure


def text(value: Any, name: str, *inner: str) -> str | None:
    """A text or a number, alone, first of a list, or as `@value`. Raises Misshapen."""
    value = _one(value)
    if isinstance(value, dict):
        for key in ("@value", *inner):
            if key in value:
                return text(value[key], f"{name}.{key}")
    if value is None:
        return None
    if isinstance(value, str):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    raise Misshapen(f"{name} is no text")


def _publisher(review: dict[str, Any]) -> str | None:
    for name in ("author", "publisher"):
        found = text(review.get(name), name, "name", "url", "@id")
        if found:
            return found
    return None


def _url(review: dict[str, Any]) -> str | None:
    for name in ("url", "mainEntityOfPage"):
        found = text(review.get(name), name, "@id", "url")
        if found:
            return found
    return None


def _one(value: Any) -> Any:
    """The first of a list that is not empty; anything else as it is."""
    if isinstance(value, list):
        return next((item for item in value if item not in (None, "")), None)
    return value


def _local(kind: str) -> str:
    """A type's own name: `schema:ClaimReview` and `https://schema.org/ClaimReview` as well."""
    return kind.rsplit("/", 1)[-1].rsplit(":", 1)[-1].rsplit("#", 1)[-1]
