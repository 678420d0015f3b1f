"""Policy dialogues, knowledge products and SSTC exchanges."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, ClassVar

from prossce_desktop.domain.model.activity import WHAT, Activity, Count, LongText, Text
from prossce_desktop.domain.model.codes import ActivityKind, Constituent, Country, Level, Mode, ProductType
from prossce_desktop.domain.model.fields import FieldDisplay
from prossce_desktop.domain.translatable import N_

OUTCOME = N_("Outcome")


class PolicyDialogue(Activity):
    """A meeting, consultation or review."""

    KIND: ClassVar[str] = "policy_dialogue"
    LABEL: ClassVar[str] = N_("Policy dialogue")
    PLURAL: ClassVar[str] = N_("Policy dialogues")
    ABOUT: ClassVar[str] = N_("A meeting, consultation or review about a policy.")
    ACTIVITY_KIND: ClassVar[ActivityKind] = ActivityKind.policy_dialogue

    mode: Annotated[Mode | None, FieldDisplay(N_("Mode"), 14, WHAT)] = None
    level: Annotated[Level | None, FieldDisplay(N_("Level"), 14, WHAT)] = None
    constituents: Annotated[tuple[Constituent, ...], FieldDisplay(N_("Constituents taking part"), 24, OUTCOME)] = ()
    outcome: Annotated[LongText | None, FieldDisplay(N_("Outcome adopted"), 48, OUTCOME, personal=True, long=True)] = None


class KnowledgeProduct(Activity):
    """A study, brief, guide or dataset."""

    KIND: ClassVar[str] = "knowledge_product"
    LABEL: ClassVar[str] = N_("Knowledge product")
    PLURAL: ClassVar[str] = N_("Knowledge products")
    ABOUT: ClassVar[str] = N_("A study or publication: a study, brief, guide or dataset.")
    ACTIVITY_KIND: ClassVar[ActivityKind] = ActivityKind.knowledge_product

    mode: Annotated[Mode | None, FieldDisplay(N_("Mode"), 14, WHAT, listed=False, only_if=lambda draft: False)] = None
    product_type: Annotated[ProductType | None, FieldDisplay(N_("Type"), 14, WHAT)] = None
    languages: Annotated[Text | None, FieldDisplay(N_("Languages"), 20, OUTCOME, personal=True)] = None
    published: Annotated[dt.date | None, FieldDisplay(N_("Published"), 12, OUTCOME)] = None
    link: Annotated[Text | None, FieldDisplay(N_("Link"), 36, OUTCOME, personal=True)] = None
    downloads: Annotated[Count | None, FieldDisplay(N_("Downloads"), 10, OUTCOME)] = None


class SstcExchange(Activity):
    """A study visit, peer exchange or deployment of experts between countries."""

    KIND: ClassVar[str] = "sstc_exchange"
    LABEL: ClassVar[str] = N_("SSTC exchange")
    PLURAL: ClassVar[str] = N_("SSTC exchanges")
    ABOUT: ClassVar[str] = N_("South-South and triangular cooperation: a study visit, a peer exchange, or experts who work in another country.")
    ACTIVITY_KIND: ClassVar[ActivityKind] = ActivityKind.sstc_exchange

    mode: Annotated[Mode | None, FieldDisplay(N_("Mode"), 14, WHAT)] = None
    sending: Annotated[tuple[Country, ...], FieldDisplay(N_("Sending countries"), 24, OUTCOME)] = ()
    receiving: Annotated[tuple[Country, ...], FieldDisplay(N_("Receiving countries"), 24, OUTCOME)] = ()
    subject: Annotated[Text | None, FieldDisplay(N_("Subject"), 36, OUTCOME, personal=True)] = None
    taken_up: Annotated[LongText | None, FieldDisplay(N_("What was adopted"), 48, OUTCOME, personal=True, long=True)] = None
