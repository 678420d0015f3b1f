"""change, remove, join and split (CLI7), and what `add` says of seconds."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.program import Cli, inside


@pytest.fixture
def call() -> Cli:
    run = inside()
    return lambda *words, status=0: run(*words, "--json", status=status)


@pytest.fixture
def folder(tmp_path: Path, call: Cli) -> Path:
    call("init", tmp_path / "ws", "--country", "KH", "--office", "O", "--officer", "A", "--no-encryption")
    return tmp_path / "ws"


def digest(call: Cli, folder: Path) -> str:
    return str(call("digest", folder).json["digest"])


def persons(call: Cli, folder: Path) -> int:
    """What the organiser counted, of everything that was held: the figure `count:persons_organiser` without a cell."""
    found = [one for one in call("figures", folder).json["counts"] if one["basis"] == "persons_organiser"]
    return sum(int(one["value"]) for one in found)


def test_change_gives_fields_new_values_and_undo_the_old_ones(call: Cli, folder: Path) -> None:
    added = call("add", folder, "training", "code=T1", "title=Course", "start=2025-05-01", "place=Battambang").json
    before = digest(call, folder)
    done = call("change", folder, "T1", "title=CV writing", "end=2025-05-03", "place=").json
    assert done["undo"].startswith("op-") and done["id"] == added["id"] and done["warnings"] == []
    changed = {one["field"]: (one["old"], one["new"]) for one in call("history", folder, "--record", added["id"]).json["steps"][0]["changes"]}
    assert changed == {"title": ("Course", "CV writing"), "end": ("2025-05-01", "2025-05-03"), "place": ("Battambang", None)}
    assert call("change", folder, added["id"], "title=CV writing").json["undo"] is None
    call("undo", folder, done["undo"])
    assert digest(call, folder) == before


def test_the_numbers_of_an_activity_are_those_of_its_one_head_count(call: Cli, folder: Path) -> None:
    """30 of whom 12 women become 45 of whom 20 women; a second head count has to be named."""
    added = call("add", folder, "training", "code=T1", "title=Course", "start=2025-05-01", "count=30", "women=12").json
    before = digest(call, folder)
    done = call("change", folder, "T1", "count=45", "women=20", "title=Other").json
    assert len(call("history", folder).json["steps"]) == 2
    assert persons(call, folder) == 45
    assert call("change", folder, "T1", "women=46", status=5).json["error"]["code"] == "values-refused"
    call("undo", folder, done["undo"])
    assert digest(call, folder) == before and persons(call, folder) == 30
    second = call("add", folder, "headcount", f"activity={added['code']}", "count=7", "counted_on=2025-05-02").json
    assert second["warnings"] == [], "another day"
    said = call("change", folder, "T1", "count=5", status=5).json["error"]["message"]
    assert second["id"] in said
    call("change", folder, second["id"], "count=9")
    assert persons(call, folder) == 39
    empty = call("add", folder, "training", "code=T2", "title=No numbers", "start=2025-05-01").json
    call("change", folder, empty["code"], "count=3")
    assert persons(call, folder) == 42


def test_a_person_is_changed_in_normal_form(call: Cli, folder: Path) -> None:
    person = call("add", folder, "person", "name=Sok Dara", "phone=012345678", "sex=female", "birth=1990").json["id"]
    call("change", folder, person, "phone=+855 70 920 425", "sex=", "birth=1991-02-03")
    [shown] = call("people", folder).json["people"]
    assert (shown["phone"], shown["sex"], shown["birth"]) == ("070920425", "not_recorded", "1991-02-03")
    for bad in ("birth=1991-02-30", "sex=perhaps", "shoe=42", "name="):
        call("change", folder, person, bad, status=5)
    assert call("people", folder).json["people"] == [shown]


@pytest.mark.slow
@pytest.mark.parametrize(
    "words", [("NOWHERE", "title=x"), ("12", "title=x"), ("T1", "nonsense=1"), ("T1", "start=2025-02-30"), ("T1", "code=T2"), ("T1", "title=")]
)
def test_what_names_nothing_or_cannot_be_is_refused(call: Cli, folder: Path, words: tuple[str, ...]) -> None:
    for code in ("T1", "T2"):
        call("add", folder, "training", f"code={code}", "title=Course", "start=2025-05-01")
    before = digest(call, folder)
    call("change", folder, *words, status=5)
    assert digest(call, folder) == before


def test_wrong_use_of_the_words_is_said(call: Cli, folder: Path) -> None:
    call("add", folder, "training", "code=T1", "title=Course")
    call("change", folder, "T1", status=2)
    call("change", folder, "T1", "title", status=2)
    call("join", folder, "T1", status=2)


@pytest.mark.slow
def test_what_is_removed_leaves_lists_and_figures_and_comes_back(call: Cli, folder: Path) -> None:
    call("add", folder, "training", "code=T1", "title=Course", "start=2025-05-01", "count=30")
    person = call("add", folder, "person", "name=Sok Dara").json["id"]
    row = call("add", folder, "participation", f"person={person}", "activity=T1", "stage=attended").json["id"]
    before = digest(call, folder)
    for record, people, activities in ((row, 0, 1), (person, 0, 1), ("T1", 0, 0)):
        done = call("remove", folder, record).json
        assert done["undo"].startswith("op-")
        kinds = call("digest", folder).json["kinds"]
        assert kinds.get("training", {"count": 0})["count"] == activities
        assert call("people", folder).json["count"] == people
        assert "participation" not in kinds
        assert persons(call, folder) == 30 * activities
        call("undo", folder, done["undo"])
        assert digest(call, folder) == before
    call("remove", folder, "T1")
    call("remove", folder, "T1", status=5)


@pytest.mark.slow
@pytest.mark.rule("C11.5")
def test_two_people_are_joined_and_told_apart_and_each_is_undone(call: Cli, folder: Path) -> None:
    a, b, c = (call("add", folder, "person", f"name={name}").json["id"] for name in ("Sok Dara", "Chan Dara", "Kim Lan"))
    training = call("add", folder, "training", "code=T1", "title=Course").json["id"]
    before = digest(call, folder)
    joined = call("join", folder, b, a).json
    assert joined["undo"].startswith("op-") and call("people", folder).json["count"] == 2
    assert call("join", folder, a, b).json["undo"] is None
    more = call("join", folder, b, c).json
    assert call("people", folder).json["count"] == 1
    parted = call("split", folder, a, b).json
    assert call("people", folder).json["count"] == 2
    call("undo", folder, parted["undo"])
    assert call("people", folder).json["count"] == 1
    assert call("join", folder, a, training, status=5).json["error"]["code"] == "not-alike"
    assert call("join", folder, training, training, status=5).json["error"]["code"] == "unknown-record"
    call("join", folder, a, a, status=5)
    call("join", folder, a, "12", status=5)
    for step in (more["undo"], joined["undo"]):
        call("undo", folder, step)
    assert call("people", folder).json["count"] == 3 and digest(call, folder) == before


@pytest.mark.slow
def test_a_second_head_count_of_one_set_is_saved_and_said_with_the_first(call: Cli, folder: Path) -> None:
    """Same channel, day and basis: what is left out is the activity's own."""
    call("add", folder, "career_fair", "code=X1", "title=Fair", "start=2025-05-01", "end=2025-05-02", "channel=on_site")
    first = call("add", folder, "headcount", "activity=X1", "count=100").json
    assert first["warnings"] == []
    for words, doubled in (
        (["count=40"], True), (["count=40", "channel=on_site"], True), (["count=40", "counted_on=2025-05-02"], True),
        (["count=40", "counted_on=2025-05-01"], False), (["count=40", "channel=online"], False), (["count=40", "basis=attendances"], False),
    ):  # fmt: skip
        done = call("add", folder, "headcount", "activity=X1", *words).json
        said = [(one["code"], one["record"]) for one in done["warnings"]]
        assert said == ([("second-count", first["id"])] if doubled else []), words
        call("undo", folder, done["undo"])
    other = call("add", folder, "headcount", "activity=X1", "count=40", "counted_on=2025-05-01").json["id"]
    moved = call("change", folder, other, "counted_on=2025-05-02").json
    assert [(one["code"], one["record"]) for one in moved["warnings"]] == [("second-count", first["id"])]


