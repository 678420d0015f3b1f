"""About says what the program is made of; a program that was put together wrongly says so and opens nothing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, qVersion
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from prossce_desktop.services.workspace import third_party_components
from prossce_desktop.store.db import engine_versions
from prossce_desktop.ui.access import access_flow
from prossce_desktop.ui.access.access_flow import TooOldPage
from prossce_desktop.ui.base.jobs import Jobs
from prossce_desktop.ui.program import Program
from prossce_desktop.ui.settings.about import About


def test_about_shows_what_runs_and_every_part_with_its_licence(qtbot: QtBot) -> None:
    jobs = Jobs()
    about = About(jobs)
    qtbot.addWidget(about)
    qtbot.waitUntil(lambda: bool(about.rows) and not jobs.is_busy())
    assert len(about.rows) == 1, "60 lines of licences are shown when they are asked for"
    about.third_party.click()
    qtbot.waitUntil(lambda: len(about.rows) > 20 and not jobs.is_busy())
    shown = dict(about.rows)
    runs_with = re.fullmatch(r"Qt (\S+), Python (\S+), SQLite (\S+), SQLCipher (\S+)", shown["Technical parts"])
    assert runs_with is not None and runs_with.group(1) == qVersion()
    assert runs_with.group(3) == engine_versions.versions()["SQLite"]
    assert shown["pyside6-essentials"].endswith(", LGPL-3.0-only") and re.match(r"\d+\.\d+", shown["pyside6-essentials"])
    assert (shown["Qt"], shown["SQLite"], shown["Noto fonts"]) == ("LGPL-3.0-only", "Public domain", "OFL-1.1")
    assert {one.name for one in third_party_components.inside().parts} <= set(shown)
    jobs.close()


def test_the_texts_of_the_licences_lie_where_about_opens_the_folder() -> None:
    folder = third_party_components.inside().texts
    assert {"LGPL-3.0.txt", "GPL-3.0.txt", "Python.txt", "parts.csv"} <= {one.name for one in folder.iterdir()}


@pytest.mark.parametrize(("part", "found"), [("SQLite", "3.40.1"), ("SQLCipher", ""), ("Qt", "6.2.4")])
def test_a_part_that_is_too_old_is_said_in_the_window(
    part: str, found: str, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if part == "Qt":
        monkeypatch.setattr(access_flow, "qVersion", lambda: found)
    else:
        real = engine_versions.versions()
        monkeypatch.setattr(engine_versions, "versions", lambda: real | {part: found})
    program = Program(tmp_path / "ws", QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat))
    program.begin()
    qtbot.waitUntil(lambda: isinstance(program.window.centralWidget(), TooOldPage))
    page = program.window.centralWidget()
    assert isinstance(page, TooOldPage)
    assert page.sentence.accessibleName().startswith(f"This program needs {part} ")
    assert not (tmp_path / "ws").exists()
    program.window.close()
    delete(program)
