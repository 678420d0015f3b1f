"""Which copies stay: the newest few, one a day for two weeks, a week for two months, a month for ever.

Days, weeks and months are counted among those with a copy, not back from a clock: neither a year in a
cupboard nor a clock that jumped makes all copies old at once.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from itertools import islice
from pathlib import Path

from prossce_desktop.system import held_files

FEW, DAYS, WEEKS = 5, 14, 9
AHEAD = dt.timedelta(days=1)
"""A copy dated further ahead than this was made under a wrong clock."""


def retained(
    moments: Iterable[dt.datetime], now: dt.datetime, made: dt.datetime | None = None
) -> set[dt.datetime]:
    """The moments whose copies stay; `made`, the copy just made, always does, whatever the clock says.
    Copies of a wrong clock, dated ahead of `now`, are kept one a month and take no place of the others.
    """
    known = sorted(set(moments), reverse=True)
    usual = [one for one in known if one <= now + AHEAD]
    stay = set(usual[:FEW])
    stay |= (
        _newest_in_each(_day, usual, DAYS)
        | _newest_in_each(_week, usual, WEEKS)
        | _newest_in_each(_month, known, None)
    )
    return stay | ({made} & set(known) if made is not None else set())


def thin(known: Mapping[dt.datetime, Path], now: dt.datetime, made: dt.datetime) -> None:
    """Let go of the copies that are not to stay. One that cannot be removed now is removed another time."""
    stay = retained(known, now.astimezone(dt.UTC), made)
    for moment, path in known.items():
        if moment not in stay:
            with suppress(OSError):
                held_files.remove(path)


def newest_first(moments: Iterable[dt.datetime], now: dt.datetime) -> list[dt.datetime]:
    """In the order to offer them: those dated after `now` last, as nobody knows their age."""
    return sorted(moments, key=lambda one: (one <= now + AHEAD, one), reverse=True)


def _newest_in_each(
    span: Callable[[dt.datetime], tuple[int, ...]], moments: Iterable[dt.datetime], most: int | None
) -> set[dt.datetime]:
    """The newest of each day, week or month; `moments` are given newest first."""
    found: dict[tuple[int, ...], dt.datetime] = {}
    for one in moments:
        found.setdefault(span(one), one)
    return set(islice(found.values(), most))


def _day(moment: dt.datetime) -> tuple[int, ...]:
    return moment.year, moment.month, moment.day


def _week(moment: dt.datetime) -> tuple[int, ...]:
    return tuple(moment.isocalendar()[:2])


def _month(moment: dt.datetime) -> tuple[int, ...]:
    return moment.year, moment.month