def test_head_counts_at_two_doors_are_no_second_counts_and_are_added(call: Cli, folder: Path) -> None:
    call("add", folder, "career_fair", "code=X1", "title=Fair", "start=2025-05-01", "channel=on_site")
    first = call("add", folder, "headcount", "activity=X1", "count=100").json["id"]
    second = call("add", folder, "headcount", "activity=X1", "count=20", "door=2").json
    assert [one["record"] for one in second["warnings"]] == [first]  # the first says no door: it may have seen everybody
    assert call("change", folder, first, "door=1").json["warnings"] == []
    reach = call("figures", folder).json["reach"]
    assert (reach["lower"], reach["upper"]) == (120, 120)
    call("add", folder, "headcount", "activity=X1", "count=1", "door=100", status=5)


def test_whoever_attended_enough_is_saved_as_completed_and_it_is_said(call: Cli, folder: Path) -> None:
    """Three of four sessions are 75 %: enough from a threshold of 75, not of 80."""
    sessions = [f"session=2025-05-0{day}/6" for day in range(1, 5)]
    for code, threshold, stage in (("T1", "75", "completed"), ("T2", "80", "attended")):
        call("add", folder, "training", f"code={code}", "title=Course", *sessions, f"threshold={threshold}", "start=2025-05-01", "end=2025-05-04")
        person = call("add", folder, "person", f"name=Sok {code}").json["id"]
        done = call("add", folder, "participation", f"person={person}", f"activity={code}", "stage=attended", "attended=3").json
        assert [one["code"] for one in done["warnings"]] == (["completed"] if stage == "completed" else [])
        [row] = call("people", folder, "--activity", code).json["people"]
        assert row["stage"] == stage
        assert call("change", folder, done["id"], "attended=1").json["warnings"] == []
        assert call("people", folder, "--activity", code).json["people"][0]["stage"] == "attended"
        again = call("change", folder, done["id"], "attended=3", "stage=attended").json
        assert [one["code"] for one in again["warnings"]] == (["completed"] if stage == "completed" else [])


