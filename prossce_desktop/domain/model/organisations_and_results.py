"""Organisations, what institutions adopted, and stories."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, ClassVar

from pydantic import StringConstraints

from prossce_desktop.domain.model.activity import LongText, RecordId, Text, Title
from prossce_desktop.domain.model.codes import Consent, Constituent, Country, Verdict
from prossce_desktop.domain.model.fields import FieldDisplay, Record
from prossce_desktop.domain.problems import Problem
from prossce_desktop.domain.translatable import N_

WHAT = N_("What and when")


class Organisation(Record):
    """An employer, PES office, union, employers' body or training provider."""

    KIND: ClassVar[str] = "organisation"
    LABEL: ClassVar[str] = N_("Organisation")
    PLURAL: ClassVar[str] = N_("Organisations")

    name: Annotated[Annotated[str, StringConstraints(min_length=1, max_length=300)], FieldDisplay(N_("Name"), 30)]
    latin_name: Annotated[Text | None, FieldDisplay(N_("Name in Latin letters"), 24)] = None
    constituent: Annotated[Constituent | None, FieldDisplay(N_("Constituent group"), 18, help=N_("The group that the organisation belongs to: government, employers, workers, or another one."))] = None
    isic: Annotated[Text | None, FieldDisplay(N_("Economic sector (ISIC)"), 18, help=N_("Main economic activity, by the international classification ISIC."), codes="isic4")] = None
    country: Annotated[Country | None, FieldDisplay(N_("Country"), 14)] = None
    province: Annotated[Text | None, FieldDisplay(N_("Province"), 16, codes="province")] = None
    notes: Annotated[Text | None, FieldDisplay(N_("Notes"), 36, personal=True, long=True)] = None


class OrganisationLink(Record):
    """A person's decision about two records: the same organisation or not."""

    KIND: ClassVar[str] = "organisation_link"
    LABEL: ClassVar[str] = N_("Possible duplicate (organisations)")
    PLURAL: ClassVar[str] = N_("Possible duplicates (organisations)")

    a: Annotated[RecordId, FieldDisplay(N_("One record"), 24, refers=("organisation",))]
    b: Annotated[RecordId, FieldDisplay(N_("The other record"), 24, refers=("organisation",))]
    verdict: Annotated[Verdict, FieldDisplay(N_("Decision"), 14)]

    def problems(self) -> list[Problem]:
        """The smaller id stands first, and none is paired with itself."""
        if self.a >= self.b:
            return [Problem("b", "order", N_("Choose two different records of one organisation. Begin with the record that was entered earlier."))]
        return []


class InstitutionalResult(Record):
    """What an institution adopted because of the work."""

    KIND: ClassVar[str] = "institutional_result"
    LABEL: ClassVar[str] = N_("Institutional result")
    PLURAL: ClassVar[str] = N_("Institutional results")

    title: Annotated[Title, FieldDisplay(N_("What was adopted"), 36, WHAT)]
    institution: Annotated[Text | None, FieldDisplay(N_("Institution"), 30, WHAT)] = None
    date: Annotated[dt.date | None, FieldDisplay(N_("Date"), 12, WHAT)] = None
    country: Annotated[Country | None, FieldDisplay(N_("Country"), 14, WHAT)] = None
    evidence: Annotated[LongText | None, FieldDisplay(N_("Evidence"), 48, WHAT, personal=True, long=True)] = None


class ImpactStory(Record):
    """A short text about one person or institution; exported only with consent."""

    KIND: ClassVar[str] = "impact_story"
    LABEL: ClassVar[str] = N_("Impact story")
    PLURAL: ClassVar[str] = N_("Impact stories")

    title: Annotated[Title, FieldDisplay(N_("Title"), 36, WHAT, personal=True)]
    date: Annotated[dt.date | None, FieldDisplay(N_("Date"), 12, WHAT)] = None
    country: Annotated[Country | None, FieldDisplay(N_("Country"), 14, WHAT)] = None
    person: Annotated[RecordId | None, FieldDisplay(N_("Person"), 24, WHAT, refers=("person",))] = None
    organisation: Annotated[RecordId | None, FieldDisplay(N_("Institution"), 24, WHAT, refers=("organisation",))] = None
    text: Annotated[LongText | None, FieldDisplay(N_("Story"), 60, WHAT, personal=True, long=True)] = None
    consent: Annotated[Consent | None, FieldDisplay(N_("Consent to publish"), 12, WHAT, N_("The story can be exported only with this consent."))] = None
