"""Attribution quality on a corpus in PolNeAR's format, by a scorer program.

usage: python -m benchmarks.attribution SCORER ATTRIBUTIONS_DIR TEXT_DIR [--links] [--rules-only]
                                        [--errors FILE] [--pipeline NAME]

Runs the extractor over TEXT_DIR/*.txt, writes its claims as JSON Lines and has SCORER compare them
with the annotation (`SCORER ATTRIBUTIONS_DIR TEXT_DIR CLAIMS.jsonl --outermost`, one JSON object on
standard output). `--links` scores the attribution step alone, before claims are made of its links.
Prints the table by type and the processor time a word of the steps behind the parse.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING, Any

from claims import attribution, language
from claims.extract import Extractor
from claims.segment import paragraphs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claims.link import Link
    from claims.parsed import Parsed

_LEVELS = ("cue_match", "content_match", "source_match", "full_match")


def rows_of_links(name: str, parsed: Parsed, links: list[Link]) -> Iterator[dict[str, Any]]:
    """Each piece of each link's content as a row with its chain, as `verifier extract` writes it."""
    for link in links:
        chain = [link]
        while chain[0].parent >= 0 and len(chain) < len(links):
            chain.insert(0, links[chain[0].parent])
        shown = [_shown(parsed, k) for k in chain]
        for first, last in link.content:
            a, b = parsed.sents[parsed.sent[first]]
            yield {
                "document": name,
                "sentence": parsed.chars(a, b - 1),
                "span": parsed.chars(first, last - 1),
                "attributions": shown,
            }


def _shown(parsed: Parsed, link: Link) -> dict[str, Any]:
    return {
        "cue": parsed.chars(link.cue[0], link.cue[-1]) if link.cue else None,
        "source": parsed.chars(link.source[0], link.source[-1]) if link.source else None,
        "content": [parsed.chars(a, b - 1) for a, b in link.content],
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("scorer", type=Path)
    parser.add_argument("attributions", type=Path)
    parser.add_argument("texts", type=Path)
    parser.add_argument("--links", action="store_true")
    parser.add_argument("--rules-only", action="store_true")
    parser.add_argument("--errors", type=Path)
    parser.add_argument("--pipeline")
    options = parser.parse_args()
    extractor = Extractor(options.pipeline, rules_only=options.rules_only)
    nlp = extractor.language if not options.links else language.load(options.pipeline)
    words = 0
    parsing = after = 0.0
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as out:
        for path in sorted(options.texts.glob("*.txt")):
            text = path.read_bytes().decode("utf-8-sig")
            words += len(text.split())
            begin = process_time()
            parsed = nlp.parse(text, paragraphs(text))
            between = process_time()
            if options.links:
                links = attribution.find_links(parsed, rules_only=options.rules_only)
                after += process_time() - between
                rows = list(rows_of_links(path.name, parsed, links))
            else:
                claims = extractor.claims_of(parsed)
                after += process_time() - between
                rows = [{"document": path.name, **claim.as_dict()} for claim in claims]
            parsing += between - begin
            out.writelines(json.dumps(row) + "\n" for row in rows)
        out.flush()
        command = [sys.executable, options.scorer, options.attributions, options.texts, out.name]
        command += ["--outermost"] + (["--errors", options.errors] if options.errors else [])
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(done.stderr)
    table(json.loads(done.stdout))
    print(
        f"parse {parsing * 1e6 / words:.1f} µs a word, the steps behind it {after * 1e6 / words:.1f}"
    )


def table(result: dict[str, Any]) -> None:
    """Print precision, recall and F1 of words and of attributions, then by type."""
    print(f"{result['documents']} articles, {result['words']} words, {result['gold']} attributions")
    print(f"{'':24}{'P':>7}{'R':>7}{'F1':>7}")
    lines = [(f"{name} words", result["tokens"][name]) for name in ("content", "source", "cue")]
    lines += [(name.replace("_", " "), result["attributions"][name]) for name in _LEVELS]
    lines += [(f"full match, {kind}", row["full_match"]) for kind, row in result["by_type"].items()]
    for name, row in lines:
        print(f"{name:24}{row['P']:7.1f}{row['R']:7.1f}{row['F1']:7.1f}")


if __name__ == "__main__":
    main()
