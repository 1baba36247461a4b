"""Search at a million claims against search at 200: how much more does a query cost?

    python -m benchmarks.search_million [--claims N] [--folder DIR] [--keep] [--processes]

Builds both databases of made-up words (a Zipf vocabulary, names, eight levels, statuses, evidence)
through the store's own `documents.store`, then runs one mix of queries on both: rare, middling and
common words, phrases, negation, `or`, filters, every order, counts. Prints the 50th and 95th
percentile of each kind and of the mix, in milliseconds, in process; with --processes also
`verifier search` as a process of its own.
"""

from __future__ import annotations

import argparse
import random
import statistics
import subprocess
import sys
import tempfile
import time
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING

from claims.model import (
    Attribution,
    Claim,
    Document,
    Modality,
    Polarity,
    Quotation,
    SourceKind,
    Stance,
    Strength,
    Zone,
)
from db import claims, documents, search, sources
from db.connection import connect_read, transaction
from db.opening import connect_write
from db.query import parse
from db.records import Status

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from db.connection import Connection

PROCESSOR = "the mix, processor time"
A_DOCUMENT = 20
VOCABULARY = 60_000
BASE = {
    Strength.RUMOUR: (0.03, 0.08),
    Strength.ALLEGED: (0.06, 0.2),
    Strength.REPORTED: (0.08, 0.35),
    Strength.UNNAMED: (0.1, 0.45),
    Strength.CREDIBLE: (0.01, 0.55),
    Strength.NAMED: (0.3, 0.7),
    Strength.ASSERTED: (0.38, 0.85),
    Strength.CONFIRMED: (0.04, 0.95),
}
MODALITIES = ((Modality.ACTUAL, 1.0), (Modality.FUTURE, 0.9), (Modality.POSSIBLE, 0.7))
ZONES = (Zone.BODY, Zone.HEADLINE, Zone.BYLINE, Zone.CAPTION, Zone.BOILERPLATE)
ZONE_SHARES = (0.86, 0.05, 0.03, 0.03, 0.03)


