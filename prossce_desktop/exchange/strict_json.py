"""Reads strangers' JSON, in linear time and memory: what Python lets pass in silence is an error here."""

from __future__ import annotations

import json
import re
from typing import Any

from prossce_desktop.exchange.limits import MOST_DEPTH

_STRINGS = re.compile(rb'"(?:[^"\\]++|\\.?+)*+"?+', re.DOTALL)
"""Possessive, and matches after any quotation mark: a string without an end is read only once."""
_ONE_KIND = bytes.maketrans(b"[]{}", b"()()")
_NO_BRACKETS = bytes(one for one in range(256) if one not in b"[]{}")
_SURROGATE = re.compile(rb"\\u[dD][89a-fA-F][0-9a-fA-F]{2}")
_MOST = 1 << 63
_LONGEST_NUMBER = 25


def read_json(text: bytes) -> Any:
    """The value. ValueError for bad UTF-8, double keys, NaN, over 63 bits, lone surrogates, deep nesting."""
    _refuse_depth(text)
    written = text.decode("utf-8")  # refuses surrogates that are written as such
    found = json.loads(
        written, object_pairs_hook=_pairs, parse_constant=_refuse, parse_int=_whole, parse_float=_number
    )
    if _SURROGATE.search(text):
        json.dumps(found, ensure_ascii=False).encode("utf-8")  # a lone one cannot be written
    return found


def _refuse_depth(text: bytes) -> None:
    """Each round removes the innermost brackets; what is left after `MOST_DEPTH` is deeper, or not closed."""
    brackets = _STRINGS.sub(b"", text).translate(_ONE_KIND, _NO_BRACKETS)
    for _ in range(MOST_DEPTH):
        brackets = brackets.replace(b"()", b"")
    if brackets:
        raise ValueError("nested too deeply")


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key twice")
    return found


def _refuse(word: str) -> Any:
    raise ValueError(f"{word} is no number")


def _whole(digits: str) -> int:
    if len(digits) > _LONGEST_NUMBER or not -_MOST <= (found := int(digits)) < _MOST:
        raise ValueError("a number beyond 63 bits")
    return found


def _number(digits: str) -> float:
    if len(digits) > 2 * _LONGEST_NUMBER or (found := float(digits)) in (float("inf"), float("-inf")):
        raise ValueError("a number beyond measure")
    return found
