"""The words at the head of a record's page and the numbers of its strip."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from prossce_desktop.domain.model.ages import YOUTH_15_24, band_of, inside
from prossce_desktop.domain.model.codes import Sex, Stage, Status
from prossce_desktop.domain.model.record_kinds import KINDS
from prossce_desktop.language import formatting
from prossce_desktop.language.messages import _
from prossce_desktop.reference import code_lists
from prossce_desktop.services.activities.head_count_totals import HeadTotal
from prossce_desktop.services.records.record_editor import PAST, ListTally
from prossce_desktop.ui.activities.people_grid.list_totals import ListTotals, counts_of, shares_of
from prossce_desktop.ui.parts.figures import Total
from prossce_desktop.ui.parts.labels import Tone

QUALIFIED = frozenset({Stage.qualified, Stage.near_hire, Stage.hired, Stage.referred})
COMPLETED = frozenset({Stage.completed, Stage.assessed, Stage.certified})


def path_words(kind: str, values: Mapping[str, object]) -> str:
    """Training · Siem Reap, 18–22 November 2024."""
    place = code_lists.names("province").get(str(values.get("province") or ""), "") or str(
        values.get("place") or ""
    )
    days = formatting.days(_date(values.get("start")), _date(values.get("end")))
    rest = ", ".join(one for one in (place, days) if one)
    return " · ".join(one for one in (_(KINDS[kind].LABEL), rest) if one)


def status_words(status: str | None) -> tuple[str, Tone]:
    """The pill beside the title."""
    if status is None:
        return "", "muted"
    if status == PAST:
        return _("Past date"), "warning"
    tones: dict[str, Tone] = {
        "held": "done",
        "cancelled": "muted",
        "postponed": "warning",
        "planned": "accent",
    }
    return _(Status(status).label), tones.get(status, "muted")


def _date(value: object) -> dt.date | None:
    try:
        return dt.date.fromisoformat(str(value)) if value else None
    except ValueError:
        return None


def list_totals(tallies: Iterable[ListTally]) -> ListTotals:
    """A list's numbers for the strip; shares are of those present, where anybody was."""
    everybody = list(tallies)
    found = [one for one in everybody if one.present] or everybody

    def people(wanted: Iterable[bool]) -> int:
        return sum(one.people for one, yes in zip(found, wanted, strict=True) if yes)

    return ListTotals(
        listed=sum(one.people for one in everybody), present=people(one.present for one in found),
        rows=sum(one.rows for one in everybody),
        women=people(one.sex is Sex.female for one in found),
        men=people(one.sex is Sex.male for one in found),
        another=people(one.sex is Sex.another for one in found),
        youth=people(inside(band_of(one.age), YOUTH_15_24) for one in found),
        with_age=people(band_of(one.age).recorded for one in found),
        with_disability=people(one.disability == "yes" for one in found),
        asked=people(one.disability in ("yes", "no") for one in found),
        hired=people(one.stage is Stage.hired for one in found),
        qualified=people(one.stage in QUALIFIED for one in found),
    )  # fmt: skip


def strip_of(
    totals: ListTotals, head: HeadTotal | None, kind: str, completed: int
) -> tuple[Sequence[Total], Sequence[Total]]:
    """Counts and shares of the strip; of a training also who completed."""
    shares = shares_of(totals, kind)
    if kind == "training" and completed:
        of = _("of {n}").format(n=formatting.number(totals.present))
        shares.append(Total("completed", _("Completed"), formatting.number(completed), of))
    return counts_of(totals, head), shares


def completed_of(tallies: Iterable[ListTally]) -> int:
    """How many of the list completed, by their stage."""
    return sum(one.people for one in tallies if one.stage in COMPLETED)
