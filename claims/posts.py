"""Posts of social media: `@name: …`, *Name on Facebook: “…”*, a line with the account above a post."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.assembly import Built
from claims.labels import LABEL_LONGEST, is_handle

if TYPE_CHECKING:
    from claims.cues import View
    from claims.parsed import Parsed

_PLATFORMS = frozenset(
    "facebook twitter x instagram telegram tiktok bluesky mastodon threads whatsapp youtube "
    "linkedin reddit weibo vk gab parler substack snapchat".split()
)
_TWO_WORDS = frozenset((("truth", "social"),))
_LONGEST_HEADER = 14
_SIGNS = frozenset(("·", "•", "|", ":", "-", "–", "—"))
_LEADING = frozenset("quote quoted post repost reposted by from tweet thread".split())


def find(look: View) -> list[Built]:
    """The posts of a document in text order."""
    p = look.parsed
    found = []
    for para in range(len(p.paras)):
        post = _labelled(p, para) or _below(p, para)
        if post is not None:
            found.append(post)
    return found


def _labelled(p: Parsed, para: int) -> Built | None:
    """`@name: …` and *Name on Facebook: …*."""
    first, last = p.para_tokens[para]
    reach = min(first + LABEL_LONGEST, last - 1)
    colon = next((i for i in range(first + 1, reach) if p.lower[i] == ":"), -1)
    if colon < 0:
        return None
    content = [(colon + 1, last)]
    if is_handle(p.word(colon - 1)) and all(
        p.word(i)[0].isupper() for i in range(first, colon - 1)
    ):
        return Built(colon, 1.0, [colon], list(range(first, colon)), content, [])
    on = next((i for i in range(first + 1, colon) if p.lower[i] in {"on", "via"}), -1)
    if on < 0 or not _is_platform(tuple(p.lower[on + 1 : colon])):
        return None
    if not all(p.word(i)[0].isupper() for i in range(first, on)):
        return None
    return Built(colon, 1.0, list(range(on, colon + 1)), list(range(first, on)), content, [])


def _is_platform(words: tuple[str, ...]) -> bool:
    return words in _TWO_WORDS or (len(words) == 1 and words[0] in _PLATFORMS)


def _below(p: Parsed, para: int) -> Built | None:
    """A post below the line with its account: *Ann Lee @annlee · May 3*."""
    first, last = p.para_tokens[para]
    if not 0 < last - first <= _LONGEST_HEADER or para + 1 >= len(p.paras):
        return None
    handle = next((i for i in range(first, last) if is_handle(p.word(i))), -1)
    if handle < 0 or not _is_below(p, para) or not _is_header(p, first, handle, last):
        return None
    begin = first
    while begin < handle and p.lower[begin] in _LEADING:
        begin += 1
    source = list(range(begin, handle + 1))
    mark = next((i for i in range(handle + 1, last) if p.lower[i] in _SIGNS), -1)
    cue = [mark]
    if handle + 1 < last and p.lower[handle + 1] == "replying":
        mark, cue = handle + 1, list(range(handle + 1, last))
    elif mark < 0:
        return None
    return Built(mark, 1.0, cue, source, [p.para_tokens[para + 1]], [])


def _is_below(p: Parsed, para: int) -> bool:
    """Does the next paragraph follow without a blank line?"""
    between = p.text[p.paras[para].end : p.paras[para + 1].start]
    return between.count("\n") == 1


def _is_header(p: Parsed, first: int, handle: int, last: int) -> bool:
    """Nothing but a name stands before the handle, nothing but a date or a reply behind it."""
    before = all(p.word(i)[0].isupper() or p.lower[i] in _LEADING for i in range(first, handle))
    rest = range(handle + 1, last)
    if rest and p.lower[rest[0]] == "replying":
        return before
    return (
        before
        and (not rest or p.lower[rest[0]] in _SIGNS)
        and p.lower[last - 1] not in {".", "!", "?"}
    )
