"""Two laptops that gave one code before they knew of each other: nothing else of either record is refused, and a person can cure it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PIL import Image

from prossce_desktop.domain.model.training import Training
from prossce_desktop.domain.problems import Severity
from prossce_desktop.errors import CodeTaken
from prossce_desktop.services.decisions import conflict_decisions
from prossce_desktop.services.decisions.conflict_decisions import Rule, by_rule
from prossce_desktop.services.records import activity_codes, record_editor, record_saving
from prossce_desktop.services.records.record_saving import Saved, SaveRefused
from prossce_desktop.services.reporting import year_overview
from prossce_desktop.store.workspace.workspace_lifecycle import open_workspace
from tests.exchange.test_conflicts import Disputes
from tests.program import Cli, inside

pytestmark = pytest.mark.slow

TODAY = dt.date(2026, 11, 28)
CODE = "KH-TR-2026-001"


@dataclass
class Twins:
    """Both laptops of Cambodia, as folders; each has the other's first training of the year beside its own, `ids` in the order A, B."""

    cli: Cli
    a: Path
    b: Path
    exchange: Callable[[], None]
    devices: tuple[str, str]
    ids: tuple[int, int]

    def edit(self, folder: Path, id: int, **fields: object) -> Saved | SaveRefused:
        with open_workspace(folder, None, writing=True) as store:
            return record_saving.save(store, "training", fields, today=TODAY, record=id)

    def codes(self, folder: Path) -> list[str | None]:
        with open_workspace(folder, None, writing=False) as store, store.read() as reading:
            return [one.value.code for one in reading.records("training")]  # type: ignore[attr-defined]

    def steps(self, folder: Path) -> int:
        with open_workspace(folder, None, writing=False) as store:
            return len(store.undo.history())


@pytest.fixture
def twins(tmp_path: Path) -> Twins:
    cli = inside()
    th, a, b = tmp_path / "th", tmp_path / "a", tmp_path / "b"
    ids: list[int] = []
    devices: list[str] = []
    cli("init", th, "--country", "TH", "--office", "Region", "--officer", "Bo", "--no-encryption")
    cli("office", th, "invite", "--out", tmp_path / "inv")
    for folder, officer in ((a, "Dara"), (b, "Sophea")):
        made = cli("init", folder, "--country", "KH", "--office", "Office", "--officer", officer, "--no-encryption", "--json")
        devices.append(made.json["device"])
        added = cli("add", folder, "training", f"title={officer}", "start=2026-03-02", "--json").json
        assert added["code"] == CODE
        ids.append(int(added["id"]))
        cli("device-request", folder, "--invitation", tmp_path / "inv", "--out", tmp_path / f"{officer}.req")
        cli("office", th, "accept", tmp_path / f"{officer}.req")

    def exchange() -> None:
        for n, folder in enumerate((a, b, a)):
            out = tmp_path / f"out{n}"
            out.mkdir(exist_ok=True)
            [file] = cli("package", folder, "make", "--out", out, "--json").json["files"]
            cli("package", th, "read", file["path"])
            device = file["path"].rpartition("/")[2].rpartition("-")[0]
            [back] = cli("package", th, "make", "--to", device, "--out", out, "--json").json["files"]
            cli("package", folder, "read", back["path"])

    exchange()
    made = Twins(cli, a, b, exchange, (devices[0], devices[1]), (ids[0], ids[1]))
    assert made.codes(a) == made.codes(b) == [CODE, CODE]
    return made


def test_either_laptop_changes_both_titles_and_what_stands_against_each_other_is_decided(twins: Twins) -> None:
    for folder, word in ((twins.a, "here"), (twins.b, "there")):
        for id in twins.ids:
            saved = twins.edit(folder, id, title=f"{word} {id}")
            assert isinstance(saved, Saved) and saved.change is not None
            assert [(one.field, one.code, one.severity) for one in saved.problems if one.field == "code"] == [("code", "same-code", Severity.note)]
    twins.exchange()
    assert len(twins.cli("conflicts", twins.a, "list", "--json").json["conflicts"]) == 2
    twins.cli("conflicts", twins.a, "decide", twins.ids[0], "title", "1")
    found = twins.cli("conflicts", twins.a, "decide-many", "--side", "newer", "--json").json
    assert (found["decided"], found["left"]) == (1, 0)
    twins.cli("undo", twins.a, found["undo"])
    twins.exchange()
    assert len(twins.cli("conflicts", twins.b, "list", "--json").json["conflicts"]) == 1


