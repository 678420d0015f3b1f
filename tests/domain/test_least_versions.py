"""What is older than declared is refused in a sentence; one place declares it."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from prossce_desktop.errors import PartMissing, PartTooOld, ProssceError
from prossce_desktop.system.minimum_versions import LEAST, refuse_old

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("found", ["3.51.3", "3.51.10", "3.60", "4.0", "3.53.4"])
def test_the_least_version_and_newer_ones_are_taken(found: str) -> None:
    refuse_old("SQLite", found)


@pytest.mark.parametrize("found", ["3.51.2", "3.51", "3.9.9", "2.99.99"])
def test_older_ones_are_refused(found: str) -> None:
    with pytest.raises(PartTooOld) as refused:
        refuse_old("SQLite", found)
    assert str(refused.value) == (
        f"This program needs SQLite 3.51.3 or newer, but was started with {found}. Install the program again. Your data is not changed."
    )


def test_words_after_the_numbers_do_not_matter() -> None:
    refuse_old("SQLCipher", "4.19.0 community")
    with pytest.raises(PartTooOld):
        refuse_old("SQLCipher", "3.4.2 community")


@pytest.mark.parametrize("found", ["", "unknown"])
def test_an_engine_that_cannot_encrypt_is_refused(found: str) -> None:
    with pytest.raises(PartMissing, match=r"needs SQLCipher .* but did not find it"):
        refuse_old("SQLCipher", found)


def test_both_have_a_code_and_the_exit_status_of_the_computer() -> None:
    kinds: tuple[type[ProssceError], ...] = (PartTooOld, PartMissing)
    assert [(kind.code, kind.exit_status) for kind in kinds] == [("part-too-old", 8), ("part-missing", 8)]


def test_the_least_qt_is_the_one_the_project_asks_for() -> None:
    wanted = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    (qt,) = [one for one in wanted if one.startswith("PySide6-Essentials")]
    least = re.search(r">=([\d.]+)", qt)
    assert least is not None and LEAST["Qt"] == least.group(1)
