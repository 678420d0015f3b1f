"""Numbers of people so small that somebody could be recognised; where strangers may read, they are not said."""

from __future__ import annotations

FEWEST = 5
"""From so many people on, a number is said."""


def is_small(n: float) -> bool:
    """Whether it is a number of people, though not nobody, that is not said."""
    return 0 < n < FEWEST


def tells_small(part: float, whole: float) -> bool:
    """Whether a share of a whole would tell a small number: the part's, the rest's, or the whole's."""
    return is_small(part) or is_small(whole - part) or is_small(whole)
