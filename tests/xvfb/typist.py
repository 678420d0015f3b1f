"""Somebody who types into the started program at random speed, saves, takes back and reads a colleague's package in between."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from prossce_desktop.domain.model.codes import Disability
from prossce_desktop.domain.model.fields import FieldKind, field_of
from prossce_desktop.domain.model.head_count_cube import NOT_RECORDED
from prossce_desktop.domain.model.training import Tier
from prossce_desktop.services.activities import fair_employers as employers
from prossce_desktop.services.activities.fair_employers import NUMBERS
from prossce_desktop.services.people import people_sheet
from prossce_desktop.services.records import record_editor
from prossce_desktop.store.workspace.store import Store
from prossce_desktop.ui.activities.fair.funnel_model import TYPED
from prossce_desktop.ui.activities.new_record_menu import LETTERS as KEYS_OF_NEW
from prossce_desktop.ui.records.field_choices import choices_of
from prossce_desktop.ui.records.record_tabs import TabName, tabs_of
from tests.ui.typing import places
from tests.ui.typing.test_grids import LIKELY
from tests.xvfb.rehearsal import Stop
from tests.xvfb.screen import Screen

LETTERS = "abcdefghijklmnoprstuvy"
SPEEDS = (0.0, 0.0, 0.0, 0.02, 0.06, 0.2)
"""Between two keys, in seconds: within and beyond what checks and drafts wait for."""
TODAY = dt.date.today()
OTHER = "Other"
"""Who comes with a package."""
UNFOUND = ("institutional_result", "impact_story")
"""What no search of the window finds: such a form is opened for a new record, which no package can know of."""
CLOSES = ("person", "organisation")
"""The form of these is opened by Ctrl+E, and Save closes it."""


class Typist:
    """Types into the program from outside its process."""

    def __init__(self, screen: Screen, dice: random.Random, visit: Visit) -> None:
        self.screen = screen
        self.dice = dice
        self.visit = visit

    def type(self, text: str) -> None:
        """In pieces, each at a speed of its own."""
        while text:
            size = self.dice.randint(1, len(text))
            self.screen.type(text[:size])
            text = text[size:]
            self.screen.pause(self.dice.choice(SPEEDS))

    def press(self, *names: str) -> None:
        for name in names:
            self.screen.press(name)
            self.screen.pause(self.dice.choice(SPEEDS))

    def go(self, *names: str) -> None:
        """Keys that only lead somewhere, as fast as they repeat when they are held."""
        if names:
            self.screen.at_once(*names)
            self.screen.pause(self.dice.choice(SPEEDS))

    def perhaps_rest(self) -> None:
        """Mostly the first keys come before there is anything to type in."""
        if self.dice.random() < 0.3:
            self.screen.rest()

    def perhaps_save(self) -> None:
        if self.dice.random() < 0.2:
            self.press("ctrl+s")

    def perhaps_undo(self) -> None:
        """Ctrl+Z and at once Ctrl+Shift+Z: it stands as it stood."""
        if self.dice.random() < 0.3:
            self.screen.press("ctrl+z", "ctrl+shift+z")

    def open(self) -> None:
        """By Ctrl+K and Enter before anything is found, and the first keys come before the record stands."""
        visit = self.visit
        if visit.kind in UNFOUND:
            self.screen.choose("ctrl+n", KEYS_OF_NEW[visit.kind].lower())
        else:
            self.screen.press("ctrl+k")
            self.screen.type(visit.title)
            self.screen.pause(self.dice.choice(SPEEDS))
            self.screen.press("Return")
        self.perhaps_rest()
        if visit.kind in CLOSES:
            self.screen.press("ctrl+e")
        elif visit.tab is not TabName.details:
            self.screen.press(f"alt+{tabs_of(visit.kind).index(visit.tab) + 1}")
        self.perhaps_rest()

    def in_the_middle(self) -> bool:
        """The package of a colleague is opened, and typed on at once while it is read in. Whether there was one."""
        if self.visit.package is None:
            return False
        self.screen.open_file(self.visit.package)
        self.screen.rest()
        self.screen.press("Return")
        self.open()
        return True


# -- what is typed, and how it is read back ---------------------------------------------------------------------------

Reads = Callable[[Store, int], object]
Types = Callable[[Typist], tuple[object, Reads]]


@dataclass
class Visit:
    """One run: a record of its own, somebody who types in it, and perhaps a package that comes meanwhile."""

    kind: str
    title: str
    tab: TabName
    record: int = 0
    stops: Sequence[Stop] = ()
    way: int = 0
    """Tabs into the grid."""
    package: Path | None = None


def noted_in(kind: str) -> str:
    """The field that a colleague changes."""
    return next(one.name for one in places.shown(kind) if one.kind is FieldKind.long_text)


def funnel(typist: Typist) -> tuple[object, Reads]:
    typed = {}
    middle = typist.dice.randrange(1, len(TYPED) - 1)
    for at, step in enumerate(TYPED):
        if at == middle and typist.in_the_middle():
            typist.go(*["Up"] * len(TYPED), *["Down"] * at)
        if typist.dice.random() < 0.8:
            typed[step] = typist.dice.randint(*LIKELY[step])
            typist.type(str(typed[step]))
        typist.perhaps_save()
        typist.press("Return" if step != TYPED[-1] else "Up")

    def stored(store: Store, record: int) -> object:
        values = record_editor.open_record(store, "career_fair", record, TODAY).values
        return {one: values[one] for one in TYPED if values.get(one) is not None}

    return typed, stored


def head_count(typist: Typist) -> tuple[object, Reads]:
    typed = []
    answers = (str(Disability.no.value), str(Disability.yes.value), NOT_RECORDED)
    cells = [(sex, answer) for sex in ("female", "male", "another", "not_recorded") for answer in answers]
    typist.go(*["Tab"] * typist.visit.way)
    last = typist.dice.randrange(4, len(cells))
    for at, (sex, answer) in enumerate(cells[: last + 1]):
        if at == 3 and typist.in_the_middle():
            typist.go("Home", *["Tab"] * at)
        if at in (2, last) or typist.dice.random() < 0.6:
            number = typist.dice.randint(10, 999)
            typist.type(str(number))
            typed.append((sex, answer, number))
        typist.press("Tab" if at < last else "Return")

    def stored(store: Store, record: int) -> object:
        counts = record_editor.open_record(store, "career_fair", record, TODAY).counts
        found = [str(cell).split(":") for count in counts for cell in count.fields.get("cells", ())]  # type: ignore[attr-defined]
        order = {one: at for at, one in enumerate(cells)}
        parts = sorted(((*where.split("/"), int(number)) for where, number in found), key=lambda one: order[one[0], one[2]])
        return [(sex, answer, number) for sex, _band, answer, number in parts]

    return typed, stored


def fair_employers(typist: Typist) -> tuple[object, Reads]:
    rows = []
    for number in range(2):
        if number:
            typist.in_the_middle()
        name = f"Firm {typist.dice.randrange(10_000)} {number}"
        numbers = {one: str(typist.dice.randint(1, 900)) for one in NUMBERS if typist.dice.random() < 0.7}
        typist.type(name)
        for one in NUMBERS:
            typist.press("Tab")
            typist.type(numbers.get(one, ""))
        typist.press("Return")
        rows.append((name, numbers))
    return rows, lambda store, record: [(one.name, one.numbers) for one in employers.rows(store, record)]


def participants(typist: Typist) -> tuple[object, Reads]:
    rows = []
    for number in range(2):
        if number:
            typist.in_the_middle()
        name = _word(typist.dice, 7).capitalize()
        sex, age, phone = typist.dice.choice("fm"), typist.dice.randint(16, 60), f"012{typist.dice.randint(200_000, 999_999)}"
        typist.type(name)
        for text in ("", sex, "", str(age), phone):  # the name in Latin letters and the birth are left empty
            typist.press("Tab")
            typist.type(text)
        typist.press("Return")
        rows.append((name, sex, age, phone))

    def stored(store: Store, record: int) -> object:
        with store.read() as reading:
            found = [one.values for one in people_sheet.sheet(reading, record, TODAY) if one.values["name"] != OTHER]
        return [(one["name"], str(one["sex"])[0], one.get("age"), one.get("phone")) for one in found]

    return rows, stored


def sessions(typist: Typist) -> tuple[object, Reads]:
    rows = []
    typist.go(*["Tab"] * typist.visit.way)
    for number in range(2):
        line = {"date": f"2026-10-{18 + number}", "hours": str(typist.dice.randint(1, 9)), "subject": _word(typist.dice, 5)}
        typist.type("/".join(reversed(line["date"].split("-"))))
        for key in ("hours", "subject"):
            typist.press("Tab")
            typist.type(line[key])
        typist.press("Return")
        rows.append(line)
        typist.perhaps_save()

    def stored(store: Store, record: int) -> object:
        found: Any = record_editor.open_record(store, "training", record, TODAY).values["sessions"] or ()
        return [{name: f"{value:g}" if name == "hours" else str(value) for name, value in one.items() if value} for one in found]

    return rows, stored


def tiers(typist: Typist) -> tuple[object, Reads]:
    modes = {one.label: one.token for one in choices_of(field_of(Tier, "mode"))}
    rows = []
    typist.go(*["Tab"] * typist.visit.way)
    for _number in range(2):
        name, mode = _word(typist.dice, 6), typist.dice.choice(list(modes))
        typist.type(name)
        typist.press("Tab")
        typist.type(mode.lower())
        typist.press("Return")
        rows.append((name, modes[mode]))

    def stored(store: Store, record: int) -> object:
        found: Any = record_editor.open_record(store, "programme", record, TODAY).values["tiers"] or ()
        return [(one["name"], one["mode"]) for one in found]

    return rows, stored


def form(typist: Typist) -> tuple[object, Reads]:
    visit, middle = typist.visit, len(typist.visit.stops) // 2
    if visit.kind in UNFOUND:
        typist.type(visit.title)
    for at, stop in enumerate(visit.stops):
        if at == middle:
            typist.in_the_middle()
        typist.go(*["Tab" if stop.way > 0 else "shift+Tab"] * abs(stop.way))
        if not stop.is_chosen:
            typist.press("ctrl+a")
        typist.type(stop.text)
        if visit.kind not in CLOSES:
            typist.perhaps_save()
        if not stop.is_chosen and visit.record:  # of a new one that was saved meanwhile Ctrl+Z would take back the record
            typist.perhaps_undo()
    typed = {one.field: one.stored for one in visit.stops}

    def stored(store: Store, record: int) -> object:
        those = [record] if record else _titled(store, visit)
        if len(those) != 1:
            return f"{len(those)} of {visit.title}"
        values = record_editor.open_record(store, visit.kind, those[0], TODAY).values
        return {name: values.get(name) for name in typed}

    return typed, stored


def _titled(store: Store, visit: Visit) -> list[int]:
    with store.read() as reading:
        return [one.id for one in reading.records(visit.kind) if one.value.title == visit.title]  # type: ignore[attr-defined]


def _word(dice: random.Random, letters: int) -> str:
    return "".join(dice.choice(LETTERS) for _letter in range(letters))
