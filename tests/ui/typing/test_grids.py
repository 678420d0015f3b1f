"""In every grid, what is typed is what is stored, cell by cell, whatever comes between the keys."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt

from prossce_desktop.domain.counting.funnel import GIVEN_STEPS
from prossce_desktop.domain.model.codes import Disability
from prossce_desktop.domain.model.fields import field_of
from prossce_desktop.domain.model.head_count_cube import NOT_RECORDED
from prossce_desktop.domain.model.training import Tier
from prossce_desktop.services.activities import fair_employers
from prossce_desktop.services.activities.fair_employers import NUMBERS
from prossce_desktop.services.people import people_sheet
from prossce_desktop.ui.activities.fair.funnel_model import TYPED, WHOLE_FAIR
from prossce_desktop.ui.records.field_choices import choices_of
from prossce_desktop.ui.records.record_tabs import TabName
from tests.faults.table import chance
from tests.ui.activities.conftest import TODAY
from tests.ui.typing import places
from tests.ui.typing.runs import Desk, Run, run_of, share

pytestmark = pytest.mark.slow

Key = Qt.Key
FAIR = {"title": "Fair", "start": "2024-10-26", "end": "2024-10-27"}
TRAINING = {"title": "Green skills", "start": "2024-11-18", "end": "2024-11-20"}
LIKELY = {
    "employers": (11, 99), "vacancies": (1000, 9999), "registered": (5000, 9999), "qualified": (3000, 4000), "interviews": (2000, 2900),
    "hired_on_spot": (500, 900), "near_hires": (100, 400),
}  # fmt: skip
"""Numbers about which nothing is asked."""


def _funnel(desk: Desk, dice: random.Random) -> None:
    both = dice.random() < 0.5
    with run_of(desk, dice, "career_fair", {**FAIR, "channel": "both" if both else "on_site"}, TabName.funnel.value) as run:
        hands, expected, left = run.hands, {}, list(TYPED)
        for step in TYPED:
            for name in (step, f"{step}_online") if both else (step,):
                _news_of_a_number(run, dice, left, expected)
                if name.removesuffix("_online") in WHOLE_FAIR and name.endswith("_online"):
                    continue  # nothing can be typed there; it is a stop all the same
                if dice.random() < 0.8:
                    expected[name] = dice.randint(*LIKELY[step])
                    hands.type(str(expected[name]))
                if name == step and both:
                    hands.press(Key.Key_Tab)
            left.remove(step)
            if dice.random() < 0.15:
                hands.save()
            hands.press(Key.Key_Return if step != TYPED[-1] else Key.Key_Up)
        run.back_and_forth()
        run.save()
        values = run.stored().values
        names = [*TYPED, *(f"{one}_online" for one in GIVEN_STEPS)]
        assert {name: values.get(name) for name in names} == {name: expected.get(name) for name in names}, run.told()


def _news_of_a_number(run: Run, dice: random.Random, left: list[str], expected: dict[str, int]) -> None:
    """A number that is still to be typed is saved by somebody else: it stands unless something is typed over it."""
    if len(left) > 1 and dice.random() < 0.1:
        name = dice.choice(left[1:])
        expected[name] = dice.randint(*LIKELY[name])
        run.change(**{name: str(expected[name])})


def _head_count(desk: Desk, dice: random.Random) -> None:
    with run_of(desk, dice, "career_fair", {**FAIR, "channel": "on_site"}, TabName.head_count.value) as run:
        tab, hands, expected = run.page.tabs[TabName.head_count], run.hands, []
        tab.view.setFocus()
        answers = [str(Disability.no.value), str(Disability.yes.value), NOT_RECORDED]
        cells = [f"{sex}/{{}}/{answer}" for sex in ("female", "male", "another", "not_recorded") for answer in answers]
        rows = [one.token for one in tab.model.bands]
        for row in range(dice.randint(1, 2)):
            last = dice.randrange(1, len(cells))
            for at, cell in enumerate(cells[: last + 1]):
                if dice.random() < 0.6 or at == last:
                    number = dice.randint(10, 999)
                    hands.type(str(number))
                    expected.append(f"{cell.format(rows[row])}:{number}")
                hands.press(Key.Key_Tab if at < last else Key.Key_Return)
            if dice.random() < 0.3:
                hands.save()
        run.back_and_forth()
        run.save()
        found = [cell for count in run.stored().counts for cell in count.fields.get("cells", ())]  # type: ignore[attr-defined]
        assert sorted(found) == sorted(expected), run.told()


def _employers(desk: Desk, dice: random.Random) -> None:
    with run_of(desk, dice, "career_fair", {**FAIR, "channel": "on_site"}, TabName.employers.value) as run:
        hands, expected = run.hands, []
        for number in range(dice.randint(2, 3)):
            name = f"Firm {run.record % 997} {number}"
            numbers = {one: str(dice.randint(1, 900)) for one in NUMBERS if dice.random() < 0.7}
            hands.type(name)
            for one in NUMBERS:
                hands.press(Key.Key_Tab)
                hands.type(numbers.get(one, ""))
            hands.press(Key.Key_Return)
            expected.append((name, numbers))
        run.back_and_forth()
        run.save()
        found = [(one.name, one.numbers) for one in fair_employers.rows(run.store, run.record) if one.name.startswith("Firm")]
        assert found == expected, run.told()
        shown = [one.row.name for one in run.page.tabs[TabName.employers].model.rows]
        assert sorted(shown) == sorted(one.name for one in fair_employers.rows(run.store, run.record)), "what is shown is what is stored"


PLACES = {"Siem Reap": "KH-17", "Battambang": "KH-2", "Kandal": "KH-8"}
LETTERS = "abcdefghijklmnoprstuvy"


def _people(desk: Desk, dice: random.Random) -> None:
    kind = dice.choice(("training", "career_fair"))
    with run_of(desk, dice, kind, TRAINING if kind == "training" else {**FAIR, "channel": "on_site"}, TabName.people.value) as run:
        hands, expected = run.hands, []
        for _row in range(dice.randint(2, 3)):
            name = "".join(dice.choice(LETTERS) for _letter in range(7)).capitalize()
            khmer = dice.random() < 0.3
            birth = f"{dice.randint(1, 28):02}/{dice.randint(1, 12):02}/{dice.randint(1970, 2004)}" if dice.random() < 0.6 else ""
            age = "" if birth else str(dice.randint(16, 60))
            phone, province = f"012{dice.randint(200000, 999999)}", dice.choice(list(PLACES))
            sex = dice.choice("fm")
            hands.compose("សុខ") if khmer else hands.type(name)
            for text in (name if khmer else "", sex, birth, age, phone, province):
                hands.press(Key.Key_Tab)
                hands.type(text)
            hands.press(Key.Key_Return)
            expected.append(("សុខ" if khmer else name, name if khmer else None, sex, birth or None, int(age) if age else None, phone, province))
        hands.settle()
        again = dice.randrange(len(expected))
        _correct_a_phone(run, again, expected, f"015{dice.randint(200000, 999999)}")
        run.back_and_forth()
        run.save()
        with run.store.read() as reading:
            rows = [one.values for one in people_sheet.sheet(reading, run.record, TODAY) if not str(one.values["name"]).startswith("Other")]
        assert [_shown(one) for one in rows] == expected, run.told()


def _correct_a_phone(run: Run, which: int, expected: list[tuple[object, ...]], phone: str) -> None:
    """Back to a row that is saved: what is typed there goes into that row, whoever comes meanwhile."""
    tab = run.page.tabs[TabName.people]
    line = expected[which]
    at = next((at for at, row in enumerate(tab.model.rows) if line[5] == row.value("phone")), None)
    assert at is not None, f"{line} is not shown, but {[row.cells for row in tab.model.rows]}: {run.told()}"
    tab.view.go_to(at, tab.model.column_of("phone"))
    run.hands.type(phone)
    run.hands.press(Key.Key_Return)
    expected[which] = (*line[:5], phone, line[6])


def _shown(values: dict[str, object]) -> tuple[object, ...]:
    birth = str(values["birth"]).split("-") if values.get("birth") else None
    place = next((name for name, code in PLACES.items() if code == values.get("province")), None)
    return (
        values["name"], values.get("latin_name"), str(values["sex"])[0], "/".join(reversed(birth)) if birth else None, values.get("age"),
        values.get("phone"), place,
    )  # fmt: skip


def _sessions(desk: Desk, dice: random.Random) -> None:
    with run_of(desk, dice, "training", TRAINING) as run:
        form, hands, expected = run.page.editing.form, run.hands, []
        assert form is not None
        form.by_name["sessions"].editor.view.setFocus()  # type: ignore[attr-defined]
        for number in range(dice.randint(2, 3)):
            line = {"date": f"2024-11-{18 + number}", "hours": str(dice.randint(1, 9)), "subject": "".join(dice.choice(LETTERS) for _ in range(5))}
            line = {key: text for key, text in line.items() if key == "hours" or dice.random() < 0.8}
            hands.type("/".join(reversed(line.get("date", "").split("-"))))
            for key in ("hours", "subject"):
                hands.press(Key.Key_Tab)
                hands.type(line.get(key, ""))
            hands.press(Key.Key_Return)
            expected.append(line)
            if dice.random() < 0.2:
                hands.save()
        run.back_and_forth()
        run.save()
        rows = run.stored().values["sessions"] or ()
        found = [{name: f"{value:g}" if name == "hours" else str(value) for name, value in one.items() if value} for one in rows]  # type: ignore[attr-defined]
        assert found == expected, run.told()


def _tiers(desk: Desk, dice: random.Random) -> None:
    modes = {one.label: one.token for one in choices_of(field_of(Tier, "mode"))}
    with run_of(desk, dice, "programme", {"title": "Counsellors"}) as run:
        form, hands, expected = run.page.editing.form, run.hands, []
        assert form is not None
        form.by_name["tiers"].editor.view.setFocus()  # type: ignore[attr-defined]
        for _number in range(dice.randint(2, 4)):
            name, mode = "".join(dice.choice(LETTERS) for _letter in range(6)), dice.choice(list(modes))
            hands.type(name)
            hands.press(Key.Key_Tab)
            hands.type(mode.lower())
            hands.press(Key.Key_Return)
            expected.append((name, modes[mode]))
        run.back_and_forth()
        run.save()
        rows = run.stored().values["tiers"] or ()
        assert [(one["name"], one["mode"]) for one in rows] == expected, run.told()  # type: ignore[attr-defined]


DRIVEN: dict[str, Callable[[Desk, random.Random], None]] = {
    "activities/fair/employers_tab: EntryView": _employers,
    "activities/fair/funnel_tab: StepsView": _funnel,
    "activities/head_count/head_count_tab: CubeView": _head_count,
    "records/row_grid_field: RowsView of programme.tiers": _tiers,
    "records/row_grid_field: RowsView of training.sessions": _sessions,
    "activities/people_grid/people_tab: PeopleView": _people,
}


def test_every_grid_that_there_is_is_typed_in(capsys: pytest.CaptureFixture[str]) -> None:
    with capsys.disabled():
        print("\nGrids that are typed in: " + ", ".join(places.grids()))
    assert places.grids() == sorted(DRIVEN)
    assert len(DRIVEN) == 6


@pytest.mark.parametrize("grid", sorted(DRIVEN))
def test_what_is_typed_into_a_grid_is_stored(grid: str, desk: Desk) -> None:
    for number in range(share("grids", len(DRIVEN))):
        DRIVEN[grid](desk, chance("typing", grid, number))
