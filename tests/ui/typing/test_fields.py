"""In every field that stands in no form and no grid, what is typed is what stands there, whatever comes between the keys."""

from __future__ import annotations

import random
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from prossce_desktop.ui.parts.margin_notes import ReasonField
from tests.faults.table import chance
from tests.ui.typing import fields, places
from tests.ui.typing.fields import DAY, NUMBER, Reach, Scene, text_of
from tests.ui.typing.hands import Hands
from tests.ui.typing.runs import share

pytestmark = pytest.mark.slow

Key = Qt.Key
SCENES: dict[str, tuple[Callable[[QtBot, Path], AbstractContextManager[Scene]], dict[str, tuple[str, Reach]]]] = {
    "a country's laptop": (fields.country, fields.COUNTRY),
    "the regional office": (fields.regional_office, fields.OFFICE),
    "before records are open": (fields.start, fields.START),
}
DRIVEN = [place for _scene, reaches in SCENES.values() for place in reaches]
LETTERS = "abcdefghijklmnoprstuvy"


def test_every_other_field_that_there_is_is_typed_in(capsys: pytest.CaptureFixture[str]) -> None:
    with capsys.disabled():
        print("\nOther fields that are typed in: " + ", ".join(sorted(DRIVEN)))
    found = set(places.fields())
    unknown = sorted(found - {*DRIVEN, *fields.READ_ONLY})
    assert not unknown, f"{unknown}: say in tests/ui/typing/fields.py how one gets there, so that somebody types in it"
    gone = sorted({*DRIVEN, *fields.READ_ONLY} - found)
    assert not gone, f"{gone}: no such field is made any more; take it out of tests/ui/typing/fields.py"
    assert len(DRIVEN) == 28


class Steady(random.Random):
    """Between any two keys the same: below 0.62 nothing, from there on the window answers."""

    def __init__(self, always: float) -> None:
        super().__init__()
        self._always = always

    def random(self) -> float:
        return self._always


def _text(kind: str, dice: random.Random) -> str:
    if kind == DAY:
        return f"{dice.randint(1, 28)}/{dice.randint(1, 12)}/2024"
    if kind == NUMBER:
        return str(dice.randint(100, 999))
    return " ".join("".join(dice.choice(LETTERS) for _letter in range(dice.randint(2, 7))) for _word in range(dice.randint(1, 4)))


def _one(scene: Scene, bot: QtBot, dice: random.Random, place: str, kind: str, reach: Reach) -> None:
    field = reach(scene)
    hands = Hands(field.window(), scene.session, bot, dice, scene.news)
    assert field.hasFocus(), f"{place}: the keys are in {hands.focus()}"
    hands.press(Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    hands.press(Key.Key_Delete)
    text = _text(kind, dice)
    if kind not in (DAY, NUMBER) and dice.random() < 0.3:
        hands.compose("សុខ")
        text = f"សុខ{text}"
        hands.type(text[3:])
    else:
        hands.type(text)
    hands.settle()
    assert text_of(field) == text and field.hasFocus(), f"{place}: {text_of(field)!r} for {text!r}: {hands.told()}"
    if field.window() is not scene.window:
        field.window().close()
        scene.window.activateWindow()  # without a desktop nobody gives the keys back
        bot.waitUntil(scene.window.isActiveWindow)


def test_a_reason_keeps_the_keys_when_the_offers_under_it_vanish(qtbot: QtBot, tmp_path: Path) -> None:
    """Letters of an input method bring the offers, and the next key takes them away; then the same again, after another page."""
    with fields.regional_office(qtbot, tmp_path) as scene:
        _kind, reach = fields.OFFICE["decisions/reason_bar: ReasonField"]
        for always in (0.5, 0.7):
            field = reach(scene)
            assert isinstance(field, ReasonField)
            hands = Hands(scene.window, scene.session, qtbot, Steady(always))
            hands.press(Key.Key_A, Qt.KeyboardModifier.ControlModifier)
            hands.press(Key.Key_Delete)
            hands.compose("សុខ")
            assert field.is_offering() and QApplication.activeWindow() is scene.window
            hands.type("ge")
            assert not field.is_offering()
            hands.settle()
            assert field.hasFocus() and scene.window.focusWidget() is field and text_of(field) == "សុខge", hands.told()


def test_an_answer_keeps_the_keys_while_another_program_has_them(qtbot: QtBot, tmp_path: Path) -> None:
    """Somebody looks something up elsewhere in the middle of a word; a package comes meanwhile."""
    with fields.country(qtbot, tmp_path) as scene:
        _kind, reach = fields.COUNTRY["decisions/questions_view: LongText"]
        field = reach(scene)
        hands = Hands(scene.window, scene.session, qtbot, Steady(0.7), scene.news)
        hands.type("In K")
        other = QWidget()
        other.show()
        other.activateWindow()
        qtbot.waitUntil(other.isActiveWindow)
        for happens in scene.news:
            happens()
        hands.rest()
        other.hide()
        scene.window.activateWindow()
        qtbot.waitUntil(scene.window.isActiveWindow)
        hands.type("ep")
        hands.settle()
        assert text_of(field) == "In Kep", hands.told()


@pytest.mark.parametrize("scene", SCENES)
def test_what_is_typed_into_a_field_stands_there(scene: str, qtbot: QtBot, tmp_path: Path) -> None:
    opens, reaches = SCENES[scene]
    with opens(qtbot, tmp_path) as opened:
        for place, (kind, reach) in reaches.items():
            for number in range(share("fields", len(DRIVEN))):
                _one(opened, qtbot, chance("typing", place, number), place, kind, reach)
