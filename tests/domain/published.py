"""The golden table as plain facts, read the way nothing else of the product reads it."""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path

from prossce_desktop.domain.counting.facts_and_tallies import (
    ActivityFacts,
    ChannelNumbers,
    HeadCountFacts,
    Period,
)
from prossce_desktop.domain.model.codes import ActivityKind, Basis, OurPart, Qualifier
from prossce_desktop.domain.model.head_count_cube import head_cube
from tests.domain.tallying import World

GOLDEN = Path(__file__).parents[2] / "resources" / "sample" / "published_activities.csv"


def _whole(text: str) -> int | None:
    return int(text) if text else None


def _token(kind: type, text: str) -> object:
    return {str(one.value): one for one in kind}[text]  # type: ignore[attr-defined]


def published_world() -> World:
    """Thirteen activities, no people."""
    activities, counts = [], []
    with GOLDEN.open(encoding="utf-8") as file:
        for number, row in enumerate(csv.DictReader(file), 1):
            numbers = ChannelNumbers(None, _whole(row["qualified"]), _whole(row["interviews"]), _whole(row["hired_on_spot"]))
            activities.append(
                ActivityFacts(
                    number, row["code"], row["title"], _token(ActivityKind, row["kind"]), row["country"] or None,
                    start=dt.date.fromisoformat(row["start"]), end=dt.date.fromisoformat(row["end"]), our_part=_token(OurPart, row["our_part"]),
                    events=_whole(row["events"]), channel=row["mode_or_channel"] or None, numbers={"on_site": numbers},
                    vacancies=_whole(row["vacancies"]), vacancies_qualifier=_token(Qualifier, row["vacancies_qualifier"] or "exact"), sample=True,
                )
            )
            if row["count"]:
                cube = head_cube(int(row["count"]))
                counts.append(HeadCountFacts(number, number, cube, _token(Basis, row["count_basis"]), _token(Qualifier, row["count_qualifier"])))
    return World(tuple(activities), tuple(counts))


def days(first: str, last: str) -> Period:
    """Both inclusive."""
    return Period(dt.date.fromisoformat(first), dt.date.fromisoformat(last))


def year(number: int) -> Period:
    """A whole year."""
    return days(f"{number}-01-01", f"{number}-12-31")
