"""Every test runs without a display, away from the person's own folders and keyring."""

from __future__ import annotations

import gc
import os
import shutil
import sys
import tempfile
from collections.abc import Generator, Iterator
from pathlib import Path

import hypothesis
import pytest

from prossce_desktop.services.history.current_page import stand_at
from prossce_desktop.store.actions.reasons_owed import set_reason
from prossce_desktop.store.erasure import erased_ids_file
from prossce_desktop.system import paths
from tests.faults import table
from tests.workspaces import containers_opened_by_one_child, passphrases_stretched_little, schema_made_once

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.null.Keyring"
os.environ.pop("PROSSCE_PASSPHRASE_FILE", None)
_HOME = Path(tempfile.mkdtemp(prefix="prossce-home-"))
for _name, _folder in {
    "HOME": ".",
    "XDG_DATA_HOME": "data",
    "XDG_CONFIG_HOME": "config",
    "XDG_STATE_HOME": "state",
    "XDG_CACHE_HOME": "cache",
}.items():
    os.environ[_name] = str((_HOME / _folder).resolve())
if sys.platform == "win32":
    for _name in ("LOCAL_APPDATA", "APPDATA"):
        os.environ[f"WIN_PD_OVERRIDE_{_name}"] = str(_HOME)

hypothesis.settings.register_profile("ours", deadline=None, print_blob=True)
hypothesis.settings.register_profile("long", parent=hypothesis.settings.get_profile("ours"), max_examples=2000)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ours"))


@pytest.fixture(scope="session", autouse=True)
def home_of_its_own() -> Iterator[Path]:
    """The empty home folder that all tests of this process share; gone afterwards."""
    yield _HOME
    shutil.rmtree(_HOME, ignore_errors=True)


@pytest.fixture(scope="session", autouse=True)
def workspaces_in_no_time(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The empty tables of a new base are made once for all tests of this process; passphrases and containers cost them nothing."""
    with schema_made_once(tmp_path_factory.mktemp("schema")), passphrases_stretched_little(), containers_opened_by_one_child():
        yield


@pytest.fixture(autouse=True)
def nobody_was_erased_here() -> None:
    """Whom a test before erased is no matter of this one; the program remembers for the computer."""
    (paths.config_folder() / erased_ids_file.NAME).unlink(missing_ok=True)


@pytest.fixture(autouse=True)
def nobody_is_asked_why() -> None:
    """As on the command line; a window of a test before may have asked for reasons."""
    set_reason(None)


@pytest.fixture(autouse=True)
def nobody_stands_anywhere() -> None:
    """As on the command line; the window of a test before stood on some page."""
    stand_at(None)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The files that take longest are begun first, so that no process waits at the end for another one's last."""
    weights: dict[Path, list[int]] = {}
    for item in items:
        weight = weights.setdefault(item.path, [0, 0, 0])
        for at, counts in enumerate((item.get_closest_marker("heavy"), item.get_closest_marker("slow"), item)):
            weight[at] -= counts is not None
    items.sort(key=lambda item: weights[item.path])


def pytest_collection_finish() -> None:
    """What was loaded is no rubbish, and need not be looked through after every test."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol() -> Generator[None, object, object]:
    """Where a test had a window, what is left of it is cleared away here, on the main thread, as the program itself does.

    What is left after that is there to stay, and is not looked through again after the next one.
    """
    held = yield
    if not gc.isenabled():
        gc.collect()
        gc.freeze()
        gc.enable()
    return held


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What each fault suite tried; here, since only this file is known to the process that prints."""
    table.show(terminalreporter)
