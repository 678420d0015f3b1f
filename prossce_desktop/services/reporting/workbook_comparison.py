"""A workbook that this program made comes back: whether its figures are those of the records here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from prossce_desktop.language import messages
from prossce_desktop.language.messages import _
from prossce_desktop.reports.workbook import own_workbook
from prossce_desktop.reports.workbook.own_workbook import OwnWorkbook, Value, WorkbookMark
from prossce_desktop.services.reporting.report_export import Wanted, export
from prossce_desktop.store.devices.known_devices import all_devices
from prossce_desktop.store.maintenance.state_digest import short_code
from prossce_desktop.store.workspace.store import Store
from prossce_desktop.system import held_files
from prossce_desktop.system.sandbox import Sandbox, SandboxFailed
from prossce_desktop.system.temporary_folders import temporary_folder

_ZIP = b"PK\x03\x04"
_INSIDE = b"xl/workbook.xml"


@dataclass(frozen=True, slots=True)
class Differs:
    """One cell that is another now: the sheet's title, its row from 1, and both values."""

    sheet: str
    row: int
    there: Value
    here: Value


@dataclass(frozen=True, slots=True)
class Compared:
    """`code`: of the records it was made from; `is_current`: these are held here now, no more and no less."""

    code: str
    is_current: bool
    differs: tuple[Differs, ...]


def own(content: bytes, fence: Sandbox) -> OwnWorkbook | None:
    """The workbook in this file, if this program made it; a fenced child reads it."""
    if not content.startswith(_ZIP) or _INSIDE not in content:
        return None
    try:
        return own_workbook.workbook_of(fence.ask(content))
    except SandboxFailed:
        return None


def compare(store: Store, workbook: OwnWorkbook, now: dt.datetime, today: dt.date) -> Compared:
    """Its figures beside those of the records: of the same days and countries, in the same words."""
    made = workbook.made
    with store.read() as reading:
        known = {one.country for one in all_devices(reading.execute) if one.country}
        code = short_code(reading, (made.country,) if made.country else made.countries)
        is_regional = reading.identity.regional
    countries = made.countries or ((made.country,) if is_regional and made.country in known else ())
    language = made.language if made.language in messages.languages() else messages.ENGLISH
    ours = _made_now(
        store,
        WorkbookMark(made.code, made.start, made.end, countries, language, withholds=made.withholds),
        now,
        today,
    )
    with messages.speaking(language):
        titles = (_("Counts"), _("Reach"), _("Figures"))
    differs = [
        one for title in titles for one in _differing(title, workbook.sheets.get(title), ours.get(title))
    ]
    return Compared(made.code, made.code == code, tuple(differs))


def _made_now(
    store: Store, made: WorkbookMark, now: dt.datetime, today: dt.date
) -> dict[str, list[list[Value]]]:
    with temporary_folder() as folder:
        path = folder / "now.xlsx"
        export(
            store,
            Wanted(made.start, made.end, made.countries, made.language, excel=path, withholds=made.withholds),
            now,
            today,
        )
        found = own_workbook.workbook_of(own_workbook.answer(held_files.read(path)))
    return found.sheets if found is not None else {}


def _differing(
    title: str, there: Sequence[Sequence[Value]] | None, here: Sequence[Sequence[Value]] | None
) -> Iterator[Differs]:
    """Cell by cell, numbers as numbers; a sheet removed or added is one difference."""
    if there is None or here is None:
        if there is not here:
            yield Differs(title, 0, None if there is None else title, None if here is None else title)
        return
    for row, (a, b) in enumerate(zip_longest(there, here, fillvalue=()), 1):
        for one, other in zip_longest(a, b):
            if one != other and _is_figure(one, other):
                yield Differs(title, row, one, other)


def _is_figure(value: Value, other: Value) -> bool:
    """Another version may write other words; another, new or missing number differs."""
    return isinstance(value, int | float) or isinstance(other, int | float)
