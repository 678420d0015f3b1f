"""Where the window can go: a page, perhaps a record on it and a tab of the record."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from prossce_desktop.services.history.current_page import NEW, ActionPage


class PageName(StrEnum):
    """The pages of the window, in the order of the navigation."""

    overview = "overview"
    activities = "activities"
    people = "people"
    organisations = "organisations"
    reports = "reports"
    exchange = "exchange"
    settings = "settings"
    backups = "copies"
    """Copies and moving; reached from Settings and Ctrl+K."""
    activity = "activity"
    """The editor of one activity (or programme, result, story); not in the navigation."""
    officers = "officers"
    """Who works here, passphrases and the lock; from the settings."""
    decisions = "decisions"
    """Conflicting values, and questions; from Exchange, the Overview and the records themselves."""
    person = "person"
    organisation = "organisation"
    joining = "joining"
    """Two people, or two organisations, side by side; from their pages and lists."""


@dataclass(frozen=True, slots=True)
class Place:
    """A page and what it shows.

    `kind` without `record` on `activity` is a new record, `draft` continues a draft, `tab` is a tab's name,
    `focus` a record within it. On `decisions` tabs are `values`, `questions`, `pairs`, and `search` a field;
    on `exchange`, `file` is a package to look at. On `joining` `kind` is that of both, `focus` the other one,
    and the tab `pairs` leads back to the pairs. `year` (on `activities` perhaps with `month` and a status as
    `tab`) is the year of what is shown.
    """

    page: PageName
    record: int | None = None
    kind: str | None = None
    tab: str | None = None
    draft: str | None = None
    focus: int | None = None
    search: str | None = None
    file: str | None = None
    year: int | None = None
    month: int | None = None


TO_CHECK = "to_check"
"""The tab of the lists of people and organisations that shows those who may be the same as somebody else."""

ONE_RECORD = frozenset({PageName.activity, PageName.person, PageName.organisation})
"""Pages that show one record."""


def page_of_kind(kind: str) -> PageName:
    """The page that shows a record of this kind; what is no person and no organisation has the form's."""
    pages = {"person": PageName.person, "organisation": PageName.organisation}
    return pages.get(kind, PageName.activity)


def where_of(place: Place) -> ActionPage:
    """The place in the window that a step remembers which is made there."""
    if place.page not in ONE_RECORD:
        return ActionPage(place.page.value)
    return ActionPage(place.page.value, NEW if place.record is None else place.record)
