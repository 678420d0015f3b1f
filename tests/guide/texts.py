"""What the guide says, by kind: words of the screen, keys, links, pictures."""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from prossce_desktop.reference import guide
from tests.tools.guide_markdown import Block, GuideHeading, GuideTable, Items, Paragraph, Run, blocks_of

ROOT = Path(__file__).resolve().parents[2]
TOPICS = guide.topics()


def runs_in(block: Block) -> Iterator[Run]:
    if isinstance(block, GuideHeading | Paragraph):
        yield from block.runs
    elif isinstance(block, Items):
        for entry in block.entries:
            yield from entry
    elif isinstance(block, GuideTable):
        for row in (block.heads, *block.rows):
            for cell in row:
                yield from cell


def runs() -> Iterator[tuple[str, Run]]:
    """Every run of the guide with the file it stands in."""
    for topic in TOPICS:
        for block in blocks_of(topic.text):
            for run in runs_in(block):
                yield topic.file, run


def keys() -> set[str]:
    return {run.text for _file, run in runs() if run.key}


@lru_cache
def screen_words() -> frozenset[str]:
    """Every text of the program; a placeholder also as three dots, as the guide writes it."""
    spec = importlib.util.spec_from_file_location("collecting", ROOT / ".ci" / "messages.py")
    assert spec is not None and spec.loader is not None
    collecting = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(collecting)
    found: set[str] = set()
    for one in collecting.collected():
        found |= set(one.id) if isinstance(one.id, tuple) else {one.id}
    return frozenset(found | {re.sub(r"\{[^{}]*\}", "…", one) for one in found})
