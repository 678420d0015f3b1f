"""How far an erasure goes: not into other countries, the program's own settings or codes, but into every reason that was given."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from prossce_desktop.domain.model.career_fair import FollowUp
from prossce_desktop.domain.model.fields import AcceptedDoubt, Record
from prossce_desktop.domain.model.organisations_and_results import ImpactStory
from prossce_desktop.domain.model.people import Link, Participation, Person
from prossce_desktop.domain.model.query import Query
from prossce_desktop.domain.model.training import Training
from prossce_desktop.domain.operations.erasure import BELONGING
from prossce_desktop.domain.operations.operation import canonical, declared_personal_fields
from prossce_desktop.services.people import person_erasure
from prossce_desktop.store.workspace.workspace_lifecycle import Plain, create
from tests.exchange.forging import NOW, forged
from tests.exchange.opened import everything_in
from tests.exchange.test_erasing import Region, rebuilt_differs

pytestmark = pytest.mark.slow

REMARK = "Came with her sister"


@pytest.mark.parametrize("overlapping", [False, True])
def test_a_country_erases_nothing_of_another(tmp_path: Path, overlapping: bool) -> None:
    """The Lao laptop signs an erasure of a person of Cambodia, or of one of its own whose participation takes a Cambodian one's number."""
    region = Region(tmp_path, "names")
    with region.kh1.here(), region.kh1.store.work("new", 1) as work:
        [training] = work.new("training", [Training(title="Course", country="KH", start="2024-05-10", status="held")])  # type: ignore[arg-type]
        [person] = work.new("person", [Person(name="Sok Srey", sex="female", country="KH")])  # type: ignore[arg-type]
        [taken_part] = work.new("participation", [Participation(person=person, activity=training, stage="attended", remarks=REMARK)])  # type: ignore[arg-type]
    region.send(region.kh1, region.office)
    before = region.office.store.digest().digest
    to, incarnation = region.to(region.la, region.office), os.urandom(16)
    erased, bodies = person, []
    if overlapping:
        erased = 5 << 40
        made = {"new": "participation", "first": taken_part, "count": 1, "cols": {"person": [erased], "activity": [training]}}
        bodies = [canonical(["00" * 16, made])]
        assert region.read(region.office, forged(region.la.store, to, bodies, scope="LA")).status in ("quarantined", "accepted_for_later")
    bodies = [canonical(["00" * 16, {"erase": erased, "birth": None, "disability": None}])]
    region.read(region.office, forged(region.la.store, to, bodies, scope="LA", title="erase 1", incarnation=incarnation))
    with region.office.store.read() as reading:
        assert reading.execute("SELECT count(*) FROM op WHERE erased <> 0").scalar() == 0
        assert reading.execute("SELECT remarks FROM participation").fetchall() == [(REMARK,)]
    assert region.office.store.digest().digest == before
    assert rebuilt_differs(region.office.store, tmp_path) == []
    region.close()


def test_settings_of_the_program_and_codes_in_drafts_stay(tmp_path: Path) -> None:
    """A person called My, and one whose name is a part of a longer word."""
    store, _ = create(tmp_path / "w", country="KH", office="O", officer="A", unlock=Plain(), now=lambda: NOW)
    with store.work("new", 1) as work:
        short, long = work.new("person", [Person(name="My"), Person(name="Kanaritsom")])
    settings = {
        "fork:123": "MY",
        "exchange:arrived": '["my"]',
        "second-place": "D:/Kanaritsom",
        "pinned training": '{"country": "MY", "place": "My"}',
    }
    for name, value in settings.items():
        store.settings.write(name, value)
    store.settings.write("reasons", json.dumps(["as Kanaritsom said", "near Kanaritsompur", "\u1780Kanaritsom\u1780"]))
    typed: dict[str, object] = {
        "title": "Kanaritsompur", "fields": {"title": "Visit of Kanaritsom", "country": "MY", "themes": ["my"], "place": "my", "status": "held"},
        "kept": [{"field": "my", "code": "my", "reason": "My", "of": None}], "names": {"7": "My"},
    }  # fmt: skip
    store.drafts.save("k", "training", None, typed, NOW)
    for id in (short, long):
        person_erasure.erase(store, id, "asked for it", NOW)
    settings["pinned training"] = '{"country": "MY", "place": ""}'
    assert {name: store.settings.read(name) for name in settings} == settings
    assert json.loads(store.settings.read("reasons") or "") == ["", "near Kanaritsompur", ""]
    assert [one.typed for one in store.drafts.held()] == [
        {
            "title": "Kanaritsompur", "fields": {"title": "", "country": "MY", "themes": ["my"], "place": "", "status": "held"},
            "kept": [{"field": "my", "code": "my", "reason": "", "of": None}], "names": {"7": ""},
        }
    ]  # fmt: skip
    store.close()


def test_a_reason_about_a_person_is_withheld_and_erased_whatever_kind_it_was_given_for(tmp_path: Path) -> None:
    region = Region(tmp_path)
    why = (AcceptedDoubt(field="remarks", code="long", reason="Kanaritsom says so", of='["0123994477"]'),)
    with region.kh1.here(), region.kh1.store.work("new", 1) as work:
        [training] = work.new("training", [Training(title="Course", country="KH", start="2024-05-10", status="held")])  # type: ignore[arg-type]
        [one, other] = work.new("person", [Person(name="Sok Srey", sex="female"), Person(name="Sok Dara")])  # type: ignore[arg-type]
        values: dict[str, Record] = {
            "participation": Participation(person=one, activity=training, stage="attended", kept=why),  # type: ignore[arg-type]
            "follow_up": FollowUp(person=one, activity=training, due=3, kept=why),
            "impact_story": ImpactStory(title="A story", person=one, kept=why),
            "query": Query(record=one, field="sex", text="Is it so?", kept=why),
            "link": Link(a=one, b=other, verdict="different", kept=why),  # type: ignore[arg-type]
        }
        assert values.keys() == BELONGING.keys() and all("kept" in declared_personal_fields(kind) for kind in ("person", *BELONGING))
        for kind, value in values.items():
            work.new(kind, [value])
    words = ("kanaritsom", "0123994477")
    region.round(region.kh1)
    assert all(word in everything_in(region.kh1.store) and word not in everything_in(region.office.store) for word in words)
    region.erase(region.kh1, one)
    region.round(region.kh1)
    assert not any(word in everything_in(region.kh1.store) for word in words)
    assert rebuilt_differs(region.kh1.store, tmp_path) == [] and rebuilt_differs(region.office.store, tmp_path) == []
    region.close()
