"""Laptops, packages made and packages read, as the command line tells them to other programs."""

from __future__ import annotations

from pathlib import Path

from prossce_desktop.services.packages.package_outcome import PackageOutcome
from prossce_desktop.services.sync.package_sending import MadePackage
from prossce_desktop.services.sync.package_words import named_source, sentence_of
from prossce_desktop.store.devices.known_devices import Device
from prossce_desktop.store.log.operation_log import moment
from prossce_desktop.store.workspace.store import Store


def device_json(device: Device, words: str | None) -> dict[str, object]:
    """One laptop; `words`: its six words."""
    return {
        "device": device.name,
        "country": device.country,
        "office": device.office,
        "officer": device.officer,
        "regional": device.regional,
        "state": device.state,
        "compared": device.compared,
        "approved": device.approved,
        "fingerprint": words,
        "seen": time_of(device.seen),
    }


def package_json(store: Store, made: MadePackage, path: Path, email: Path | None) -> dict[str, object]:
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


def outcome_json(store: Store, file: Path, outcome: PackageOutcome) -> dict[str, object]:
    """What became of one package."""
    header = outcome.header
    return {
        "file": str(file),
        "status": outcome.status,
        "code": outcome.code,
        "message": sentence_of(outcome),
        "package_id": header.id if header else None,
        "from": header.name if header else None,
        "operations": {"new": outcome.new, "known": outcome.known},
        "records": {"new": outcome.made, "changed": outcome.changed},
        "conflicts": outcome.conflicts,
        "have": [
            {"source": named_source(store, source), "to": last}
            for source, last in outcome.have.items()
            if last
        ],
        "first_read": time_of(outcome.first_read),
    }


def time_of(time_ms: int | None) -> str | None:
    """A moment (UTC milliseconds) as UTC text; None for none, and for 0."""
    return f"{moment(time_ms):%Y-%m-%dT%H:%M:%SZ}" if time_ms else None
