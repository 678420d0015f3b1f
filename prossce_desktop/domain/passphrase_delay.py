"""How long to wait after wrong passphrases: typing mistakes cost nothing, guessing gets slow."""

from __future__ import annotations

import math

FREE = 5
"""Wrong tries in a row before one has to wait."""
FIRST_WAIT = 30
LONGEST_WAIT = 15 * 60


def wait_after(wrong: int) -> int:
    """Seconds to wait after wrong tries in a row: 30 after the fifth, then doubled, at most 15 minutes."""
    if wrong < FREE:
        return 0
    return int(min(FIRST_WAIT * 2 ** min(wrong - FREE, 20), LONGEST_WAIT))


def still_to_wait(wrong: int, since: float) -> int:
    """Seconds left, `since` seconds after the last wrong try; a clock set back never makes it longer."""
    whole = wait_after(wrong)
    return math.ceil(min(max(whole - since, 0), whole))
