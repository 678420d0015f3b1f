"""How one gets to every field that stands in no form and no grid: by scene, for a pair of hands to type there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow, QPlainTextEdit, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from prossce_desktop import app
from prossce_desktop.services.commands import adding
from prossce_desktop.services.decisions import questions
from prossce_desktop.services.exchange import exchange_page
from prossce_desktop.services.people import people_sheet
from prossce_desktop.services.people.people_sheet import RowDraft
from prossce_desktop.services.records import recent_reasons, record_editor
from prossce_desktop.services.workspace import backups
from prossce_desktop.store.workspace.store import Store
from prossce_desktop.store.workspace.workspace_lifecycle import Passphrase, Plain, create
from prossce_desktop.ui.access.enter_recovery_key_page import EnterRecoveryKeyPage
from prossce_desktop.ui.access.first_start_page import FirstStart
from prossce_desktop.ui.access.unlock_page import Unlock
from prossce_desktop.ui.base.jobs import Jobs
from prossce_desktop.ui.base.place import PageName, Place
from prossce_desktop.ui.help.help_panel import HelpPanel
from prossce_desktop.ui.lists.bulk_edit_dialog import BulkEditDialog
from prossce_desktop.ui.lists.export_dialog import ExportDialog
from prossce_desktop.ui.records.record_tabs import TabName
from prossce_desktop.ui.reports import report_periods
from prossce_desktop.ui.session.session import Session
from prossce_desktop.ui.window.go_to_dialog import GoTo
from tests.tools.recording_speaker import RecordingSpeaker
from tests.ui.exchange.offices import introduced, invited, laptop, office, send, store_id, training
from tests.ui.exchange.test_decisions import Mail
from tests.ui.lists.test_giving import all_people, here, opened
from tests.ui.window import TODAY, Window, window

Key, Held = Qt.Key, Qt.KeyboardModifier
DAY, NUMBER, WORDS = "day", "number", "words"
"""What is typed into a field."""


@dataclass
class Scene:
    """A window in which some of the places are. `news` are things that may happen in it between two keys."""

    window: QMainWindow
    session: Session
    shown: Window | None
    news: list[Callable[[], None]]
    folder: Path

    def page(self, place: Place) -> Any:
        """Go there, and wait until it stands."""
        assert self.shown is not None
        self.shown.go(Place(PageName.overview))
        self.shown.go(place)
        return self.shown.shell.page(place.page)

    def record(self, tab: TabName = TabName.details) -> Any:
        """The page of the training, at a tab."""
        assert self.shown is not None
        found = self.page(Place(PageName.activity, record=store_id(self.session.store, "KH-TR-1"), kind="training", tab=tab.value))
        self.shown.settle()
        return found

    def person(self) -> Any:
        """The page of somebody."""
        with self.session.store.read() as reading:
            person = next(iter(reading.records("person"))).id
        return self.page(Place(PageName.person, record=person))


Reach = Callable[[Scene], QWidget]


def press(key: Qt.Key, held: Held = Held.NoModifier) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, key, held)


# -- how to get there -----------------------------------------------------------------------------------------------


_LISTS = cycle((PageName.activities, PageName.people, PageName.organisations))


def _list(scene: Scene) -> QWidget:
    page = scene.page(Place(next(_LISTS)))
    press(Key.Key_F, Held.ControlModifier)
    return page.frame.search  # type: ignore[no-any-return]


def _find(scene: Scene) -> QWidget:
    tab = scene.record(TabName.people).tabs[TabName.people]
    tab.toolbar.find_field.setFocus()
    return tab.toolbar.find_field  # type: ignore[no-any-return]


def _keep(scene: Scene) -> QWidget:
    tab = scene.record(TabName.people).tabs[TabName.people]
    row = next(at for at, one in enumerate(tab.model.rows) if one.doubts())
    tab.view.go_to(row, tab.model.column_of("phone"))
    press(Key.Key_K, Held.AltModifier)
    return tab.keeper.part.reason  # type: ignore[no-any-return]


def _note(scene: Scene) -> QWidget:
    page = scene.record()
    page.editing.form.put("hours", "96")
    press(Key.Key_S, Held.ControlModifier)
    assert scene.shown is not None
    scene.shown.settle()
    reason = page.editing.form.by_name["hours"].note.reason
    reason.setFocus()
    return reason  # type: ignore[no-any-return]


def _counted(name: str) -> Reach:
    def reach(scene: Scene) -> QWidget:
        tab = scene.record(TabName.head_count).tabs[TabName.head_count]
        if name == "youth_band":
            tab.fields.frames["youth"].setFocus()
        frame = tab.fields.frames[name]
        frame.setFocus()
        return frame.editor  # type: ignore[no-any-return]

    return reach


def _ask(scene: Scene) -> QWidget:
    page = scene.record()
    page.beside.ask("title")
    page.beside.ask_card.text.setFocus()
    return page.beside.ask_card.text  # type: ignore[no-any-return]


def _answer(scene: Scene) -> QWidget:
    page = scene.page(Place(PageName.decisions, tab="questions"))
    page.questions.answer.setFocus()
    return page.questions.answer  # type: ignore[no-any-return]


def _why(scene: Scene) -> QWidget:
    page = scene.record()
    press(Key.Key_F6)
    return page.beside.reason_bar.text  # type: ignore[no-any-return]


def _laptop(scene: Scene) -> QWidget:
    page = scene.page(Place(PageName.exchange))
    page.devices.rename.click()
    return page.devices.name  # type: ignore[no-any-return]


def _guide(scene: Scene) -> QWidget:
    assert scene.shown is not None
    scene.page(Place(PageName.people))
    press(Key.Key_F1)
    scene.shown.settle()
    press(Key.Key_F, Held.ControlModifier)
    [panel] = scene.window.findChildren(HelpPanel)
    return panel.search


def _erase(scene: Scene) -> QWidget:
    page = scene.person()
    page.erase_button.click()
    assert scene.shown is not None
    scene.shown.settle()
    page.erasing.card.reason.setFocus()
    return page.erasing.card.reason  # type: ignore[no-any-return]


def _report(name: str) -> Reach:
    def reach(scene: Scene) -> QWidget:
        page = scene.page(Place(PageName.reports))
        page.options.period.set_value(report_periods.OWN)
        page.options._show_fields()
        field = getattr(page.options, name)
        field.setFocus()
        return field  # type: ignore[no-any-return]

    return reach


def _go_to(scene: Scene) -> QWidget:
    scene.page(Place(PageName.people))
    press(Key.Key_K, Held.ControlModifier)
    return next(one.field for one in scene.window.findChildren(GoTo) if one.isVisible())


def _settings(scene: Scene) -> QWidget:
    page = scene.page(Place(PageName.settings))
    field = next(one for one in page.findChildren(QLineEdit) if one.isVisible() and one.isEnabled() and not one.isReadOnly())
    field.setFocus()
    return field


def _officer(part: str) -> Reach:
    def reach(scene: Scene) -> QWidget:
        page = scene.page(Place(PageName.officers))
        page.add.click()
        assert scene.shown is not None
        scene.shown.settle()
        frame = {"name": page.form.name, "first": page.form.new.first, "proof": page.form.proof}[part]
        frame.setFocus()
        return frame.editor  # type: ignore[no-any-return]

    return reach


def _backup(scene: Scene) -> QWidget:
    assert scene.shown is not None
    page = scene.page(Place(PageName.backups))
    scene.shown.speaker.will_choose(next(scene.folder.glob("locked/*")))
    page.file_button.click()
    scene.shown.settle()
    return page.preview.key.editor  # type: ignore[no-any-return]


def _first(name: str) -> Reach:
    def reach(scene: Scene) -> QWidget:
        page = FirstStart(scene.folder / "nothing-yet", scene.session.jobs, RecordingSpeaker())
        scene.window.setCentralWidget(page)
        page.first_focus()
        frame = getattr(page, name)
        frame.setFocus()
        return frame.editor  # type: ignore[no-any-return]

    return reach


def _paper(scene: Scene) -> QWidget:
    page = EnterRecoveryKeyPage(scene.folder / "locked-ws", scene.session.jobs, RecordingSpeaker())
    scene.window.setCentralWidget(page)
    page.first_focus()
    return page.key.editor


def _unlock(scene: Scene) -> QWidget:
    ini = QSettings(str(scene.folder / "unlock.ini"), QSettings.Format.IniFormat)
    page = Unlock(scene.folder / "locked-ws", scene.session.jobs, ini)
    scene.window.setCentralWidget(page)
    page.first_focus()
    return page.passphrase.frame.editor


def _join(scene: Scene) -> QWidget:
    with scene.session.store.read() as reading:
        person = next(iter(reading.records("person"))).id
    page = scene.page(Place(PageName.joining, record=person, kind="person"))
    return page.finder  # type: ignore[no-any-return]


def _export(scene: Scene) -> QWidget:
    assert scene.shown is not None
    rows = all_people(scene.shown)
    dialog = opened(scene.shown, ExportDialog(here(scene.shown, rows), rows))
    dialog.which.personal.click()
    dialog.password.setFocus()
    return dialog.password


def _many(scene: Scene) -> QWidget:
    """Why a field of a country's records is changed."""
    assert scene.shown is not None
    page = scene.page(Place(PageName.activities))
    page.view.setFocus()
    press(Key.Key_A, Held.ControlModifier)
    press(Key.Key_F2)
    scene.shown.settle()
    dialog = next(one for one in scene.window.findChildren(BulkEditDialog) if one.isVisible())
    dialog.field.activated.emit(1 + [one.key for one in dialog.rows.fields].index("pillar"))  # type: ignore[union-attr]
    dialog.value.set_value("2")  # type: ignore[union-attr]
    dialog.value.edited.emit()  # type: ignore[union-attr]
    scene.shown.settle()
    dialog.reason.setFocus()
    return dialog.reason


