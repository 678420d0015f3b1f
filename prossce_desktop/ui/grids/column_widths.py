"""How columns share the room there is: what nobody needs goes first."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtWidgets import QHeaderView, QTableView


def shared(widths: Sequence[int], *steps: tuple[int, Sequence[int]]) -> list[int]:
    """Widths that fit. Each step is a room and how far columns may shrink; later steps only if needed."""
    found = list(widths)
    for room, lowest in steps:
        gives = [max(0, width - low) for width, low in zip(found, lowest, strict=True)]
        lacking = sum(found) - room
        if lacking > 0 and any(gives):
            part = min(1.0, lacking / sum(gives))
            found = [width - math.ceil(give * part) for width, give in zip(found, gives, strict=True)]
    return found


def share_room(view: QTableView, least: Sequence[int], room: int) -> int:
    """Fixed columns, each with what it needs and its share of the rest; the height of the bar that moves
    them along where there is too little."""
    header = view.horizontalHeader()
    header.setStretchLastSection(False)
    more = max(0, room - sum(least)) // max(1, len(least))
    widths = [width + more for width in least]
    if least:
        widths[-1] = max(least[-1], room - sum(widths[:-1]))
    for at, width in enumerate(widths):
        header.setSectionResizeMode(at, QHeaderView.ResizeMode.Fixed)
        header.resizeSection(at, width)
    return view.horizontalScrollBar().sizeHint().height() if sum(least) > room else 0
