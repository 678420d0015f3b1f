"""`make near` runs what belongs to a changed file, and does not run half of the tests."""

from __future__ import annotations

import subprocess
import sys
from inspect import getfile
from pathlib import Path

import pytest

from prossce_desktop.ui.activities.people_grid.people_tab import PeopleTab
from prossce_desktop.ui.base.jobs import Jobs
from tests.program import ROOT


def file_of(part: type) -> str:
    """Where it stands, from the root."""
    return Path(getfile(part)).relative_to(ROOT).as_posix()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("changed", "tests"),
    [
        ("tests/ui/people/test_pages.py", "tests/ui/people/test_pages.py"),  # itself
        ("prossce_desktop/cli/__init__.py", "tests/cli"),  # called as a program
        (file_of(PeopleTab), "tests/ui/people/test_pasting.py"),  # through a part of the tests
        (file_of(Jobs), "tests/ui/test_jobs.py"),  # imported by the test
        ("tests/ui/typing/runs.py", "tests/ui/typing/test_forms.py"),  # a part of the tests
        ("Makefile", "tests/test_repository.py"),  # no module
    ],
)
def test_what_belongs_to_a_file_is_near(changed: str, tests: str) -> None:
    assert (ROOT / changed).is_file() and (ROOT / tests).exists()
    said = subprocess.run([sys.executable, ROOT / ".ci" / "near.py", changed], capture_output=True, text=True, check=True).stdout.split()
    assert tests in said
    assert all((ROOT / one).exists() for one in said)
    assert len(said) < 100