class World:
    """Made-up words, names and documents; the same seed gives the same world."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.words = self._words(VOCABULARY)
        self.cumulative = list(accumulate(1 / (rank + 2.7) for rank in range(VOCABULARY)))
        first, last = self._words(300), self._words(2_000)
        self.names = [
            f"{self.random.choice(first).title()} {self.random.choice(last).title()}"
            for _ in range(5_000)
        ]
        self.roles = ["officials", "a source", "the mayor", "the army chief", "witnesses", "police"]
        self.recent: list[str] = []

    def _words(self, count: int) -> list[str]:
        made: dict[str, None] = {}
        while len(made) < count:
            parts = self.random.choices(
                "ka lo mi ren sa tu vel dor an es in or ti pla gro".split(), k=4
            )
            made["".join(parts[: self.random.randint(1, 4)]) + self.random.choice("nrstlem")] = None
            made["".join(parts)] = None
        return list(made)[:count]

    def sentence(self) -> str:
        """Six to thirty words; one in fifty was said in these words before."""
        if self.recent and self.random.random() < 0.02:
            return self.random.choice(self.recent)
        size = self.random.randint(6, 30)
        words = self.random.choices(self.words, cum_weights=self.cumulative, k=size)
        made = " ".join(words).capitalize()
        if len(self.recent) < 2_000:
            self.recent.append(made)
        return made

    def document(self, number: int) -> tuple[Document, list[Claim]]:
        """A document of twenty claims, a sentence each."""
        text, made = "", []
        for _ in range(A_DOCUMENT):
            level = self.random.choices(list(BASE), [share for share, _ in BASE.values()])[0]
            source = None
            if level not in {Strength.ASSERTED, Strength.REPORTED, Strength.RUMOUR}:
                pool = self.names if self.random.random() < 0.6 else self.roles
                source = self.random.choice(pool)
            start = len(text)
            text += f"{source} said " if source else ""
            begin = len(text)
            text += self.sentence()
            made.append(self._claim(text, start, begin, level, source))
            text += ".\n"
        title = " ".join(self.random.choices(self.words, cum_weights=self.cumulative, k=6))
        name = f"{self.random.choice(self.words[:40])}-{number:06}.txt"
        url = f"https://{self.random.choice(self.words[:30])}.example/{number}"
        return Document(name, text, title=title, url=url), made

    def _claim(
        self, text: str, start: int, begin: int, level: Strength, source: str | None
    ) -> Claim:
        modality, factor = self.random.choices(MODALITIES, (0.8, 0.12, 0.08))[0]
        span = (begin, len(text))
        link = Attribution(
            cue=(begin - 5, begin - 1),
            cue_text="said",
            source=(start, begin - 6),
            source_text=source,
            resolved=None,
            source_kind=SourceKind.PERSON,
            strength=level,
            stance=Stance.ASSERTS,
            quotation=Quotation.INDIRECT,
            content=(span,),
        )
        words = text[begin:]
        return Claim(
            zone=self.random.choices(ZONES, ZONE_SHARES)[0],
            sentence=(start, len(text)),
            span=span,
            fragments=(span,),
            text=words,
            wording=words,
            strength=level,
            rule="made up",
            confidence=round(BASE[level][1] * factor, 4),
            polarity=Polarity.NEGATIVE if self.random.random() < 0.08 else Polarity.POSITIVE,
            modality=modality,
            check_worthiness=round(self.random.betavariate(2, 4), 4),
            attributions=(link,) if source else (),
        )

    def marks(self) -> dict[int, dict[str, str]]:
        """What reviewers did: one document in ten was looked at, most of its claims judged."""
        if self.random.random() > 0.1:
            return {}
        chosen = self.random.choices(list(Status), (4, 1, 4, 2, 2, 1, 1, 5), k=A_DOCUMENT)
        who = self.random.choice(["anna", "bob", "chidi", "dana"])
        day = self.random.randint(1, 28)
        return {
            number: {
                "status": status.value,
                "reviewer": who,
                "changed": f"2026-03-{day:02}T10:00:00",
            }
            for number, status in enumerate(chosen)
            if status is not Status.UNREVIEWED
        }


def build(path: Path, count: int, world: World) -> None:
    """Store `count` claims, a hundred documents a transaction."""
    conn = connect_write(path, create=True)
    began = time.perf_counter()
    for block in range(0, count, A_DOCUMENT * 100):
        with transaction(conn):
            for number in range(
                block // A_DOCUMENT, min(count, block + A_DOCUMENT * 100) // A_DOCUMENT
            ):
                document, made = world.document(number)
                documents.store(conn, document, made, "loader", kind="load", marks=world.marks())
        if block % (A_DOCUMENT * 5_000) == 0 and block:
            rate = block / (time.perf_counter() - began)
            print(f"  {block:>9,} claims, {rate:,.0f} a second", file=sys.stderr)
    for number in range(1, min(count, 3_000) + 1, 3):
        host = world.words[number % 30]
        reference = {"url": f"https://{host}.example/r/{number % 400}", "title": f"{host} register"}
        sources.add_evidence(conn, number, reference, {"stance": "supports"}, "anna")
    conn.close()
    seconds = time.perf_counter() - began
    size = path.stat().st_size / 1e6
    print(f"{count:,} claims in {seconds:.0f} s, {size:,.0f} MB", file=sys.stderr)


def queries(world: World, each: int) -> Iterator[tuple[str, str]]:
    """Kinds of queries with `each` examples."""
    pick = world.random

    def word(low: int, high: int) -> str:
        return world.words[pick.randrange(low, high)]

    kinds: dict[str, Callable[[], str]] = {
        "common word": lambda: word(0, 40),
        "middling word": lambda: word(200, 3_000),
        "rare word": lambda: word(20_000, VOCABULARY),
        "two common words": lambda: f"{word(0, 60)} {word(0, 60)}",
        "common and middling": lambda: f"{word(0, 60)} {word(100, 2_000)}",
        "phrase of common words": lambda: f'"{word(0, 30)} {word(0, 30)}"',
        "word without word": lambda: f"{word(0, 60)} -{word(0, 60)}",
        "without a word alone": lambda: f"-{word(0, 20)}",
        "either word": lambda: f"{word(0, 60)} or {word(0, 3_000)}",
        "word and filters": lambda: f"{word(0, 60)} strength:<=unnamed confidence:<0.4",
        "word, status, level": lambda: f"{word(0, 60)} status:false strength:rumour",
        "word, sparse status": lambda: f"{word(0, 200)} status:checking -{word(0, 60)}",
        "filters alone": lambda: f"status:misleading worth:>{pick.choice([0.2, 0.5, 0.63])}",
        "sparse numbers": lambda: f"confidence:<0.06 worth:>{pick.choice([0.7, 0.8, 0.9])}",
        "source": lambda: f'source:"{pick.choice(world.names)}"',
        "common source": lambda: f'source:"army chief" {word(0, 200)}',
        "document": lambda: f"document:{word(0, 40)} {word(0, 60)}",
        "rare document": lambda: f"document:{word(500, 5_000)} strength:named",
        "site": lambda: f"document:{word(0, 30)}.example {word(0, 100)} -status:unreviewed",
        "evidence": lambda: f"evidence:register {word(0, 60)}",
        "reviewer": lambda: f"reviewer:anna {word(0, 60)}",
        "duplicates": lambda: f"is:duplicate {word(0, 100)}",
        "nothing at all": lambda: "",
        "other zones": lambda: f"zone:caption {word(0, 60)}",
        "three words, filters, negation": lambda: (
            f"{word(0, 100)} or {word(0, 100)} -{word(0, 60)} strength:>=named status:unreviewed"
        ),
    }
    for kind, make in kinds.items():
        for _ in range(each):
            yield kind, make()


def search_once(conn: Connection, text: str, order: str | None) -> None:
    """What `verifier search` asks of the store: a page of fifty rows."""
    query = parse(text)
    page = search.page(conn, query, order, limit=50)
    claims.many(conn, page.ids)


def measure(
    conn: Connection, mix: list[tuple[str, str]], order: str | None
) -> dict[str, list[float]]:
    """Milliseconds by kind, and the processor's milliseconds of the whole mix."""
    taken: dict[str, list[float]] = {}
    for kind, text in mix:
        conn.remembered = None
        began, worked = time.perf_counter(), time.process_time()
        search_once(conn, text, order)
        worked = time.process_time() - worked
        taken.setdefault(kind, []).append((time.perf_counter() - began) * 1000)
        taken.setdefault(PROCESSOR, []).append(worked * 1000)
    return taken


