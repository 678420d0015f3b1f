"""What packages may still name people who were erased: those that wait here go, and come again, since no receipt was given."""

from __future__ import annotations

from prossce_desktop.domain.erasing import concerns, rewrite
from prossce_desktop.exchange.package import Package, PackageRefused, is_newer, open_package
from prossce_desktop.store import journal
from prossce_desktop.store.database import Connection
from prossce_desktop.store.erased import belonging_to, erased_people
from prossce_desktop.store.erasing import covering
from prossce_desktop.store.forgetting import forget_sealed
from prossce_desktop.store.origins import Executes


def names_erased(execute: Executes, package: Package) -> bool:
    """Whether a package holds values of somebody erased here, or may: what cannot be read yet does."""
    people = erased_people(execute)
    if not people:
        return False
    try:
        operations = [one for stretch in package.stretches() for one in stretch.operations]
    except PackageRefused:
        return True
    belonging = {id for ids in belonging_to(execute, people).values() for id in ids}
    if is_newer(package.header) or any(rewrite(one.body, one.personal, people, belonging).changed for one in operations):
        return True
    for person, hashes in covering(execute, people):
        own = {id for ids in belonging_to(execute, [person]).values() for id in ids}
        about = hashes | {one.personal_hash for one in operations if concerns(one.body, [person], own)}
        if any(person not in one.erased and not about.isdisjoint(one.hashes) for one in package.header.sealed.values()):
            return True
    return False


def forget_packages(db: Connection, box: str) -> None:
    """Sealed copies that cover somebody erased since, and waiting packages that name him; inside the caller's transaction.

    `box`: the key that opens what waits here, "" where there is none.
    """
    people = erased_people(db.execute)
    if not people:
        return
    forget_sealed(db, covering(db.execute, people))
    for line in journal.lines(db.execute, waiting=True):
        try:
            names = names_erased(db.execute, open_package(line.content or b"", [box]))
        except PackageRefused:
            names = True
        if names:
            db.execute("DELETE FROM package WHERE id = ?", (line.id,))
