"""An activity with scans, and a person who is erased, for the pictures of the window."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtGui import QColor, QImage, QPainter

from prossce_desktop import app
from prossce_desktop.app import Store
from prossce_desktop.services.activities import attachments
from prossce_desktop.services.commands import adding
from prossce_desktop.services.people import people_sheet, person_erasure
from prossce_desktop.services.people.people_sheet import RowDraft


@dataclass(frozen=True)
class Erasing:
    """`asks`: somebody who wants to be erased; `gone`: somebody who was."""

    store: Store
    training: int
    asks: int
    gone: int


@contextmanager
def erasing_office(folder: Path, today: dt.date) -> Iterator[Erasing]:
    """Make it in this folder; it is closed at the end."""
    folder.mkdir(parents=True, exist_ok=True)
    store, _key = app.first(
        folder / "records", country="KH", office="Phnom Penh", officer="Sok Chantha", opening=app.UnlockChoice(None, remember=True)
    )
    pairs = [("title", "Counselling skills, Siem Reap"), ("start", "2024-11-18"), ("end", "2024-11-20"), ("count", "28")]
    training = adding.add(store, "training", pairs, today=today).id
    rows = [{"name": name, "sex": "f", "birth": "14/03/1979", "phone": "012884310"} for name in ("Chan Dara", "Keo Bopha")]
    saved = people_sheet.save_rows(store, training, [RowDraft(None, None, dict[str, object](one)) for one in rows], today)
    asks, gone = (one.person or 0 for one in saved.rows)
    sheets = [_scan(folder / name) for name in ("sign-in sheet 18 November.png", "sign-in sheet 19 November.png")]
    attachments.add(store, training, sheets)
    store.backups.beside()
    person_erasure.erase(store, gone, "asked for it in a letter", app.now())
    try:
        yield Erasing(store, training, asks, gone)
    finally:
        store.close()


def _scan(path: Path) -> Path:
    """A sheet of lines, as a scanner gives it."""
    sheet = QImage(1654, 1169, QImage.Format.Format_RGB32)
    sheet.fill(QColor("#F4EFE2"))
    painter = QPainter(sheet)
    painter.setPen(QColor("#7A7A7A"))
    for row in range(18):
        painter.drawLine(90, 150 + row * 52, 1560, 150 + row * 52)
    painter.end()
    sheet.save(str(path))
    return path
