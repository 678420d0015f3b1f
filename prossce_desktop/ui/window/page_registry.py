"""Which class makes which page; each is imported when first gone to (all together 0.4 s)."""

from __future__ import annotations

import importlib
from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from prossce_desktop.system.progress import ProgressCallback
from prossce_desktop.ui.base.place import PageName
from prossce_desktop.ui.session.page import Page
from prossce_desktop.ui.session.session import Session

HOMES: dict[PageName, tuple[str, str]] = {
    PageName.overview: ("prossce_desktop.ui.overview.overview_page", "OverviewPage"),
    PageName.activities: ("prossce_desktop.ui.activities.activities_page", "ActivitiesPage"),
    PageName.activity: ("prossce_desktop.ui.activities.activity_page", "ActivityPage"),
    PageName.people: ("prossce_desktop.ui.people.people_page", "PeoplePage"),
    PageName.person: ("prossce_desktop.ui.people.person_page", "PersonPage"),
    PageName.organisations: ("prossce_desktop.ui.people.organisations_page", "OrganisationsPage"),
    PageName.organisation: ("prossce_desktop.ui.people.organisation_page", "OrganisationPage"),
    PageName.reports: ("prossce_desktop.ui.reports.reports_page", "ReportsPage"),
    PageName.exchange: ("prossce_desktop.ui.exchange.exchange_page", "ExchangePage"),
    PageName.settings: ("prossce_desktop.ui.settings.settings_page", "SettingsPage"),
    PageName.backups: ("prossce_desktop.ui.backups.backups_page", "BackupsPage"),
    PageName.decisions: ("prossce_desktop.ui.decisions.decisions_page", "DecisionsPage"),
    PageName.joining: ("prossce_desktop.ui.people.join_page", "JoinPage"),
    PageName.officers: ("prossce_desktop.ui.settings.officers_page", "OfficersPage"),
}


PARTS: dict[PageName, tuple[str, ...]] = {
    PageName.overview: (
        "prossce_desktop.domain.counting.facts_and_tallies",
        "prossce_desktop.domain.counting.figures",
        "prossce_desktop.domain.counting.period_figures",
        "prossce_desktop.services.reporting.counted_figures",
        "prossce_desktop.ui.charts.months_chart",
    ),
}
"""What most of a page's loading goes into, so that it can stop in between."""


def load(page: PageName, step: ProgressCallback) -> None:
    """Import what a page needs, beside the window; going there then does not hold it up. Stops between two
    parts when nobody waits for it any more."""
    modules = (*PARTS.get(page, ()), HOMES[page][0])
    for done, module in enumerate(modules):
        step(done, len(modules))
        importlib.import_module(module)


def _maker(module: str, name: str) -> Callable[[Session, QWidget], Page]:
    def make(session: Session, parent: QWidget) -> Page:
        made = getattr(importlib.import_module(module), name)(session, parent)
        assert isinstance(made, Page)
        return made

    return make


PAGES: dict[PageName, Callable[[Session, QWidget], Page]] = {
    page: _maker(*home) for page, home in HOMES.items()
}
