"""The tabs of a record, by its kind."""

from __future__ import annotations

from enum import StrEnum

from prossce_desktop.domain.model.codes import ActivityKind
from prossce_desktop.domain.translatable import N_


class TabName(StrEnum):
    """Names as a Place has them."""

    details = "details"
    people = "people"
    head_count = "head_count"
    employers = "employers"
    funnel = "funnel"
    attachments = "attachments"
    history = "history"


WORDS = {
    TabName.details: N_("Details"),
    TabName.people: N_("People"),
    TabName.head_count: N_("Head count"),
    TabName.employers: N_("Employers"),
    TabName.funnel: N_("Funnel"),
    TabName.attachments: N_("Attachments"),
    TabName.history: N_("History"),
}
HOMES = {
    TabName.people: ("prossce_desktop.ui.activities.people_grid.people_tab", "PeopleTab"),
    TabName.head_count: ("prossce_desktop.ui.activities.head_count.head_count_tab", "HeadCountTab"),
    TabName.employers: ("prossce_desktop.ui.activities.fair.employers_tab", "EmployersTab"),
    TabName.funnel: ("prossce_desktop.ui.activities.fair.funnel_tab", "FunnelTab"),
    TabName.attachments: ("prossce_desktop.ui.activities.attachments_tab", "AttachmentsTab"),
    TabName.history: ("prossce_desktop.ui.records.history_tab", "HistoryTab"),
}
"""The module and class of each tab beside the form, loaded when it is first wanted: all take 40 ms."""
NEEDS_RECORD = frozenset({TabName.people, TabName.employers, TabName.attachments, TabName.history})
"""What stands in records of their own, which need the activity to be saved first."""


def tabs_of(kind: str) -> tuple[TabName, ...]:
    """Details and History always; people, head counts, pictures of activities; employers, funnel of fairs."""
    if kind not in list(ActivityKind):
        return (TabName.details, TabName.history)
    fair = (TabName.employers, TabName.funnel) if kind == ActivityKind.career_fair else ()
    return (TabName.details, TabName.people, TabName.head_count, *fair, TabName.attachments, TabName.history)
