"""Finds packages in mail: bare, as text, in e-mails, mailboxes, zips, Outlook files; names say nothing.

`opened` passes all but packages to the sandbox; the rest of this file runs there.
"""

from __future__ import annotations

import hashlib
import io
import lzma
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from prossce_desktop.exchange import mail_parts, outlook
from prossce_desktop.exchange.armour import is_package, read_text, uuencoded, with_line_ends
from prossce_desktop.exchange.join_letters import looks_like_invitation
from prossce_desktop.exchange.limits import MOST_CONTAINERS, MOST_FILE, MOST_PARTS, MOST_UNPACKED
from prossce_desktop.system.sandbox import Sandbox, SandboxFailed

WORK = "containers"
"""What the fenced child is asked for."""

TOO_LARGE, DAMAGED = "too-large", "damaged"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OFFICE = ("[Content_Types].xml", "mimetype")
"""How zips begin that are documents."""


@dataclass(frozen=True, slots=True)
class MailedPackages:
    """The packages in a file, each whole and once. `code`: why more may exist (too-large, damaged), or None.

    `invitations`: what looks like one of a regional office, unread.
    """

    packages: tuple[bytes, ...]
    code: str | None = None
    invitations: tuple[bytes, ...] = ()


def opened(content: bytes, fence: Sandbox) -> MailedPackages:
    """The contents of a file from outside; a code where a container takes too much or crashes its reader."""
    if is_package(content):
        return MailedPackages((content,))
    try:
        code, *found = fence.ask(content)
    except SandboxFailed as broken:
        return MailedPackages((), TOO_LARGE if broken.too_much else DAMAGED)
    packages = tuple(one for one in found if is_package(one))
    return MailedPackages(packages, code.decode() or None, tuple(one for one in found if not is_package(one)))


def answer(content: bytes) -> Sequence[bytes]:
    """The child's answer: the code, then packages and invitations."""
    found = look_into(content)
    return [(found.code or "").encode(), *found.packages, *found.invitations]


def look_into(content: bytes) -> MailedPackages:
    """The search itself, in this very process. Never raises what a file can bring about."""
    search = _Search()
    try:
        search.into(content, MOST_CONTAINERS)
    except _TooMuchError:
        return MailedPackages(search.packages(), TOO_LARGE, search.invitations())
    is_damaged = search.broken or (search.garbled and not search.packages_by_hash)
    return MailedPackages(search.packages(), DAMAGED if is_damaged else None, search.invitations())


class _TooMuchError(Exception):
    """More parts or bytes than any honest mail has."""


class _Search:
    """One file with its contents. `broken`: a container is cut; `garbled`: a text holds half a package."""

    def __init__(self) -> None:
        self.packages_by_hash: dict[bytes, bytes] = {}
        self._invitations: dict[bytes, bytes] = {}
        self.broken = False
        self.garbled = False
        self._parts = MOST_PARTS
        self._bytes = MOST_UNPACKED

    def packages(self) -> tuple[bytes, ...]:
        """In the order they were found."""
        return tuple(self.packages_by_hash.values())

    def invitations(self) -> tuple[bytes, ...]:
        """In the order they were found."""
        return tuple(self._invitations.values())

    def into(self, content: bytes, depth: int) -> None:
        """Look at a part, and into it where it is a container; `depth`: how many levels are still allowed."""
        self._parts -= 1
        self._bytes -= len(content)
        if self._parts < 0 or self._bytes < 0:
            raise _TooMuchError
        content = content.lstrip(b"\r\n")
        if is_package(content):
            self.packages_by_hash.setdefault(hashlib.sha256(content).digest(), content)
        elif looks_like_invitation(content):
            self._invitations.setdefault(hashlib.sha256(content).digest(), content)
        elif content.startswith(_ZIP):
            self._parts_of(self._zipped, content, depth)
        elif outlook.is_msg(content):
            self._parts_of(outlook.parts_of_msg, content, depth)
        elif outlook.is_tnef(content):
            self._parts_of(outlook.parts_of_tnef, content, depth)
        elif not (
            mail_parts.is_mail(content := with_line_ends(content))
            and self._parts_of(mail_parts.parts_of, content, depth)
        ):
            for one in uuencoded(content) if depth else ():
                self.into(one, depth - 1)
            text = read_text(content)
            self.garbled |= text.garbled
            for one in text.packages:
                self.packages_by_hash.setdefault(hashlib.sha256(one).digest(), one)

    def _parts_of(self, parts: Callable[[bytes], Iterable[bytes]], content: bytes, depth: int) -> bool:
        """Whether there was a package or an invitation among them."""
        if not depth:
            raise _TooMuchError
        before = len(self.packages_by_hash) + len(self._invitations)
        try:
            for one in parts(content):
                self.into(one, depth - 1)
        except _TooMuchError:
            raise
        # parsers of others meet files of strangers: whatever they raise, the file is what is wrong
        except Exception:
            self.broken = True
        return len(self.packages_by_hash) + len(self._invitations) > before

    def _zipped(self, content: bytes) -> Iterator[bytes]:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = [one for one in archive.infolist() if not one.is_dir()]
            if entries and entries[0].filename in _OFFICE:
                return
            for one in entries:
                if one.file_size > min(self._bytes, MOST_FILE):
                    raise _TooMuchError
                try:
                    with archive.open(one) as member:
                        inside = member.read(MOST_FILE)
                except (
                    zipfile.BadZipFile,
                    NotImplementedError,
                    RuntimeError,
                    EOFError,
                    OSError,
                    ValueError,
                    zlib.error,
                    lzma.LZMAError,
                ):
                    self.broken = True  # one member with a password, or damaged; the others are read
                    continue
                yield inside
