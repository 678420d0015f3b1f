"""Erasing a person: gone everywhere, and no figure changes; on every side, in any order, in copies, and for good."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as engine_api

from prossce_desktop.domain.model.people import Link, Participation, Person
from prossce_desktop.domain.model.scopes import ShareLevel
from prossce_desktop.domain.model.training import Training
from prossce_desktop.domain.operations.erasure import MANY
from prossce_desktop.domain.operations.operation import canonical
from prossce_desktop.errors import ErasedForGood, ReasonNames, ReasonNeeded, UnknownRecord
from prossce_desktop.services.people import person_erasure
from prossce_desktop.services.people.people_sheet import RowDraft, save_rows
from prossce_desktop.services.reporting.counted_figures import figures
from prossce_desktop.store.db.connection import connect
from prossce_desktop.store.devices import device_keys
from prossce_desktop.store.erasure import secure_wipe
from prossce_desktop.store.erasure.erased_ids_file import listed_in
from prossce_desktop.store.maintenance.integrity_check import differing
from prossce_desktop.store.sync import package_journal
from prossce_desktop.store.workspace import restore_from_backup
from prossce_desktop.store.workspace.store import Store
from prossce_desktop.store.workspace.unlock import Unlocked
from prossce_desktop.store.workspace.workspace_lifecycle import (
    Plain,
    create,
    open_workspace,
    restore_in_place,
)
from tests.exchange import scenes
from tests.exchange.forging import forged
from tests.exchange.opened import everything_in, everything_sent
from tests.exchange.simulator import Desk

pytestmark = pytest.mark.slow

NAME, LATIN, PHONE, ID, REMARK = "Kanaritsom Dara", "Kanarilatin", "0123994477", "KN7305518842", "Kanariremark"
WORDS = (NAME, LATIN, PHONE, ID, REMARK, "Kanari", "1979-03-14")
NOW = dt.datetime(2026, 3, 2, 9, 0, tzinfo=dt.UTC)

BY = ("sex", "age", "disability", "year")


class Region(scenes.Region):
    """The same where the two laptops of Cambodia know each other, and that of Laos is let in."""

    def __init__(self, folder: Path, share: ShareLevel = ShareLevel.codes) -> None:
        super().__init__(folder, share)
        self.meet_mate()

    def record(self, desk: Desk) -> int:
        with desk.here():
            return record(desk.store)

    def erase(self, desk: Desk, person: int) -> person_erasure.Erased:
        self.minutes += 1
        with desk.here():
            return person_erasure.erase(desk.store, person, "asked for it", self.now(desk))

    def all_clean(self, *those: Desk) -> None:
        for desk in those:
            assert left_in(desk.store) == [], desk.name
            with desk.here():
                assert [one for one in desk.store.check() if not one.ok] == [], desk.name


def record(store: Store) -> int:
    """Somebody with everything at two activities, edited since, beside somebody else."""
    person = Person(
        name=NAME, latin_name=LATIN, phone=PHONE, national_id=ID, birth="1979-03-14", sex="female", wg_seeing="3", remarks=REMARK,  # type: ignore[arg-type]
        country="KH", province="KH-12", address=f"12 {REMARK}",  # type: ignore[arg-type]
    )  # fmt: skip
    with store.work("new", 1) as work:
        trainings = work.new("training", [Training(title=f"Course {day}", start=day, end=day, country=store.identity.country, status="held") for day in ("2024-05-10", "2025-01-20")])  # type: ignore[arg-type]
        [one, other] = work.new("person", [person, Person(name="Sok Srey", sex="male", birth="1990")])  # type: ignore[arg-type]
        work.new("participation", [Participation(person=who, activity=at, stage="attended", remarks=REMARK if who == one else None) for at in trainings for who in (one, other)])  # type: ignore[arg-type]
    with store.work("edit", 1) as work:
        work.set("person", {one: {"name": f"{NAME} Sok", "phone": "0123994478", "birth": "1979-03-15"}})
    with store.work("edit", 1) as work:
        work.set("person", {one: {"name": NAME, "phone": PHONE, "birth": "1979-03-14"}})
    return one


def left_in(store: Store) -> list[str]:
    """Which of the words stand in any value of the base, unpacked, or in any byte of its files."""
    held = everything_in(store)
    raw = b"".join(one.read_bytes() for one in store.folder.glob("base.db*")).lower()
    return [word for word in WORDS if word.casefold() in held or word.casefold().encode() in raw]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    made, _ = create(tmp_path / "w", country="KH", office="O", officer="A", unlock=Plain(), now=lambda: NOW)
    return made


def rebuilt_differs(store: Store, folder: Path) -> list[str]:
    copy = folder / "rebuilt.db"
    copy.unlink(missing_ok=True)
    store.rebuild_copy(copy)
    db, other = connect(store.folder / "base.db", store.key, writing=False), connect(copy, store.key, writing=False)
    try:
        return differing(db, other)
    finally:
        db.close()
        other.close()


# On one laptop


def test_after_erasing_no_figure_changed_and_no_value_is_left(store: Store, tmp_path: Path) -> None:
    person = record(store)
    store.drafts.save("person:1", "person", person, {"name": NAME}, NOW)
    store.drafts.save("sheet", "participation", None, {"rows": [["Sok Srey", "2"], [NAME, PHONE]]}, NOW)
    store.settings.write("reasons", json.dumps(["so on the sheet", f"as {NAME} said"]))
    before, history = figures(store, by=BY), store.digest().shared
    assert set(left_in(store)) == set(WORDS)
    done = person_erasure.erase(store, person, "asked for it", NOW)
    assert done.wiped and done.step == "era-0004"
    assert figures(store, by=BY) == before
    assert left_in(store) == []
    assert [one.typed for one in store.drafts.held()] == [{"rows": [["Sok Srey", "2"], ["", ""]]}]
    assert json.loads(store.settings.read("reasons") or "") == ["so on the sheet", ""]
    assert rebuilt_differs(store, tmp_path) == []
    assert [one for one in store.check() if not one.ok] == []
    with store.read() as reading:
        value = reading.record(person).value
        assert isinstance(value, Person)
        kept = (value.name, value.sex, value.birth, value.disability, value.wg_seeing, value.province)
        assert kept == (None, "female", None, "yes", None, None)
    assert store.digest().shared != history  # one operation more; all before it are named by the same hashes


def test_a_person_joined_of_two_records_goes_with_both(store: Store) -> None:
    person = record(store)
    with store.work("new", 1) as work:
        [double] = work.new("person", [Person(name=f"{NAME} double", phone=PHONE)])
        work.new("link", [Link(a=min(person, double), b=max(person, double), verdict="same")])  # type: ignore[arg-type]
    done = person_erasure.erase(store, person, "asked for it", NOW)
    assert set(done.people) == {person, double}
    assert left_in(store) == []


def test_nothing_brings_the_person_back(store: Store) -> None:
    person = record(store)
    done = person_erasure.erase(store, person, "asked for it", NOW)
    assert done.step is not None
    with pytest.raises(ErasedForGood):
        store.undo.undo(done.step)
    while (step := store.undo.last_undoable()) is not None:
        store.undo.undo(step)
    while (step := store.undo.last_redoable()) is not None:
        store.undo.redo(step)
    with store.work("edit", 1) as work:
        work.set("person", {person: {"name": NAME, "sex": "male", "birth": "1979-03-14"}})
    with store.read() as reading:
        [taken_part] = [one.id for one in reading.records("participation") if getattr(one.value, "person", 0) == person][:1]
    with store.work("edit", 1) as work:
        work.set("participation", {taken_part: {"remarks": REMARK, "stage": "completed"}})
    assert left_in(store) == []
    assert person_erasure.erase(store, person, "again", NOW).step is None
    assert [one for one in store.check() if not one.ok] == []


def test_what_is_typed_of_somebody_erased_is_refused_in_words(store: Store) -> None:
    person = record(store)
    person_erasure.erase(store, person, "asked for it", NOW)
    with store.read() as reading:
        activity = next(one.id for one in reading.records("training"))
        mine = next(one.id for one in reading.records("participation") if one.value.person == person and one.value.activity == activity)  # type: ignore[attr-defined]
    [row] = save_rows(store, activity, [RowDraft(mine, None, {"name": NAME})], NOW.date()).rows
    assert [(one.field, one.code) for one in row.problems] == [("name", "erased")] and not row.saved
    [row] = save_rows(store, activity, [RowDraft(mine, None, {"stage": "completed"})], NOW.date()).rows
    assert row.saved and row.problems == ()
    assert left_in(store) == []


def test_a_reason_is_needed_and_does_not_name_the_person(store: Store) -> None:
    person = record(store)
    for reason, error in (("", ReasonNeeded), (f"{NAME} asked", ReasonNames), (f"call {PHONE}", ReasonNames)):
        with pytest.raises(error):
            person_erasure.erase(store, person, reason, NOW)
    with pytest.raises(UnknownRecord):
        person_erasure.erase(store, 12, "why not", NOW)
    assert set(left_in(store)) == set(WORDS)


# Copies


def test_a_copy_that_is_put_back_is_erased_again_before_anybody_reads_it(store: Store, tmp_path: Path) -> None:
    person = record(store)
    copy = store.backups.beside()
    person_erasure.erase(store, person, "asked for it", NOW)
    assert listed_in(store.folder) == listed_in(store.folder / "backups") == {person}
    later = store.backups.copy_to(tmp_path / "later.db")
    assert later is None and b"kanari" not in (tmp_path / "later.db").read_bytes().lower()
    assert b"kanari" in copy.read_bytes().lower()
    before = figures(store, by=BY)
    folder = store.folder
    store.close()
    restore_in_place(folder, None, copy)
    again = open_workspace(folder, None, writing=True, now=lambda: NOW)
    assert left_in(again) == [] and figures(again, by=BY) == before
    again.close()
    shutil.copyfile(copy, folder / "base.db")  # by hand
    again = open_workspace(folder, None, writing=True, now=lambda: NOW)
    assert left_in(again) == []
    again.close()


def test_a_copy_restored_into_a_new_folder_is_erased_before_it_has_its_name(store: Store, tmp_path: Path) -> None:
    person = record(store)
    copy = store.backups.beside()
    person_erasure.erase(store, person, "asked for it", NOW)
    staged = restore_from_backup.stage_backup(store.folder, store.key, copy, tmp_path / "again")
    restored = restore_from_backup.restore(staged, Unlocked(None, None), tmp_path / "again", now=lambda: NOW)
    assert left_in(restored) == []
    assert all(one.ok for one in restored.check())
    restored.close()
    store.close()


def test_a_copy_made_before_the_file_was_wiped_holds_nothing_either(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    person = record(store)
    monkeypatch.setattr("prossce_desktop.store.erasure.secure_wipe.wipe", lambda _db: False)
    assert not person_erasure.erase(store, person, "asked for it", NOW).wiped
    monkeypatch.undo()
    store.backups.copy_to(tmp_path / "copy.db")
    assert b"kanari" not in (tmp_path / "copy.db").read_bytes().lower()
    store.tidy()
    assert left_in(store) == []
    store.close()


def test_a_disk_without_room_to_wipe_leaves_the_person_erased_and_wipes_later(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    class Full:
        def execute(self, sql: str) -> Full:
            if sql == "VACUUM":
                raise engine_api.OperationalError("database or disk is full")
            return self

    assert secure_wipe.wipe(Full()) is False
    person = record(store)
    monkeypatch.setattr(secure_wipe, "wipe", lambda _db: False)
    assert not person_erasure.erase(store, person, "asked for it", NOW).wiped
    monkeypatch.undo()
    folder = store.folder
    store.close()
    again = open_workspace(folder, None, writing=True, now=lambda: NOW)  # the list beside the base says that somebody was erased
    assert left_in(again) == []
    again.close()


# Between laptops


@pytest.mark.parametrize("share", [ShareLevel.codes, ShareLevel.names])
def test_an_erasure_reaches_every_side(tmp_path: Path, share: str) -> None:
    region = Region(tmp_path, share)
    person = region.record(region.kh1)
    for desk in (region.kh1, region.kh2, region.kh1, region.kh2):
        region.round(desk)
    before = figures(region.office.store, by=BY)
    assert "kanari" in everything_in(region.kh2.store)
    region.erase(region.kh2, person)
    for desk in (region.kh2, region.kh1, region.kh2):
        region.round(desk)
    region.all_clean(region.kh1, region.kh2, region.office)
    for desk in (region.kh1, region.kh2, region.office):
        assert figures(desk.store, by=BY) == before, desk.name
    assert region.kh1.store.digest(("KH",)) == region.kh2.store.digest(("KH",))
    assert region.kh1.store.digest(("KH",)).shared == region.office.store.digest(("KH",)).shared
    region.close()


def test_a_laptop_that_comes_later_gets_what_was_rewritten(tmp_path: Path) -> None:
    """The office lets go of what it kept sealed; whoever has the part without the person seals it again."""
    region = Region(tmp_path)
    person = region.record(region.kh1)
    region.send(region.kh1, region.office)
    region.erase(region.kh1, person)
    with region.office.store.read() as reading:
        assert reading.execute("SELECT count(*) FROM sealed").fetchall()[0][0] > 0
    region.send(region.kh1, region.office)
    with region.office.store.read() as reading:
        assert reading.execute("SELECT count(*) FROM sealed").fetchall()[0][0] <= 1  # the reason
    for desk in (region.kh2, region.kh1, region.kh1, region.kh2):
        region.round(desk)
    assert "sok srey" in everything_in(region.kh2.store)
    assert region.kh1.store.digest(("KH",)) == region.kh2.store.digest(("KH",))
    region.all_clean(region.kh1, region.kh2, region.office)
    with region.kh2.store.read() as reading:
        assert reading.execute("SELECT count(*) FROM op WHERE erased <> 0").fetchall()[0][0] > 0
    region.close()


def test_an_operation_that_comes_after_the_erasure_loses_its_values(tmp_path: Path) -> None:
    """Edits that crossed with the erasure, and a mail from before it."""
    region = Region(tmp_path)
    person = region.record(region.kh1)
    for desk in (region.kh1, region.kh2, region.kh1, region.kh2):
        region.round(desk)
    with region.kh2.here(), region.kh2.store.work("edit", 1) as work:
        work.set("person", {person: {"name": f"{NAME} late", "birth": "1979-03-14", "sex": "male"}})
    [late] = region.made(region.kh2, region.office)
    [direct] = region.made(region.kh2, region.kh1)
    region.erase(region.kh1, person)
    region.send(region.kh1, region.office)
    region.read(region.office, late)
    region.read(region.kh1, direct)
    region.all_clean(region.kh1, region.office)
    for desk in (region.kh1, region.kh2, region.kh1):
        region.round(desk)
    region.all_clean(region.kh1, region.kh2, region.office)
    with region.office.store.read() as reading:
        assert str(getattr(reading.record(person).value, "sex", "")) == "male"
    assert region.kh1.store.digest(("KH",)) == region.kh2.store.digest(("KH",))
    region.close()


def test_a_package_that_waits_and_names_the_person_goes_and_comes_again(tmp_path: Path) -> None:
    region = Region(tmp_path)
    person = region.record(region.kh1)
    for desk in (region.kh1, region.kh2, region.kh1, region.kh2):
        region.round(desk)
    for n in range(3):
        region.minutes += 1
        with region.kh2.here(), region.kh2.store.work("edit", 1) as work:
            work.set("person", {person: {"name": f"{NAME} {n}"}})
    parts = region.made(region.kh2, region.kh1, most=3_000)
    waits = next(one for one in reversed(parts) if region.read(region.kh1, one).status == "waiting")
    with region.kh1.store.read() as reading:
        assert len(package_journal.lines(reading.execute, waiting=True)) == 1
    region.erase(region.kh1, person)
    with region.kh1.store.read() as reading:
        box = device_keys.box_identity(reading.execute) or ""
        waiting = package_journal.lines(reading.execute, waiting=True)
    assert waiting == [] and "kanari" in everything_sent(waits, box)
    assert region.read(region.kh1, waits).status == "waiting"
    with region.kh1.store.read() as reading:
        assert package_journal.lines(reading.execute, waiting=True) == []
    for desk in (region.kh2, region.kh1, region.kh2, region.kh1):
        region.round(desk)
    region.all_clean(region.kh1, region.kh2, region.office)
    assert region.kh1.store.digest(("KH",)) == region.kh2.store.digest(("KH",))
    region.close()


def test_many_erasures_in_one_package_wait_for_a_person(tmp_path: Path) -> None:
    region = Region(tmp_path)
    with region.kh1.here(), region.kh1.store.work("new", 1) as work:
        ids = work.new("person", [Person(name=f"{NAME} {n}") for n in range(MANY + 1)])
    region.round(region.kh1)
    for id in ids:
        region.erase(region.kh1, id)
    [content] = region.made(region.kh1, region.office)
    found = region.read(region.office, content)
    assert (found.status, found.code, found.new) == ("waiting", "many-erased", 0)
    assert region.read(region.office, content, many=True).status == "accepted"
    region.all_clean(region.office)
    region.close()


@pytest.mark.parametrize(
    ("title", "more"),
    [("eraser 1", []), ("ERASE 1", []), ("erase them all", []), ("new 1", []), ("erase 1", [{"new": "person", "first": 7, "count": 1, "cols": {"sex": ["male"]}}])],
)
def test_what_is_no_erasure_erases_nobody_whatever_it_is_called(tmp_path: Path, title: str, more: list[object]) -> None:
    """Nobody's consent to erasing many is gone round, and a refused operation leaves the log as it was."""
    region = Region(tmp_path)
    with region.kh1.here(), region.kh1.store.work("new", 1) as work:
        ids = work.new("person", [Person(sex="male", name=f"Sok {n}", province="KH-12") for n in range(MANY + 5)])
    region.round(region.kh1)
    before = region.office.store.digest().digest
    bodies = [canonical(["00" * 16, *[{"erase": one, "birth": None, "disability": None} for one in ids], *more])]
    outcome = region.read(region.office, forged(region.kh1.store, region.to(region.kh1, region.office), bodies, title=title))
    assert outcome.status in ("quarantined", "refused")
    with region.office.store.read() as reading:
        assert reading.execute("SELECT count(*) FROM op WHERE erased <> 0").scalar() == 0
        assert reading.execute("SELECT count(*) FROM person WHERE sex = 'male' AND province IS NOT NULL").scalar() == MANY + 5
    assert [one.name for one in region.office.store.check() if not one.ok] == []
    assert region.office.store.digest().digest == before
    region.close()
