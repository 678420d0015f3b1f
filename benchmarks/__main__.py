"""Prints the table: `python -m benchmarks [people]`."""

from __future__ import annotations

import sys

from benchmarks import saving, starting

HEAD = "| row | job | floor in the same run | ours / floor | ratio | target |\n|---|---|---|---|---|---|"


def main() -> None:
    """Every row, encrypted, at 186,000 people unless another number is given."""
    people = int(sys.argv[1]) if len(sys.argv) > 1 else 186_000
    print(HEAD, flush=True)
    for rows in (saving.lines(people), starting.lines(people)):
        for line in rows:
            print(line.text(), flush=True)


if __name__ == "__main__":
    main()
