"""Places and processes of the fault suites."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults import shim
from tests.faults.nursery import Nursery
from tests.faults.table import SEED, SEED_VARIABLE, done
from tests.on_disk import Disk, tmp_path, tmp_path_factory

__all__ = ["done", "tmp_path", "tmp_path_factory"]


@pytest.fixture(scope="session")
def library(tmp_path_factory: Disk) -> Path:
    """The layer between program and disk."""
    if shim.compiler() is None:
        pytest.skip("the layer below the program needs Linux and a compiler for C (Debian: tcc, libc6-dev)")
    return shim.compiled(tmp_path_factory.mktemp("layer"))


@pytest.fixture(scope="session")
def nursery(tmp_path_factory: Disk, library: Path) -> Iterator[Nursery]:
    """A process that forks officers."""
    made = Nursery(tmp_path_factory.mktemp("nursery"), library)
    yield made
    made.close()


@pytest.fixture(scope="session")
def template(tmp_path_factory: Disk, nursery: Nursery) -> Path:
    """A place where an officer has worked for a while; to be copied."""
    return nursery.prepared(tmp_path_factory.mktemp("template") / "place", 1)


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    outcome = yield
    report = outcome.get_result()  # type: ignore[attr-defined]
    if report.when == "call" and report.failed:
        report.sections.append(("fault seed", f"{SEED_VARIABLE}={SEED}"))