def test_once_they_know_of_each_other_each_makes_codes_of_its_own(twins: Twins) -> None:
    for folder, device in zip((twins.a, twins.b), twins.devices, strict=True):
        mark = device.removeprefix("KH-")[:2].upper()
        for number in (1, 2):
            added = twins.cli("add", folder, "training", "title=Later", "start=2026-04-02", "--json").json
            assert added["code"] == f"KH-TR-2026-{mark}-{number:03}"


def test_a_code_of_several_is_refused_on_the_command_line_and_the_id_is_taken(twins: Twins, tmp_path: Path) -> None:
    person = twins.cli("add", twins.b, "person", "name=Sok Sophea", "sex=female", "--json").json["id"]
    picture = tmp_path / "hall.jpg"
    Image.new("RGB", (40, 30), "green").save(picture)
    before = twins.steps(twins.b)
    for words in (
        ("add", twins.b, "participation", f"person={person}", f"activity={CODE}"),
        ("add", twins.b, "headcount", f"activity={CODE}", "count=9"),
        ("people", twins.b, "--activity", CODE),
        ("attach", twins.b, CODE, picture),
    ):
        error = twins.cli(*words, "--json", status=5).json["error"]
        assert error["code"] == "code-of-several"
        assert all(str(id) in error["message"] for id in twins.ids)
    assert twins.steps(twins.b) == before
    theirs, ours = twins.ids
    twins.cli("add", twins.b, "participation", f"person={person}", f"activity={ours}")
    twins.cli("attach", twins.b, ours, picture)
    assert twins.cli("people", twins.b, "--activity", ours, "--json").json["count"] == 1
    assert twins.cli("people", twins.b, "--activity", theirs, "--json").json["count"] == 0
    for nobody in ("KH-TR-2026-777", "9" * 19, "1", person):
        assert twins.cli("people", twins.b, "--activity", nobody, "--json", status=5).json["error"]["code"] == "unknown-activity"


def test_another_code_for_one_of_them_cures_all(twins: Twins) -> None:
    ours = twins.ids[1]
    taken = twins.edit(twins.b, ours, code=CODE, title="Still the same code")
    assert isinstance(taken, Saved)
    cured = twins.edit(twins.b, ours, code="KH-TR-2026-101")
    assert isinstance(cured, Saved) and cured.change is not None and not [one for one in cured.problems if one.field == "code"]
    again = twins.edit(twins.b, ours, code=CODE)
    assert isinstance(again, SaveRefused) and [one.code for one in again.problems if one.severity is Severity.hard] == ["code-taken"]
    assert twins.cli("people", twins.b, "--activity", CODE, "--json").json["count"] == 0
    twins.exchange()
    assert sorted(map(str, twins.codes(twins.a))) == [CODE, "KH-TR-2026-101"]
    twins.cli("undo", twins.b, cured.change.step)
    assert twins.codes(twins.b) == [CODE, CODE]


def test_the_form_says_so_without_asking_and_the_overview_names_both(twins: Twins) -> None:
    ours = twins.ids[1]
    with open_workspace(twins.a, None, writing=True) as store:
        checked = record_editor.check(store, "training", ours, {"title": "Typed"}, today=TODAY)
        [said] = [one for one in checked.problems if one.field == "code"]
        assert said.severity is Severity.note and "Dara" in said.sentence
        assert isinstance(record_editor.save(store, "training", ours, {"title": "Typed"}, today=TODAY), Saved)
        [said] = [one for one in record_editor.check(store, "training", None, {"title": "New", "code": CODE}).problems if one.field == "code"]
        assert said.severity is Severity.hard
        with store.read() as reading:
            assert [one.id for one in year_overview.overview(reading, 2026, TODAY).same_code] == sorted(twins.ids)


