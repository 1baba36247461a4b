"""`python -m benchmarks`: run the programs that need nothing but this repository, and name the rest.

    python -m benchmarks [--claims N]

Each runs in a process of its own and prints its own table. With --claims those of search and
desk build that many claims instead of fifty thousand (a million takes some minutes and a gigabyte).
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
NEED_A_CORPUS = {
    "benchmarks.attribution SCORER ATTRIBUTIONS_DIR TEXT_DIR": "who said what, against PolNeAR",
    "benchmarks.strength LABELS.jsonl TEXT_DIR": "levels, against labelled anchors",
    "benchmarks.checkworthy CORPUS [--held-out]": "check-worthiness, against CheckThat! 2019",
    "benchmarks.matching CORPUS [--own]": "earlier fact-checks, against CheckThat! 2020",
    "benchmarks.ingest_ratio PATH ... --long 100000": "speed and memory on articles of your own",
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--claims", type=int, default=50_000)
    options = parser.parse_args()
    quick = [
        ["benchmarks.startup", "3"],
        ["benchmarks.first_paint"],
        ["benchmarks.search_million", "--claims", str(options.claims)],
        ["benchmarks.desk_million", "--claims", str(options.claims), "--keys", "40"],
        ["benchmarks.ingest_ratio", "--rounds", "2", "--limit", "15"],
        ["benchmarks.matching"],
    ]
    failed = 0
    for command in quick:
        print(f"\n== python -m {' '.join(command)}", flush=True)
        failed += (
            subprocess.run([sys.executable, "-m", *command], check=False, cwd=ROOT).returncode != 0
        )
    print("\n== These need a corpus of yours:")
    for command, what in NEED_A_CORPUS.items():
        print(f"python -m {command:58} {what}")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
