"""What the page of the exchange says: what is new, where a package stands, what files would do."""

from __future__ import annotations

from prossce_desktop.domain.model.codes import Country
from prossce_desktop.domain.operations.package_status import PackageStatus
from prossce_desktop.language import formatting
from prossce_desktop.language.messages import _, ngettext_
from prossce_desktop.services.exchange.exchange_page import (
    ASKS,
    IS_OUT,
    IS_RETIRED,
    Compared,
    DeviceRow,
    ExchangeStatus,
    Read,
    State,
    Unsent,
    brings_receipt_alone,
    sentence_of,
)
from prossce_desktop.services.packages import receipt_words
from prossce_desktop.services.packages.package_outcome import PackageOutcome
from prossce_desktop.services.sync import journal_words
from prossce_desktop.ui.parts.labels import Tone

TONES: dict[State, tuple[str, Tone]] = {
    State.confirmed: ("check", "done"), State.sent: ("clock", "muted"),
    State.late: ("triangle-alert", "warning"),
    State.receipt_only: ("minus", "muted"), State.taken: ("check", "done"), State.answered: ("check", "done"),
    State.part_missing: ("circle-alert", "warning"), State.not_let_in: ("clock", "warning"),
    State.for_later: ("clock", "warning"),
    State.many_erased: ("triangle-alert", "warning"), State.many_records: ("triangle-alert", "warning"),
    State.other_not_let_in: ("clock", "warning"),
    State.in_part: ("circle-alert", "warning"), State.after_shut_out: ("circle-alert", "warning"),
    State.refused: ("ban", "error"),
    State.settled: ("check", "muted"), State.shut_out: ("ban", "muted"),
}  # fmt: skip
"""Icon and tone beside the words of a package's state."""

size = journal_words.size


def _words(n: int) -> dict[str, str]:
    """By kind what so many records are called, without their number; in the order in which they are told."""
    return {
        "activity": ngettext_("new activity", "new activities", n),
        "person": ngettext_("person", "people", n),
        "participation": ngettext_("participation", "participations", n),
        "head_count": ngettext_("head count", "head counts", n),
        "fair_employer": ngettext_("employer at a fair", "employers at fairs", n),
        "follow_up": ngettext_("follow-up", "follow-ups", n),
        "organisation": ngettext_("organisation", "organisations", n),
        "programme": ngettext_("programme", "programmes", n),
        "link": ngettext_("decision on possible duplicates", "decisions on possible duplicates", n),
        "query": ngettext_("question", "questions", n),
        "attachment": ngettext_("photo or scan", "photos or scans", n),
        "institutional_result": ngettext_("institutional result", "institutional results", n),
        "impact_story": ngettext_("impact story", "impact stories", n),
    }


ORDER = tuple(_words(1))


def made_of(kind: str, n: int) -> str:
    """Records of a kind, without their number."""
    return _words(n).get(kind, ngettext_("other record", "other records", n))


def lines_of(unsent: Unsent) -> list[tuple[str, str]]:
    """What one office lacks: numbers and what they count; one number for what e-mails made already hold."""
    new = unsent.operations - unsent.packed
    found = [
        (formatting.number(unsent.new_made[kind]), made_of(kind, unsent.new_made[kind]))
        for kind in ORDER
        if unsent.new_made.get(kind)
    ]
    others = sum(n for kind, n in unsent.new_made.items() if kind not in ORDER)
    if others:
        found.append((formatting.number(others), made_of("", others)))
    if unsent.new_changed:
        found.append(
            (
                formatting.number(unsent.new_changed),
                ngettext_("correction", "corrections", unsent.new_changed),
            )
        )
    if new and not found:
        found.append((formatting.number(new), ngettext_("change", "changes", new)))
    if n := unsent.packed:
        found.append(
            (
                formatting.number(n),
                ngettext_("change: e-mail made, not confirmed", "changes: e-mail made, not confirmed", n),
            )
        )
    return found


def confirmed(unsent: Unsent) -> str:
    """What the other end is known to have: not everything, where it asked for values about people."""
    if unsent.asked and unsent.answered and not (unsent.operations or unsent.held_back):
        return _("{office} has every change.").format(office=unsent.office)
    return receipt_words.confirmed(unsent)


def receiver(unsent: Unsent) -> tuple[str, str]:
    """At the regional office: how many changes wait for a laptop."""
    n = unsent.operations
    if unsent.packed == n:
        words = ngettext_(
            "change for {name}, {office}: e-mail made, not confirmed",
            "changes for {name}, {office}: e-mail made, not confirmed",
            n,
        )
    else:
        words = ngettext_("change for {name}, {office}", "changes for {name}, {office}", n)
    return formatting.number(unsent.operations), words.format(name=unsent.name, office=unsent.office)


def would(package: Read) -> tuple[str, str, Tone]:
    """What a package would do: icon, words, tone."""
    found = package.outcome
    if found.status == PackageStatus.accepted:
        return _news(found)
    if brings_receipt_alone(found):
        return "check", _("The records are already here, but the receipt was not read yet"), ""
    if found.status == PackageStatus.known and not found.sentence:
        return "check", _("Everything in this file is already here"), "muted"
    return became(package)


