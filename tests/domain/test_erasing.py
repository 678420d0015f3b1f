"""What erasing takes out of an operation and what it keeps, by hand."""

from __future__ import annotations

import json

import pytest

from prossce_desktop.domain.model.people import Person
from prossce_desktop.domain.operations.erasure import concerns, disability_for, rewrite
from prossce_desktop.domain.operations.hash_chain import BODY_REWRITTEN, PERSONAL_REWRITTEN
from prossce_desktop.domain.operations.operation import canonical

BODY = canonical([
    "ab" * 16,
    {"new": "person", "first": 100, "count": 2, "cols": {"sex": ["female", "male"], "birth": ["1979-03-14", "1990"], "later": [1, 2]}, "hidden": ["name"]},
    {"new": "participation", "first": 200, "count": 2, "cols": {"person": [100, 101], "activity": [7, 7], "stage": ["attended", "attended"]}, "hidden": ["remarks"]},
])  # fmt: skip
PERSONAL = canonical(["cd" * 16, {"name": ["Dara", "Sok"]}, {"remarks": ["about Dara", "about Sok"]}])


def test_everything_of_the_person_goes_but_what_is_kept_and_nothing_of_others() -> None:
    done = rewrite(BODY, PERSONAL, [100])
    assert done.changed == BODY_REWRITTEN | PERSONAL_REWRITTEN
    _salt, people, parts = json.loads(done.body)
    assert people["cols"] == {"sex": ["female", "male"], "birth": [None, "1990"], "later": [None, 2]}  # a field of a later version too
    assert parts == json.loads(BODY)[2]
    assert json.loads(done.personal or b"") == ["", {"name": [None, "Sok"]}, {"remarks": [None, "about Sok"]}]
    assert json.loads(done.body)[0] == ""


def test_what_is_clean_stays_byte_for_byte_with_its_salt() -> None:
    once = rewrite(BODY, PERSONAL, [100])
    again = rewrite(once.body, once.personal, [100])
    assert (again.body, again.personal, again.changed) == (once.body, once.personal, 0)
    assert rewrite(BODY, PERSONAL, [999]).changed == 0
    withheld = rewrite(BODY, None, [100])
    assert withheld.personal is None and withheld.changed == BODY_REWRITTEN


def test_a_record_of_the_person_is_known_by_its_number_too() -> None:
    body = canonical(["ab", {"set": "participation", "ids": [200, 201], "cols": {}, "hidden": ["remarks"]}])
    personal = canonical(["cd", {"remarks": ["about Dara", "about Sok"]}])
    done = rewrite(body, personal, [100], [200])
    assert json.loads(done.personal or b"")[1] == {"remarks": [None, "about Sok"]} and done.body == body
    assert concerns(body, [100], [200]) and not concerns(body, [100], []) and concerns(BODY, [101], [])


def test_a_personal_value_that_an_older_program_left_open_goes_from_the_body() -> None:
    block = {"new": "participation", "first": 200, "count": 2, "cols": {"person": [100, 101], "activity": [7, 7], "role": ["Widow of Sok", "Trainer"]}}
    done = rewrite(canonical(["ab", block]), b"", [100])
    assert done.changed == BODY_REWRITTEN
    assert json.loads(done.body) == ["", {**block, "cols": {**block["cols"], "role": [None, "Trainer"]}}]  # type: ignore[dict-item]
    changed = {"set": "participation", "ids": [200, 201], "cols": {"role": ["Widow of Sok", "Trainer"], "stage": ["hired", "hired"]}}
    later = json.loads(rewrite(canonical(["ab", changed]), b"", [100], [200]).body)[1]["cols"]
    assert later == {"role": [None, "Trainer"], "stage": ["hired", "hired"]}


@pytest.mark.parametrize("body", [b"", b"{}", b"[1, 2]", b'["s", {"new": "person"}]', b'["s", {"new": "person", "first": 1, "count": 9, "cols": {"a": []}}]'])
def test_what_no_program_of_ours_wrote_stays_as_it_is(body: bytes) -> None:
    assert rewrite(body, None, [1, 5]).body == body
    assert not concerns(body, [77], [])


@pytest.mark.parametrize(
    ("values", "kept"),
    [({}, None), ({"disability": "no"}, "no"), ({"wg": "yes", "disability": "no"}, "yes"), ({"wg": "unknown"}, "unknown"), ({"wg": "unknown", "disability": "no"}, "no")],
)
def test_the_disability_that_is_kept_is_the_one_that_figures_count(values: dict[str, str], kept: str | None) -> None:
    assert disability_for(Person.model_validate(values)) == kept


def test_answers_that_an_older_program_left_open_decide_where_nothing_else_was_stored() -> None:
    assert disability_for(Person.model_validate({"disability": "no"}), "yes") == "yes"
    assert disability_for(Person.model_validate({"wg": "no"}), "yes") == "no"