@pytest.fixture
def disputes(tmp_path: Path) -> Iterator[Disputes]:
    made = Disputes(tmp_path)
    yield made
    made.close()


def test_a_removal_is_taken_back_although_another_laptop_gave_the_code_as_well(disputes: Disputes) -> None:
    one = disputes.new(disputes.kh1, Training(title="A", code="X1"))
    two = disputes.new(disputes.kh2, Training(title="B", code="X1"))
    disputes.everywhere()
    for desk in (disputes.kh1, disputes.kh2):
        for id in (one, two):
            step = disputes.remove(desk, id)
            disputes.undo(desk, step)
            disputes.redo(desk, step)
            disputes.undo(desk, step)
            assert not disputes.is_removed(desk, id)
    disputes.everywhere()
    disputes.whole()


def test_a_code_that_another_activity_has_is_not_decided_for_and_a_rule_leaves_it_open(disputes: Disputes) -> None:
    one = disputes.new(disputes.kh1, Training(title="A", code="X1"))
    disputes.everywhere()
    disputes.set(disputes.kh1, "training", one, code="X2", title="B")
    disputes.new(disputes.kh1, Training(title="Another", code="X3"))
    disputes.set(disputes.kh2, "training", one, code="X3", title="C")
    disputes.everywhere()

    found = disputes.open(disputes.kh1)
    [question] = [each for each in found if each.is_about_code]
    taken = next(at for at, side in enumerate(question.sides) if side.words == "X3")
    assert [side.is_taken for side in question.sides] == [at == taken for at in range(2)]
    with disputes.kh1.here(), pytest.raises(CodeTaken):
        conflict_decisions.decide(disputes.kh1.store, [(question, taken)])

    laptop = question.sides[taken].device
    chosen = by_rule(found, Rule(laptop))
    assert [each.conflict.fields for each, _at in chosen] == [("title",)]
    with disputes.kh1.here():
        conflict_decisions.decide(disputes.kh1.store, chosen)
        [left] = disputes.open(disputes.kh1)
        conflict_decisions.decide(disputes.kh1.store, [(left, 1 - taken)])
    disputes.everywhere()
    assert [disputes.open(desk) for desk in (disputes.kh1, disputes.kh2, disputes.office)] == [[], [], []]
    disputes.whole()


def test_a_rule_gives_one_code_to_one_activity(disputes: Disputes) -> None:
    ids = [disputes.new(disputes.kh1, Training(title="T", code=code)) for code in ("X1", "X2")]
    disputes.everywhere()
    disputes.set(disputes.kh2, "training", ids[0], code="X9")
    disputes.set(disputes.kh1, "training", ids[0], code="Y1")
    disputes.send(disputes.kh2, disputes.office)
    disputes.set(disputes.kh1, "training", ids[1], code="Y2")
    disputes.everywhere()
    found = [one for one in disputes.open(disputes.kh1) if one.is_about_code]
    theirs = [(one, at) for one in found for at, side in enumerate(one.sides) if side.words == "X9"]
    assert len(theirs) == 1
    assert by_rule([found[0], found[0]], Rule(disputes.kh2.key)) == theirs


def test_the_office_marks_the_codes_of_a_country_and_not_its_own(disputes: Disputes) -> None:
    day = dt.date(2026, 3, 2)
    with disputes.office.store.read() as reading:
        mark = reading.identity.device_key.hex()[:2].upper()
        assert activity_codes.new_code(reading, Training(title="T", country="KH", start=day)) == f"KH-TR-2026-{mark}-001"
        assert activity_codes.new_code(reading, Training(title="T", start=day)) == "ASEAN-TR-2026-001"
    with disputes.la.store.read() as reading:
        mark = reading.identity.device_key.hex()[:2].upper()
        assert activity_codes.new_code(reading, Training(title="T", country="LA", start=day)) == "LA-TR-2026-001"
        assert activity_codes.new_code(reading, Training(title="T", start=day)) == f"ASEAN-TR-2026-{mark}-001"
