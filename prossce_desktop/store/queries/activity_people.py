"""The people of one activity, for its page and sign-in sheet: stages by sex, sessions, list."""

from __future__ import annotations

from dataclasses import dataclass

from prossce_desktop.domain.model.codes import Sex, Stage
from prossce_desktop.domain.model.people import code_of
from prossce_desktop.store.projection.fact_codes import SEXES, STAGES
from prossce_desktop.store.queries.reading import Reading, ask


@dataclass(frozen=True, slots=True)
class Listed:
    """A person on the list of an activity; None is not recorded."""

    name: str
    sex: Sex
    birth: str | None
    phone: str | None
    organisation: str | None


def stages_by_sex(reading: Reading, activity: int) -> dict[tuple[Stage, Sex], int]:
    """People of the activity, each once, by the furthest stage recorded and their sex."""
    inner = (
        "SELECT max(stage) AS stage, max(sex) AS sex FROM fact WHERE activity = ? AND stage > 0 GROUP "
        "BY person"
    )
    rows = ask(reading, f"SELECT stage, sex, count(*) FROM ({inner}) GROUP BY stage, sex", (activity,))
    return {(STAGES[stage], SEXES[sex]): int(people) for stage, sex, people in rows}


def present_by_session(reading: Reading, activity: int) -> dict[int, int]:
    """By the number of a session (from 1) how many people were ticked; empty where nobody was."""
    sql = (
        "SELECT j.value, count(DISTINCT p.canonical) FROM participation t JOIN person p ON p.id = t.person, "
        "json_each(t.ticks) j"
        " WHERE t.activity = ? AND t.removed = 0 AND p.removed = 0 AND t.ticks IS NOT NULL GROUP BY j.value"
    )
    return {int(number): int(people) for number, people in ask(reading, sql, (activity,))}


def listed(reading: Reading, activity: int) -> list[Listed]:
    """Everybody listed in the order of entry, each once, without erased; a code for a withheld name."""
    sql = (
        "SELECT p.id, p.country, coalesce(p.name, p.latin_name), p.sex, p.birth, p.phone, p.employer FROM "
        "participation t JOIN person p ON p.id = t.person WHERE t.activity = ? AND t.removed = 0 AND "
        "p.removed = 0 AND p.id NOT IN (SELECT person FROM erased) GROUP BY p.canonical ORDER BY min(t.id)"
    )
    return [
        Listed(str(name or code_of(int(id), country)), Sex(sex), birth, phone, employer)
        for id, country, name, sex, birth, phone, employer in ask(reading, sql, (activity,))
    ]