def workbook(compared: Compared) -> tuple[str, str, Tone]:
    """A workbook of ours: whether its figures are those of the records."""
    if not compared.differs and compared.is_current:
        return (
            "check",
            _("Our own workbook {code}: its figures match the records.").format(code=compared.code),
            "done",
        )
    if not compared.differs:
        said = _("Our own workbook {code}: records were changed later, but its figures are still correct.")
        return "check", said.format(code=compared.code), "done"
    first = compared.differs[0]
    here = formatting.number(first.here) if isinstance(first.here, int | float) else _("nothing")
    there = formatting.number(first.there) if isinstance(first.there, int | float) else _("nothing")
    where = _("{sheet}, row {row}: {there} in the workbook, {here} in the records").format(
        sheet=first.sheet, row=first.row, there=there, here=here
    )
    n = len(compared.differs)
    if compared.is_current:
        said = ngettext_(
            "Our own workbook {code} was changed later: {n} figure does not match the records. {difference}",
            "Our own workbook {code} was changed later: {n} "
            "figures do not match the records. {difference}", n,
        )  # fmt: skip
    else:
        said = ngettext_(
            "Our own workbook {code} was made from other records: {n} figure is different now. {difference}",
            "Our own workbook {code} was made from other records: {n} figures are different now. "
            "{difference}", n,
        )  # fmt: skip
    return (
        "circle-alert",
        said.format(code=compared.code, n=formatting.number(n), difference=where),
        "warning",
    )


def _news(outcome: PackageOutcome) -> tuple[str, str, Tone]:
    header = outcome.header
    office = header.office if header is not None else ""
    said = _records(outcome.made, outcome.changed, office) if outcome.made or outcome.changed else ""
    if outcome.erased:
        erased = ngettext_(
            "Erases {n} person of {office} permanently",
            "Erases {n} people of {office} permanently",
            outcome.erased,
        )
        words = erased.format(n=formatting.number(outcome.erased), office=office)
        return "triangle-alert", f"{words}. {said}" if said else words, "warning"
    if said:
        return "plus", said, ""
    if header is not None and any(one.count for one in header.sources):
        return "plus", _("Changes of {office} that are not used here yet").format(office=office), ""
    if header is not None and (brought := journal_words.brought(header)):
        return "plus", brought, ""
    return "check", _("A receipt from {office}, no new records").format(office=office), ""


def _records(new: int, changed: int, office: str) -> str:
    if not changed:
        said = ngettext_("{new} new record from {office}", "{new} new records from {office}", new)
    elif not new:
        said = ngettext_(
            "{changed} changed record from {office}", "{changed} changed records from {office}", changed
        )
    else:
        said = _("{new} new and {changed} changed records from {office}")
    return said.format(new=formatting.number(new), changed=formatting.number(changed), office=office)


def became(package: Read) -> tuple[str, str, Tone]:
    """What became of a package: icon, words, tone."""
    header, brought = (
        package.outcome.header,
        package.outcome.pictures
        or (package.outcome.header and journal_words.brought(package.outcome.header)),
    )
    if (
        package.outcome.status == PackageStatus.accepted
        and header is not None
        and not (header.sources or brought)
    ):
        return "check", _("Imported: the receipt from {office}").format(office=header.office), ""
    if brings_receipt_alone(package.outcome):
        return "check", sentence_of(package.outcome), ""
    icon, tone = {
        PackageStatus.accepted: ("check", ""), PackageStatus.known: ("check", "muted"),
        PackageStatus.refused: ("ban", "error"),
    }.get(package.outcome.status, ("circle-alert", "warning"))  # fmt: skip
    return icon, sentence_of(package.outcome), tone  # type: ignore[return-value]


def scope(standing: ExchangeStatus) -> str:
    """Which laptop this is, and whose it is sure to be."""
    said = _("This laptop: {name}").format(name=standing.device)
    if standing.office is not None and standing.office.compared:
        said += " · " + _("six words compared with {office}").format(office=standing.office.office)
    return said


def whose(device: DeviceRow) -> str:
    """Whose laptop it is: officer, office, and the country where that is not the own one."""
    country = _(Country(device.country).label) if device.country in list(Country) and not device.ours else ""
    return ", ".join(part for part in (device.officer, device.office, country) if part)


def device_state(device: DeviceRow) -> tuple[str, Tone]:
    if device.state == ASKS:
        return _("Asks to be let in"), "warning"
    if device.state == IS_OUT:
        return _("Blocked"), "muted"
    if device.state == IS_RETIRED:
        return _("Not in use"), "muted"
    if device.ours and not device.approved:
        return _("This laptop cannot read names yet"), "warning"
    if not device.compared:
        return _("Let in, words not compared"), "warning"
    return _("Let in, words compared"), "done"
