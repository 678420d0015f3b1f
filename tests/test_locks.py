"""The lock is whole: every line has its hash, none an address, and Qt is a version that is sound."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
LOCKS = ("requirements.lock", "requirements-dev.lock")


def locked(name: str) -> list[str]:
    """Entries of a lock, continuation lines joined."""
    text = (ROOT / name).read_text(encoding="utf-8").replace("\\\n", " ")
    return [line for line in text.splitlines() if line.strip()]


@pytest.mark.parametrize("name", LOCKS)
def test_each_locked_line_has_a_version_and_hashes_and_no_address(name: str) -> None:
    entries = locked(name)
    assert entries
    for entry in entries:
        assert re.match(r"[A-Za-z0-9_.\-]+(\[[a-z,\-]+\])?==[^\s;]+", entry), entry
        assert "--hash=sha256:" in entry, entry
        assert "://" not in entry, entry


def test_every_dependency_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    for name, wanted in zip(LOCKS, (project["project"]["dependencies"], project["dependency-groups"]["dev"]), strict=True):
        names = {re.split(r"[=\[]", entry)[0].lower() for entry in locked(name)}
        for one in wanted:
            assert re.split(r"[<>=!;\[ ]", one)[0].lower() in names, one


def test_qt_is_locked_at_a_version_known_to_be_sound() -> None:
    found = [entry.split()[0] for entry in locked("requirements.lock") if entry.startswith("pyside6-essentials==")]
    assert found == ["pyside6-essentials==6.11.3"]


def test_both_locks_agree_where_they_overlap() -> None:
    def versions(name: str) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for entry in locked(name):
            package, version = entry.split()[0].split("==")
            found.setdefault(package, set()).add(version)
        return found

    run, develop = (versions(name) for name in LOCKS)
    assert {name: (run[name], develop[name]) for name in run.keys() & develop.keys() if run[name] != develop[name]} == {}


@pytest.mark.slow
def test_qt_calls_that_return_nothing_do_not_lose_references() -> None:
    """PySide6 6.12.0 on Python 3.11 aborts here after some 7,000 calls."""
    code = (
        "from PySide6.QtCore import QObject\n"
        "thing = QObject()\n"
        "for _ in range(50_000):\n"
        "    thing.setObjectName('a')\n"
        "print('sound')"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (said.returncode, said.stdout.strip()) == (0, "sound"), said.stderr[-300:]
