"""Real keys at random speed into the started program, in every grid and form: over every timer, check, draft, save, undo and package of
a colleague, what is typed is what is stored. `PROSSCE_PICTURES=FOLDER` keeps a picture of each run's end."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from prossce_desktop.services.commands import adding
from prossce_desktop.services.people import people_sheet
from prossce_desktop.services.people.people_sheet import RowDraft
from prossce_desktop.services.records import record_editor
from prossce_desktop.store.workspace.store import Store
from prossce_desktop.store.workspace.workspace_lifecycle import Plain, create, open_workspace
from prossce_desktop.ui.base.jobs import Jobs
from prossce_desktop.ui.records.record_tabs import TabName
from prossce_desktop.ui.session.session import Session
from tests.faults.table import LONG, chance, times
from tests.tools.recording_speaker import RecordingSpeaker
from tests.ui.typing import places
from tests.ui.typing.post import Post
from tests.xvfb import typist
from tests.xvfb.rehearsal import Rehearsal, Stop
from tests.xvfb.screen import Screen
from tests.xvfb.test_copies import place_of
from tests.xvfb.typist import CLOSES, OTHER, TODAY, UNFOUND, Reads, Types, Typist, Visit, noted_in

pytestmark = [
    pytest.mark.heavy if LONG else pytest.mark.slow,
    pytest.mark.skipif(shutil.which("Xvfb") is None or shutil.which("xdotool") is None, reason="needs Xvfb and xdotool"),
]

FAIR = {"start": "2026-10-26", "end": "2026-10-27", "channel": "on_site"}
DATED = {"start": "2026-10-18", "end": "2026-10-20"}
GRIDS: dict[str, tuple[str, TabName, Types]] = {
    "activities/fair/employers_tab: EntryView": ("career_fair", TabName.employers, typist.fair_employers),
    "activities/fair/funnel_tab: StepsView": ("career_fair", TabName.funnel, typist.funnel),
    "activities/head_count/head_count_tab: CubeView": ("career_fair", TabName.head_count, typist.head_count),
    "records/row_grid_field: RowsView of programme.tiers": ("programme", TabName.details, typist.tiers),
    "records/row_grid_field: RowsView of training.sessions": ("training", TabName.details, typist.sessions),
    "activities/people_grid/people_tab: PeopleView": ("training", TabName.people, typist.participants),
}
FORMS = {kind: (kind, TabName.details, typist.form) for kind in places.forms()}
PLACES = [*GRIDS.values(), *FORMS.values()]
RUNS = times(len(PLACES), 13 * len(PLACES))
NEWS = "By a colleague"


def test_every_grid_and_form_that_there_is_is_typed_in_by_real_keys(capsys: pytest.CaptureFixture[str]) -> None:
    with capsys.disabled():
        print(f"\nTyped in by real keys: {', '.join([*GRIDS, *FORMS])}")
    assert sorted(GRIDS) == places.grids() and sorted(FORMS) == places.forms()
    assert (len(GRIDS), len(FORMS)) == (6, 10)


@pytest.fixture
def screen(tmp_path: Path) -> Iterator[Screen]:
    shown = Screen(tmp_path)
    yield shown
    shown.picture(tmp_path / "at-the-end.png")
    shown.close()


class Prepared:
    """The records that are typed in, the ways into their fields, and the packages that will come."""

    def __init__(self, store: Store, folder: Path, bot: QtBot) -> None:
        self._store = store
        self._jobs = Jobs()
        self._rehearsal = Rehearsal(Session(store, self._jobs, RecordingSpeaker(), lambda: TODAY), bot)
        self._post = Post(store, folder)

    def visits(self) -> list[Visit]:
        """All of them; the packages when every record is there."""
        made = [self._visit(number) for number in range(RUNS)]
        for number, one in enumerate(made):
            if comes_a_package(number):
                [one.package] = self._post.written(partial(_colleague, one))
        self._post.close()
        self._jobs.close()
        return made

    def _visit(self, number: int) -> Visit:
        kind, tab, types = PLACES[number % len(PLACES)]
        made = Visit(kind, _title(number), tab)
        if kind not in UNFOUND:
            pairs = FAIR if kind == "career_fair" else DATED if kind in KINDS_WITH_DAYS else {}
            name = "name" if kind in CLOSES else "title"
            made.record = adding.add(self._store, kind, [(name, made.title), *pairs.items()], today=TODAY).id
        if types is typist.form:
            made.stops = self._stops(made, number)
        elif tab is TabName.head_count:
            made.way = self._rehearsal.into_cube(kind, made.record)
        elif tab is TabName.details:
            made.way = self._rehearsal.into_rows(kind, made.record, "tiers" if kind == "programme" else "sessions")
        return made

    def _stops(self, visit: Visit, number: int) -> list[Stop]:
        """A name by which the record is found again stays, and so does what a colleague changes."""
        found_by = ("title", "name") if comes_a_package(number) or visit.kind in UNFOUND else ()
        without = (*found_by, noted_in(visit.kind)) if comes_a_package(number) else found_by
        anew = comes_a_package(number) and visit.kind in CLOSES
        many = 2 if anew else 5
        return self._rehearsal.stops(visit.kind, visit.record or None, chance("ways", number), without=without, many=many, anew=anew)


KINDS_WITH_DAYS = frozenset(("training", "policy_dialogue", "sstc_exchange"))


def comes_a_package(number: int) -> bool:
    """Into every seventh run, so in time into all places, but where no package can know of the record."""
    kind, _tab, _types = PLACES[number % len(PLACES)]
    return number % 7 == 5 and kind not in UNFOUND


def _colleague(visit: Visit, mate: Store) -> None:
    """The same record is changed on another laptop, and somebody comes to it."""
    record_editor.save(mate, visit.kind, visit.record, {noted_in(visit.kind): NEWS}, today=TODAY)
    if visit.tab is TabName.people:
        people_sheet.save_rows(mate, visit.record, [RowDraft(None, None, {"name": OTHER, "sex": "F"})], TODAY)


def test_what_real_keys_type_is_stored(screen: Screen, qtbot: QtBot, tmp_path: Path) -> None:
    folder = Path(place_of(screen))
    with create(folder, country="KH", office="NEA", officer="Sok Chantha", unlock=Plain())[0] as store:
        visits = Prepared(store, tmp_path / "post", qtbot).visits()
    screen.start()
    screen.rest()
    typed: list[tuple[object, Reads]] = []
    for number, visit in enumerate(visits):
        hands = Typist(screen, chance("real keys", number), visit)
        hands.open()
        typed.append(PLACES[number % len(PLACES)][2](hands))
        screen.press("ctrl+s")
        screen.rest()
        if kept := os.environ.get("PROSSCE_PICTURES"):
            screen.picture(Path(kept) / f"{number:03}-{visit.kind}-{visit.tab}.png")
    screen.press("ctrl+q")
    assert screen.ended() == 0
    with open_workspace(folder, None, writing=False) as store:
        wrong = [
            f"{number}: {what} typed, {found} stored, in {visit}"
            for number, ((what, reads), visit) in enumerate(zip(typed, visits, strict=True))
            if (found := reads(store, visit.record)) != what
        ]
        news = [record_editor.open_record(store, one.kind, one.record, TODAY).values[noted_in(one.kind)] for one in visits if one.package]
    assert not wrong, "\n".join(wrong)
    assert news == [NEWS] * sum(map(comes_a_package, range(RUNS)))


def _title(number: int) -> str:
    """So unlike each other that Ctrl+K finds the right one first."""
    return f"{'abcdefghij'[number % 10] * 3}{'klmnopqrst'[number // 10 % 10] * 3}{number}"
