"""Marks text for translation; it is translated where it is shown, into that screen's or report's language."""

from __future__ import annotations


def N_(text: str) -> str:
    """Return `text` as it is; `pybabel` finds it by this name."""
    return text
