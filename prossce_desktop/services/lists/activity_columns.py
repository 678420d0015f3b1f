"""The columns of the list of activities, which holds programmes, results and stories as well."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from prossce_desktop.domain.model.codes import Channel, Mode, OurPart, Pillar, Qualifier, Status
from prossce_desktop.domain.model.record_kinds import KINDS
from prossce_desktop.domain.translatable import N_
from prossce_desktop.language import formatting
from prossce_desktop.language.messages import _, ngettext_
from prossce_desktop.reference import code_lists
from prossce_desktop.services.lists.list_column import ListColumn, Value, worded
from prossce_desktop.services.lists.list_words import country_words, day_of, province_words
from prossce_desktop.services.lists.programmes_and_stories import OtherRow
from prossce_desktop.store.queries.list_activities import ActivityListRow, ActivitySort, BasisCount

Row = ActivityListRow | OtherRow


def kind_words(row: Row) -> str:
    """Career fair."""
    return _(KINDS[row.kind].LABEL) if row.kind in KINDS else row.kind


def count_words(count: BasisCount) -> str:
    """41,422, or about 3,693."""
    number = formatting.number(count.value)
    if count.qualifier in ("", "exact"):
        return number
    return _("{qualifier} {number}").format(qualifier=_(Qualifier(count.qualifier).label), number=number)


def second_line(row: Row) -> str:
    """Siem Reap · in person · 66 events."""
    if isinstance(row, OtherRow):
        return row.second or kind_words(row)
    province = code_lists.names("province").get(row.province or "", "")
    parts = [
        formatting.held_in_words(row.country, row.held_in),
        province or row.place or "",
        channel_words(row.channel),
    ]
    if row.our_part == OurPart.context:
        parts.append(_("for comparison"))
    if row.events:
        parts.append(ngettext_("{n} event", "{n} events", row.events).format(n=formatting.number(row.events)))
    found = " · ".join(one for one in parts if one)
    return found[:1].upper() + found[1:] or kind_words(row)


def channel_words(token: str | None) -> str:
    """on site, in person."""
    known = {str(one.value): one.label for one in (*Channel, *Mode)}
    words = _(known[token]) if token in known else ""
    return words[:1].lower() + words[1:]


_STATUSES: dict[str, tuple[str, str, str]] = {
    Status.held: (Status.held.label, "filled", "done"),
    Status.planned: (Status.planned.label, "ring", ""),
    Status.postponed: (Status.postponed.label, "ring", "warning"),
    Status.cancelled: (Status.cancelled.label, "ring", "muted"),
}


def status_of(row: ActivityListRow) -> tuple[str, str, str]:
    """Word, dot and tone of the status; past its date is a status of its own here."""
    if row.past_date:
        # Translators: status of an activity that is planned although its date is past
        return _("Past date"), "ring", "warning"
    label, dot, tone = _STATUSES.get(row.status or "", _STATUSES[Status.held])
    return _(label), dot, tone


def _of_activity(find: Callable[[ActivityListRow], Any], otherwise: Any = "") -> Callable[[Row], Any]:
    """What only activities have; a programme, result or story shows nothing there."""
    return lambda row: find(row) if isinstance(row, ActivityListRow) else otherwise


def _days(row: Row) -> str:
    if isinstance(row, OtherRow):
        return formatting.short_day(row.day) if row.day is not None else ""
    return formatting.days(day_of(row.start), day_of(row.end), short=True)


def _first_day(row: Row) -> Value:
    return row.day if isinstance(row, OtherRow) else day_of(row.start) or day_of(row.end)


def _start(row: Row) -> dt.date | None:
    return row.day if isinstance(row, OtherRow) else day_of(row.start)


def _day_words(day: dt.date | None) -> str:
    return formatting.DASH if day is None else formatting.short_day(day)


def _basis(row: ActivityListRow) -> str:
    if not row.counts:
        return ""
    basis = formatting.unit(row.counts[0].basis, row.counts[0].value)
    return _("{basis} and others").format(basis=basis) if len(row.counts) > 1 else basis


def _women(row: ActivityListRow) -> int | None:
    return row.counts[0].women if row.counts else None


def _women_words(row: ActivityListRow) -> str:
    women = _women(row)
    return formatting.DASH if women is None else formatting.number(women)


def _label(tokens: type[Pillar] | type[OurPart], token: str | None) -> str:
    return _(tokens(token).label) if token in list(tokens) else ""


DATE = ListColumn(
    "date", N_("Date"), _days, _first_day, width=156, days=True, sort=ActivitySort.date, descends=True
)
COLUMNS = (
    ListColumn("icon", "", lambda row: "", width=62, always=True),
    ListColumn("title", N_("Activity"), lambda row: row.title, second=second_line, width=0, always=True,
        sort=ActivitySort.title),
    DATE,
    ListColumn("country", N_("Country"), lambda row: country_words(row.country), width=104,
        sort=ActivitySort.country),
    ListColumn(
        "count", N_("Count"),
        _of_activity(lambda row: count_words(row.counts[0]) if row.counts else formatting.DASH),
        _of_activity(lambda row: row.counts[0].value if row.counts else None, None), width=128, right=True,
        sort=ActivitySort.count,
        descends=True,
    ),
    ListColumn("basis", N_("What was counted"), _of_activity(_basis), width=132),
    ListColumn(
        "named", N_("By name"),
        _of_activity(lambda row: formatting.number(row.named) if row.listed else formatting.DASH),
        _of_activity(lambda row: row.named if row.listed else None, None), width=78, right=True,
        sort=ActivitySort.named,
        descends=True,
    ),
    ListColumn("status", N_("Status"), _of_activity(lambda row: status_of(row)[0]), width=126,
        sort=ActivitySort.status),
    worded("code", N_("Code"), _of_activity(lambda row: row.code), 126),
    worded("kind", N_("Kind"), kind_words, 150),
    worded("pillar", N_("Pillar"), _of_activity(lambda row: _label(Pillar, row.pillar)), 170),
    worded("province", N_("Province"), _of_activity(lambda row: province_words(row.province)), 140),
    worded("place", N_("Place"), _of_activity(lambda row: row.place), 150),
    ListColumn("start", N_("From"), lambda row: _day_words(_start(row)), _start, width=104, days=True,
        at_first=False),
    ListColumn(
        "end", N_("To"), _of_activity(lambda row: _day_words(day_of(row.end))),
        _of_activity(lambda row: day_of(row.end), None), width=104,
        days=True, at_first=False,
    ),
    ListColumn("women", N_("Women"), _of_activity(_women_words), _of_activity(_women, None), width=84,
        right=True, at_first=False),
    worded("our_part", N_("Our role"), _of_activity(lambda row: _label(OurPart, row.our_part)), 126),
)  # fmt: skip
