"""Bytes of the base for each person, and the most memory that each job takes in a process of its own."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.children import answer_of
from benchmarks.measure import Amount
from benchmarks.people import Base

JOBS = (
    ("workbook", "the workbook with all people", 300),
    ("report", "the report as PDF", 300),
    ("figures", "the figures of a report", None),
    ("list", "where the pages of the list of people begin", None),
    ("backup", "a verified copy of the base", None),
)
OVER_IDLE = 60
"""MB that the workbook may take over what the process had (row 2)."""


def lines(base: Base) -> Iterator[Amount]:
    """Size first, then each job."""
    of = f"{base.people:,} people"
    yield Amount("size", f"bytes of the base for each person, {of}", base.bytes / base.people, "bytes")
    for job, what, most in JOBS:
        found = answer_of("benchmarks.weighed", str(base.folder), str(base.people), job)
        yield Amount("memory", f"at most during {what}, {of}", found["peak"], "MB", most)
        if job == "workbook":
            yield Amount("2", f"over idle: {what}, {of}", found["peak"] - found["before"], "MB", OVER_IDLE)
