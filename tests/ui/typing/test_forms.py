"""In the form of every kind of record, what is typed is what is stored, field by field, whatever comes between the keys."""

from __future__ import annotations

import random

import pytest
from PySide6.QtCore import Qt

from prossce_desktop.domain.model.fields import Field, FieldKind
from prossce_desktop.ui.parts.reference_field import ReferenceField
from prossce_desktop.ui.records.field_choices import choices_of
from prossce_desktop.ui.records.record_form import RecordForm
from tests.faults.table import chance
from tests.ui.typing import places
from tests.ui.typing.runs import Desk, Run, run_of, share

pytestmark = pytest.mark.slow

Key = Qt.Key
LETTERS = "abcdefghijklmnoprstuvy"
ASKED = frozenset(("code", "email", "phone", "national_id", "link", "language", "languages", "consent", "country", "held_in", "tier", "status"))
"""Fields that want something of their own, or decide about others."""
NUMBERS = {"threshold": (1, 100), "events": (1, 9), "downloads": (1, 9999), "hours": (1, 8)}


def text_for(field: Field, dice: random.Random) -> tuple[str, object] | None:
    """What is typed into a field, and what is stored of it; None where it is left out."""
    if field.name in ASKED or field.many:
        return None
    if field.kind in (FieldKind.text, FieldKind.long_text):
        words = " ".join(_word(dice) for _word_ in range(2))
        return words, words
    if field.name in NUMBERS:
        number = dice.randint(*NUMBERS[field.name])
        return str(number), number
    if field.kind is FieldKind.choice and (choices := choices_of(field, "KH")):
        one = dice.choice(choices)
        return one.label, one.token
    return None


def _word(dice: random.Random) -> str:
    return "".join(dice.choice(LETTERS) for _letter in range(4)).capitalize()


def _name_nobody(run: Run, form: RecordForm, field: Field, text: str) -> None:
    """A record is named that there is none of: Save stops and says so, what was typed stands, and is taken out again by hand."""
    hands, editor = run.hands, form.by_name[field.name].editor
    assert isinstance(editor, ReferenceField)
    form.by_name[field.name].setFocus()
    hands.type(text)
    hands.settle()
    hands.save()
    hands.settle()
    assert editor.text() == text and editor.unchosen() == text, f"{field.name}: {editor.text()!r} for {text!r}: {run.told()}"
    assert "not in the list" in form.by_name[field.name].note.sentence(), run.told()
    hands.press(Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    hands.press(Key.Key_Delete)
    hands.press(Key.Key_Tab)


def _start(kind: str) -> dict[str, str]:
    named = {"name": "Somebody"} if kind in ("person", "organisation") else {"title": "Something"}
    dated = {"training": "2024-11-18", "career_fair": "2024-11-18", "policy_dialogue": "2024-11-18", "sstc_exchange": "2024-11-18"}
    return {**named, **({"start": dated[kind], "end": "2024-11-20"} if kind in dated else {})}


def _one(desk: Desk, dice: random.Random, kind: str) -> None:
    with run_of(desk, dice, kind, _start(kind)) as run:
        form = run.page.editing.form
        assert form is not None
        usable = [one for one in places.shown(kind) if one.name in form.by_name and one.name != run.noted and is_seen(form, one)]
        expected: dict[str, object] = {}
        for field in dice.sample(usable, min(len(usable), 9)):
            if not is_seen(form, field) or (given := text_for(field, dice)) is None:
                continue
            _type(run, form, field, given[0])
            expected[field.name] = given[1]
        for field in usable:
            if field.kind is FieldKind.reference and not field.many and dice.random() < 0.3 and is_seen(form, field):
                _name_nobody(run, form, field, " ".join(_word(dice) for _word_ in range(2)))
        run.save()
        values = run.stored().values
        assert {name: values.get(name) for name in expected} == expected, run.told()
        assert {name: _plain(form.value(name)) for name in expected} == {name: str(value) for name, value in expected.items()}, run.told()


def is_seen(form: RecordForm, field: Field) -> bool:
    """Whether something can be typed in it now."""
    frame = form.by_name[field.name]
    return not frame.isHidden() and frame.isEnabled() and frame.editor.isEnabled()  # type: ignore[attr-defined]


def _plain(value: object) -> str:
    return str(value)


def _type(run: Run, form: RecordForm, field: Field, text: str) -> None:
    """Into a field that is chosen by the mouse; what stood in it goes. Sometimes Save is pressed in the middle of it."""
    hands, dice, editor = run.hands, run.chance, form.by_name[field.name].editor
    before = str(editor.value() or "")
    form.by_name[field.name].setFocus()
    if field.kind is not FieldKind.choice:
        hands.press(Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    middle = dice.randrange(len(text)) if dice.random() < 0.3 and field.kind is not FieldKind.choice else None
    for at, letter in enumerate(text):
        hands.type(letter)
        if at == middle:
            hands.save()
    if field.kind is not FieldKind.choice:
        assert str(editor.value()).strip() == text.strip(), run.told()
        if dice.random() < 0.3:
            _take_back(run, form, field.name, before, text)
    hands.press(Key.Key_Tab)


def _take_back(run: Run, form: RecordForm, name: str, before: str, text: str) -> None:
    """Ctrl+Z right after letters brings what stood there before, or at a moment when it was saved or read again; redo what was typed."""
    now = lambda: str(form.by_name[name].editor.value() or "").strip()  # noqa: E731
    if str(form.begun(name) or "") == text:
        return  # it is saved by now: Ctrl+Z would take back the step
    said = run.take_back()
    stood = now()
    assert said.startswith("Undone (not saved yet)") and stood != text and (text.startswith(stood) or stood == before), f"{said} {stood}: {run.told()}"
    said = run.bring_back()
    assert said.startswith("Redone (not saved yet)") and now() == text, f"{said} {now()}: {run.told()}"


def test_every_form_that_there_is_is_typed_in(capsys: pytest.CaptureFixture[str]) -> None:
    with capsys.disabled():
        print("\nForms that are typed in: " + ", ".join(places.forms()))
    assert len(places.forms()) == 10


@pytest.mark.parametrize("kind", places.forms())
def test_what_is_typed_into_a_form_is_stored(kind: str, desk: Desk) -> None:
    for number in range(share("forms", len(places.forms()))):
        _one(desk, chance("typing", kind, number), kind)
