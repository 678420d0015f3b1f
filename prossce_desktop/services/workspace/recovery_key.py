"""The recovery key as a sheet of text to print: an age identity and what it is for."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from prossce_desktop.store.workspace.officer_access import Proof
from prossce_desktop.store.workspace.recovery_key import mark_seen, replace_key, replace_unseen_key
from prossce_desktop.store.workspace.store import Store
from prossce_desktop.system.atomic_files import replacing

SHEET = """# ProSSCE Desktop: recovery key of {office} ({country}), made on {day}
#
# Print this page and keep it where only the office can reach it.
# Whoever has this key can open the office's records when every passphrase is lost.
# The program does not keep a copy of it.
{identity}
"""


def sheet(identity: str, *, office: str, country: str, day: dt.date) -> str:
    """The sheet's text; it is a valid identity file of the `age` program."""
    return SHEET.format(
        office=" ".join(office.split()), country=country, day=day.isoformat(), identity=identity
    )


def qr_squares(identity: str) -> list[list[bool]]:
    """The key as a QR code, row by row, so that a telephone can read it from the paper."""
    from prossce_desktop.reports.qr_code import squares

    return squares(identity)


def write(path: Path, text: str) -> None:
    """Write it whole or not at all, for its owner alone to read."""
    with replacing(path, private=True) as aside:
        aside.write_text(text, encoding="utf-8")


def confirm_kept(store: Store) -> None:
    """Somebody printed, saved or wrote down the key."""
    mark_seen(store, seen=True)


__all__ = ["Proof", "Store", "confirm_kept", "replace_key", "replace_unseen_key"]
