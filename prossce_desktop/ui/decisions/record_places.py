"""Where the window shows a record that something is open about."""

from __future__ import annotations

from prossce_desktop.domain.model.record_kinds import ACTIVITY_KINDS
from prossce_desktop.ui.base.place import PageName, Place

QUESTIONS_TAB, PAIRS_TAB = "questions", "pairs"
"""Tabs of the page of decisions."""
FORMS = ("programme", "institutional_result", "impact_story")
TAB = {
    "head_count": "head_count",
    "fair_employer": "employers",
    "participation": "people",
    "attachment": "attachments",
}


def place_of(kind: str, record: int, activity: int | None, field: str) -> Place | None:
    """The page of the record, or that of the activity it belongs to; None where the window has none."""
    if kind in ACTIVITY_KINDS or kind in FORMS:
        return Place(PageName.activity, record=record, kind=kind, tab="details", search=field)
    if kind in TAB and activity is not None:
        return Place(
            PageName.activity,
            record=activity,
            tab=TAB[kind],
            focus=record if kind == "participation" else None,
        )
    if kind == "person":
        return Place(PageName.person, record=record)
    return Place(PageName.organisation, record=record) if kind == "organisation" else None


def decision_place(record: int, field: str) -> Place:
    return Place(PageName.decisions, record=record, tab="values", search=field)


def question_place(record: int) -> Place:
    """The page of questions, at those about this record."""
    return Place(PageName.decisions, record=record, tab=QUESTIONS_TAB)
