"""Reports of our own mistakes: the place in the program, nothing that was typed. They are sent to nobody."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from prossce_desktop import __version__
from prossce_desktop.system import paths

KEPT = 20
"""So many reports are kept, the newest."""
_STAMP = "%Y%m%d-%H%M%S-%f"
_ROOTS = ("prossce_desktop", "site-packages")


@dataclass(frozen=True, slots=True)
class Report:
    """What is told of one mistake; `path` is None where it could not be kept. `time` is UTC."""

    time: datetime
    text: str
    path: Path | None


def without_values(error: BaseException) -> str:
    """Kinds of error and places in the program, newest last; no messages: they may hold personal data."""
    lines = [f"ProSSCE Desktop {__version__}, Python {sys.version.split()[0]}, {sys.platform}"]
    for one in _causes(error):
        lines += [type(one).__name__, *_places(one)]
    return "\n".join(lines) + "\n"


def write_report(error: BaseException, time: datetime) -> Report:
    """Keep what `without_values` says in the folder of logs, and only the newest reports there."""
    text = without_values(error)
    folder = paths.log_folder()
    path = folder / f"report-{time.astimezone(UTC):{_STAMP}}.txt"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        for old in _files(folder)[KEPT:]:
            old.unlink(missing_ok=True)
    except OSError:
        return Report(time, text, None)
    return Report(time, text, path)


def reports() -> list[Report]:
    """The reports that are kept on this computer, newest first. Reads files."""
    found = []
    for path in _files(paths.log_folder()):
        with suppress(OSError, ValueError):  # cut, or written by somebody else: nothing to show
            at = datetime.fromisoformat(".".join(path.stem.removeprefix("report-").rsplit("-", 1))).replace(
                tzinfo=UTC
            )
            found.append(Report(at, path.read_text(encoding="utf-8"), path))
    return found


def _files(folder: Path) -> list[Path]:
    return sorted(folder.glob("report-*.txt"), reverse=True)


def _causes(error: BaseException) -> Iterator[BaseException]:
    """What led to it first, as Python tells it."""
    chain: list[BaseException] = []
    one: BaseException | None = error
    while one is not None and one not in chain:
        chain.append(one)
        one = one.__cause__ or (None if one.__suppress_context__ else one.__context__)
    return reversed(chain)


def _places(error: BaseException) -> Iterator[str]:
    trace = error.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        yield f'  File "{_ours(code.co_filename)}", line {trace.tb_lineno}, in {code.co_name}'
        trace = trace.tb_next


def _ours(file: str) -> str:
    """A file from the program's folder on: the folders above may say who works here."""
    parts = re.split(r"[\\/]", file)
    first = next((at for at, part in enumerate(parts) if part in _ROOTS), len(parts) - 1)
    return "/".join(parts[first:])
