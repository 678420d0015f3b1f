"""Sealing with age: to whom, and opening. The files are those of the ordinary `age` program."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice

import pyrage
from pyrage import x25519

from prossce_desktop.exchange.limits import MOST_RECIPIENTS, MOST_SEALS

_SEALED = b"\n--- "
"""Ends the list of those who can open an age file."""


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
    """An age file for the recipients, for the first of them if too many. Raises ValueError for a bad one."""
    try:
        those = [x25519.Recipient.from_str(one) for one in islice(dict.fromkeys(recipients), MOST_RECIPIENTS)]
    except Exception as error:
        raise ValueError("no age recipient") from error
    return bytes(pyrage.encrypt(content, those))


def opened(content: bytes, identities: Sequence[str]) -> bytes | None:
    """The content; None where no identity opens it. Raises ValueError where it is no whole age file.

    Its head is limited: the library reads it once for each recipient, a megabyte would take an hour.
    """
    if content.find(_SEALED, 0, MOST_SEALS) < 0:
        raise ValueError("not a whole age file, or for more than can open one")
    try:
        return _opened(content, identities)
    except ValueError:
        if not content.endswith(b"\n"):
            raise
        # one line end too many, of a mail program
        return _opened(content[: -2 if content.endswith(b"\r\n") else -1], identities)


def _opened(content: bytes, identities: Sequence[str]) -> bytes | None:
    try:
        return bytes(pyrage.decrypt(content, [x25519.Identity.from_str(one) for one in identities]))
    except pyrage.DecryptError as error:
        if "No matching keys" in str(error):
            return None
        raise ValueError("damaged") from error
