"""Sealing with age: to whom, and opening. The files are those of the ordinary `age` program."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pyrage
from pyrage import x25519


def new_box() -> tuple[str, str]:
    """A new age key: identity and recipient as text."""
    made = x25519.Identity.generate()
    return str(made), str(made.to_public())


def recipient_of(identity: str) -> str:
    """The recipient of an identity; raises ValueError for what is none."""
    try:
        return str(x25519.Identity.from_str(identity.strip()).to_public())
    except Exception as error:
        raise ValueError("no age identity") from error


def is_recipient(text: object) -> bool:
    """Whether something can be sealed to it."""
    try:
        x25519.Recipient.from_str(str(text))
    except Exception:
        return False
    return True


def seal(content: bytes, recipients: Iterable[str]) -> bytes:
    """An age file that each of the recipients can open. Raises ValueError where a recipient is none."""
    try:
        those = [x25519.Recipient.from_str(one) for one in dict.fromkeys(recipients)]
    except Exception as error:
        raise ValueError("no age recipient") from error
    return bytes(pyrage.encrypt(content, those))


def opened(content: bytes, identities: Sequence[str]) -> bytes | None:
    """What is inside; None where none of the identities opens it. Raises ValueError where it is no whole age file."""
    try:
        return bytes(pyrage.decrypt(content, [x25519.Identity.from_str(one) for one in identities]))
    except pyrage.DecryptError as error:
        if "No matching keys" in str(error):
            return None
        raise ValueError("damaged") from error
