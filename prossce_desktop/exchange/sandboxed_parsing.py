"""Packages and letters are parsed in the sandbox, which bears the cost, within limits.

The signature of a header or letter is checked before, here; the child writes its checked answer anew.
"""

from __future__ import annotations

import atexit
import json
import struct
from collections.abc import Callable, Sequence
from typing import Any

from prossce_desktop.domain.operations.hash_chain import Logged
from prossce_desktop.exchange.header import Header, header_of, parsed_header
from prossce_desktop.exchange.join_letters import (
    Invitation,
    Request,
    invitation_of,
    parsed_letter,
    request_of,
    signed_text,
    written,
)
from prossce_desktop.exchange.operation_codec import (
    PersonalPart,
    body_in,
    checked_body,
    checked_personal,
    personal_in,
)
from prossce_desktop.system.sandbox import MOST_MEMORY, SandboxFailed, SharedSandbox

WORK = "parsing"
"""What the fenced child is asked for."""

_HEADER, _LETTER, _BODY, _PERSONAL = b"h", b"l", b"b", b"p"
_COUNT = struct.Struct(">Q")
_SECONDS = 60.0
_MEMORY_A_BYTE, _SECONDS_A_BYTE = 60, 20e-6
"""What a packed byte may take beyond that: a million people are 20 MB, of which the child needs 400 MB."""
_STRANGE = (
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    OverflowError,
    RecursionError,
    MemoryError,
)

_fence = SharedSandbox(WORK, seconds=_SECONDS)
atexit.register(_fence.close)


class TooMuch(Exception):
    """It took more memory or time than it is worth."""


def answer(question: bytes) -> Sequence[bytes]:
    """The child's answer: a letter for its kind, then its content; "" for what no version writes."""
    try:
        return [question[:1], *_WORKS[question[:1]](question[1:])]
    except _STRANGE:
        return [b""]


def _header(content: bytes) -> list[bytes]:
    return [parsed_header(content).written()]


def _letter(content: bytes) -> list[bytes]:
    return [written(parsed_letter(content))]


def _body(content: bytes) -> list[bytes]:
    (count,) = _COUNT.unpack_from(content)
    text, makes = checked_body(content[_COUNT.size :], count)
    return [json.dumps(makes).encode(), text]


def _personal(content: bytes) -> list[bytes]:
    return [checked_personal(content)]


_WORKS: dict[bytes, Callable[[bytes], list[bytes]]] = {
    _HEADER: _header,
    _LETTER: _letter,
    _BODY: _body,
    _PERSONAL: _personal,
}


def _asked(kind: bytes, content: bytes) -> list[bytes]:
    """Raises ValueError for what nobody should have written, TooMuch."""
    more = len(content)
    try:
        is_kind, *answers = _fence.ask(
            kind + content,
            memory=MOST_MEMORY + _MEMORY_A_BYTE * more,
            seconds=_SECONDS + _SECONDS_A_BYTE * more,
        )
    except SandboxFailed as broken:
        if broken.too_much:
            raise TooMuch from broken
        raise ValueError("nobody could read it") from broken
    if is_kind != kind:
        raise ValueError("not as any program writes it")
    return answers


def read_header(content: bytes) -> Header:
    """The parsed header. Raises ValueError for what no version of this format writes, TooMuch."""
    return header_of(json.loads(_asked(_HEADER, content)[0]))


def read_invitation(content: bytes) -> Invitation:
    """Raises ValueError for what is no invitation, or not signed by the office in it."""
    return invitation_of(_signed_letter(content))


def read_request(content: bytes) -> Request:
    """Raises ValueError for what is no request, or not signed by the device in it."""
    return request_of(_signed_letter(content))


def _signed_letter(content: bytes) -> Any:
    text, key = signed_text(content)
    try:
        letter = json.loads(_asked(_LETTER, text)[0])
    except TooMuch as error:
        raise ValueError("no letter") from error
    if letter["key"] != key.hex():
        raise ValueError("not signed by the one it names")
    return letter


def read_body(
    packed: bytes, stretches: Sequence[tuple[int, int, int]]
) -> tuple[list[list[Logged]], dict[int, int]]:
    """Operations, and how many records each makes. `stretches`: as in the header. ValueError, TooMuch."""
    makes, text = _asked(_BODY, _COUNT.pack(sum(count for _, _, count in stretches)) + packed)
    found = body_in(text, stretches)
    ids = (one.id for stretch in found for one in stretch)
    return found, {id: n for id, n in zip(ids, json.loads(makes), strict=True) if n}


def read_personal(packed: bytes) -> list[PersonalPart]:
    """Personal parts again. Raises ValueError, also where one is not what was hashed, TooMuch."""
    return personal_in(_asked(_PERSONAL, packed)[0])
