"""People, how they took part, and decisions that two records are one person."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, ClassVar

from pydantic import Field, StringConstraints

from prossce_desktop.domain.model.activity import ACTIVITIES, LongText, RecordId, Text
from prossce_desktop.domain.model.ages import OLDEST
from prossce_desktop.domain.model.codes import (
    NOT_PRESENT,
    Channel,
    Consent,
    Constituent,
    Country,
    Difficulty,
    Disability,
    Sex,
    Stage,
    Verdict,
)
from prossce_desktop.domain.model.fields import PARTIAL_DATE, FieldDisplay, Record
from prossce_desktop.domain.problems import Problem, Severity
from prossce_desktop.domain.translatable import N_

WHO = N_("Who")
REACH = N_("Contact")
WORK = N_("Education and work")
WG = N_("Washington Group Short Set")
SIX = N_("One of the six questions on disability of the Washington Group. Together, the answers say whether the person has a disability.")
TESTS = N_("Attendance and tests")

Name = Annotated[str, StringConstraints(min_length=1, max_length=300)]
PartialDate = Annotated[str, StringConstraints(pattern=PARTIAL_DATE)]
WG_FIELDS = ("wg_seeing", "wg_hearing", "wg_walking", "wg_remembering", "wg_selfcare", "wg_communicating")


class Person(Record):
    """Somebody who took part. Nothing but one name is needed; a missing answer is "not recorded", never "no"."""

    KIND: ClassVar[str] = "person"
    LABEL: ClassVar[str] = N_("Person")
    PLURAL: ClassVar[str] = N_("People")

    name: Annotated[Name | None, FieldDisplay(N_("Name"), 24, WHO, N_("As the person writes it, in any alphabet."), personal=True)] = None
    latin_name: Annotated[Text | None, FieldDisplay(N_("Name in Latin letters"), 20, WHO, N_("The name in Latin letters, exactly as the person gives it."), personal=True)] = None
    sex: Annotated[Sex, FieldDisplay(N_("Sex"), 8, WHO)] = Sex.not_recorded
    birth: Annotated[PartialDate | None, FieldDisplay(N_("Born"), 12, WHO, N_("A day, a month or only a year."), personal=True)] = None
    disability: Annotated[Disability | None, FieldDisplay(N_("Disability"), 10, WHO, N_("As the person says. If all six questions are answered, those answers decide."))] = None
    phone: Annotated[Text | None, FieldDisplay(N_("Phone"), 14, REACH, personal=True)] = None
    national_id: Annotated[Text | None, FieldDisplay(N_("National ID"), 16, REACH, personal=True)] = None
    email: Annotated[Text | None, FieldDisplay(N_("E-mail"), 24, REACH, personal=True)] = None
    address: Annotated[Text | None, FieldDisplay(N_("Address"), 30, REACH, personal=True)] = None
    nationality: Annotated[Country | None, FieldDisplay(N_("Nationality"), 14, REACH)] = None
    country: Annotated[Country | None, FieldDisplay(N_("Country"), 14, REACH)] = None
    province: Annotated[Text | None, FieldDisplay(N_("Province"), 16, REACH, codes="province")] = None
    education: Annotated[Text | None, FieldDisplay(N_("Education (ISCED)"), 16, WORK, N_("Highest level of education, by the international classification ISCED 2011."), codes="isced2011")] = None
    occupation: Annotated[Text | None, FieldDisplay(N_("Occupation (ISCO-08)"), 16, WORK, N_("Group of occupations, by the international classification ISCO-08."), codes="isco08")] = None
    employer: Annotated[Text | None, FieldDisplay(N_("Employer"), 24, WORK, personal=True)] = None
    constituent: Annotated[Constituent | None, FieldDisplay(N_("Constituent group"), 16, WORK, N_("The group that the person belongs to: government, employers, workers, or another one."))] = None
    wg_seeing: Annotated[Difficulty | None, FieldDisplay(N_("Seeing, even with glasses"), 12, WG, SIX, personal=True)] = None
    wg_hearing: Annotated[Difficulty | None, FieldDisplay(N_("Hearing, even with a hearing aid"), 12, WG, SIX, personal=True)] = None
    wg_walking: Annotated[Difficulty | None, FieldDisplay(N_("Walking or climbing steps"), 12, WG, SIX, personal=True)] = None
    wg_remembering: Annotated[Difficulty | None, FieldDisplay(N_("Remembering or concentrating"), 12, WG, SIX, personal=True)] = None
    wg_selfcare: Annotated[Difficulty | None, FieldDisplay(N_("Washing or dressing"), 12, WG, SIX, personal=True)] = None
    wg_communicating: Annotated[Difficulty | None, FieldDisplay(N_("Communicating"), 12, WG, SIX, personal=True)] = None
    wg: Annotated[Disability | None, FieldDisplay(N_("Result of the six questions"), 10, WG, listed=False, worked=True)] = None
    consent: Annotated[Consent | None, FieldDisplay(N_("Consent to keep personal data"), 12, REACH)] = None
    remarks: Annotated[LongText | None, FieldDisplay(N_("Notes"), 40, WORK, personal=True, long=True)] = None

    def problems(self) -> list[Problem]:
        """A name is needed; a birth date must be a day that exists."""
        found: list[Problem] = []
        if not self.name:
            found.append(Problem("name", "empty", N_("A name is needed.")))
        if self.birth is not None:
            found.extend(birth_problems(self.birth))
        return found


def code_of(person: int, country: object) -> str:
    """The code of somebody whose name is not here: `KH-384039`; `384039` where no country is recorded."""
    return f"{country}-{person % 1_000_000:06}" if country else f"{person % 1_000_000:06}"


def birth_problems(birth: str) -> list[Problem]:
    """Of a whole or partial date of birth: a day that does not exist, or a year that cannot be."""
    parts = [int(part) for part in birth.split("-")]
    try:
        dt.date(*(parts + [1, 1])[:3])
    except ValueError:
        return [Problem("birth", "no-such-day", N_("This day does not exist."))]
    if not 1900 <= parts[0] <= 2100:
        return [Problem("birth", "year", N_("The year {year} cannot be right."), Severity.soft, (("year", str(parts[0])),))]
    return []


class Participation(Record):
    """One person at one activity."""

    KIND: ClassVar[str] = "participation"
    LABEL: ClassVar[str] = N_("Participation")
    PLURAL: ClassVar[str] = N_("Participations")

    person: Annotated[RecordId, FieldDisplay(N_("Person"), 24, refers=("person",))]
    activity: Annotated[RecordId, FieldDisplay(N_("Activity"), 24, refers=ACTIVITIES)]
    role: Annotated[Text | None, FieldDisplay(N_("Role"), 14, personal=True)] = None
    stage: Annotated[Stage | None, FieldDisplay(N_("Stage"), 14)] = None
    channel: Annotated[Channel | None, FieldDisplay(N_("Channel"), 10)] = None
    counted_on: Annotated[dt.date | None, FieldDisplay(N_("Counted on"), 12)] = None
    age: Annotated[Annotated[int, Field(ge=0, le=130)] | None, FieldDisplay(N_("Age"), 6)] = None
    age_worked: Annotated[Annotated[int, Field(ge=0, le=OLDEST)] | None, FieldDisplay(N_("Age on the first day"), 6, listed=False, worked=True)] = None
    estimated: Annotated[bool | None, FieldDisplay(N_("Age estimated"), 6, listed=False, worked=True)] = None
    ticks: Annotated[tuple[Annotated[int, Field(ge=1, le=400)], ...], FieldDisplay(N_("Sessions attended"), 12, TESTS, N_("Numbers of the sessions that the person attended."), listed=False)] = ()
    attended: Annotated[Annotated[int, Field(ge=0, le=400)] | None, FieldDisplay(N_("Sessions"), 8, TESTS)] = None
    pre: Annotated[Annotated[float, Field(ge=0, le=100_000)] | None, FieldDisplay(N_("Pre-test"), 8, TESTS)] = None
    post: Annotated[Annotated[float, Field(ge=0, le=100_000)] | None, FieldDisplay(N_("Post-test"), 8, TESTS)] = None
    certificate: Annotated[bool | None, FieldDisplay(N_("Certificate"), 8, TESTS)] = None
    employer: Annotated[RecordId | None, FieldDisplay(N_("Hired by"), 24, refers=("organisation",))] = None
    post_overseas: Annotated[bool | None, FieldDisplay(N_("Post overseas"), 8)] = None
    remarks: Annotated[Text | None, FieldDisplay(N_("Notes"), 24, personal=True, long=True)] = None

    @property
    def is_present(self) -> bool:
        """Whether the person attended, as reach understands it (C3.1)."""
        return self.stage is not None and self.stage not in NOT_PRESENT

    def problems(self) -> list[Problem]:
        """A channel of a person is one of the two."""
        if self.channel is Channel.both:
            return [Problem("channel", "one-channel", N_("A person is either on site or online. Choose one."))]
        return []


class Link(Record):
    """A decision, or an open question, about two records: the same person or not."""

    KIND: ClassVar[str] = "link"
    LABEL: ClassVar[str] = N_("Possible duplicate (people)")
    PLURAL: ClassVar[str] = N_("Possible duplicates (people)")

    a: Annotated[RecordId, FieldDisplay(N_("One record"), 24, refers=("person",))]
    b: Annotated[RecordId, FieldDisplay(N_("The other record"), 24, refers=("person",))]
    verdict: Annotated[Verdict, FieldDisplay(N_("Decision"), 14)]

    def problems(self) -> list[Problem]:
        """The smaller id stands first, and nobody is paired with himself."""
        if self.a >= self.b:
            return [Problem("b", "order", N_("Choose two different records of one person. Begin with the record that was entered earlier."))]
        return []
