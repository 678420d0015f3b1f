"""Writes prossce_desktop/domain/input/heading_words.py from .ci/headings.csv (rows sure and likely; cell
values are left out).

Run: python .ci/make_heading_words.py
"""

from __future__ import annotations

import csv
import textwrap
from pathlib import Path

HERE = Path(__file__).parent
TARGET = HERE.parent / "prossce_desktop" / "domain" / "input" / "heading_words.py"
START = '''"""Column headings that offices use, in eleven languages. Generated from .ci/headings.csv: edit there.

Run .ci/make_heading_words.py after a change.

Per field the headings, with | between; `SURE` may be applied silently, `LIKELY` is a good guess.
"""

from __future__ import annotations

'''


def words_of(confidence: str) -> dict[str, list[str]]:
    """Headings by field in the order of the file, each once."""
    found: dict[str, list[str]] = {}
    with (HERE / "headings.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["confidence"] == confidence and not row["field"].startswith("value_"):
                words = found.setdefault(row["field"], [])
                if row["heading"] not in words:
                    words.append(row["heading"])
    return found


def table(name: str, words: dict[str, list[str]]) -> str:
    """One dictionary as source text."""
    lines = [f"{name}: dict[str, str] = {{"]
    for field, headings in words.items():
        lines.append(f'    "{field}": (')
        text = "|".join(heading.replace("\u200b", "") for heading in headings)
        wrapped = textwrap.wrap(text, 100, break_long_words=False, drop_whitespace=False)
        lines.extend(f"        {quoted(part)}" for part in wrapped)
        lines.append("    ),")
    return "\n".join([*lines, "}", ""])


def quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


if __name__ == "__main__":
    TARGET.write_text(
        START + table("SURE", words_of("sure")) + "\n" + table("LIKELY", words_of("likely")), encoding="utf-8"
    )
