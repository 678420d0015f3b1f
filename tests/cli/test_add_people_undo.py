"""add, people, undo, history, digest and check (CLI6, CLI8, CLI11, CLI12)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Cli, fresh


def test_add_says_what_it_saved(cli: Cli, workspace: Path) -> None:
    added = cli("add", workspace, "career_fair", "code=X1", "title=Fair", "start=2025-05-01", "count=30", "--json").json
    assert (added["kind"], added["code"], added["status"]) == ("career_fair", "X1", "held")
    assert added["id"].isdecimal()
    assert {"field": "province", "code": "empty", "message": "No province was given."} in added["warnings"]


@pytest.mark.rule("C14.1")
def test_an_activity_needs_only_a_title(cli: Cli, workspace: Path) -> None:
    added = cli("add", workspace, "policy_dialogue", "title=Talk", "--json").json
    assert added["status"] == "held"
    assert added["code"]


@pytest.mark.rule("C14.1")
def test_a_day_ahead_is_planned(cli: Cli, workspace: Path) -> None:
    assert cli("add", workspace, "training", "title=A", "start=2099-05-01", "--json").json["status"] == "planned"


@pytest.fixture(scope="module")
def with_a_code(cli: Cli, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, object]:
    """A workspace in which nothing more is saved, and its digest."""
    workspace = fresh(tmp_path_factory.mktemp("refused") / "ws")
    cli("add", workspace, "training", "code=T1", "title=A")
    return workspace, cli("digest", workspace, "--json").json


@pytest.mark.slow
@pytest.mark.parametrize(
    "pairs",
    [
        ["code=T1"], ["count=-1"], ["count=10", "women=11"], ["start=2025-02-30"], ["nonsense=1"], ["start=2025-05-02", "end=2025-05-01"],
        ["status=perhaps"], ["country=XX"], ["province=KH-99"], ["part_of=NOWHERE"], ["title="], ["events=-2"], ["count=10", "count_basis=heads"],
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_and_nothing_is_saved(cli: Cli, with_a_code: tuple[Path, object], pairs: list[str]) -> None:
    workspace, before = with_a_code
    words = pairs if pairs[0].startswith("title") else ["title=x", *pairs]
    said = cli("add", workspace, "training", *words, "--json", status=5)
    assert said.json["error"]["code"]
    assert cli("digest", workspace, "--json").json == before


def test_a_taken_code_has_its_own_error(cli: Cli, workspace: Path) -> None:
    cli("add", workspace, "training", "code=T1", "title=A")
    assert cli("add", workspace, "career_fair", "code=T1", "title=B", "--json", status=5).json["error"]["code"] == "code-taken"


@pytest.mark.parametrize("kind", ["indicator", "expense", "issued_figure", "nonsense"])
def test_kinds_of_later_releases_are_refused(cli: Cli, workspace: Path, kind: str) -> None:
    cli("add", workspace, kind, "title=x", status=5)


def test_a_wrong_pair_is_wrong_use(cli: Cli, workspace: Path) -> None:
    cli("add", workspace, "training", "title", status=2)


@pytest.mark.slow
def test_every_kind_of_this_release_can_be_added(cli: Cli, workspace: Path) -> None:
    cli("add", workspace, "programme", "title=PES training", "country=KH", "pillar=2", "tier=Basics/self_paced", "tier=Trainers/in_person")
    training = cli("add", workspace, "training", "code=T1", "title=A", "start=2025-05-01", "end=2025-05-02", "session=2025-05-01/6", "session=2025-05-02/6", "--json").json
    cli("add", workspace, "career_fair", "code=F1", "title=F", "start=2025-06-01", "channel=both", "registered=100", "qualified=60", "hired_on_spot=12")
    cli("add", workspace, "knowledge_product", "title=Study")
    cli("add", workspace, "sstc_exchange", "title=Visit", "sending=KH", "receiving=CN")
    organisation = cli("add", workspace, "organisation", "name=Angkor Garments", "constituent=private_enterprise", "isic=C", "--json").json
    cli("add", workspace, "fair_employer", "activity=F1", f"organisation={organisation['id']}", "posts_local=40", "hired=3")
    person = cli("add", workspace, "person", "name=Chan Dara", "sex=male", "birth=1979-07", "phone=+855 70 920 425", "--json").json
    cli("add", workspace, "participation", f"person={person['id']}", "activity=T1", "stage=attended", "attended=2", "pre=40", "post=70.5")
    cli("add", workspace, "participation", f"person={person['id']}", "activity=F1", "stage=hired")
    cli("add", workspace, "headcount", "activity=F1", "channel=on_site", "count=90", "cell=female/18_24/no:40", "cell=male/18_24/no:30")
    cli("add", workspace, "follow_up", f"person={person['id']}", "activity=F1", "due=3", "reached=yes", "working=yes")
    cli("add", workspace, "institutional_result", "title=Adopted", "institution=NEA")
    cli("add", workspace, "impact_story", "title=Her first job", "text=She found work.", "consent=given")
    assert cli("check", workspace, "--json").json["ok"] is True
    [one] = cli("people", workspace, "--activity", "T1", "--json").json["people"]
    assert (one["name"], one["sex"], one["birth"], one["phone"], one["stage"]) == ("Chan Dara", "male", "1979-07", "070920425", "completed")  # 2 of 2 sessions
    assert (one["attended"], one["sessions"], one["pre"], one["post"], one["age"]) == (2, 2, 40, 70.5, 45)
    assert training["status"] == "held"


def test_people_without_an_activity_are_each_listed_once(cli: Cli, workspace: Path) -> None:
    for name in ("Chan Dara", "Sok Sophea"):
        cli("add", workspace, "person", f"name={name}", "country=KH")
    found = cli("people", workspace, "--json").json
    assert found["count"] == 2
    assert "stage" not in found["people"][0]
    assert cli("people", workspace, "--search", "sophea", "--json").json["count"] == 1
    assert cli("people", workspace, "--country", "LA", "--json").json["count"] == 0
    cli("people", workspace, "--activity", "NOWHERE", status=5)


def test_the_same_phone_and_name_is_certainly_the_same(cli: Cli, workspace: Path) -> None:
    cli("add", workspace, "person", "name=Chan Dara", "phone=070920425")
    again = cli("add", workspace, "person", "name=chan  dara", "phone=+855 70 920 425", "--json").json
    assert [one["code"] for one in again["warnings"] if "same" in one["code"]]
    assert cli("people", workspace, "--json").json["count"] == 1


def test_undo_takes_back_also_after_others_and_gives_the_digest_from_before(cli: Cli, workspace: Path) -> None:
    before = cli("digest", workspace, "--json").json["digest"]
    away = cli("add", workspace, "training", "title=Away", "start=2025-06-01", "count=500", "--json").json
    undone = cli("undo", workspace, away["undo"], "--json").json
    assert undone["undone"] == away["undo"]
    assert undone["digest"] == before
    steps = cli("history", workspace, "--json").json["steps"]
    assert [one["undone"] for one in steps if one["id"] == away["undo"]] == [True]
    cli("undo", workspace, away["undo"], status=5)
    cli("undo", workspace, "op-9999", status=5)


def test_history_of_a_record_says_old_and_new(cli: Cli, workspace: Path) -> None:
    added = cli("add", workspace, "training", "title=A training", "start=2025-05-01", "--json").json
    [step] = cli("history", workspace, "--record", added["id"], "--json").json["steps"]
    assert step["who"] == "Sok Chantha"
    assert step["title"] == "New training A training"
    assert {"record": added["id"], "field": "start", "old": None, "new": "2025-05-01"} in step["changes"]
    cli("history", workspace, "--record", "12", status=5)


def test_names_that_do_harm_are_kept_or_refused_in_words(cli: Cli, workspace: Path) -> None:
    for name in ("=HYPERLINK(\"http://x\")", "<b>x</b> & y", "a\u202ebad", "x\u0007y", "\u200b"):
        cli("add", workspace, "training", f"title={name}", status=5 if name == "\u200b" else 0)
    cli("add", workspace, "training", "title=" + "x" * 10_000, status=5)


@pytest.mark.slow
def test_several_writers_queue_one_after_the_other(cli: Cli, child: Cli, workspace: Path) -> None:
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(6) as pool:
        done = list(pool.map(lambda number: child("add", workspace, "training", f"title=T{number}", "--json").json["code"], range(6)))
    assert len(set(done)) == 6
    assert cli("check", workspace, "--json").json["ok"] is True


def test_a_person_is_given_by_the_columns_of_a_sheet(cli: Cli, workspace: Path) -> None:
    pairs = ["family_name=Chan", "given_name=Dara", "consent=yes", "wg_seeing=3", "age=25"]
    added = cli("add", workspace, "person", *pairs, "--json").json
    assert [one["field"] for one in added["warnings"]] == ["age"]
    [one] = cli("people", workspace, "--json").json["people"]
    assert (one["name"], one["disability"], one["disability_basis"]) == ("Chan Dara", "yes", "washington_group")
    head = cli("add", workspace, "headcount", "activity=NOWHERE", "count=3", "--json", status=5).json
    assert head["error"]["code"] == "unknown-activity"