@pytest.mark.slow
def test_the_regional_office_says_why_it_changes_a_countrys_record(tmp_path: Path, call: Cli) -> None:
    made = ("--office", "O", "--officer", "A", "--no-encryption")
    kh, th, out = tmp_path / "kh", tmp_path / "th", tmp_path / "out"
    call("init", kh, "--country", "KH", *made)
    call("init", th, "--country", "TH", *made)
    call("office", th, "invite", "--out", tmp_path / "inv")
    call("device-request", kh, "--invitation", tmp_path / "inv", "--out", tmp_path / "req")
    call("office", th, "accept", tmp_path / "req")
    call("add", kh, "training", "code=T1", "title=Course", "start=2025-05-01")
    out.mkdir()
    call("package", kh, "make", "--out", out)
    call("package", th, "read", out)
    for words in (("change", th, "T1", "title=Other"), ("remove", th, "T1")):
        assert call(*words, status=5).json["error"]["code"] == "reason-needed"
        done = call(*words, "--reason", "as the invitation says").json
        call("undo", th, done["undo"])


def employers_at(call: Cli, folder: Path) -> int:
    return sum(int(one["value"]) for one in call("figures", folder).json["counts"] if one["basis"] == "organisations")


@pytest.mark.slow
@pytest.mark.rule("C1.6")
def test_organisations_that_are_one_are_counted_once_at_a_fair(call: Cli, folder: Path) -> None:
    """Three at X1 and two at X2 are 5; as two of X1, of whom one is at X2 too, are one, they are 2 and 2."""
    a, b, c = (call("add", folder, "organisation", f"name={name}").json["id"] for name in ("Angkor Garments", "Angkor Garment Co.", "Mekong Rice"))
    for code, there in (("X1", (a, b, c)), ("X2", (b, c))):
        call("add", folder, "career_fair", f"code={code}", "title=Fair", "start=2025-05-01")
        for one in there:
            call("add", folder, "fair_employer", f"activity={code}", f"organisation={one}", "posts_local=10")
    before = digest(call, folder)
    assert employers_at(call, folder) == 5
    joined = call("join", folder, b, a).json["undo"]
    assert employers_at(call, folder) == 4
    assert call("join", folder, a, b).json["undo"] is None
    apart = call("split", folder, a, b).json["undo"]
    assert employers_at(call, folder) == 5
    call("undo", folder, apart)
    gone = call("remove", folder, a).json["undo"]
    call("undo", folder, gone)
    assert employers_at(call, folder) == 4
    call("undo", folder, joined)
    assert employers_at(call, folder) == 5 and digest(call, folder) == before
    person = call("add", folder, "person", "name=Sok Dara").json["id"]
    assert call("join", folder, a, person, status=5).json["error"]["code"] == "not-alike"
    assert call("check", folder).json["ok"] is True


