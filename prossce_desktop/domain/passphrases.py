"""Which new passphrases are taken; those in use are never weighed again."""

from __future__ import annotations

from prossce_desktop.errors import PassphraseTooShort

LEAST = 8
"""Characters below which a machine tries them all (NIST SP 800-63B, 5.1.1)."""


def refuse_short(text: str) -> None:
    """Raises PassphraseTooShort; spaces at the ends and one repeated letter count for nothing."""
    if len(text.strip()) < LEAST or len(set(text)) < 3:
        raise PassphraseTooShort(least=LEAST)
