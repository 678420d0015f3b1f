"""The record kinds of this release, each with the number that stands for it in the base (never reused)."""

from __future__ import annotations

from prossce_desktop.domain.model.activity import Activity
from prossce_desktop.domain.model.attachment import Attachment
from prossce_desktop.domain.model.career_fair import CareerFair, FairEmployer, FollowUp
from prossce_desktop.domain.model.dialogues_products_exchanges import (
    KnowledgeProduct,
    PolicyDialogue,
    SstcExchange,
)
from prossce_desktop.domain.model.fields import Record
from prossce_desktop.domain.model.head_count import HeadCount
from prossce_desktop.domain.model.organisations_and_results import (
    ImpactStory,
    InstitutionalResult,
    Organisation,
    OrganisationLink,
)
from prossce_desktop.domain.model.people import Link, Participation, Person
from prossce_desktop.domain.model.query import Query
from prossce_desktop.domain.model.training import Programme, Training

NUMBERED: dict[int, type[Record]] = {
    1: Person,
    2: Participation,
    3: Link,
    4: Training,
    5: CareerFair,
    6: PolicyDialogue,
    7: KnowledgeProduct,
    8: SstcExchange,
    9: HeadCount,
    10: FairEmployer,
    11: FollowUp,
    12: Organisation,
    13: Programme,
    14: InstitutionalResult,
    15: ImpactStory,
    16: Query,
    17: Attachment,
    18: OrganisationLink,
}
KINDS: dict[str, type[Record]] = {one.KIND: one for one in NUMBERED.values()}
KIND_NUMBERS: dict[str, int] = {one.KIND: number for number, one in NUMBERED.items()}
ACTIVITY_KINDS: dict[str, type[Activity]] = {name: one for name, one in KINDS.items() if issubclass(one, Activity)}
PARTS: dict[str, tuple[str, ...]] = {
    "activity": ("participation", "head_count", "fair_employer", "attachment"),
    "person": ("participation", "follow_up"),
}
"""What belongs to an activity or a person, by the field that names it, and is taken out with it."""
LINKS: dict[str, type[Link | OrganisationLink]] = {Person.KIND: Link, Organisation.KIND: OrganisationLink}
"""Kinds of which two records may be one, each with the kind that says so."""
PAIRS = frozenset(one.KIND for one in LINKS.values())
"""Those kinds: they change no value, and go where one of the two goes."""
LATER_KINDS = ("issued_figure", "indicator", "target", "value", "workplan_line", "expense", "attachment")
"""Kinds that come with releases of their own, and pictures, which need a file: by words alone they are refused."""
