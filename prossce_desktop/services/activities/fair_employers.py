"""Employers at a fair as rows of a grid: read, checked, saved by row or paste; makes new organisations."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from prossce_desktop.domain.input.draft_reading import understand
from prossce_desktop.domain.model.career_fair import FairEmployer
from prossce_desktop.domain.model.organisations_and_results import Organisation
from prossce_desktop.domain.operations.action_kind import ActionKind
from prossce_desktop.domain.operations.operation import plain_fields
from prossce_desktop.domain.problems import Problem, Severity
from prossce_desktop.domain.text.folding import fold
from prossce_desktop.services.records.record_saving import RecordWrite, write_records
from prossce_desktop.store.queries import list_organisations
from prossce_desktop.store.queries.activity_summary import parts
from prossce_desktop.store.queries.canonical_organisations import joined_at, organisations_at
from prossce_desktop.store.workspace.store import Change, Reading, Store, Work

NUMBERS = ("posts_local", "posts_overseas", "interviews", "hired", "near_hires")


@dataclass(frozen=True, slots=True)
class EmployerRow:
    """One employer as typed. No `record`: not saved; no `organisation`: found or made by the name."""

    record: int | None
    organisation: int | None
    name: str
    numbers: Mapping[str, str] = field(default_factory=dict)
    joined: int | None = field(default=None, compare=False)
    """The organisation as which this fair counts it, where it is joined with others."""

    @property
    def counted_as(self) -> int | None:
        """The organisation that is counted."""
        return self.organisation if self.joined is None else self.joined


@dataclass(frozen=True, slots=True)
class SavedRows:
    """The saved rows in the order given; None for one that was removed or could not be saved."""

    rows: tuple[EmployerRow | None, ...]
    change: Change | None
    made: int
    """Organisations that were not known."""


def rows(store: Store, activity: int) -> list[EmployerRow]:
    """The employers of a fair, in the order of entry."""
    with store.read() as reading:
        found = list(reading.records("fair_employer", parts(reading, "fair_employer", activity)))
        joined = joined_at(reading, activity)
        return [
            _row(reading, one.id, one.value, joined) for one in found if isinstance(one.value, FairEmployer)
        ]


def sums(reading: Reading, activity: int) -> dict[str, int | None]:
    """The numbers of all employers added, None where none gave one; joined organisations count once."""
    stored = reading.records("fair_employer", parts(reading, "fair_employer", activity))
    found = [one.value for one in stored if isinstance(one.value, FairEmployer)]
    different = organisations_at(reading, {activity: [one.organisation for one in found]})[activity]
    totals: dict[str, int | None] = {"employers": different or None}
    for name in NUMBERS:
        given = [value for one in found if (value := getattr(one, name)) is not None]
        totals[name] = sum(given) if given else None
    return totals


def _row(reading: Reading, record: int, value: FairEmployer, joined: Mapping[int, int]) -> EmployerRow:
    stored = reading.find(value.organisation)
    name = stored.value.name if stored is not None and isinstance(stored.value, Organisation) else ""
    numbers = {
        one: str(number)
        for one, number in plain_fields(value).items()
        if one in NUMBERS and number is not None
    }
    return EmployerRow(record, value.organisation, name, numbers, joined.get(value.organisation))


def problems(row: EmployerRow) -> list[Problem]:
    """What is wrong with a row: numbers that are none, hires above posts; a name is needed."""
    found = understand(FairEmployer, {**_given(row), "activity": "0", "organisation": "0"}).problems
    if not row.name.strip() and any(_given(row).values()):
        found = [Problem("organisation", "empty", "The organisation is needed."), *found]
    return found


def again(rows: Sequence[EmployerRow]) -> list[bool]:
    """For each row whether its organisation, or one joined with it, stands above; a new one goes by name."""
    found: list[bool] = []
    known: set[int] = set()
    names: set[str] = set()
    unknown: set[str] = set()
    for row in rows:
        name = fold(row.name)
        if row.organisation is None:
            found.append(bool(name) and name in names)
            unknown.add(name)
        else:
            found.append(row.counted_as in known or (bool(name) and name in unknown))
            known.add(row.counted_as or row.organisation)
        names.add(name)
    return found


def is_empty(row: EmployerRow) -> bool:
    """Whether nothing stands in a row."""
    return not row.name.strip() and not _given(row)


def save(store: Store, activity: int, given: Sequence[EmployerRow]) -> SavedRows:
    """Save these rows as one step; an emptied row is taken out, one with a hard problem is left alone."""
    with store.read() as reading:
        names = [one.name for one in given if one.organisation is None and one.name.strip()]
        known = {fold(name): list_organisations.of_name(reading, name) for name in names}
    ids: list[int | None] = []
    made = 0
    with store.work(ActionKind.employers, len(given)) as work:
        for one in given:
            if is_empty(one):
                if one.record is not None:
                    work.remove([one.record])
                ids.append(None)
                continue
            if not one.name.strip() or any(problem.severity is Severity.hard for problem in problems(one)):
                ids.append(None)
                continue
            organisation = one.organisation or known.get(fold(one.name))
            if organisation is None:
                country = store.identity.country
                [organisation] = work.new(
                    "organisation",
                    [Organisation.model_validate({"name": one.name.strip(), "country": country})],
                )
                known[fold(one.name)] = organisation
                made += 1
            ids.append(_save_row(work, activity, organisation, one))
    with store.read() as reading:
        joined = joined_at(reading, activity)
        saved = tuple(None if id is None else _saved(reading, id, joined) for id in ids)
    return SavedRows(saved, work.change if work.change.step else None, made)


def _save_row(work: Work, activity: int, organisation: int, row: EmployerRow) -> int:
    draft = {**_given(row), "activity": str(activity), "organisation": str(organisation)}
    value = understand(FairEmployer, draft).value
    assert isinstance(value, FairEmployer)
    before = work.record(row.record).value if row.record is not None else None
    value = value.model_copy(update={"kept": before.kept if before is not None else ()})
    [id] = write_records(work, [RecordWrite("fair_employer", value, row.record, before)])
    return id


def _saved(reading: Reading, id: int, joined: Mapping[int, int]) -> EmployerRow | None:
    value = reading.record(id).value
    return _row(reading, id, value, joined) if isinstance(value, FairEmployer) else None


def _given(row: EmployerRow) -> dict[str, str]:
    return {name: text for name, text in row.numbers.items() if name in NUMBERS and text.strip()}


def as_draft(given: Iterable[EmployerRow]) -> dict[str, object]:
    """Rows that are not saved, as a draft keeps them."""
    rows = [
        {
            "record": one.record,
            "organisation": one.organisation,
            "name": one.name,
            "numbers": dict(one.numbers),
        }
        for one in given
    ]
    return {"rows": rows}


def of_draft(typed: Mapping[str, object]) -> list[EmployerRow]:
    """Rows out of a draft."""
    held = typed.get("rows")
    found: list[EmployerRow] = []
    for one in held if isinstance(held, list) else []:
        if isinstance(one, Mapping):
            numbers = one.get("numbers")
            given = (
                {str(name): str(text) for name, text in numbers.items()}
                if isinstance(numbers, Mapping)
                else {}
            )
            found.append(
                EmployerRow(one.get("record"), one.get("organisation"), str(one.get("name") or ""), given)
            )
    return found
