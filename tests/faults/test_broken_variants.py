"""The suites notice what they are there for: seven broken variants of the program, each reported by the suite named in `variants`."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults.table import Done
from tests.faults.variants import VARIABLE, VARIANTS
from tests.program import ROOT

pytestmark = pytest.mark.heavy

NOTICED_BY = {
    "no sync": ("tests/faults/test_power_cut.py", "saving or pasting", "acknowledged operations are lost"),
    "a copied key slot": ("tests/store/test_access.py", "slot_copied", "DID NOT RAISE"),
    "backup by file copy": ("tests/faults/test_killed.py", "backing", "has not what was saved before|is not whole"),
    "export without rename": ("tests/faults/test_killed.py", "exporting", "half an export"),
    "facts not made again": ("tests/store/test_rebuild.py", "", r"assert \['fact'\] == \[\]"),
    "an open cell filled again": ("tests/ui/typing/test_grids.py", "StepsView", "AssertionError"),
    "Tab by content": ("tests/ui/typing/test_grids.py", "PeopleView", "AssertionError"),
}
"""Variant to the suite, which of its tests are enough, and what stands in its report."""


def reported(suite: str, chosen: str, variant: str | None, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a suite in a process of its own, on the program as it is or a broken one."""
    more = {VARIABLE: variant} if variant else {}
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "HYPOTHESIS_"))} | more
    words = [sys.executable, "-m", "pytest", "-q", "-x", "-n", "0", "-p", "no:cacheprovider", "-p", "tests.faults.variants", "--basetemp", str(folder)]
    return subprocess.run([*words, suite, "-k", chosen], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=900, check=False)


def test_every_variant_is_noticed_by_a_suite() -> None:
    assert set(NOTICED_BY) == set(VARIANTS)


@pytest.mark.parametrize("variant", list(VARIANTS))
def test_a_broken_variant_is_reported(tmp_path: Path, library: Path, variant: str, done: Done) -> None:
    suite, chosen, words = NOTICED_BY[variant]
    run = reported(suite, chosen, variant, tmp_path / "inner")
    assert run.returncode == 1 and re.search(r"\d+ failed", run.stdout), run.stdout[-2000:] + run.stderr[-1000:]
    assert re.search(words, run.stdout), run.stdout[-3000:]
    done("broken variant", variant, 1, f"reported by {suite}")
