"""The system's own way of handing a file to whatever mail program is there: the second rung, where no program
opens a draft.

Windows: Simple MAPI, in a child of this program, since a mail program may bring down who calls it. macOS:
Mail. Elsewhere: xdg-email.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from prossce_desktop import MAPI
from prossce_desktop.errors import MailNotHanded
from prossce_desktop.system.paths import own_program

PATIENCE = 20.0
"""Seconds for an answer; a program that still runs has its window open, and that is what was wanted."""
_NO_WINDOW = 0x08000000


@dataclass(frozen=True, slots=True)
class Letter:
    """What is handed over. xdg-email and Mail take one file each; the first is the package."""

    subject: str
    text: str
    files: tuple[Path, ...]


def is_there(system: str = sys.platform) -> bool:
    """Whether this system has a way of its own. Whether a mail program is behind it shows only in use."""
    if system == "win32":
        return True
    return shutil.which("open" if system == "darwin" else "xdg-email") is not None


def hand_over(letter: Letter, system: str = sys.platform, patience: float = PATIENCE) -> None:
    """Let the mail program open a new mail with it. Not on the main thread. Raises MailNotHanded."""
    said = json.dumps(
        {"subject": letter.subject, "text": letter.text, "files": [str(one) for one in letter.files]}
    )
    no_window = _NO_WINDOW if system == "win32" else 0
    try:
        child = subprocess.Popen(
            words_for(letter, system), stdin=subprocess.PIPE, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=system != "win32", creationflags=no_window,
        )  # fmt: skip
        child.communicate(said.encode() if system == "win32" else b"", timeout=patience)
    except subprocess.TimeoutExpired:
        # so that it leaves no zombie
        threading.Thread(target=child.wait, name="mail program", daemon=True).start()
        return
    except OSError as error:
        raise MailNotHanded from error
    if child.returncode != 0:
        raise MailNotHanded


def words_for(letter: Letter, system: str) -> Sequence[str]:
    """The program that is started, and what it is told."""
    if system == "win32":
        return [*own_program(), MAPI]
    if system == "darwin":
        return ["open", "-a", "Mail", *(str(one) for one in letter.files)]
    attached = [word for one in letter.files[:1] for word in ("--attach", str(one))]
    return ["xdg-email", "--utf8", "--subject", letter.subject, "--body", letter.text, *attached]
