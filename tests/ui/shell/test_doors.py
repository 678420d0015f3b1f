"""The ways into the records: passphrase, recovery key, who works, and the lock; in the real window, with keys."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from prossce_desktop import app
from prossce_desktop.domain.passphrase_delay import FREE
from prossce_desktop.errors import WorkspaceDamaged
from prossce_desktop.services.commands import adding
from prossce_desktop.services.workspace import officers
from prossce_desktop.services.workspace.recovery_key import confirm_kept
from prossce_desktop.store.workspace.workspace_lifecycle import Passphrase, create
from prossce_desktop.ui.access.enter_recovery_key_page import EnterRecoveryKeyPage
from prossce_desktop.ui.access.officer_choice_page import WhoWorks
from prossce_desktop.ui.access.screen_lock import SETTING, LockPage
from prossce_desktop.ui.access.unlock_page import Unlock
from prossce_desktop.ui.base.jobs import Jobs
from prossce_desktop.ui.base.place import PageName, Place
from prossce_desktop.ui.exchange.exchange_page import ExchangePage
from prossce_desktop.ui.parts.text_fields import TextField
from prossce_desktop.ui.program import Program
from prossce_desktop.ui.session.page import Page
from prossce_desktop.ui.settings.officers_page import OfficersPage
from tests.ui.read_screen import rows_of

pytestmark = pytest.mark.slow

FIRST, SECOND = "correct horse", "battery staple"


def settings(folder: Path) -> QSettings:
    return QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)


@pytest.fixture
def jobs() -> Iterator[Jobs]:
    made = Jobs()
    yield made
    made.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "ws"


def make(folder: Path, *, second: bool = False, passphrase: str | None = FIRST) -> str:
    """A workspace of Dara, perhaps with Bopha; gives the recovery key."""
    opening = app.UnlockChoice(passphrase, remember=passphrase is None)
    store, paper = app.first(folder, country="KH", office="Office", officer="Dara", opening=opening)
    if second:
        officers.add_officer(store, "Bopha", SECOND if passphrase else None, officers.proof_of(passphrase or ""))
    confirm_kept(store)
    store.close()
    assert paper is not None
    return paper


@pytest.fixture
def program(qtbot: QtBot, folder: Path, tmp_path: Path) -> Iterator[Program]:
    """The whole program on the workspace in `folder`; `begin` starts it."""
    made = Program(folder, settings(tmp_path))
    qtbot.addWidget(made.window)
    yield made
    made.window.close()
    delete(made)  # its timers go on this thread, not wherever the garbage is collected


def wait_for(qtbot: QtBot, program: Program, page: type) -> object:
    qtbot.waitUntil(lambda: isinstance(program.window.centralWidget(), page), timeout=20_000)
    qtbot.waitUntil(lambda: not program.jobs.is_busy(), timeout=20_000)
    return program.window.centralWidget()


def wait_for_shell(qtbot: QtBot, program: Program) -> None:
    def is_shown() -> bool:
        shell = program.window.shell
        return shell is not None and program.window.centralWidget() is shell and any(page.isVisible() for page in shell.findChildren(Page))

    qtbot.waitUntil(is_shown, timeout=20_000)
    qtbot.waitUntil(lambda: not program.jobs.is_busy(), timeout=20_000)


def keys(text: str) -> None:
    """Letters, and Enter for a new line, into what has the focus."""
    for letter in text:
        where = QApplication.focusWidget()
        assert where is not None
        if letter == "\n":
            QTest.keyClick(where, Qt.Key.Key_Return)
        else:
            for kind in (QKeyEvent.Type.KeyPress, QKeyEvent.Type.KeyRelease):
                QApplication.sendEvent(where, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter))


def test_a_passphrase_typed_at_the_start_says_who_works(qtbot: QtBot, program: Program, folder: Path) -> None:
    make(folder, second=True)
    program.begin()
    page = wait_for(qtbot, program, Unlock)
    assert isinstance(page, Unlock)

    keys("wrong\n")
    qtbot.waitUntil(page.passphrase.frame.has_problem, timeout=20_000)
    assert page.passphrase.frame.note.sentence() == "This passphrase does not open the data."
    keys(SECOND + "\n")

    wait_for_shell(qtbot, program)
    assert program.store is not None and program.store.identity.officer == "Bopha"


def test_after_five_wrong_tries_one_waits_and_reads_whom_to_call_also_after_a_restart(qtbot: QtBot, jobs: Jobs, folder: Path, tmp_path: Path) -> None:
    make(folder)
    page = shown(qtbot, Unlock(folder, jobs, settings(tmp_path)))
    for _ in range(FREE):
        page.passphrase.frame.set_value("guess")
        page._open()
        qtbot.waitUntil(lambda: page.isEnabled() and not jobs.is_busy(), timeout=20_000)

    assert not page.open_button.isEnabled()
    assert "5 wrong passphrases. Wait 0:" in page.passphrase.frame.note.sentence()
    assert "regional office" in page.passphrase.frame.note.sentence()
    page.passphrase.frame.set_value(FIRST)
    keys("\n")
    assert page.isEnabled() and not jobs.is_busy()

    again = shown(qtbot, Unlock(folder, jobs, settings(tmp_path)))
    assert not again.open_button.isEnabled()
    ago = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    [last] = [name for name in ago.allKeys() if name.endswith("/last")]
    ago.setValue(last, float(str(ago.value(last))) - 60)
    ago.sync()
    after = shown(qtbot, Unlock(folder, jobs, ago))
    assert after.open_button.isEnabled()
    after.passphrase.frame.set_value(FIRST)
    with qtbot.waitSignal(after.ready, timeout=20_000) as opened:
        after.open_button.click()
    opened.args[0].close()
    assert not [name for name in ago.allKeys() if name.startswith("tries")]


def shown(qtbot: QtBot, page: Unlock) -> Unlock:
    qtbot.addWidget(page)
    page.show()
    page.first_focus()
    return page


def test_the_paper_key_opens_and_a_new_passphrase_is_chosen_at_once(qtbot: QtBot, program: Program, folder: Path) -> None:
    paper = make(folder, second=True)
    program.begin()
    page = wait_for(qtbot, program, Unlock)
    assert isinstance(page, Unlock)
    page.recovery_key_button.click()
    paper_page = wait_for(qtbot, program, EnterRecoveryKeyPage)
    assert isinstance(paper_page, EnterRecoveryKeyPage)

    keys(paper[:-1] + "\n")
    qtbot.waitUntil(paper_page.key.has_problem, timeout=20_000)
    assert "a letter is missing or wrong" in paper_page.key.note.sentence()
    keys(paper[-1] + "\n")
    qtbot.waitUntil(lambda: paper_page.pages.currentIndex() == 1, timeout=20_000)
    paper_page.officer.set_value(next(one.id for one in store_of(paper_page).officers.listed() if one.name == "Bopha"))
    keys("new words here\nnew words here\n")

    wait_for_shell(qtbot, program)
    assert program.store is not None and program.store.identity.officer == "Bopha"
    program.window.close()
    with app.open_for_window(folder, app.UnlockChoice("new words here", remember=False)) as store:
        assert store.identity.officer == "Bopha"
    with app.open_for_window(folder, app.UnlockChoice(FIRST, remember=False)) as store:
        assert store.identity.officer == "Dara"


def store_of(page: EnterRecoveryKeyPage) -> app.Store:
    assert page.store is not None
    return page.store


def test_where_several_work_and_nothing_is_asked_the_window_asks_who_it_is(qtbot: QtBot, program: Program, folder: Path) -> None:
    make(folder, second=True, passphrase=None)
    program.begin()
    page = wait_for(qtbot, program, WhoWorks)
    assert isinstance(page, WhoWorks)
    assert [button.words() for button in page.buttons] == ["Dara", "Bopha"]
    assert page.buttons[0].hasFocus()

    page.buttons[1].click()

    wait_for_shell(qtbot, program)
    assert program.store is not None
    with program.store.work("new", 0):
        pass
    assert program.store.identity.officer == "Bopha"
    program.window.close()
    with app.open_remembered(folder) as store:
        assert store.identity.officer == "Bopha"


def remembered_with_two(folder: Path) -> None:
    """This computer opens by itself; Bopha has a passphrase, Dara, who worked last, has none."""
    make(folder, passphrase=None)
    with app.open_remembered(folder) as store:
        officers.add_officer(store, "Bopha", SECOND, None)


def test_an_officer_with_a_passphrase_is_asked_for_it_where_the_computer_opens_by_itself(
    qtbot: QtBot, program: Program, folder: Path
) -> None:
    remembered_with_two(folder)
    program.begin()
    page = wait_for(qtbot, program, WhoWorks)
    assert isinstance(page, WhoWorks)
    assert not page.passphrase.isVisible()

    QTest.keyClick(page.buttons[1], Qt.Key.Key_Space)
    qtbot.waitUntil(page.passphrase.isVisible)
    assert program.window.shell is None
    keys("wrong words\n")
    qtbot.waitUntil(page.passphrase.frame.has_problem, timeout=20_000)
    assert page.passphrase.frame.note.sentence() == "This is not the passphrase of Bopha."
    assert program.window.shell is None
    keys(SECOND + "\n")

    wait_for_shell(qtbot, program)
    assert program.store is not None and program.store.identity.officer == "Bopha"
    adding.add(program.store, "training", [("title", "Signed")], today=app.today())
    with program.store.read() as reading:
        assert reading.execute("SELECT DISTINCT who FROM op").fetchall() == [("Bopha",)]


def test_after_a_wrong_passphrase_who_has_none_may_still_work_under_their_own_name(qtbot: QtBot, program: Program, folder: Path) -> None:
    remembered_with_two(folder)
    program.begin()
    page = wait_for(qtbot, program, WhoWorks)
    assert isinstance(page, WhoWorks)
    page.buttons[1].click()
    keys("wrong words\n")
    qtbot.waitUntil(page.passphrase.frame.has_problem, timeout=20_000)

    page.buttons[0].click()

    wait_for_shell(qtbot, program)
    assert program.store is not None and program.store.identity.officer == "Dara"


def test_who_forgot_the_passphrase_goes_on_with_the_recovery_key(qtbot: QtBot, program: Program, folder: Path) -> None:
    remembered_with_two(folder)
    program.begin()
    page = wait_for(qtbot, program, WhoWorks)
    assert isinstance(page, WhoWorks)
    page.buttons[1].click()

    page.recovery_key_button.click()

    paper = wait_for(qtbot, program, EnterRecoveryKeyPage)
    assert isinstance(paper, EnterRecoveryKeyPage)
    app.open_remembered(folder).close()


def test_a_closed_window_lets_go_of_records_behind_a_door(qtbot: QtBot, program: Program, folder: Path) -> None:
    make(folder, second=True, passphrase=None)
    program.begin()
    wait_for(qtbot, program, WhoWorks)

    program.window.close()

    app.open_remembered(folder).close()


def open_shell(qtbot: QtBot, program: Program, folder: Path) -> None:
    make(folder, second=True)
    program.begin()
    page = wait_for(qtbot, program, Unlock)
    assert isinstance(page, Unlock)
    keys(FIRST + "\n")
    wait_for_shell(qtbot, program)


def test_the_lock_keeps_what_was_being_typed_and_another_officer_may_open_it(qtbot: QtBot, program: Program, folder: Path) -> None:
    open_shell(qtbot, program, folder)
    shell = program.window.shell
    assert shell is not None and program.lock is not None and program.store is not None
    shell.go(Place(PageName.activity, kind="training"))
    qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), TextField), timeout=20_000)
    qtbot.waitUntil(lambda: not program.jobs.is_busy(), timeout=20_000)
    keys("Canary title")
    field = QApplication.focusWidget()
    assert isinstance(field, TextField)

    QTest.keyClick(field, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    page = wait_for(qtbot, program, LockPage)
    assert isinstance(page, LockPage)
    assert not shell.isVisible()
    assert "Canary" not in program.window.windowTitle()
    keys("wrong\n")
    qtbot.waitUntil(page.passphrase.frame.has_problem, timeout=20_000)
    keys(SECOND + "\n")

    wait_for_shell(qtbot, program)
    assert shell.isVisible() and QApplication.focusWidget() is field and field.text() == "Canary title"
    assert program.store.identity.officer == "Bopha"


def test_keys_do_nothing_to_the_records_behind_the_lock(qtbot: QtBot, program: Program, folder: Path) -> None:
    open_shell(qtbot, program, folder)
    shell = program.window.shell
    assert shell is not None and program.lock is not None
    before = shell.place
    program.lock.lock()
    wait_for(qtbot, program, LockPage)

    for key in (Qt.Key.Key_2, Qt.Key.Key_K, Qt.Key.Key_N, Qt.Key.Key_Z):
        QTest.keyClick(program.window, key, Qt.KeyboardModifier.ControlModifier)

    assert shell.place == before and isinstance(program.window.centralWidget(), LockPage)
    assert [one for one in QApplication.topLevelWidgets() if one.isVisible()] == [program.window]


def test_nobody_working_for_the_chosen_time_locks_and_any_key_before_it_does_not(
    qtbot: QtBot, program: Program, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_shell(qtbot, program, folder)
    assert program.lock is not None
    idle = program.lock.idle
    passed = [0]
    monkeypatch.setattr(idle, "_since", _Clock(passed))
    program.settings.setValue(SETTING, 5)

    passed[0] = 5 * 60_000 - 1
    idle.look()
    handle = program.window.windowHandle()
    idle._listen(handle)
    passed[0] = 5 * 60_000 - 1
    QTest.keyClick(handle, Qt.Key.Key_Down)
    assert passed[0] == 0
    idle.look()
    assert not program.lock.is_locked()
    passed[0] = 5 * 60_000
    idle.look()

    wait_for(qtbot, program, LockPage)


class _Clock:
    """An elapsed timer whose time is what the test says."""

    def __init__(self, passed: list[int]) -> None:
        self._passed = passed

    def restart(self) -> int:
        self._passed[0] = 0
        return 0

    def elapsed(self) -> int:
        return self._passed[0]


def test_without_any_passphrase_it_does_not_lock_and_says_why(qtbot: QtBot, program: Program, folder: Path) -> None:
    make(folder, passphrase=None)
    program.begin()
    wait_for_shell(qtbot, program)
    assert program.lock is not None

    with qtbot.waitSignal(program.lock.cannot) as said:
        program.lock.lock()

    assert "passphrase" in said.args[0] and not program.lock.is_locked()


def officers_page(qtbot: QtBot, program: Program) -> OfficersPage:
    shell = program.window.shell
    assert shell is not None
    shell.go(Place(PageName.officers))
    page = shell.page(PageName.officers)
    assert isinstance(page, OfficersPage)
    qtbot.waitUntil(lambda: bool(page.ways.officers), timeout=20_000)
    return page


def test_an_officer_is_added_with_the_keys_and_opens_with_his_own_passphrase(qtbot: QtBot, program: Program, folder: Path) -> None:
    open_shell(qtbot, program, folder)
    page = officers_page(qtbot, program)
    page.add.setFocus()

    keys("\n")
    assert page.form is not None
    keys("Chan Dara\nseven green\nseven green\nnot it\n")
    form = page.form
    qtbot.waitUntil(form.proof.has_problem, timeout=20_000)
    keys(FIRST + "\n")
    qtbot.waitUntil(lambda: page.form is None, timeout=20_000)

    program.window.close()
    with app.open_for_window(folder, app.UnlockChoice("seven green", remember=False)) as store:
        assert store.identity.officer == "Chan Dara"


def test_an_officer_is_removed_with_the_paper_key(qtbot: QtBot, program: Program, folder: Path) -> None:
    store, paper = create(folder, country="KH", office="Office", officer="Dara", unlock=Passphrase(FIRST), recovery=True)
    assert paper is not None
    officers.add_officer(store, "Bopha", SECOND, officers.proof_of(paper))
    store.close()
    program.begin()
    wait_for(qtbot, program, Unlock)
    keys(FIRST + "\n")
    wait_for_shell(qtbot, program)
    page = officers_page(qtbot, program)

    page._ask(page.ways.officers[1], removes=True)
    assert page.form is not None
    keys("  ".join(paper.lower()[at : at + 6] for at in range(0, len(paper), 6)) + "\n")
    qtbot.waitUntil(lambda: page.form is None and len(page.ways.officers) == 1, timeout=20_000)

    assert program.store is not None and [one.name for one in program.store.officers.listed()] == ["Dara"]


def test_a_package_that_was_opened_waits_for_the_passphrase_and_is_looked_at(
    qtbot: QtBot, program: Program, folder: Path, tmp_path: Path
) -> None:
    make(folder)
    (tmp_path / "KH-000001.prossce").write_bytes(b"no package at all")
    program.bring(tmp_path / "KH-000001.prossce")
    program.begin()
    wait_for(qtbot, program, Unlock)
    keys(FIRST + "\n")
    wait_for_shell(qtbot, program)
    shell = program.window.shell
    assert shell is not None and shell.place.page is PageName.exchange
    page = shell.page(PageName.exchange)
    assert isinstance(page, ExchangePage)
    qtbot.waitUntil(page.dry_run.isVisible, timeout=20_000)
    assert [name for name, _said in rows_of(page.dry_run.view)] == ["KH-000001.prossce"]


def test_a_damaged_base_offers_the_newest_copy(qtbot: QtBot, tmp_path: Path, jobs: Jobs) -> None:
    folder = tmp_path / "ws"
    made, _key = app.first(folder, country="KH", office="Office", officer="A", opening=app.UnlockChoice(None, remember=True))
    adding.add(made, "training", [("title", "Kept")], today=app.today())
    made.backups.at_exit()
    incarnation = made.identity.incarnation
    made.close()
    (folder / "base.db").write_bytes(b"damaged" * 2000)
    for ending in ("-wal", "-shm"):
        (folder / f"base.db{ending}").unlink(missing_ok=True)
    with pytest.raises(WorkspaceDamaged) as trouble:
        app.open_remembered(folder)
    page = Unlock(folder, jobs, settings(tmp_path), trouble=trouble.value)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: page._backup is not None)
    with qtbot.waitSignal(page.ready, timeout=20_000) as blocker:
        page.banner.pressed.emit()
    with blocker.args[0] as store, store.read() as reading:
        assert [one.value.title for one in reading.records("training")] == ["Kept"]
        assert store.identity.incarnation != incarnation
    assert list(folder.glob("damaged-*.db"))
