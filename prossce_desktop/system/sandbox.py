"""A child process that reads what strangers made and answers with bytes; ended and started anew if needed.

A watch beside it ends it beyond its memory or time; on Windows the system keeps its memory too, and that it
starts no process. Inside, files are read-only and there is no network.
"""

from __future__ import annotations

import os
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import IO

from prossce_desktop import FENCED
from prossce_desktop.system.job_object import JobObject
from prossce_desktop.system.paths import own_program

MOST_MEMORY = 600 * 1024 * 1024
MOST_SECONDS = 10.0
MOST_START = 60.0
"""Seconds until the child is ready: an old laptop has a slow disk and a virus scanner."""
MOST_ANSWER = 512 * 1024 * 1024
"""Bytes of an answer; what says it is longer is no answer."""

_RESERVED = 256 * 1024 * 1024
"""Bytes that a process reserves and does not use; Windows counts them in what it limits."""
_EVERY = 0.02
_IDLE = 60.0
"""Seconds after the last question until a kept child ends."""
_NO_WINDOW = 0x08000000
"""Windows: CREATE_NO_WINDOW."""

_SIZE = struct.Struct(">Q")
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_HARMLESS = frozenset({"os.listdir", "os.scandir", "os.add_dll_directory"})
_REFUSED = ("socket.", "subprocess.", "os.", "shutil.", "ctypes.", "winreg.", "urllib.", "tempfile.")

Work = Callable[[bytes], Sequence[bytes]]


class SandboxFailed(Exception):
    """The child gave no answer. `too_much`: it exceeded its memory or time, else it ended by itself."""

    def __init__(self, *, too_much: bool) -> None:
        super().__init__("too much" if too_much else "ended by itself")
        self.too_much = too_much


class Sandbox:
    """The child for one kind of work; started at the first question, ended with the block."""

    def __init__(self, work: str, *, memory: int = MOST_MEMORY, seconds: float = MOST_SECONDS) -> None:
        self._work = work
        self._memory = memory
        self._seconds = seconds
        self._child: subprocess.Popen[bytes] | None = None
        self._fence: JobObject | None = None

    def __enter__(self) -> Sandbox:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the child."""
        child, self._child = self._child, None
        if child is not None:
            child.kill()
            child.wait()
            if self._fence is not None:
                self._fence.close()
            for stream in (child.stdin, child.stdout):
                if stream is not None:
                    with suppress(OSError):
                        stream.close()

    def ask(self, content: bytes, *, memory: int | None = None, seconds: float | None = None) -> list[bytes]:
        """What the child makes of it. Raises SandboxFailed; the next question goes to a new child.

        `memory`, `seconds`: what this question may take, where it differs from the sandbox's own limits.
        """
        if self._child is None:
            self._child = _started(self._work)
            self._fence = JobObject(self._child.pid, self._memory + _RESERVED)
            self._answer(self._child, None, MOST_START, self._memory)
        return self._answer(self._child, content, seconds or self._seconds, memory or self._memory)

    def _answer(
        self, child: subprocess.Popen[bytes], content: bytes | None, seconds: float, memory: int
    ) -> list[bytes]:
        """Its next answer; `content`: what it is asked first, None: nothing, it reports that it is ready."""
        assert child.stdin is not None and child.stdout is not None and self._fence is not None
        self._fence.allow(memory + _RESERVED)
        answered, over = threading.Event(), threading.Event()
        watch = threading.Thread(target=_watch, args=(child, seconds, memory, answered, over), daemon=True)
        watch.start()
        try:
            if content is not None:
                _give(child.stdin, [content])
            return _taken(child.stdout)
        except (OSError, EOFError, ValueError) as error:
            self.close()
            answered.set()
            watch.join()
            raise SandboxFailed(too_much=over.is_set()) from error
        finally:
            answered.set()
            watch.join()


class SharedSandbox:
    """One child for the whole program and all threads; it ends when nobody asked for a while, and at exit."""

    def __init__(self, work: str, *, seconds: float) -> None:
        self._sandbox = Sandbox(work, seconds=seconds)
        self._one_by_one = threading.Lock()
        self._last = 0.0
        self._ends: threading.Timer | None = None

    def ask(self, content: bytes, *, memory: int | None = None, seconds: float | None = None) -> list[bytes]:
        """As `Sandbox.ask`."""
        with self._one_by_one:
            try:
                return self._sandbox.ask(content, memory=memory, seconds=seconds)
            finally:
                self._last = time.monotonic()
                if self._ends is None:
                    self._end_later(_IDLE)

    def close(self) -> None:
        """End the child; the next question goes to a new one."""
        with self._one_by_one:
            self._sandbox.close()

    def _end_later(self, seconds: float) -> None:
        self._ends = threading.Timer(seconds, self._end_if_idle)
        self._ends.daemon = True
        self._ends.start()

    def _end_if_idle(self) -> None:
        with self._one_by_one:
            left = self._last + _IDLE - time.monotonic()
            if left > 0:
                self._end_later(left)
            else:
                self._ends = None
                self._sandbox.close()


def _watch(
    child: subprocess.Popen[bytes],
    seconds: float,
    memory: int,
    answered: threading.Event,
    over: threading.Event,
) -> None:
    until = time.monotonic() + seconds
    while not answered.wait(_EVERY):
        if time.monotonic() > until or _memory_of(child.pid) > memory:
            over.set()
            child.kill()
            return


def _memory_of(process: int) -> int:
    """Bytes that a process holds; 0 where it ended or the system does not say."""
    import psutil

    try:
        return int(psutil.Process(process).memory_info().rss)
    except (psutil.Error, OSError):
        return 0


def serve(work: Work) -> int:
    """The child's side: answer what is asked until nobody asks any more."""
    asked: IO[bytes] = sys.stdin.buffer if sys.stdin else os.fdopen(0, "rb")
    answers: IO[bytes] = sys.stdout.buffer if sys.stdout else os.fdopen(1, "wb")
    sys.stdout = sys.stderr  # whatever a library prints is no part of an answer
    sys.dont_write_bytecode = True
    sys.addaudithook(_refuse)
    with suppress(EOFError, BrokenPipeError):
        _give(answers, [])
        while True:
            [content] = _taken(asked)
            _give(answers, work(content))
    return 0