def spread(values: list[float]) -> str:
    ordered = sorted(values)
    high = ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
    return f"{statistics.median(ordered):8.1f} {high:8.1f} {ordered[-1]:8.1f}"


def report(small: dict[str, list[float]], large: dict[str, list[float]], title: str) -> None:
    print(f"\n{title}\n{'ms: p50, p95, max':34} {'200':^26} {'large':^26}")
    for kind, values in large.items():
        print(f"{kind:34} {spread(small[kind])} {spread(values)}")
    whole = [value for kind, values in small.items() if kind != PROCESSOR for value in values]
    more = [value for kind, values in large.items() if kind != PROCESSOR for value in values]
    print(f"{'the mix':34} {spread(whole)} {spread(more)}")


def processes(small: Path, large: Path, mix: list[tuple[str, str]]) -> None:
    """`verifier search` as a process, the two databases in turn."""
    taken: dict[Path, list[float]] = {small: [], large: []}
    for _, text in mix:
        for path in (small, large):
            command = [sys.executable, "-m", "verifier", "search", "--db", str(path), "--", text]
            began = time.perf_counter()
            done = subprocess.run(command, check=False, capture_output=True)
            taken[path].append((time.perf_counter() - began) * 1000)
            if done.returncode:
                raise SystemExit(done.stderr.decode())
    print(f"{'verifier search':34} {spread(taken[small])} {spread(taken[large])}")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--claims", type=int, default=1_000_000)
    options.add_argument("--folder", type=Path)
    options.add_argument("--each", type=int, default=12)
    options.add_argument("--order", action="append")
    options.add_argument("--processes", action="store_true")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = chosen.folder or Path(temporary)
        small, large = folder / "small.db", folder / f"large-{chosen.claims}.db"
        for path, count in ((small, 200), (large, chosen.claims)):
            if not path.exists():
                build(path, count, World(1))
        mix = list(queries(World(1), chosen.each))
        few, many = connect_read(small), connect_read(large)
        for order in chosen.order or [None, "confidence", "worth", "changed"]:
            measure(few, mix[:: chosen.each], order)
            measure(many, mix[:: chosen.each], order)
            title = f"order: {order or 'by default'}"
            report(measure(few, mix, order), measure(many, mix, order), title)
        few.close()
        many.close()
        if chosen.processes:
            processes(small, large, mix[:: max(1, chosen.each // 2)])


if __name__ == "__main__":
    main()
