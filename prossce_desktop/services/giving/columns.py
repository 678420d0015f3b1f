"""What stands in each column of a list that is given away: numbers as numbers, days as days, one thing a column.

A column of the window that shows two things (a name over its Latin spelling, the first and the last day) becomes two here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from prossce_desktop import codelists, wording
from prossce_desktop.domain import phones
from prossce_desktop.domain.codes import Channel, Constituent, Country, Mode, Qualifier, Sex, Status, Token
from prossce_desktop.domain.fields import field_of
from prossce_desktop.domain.kinds import KINDS
from prossce_desktop.domain.people import Participation, Person, code_of
from prossce_desktop.messages import _
from prossce_desktop.reports.cells import CellValue
from prossce_desktop.reports.columns import CellKind, Column, cell_value
from prossce_desktop.services.giving.wanted import ListKind, ListWanted, ShownColumn
from prossce_desktop.services.other_records import OtherRow
from prossce_desktop.store.columns import as_day
from prossce_desktop.store.list_activities import ActivityRow
from prossce_desktop.store.list_organisations import OrganisationRow
from prossce_desktop.store.list_people import PersonRow
from prossce_desktop.store.sheet import PARTICIPATION_COLUMNS

SESSION = "session_"
CHECK = "check"
_WIDTHS = {CellKind.count: 11, CellKind.number: 11, CellKind.day: 14}


@dataclass(frozen=True, slots=True)
class GivenColumn:
    """A column of the sheet, and what a row has in it."""

    column: Column
    value: Callable[[Any], CellValue]


@dataclass(frozen=True, slots=True)
class _Made:
    """How one shown column is given; `more` follow it under their own words."""

    value: Callable[[Any], CellValue]
    kind: CellKind = CellKind.long
    width: int = 0
    personal: bool = False
    more: tuple[tuple[str, _Made], ...] = ()


def given_columns(wanted: ListWanted) -> tuple[GivenColumn, ...]:
    """The columns of a list in the order shown; what speaks of a person only where that was asked for.

    Raises KeyError for a column that the list does not have.
    """
    found: list[GivenColumn] = []
    for shown in wanted.columns:
        if shown.key == CHECK:  # what the program says beside a row is no data
            continue
        made = _made(wanted.kind, shown)
        for head, one in ((shown.head, made), *made.more):
            if wanted.personal or not one.personal:
                width = max(one.width or _WIDTHS.get(one.kind, 18), max(map(len, head.split()), default=0) + 3)
                found.append(GivenColumn(Column(head, width, one.kind, one.personal, shown.key), one.value))
    return _distinct(found)


def personal_heads(wanted: ListWanted) -> list[str]:
    """The headings of shown columns that speak of a person."""
    return [one.head for one in wanted.columns if one.key != CHECK and _made(wanted.kind, one).personal]


def _made(kind: ListKind, shown: ShownColumn) -> _Made:
    match kind:
        case ListKind.activities:
            return _ACTIVITIES()[shown.key]
        case ListKind.people:
            return _PEOPLE()[shown.key]
        case ListKind.organisations:
            return _ORGANISATIONS()[shown.key]
        case ListKind.taking_part:
            return _taking_part(shown.key)


def _distinct(columns: Sequence[GivenColumn]) -> tuple[GivenColumn, ...]:
    """No heading twice: a table of Excel refuses that."""
    taken: set[str] = set()
    found = []
    for one in columns:
        title, n = one.column.title, 2
        while title.casefold() in taken:
            title, n = f"{one.column.title} {n}", n + 1
        taken.add(title.casefold())
        column = Column(title, one.column.width, one.column.kind, one.column.personal, one.column.key)
        found.append(GivenColumn(column, one.value))
    return tuple(found)


# -- activities


def _ACTIVITIES() -> dict[str, _Made]:  # noqa: N802
    last = _Made(lambda row: None if isinstance(row, OtherRow) else as_day(row.end), CellKind.day)
    more_title = (
        (_("Code"), _Made(lambda row: getattr(row, "code", None), CellKind.text, 18)),
        (_("Place"), _Made(_place, width=26)),
    )
    return {
        "kind": _Made(lambda row: _(KINDS[row.kind].LABEL) if row.kind in KINDS else row.kind, CellKind.text, 18),
        "title": _Made(lambda row: row.title, width=44, more=more_title),
        "date": _Made(lambda row: row.day if isinstance(row, OtherRow) else as_day(row.start), CellKind.day, more=((_("Last day"), last),)),
        "country": _Made(lambda row: _label(Country, row.country), CellKind.text, 18),
        "count": _Made(_count, CellKind.count, more=((_("Number is"), _Made(_qualifier, CellKind.text, 12)),)),
        "basis": _Made(_basis, width=22),
        "named": _Made(lambda row: row.named if isinstance(row, ActivityRow) and row.listed else None, CellKind.count),
        "status": _Made(_status, CellKind.text, 16),
    }  # fmt: skip


def _place(row: ActivityRow | OtherRow) -> CellValue:
    """Where and how, as the second line of the list says it."""
    if isinstance(row, OtherRow):
        return row.second or None
    province = codelists.names("province").get(row.province or "", "")
    known: dict[str, Token] = {str(one.value): one for one in (*Channel, *Mode)}
    way = _(known[row.channel].label) if row.channel in known else ""
    elsewhere = wording.held_elsewhere(row.country, row.held_in)
    return ", ".join(one for one in (elsewhere, province, row.place or "", way) if one) or None


def _count(row: ActivityRow | OtherRow) -> CellValue:
    return row.counts[0].value if isinstance(row, ActivityRow) and row.counts else None


def _qualifier(row: ActivityRow | OtherRow) -> CellValue:
    return _label(Qualifier, row.counts[0].qualifier or "exact") if isinstance(row, ActivityRow) and row.counts else None


def _basis(row: ActivityRow | OtherRow) -> CellValue:
    if isinstance(row, OtherRow) or not row.counts:
        return None
    basis = wording.unit(row.counts[0].basis, row.counts[0].value)
    return _("{basis} and more").format(basis=basis) if len(row.counts) > 1 else basis


def _status(row: ActivityRow | OtherRow) -> CellValue:
    if isinstance(row, OtherRow):
        return None
    return _("Past its date") if row.past_date else _label(Status, row.status or str(Status.held.value))


# -- people


def _PEOPLE() -> dict[str, _Made]:  # noqa: N802
    latin = _Made(lambda row: row.latin_name, width=24, personal=True)
    age = _Made(lambda row: row.age, CellKind.count, 9)
    return {
        "name": _Made(_called, width=26, personal=True, more=((_("Latin name"), latin),)),
        "sex": _Made(lambda row: None if row.sex == Sex.not_recorded else _label(Sex, row.sex), CellKind.text, 12),
        "born": _Made(lambda row: _of(Person, "birth", row.birth), CellKind.day, personal=True, more=((_("Age as last given"), age),)),
        "phone": _Made(lambda row: phones.display(row.phone, row.country or "") if row.phone else None, width=18, personal=True),
        "province": _Made(lambda row: _of(Person, "province", row.province), width=20),
        "activities": _Made(lambda row: row.activities, CellKind.count),
        "last": _Made(
            lambda row: row.last_title, width=36, more=((_("Last day"), _Made(lambda row: as_day(row.last_day), CellKind.day)),)
        ),
    }  # fmt: skip


def _called(row: PersonRow) -> CellValue:
    return row.name or (_("Somebody who was erased") if row.is_erased else None if row.latin_name else code_of(row.id, row.country))


# -- organisations


def _ORGANISATIONS() -> dict[str, _Made]:  # noqa: N802
    latin = _Made(lambda row: row.latin_name, width=24)
    return {
        "name": _Made(lambda row: row.name, width=36, more=((_("Latin name"), latin),)),
        "type": _Made(lambda row: _label(Constituent, row.constituent), CellKind.text, 24),
        "branch": _Made(_branch, width=30),
        "country": _Made(lambda row: _label(Country, row.country), CellKind.text, 18),
        "fairs": _Made(lambda row: row.fairs, CellKind.count),
        "posts": _Made(lambda row: row.posts, CellKind.count),
        "hired": _Made(lambda row: row.hired, CellKind.count),
    }  # fmt: skip


def _branch(row: OrganisationRow) -> CellValue:
    return _(codelists.names("isic4").get(row.isic, row.isic)) if row.isic else None


# -- the people of an activity: rows are their values by field


def _taking_part(key: str) -> _Made:
    if key.startswith(SESSION):
        return _Made(lambda values: _("Yes") if values.get(key) else None, CellKind.text, 9)
    field = field_of(Participation if key in PARTICIPATION_COLUMNS else Person, key)
    kind = {"whole": CellKind.count, "number": CellKind.number, "date": CellKind.day, "partial_date": CellKind.day}.get(field.kind.value)
    width = min(max(field.shown.width + 2, 9), 40)

    def value(values: dict[str, object]) -> CellValue:
        held = values.get(key)
        if key == "phone" and held:
            return phones.display(str(held), str(values.get("country") or ""))
        return cell_value(field, held) if held is not None else None

    return _Made(value, kind or CellKind.long, width, field.shown.personal)


def _of(record: type[Person], name: str, value: object) -> CellValue:
    return None if value is None else cell_value(field_of(record, name), value)


def _label(kind: type[Token], token: str | None) -> CellValue:
    known: dict[str, Token] = {str(one.value): one for one in kind}
    return None if not token else _(known[token].label) if token in known else token
