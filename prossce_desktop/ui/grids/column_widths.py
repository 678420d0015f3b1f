"""How columns share the room there is: what nobody needs goes first."""

from __future__ import annotations

import math
from collections.abc import Sequence


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