READ_ONLY: dict[str, str] = {"settings/error_reports: LongText": "a report of the program's own mistake, to be read and copied"}
"""Places that take letters by their class, and where nothing can be typed."""

COUNTRY: dict[str, tuple[str, Reach]] = {
    "activities/head_count/count_fields: DateField": (DAY, _counted("counted_on")),
    "activities/head_count/count_fields: NumberField": (NUMBER, _counted("count")),
    "activities/head_count/count_fields: TextField": (WORDS, _counted("persons_with_disabilities")),
    "backups/backup_preview: secret_field": (WORDS, _backup),
    "decisions/record_notices: TextField": (WORDS, _ask),
    "decisions/questions_view: LongText": (WORDS, _answer),
    "help/help_panel: TextField": (WORDS, _guide),
    "lists/list_frame: TextField": (WORDS, _list),
    "lists/export_dialog: TextField": (WORDS, _export),
    "parts/margin_notes: ReasonField": (WORDS, _note),
    "people/erase_card: TextField": (WORDS, _erase),
    "people/join_page: ReferenceField": (WORDS, _join),
    "activities/people_grid/doubt_question: GridReason": (WORDS, _keep),
    "activities/people_grid/grid_toolbar: TextField": (WORDS, _find),
    "reports/report_options: DateField": (DAY, _report("first")),
    "reports/report_options: TextField": (WORDS, _report("password")),
    "window/go_to_dialog: TextField": (WORDS, _go_to),
    "access/new_passphrase_fields: secret_field": (WORDS, _officer("first")),
    "settings/officer_form: TextField": (WORDS, _officer("name")),
    "access/authorisation_card: secret_field": (WORDS, _officer("proof")),
    "settings/settings_page: TextField": (WORDS, _settings),
}
OFFICE: dict[str, tuple[str, Reach]] = {
    "decisions/reason_bar: ReasonField": (WORDS, _why),
    "exchange/device_list: TextField": (WORDS, _laptop),
    "lists/bulk_edit_dialog: ReasonField": (WORDS, _many),
}
START: dict[str, tuple[str, Reach]] = {
    "access/first_start_page: TextField": (WORDS, _first("officer")),
    "access/first_start_page: secret_field": (WORDS, _first("passphrase")),
    "access/enter_recovery_key_page: TextField": (WORDS, _paper),
    "access/passphrase_field: secret_field": (WORDS, _unlock),
}


