"""Which topic of the guide fits which page: declared here for every page and every tab."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from prossce_desktop.ui.base.place import PageName, Place

PAGES: dict[PageName, str] = {
    PageName.overview: "first-day",
    PageName.activities: "find-and-correct",
    PageName.people: "find-and-correct",
    PageName.organisations: "find-and-correct",
    PageName.reports: "month-export",
    PageName.exchange: "exchange",
    PageName.settings: "officers",
    PageName.backups: "copies",
    PageName.activity: "a-training",
    PageName.officers: "officers",
    PageName.person: "find-and-correct",
    PageName.organisation: "find-and-correct",
    PageName.joining: "find-and-correct#join-two-records",
    PageName.decisions: "exchange#two-values-and-questions",
}
TABS: dict[str, str] = {
    "details": "a-training",
    "people": "people",
    "head_count": "head-count",
    "attachments": "a-training#photos-and-scans",
    "employers": "a-fair",
    "funnel": "a-fair",
    "history": "find-and-correct#history-and-undo",
}
"""The tabs of an activity. Its details are those of a training, but of a fair."""
DOORS: dict[str, str] = {
    "Opening": "first-day",
    "BesideCover": "copies#move-to-a-new-computer",
    "FirstStart": "first-day",
    "RestorePage": "copies#move-to-a-new-computer",
    "Unlock": "what-if#the-passphrase-is-forgotten",
    "EnterRecoveryKeyPage": "officers#the-recovery-key",
    "WhoWorks": "officers",
    "LockPage": "officers#the-lock",
    "MovedPage": "copies#move-to-a-new-computer",
    "MissingPage": "copies",
    "TooOldPage": "what-if#the-program-cannot-start",
}
"""What stands in the window before the records are open, or instead of them, by the name of its class."""
FIRST = "first-day"


@runtime_checkable
class HasTabs(Protocol):
    """A page that shows one tab of a record."""

    def tab_name(self) -> str: ...


def topic_of(place: Place, page: object, kind: str) -> str:
    """The topic of a page, perhaps with a heading after "#". `kind` is the kind of record it shows."""
    if place.page is not PageName.activity:
        return PAGES[place.page]
    tab = str(page.tab_name()) if isinstance(page, HasTabs) else place.tab or "details"
    if tab == "details" and kind == "career_fair":
        return "a-fair"
    return TABS[tab]
