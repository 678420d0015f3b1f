"""Parts that need a process of their own: a window, or memory nobody else has touched."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any


def answer_of(module: str, *words: str) -> Any:
    """Run `python -m module words` without a screen; its last line as JSON. RuntimeError with its output."""
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    ran = subprocess.run(
        [sys.executable, "-m", module, *words],
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if ran.returncode:
        raise RuntimeError(ran.stderr[-20_000:])
    return json.loads(ran.stdout.splitlines()[-1])
