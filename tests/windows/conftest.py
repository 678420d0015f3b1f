"""Every test here is for Windows alone."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.faults.table import done

__all__ = ["done"]

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if sys.platform != "win32":
        for item in items:
            if HERE in item.path.parents:
                item.add_marker(pytest.mark.skip(reason="what Windows does differently: make test-windows"))