@pytest.mark.slow
def test_organisations_are_joined_on_every_laptop_that_reads_of_it(tmp_path: Path, call: Cli) -> None:
    made = ("--office", "O", "--officer", "A", "--no-encryption")
    kh, th, out = tmp_path / "kh", tmp_path / "th", tmp_path / "out"
    call("init", kh, "--country", "KH", *made)
    call("init", th, "--country", "TH", *made)
    call("office", th, "invite", "--out", tmp_path / "inv")
    call("device-request", kh, "--invitation", tmp_path / "inv", "--out", tmp_path / "req")
    call("office", th, "accept", tmp_path / "req")
    a, b = (call("add", kh, "organisation", f"name={name}").json["id"] for name in ("Angkor Garments", "Angkor Garment Co."))
    call("add", kh, "career_fair", "code=X1", "title=Fair", "start=2025-05-01")
    for one in (a, b):
        call("add", kh, "fair_employer", "activity=X1", f"organisation={one}")
    out.mkdir()
    call("join", kh, a, b)
    call("package", kh, "make", "--out", out)
    call("package", th, "read", out)
    assert employers_at(call, th) == employers_at(call, kh) == 1
    assert call("digest", th, "--country", "KH").json["digest"] == call("digest", kh, "--country", "KH").json["digest"]


@pytest.mark.slow
def test_what_one_country_joins_of_everybodys_list_counts_at_its_own_fairs_alone(tmp_path: Path, call: Cli) -> None:
    """The code of Thailand does not cover what Cambodia decides, so neither do its figures; what the office decides holds for all."""
    made = ("--office", "O", "--officer", "A", "--no-encryption")
    office, inv = tmp_path / "office", tmp_path / "inv"
    call("init", office, "--country", "TH", *made)
    call("office", office, "invite", "--out", inv, "--days", "30")
    a, b = (call("add", office, "organisation", f"name={name}").json["id"] for name in ("Angkor Garments", "Angkor Garment Co."))
    laptops = {one: tmp_path / one for one in ("KH", "LA")}
    for country, folder in laptops.items():
        call("init", folder, "--country", country, *made)
        call("device-request", folder, "--invitation", inv, "--out", tmp_path / f"{country}.req")
        call("office", office, "accept", tmp_path / f"{country}.req")
    exchanged(call, office, laptops, tmp_path / "one")
    for country, folder in laptops.items():
        call("add", folder, "career_fair", f"code={country}1", "title=Fair", "start=2025-05-01")
        for one in (a, b):
            call("add", folder, "fair_employer", f"activity={country}1", f"organisation={one}")
    call("join", laptops["KH"], a, b)
    exchanged(call, office, laptops, tmp_path / "two")

    def at_each() -> list[int]:
        here = [employers_at(call, laptops[country]) for country in ("KH", "LA")]
        there = [sum(int(one["value"]) for one in call("figures", office, "--country", country).json["counts"] if one["basis"] == "organisations") for country in ("KH", "LA")]
        assert here == there
        return here

    assert at_each() == [1, 2]
    call("join", office, a, b, "--reason", "one company")
    exchanged(call, office, laptops, tmp_path / "three")
    assert at_each() == [1, 1]


def exchanged(call: Cli, office: Path, laptops: dict[str, Path], folder: Path) -> None:
    """Everything of everybody goes to the office, and its answers come back."""
    folder.mkdir()
    for country, laptop in laptops.items():
        sent, answered = folder / country, folder / f"{country}-answer"
        sent.mkdir()
        answered.mkdir()
        call("package", laptop, "make", "--out", sent, "--no-email")
        call("package", office, "read", sent, "--reply-out", answered)
        call("package", laptop, "read", answered)
