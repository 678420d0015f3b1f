"""What is said of one field of many records: what is there now, what comes of it, and what stays as it is."""

from __future__ import annotations

from collections.abc import Sequence

from prossce_desktop.language import formatting
from prossce_desktop.language.messages import _, ngettext_
from prossce_desktop.services.list_actions.bulk_dry_run import Left, Trial

_MOST_VALUES, _MOST_NAMES = 5, 4


def counted(values: Sequence[tuple[str, int]]) -> str:
    """9 Planned, 3 Completed, 2 not recorded."""
    shown = [f"{formatting.number(n)} {words or _('not recorded')}" for words, n in values[:_MOST_VALUES]]
    rest = sum(n for _words, n in values[_MOST_VALUES:])
    if rest:
        shown.append(ngettext_("{n} other", "{n} others", rest).format(n=formatting.number(rest)))
    return ", ".join(shown)


def now(values: Sequence[tuple[str, int]]) -> str:
    """What the field holds now."""
    return _("Now: {values}").format(values=counted(values)) if values else ""


def result(found: Trial, to: str) -> str:
    """9 Planned, 3 Completed → Completed. 9 records change. 3 have this value already."""
    n, same, without = found.count, found.same, found.without
    said = [f"{counted(found.now)} → {to or _('not recorded')}." if found.now else ""]
    said.append(ngettext_("{n} record changes.", "{n} records change.", n).format(n=formatting.number(n)))
    if same:
        said.append(ngettext_("{n} already has this value.", "{n} already have this value.", same).format(n=formatting.number(same)))
    if without:
        said.append(ngettext_("{n} does not have this field.", "{n} do not have this field.", without).format(n=formatting.number(without)))
    return " ".join(one for one in said if one)


def left(found: Trial) -> str:
    """Which records stay as they are, and why; "" where none does."""
    said = []
    if found.not_ours:
        n = len(found.not_ours)
        words = ngettext_("You cannot change {n} record: {names}", "You cannot change {n} records: {names}", n)
        said.append(words.format(n=formatting.number(n), names=_names(found.not_ours)))
    by_reason: dict[str, list[Left]] = {}
    for one in found.wrong:
        by_reason.setdefault(one.why, []).append(one)
    for why, those in by_reason.items():
        n = len(those)
        words = ngettext_("{n} record will not be changed: {names}. {why}", "{n} records will not be changed: {names}. {why}", n)
        said.append(words.format(n=formatting.number(n), names=_names(those), why=why))
    return "\n".join(said)


def _names(those: Sequence[Left]) -> str:
    shown = [one.name for one in those[:_MOST_NAMES] if one.name]
    rest = len(those) - len(shown)
    if rest and shown:
        shown.append(ngettext_("{n} other", "{n} others", rest).format(n=formatting.number(rest)))
    return ", ".join(shown)
