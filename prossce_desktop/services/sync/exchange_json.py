"""Laptops, packages made and packages read, as the command line tells them to other programs."""

from __future__ import annotations

from pathlib import Path

from prossce_desktop.services.packages.package_outcome import PackageOutcome
from prossce_desktop.services.sync.package_sending import MadePackage
from prossce_desktop.services.sync.package_words import named_source, sentence_of
from prossce_desktop.store.devices.known_devices import Device
from prossce_desktop.store.log.operation_log import moment
from prossce_desktop.store.workspace.store import Store


def told_device(one: Device, words: str | None) -> dict[str, object]:
    """One laptop; `words`: its six words."""
    return {
        "device": one.name,
        "country": one.country,
        "office": one.office,
        "officer": one.officer,
        "regional": one.regional,
        "state": one.state,
        "compared": one.compared,
        "approved": one.approved,
        "fingerprint": words,
        "seen": time_of(one.seen),
    }


def told_made(store: Store, made: MadePackage, path: Path, email: Path | None) -> dict[str, object]:
    """One package as a file."""
    return {
        "path": str(path),
        "email": str(email) if email else None,
        "bytes": len(made.content),
        "mailed_bytes": email.stat().st_size if email else made.mailed_bytes,
        "part": made.header.part,
        "parts": made.header.parts,
        "to": made.to.name,
        "ranges": [
            {"source": named_source(store, one.source), "from": one.since + 1, "to": one.last}
            for one in made.portions
        ],
    }


def told_outcome(store: Store, file: Path, found: PackageOutcome) -> dict[str, object]:
    """What became of one package."""
    header = found.header
    return {
        "file": str(file),
        "status": found.status,
        "code": found.code,
        "message": sentence_of(found),
        "package_id": header.id if header else None,
        "from": header.name if header else None,
        "operations": {"new": found.new, "known": found.known},
        "records": {"new": found.made, "changed": found.changed},
        "conflicts": found.conflicts,
        "have": [
            {"source": named_source(store, source), "to": last} for source, last in found.have.items() if last
        ],
        "first_read": time_of(found.first_read),
    }


def time_of(at: int | None) -> str | None:
    """A moment (UTC milliseconds) as UTC text; None for none, and for 0."""
    return f"{moment(at):%Y-%m-%dT%H:%M:%SZ}" if at else None
