"""Prints the table: `python -m benchmarks [--people N]... [--bases FOLDER] [ROW]...`."""

from __future__ import annotations

import argparse
import importlib
import tempfile
from pathlib import Path

from benchmarks import growing
from benchmarks.people import base_of

HEAD = "| row | job | floor in the same run | ours / floor | ratio | target |\n|---|---|---|---|---|---|"
SIZES = (186_000, 1_000_000)
GROWTH = "growing"
ROWS = (
    "starting", "exporting", "pivoting", "searching", "listing", "saving", "working", "weighing", "cold",
    "packing", "merging", "stick",
    "hostile",
)  # fmt: skip


def main() -> None:
    """Every row at both sizes, encrypted, unless some are named."""
    asked = argparse.ArgumentParser(prog="benchmarks")
    asked.add_argument("--people", type=int, action="append", help="size of the base; may be given again")
    asked.add_argument("--bases", type=Path, help="folder in which bases are kept for the next run")
    asked.add_argument("row", nargs="*", choices=[*ROWS, GROWTH, []], help="module of a row; none: all")
    given = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="prossce-bench-") as passing:
        folder = given.bases or Path(passing)
        folder.mkdir(parents=True, exist_ok=True)
        print(HEAD, flush=True)
        rows = [one for one in given.row or ROWS if one != GROWTH]
        for people in (given.people or SIZES) if rows else ():
            base = base_of(folder, people)
            for row in rows:
                for line in importlib.import_module(f"benchmarks.{row}").lines(base):
                    print(line.text(), flush=True)
        if not given.row or GROWTH in given.row:
            for amount in growing.lines([base_of(folder, people) for people in growing.SIZES]):
                print(amount.text(), flush=True)


if __name__ == "__main__":
    main()
