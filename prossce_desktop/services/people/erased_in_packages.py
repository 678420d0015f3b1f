"""Packages that wait here and may name erased people go; without a receipt they come again."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from prossce_desktop.domain.model.setting_keys import SettingKey
from prossce_desktop.domain.operations.erasure import concerns, rewrite
from prossce_desktop.domain.operations.hash_chain import Stretch
from prossce_desktop.exchange.header import Header
from prossce_desktop.exchange.package import Package, PackageRefused, is_newer, open_package
from prossce_desktop.store.db import settings
from prossce_desktop.store.db.connection import Connection
from prossce_desktop.store.erasure.erased_mentions import forget_sealed
from prossce_desktop.store.erasure.erased_people import belonging_to, erased_people
from prossce_desktop.store.erasure.log_redaction import covering
from prossce_desktop.store.log.sample_lots import Executes
from prossce_desktop.store.sync import package_journal


@dataclass(frozen=True, slots=True)
class AboutErased:
    """What refers to somebody erased: people, records that belong to them, their personal hashes."""

    people: frozenset[int]
    belonging: frozenset[int]
    hashes: Sequence[tuple[int, set[bytes]]]

    @property
    def digest(self) -> str:
        """Another one as soon as anything more is known to be erased."""
        hashes = [(person, sorted(one.hex() for one in found)) for person, found in sorted(self.hashes)]
        return hashlib.sha256(
            repr((sorted(self.people), sorted(self.belonging), hashes)).encode()
        ).hexdigest()


def about_erased(execute: Executes) -> AboutErased | None:
    """Nothing, where nobody was erased."""
    people = erased_people(execute)
    if not people:
        return None
    belonging = frozenset(id for ids in belonging_to(execute, people).values() for id in ids)
    return AboutErased(frozenset(people), belonging, covering(execute, people))


def waiting_beside(execute: Executes, box: str, header: Header) -> list[Stretch]:
    """Operations of the sender's waiting packages: a later part may erase somebody of this one."""
    found: list[Stretch] = []
    for line in package_journal.lines(execute, waiting=True):
        if line.device == header.device and line.id != header.id:
            with suppress(PackageRefused):
                found += open_package(line.content or b"", [box]).stretches()
    return found


def names_erased(execute: Executes, package: Package) -> bool:
    """Whether a package holds values of somebody erased here, or may: what cannot be read yet does."""
    about = about_erased(execute)
    return about is not None and _names(execute, package, about)


def _names(execute: Executes, package: Package, erased: AboutErased) -> bool:
    try:
        operations = [one for stretch in package.stretches() for one in stretch.operations]
    except PackageRefused:
        return True
    changed = (rewrite(one.body, one.personal, erased.people, erased.belonging).changed for one in operations)
    if is_newer(package.header) or any(changed):
        return True
    for person, hashes in erased.hashes:
        own = {id for ids in belonging_to(execute, [person]).values() for id in ids}
        about = hashes | {one.personal_hash for one in operations if concerns(one.body, [person], own)}
        if any(
            person not in one.erased and not about.isdisjoint(one.hashes)
            for one in package.header.sealed.values()
        ):
            return True
    return False


def forget_packages(db: Connection, box: str) -> None:
    """Drop sealed copies of people erased since, and waiting packages that name them; same transaction.
    `box` opens them, "" if there is none. They are opened again only where more people are erased than last
    time, which the base says, so that a restored copy is looked through.
    """
    erased = about_erased(db.execute)
    if erased is None:
        return
    forget_sealed(db, erased.hashes)
    if settings.read(db.execute, SettingKey.looked_through) == erased.digest:
        return
    for line in package_journal.lines(db.execute, waiting=True):
        try:
            names = _names(db.execute, open_package(line.content or b"", [box]), erased)
        except PackageRefused:
            names = True
        if names:
            package_journal.forget_line(db, line.id)
    settings.write(db, SettingKey.looked_through, erased.digest)
