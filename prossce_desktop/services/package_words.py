"""What became of packages, in words; sources by the names that people see."""

from __future__ import annotations

from collections.abc import Iterable

from prossce_desktop import wording
from prossce_desktop.domain.erasing import DAYS, MANY
from prossce_desktop.domain.kinds import ACTIVITY_KINDS, NUMBERED
from prossce_desktop.domain.words import N_
from prossce_desktop.messages import _, ngettext_
from prossce_desktop.services.arriving import FORK, MANY_ERASED, MANY_RECORDS, Outcome
from prossce_desktop.services.carried import carried
from prossce_desktop.services.outcome import AFTER_SHUT_OUT
from prossce_desktop.store.devices import device_of
from prossce_desktop.store.journal import ACCEPTED, FOR_LATER, KNOWN, PARTS, PICTURES, QUARANTINED, WAITING
from prossce_desktop.store.log import Source, moment
from prossce_desktop.store.origins import Executes
from prossce_desktop.store.store import Store


def named_source(store: Store, source: Source | int) -> str:
    """A source as `KH-7f3a91.c41f.KH`: device, incarnation, scope."""
    with store.read() as reading:
        if isinstance(source, int):
            row = reading.execute("SELECT device, incarnation, scope FROM source WHERE id = ?", (source,)).first()
            if row is None:
                return str(source)
            source = Source(*row)
        known = device_of(reading.execute, source.device)
    own = store.identity
    name = own.device if source.device == own.device_key else (known.name if known else source.device.hex()[:6])
    return f"{name}.{source.incarnation.hex()[:4]}.{source.scope}"


def records_in(store: Store, ranges: Iterable[tuple[int, int, int]]) -> dict[str, int]:
    """By kind how many records these operations made; all kinds of activity together as `activity`."""
    with store.read() as reading:
        return kinds_in(reading.execute, ranges)


def kinds_in(execute: Executes, ranges: Iterable[tuple[int, int, int]]) -> dict[str, int]:
    """The same, of what is being read. Each range: a source, the number before the first operation, that of the last."""
    found: dict[str, int] = {}
    query = "SELECT kind, sum(count) FROM lot WHERE op BETWEEN ? AND ? GROUP BY kind"
    for source, since, last in ranges:
        for number, count in execute(query, (source << 24 | since + 1, source << 24 | last)).fetchall():
            kind = NUMBERED[number].KIND
            name = "activity" if kind in ACTIVITY_KINDS else kind
            found[name] = found.get(name, 0) + int(count)
    return found


REFUSED = {
    "not-a-package": N_("This file holds no package of ProSSCE Desktop."),
    "file-missing": N_("There is no such file."),
    "unreadable": N_("The file cannot be read. Copy it to another folder, or ask for it once more."),
    "none-inside": N_("No package is in it. An invitation is to be chosen alone."),
    "damaged": N_("The package was damaged on the way. Ask for it once more."),
    "not-for-us": N_("The package is for another laptop or office, and cannot be opened here."),
    "unknown-sender": N_("Nobody let this laptop in here. Send its office a new invitation."),
    "bad-signature": N_("The package is not signed by the one it names. Nothing was taken from it."),
    "revoked": N_("The package is of a laptop that was shut out."),
    "too-large": N_("The file is larger than any package, or becomes so when it is unpacked."),
    "too-old-format": N_("The package is of an older format than this laptop has sent before."),
    "hostile": N_("The package holds what no such program writes. Nothing was taken from it."),
}


def brings_receipt_alone(outcome: Outcome) -> bool:
    """Whether its records are here already, but this very package was never read: its receipt, and what else it tells, is news."""
    return outcome.status == KNOWN and outcome.first_read is None and not outcome.said


def sentence_of(outcome: Outcome) -> str:
    """One sentence for a person."""
    if outcome.said:
        return outcome.said
    header = outcome.header
    office = header.office if header is not None else ""
    if outcome.pictures and not outcome.made and not outcome.changed:
        said = ngettext_("Accepted: {n} picture from {office}.", "Accepted: {n} pictures from {office}.", outcome.pictures)
        return said.format(n=outcome.pictures, office=office)
    if outcome.status == ACCEPTED:
        return _accepted(outcome, office)
    if outcome.status == KNOWN:
        if outcome.first_read is None:
            return _("The records in it were here already; its receipt was taken in.")
        return _("Already received on {day}; nothing changed.").format(day=wording.day(moment(outcome.first_read).date()))
    if outcome.status == WAITING and outcome.code == "sender-not-accepted":
        return _("Kept, and waiting: somebody has to let this laptop of {office} in.").format(office=office)
    if outcome.status == WAITING and outcome.code == MANY_ERASED:
        said = _("Kept, and waiting: one laptop would erase more than {n} people in {days} days, and somebody has to agree.")
        return said.format(n=MANY, days=DAYS)
    if outcome.status == WAITING and outcome.code == MANY_RECORDS:
        said = _("Kept, and waiting: it would make more records of {office} than come at once, and somebody has to agree.")
        return said.format(office=office)
    if outcome.status == WAITING:
        return _("Kept, and waiting: an earlier package of {office} is missing.").format(office=office)
    if outcome.status == FOR_LATER:
        return _("Kept for later: the package is of a newer version of the program.")
    if outcome.status == QUARANTINED and outcome.code == FORK:
        return _(
            "Taken in part: it contradicts what an older copy of the same laptop wrote and is here. "
            "That part was not taken; the laptop sends it anew by itself once it has read a reply."
        )
    if outcome.status == QUARANTINED and outcome.code == AFTER_SHUT_OUT:
        return _(
            "Taken in part: the rest was written after its laptop was shut out. It waits for a person at the regional office to let it in."
        )
    if outcome.status == QUARANTINED:
        return _("Taken in part: some of it is not permitted, and is held back.")
    return _(REFUSED.get(outcome.code or "", N_("The file cannot be accepted.")))


def _accepted(outcome: Outcome, office: str) -> str:
    open_ones = ngettext_("{n} conflict waits for a decision.", "{n} conflicts wait for a decision.", outcome.conflicts)
    erased = ngettext_("{n} person was erased.", "{n} people were erased.", outcome.erased)
    more = f" {erased.format(n=outcome.erased)}" if outcome.erased else ""
    more += f" {open_ones.format(n=outcome.conflicts)}" if outcome.conflicts else ""
    return _came(outcome).format(new=outcome.made, changed=outcome.changed, office=office) + more


def _came(outcome: Outcome) -> str:
    """What came in: values that were asked for, pictures that nobody lacked, else records."""
    brought = carried(outcome.header) if outcome.header is not None else None
    if brought == PARTS:
        return _("Accepted: values about people that were asked for, from {office}.")
    if brought == PICTURES:
        return _("Accepted: photos and scans from {office}; none of them was needed here.")
    return ngettext_(
        "Accepted: {new} new record, {changed} changed, from {office}.",
        "Accepted: {new} new records, {changed} changed, from {office}.", outcome.made,
    )  # fmt: skip
