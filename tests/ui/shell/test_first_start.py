"""The first start, as an officer does it: with the keys, in a real window, on a real workspace."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from prossce_desktop import compose
from prossce_desktop.errors import WorkspaceDamaged
from prossce_desktop.ui.jobs import Jobs
from prossce_desktop.ui.shell.first_start import FirstStart
from prossce_desktop.ui.shell.unlock import Unlock
from prossce_desktop.ui.speaker import RecordingSpeaker


@pytest.fixture
def jobs() -> Iterator[Jobs]:
    made = Jobs()
    yield made
    made.close()


def shown(qtbot: QtBot, folder: Path, jobs: Jobs, speaker: RecordingSpeaker) -> FirstStart:
    page = FirstStart(folder, jobs, speaker)
    qtbot.addWidget(page)
    page.resize(1366, 728)
    page.show()
    page.first_focus()
    return page


def fill(page: FirstStart, passphrase: str = "") -> None:
    page.country.set_value("KH")
    page.officer.set_value("សុខ ចន្ថា")
    page.passphrase.set_value(passphrase)
    page.again.set_value(passphrase)


def test_start_without_a_country_says_what_is_missing(qtbot: QtBot, tmp_path: Path, jobs: Jobs) -> None:
    page = shown(qtbot, tmp_path / "ws", jobs, RecordingSpeaker())
    page.start.click()
    assert page.country.has_problem()
    assert not (tmp_path / "ws").exists()


def test_the_two_passphrases_must_agree(qtbot: QtBot, tmp_path: Path, jobs: Jobs) -> None:
    page = shown(qtbot, tmp_path / "ws", jobs, RecordingSpeaker())
    fill(page, "correct horse")
    page.again.set_value("another")
    page.start.click()
    assert page.again.has_problem()


def test_the_key_is_shown_once_and_must_be_kept_before_going_on(qtbot: QtBot, tmp_path: Path, jobs: Jobs) -> None:
    speaker = RecordingSpeaker()
    page = shown(qtbot, tmp_path / "ws", jobs, speaker)
    fill(page, "correct horse")
    page.start.click()
    qtbot.waitUntil(lambda: page._pages.currentWidget() is page._recovery, timeout=20_000)
    shown_key = "".join(page._recovery.key.text().split())
    assert shown_key.startswith("AGE-SECRET-KEY-1")
    page._recovery.go_on.click()
    assert page._pages.currentWidget() is page._recovery
    speaker.will_choose(tmp_path / "key.txt")
    page._recovery.save_button.click()
    qtbot.waitUntil(page._recovery.written.isChecked)
    assert shown_key in (tmp_path / "key.txt").read_text(encoding="utf-8")
    with qtbot.waitSignal(page.ready) as blocker:
        page._recovery.go_on.click()
    store = blocker.args[0]
    assert store.identity.officer == "សុខ ចន្ថា"
    assert page._recovery.key.text() == ""
    store.close()
    subprocess.run(["age-keygen", "-y", str(tmp_path / "key.txt")], check=True, capture_output=True)


def test_explore_opens_a_workspace_of_its_own_with_sample_data(qtbot: QtBot, tmp_path: Path, jobs: Jobs) -> None:
    page = shown(qtbot, tmp_path / "ws", jobs, RecordingSpeaker())
    with qtbot.waitSignal(page.ready, timeout=30_000) as blocker:
        page.explore.click()
    with blocker.args[0] as store, store.read() as reading:
        assert reading.is_sample()
    assert not (tmp_path / "ws").exists()


def test_a_wrong_passphrase_says_one_sentence_and_the_right_one_opens(qtbot: QtBot, tmp_path: Path, jobs: Jobs) -> None:
    made, _key = compose.first(
        tmp_path / "ws", country="KH", office="Office", officer="A", opening=compose.Opening("correct horse", remember=False)
    )
    made.close()
    page = Unlock(tmp_path / "ws", jobs)
    qtbot.addWidget(page)
    page.show()
    page.first_focus()
    page.passphrase.set_value("wrong")
    page.open_button.click()
    qtbot.waitUntil(page.passphrase.has_problem, timeout=20_000)
    page.passphrase.set_value("correct horse")
    with qtbot.waitSignal(page.ready, timeout=20_000) as blocker:
        page.passphrase.editor.returnPressed.emit()  # type: ignore[attr-defined]
    blocker.args[0].close()


def test_a_damaged_base_offers_the_newest_copy(qtbot: QtBot, tmp_path: Path, jobs: Jobs) -> None:
    from prossce_desktop.services import adding

    folder = tmp_path / "ws"
    made, _key = compose.first(folder, country="KH", office="Office", officer="A", opening=compose.Opening(None, remember=True))
    adding.add(made, "training", [("title", "Kept")], today=compose.today())
    made.backup_at_exit()
    incarnation = made.identity.incarnation
    made.close()
    (folder / "base.db").write_bytes(b"damaged" * 2000)
    for ending in ("-wal", "-shm"):
        (folder / f"base.db{ending}").unlink(missing_ok=True)
    with pytest.raises(WorkspaceDamaged) as trouble:
        compose.open_remembered(folder)
    page = Unlock(folder, jobs, trouble=trouble.value)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: page._copy is not None)
    with qtbot.waitSignal(page.ready, timeout=20_000) as blocker:
        page.banner.pressed.emit()
    with blocker.args[0] as store, store.read() as reading:
        assert [one.value.title for one in reading.records("training")] == ["Kept"]
        assert store.identity.incarnation != incarnation
    assert list(folder.glob("damaged-*.db"))