def _started(work: str) -> subprocess.Popen[bytes]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PROSSCE_")}
    if not getattr(sys, "frozen", False):
        kept["PYTHONPATH"] = str(Path(__file__).resolve().parents[2])
    no_window = _NO_WINDOW if sys.platform == "win32" else 0
    pipe = subprocess.PIPE
    nowhere = subprocess.DEVNULL if os.path.exists(os.devnull) else None  # a root without devices
    return subprocess.Popen(
        [*own_program(), FENCED, work],
        stdin=pipe,
        stdout=pipe,
        stderr=nowhere,
        env=kept,
        creationflags=no_window,
    )


def _give(stream: IO[bytes], parts: Sequence[bytes]) -> None:
    stream.write(_SIZE.pack(len(parts)))
    for one in parts:
        stream.write(_SIZE.pack(len(one)))
        stream.write(one)
    stream.flush()


def _taken(stream: IO[bytes]) -> list[bytes]:
    """Raises EOFError where the other side ended, ValueError for what is no answer."""
    left = MOST_ANSWER
    parts: list[bytes] = []
    for _ in range(_number(stream)):
        size = _number(stream)
        left -= size + _SIZE.size
        if left < 0:
            raise ValueError("longer than any answer")
        parts.append(_exactly(stream, size))
    return parts


def _number(stream: IO[bytes]) -> int:
    return int(_SIZE.unpack(_exactly(stream, _SIZE.size))[0])


def _exactly(stream: IO[bytes], size: int) -> bytes:
    content = stream.read(size)
    if len(content) != size:
        raise EOFError
    return content


def _refuse(event: str, details: tuple[object, ...]) -> None:
    """Python tells of each of these before it is done."""
    if event == "open":
        flags = details[2] if len(details) > 2 else 0
        if isinstance(flags, int) and flags & _WRITING:
            raise PermissionError("nothing is written here")
    elif event.startswith(_REFUSED) and event not in _HARMLESS:
        raise PermissionError(f"{event} is not for a reader")
