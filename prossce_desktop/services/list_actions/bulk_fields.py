"""Which fields make sense for many records at once: what tells them apart from each other, and who somebody is, is typed one by one."""

from __future__ import annotations

from collections.abc import Iterable

from prossce_desktop.domain.model.codes import FAIR_STAGES, TRAINING_STAGES, Token
from prossce_desktop.domain.model.fields import Field, Record, field_of, fields_of
from prossce_desktop.domain.model.people import Participation, Person
from prossce_desktop.domain.model.record_kinds import ACTIVITY_KINDS, KINDS

OF_ACTIVITIES = (
    "status", "pillar", "programme", "tier", "mode", "channel", "our_part", "held_in", "province", "place", "partners",
    "participants_country", "themes", "sdg_targets", "language", "level", "type", "counted_on", "source",
)  # fmt: skip
OF_PEOPLE = (
    "province", "country", "nationality", "sex", "disability", "education", "occupation", "employer", "constituent", "consent",
)  # fmt: skip
OF_ORGANISATIONS = ("constituent", "isic", "country", "province")
OF_TAKING_PART = ("stage", "channel", "counted_on", "certificate", "role")


def fields_for(kinds: Iterable[str]) -> list[Field]:
    """The fields that records of these kinds have and that can be changed together; of several kinds what any of them has."""
    present = set(kinds)
    names: tuple[str, ...] = ()
    records: list[type[Record]] = []
    if present <= set(ACTIVITY_KINDS):
        names, records = OF_ACTIVITIES, [KINDS[one] for one in ACTIVITY_KINDS if one in present]
    elif present == {Person.KIND}:
        names, records = OF_PEOPLE, [Person]
    elif present == {"organisation"}:
        names, records = OF_ORGANISATIONS, [KINDS["organisation"]]
    own = [{one.name: one for one in fields_of(record)} for record in records]
    return [next(each[name] for each in own if name in each) for name in names if any(name in each for each in own)]


def fields_of_people() -> list[Field]:
    """Of the people of an activity: how they took part, then what belongs to the person."""
    return [*(field_of(Participation, one) for one in OF_TAKING_PART), *(field_of(Person, one) for one in OF_PEOPLE)]


def stages_of(kind: str) -> tuple[Token, ...]:
    """The stages that an activity of this kind has."""
    return tuple(FAIR_STAGES if kind == "career_fair" else TRAINING_STAGES)
