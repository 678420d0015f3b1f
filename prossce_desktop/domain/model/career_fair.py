"""Career fairs, and the employers at them."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from prossce_desktop.domain.model.activity import (
    NUMBERS,
    WHAT,
    Activity,
    Count,
    RecordId,
    Text,
    fair_with_both,
)
from prossce_desktop.domain.model.codes import ActivityKind, Channel
from prossce_desktop.domain.model.fields import FieldDisplay, Record
from prossce_desktop.domain.problems import Problem, Severity
from prossce_desktop.domain.translatable import N_


class CareerFair(Activity):
    """One fair; its channels are inside it.

    With two channels the plain numbers (`registered`, `qualified` ...) are those on site and the ones
    ending in `_online` those online; with one channel the plain numbers are that channel's.
    """

    KIND: ClassVar[str] = "career_fair"
    LABEL: ClassVar[str] = N_("Career fair")
    PLURAL: ClassVar[str] = N_("Career fairs")
    ACTIVITY_KIND: ClassVar[ActivityKind] = ActivityKind.career_fair

    channel: Annotated[Channel | None, FieldDisplay(N_("Channels"), 14, WHAT)] = None
    edition: Annotated[Text | None, FieldDisplay(N_("Edition"), 12, WHAT)] = None
    registered_online: Annotated[Count | None, FieldDisplay(N_("Registered, online"), 10, NUMBERS, unit=N_("persons"), only_if=fair_with_both)] = None
    qualified_online: Annotated[Count | None, FieldDisplay(N_("Qualified, online"), 10, NUMBERS, unit=N_("persons"), only_if=fair_with_both)] = None
    interviews_online: Annotated[Count | None, FieldDisplay(N_("Interviews, online"), 10, NUMBERS, unit=N_("events"), only_if=fair_with_both)] = None
    hired_on_spot_online: Annotated[Count | None, FieldDisplay(N_("Hired on the spot, online"), 10, NUMBERS, unit=N_("persons"), only_if=fair_with_both)] = None
    near_hires_online: Annotated[Count | None, FieldDisplay(N_("Near-hires, online"), 10, NUMBERS, unit=N_("persons"), only_if=fair_with_both)] = None


class FairEmployer(Record):
    """An organisation at a fair: what it offered and whom it took."""

    KIND: ClassVar[str] = "fair_employer"
    LABEL: ClassVar[str] = N_("Employer at a fair")
    PLURAL: ClassVar[str] = N_("Employers at fairs")

    activity: Annotated[RecordId, FieldDisplay(N_("Fair"), 24, refers=("career_fair",))]
    organisation: Annotated[RecordId, FieldDisplay(N_("Organisation"), 30, refers=("organisation",))]
    posts_local: Annotated[Count | None, FieldDisplay(N_("Posts, local"), 8, unit=N_("posts"))] = None
    posts_overseas: Annotated[Count | None, FieldDisplay(N_("Posts, overseas"), 8, unit=N_("posts"))] = None
    interviews: Annotated[Count | None, FieldDisplay(N_("Interviews"), 8, unit=N_("events"))] = None
    hired: Annotated[Count | None, FieldDisplay(N_("Hired on the spot"), 8, unit=N_("persons"))] = None
    near_hires: Annotated[Count | None, FieldDisplay(N_("Near-hires"), 8, unit=N_("persons"))] = None

    def problems(self) -> list[Problem]:
        """Hires above the posts are asked about, since posts are often left out."""
        posts = (self.posts_local or 0) + (self.posts_overseas or 0)
        if posts and self.hired is not None and self.hired > posts:
            values = (("hired", f"{self.hired:,}"), ("posts", f"{posts:,}"))
            return [Problem("hired", "above-posts", N_("More people were hired ({hired}) than there are posts ({posts})."), Severity.soft, values, beside=(posts,))]
        return []


class FollowUp(Record):
    """A check on a hired or referred person, one, three or six months later."""

    KIND: ClassVar[str] = "follow_up"
    LABEL: ClassVar[str] = N_("Follow-up")
    PLURAL: ClassVar[str] = N_("Follow-ups")

    person: Annotated[RecordId, FieldDisplay(N_("Person"), 24, refers=("person",))]
    activity: Annotated[RecordId, FieldDisplay(N_("Activity"), 24, refers=("career_fair", "training", "policy_dialogue", "sstc_exchange", "knowledge_product"))]
    due: Annotated[Annotated[int, Field(ge=1, le=24)], FieldDisplay(N_("Due after"), 8, unit=N_("months"))]
    reached: Annotated[bool | None, FieldDisplay(N_("Could be contacted"), 8)] = None
    working: Annotated[bool | None, FieldDisplay(N_("In work"), 8)] = None
    employer: Annotated[Text | None, FieldDisplay(N_("Employer"), 24, personal=True)] = None
    isco: Annotated[Text | None, FieldDisplay(N_("Occupation (ISCO-08)"), 16, help=N_("Group of occupations, by the international classification ISCO-08."), codes="isco08")] = None
    remarks: Annotated[Text | None, FieldDisplay(N_("Notes"), 30, personal=True, long=True)] = None

    def problems(self) -> list[Problem]:
        """Somebody who was not reached cannot be known to work."""
        if self.reached is False and self.working is not None:
            return [Problem("working", "not-reached", N_("The person could not be contacted, so work is not known."))]
        return []
