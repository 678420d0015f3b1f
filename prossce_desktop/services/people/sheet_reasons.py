"""Reasons beside the rows of a sheet: which record keeps them, and what only the base can ask about."""

from __future__ import annotations

from prossce_desktop.domain.input.accepted_doubts import with_value_notes
from prossce_desktop.domain.input.people_sheet_rows import PARTICIPATION_COLUMNS
from prossce_desktop.domain.model.fields import AcceptedDoubt
from prossce_desktop.domain.problems import Problem, Severity
from prossce_desktop.domain.translatable import N_

TWICE = "already-listed"


def stands_with_person(doubt: AcceptedDoubt) -> bool:
    """Whether a reason holds for the person on every list, else for this participation."""
    return doubt.code != TWICE and doubt.field not in PARTICIPATION_COLUMNS


def already_listed(person: int) -> Problem:
    """The person stands on this list already: right at a fair of two days, else asked about."""
    said = Problem("name", TWICE, N_("This person is already on the list."), Severity.soft)
    return with_value_notes([said], {"name": person})[0]
