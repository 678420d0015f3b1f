"""Marks text for translation without translating it; whoever shows it translates it in the language of the
screen or report."""

from __future__ import annotations


def N_(text: str) -> str:
    """Return `text` as it is; `pybabel` finds it by this name."""
    return text
