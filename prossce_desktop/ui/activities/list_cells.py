"""What a row of the list of activities shows in each column."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import Qt

from prossce_desktop import codelists, wording
from prossce_desktop.domain.codes import Channel, Country, Mode, OurPart, Qualifier, Status
from prossce_desktop.domain.kinds import KINDS
from prossce_desktop.domain.words import N_
from prossce_desktop.messages import _, ngettext_
from prossce_desktop.services.lists import ActivityRow, Counted
from prossce_desktop.services.other_records import OtherRow
from prossce_desktop.ui.activities.new_menu import ICONS
from prossce_desktop.ui.grids.roles import Roles

ICON, TITLE, DATE, COUNTRY, COUNT, BASIS, NAMED, STATUS = range(8)
SHORT_COUNTRIES = {"LA": N_("Lao PDR"), "BN": N_("Brunei")}


def heads() -> list[str]:
    """The words over the columns."""
    return ["", _("Activity"), _("Date"), _("Country"), _("Count"), _("Basis"), _("By name"), _("Status")]


def cell(row: ActivityRow | OtherRow, column: int, role: int) -> object:
    """What a row shows."""
    if column == ICON:
        if role == Roles.icon:
            return ICONS.get(row.kind, "calendar-days")
        words = _(KINDS[row.kind].LABEL) if row.kind in KINDS else row.kind
        return words if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole) else "" if role == 0 else None
    if role == Qt.ItemDataRole.DisplayRole:
        return text(row, column)
    if column == TITLE and role == Roles.second_line:
        return second_line(row)
    if column == TITLE and role == Qt.ItemDataRole.ToolTipRole:
        return row.title
    if isinstance(row, ActivityRow):
        return _beside(row, column, role)
    return "muted" if role == Roles.tone and column in (DATE, COUNTRY, COUNT, NAMED) else None


def _beside(row: ActivityRow, column: int, role: int) -> object:
    if role == Roles.tone:
        if column in (DATE, COUNTRY, BASIS):
            return "muted"
        return status_of(row)[2] if column == STATUS else None
    if column == STATUS and role == Roles.dot:
        return status_of(row)[1]
    if column == COUNT and role == Roles.emphasis and row.counts:
        return "total"
    if column in (COUNT, BASIS) and role == Qt.ItemDataRole.ToolTipRole and len(row.counts) > 1:
        return "\n".join(f"{count_words(one)} {wording.unit(one.basis, one.value)}" for one in row.counts)
    return text(row, column) if role == Qt.ItemDataRole.ToolTipRole else None  # a long word of another language is shortened


def text(row: ActivityRow | OtherRow, column: int) -> str:
    """The words of a cell."""
    if column == TITLE:
        return row.title
    if column == COUNTRY:
        return country_words(row.country)
    if isinstance(row, OtherRow):
        return wording.short_day(row.day) if column == DATE and row.day is not None else ""
    if column == DATE:
        return wording.days(_day(row.start), _day(row.end), short=True)
    if column == COUNT:
        return count_words(row.counts[0]) if row.counts else wording.DASH
    if column == BASIS:
        if not row.counts:
            return ""
        basis = wording.unit(row.counts[0].basis, row.counts[0].value)
        return _("{basis} and more").format(basis=basis) if len(row.counts) > 1 else basis
    if column == NAMED:
        return wording.number(row.named) if row.listed else wording.DASH
    return status_of(row)[0]


def count_words(one: Counted) -> str:
    """41,422, or about 3,693."""
    number = wording.number(one.value)
    if one.qualifier in ("", "exact"):
        return number
    return _("{qualifier} {number}").format(qualifier=_(Qualifier(one.qualifier).label), number=number)


def country_words(country: str | None) -> str:
    """The country's name, short in a list."""
    if not country:
        return ""
    if country in SHORT_COUNTRIES:
        return _(SHORT_COUNTRIES[country])
    return _(Country(country).label) if country in list(Country) else country


def second_line(row: ActivityRow | OtherRow) -> str:
    """Siem Reap · in person · 66 events."""
    if isinstance(row, OtherRow):
        return row.second or _(KINDS[row.kind].LABEL)
    province = codelists.names("province").get(row.province or "", "")
    parts = [wording.held_elsewhere(row.country, row.held_in), province or row.place or "", channel_words(row.channel)]
    if row.our_part == OurPart.context:
        parts.append(_("somebody else’s"))
    if row.events:
        parts.append(ngettext_("{n} event", "{n} events", row.events).format(n=wording.number(row.events)))
    found = " · ".join(one for one in parts if one)
    return found[:1].upper() + found[1:] or _(KINDS[row.kind].LABEL)


def channel_words(token: str | None) -> str:
    """on site, in person."""
    known = {str(one.value): one.label for one in (*Channel, *Mode)}
    words = _(known[token]) if token in known else ""
    return words[:1].lower() + words[1:]


def status_of(row: ActivityRow) -> tuple[str, str, str]:
    """Word, dot and tone of the status; past its date is a status of its own here."""
    if row.past_date:
        return _("Past its date"), "ring", "warning"
    status = Status(row.status) if row.status in list(Status) else Status.held
    shown = {Status.held: ("filled", "done"), Status.planned: ("ring", ""), Status.postponed: ("ring", "warning")}
    dot, tone = shown.get(status, ("ring", "muted"))
    return _(status.label), dot, tone


def _day(value: str | None) -> dt.date | None:
    return dt.date.fromisoformat(value) if value else None
