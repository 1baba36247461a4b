"""Read PolNeAR (brat standoff) into parsed articles with their attributions as token sets."""

from __future__ import annotations

import pickle
import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claims import language
from claims.segment import paragraphs

if TYPE_CHECKING:
    from pathlib import Path

    from claims.model import Span
    from claims.parsed import Parsed

_SPAN = re.compile(r"(T\d+)\t(\S+) ([\d ;]+)(?:\t|$)")
_EVENT = re.compile(r"(E\d+)\t(.+)$")
_FILE = re.compile(r"(.+)_([^_.]+)\.ann$")


@dataclass(frozen=True, slots=True)
class Gold:
    """One attribution of the corpus in tokens. `head`: the cue's topmost word, -1 without a cue."""

    cue: frozenset[int]
    source: frozenset[int]
    content: frozenset[int]
    head: int


@dataclass(frozen=True, slots=True)
class Article:
    """One parsed article with what its annotator marked."""

    name: str
    parsed: Parsed
    gold: list[Gold]


def articles(part: Path, cache: Path | None = None) -> list[Article]:
    """The articles of a part of the corpus, by name. A cache is only ever one that we wrote."""
    parsed: dict[str, Parsed] = {}
    if cache is not None and cache.exists():
        parsed = pickle.loads(cache.read_bytes())
    texts = {path.stem: path for path in sorted((part / "text").glob("*.txt"))}
    if set(parsed) != set(texts):
        pipeline = language.load()
        for name, path in texts.items():
            text = path.read_bytes().decode("utf-8-sig")
            parsed[name] = pipeline.parse(text, paragraphs(text))
        if cache is not None:
            cache.write_bytes(pickle.dumps(parsed, protocol=5))
    chosen: dict[str, Path] = {}
    for path in sorted((part / "attributions").glob("*.ann")):
        match = _FILE.match(path.name)
        if match and match[1] in texts:
            chosen.setdefault(match[1], path)
    return [Article(name, parsed[name], _gold(parsed[name], path)) for name, path in chosen.items()]


def _gold(parsed: Parsed, path: Path) -> list[Gold]:
    spans: dict[str, list[Span]] = {}
    groups: list[list[list[str]]] = []
    for line in path.read_text(encoding="utf-8").split("\n"):
        if match := _SPAN.match(line):
            pieces = [piece.split() for piece in match[3].split(";")]
            spans[match[1]] = [(int(x[0]), int(x[1])) for x in pieces if len(x) == 2]
        elif match := _EVENT.match(line):
            groups.append([pair.split(":", 1) for pair in match[2].split() if ":" in pair])
    found = []
    for group in groups:
        roles: dict[str, frozenset[int]] = {}
        for role in ("Cue", "Source", "Content"):
            mine = [
                s
                for name, ref in group
                if name.rstrip("0123456789") == role
                for s in spans.get(ref, ())
            ]
            roles[role] = _tokens(parsed, mine)
        if roles["Cue"] or roles["Content"]:
            head = _topmost(parsed, roles["Cue"])
            found.append(Gold(roles["Cue"], roles["Source"], roles["Content"], head))
    return found


def _tokens(parsed: Parsed, spans: list[Span]) -> frozenset[int]:
    found = set()
    for start, end in spans:
        i = bisect_right(parsed.end, start)
        while i < len(parsed) and parsed.start[i] < end:
            found.add(i)
            i += 1
    return frozenset(found)


def _topmost(parsed: Parsed, cue: frozenset[int]) -> int:
    """The cue's word that no other of its words governs: a verb, else a noun or adjective, else any."""
    tops = [i for i in sorted(cue) if parsed.head[i] not in cue or parsed.head[i] == i]
    verbs = [i for i in tops if parsed.tag[i][:2] == "VB"]
    nouns = [i for i in tops if parsed.tag[i][0] in "NJ"]
    return (verbs or nouns or tops or [-1])[0]
