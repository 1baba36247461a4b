"""Does `verifier --help` start as fast as a bare click group? And what do the daily commands cost?

    python -m benchmarks.startup [ROUNDS]

Processor time of each process, taken in turns, best of the rounds: the machine's noise only adds.
The bare group has as many commands as ours, in one file, each with an argument and an option.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

from verifier.cli import cli

ROOT = Path(__file__).parent.parent
BARE = """
import click
@click.group()
def cli(): "A bare group."
for _ in range({count}):
    @cli.command(name=f"command-{{_}}", help="Do one thing.")
    @click.argument("what")
    @click.option("--db", help="The database.")
    def one(what, db): pass
cli()
"""


def bundle_text() -> str:
    """A document of 200 plain claims."""
    sentences = [f"Ship {number} paid its toll. " for number in range(200)]
    rows = [{"type": "document", "document": "tolls.txt", "text": "".join(sentences)}]
    start = 0
    for sentence in sentences:
        span = [start, start + len(sentence) - 2]
        claim = {"span": span, "text": sentence[:-2], "strength": "asserted", "confidence": 0.85}
        rows.append({"type": "claim", "document": "tolls.txt", **claim})
        start += len(sentence)
    return "\n".join(map(json.dumps, rows))


def environment(folder: str) -> dict[str, str]:
    """As after an installation: every module compiled once, here into a folder of its own."""
    known = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    return known | {"PYTHONPATH": str(ROOT), "PYTHONPYCACHEPREFIX": folder}


def cpu_ms(argv: list[str], env: dict[str, str]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(argv, check=True, capture_output=True, cwd=ROOT, env=env)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return 1000 * (after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime)


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    python = sys.executable
    entry = "from verifier.cli import main; main()"
    with tempfile.TemporaryDirectory() as folder:
        bare = Path(folder, "bare.py")
        bare.write_text(BARE.format(count=len(cli.list_commands(None))))
        database = str(Path(folder, "desk.db"))
        bundle = Path(folder, "bundle.jsonl")
        bundle.write_text(bundle_text(), encoding="utf-8")
        load = [python, "-c", entry, "load", str(bundle), "--db", database]
        subprocess.run(load, check=True, cwd=ROOT, capture_output=True)
        asked = {
            "python -c pass": [python, "-c", "pass"],
            "bare click group --help": [python, str(bare), "--help"],
            "verifier --help": [python, "-c", entry, "--help"],
            "verifier search": [python, "-c", entry, "search", "--db", database],
            "verifier stats": [python, "-c", entry, "stats", "--db", database],
            "verifier mark": [python, "-c", entry, "mark", "1", "--note", "x", "--db", database],
            "verifier history": [python, "-c", entry, "history", "1", "--db", database],
            "verifier report": [python, "-c", entry, "report", "--db", database],
        }
        env = environment(folder)
        for argv in asked.values():
            cpu_ms(argv, env)
        best = dict.fromkeys(asked, float("inf"))
        for _ in range(rounds):
            for name, argv in asked.items():
                best[name] = min(best[name], cpu_ms(argv, env))
    plain, group = best["python -c pass"], best["bare click group --help"]
    print(f"{'process':26}{'CPU ms':>8}{'x python':>10}{'x bare group':>14}")
    for name, ms in best.items():
        print(f"{name:26}{ms:8.1f}{ms / plain:10.2f}{ms / group:14.2f}")


if __name__ == "__main__":
    main()
