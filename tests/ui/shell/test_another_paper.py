"""The recovery key where nobody has it yet, and another one where the paper is lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from prossce_desktop import app
from prossce_desktop.domain.model.setting_keys import SettingKey
from prossce_desktop.errors import PassphraseNeeded, WrongRecoveryKey
from prossce_desktop.services.workspace import officers
from prossce_desktop.store.workspace import key_file
from prossce_desktop.store.workspace.recovery_key import mark_seen, replace_key, replace_unseen_key
from prossce_desktop.ui.access.cover_page import BesideCover
from prossce_desktop.ui.access.first_start_page import FirstStart
from prossce_desktop.ui.access.show_recovery_key_page import ShowRecoveryKeyPage
from prossce_desktop.ui.access.unlock_page import Unlock
from prossce_desktop.ui.base.jobs import Jobs
from prossce_desktop.ui.base.place import PageName, Place
from prossce_desktop.ui.program import Program
from prossce_desktop.ui.settings.officers_page import OfficersPage
from tests.tools.recording_speaker import RecordingSpeaker
from tests.ui.shell.test_doors import (
    FIRST,
    folder,
    jobs,
    keys as typed,
    make,
    program,
    wait_for,
    wait_for_shell,
)

__all__ = ["folder", "jobs", "program"]
pytestmark = pytest.mark.slow


def opens(folder: Path, paper: str) -> bool:
    """Whether a recovery key opens the records."""
    try:
        key_file.opened_by_recovery(key_file.read(folder), paper)
    except WrongRecoveryKey:
        return False
    return True


def test_another_key_opens_and_the_older_one_no_longer(folder: Path) -> None:
    older = make(folder)
    with app.open_with_recovery_key(folder, older) as store:
        with pytest.raises(PassphraseNeeded):
            replace_key(store, None)
        assert opens(folder, older), "nothing changes without a proof"
        known = store.identity.recovery_recipient
        newer = replace_key(store, officers.proof_of(older))
        assert store.identity.recovery_recipient == known, "others go on with the key that they know"
    assert opens(folder, newer) and not opens(folder, older)
    app.open_with_recovery_key(folder, newer).close()


def test_a_key_that_was_seen_is_never_made_anew_by_a_start(folder: Path) -> None:
    older = make(folder)
    with app.open_with_recovery_key(folder, older) as store:
        assert replace_unseen_key(store) is None
        mark_seen(store, seen=False)
        newer = replace_unseen_key(store)
        assert newer is not None and store.settings.read(SettingKey.recovery_unseen) == "1", "until somebody has it"
        assert store.identity.recovery_recipient == key_file.read(folder).recovery["recipient"], "nobody knows the first"  # type: ignore[index]
    assert opens(folder, newer) and not opens(folder, older)


@pytest.mark.parametrize("passphrase", [None, FIRST])
def test_a_window_closed_before_the_key_was_on_paper_shows_another_at_the_next_start(
    qtbot: QtBot, program: Program, folder: Path, passphrase: str | None
) -> None:
    opening = app.UnlockChoice(passphrase, remember=passphrase is None)
    store, lost = app.first(folder, country="KH", office="Office", officer="Dara", opening=opening)
    store.close()
    program.begin()
    if passphrase:
        wait_for(qtbot, program, Unlock)
        typed(passphrase + "\n")
    qtbot.waitUntil(lambda: isinstance(getattr(program.window.centralWidget(), "beside", None), ShowRecoveryKeyPage), timeout=20_000)
    beside = program.window.centralWidget()
    assert isinstance(beside, BesideCover) and isinstance(beside.beside, ShowRecoveryKeyPage)
    page = beside.beside
    shown = page.key.text()
    assert page.banner.accessibleName().startswith("This is a new key")
    page.go_on.click()
    assert page.banner.accessibleName().startswith("First print the key, save it"), "not before somebody has it"
    page.written.setChecked(True)
    for _twice in range(2):
        page.go_on.click()
    wait_for_shell(qtbot, program)
    qtbot.waitUntil(lambda: program.store is not None and program.store.settings.read(SettingKey.recovery_unseen) is None)
    assert opens(folder, shown) and lost is not None and not opens(folder, lost)


def test_officers_make_another_key_after_a_passphrase_and_the_dialog_stays_until_somebody_has_it(
    qtbot: QtBot, program: Program, folder: Path
) -> None:
    older = make(folder)
    program.begin()
    wait_for(qtbot, program, Unlock)
    typed(FIRST + "\n")
    wait_for_shell(qtbot, program)
    shell = program.window.shell
    assert shell is not None
    shell.go(Place(PageName.officers))
    page = shell.page(PageName.officers)
    assert isinstance(page, OfficersPage)
    qtbot.waitUntil(lambda: bool(page.ways.officers))
    page.recovery_key.click()
    assert page.recovery_key_form is not None
    page.recovery_key_form.proof.set_value("not it")
    page.recovery_key_form.save.click()
    qtbot.waitUntil(lambda: not program.jobs.is_busy())
    assert page.recovery_key_form is not None and opens(folder, older)
    page.recovery_key_form.proof.set_value(FIRST)
    for _twice in range(2):
        page.recovery_key_form.save.click()
    qtbot.waitUntil(lambda: page.recovery_key_form is None, timeout=20_000)
    dialog = page.dialog
    dialog.reject()
    assert dialog.isVisible() and not opens(folder, older)
    newer = dialog.page.key.text()
    dialog.page.written.setChecked(True)
    dialog.page.go_on.click()
    qtbot.waitUntil(lambda: program.store is not None and program.store.settings.read(SettingKey.recovery_unseen) is None)
    assert opens(folder, newer)


def test_a_key_that_was_saved_holds_also_where_the_window_is_closed_before_going_on(qtbot: QtBot, jobs: Jobs, folder: Path, tmp_path: Path) -> None:
    speaker = RecordingSpeaker()
    speaker.will_choose(tmp_path / "key.txt")
    page = FirstStart(folder, jobs, speaker)
    qtbot.addWidget(page)
    page.country.set_value("KH")
    page.officer.set_value("Dara")
    page.start.click()
    qtbot.waitUntil(lambda: page.pages.currentWidget() is page.recovery, timeout=20_000)
    page.recovery.save_button.click()
    qtbot.waitUntil(page.recovery.written.isChecked)
    jobs.finish()
    store = page.store
    assert store is not None
    store.close()
    with app.open_remembered(folder) as again:
        assert replace_unseen_key(again) is None
    assert opens(folder, (tmp_path / "key.txt").read_text(encoding="utf-8"))
