"""Real keys at random speed into the started program: over every timer, check, draft, save and undo, what is typed is what is stored."""

from __future__ import annotations

import datetime as dt
import random
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from prossce_desktop.services import adding, editing, employers, people_sheet
from prossce_desktop.services.employers import NUMBERS
from prossce_desktop.store.store import Store
from prossce_desktop.store.workspace import Plain, create, open_workspace
from prossce_desktop.ui.activities.funnel_model import TYPED
from tests.faults.table import LONG, chance, times
from tests.ui.typing.test_grids import LIKELY
from tests.xvfb.screen import Screen
from tests.xvfb.test_copies import place_of

pytestmark = [
    pytest.mark.heavy if LONG else pytest.mark.slow,
    pytest.mark.skipif(shutil.which("Xvfb") is None or shutil.which("xdotool") is None, reason="needs Xvfb and xdotool"),
]

RUNS = times(10, 200)
TODAY = dt.date(2026, 11, 2)
LETTERS = "abcdefghijklmnoprstuvy"
SPEEDS = (0.0, 0.0, 0.0, 0.02, 0.06, 0.2)
"""Between two keys, in seconds: within and beyond what checks and drafts wait for."""
Reads = Callable[[Store, int], object]


class Typist:
    """Types into the program from outside its process."""

    def __init__(self, screen: Screen, dice: random.Random) -> None:
        self.screen = screen
        self.dice = dice

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

    def perhaps_save(self) -> None:
        if self.dice.random() < 0.2:
            self.press("ctrl+s")

    def perhaps_undo(self) -> None:
        """Ctrl+Z and at once Ctrl+Shift+Z: it stands as it stood."""
        if self.dice.random() < 0.3:
            self.screen.press("ctrl+z", "ctrl+shift+z")

    def open(self, title: str, tab: int) -> None:
        """By Ctrl+K, and the first keys come before the record stands."""
        self.screen.press("ctrl+k")
        self.screen.pause(0.3)
        self.screen.type(title)
        self.screen.pause(0.6)
        self.screen.press("Return")
        self.screen.pause(0.6)
        if tab > 1:
            self.screen.press(f"alt+{tab}")
        self.screen.pause(self.dice.choice((0.0, 0.3, 1.0)))


# -- what is typed, and how it is read back ---------------------------------------------------------------------------


def _funnel(typist: Typist) -> tuple[object, Reads]:
    typed = {}
    for step in TYPED:
        if typist.dice.random() < 0.8:
            typed[step] = typist.dice.randint(*LIKELY[step])
            typist.type(str(typed[step]))
        typist.perhaps_save()
        typist.press("Return" if step != TYPED[-1] else "Up")

    def stored(store: Store, record: int) -> object:
        values = editing.open_record(store, "career_fair", record, TODAY).values
        return {one: values[one] for one in TYPED if values.get(one) is not None}

    return typed, stored


def _employers(typist: Typist) -> tuple[object, Reads]:
    rows = []
    for number in range(2):
        name = f"Firm {typist.dice.randrange(10_000)} {number}"
        numbers = {one: str(typist.dice.randint(1, 900)) for one in NUMBERS if typist.dice.random() < 0.7}
        typist.type(name)
        for one in NUMBERS:
            typist.press("Tab")
            typist.type(numbers.get(one, ""))
        typist.press("Return")
        rows.append((name, numbers))
    return rows, lambda store, record: [(one.name, one.numbers) for one in employers.rows(store, record)]


def _people(typist: Typist) -> tuple[object, Reads]:
    rows = []
    for _row in range(2):
        name = "".join(typist.dice.choice(LETTERS) for _letter in range(7)).capitalize()
        sex, age, phone = typist.dice.choice("fm"), typist.dice.randint(16, 60), f"012{typist.dice.randint(200_000, 999_999)}"
        typist.type(name)
        for text in ("", sex, "", str(age), phone):  # the Latin name and the birth are left empty
            typist.press("Tab")
            typist.type(text)
        typist.press("Return")
        rows.append((name, sex, age, phone))

    def stored(store: Store, record: int) -> object:
        with store.read() as reading:
            found = [one.values for one in people_sheet.sheet(reading, record, TODAY)]
        return [(one["name"], str(one["sex"])[0], one.get("age"), one.get("phone")) for one in found]

    return rows, stored


def _details(typist: Typist) -> tuple[object, Reads]:
    """The title of a training: at its end, since the caret stands before what is there."""
    words = " ".join("".join(typist.dice.choice(LETTERS) for _letter in range(6)) for _word in range(3))
    typist.press("ctrl+a")
    for word in words.split(" "):
        typist.type(word if word == words.split(" ")[0] else f" {word}")
        typist.perhaps_save()
    typist.perhaps_undo()
    return words, lambda store, record: editing.open_record(store, "training", record, TODAY).values["title"]


PLACES: tuple[tuple[str, dict[str, str], int, Callable[[Typist], tuple[object, Reads]]], ...] = (
    ("career_fair", {"start": "2026-10-26", "end": "2026-10-27", "channel": "on_site"}, 5, _funnel),
    ("career_fair", {"start": "2026-10-26", "end": "2026-10-27", "channel": "on_site"}, 4, _employers),
    ("training", {"start": "2026-10-18", "end": "2026-10-20"}, 2, _people),
    ("training", {"start": "2026-10-18", "end": "2026-10-20"}, 1, _details),
)


@pytest.fixture
def screen(tmp_path: Path) -> Iterator[Screen]:
    shown = Screen(tmp_path)
    yield shown
    shown.picture(tmp_path / "at-the-end.png")
    shown.close()


def test_what_real_keys_type_is_stored(screen: Screen, tmp_path: Path) -> None:
    folder = Path(place_of(screen))
    records: list[int] = []
    with create(folder, country="KH", office="NEA", officer="Sok Chantha", unlock=Plain())[0] as store:
        for number in range(RUNS):
            kind, pairs, _tab, _typed = PLACES[number % len(PLACES)]
            records.append(adding.add(store, kind, [("title", _title(number)), *pairs.items()], today=TODAY).id)
    screen.start()
    screen.pause(2)
    typed: list[tuple[object, Reads]] = []
    for number in range(RUNS):
        _kind, _pairs, tab, types = PLACES[number % len(PLACES)]
        typist = Typist(screen, chance("real keys", number))
        typist.open(_title(number), tab)
        typed.append(types(typist))
        screen.press("ctrl+s")
        screen.pause(0.5)
    screen.press("ctrl+q")
    assert screen.ended() == 0
    with open_workspace(folder, None, writing=False) as store:
        found: list[Any] = [reads(store, record) for (_what, reads), record in zip(typed, records, strict=True)]
    assert found == [what for what, _reads in typed]


def _title(number: int) -> str:
    """So unlike each other that Ctrl+K finds the right one first."""
    return f"{'abcdefghij'[number % 10] * 3}{'klmnopqrst'[number // 10 % 10] * 3}{number}"