def text_of(field: QWidget) -> str:
    """What stands in it, letter by letter."""
    if isinstance(field, QLineEdit):
        return field.text()
    assert isinstance(field, QPlainTextEdit | QTextEdit), field
    return field.toPlainText()


# -- scenes ---------------------------------------------------------------------------------------------------------


REASONS = ("សុខsapi", "bodu", "ckel mi", "fry ga", "jthenv")
"""Given before: with every letter typed first, and with the word of the input method, some are offered, and soon none."""


def _gave_reasons(store: Store) -> None:
    for one in REASONS:
        recent_reasons.remember(store, one)


def _records(store: Store) -> dict[str, int]:
    _gave_reasons(store)
    made = training(store, "KH-TR-1", "Sok Sophea", "Keo Bopha")
    people_sheet.save_rows(store, made, [RowDraft(None, None, {"name": "Chan Dara", "sex": "m", "phone": "123"})], TODAY)
    return {"training": made}


def _elsewhere(session: Session) -> list[Callable[[], None]]:
    """What is recorded elsewhere, taken back, and told in other ways."""
    steps: list[str] = []
    number = iter(range(1_000_000))
    store = session.store

    def done(change: Any) -> None:
        steps.append(change.step)
        session.tell(change)

    def somebody() -> None:
        name, at = f"Other {next(number)}", store_id(store, "KH-TR-1")
        rows = [RowDraft(None, None, {"name": name, "sex": "F"})]
        session.jobs.start(lambda _step: people_sheet.save_rows(store, at, rows, TODAY).change, done)

    def organisation() -> None:
        name = f"Organisation {next(number)}"
        session.jobs.start(lambda _step: record_editor.save(store, "organisation", None, {"name": name}, today=TODAY).change, done)

    def undone() -> None:
        if steps:
            step = steps.pop()
            session.jobs.start(lambda _step: store.undo.undo(step), session.tell, lambda _error: None)

    return [somebody, organisation, undone, session.news.renamed.emit, session.news.devices.emit]


