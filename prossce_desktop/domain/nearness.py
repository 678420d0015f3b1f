"""How near a search text is to a name, for people who type a spelling that nobody stored."""

from __future__ import annotations

from prossce_desktop.domain.names import fold

NEAR = 72.0
"""From here on a name is worth offering."""


def nearness(text: str, *names: str | None) -> float:
    """0 to 100: the best likeness of the folded text and any of the names, whatever the order of words; a part of a name counts nearly whole."""
    from rapidfuzz.fuzz import partial_token_sort_ratio, token_sort_ratio

    asked = fold(text)
    best = 0.0
    for name in names:
        if name:
            folded = fold(name)
            part = 0.92 * partial_token_sort_ratio(asked, folded) if len(asked) < len(folded) else 0.0
            best = max(best, token_sort_ratio(asked, folded), part)
    return best
