"""Where a line may break, by ICU; the only module that knows icu4py."""

from __future__ import annotations

from functools import lru_cache


@lru_cache(maxsize=5_000)
def parts(text: str) -> tuple[str, ...]:
    """The text in pieces between which a line may break; put together they are the text.

    Khmer, Lao, Thai and Burmese break between words by ICU's dictionaries, Chinese between characters.
    """
    from icu4py.breakers import LineBreaker

    return tuple(LineBreaker(text, "en"))  # the pieces, not `segments()`: those count UTF-16 units


def letters(text: str) -> tuple[str, ...]:
    """The text in what a person sees as single letters, for words wider than their column."""
    from icu4py.breakers import CharacterBreaker

    return tuple(CharacterBreaker(text, "en"))
