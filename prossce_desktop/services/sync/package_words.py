"""What became of packages, in words; sources by the names that people see."""

from __future__ import annotations

from collections.abc import Iterable

from prossce_desktop.domain.model.record_kinds import ACTIVITY_KINDS
from prossce_desktop.domain.operations.erasure import DAYS, MANY
from prossce_desktop.domain.operations.op_id import op_span
from prossce_desktop.domain.operations.package_status import PackageStatus
from prossce_desktop.domain.translatable import N_
from prossce_desktop.language import formatting
from prossce_desktop.language.messages import _, ngettext_
from prossce_desktop.services.packages.package_outcome import (
    AFTER_SHUT_OUT,
    FORK,
    MANY_ERASED,
    MANY_RECORDS,
    NOT_ACCEPTED,
    PackageOutcome,
)
from prossce_desktop.services.packages.payload_kind import carried
from prossce_desktop.store.devices.known_devices import device_of
from prossce_desktop.store.log.operation_log import Source, moment
from prossce_desktop.store.log.record_lots import records_made
from prossce_desktop.store.log.sample_lots import Executes
from prossce_desktop.store.log.version_vector import source_numbered
from prossce_desktop.store.sync.package_journal import PARTS, PICTURES
from prossce_desktop.store.workspace.store import Store


def named_source(store: Store, source: Source | int) -> str:
    """A source as `KH-7f3a91.c41f.KH`: device, incarnation, scope."""
    with store.read() as reading:
        if isinstance(source, int):
            found = source_numbered(reading.execute, source)
            if found is None:
                return str(source)
            source = found
        known = device_of(reading.execute, source.device)
    own = store.identity
    name = (
        own.device if source.device == own.device_key else (known.name if known else source.device.hex()[:6])
    )
    return f"{name}.{source.incarnation.hex()[:4]}.{source.scope}"


def kinds_in(execute: Executes, ranges: Iterable[tuple[int, int, int]]) -> dict[str, int]:
    """By kind how many records these made, all activities together. A range: a source, before first, last."""
    found: dict[str, int] = {}
    for source, since, last in ranges:
        for kind, count in records_made(execute, *op_span(source, since + 1, last)).items():
            name = "activity" if kind in ACTIVITY_KINDS else kind
            found[name] = found.get(name, 0) + count
    return found


REFUSED = {
    "not-a-package": N_("This file contains no ProSSCE Desktop package."),
    "file-missing": N_("This file does not exist."),
    "unreadable": N_("The file cannot be read. Copy it to another folder, or ask for it again."),
    "none-inside": N_("The file contains no package. Open an invitation alone, without other files."),
    "damaged": N_("The package was damaged on the way. Ask the sender for it again."),
    "not-for-us": N_("The package is for another laptop or office. It cannot be opened here."),
    "unknown-sender": N_("The laptop is not let in here. Send its office a new invitation."),
    "bad-signature": N_("Another laptop signed the package. Nothing was imported."),
    "revoked": N_("The package is from a blocked laptop."),
    "too-large": N_("The file is too large to be a package."),
    "hostile": N_("The package contains unknown content. Nothing was imported."),
}

_LEFT = {
    (PackageStatus.waiting, NOT_ACCEPTED): N_("Waiting: first let this laptop of {office} in."),
    (PackageStatus.waiting, MANY_ERASED): N_(
        "Waiting for your agreement: one laptop would erase more than {n} people in {days} days."
    ),
    (PackageStatus.waiting, MANY_RECORDS): N_(
        "Waiting for your agreement: the package would add more records of {office} than usual."
    ),
    (PackageStatus.waiting, None): N_("Waiting: an earlier package of {office} is missing."),
    (PackageStatus.for_later, None): N_(
        "Waiting: the package is from a newer version of the program. Update this program first."
    ),
    (PackageStatus.quarantined, FORK): N_(
        "Partly imported: one part does not match earlier data of this laptop. Perhaps an older backup "
        "was restored there. The laptop will send that part again after it gets your receipt."
    ),
    (PackageStatus.quarantined, AFTER_SHUT_OUT): N_(
        "Partly imported: the rest was written after the laptop was blocked. The regional office must "
        "decide whether to use it."
    ),
    (PackageStatus.quarantined, None): N_("Partly imported: some changes are not allowed and are not used."),
}
"""What of a package is left, by its status and why; None: for any other reason."""


def brings_receipt_alone(outcome: PackageOutcome) -> bool:
    """Whether its records are here but this package was never read: then its receipt is news."""
    return outcome.status == PackageStatus.known and outcome.first_read is None and not outcome.sentence


def sentence_of(outcome: PackageOutcome) -> str:
    """One sentence for a person."""
    if outcome.sentence:
        return outcome.sentence
    header = outcome.header
    office = header.office if header is not None else ""
    if outcome.pictures and not outcome.made and not outcome.changed:
        said = ngettext_(
            "Imported: {n} photo or scan from {office}.",
            "Imported: {n} photos or scans from {office}.",
            outcome.pictures,
        )
        return said.format(n=outcome.pictures, office=office)
    if outcome.status == PackageStatus.accepted:
        return _accepted(outcome, office)
    if outcome.status == PackageStatus.known:
        if outcome.first_read is None:
            return _("The records were already here. The receipt was imported.")
        return _("Already received on {day}. Nothing changed.").format(
            day=formatting.day(moment(outcome.first_read).date())
        )
    became = _LEFT.get((outcome.status, outcome.code)) or _LEFT.get((outcome.status, None))
    if became is not None:
        return _(became).format(office=office, n=MANY, days=DAYS)
    return _(REFUSED.get(outcome.code or "", N_("The file cannot be imported.")))


def _accepted(outcome: PackageOutcome, office: str) -> str:
    open_ones = ngettext_("{n} decision is needed.", "{n} decisions are needed.", outcome.conflicts)
    erased = ngettext_("{n} person was erased.", "{n} people were erased.", outcome.erased)
    more = f" {erased.format(n=outcome.erased)}" if outcome.erased else ""
    more += f" {open_ones.format(n=outcome.conflicts)}" if outcome.conflicts else ""
    return _came(outcome).format(new=outcome.made, changed=outcome.changed, office=office) + more


def _came(outcome: PackageOutcome) -> str:
    """What came in: values that were asked for, pictures that nobody lacked, else records."""
    brought = carried(outcome.header) if outcome.header is not None else None
    if brought == PARTS:
        return _("Imported: personal values that were asked for, from {office}.")
    if brought == PICTURES:
        return _("Imported: photos and scans from {office}. None of them was needed here.")
    return ngettext_(
        "Imported: {new} new record, {changed} changed, from {office}.",
        "Imported: {new} new records, {changed} changed, from {office}.", outcome.made,
    )  # fmt: skip