@contextmanager
def country(bot: QtBot, folder: Path) -> Iterator[Scene]:
    """A country's laptop with two questions of the office, and packages of a colleague that come in."""
    locked, _paper_key = create(folder / "locked-ws", country="KH", office="Siem Reap", officer="Sok", unlock=Passphrase("battery"), recovery=True)
    (folder / "locked").mkdir()
    backups.write_backup(locked, folder / "locked" / backups.suggested_name(locked))
    locked.close()
    with window(folder, bot, records=_records) as shown, office(folder) as regional, laptop(folder, "mate") as mate:
        mail = Mail(shown, regional, mate, folder / "mail")
        for name, asked in (("title", "Was this in Kep?"), ("place", "Which hall?")):
            questions.ask(regional, mail.id, name, asked)
        mail.pass_on()
        arrived = iter(range(1_000_000))

        def package() -> None:
            number = next(arrived)
            adding.add(mate, "organisation", [("name", f"Of a colleague {number}")], today=TODAY)
            exchange_page.take_in(regional, send(mate, folder / f"from-mate-{number}"))
            files = send(regional, folder / f"to-window-{number}")
            shown.session.jobs.start(lambda _step: exchange_page.take_in(shown.store, files)[1], shown.session.tell)

        yield Scene(shown.window, shown.session, shown, [*_elsewhere(shown.session), package], folder)


@contextmanager
def regional_office(bot: QtBot, folder: Path) -> Iterator[Scene]:
    """The regional office with a country's training, and the laptop it came from."""
    with laptop(folder, "country") as store:

        def fill(regional: Store) -> dict[str, int]:
            invited(regional, folder / "mail")
            introduced(regional, store, folder / "mail")
            made = training(store, "KH-TR-1", "Sok Sophea")
            exchange_page.take_in(regional, send(store, folder / "sent"))
            _gave_reasons(regional)
            return {"training": made}

        with window(folder, bot, records=fill) as shown:
            session = shown.session
            numbers = iter(range(1_000_000))

            def package() -> None:
                number = next(numbers)
                adding.add(store, "organisation", [("name", f"Of the country {number}")], today=TODAY)
                files = send(store, folder / f"again-{number}")
                session.jobs.start(lambda _step: exchange_page.take_in(session.store, files)[1], session.tell)

            yield Scene(shown.window, session, shown, [package, session.news.devices.emit, session.news.renamed.emit], folder)


@contextmanager
def start(bot: QtBot, folder: Path) -> Iterator[Scene]:
    """What is shown before records are open."""
    create(folder / "locked-ws", country="KH", office="Siem Reap", officer="Sok", unlock=Passphrase("battery"), recovery=True)[0].close()
    with app.create(str(folder / "ws"), country="KH", office="Office", officer="Sok", unlock=Plain()) as store:
        jobs, main = Jobs(), QMainWindow()
        main.resize(1366, 728)
        main.show()
        main.activateWindow()
        bot.waitUntil(main.isActiveWindow)
        try:
            yield Scene(main, Session(store, jobs, RecordingSpeaker()), None, [], folder)
        finally:
            jobs.close()
            main.hide()
            main.deleteLater()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
