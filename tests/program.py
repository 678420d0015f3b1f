"""The program as another program calls it: a child process, no display, an empty home, nothing on standard input."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import Any
from unittest.mock import patch

from prossce_desktop.cli import main

ROOT = Path(__file__).resolve().parents[1]
LEFT_OUT = ("DISPLAY", "WAYLAND_DISPLAY", "PROSSCE_PASSPHRASE_FILE")


@dataclass(frozen=True)
class Said:
    """What a command said."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        """The one JSON object on standard output."""
        found = json.loads(self.out)
        assert isinstance(found, dict)
        return found


Cli = Callable[..., Said]


def surroundings(home: Path, **more: str) -> dict[str, str]:
    """The environment of a child: this one without a display and without folders of the person."""
    kept = {name: value for name, value in os.environ.items() if name not in LEFT_OUT and not name.startswith("XDG_")}
    if sys.platform == "win32":  # folders come from the system there, unless platformdirs is told
        kept |= {f"WIN_PD_OVERRIDE_{name}": str(home) for name in ("LOCAL_APPDATA", "APPDATA")}
    return kept | {"HOME": str(home)} | more


def program(home: Path, *, before: Sequence[str] = (), environment: Mapping[str, str] | None = None) -> Cli:
    """Calls one command; every refusal must be one sentence and never a traceback.

    `before`: words of a program that starts ours, such as one that gives up root's rights.
    """
    surrounded = surroundings(home, **(environment or {}))

    def call(*words: object, status: int | None = 0) -> Said:
        spelled = [word if isinstance(word, bytes) else str(word) for word in (*before, sys.executable, "-m", "prossce_desktop", *words)]
        done = subprocess.run(spelled, stdin=subprocess.DEVNULL, capture_output=True, env=surrounded, timeout=120, check=False)
        return _checked(words, status, Said(done.returncode, *(stream.decode("utf-8").replace(os.linesep, "\n") for stream in (done.stdout, done.stderr))))

    return call


def inside(home: Path | None = None) -> Cli:
    """The same in this process, ten times quicker: for what does not hang on the process; `home` is the person's folder where it is not the tests' own."""
    surrounded = None if home is None else surroundings(home)

    def call(*words: object, status: int = 0) -> Said:
        out, err = (TextIOWrapper(BytesIO(), encoding="ascii") for _stream in "oe")  # as where no language is set
        with ExitStack() as around:
            if surrounded is not None:
                around.enter_context(patch.dict(os.environ, surrounded, clear=True))
            around.enter_context(redirect_stdout(out))
            around.enter_context(redirect_stderr(err))
            done = main([os.fsdecode(word) if isinstance(word, bytes) else str(word) for word in words])
        return _checked(words, status, Said(done, _text(out), _text(err)))

    return call


def _text(stream: TextIOWrapper) -> str:
    """What was written, as the bytes that another program reads."""
    stream.flush()
    binary = stream.buffer
    assert isinstance(binary, BytesIO)
    return binary.getvalue().decode("utf-8").replace(os.linesep, "\n")


def _checked(words: Sequence[object], status: int | None, said: Said) -> Said:
    """`status`: what it must be; None: whatever it says, in one sentence."""
    assert status is None or said.status == status, (words, said)
    assert "Traceback" not in said.err
    if said.status:
        assert len(said.err.strip().splitlines()) == 1, said.err
    return said
