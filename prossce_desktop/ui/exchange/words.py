"""What the page of the exchange says: what is new, where a package stands, what files would do."""

from __future__ import annotations

from prossce_desktop import wording
from prossce_desktop.compose.exchange_page import ASKS, IS_OUT, IS_RETIRED, Entry, Laptop, Read, State, Unsent, sentence_of
from prossce_desktop.messages import _, ngettext_
from prossce_desktop.ui.parts.labels import Tone

TONES: dict[State, tuple[str, Tone]] = {
    State.confirmed: ("check", "done"), State.sent: ("clock", "muted"), State.late: ("triangle-alert", "warning"),
    State.receipt_only: ("minus", "muted"), State.taken: ("check", "done"), State.answered: ("check", "done"),
    State.part_missing: ("circle-alert", "warning"), State.not_let_in: ("clock", "warning"), State.for_later: ("clock", "warning"),
    State.in_part: ("circle-alert", "warning"),
}  # fmt: skip
"""Icon and tone beside the words of a package's state."""


def made_of(kind: str, n: int) -> str:
    """Records of a kind, without their number."""
    return {
        "activity": ngettext_("new activity", "new activities", n),
        "person": ngettext_("person", "people", n),
        "participation": ngettext_("participation", "participations", n),
        "head_count": ngettext_("head count", "head counts", n),
        "fair_employer": ngettext_("employer at a fair", "employers at fairs", n),
        "follow_up": ngettext_("follow-up", "follow-ups", n),
        "organisation": ngettext_("organisation", "organisations", n),
        "programme": ngettext_("programme", "programmes", n),
        "link": ngettext_("decision on likely doubles", "decisions on likely doubles", n),
        "institutional_result": ngettext_("institutional result", "institutional results", n),
        "impact_story": ngettext_("impact story", "impact stories", n),
    }.get(kind, ngettext_("other record", "other records", n))


ORDER = (
    "activity", "person", "participation", "head_count", "fair_employer", "follow_up", "organisation", "programme", "link",
    "institutional_result", "impact_story",
)  # fmt: skip


def lines_of(one: Unsent) -> list[tuple[str, str]]:
    """What one office lacks: numbers and what they count."""
    found = [(wording.number(one.made[kind]), made_of(kind, one.made[kind])) for kind in ORDER if one.made.get(kind)]
    others = sum(n for kind, n in one.made.items() if kind not in ORDER)
    if others:
        found.append((wording.number(others), made_of("", others)))
    if one.changed:
        found.append((wording.number(one.changed), ngettext_("correction", "corrections", one.changed)))
    if one.operations and not found:
        found.append((wording.number(one.operations), ngettext_("change", "changes", one.operations)))
    return found


def receiver(one: Unsent) -> tuple[str, str]:
    """At the regional office: how many changes wait for a laptop."""
    words = ngettext_("change for {name}, {office}", "changes for {name}, {office}", one.operations)
    return wording.number(one.operations), words.format(name=one.name, office=one.office)


def size(count: int) -> str:
    """480 kB, 12.4 MB."""
    if count < 1_000_000:
        return _("{n} kB").format(n=wording.number(max(1, round(count / 1000))))
    return _("{n} MB").format(n=wording.decimal(count / 1_000_000, 0 if count % 1_000_000 == 0 else 1))


def package(one: Entry) -> str:
    """KH-7f3a91 122."""
    return f"{one.name} {one.number}"


def content(one: Entry) -> str:
    """How much is in it, and for whom or from whom."""
    if not one.is_read:
        return _("Not opened yet, {size}").format(size=size(one.size))
    if not one.operations:
        said = _("Nothing new, and a receipt")
    else:
        said = ngettext_("{n} change", "{n} changes", one.operations).format(n=wording.number(one.operations))
    return _("{content}, for {name}").format(content=said, name=one.receiver) if one.outgoing else said


def state(one: Entry) -> str:
    """Where it stands."""
    if one.state is State.late:
        return ngettext_("No receipt after {n} day", "No receipt after {n} days", one.days).format(n=wording.number(one.days))
    if one.state is State.taken and not one.operations:
        return _("Taken in")  # nothing in it has to be answered
    return {
        State.confirmed: _("Confirmed"),
        State.sent: _("No receipt yet"),
        State.receipt_only: _("Nothing to confirm"),
        State.taken: _("Taken in, reply not made yet"),
        State.answered: _("Taken in, reply made"),
        State.part_missing: _("Waits: an earlier one is missing"),
        State.not_let_in: _("Waits: let the laptop in"),
        State.for_later: _("Waits for a newer program"),
        State.in_part: _("Taken in part"),
    }[one.state]


def would(one: Read) -> tuple[str, str, Tone]:
    """What a package would do: icon, words, tone."""
    found = one.outcome
    if found.status == "accepted":
        office = found.header.office if found.header is not None else ""
        if not found.made and not found.changed:
            return "check", _("A receipt of {office}, no new records").format(office=office), ""
        return "plus", _records(found.made, found.changed, office), ""
    if found.status == "already_known":
        return "check", _("Everything in it is here already"), "muted"
    return became(one)


def _records(new: int, changed: int, office: str) -> str:
    if not changed:
        said = ngettext_("{new} new record of {office}", "{new} new records of {office}", new)
    elif not new:
        said = ngettext_("{changed} changed record of {office}", "{changed} changed records of {office}", changed)
    else:
        said = _("{new} new and {changed} changed records of {office}")
    return said.format(new=wording.number(new), changed=wording.number(changed), office=office)


def became(one: Read) -> tuple[str, str, Tone]:
    """What became of a package: icon, words, tone."""
    icon, tone = {
        "accepted": ("check", ""), "already_known": ("check", "muted"), "refused": ("ban", "error"),
    }.get(one.outcome.status, ("circle-alert", "warning"))  # fmt: skip
    return icon, sentence_of(one.outcome), tone  # type: ignore[return-value]


def laptop_state(one: Laptop) -> tuple[str, Tone]:
    """How a laptop stands here."""
    if one.state == ASKS:
        return _("Asks to be let in"), "warning"
    if one.state == IS_OUT:
        return _("Shut out"), "muted"
    if one.state == IS_RETIRED:
        return _("Retired"), "muted"
    if one.ours and not one.approved:
        return _("Names are not sealed to it yet"), "warning"
    if not one.compared:
        return _("Let in, words not compared"), "warning"
    return _("Let in, words compared"), "done"
