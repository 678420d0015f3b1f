"""Reports of our own mistakes: where in the program it happened, and nothing of what was typed."""

from __future__ import annotations

import re
import sys
from datetime import datetime
from pathlib import Path

from prossce_desktop import __version__, paths


def without_values(text: str) -> str:
    """The places of a traceback and the kind of error; messages may hold values of records, so they are left out."""
    lines = [line for line in text.splitlines() if re.match(r'\s*File "', line)]
    kinds = re.findall(r"^(\w[\w.]*(?:Error|Exception|Warning|Interrupt)\w*)", text, re.MULTILINE)
    return "\n".join([f"ProSSCE Desktop {__version__}, Python {sys.version.split()[0]}, {sys.platform}", *kinds, *lines]) + "\n"


def write_report(text: str, at: datetime) -> Path:
    """Write what `without_values` leaves of a traceback into the folder of logs, and say where."""
    folder = paths.log_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"report-{at:%Y%m%d-%H%M%S-%f}.txt"
        path.write_text(without_values(text), encoding="utf-8")
    except OSError:
        return Path("standard error only")
    return path
