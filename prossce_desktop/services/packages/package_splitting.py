"""What goes to one receiver, in as many packages as mail and its program need.

Asked-for and passed-on parts go in packages of their own where they do not fit. Only what is parted is
measured again.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Protocol

from prossce_desktop.domain.operations.hash_chain import Logged
from prossce_desktop.exchange.limits import MOST_FILE, MOST_HEADER, MOST_MEMBERS, MOST_PASSED_ON
from prossce_desktop.services.packages.operation_ranges import Portion
from prossce_desktop.store.log.sealed_parts import Sealed

_BESIDE = 700
"""Bytes at most that a member takes beside its content, in the file as well as in the header."""


@dataclass(frozen=True, slots=True)
class PackageContents:
    """The operations of a package, those whose personal parts are sealed in it, and others' sealed parts."""

    portions: Sequence[Portion] = ()
    personal: Sequence[Logged] = ()
    passed: Sequence[Sealed] = ()


@dataclass(frozen=True, slots=True)
class PackageSize:
    """Bytes of the file, its header and its personal members, and the number of members."""

    file: int
    header: int
    personal: int
    members: int

    def fits(self, most: int) -> bool:
        """Whether it can be mailed, and its reader takes it."""
        is_read = (
            self.file <= MOST_FILE
            and self.header <= MOST_HEADER
            and self.personal <= MOST_PASSED_ON
            and self.members <= MOST_MEMBERS
        )
        return is_read and mailed(self.file) <= most

    def beside(self, sealed: Sealed) -> PackageSize:
        """With one sealed member more; never less than it will be."""
        named = 70 * (len(sealed.hashes) + len(sealed.recipients)) + 22 * len(sealed.erased) + _BESIDE
        file = self.file + len(sealed.content) + len(sealed.content) // 4_000 + named
        return PackageSize(file, self.header + named, self.personal, self.members + 1)


def mailed(size: int) -> int:
    """Bytes that so many bytes are in an e-mail: base64 in lines of 76."""
    return (size + 2) // 3 * 4 * 78 // 76 + 2_000


class Sends(Protocol):
    """Whoever makes packages for a receiver."""

    def portions(self) -> list[Portion]:
        """All operations that it lacks."""

    def halves(self, portions: Sequence[Portion]) -> tuple[list[Portion], list[Portion]] | None:
        """The same in two; None where they cannot be parted."""

    def personal_of(self, portions: Sequence[Portion]) -> list[Logged]:
        """Of these operations those whose personal parts are sealed here for it."""

    def asked(self, but: Sequence[Portion]) -> list[Logged]:
        """Operations of which it asked for the personal parts, without those of these portions."""

    def lacking(self, portions: Sequence[Portion], *, first: bool) -> set[bytes]:
        """Hashes of personal parts of these operations, and with the first package of those asked for."""

    def passed(self, lacking: set[bytes]) -> list[Sealed]:
        """Sealed parts of others to pass on, so that it has these."""

    def measured(self, piece: PackageContents, *, first: bool) -> PackageSize:
        """How large a package with this would be."""


class Parting:
    """One round of packages of which each is mailed as at most `most` bytes, where that can be done."""

    def __init__(self, sends: Sends, most: int) -> None:
        self._sends = sends
        self._most = most

    def pieces(self) -> list[PackageContents]:
        """In the order in which they are read; the first one says what a round says once."""
        portions = self._sends.portions()
        asked, passed = (
            self._sends.asked(portions),
            self._sends.passed(self._sends.lacking(portions, first=True)),
        )
        whole = PackageContents(portions, [*self._sends.personal_of(portions), *asked], passed)
        if self._sends.measured(whole, first=True).fits(self._most):
            return [whole]
        found = self._parted(portions, first=True)
        if asked:
            found += self._personal(asked)
        return [piece for piece, _size in (self._beside(found, passed) if passed else found)]

    @cached_property
    def _empty(self) -> PackageSize:
        return self._sends.measured(PackageContents(), first=False)

    def _parted(
        self, portions: Sequence[Portion], *, first: bool
    ) -> list[tuple[PackageContents, PackageSize]]:
        piece = PackageContents(portions, self._sends.personal_of(portions))
        size = self._sends.measured(piece, first=first)
        if size.fits(self._most):
            return [(piece, size)]
        if (two := self._sends.halves(portions)) is not None:
            return [*self._parted(two[0], first=first), *self._parted(two[1], first=False)]
        alone = replace(piece, personal=())
        if piece.personal and (without := self._sends.measured(alone, first=first)).fits(self._most):
            return [(alone, without), *self._personal(piece.personal)]
        return [(piece, size)]

    def _personal(self, operations: Sequence[Logged]) -> list[tuple[PackageContents, PackageSize]]:
        """Personal parts in packages of their own."""
        piece = PackageContents(personal=operations)
        size = self._sends.measured(piece, first=False)
        if size.fits(self._most) or len(operations) == 1 or not self._empty.fits(self._most):
            return [(piece, size)]
        each = -(-len(operations) // self._shares(size))
        return [
            one for i in range(0, len(operations), each) for one in self._personal(operations[i : i + each])
        ]

    def _shares(self, size: PackageSize) -> int:
        """In how many packages so much fits, at least two, with reserve as parts are not equal."""
        empty = self._empty
        by_mail = (mailed(size.file) - mailed(empty.file)) / max(1, self._most - mailed(empty.file))
        by_header = (size.header - empty.header) / max(1, MOST_HEADER - empty.header)
        return max(2, math.ceil(1.1 * max(by_mail, by_header, size.personal / MOST_PASSED_ON)))

    def _beside(
        self, parted: list[tuple[PackageContents, PackageSize]], passed: Sequence[Sealed]
    ) -> list[tuple[PackageContents, PackageSize]]:
        """With what is passed on: beside the first operations that have parts in it, else after them."""
        late: list[tuple[PackageContents, PackageSize]] = []
        lacking = [
            self._sends.lacking(piece.portions, first=i == 0) for i, (piece, _size) in enumerate(parted)
        ]
        for one in passed:
            place = next((i for i, those in enumerate(lacking) if those.intersection(one.hashes)), None)
            has_room = (place is not None and self._put(parted, place, one)) or (
                late and self._put(late, len(late) - 1, one)
            )
            if not has_room:
                late.append((PackageContents(passed=[one]), self._empty.beside(one)))
        return [*parted, *late]

    def _put(self, among: list[tuple[PackageContents, PackageSize]], place: int, sealed: Sealed) -> bool:
        piece, size = among[place]
        larger = size.beside(sealed)
        if not larger.fits(self._most):
            return False
        among[place] = (replace(piece, passed=[*piece.passed, sealed]), larger)
        return True
