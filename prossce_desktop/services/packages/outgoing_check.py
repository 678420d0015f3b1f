"""What leaves is opened first as its receiver will: nobody sends what our program would refuse."""

from __future__ import annotations

from prossce_desktop.errors.base import ProssceError
from prossce_desktop.exchange.package import PackageRefused, open_package, open_parts
from prossce_desktop.exchange.sandboxed_parsing import read_invitation, read_request
from prossce_desktop.exchange.zip_members import INVITATION, PERSONAL, REQUEST


class NotReadable(ProssceError):
    """A mistake of ours, or of what is kept here; told, and nothing leaves."""

    code = "not-readable"
    sentence = (
        "This package could not be read again ({why}), so it was not sent. Nothing was changed; "
        "please report it."
    )


def check_package(content: bytes, box: str, key: bytes) -> None:
    """`box`: our own age identity; `key`: our signing key. Raises NotReadable."""
    try:
        package = open_package(content, [box])
        package.contents()
        if (personal := package.members.get(PERSONAL)) is not None:
            open_parts(personal, [box], [key])
        if (letter := package.members.get(INVITATION)) is not None:
            read_invitation(letter)
    except (PackageRefused, ValueError) as error:
        raise NotReadable(why=getattr(error, "code", INVITATION)) from error


def checked_invitation(content: bytes) -> bytes:
    """The same invitation. Raises NotReadable."""
    try:
        read_invitation(content)
    except ValueError as error:
        raise NotReadable(why=INVITATION) from error
    return content


def checked_request(letter: bytes) -> bytes:
    """The same request, before it is sealed. Raises NotReadable."""
    try:
        read_request(letter)
    except ValueError as error:
        raise NotReadable(why=REQUEST) from error
    return letter
