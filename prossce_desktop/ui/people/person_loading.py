"""What a person's page shows, read at once beside the window."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from prossce_desktop.app import Store
from prossce_desktop.domain.model.ages import age_on
from prossce_desktop.domain.model.codes import Difficulty, Disability
from prossce_desktop.domain.model.disability import disability_by, washington_group
from prossce_desktop.domain.model.fields import field_of
from prossce_desktop.domain.model.people import WG_FIELDS, Person
from prossce_desktop.domain.translatable import N_
from prossce_desktop.errors import UnknownRecord
from prossce_desktop.language import formatting
from prossce_desktop.language.messages import _, ngettext_
from prossce_desktop.services.decisions import duplicate_pairs
from prossce_desktop.services.decisions.duplicate_comparison import joined_with
from prossce_desktop.services.decisions.duplicate_pairs import DuplicateShown
from prossce_desktop.services.history import step_sentences
from prossce_desktop.services.history.step_sentences import StepInWords
from prossce_desktop.services.lists import list_queries
from prossce_desktop.services.lists.list_queries import Reading, TookPart
from prossce_desktop.services.people.person_erasure import OutOfReach, is_erased, out_of_reach
from prossce_desktop.services.records import value_words
from prossce_desktop.services.records.record_saving import withheld_of
from prossce_desktop.services.records.references import Referred
from prossce_desktop.services.records.unnamed_people import person_called

FACTS = (
    "sex", "birth", "phone", "national_id", "email", "address", "country", "nationality", "province",
    "education", "occupation",
    "employer", "constituent", "disability", "consent", "remarks",
)  # fmt: skip
ALWAYS = frozenset(
    {"sex", "birth", "phone", "national_id", "province", "education", "occupation", "disability", "consent"}
)
"""Facts that are shown as not recorded; the others only where there is something."""
_CAPTIONS = {
    "education": N_("Education"), "occupation": N_("Occupation"), "constituent": N_("Constituent group"),
    "consent": N_("Consent"),
    "wg_seeing": N_("Seeing"), "wg_hearing": N_("Hearing"), "wg_walking": N_("Walking"),
    "wg_remembering": N_("Remembering"),
    "wg_selfcare": N_("Washing"), "wg_communicating": N_("Communicating"),
}  # fmt: skip
_HISTORY = 40


@dataclass(frozen=True)
class PersonShown:
    """One person. `facts`: label and words ("" not recorded); `answers`: the Washington Group's, 1 to 4."""

    id: int
    removed: bool
    name: str
    latin_name: str
    facts: list[tuple[str, str]]
    answers: list[tuple[str, int | None, str]]
    disability: str
    took_part: list[TookPart]
    likely: list[DuplicateShown]
    steps: list[StepInWords]
    records: list[int]
    joined: list[Referred] = field(default_factory=list)
    """The other records of this person."""
    erased: OutOfReach | None = None
    """Of somebody who was erased, what the program could not reach."""


def read_person(store: Store, id: int, today: dt.date) -> PersonShown:
    """Everything about a person; raises UnknownRecord."""
    with store.read() as reading:
        stored = reading.record(id)
        value = stored.value
        if not isinstance(value, Person):
            raise UnknownRecord(record=id)
        withheld = withheld_of(reading, stored)
        facts = [
            (caption_of(name), _("Not on this computer") if name in withheld else _words(value, name, today))
            for name in FACTS
        ]
        shown = [
            (label, words)
            for name, (label, words) in zip(FACTS, facts, strict=True)
            if words or name in ALWAYS
        ]
        erased = is_erased(reading, id)
        found = PersonShown(
            id, stored.removed, *_called(reading, id, value, erased=erased),
            shown, _answers(value), _disability(value), list_queries.took_part(reading, id),
            [] if stored.removed else duplicate_pairs.likely_duplicates(reading, id),
            [], list_queries.linked_records(reading, id), joined_with(reading, "person", id),
        )  # fmt: skip
    found.steps.extend(step_sentences.about(store, id, _HISTORY))
    if erased:
        kept = [(label, words) for label, words in found.facts if words and label != caption_of("birth")]
        return replace(
            found, name=_("Erased person"), facts=kept, answers=[], erased=out_of_reach(store, found.records)
        )
    return found


def caption_of(name: str) -> str:
    return _(_CAPTIONS.get(name) or field_of(Person, name).shown.label)


def _called(reading: Reading, id: int, value: Person, *, erased: bool) -> tuple[str, str]:
    if value.name:
        return value.name, value.latin_name or ""
    if value.latin_name or erased:
        return value.latin_name or "", ""
    return person_called(reading, id, value), _("Name not on this computer")


def _words(value: Person, name: str, today: dt.date) -> str:
    plain = getattr(value, name)
    if plain is None or plain == "" or str(plain) == "not_recorded":
        return ""
    if name == "birth":
        return _born(str(plain), today)
    if name == "phone":
        return formatting.phone(str(plain), value.country)
    if name == "national_id":
        return _masked(str(plain))
    return value_words.words(None, field_of(Person, name), plain)


def _born(birth: str, today: dt.date) -> str:
    said = formatting.partial_day(birth)
    try:
        age = age_on(birth, today)
    except ValueError:
        return said
    years = ""
    if age is not None and age.years >= 0:
        years = ngettext_("{n} year", "{n} years", age.years).format(n=age.years)
    return _("{born}, {age}").format(born=said, age=years) if years else said


def _masked(number: str) -> str:
    """The beginning only: somebody may look over the officer's shoulder. The form shows it whole."""
    return number[:5] + "•" * max(0, len(number) - 5) if len(number) > 5 else number


def _answers(value: Person) -> list[tuple[str, int | None, str]]:
    found: list[tuple[str, int | None, str]] = []
    for name in WG_FIELDS:
        answer = getattr(value, name)
        label = caption_of(name)
        found.append(
            (
                label,
                int(answer.value) if answer is not None else None,
                _(Difficulty(answer).label) if answer is not None else "",
            )
        )
    return found


def _disability(value: Person) -> str:
    """What the six answers come to, in a sentence; "" where none was given."""
    answers: Sequence[str | int | None] = [getattr(value, name) for name in WG_FIELDS]
    by_set = value.wg or washington_group([None if one is None else int(str(one)) for one in answers])
    if by_set is None:
        return ""
    counted, _basis = disability_by(value.disability, by_set)
    if counted is Disability.yes:
        return _("“Yes”: at least one answer is “A lot of difficulty” or “Cannot do at all”.")
    if counted is Disability.no:
        return _("“No”: all six answers are “No difficulty” or “Some difficulty”.")
    return _("Not clear yet: not all six questions are answered.")
