"""What became of a package, as the journal keeps it and the command line says it."""

from __future__ import annotations

from enum import StrEnum


class PackageStatus(StrEnum):
    """Of one that went out `sent`; any other came in."""

    sent = "sent"
    accepted = "accepted"
    known = "already_known"
    """Everything in it was here."""
    waiting = "waiting"
    """For a person, or for another package."""
    for_later = "accepted_for_later"
    """A newer version of the program made it."""
    quarantined = "quarantined"
    """Part of it is not applied."""
    refused = "refused"
    """Nothing was taken from it."""
