"""The scripts of `.ci` as modules, and where things lie."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).resolve().parents[2]
CI = ROOT / ".ci"


def tool(name: str) -> ModuleType:
    """A script of `.ci` by its name; they find one another by theirs."""
    if str(CI) not in sys.path:
        sys.path.append(str(CI))
    return importlib.import_module(name)
