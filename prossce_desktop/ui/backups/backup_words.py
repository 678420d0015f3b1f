"""Moments and sizes of copies in words."""

from __future__ import annotations

import datetime as dt

from prossce_desktop.language import formatting
from prossce_desktop.language.formatting import numbered
from prossce_desktop.language.messages import _, ngettext_
from prossce_desktop.services.workspace.backups import Backup, BackupPlace, Missing, OtherDifferences
from prossce_desktop.services.workspace.known_workspaces import OlderWorkspace, Opens


def when(moment: dt.datetime) -> str:
    """25 November 2026, 16:40, by the officer's clock."""
    return formatting.moment(moment.astimezone())


def day(moment: dt.datetime) -> str:
    """25 November 2026, by the officer's clock."""
    return formatting.day(moment.astimezone().date())


def size(count: int) -> str:
    """480 kB, 12.4 MB, 1.3 GB."""
    if count < 1_000_000:
        return _("{n} kB").format(n=formatting.number(max(1, round(count / 1000))))
    if count < 1_000_000_000:
        return _("{n} MB").format(n=formatting.decimal(count / 1_000_000, 1))
    return _("{n} GB").format(n=formatting.decimal(count / 1_000_000_000, 1))


def place(backup: Backup) -> str:
    return _("On this computer") if backup.where is BackupPlace.here else _("In the second backup folder")


def percent(done: int, total: int) -> str:
    return f"{done * 100 // total}{formatting.NO_BREAK}%" if total else ""


def not_in_backup(lacking: Missing) -> list[str]:
    """What goes if the copy is restored, a sentence a kind."""
    n = lacking.count
    steps = ngettext_("{n} later step is not in this backup.", "{n} later steps are not in this backup.", n)
    return [*([steps.format(n=formatting.number(n))] if n else []), *beside(lacking.beside)]


def beside(differences: OtherDifferences) -> list[str]:
    """The same of what is no step: officers, settings, drafts, packages."""
    officers, back, drafts, packages = (
        differences.officers, differences.back, differences.drafts, differences.packages,
    )  # fmt: skip
    settings = tuple(_(name) for name in differences.settings)
    sentences: tuple[tuple[int, tuple[str, ...], str], ...] = (
        (len(officers), officers, ngettext_(
            "This officer is not in this backup: {names}.",
            "These officers are not in this backup: {names}.", len(officers))),
        (len(back), back, ngettext_(
            "This removed officer will be back: {names}.",
            "These removed officers will be back: {names}.", len(back))),
        (len(settings), settings, ngettext_(
            "This setting will have its earlier value: {names}.",
            "These settings will have their earlier values: {names}.", len(settings))),
        # Translators: {names}: names of records with entries that nobody saved yet
        (len(drafts), drafts, _("The unsaved entries in these records are not in this backup: {names}.")),
        (packages, (), ngettext_(
            "{n} later package is not in this backup.",
            "{n} later packages are not in this backup.", packages)),
    )  # fmt: skip
    return [
        sentence.format(n=formatting.number(n), names=_names(names)) for n, names, sentence in sentences if n
    ]


MOST_NAMED = 5


def _names(names: tuple[str, ...]) -> str:
    """At most five, then how many more."""
    more = len(names) - MOST_NAMED
    if more <= 0:
        return ", ".join(names)
    return numbered("{names} and {n} more", "{names} and {n} more", more, names=", ".join(names[:MOST_NAMED]))


def about_older(workspace: OlderWorkspace) -> list[str]:
    """When it was changed last, its size, what it holds, and what opens it; a line each."""
    if workspace.changed:
        changed = _("Last changed {when}").format(when=when(workspace.changed))
    else:
        changed = _("The data in this folder cannot be found.")
    unclosed = workspace.counted is not None and not workspace.counted.whole
    if unclosed:
        more = [_("The program did not close normally, so its newest entries may not be counted.")]
    else:
        more = []
    return [f"{changed} · {size(workspace.bytes)}", _holds(workspace), *more, _opens(workspace.opens)]


def _holds(workspace: OlderWorkspace) -> str:
    counted = workspace.counted
    if counted is None:
        if workspace.opens is Opens.own:
            return _("To see the content, press “Look inside” and type the passphrase.")
        return _("The program must open this data to count what it contains.")
    parts = [
        numbered("{n} activity", "{n} activities", counted.activities),
        numbered("{n} person", "{n} people", counted.people),
    ]
    if n := counted.drafts:
        parts.append(numbered("{n} record with unsaved entries", "{n} records with unsaved entries", n))
    return _("{office}: {content}").format(office=counted.office, content=formatting.listed(parts))


def _opens(opens: Opens) -> str:
    return {
        Opens.by_itself: _("Opens on this computer without a passphrase."),
        Opens.todays: _("Opens with the current passphrase."),
        Opens.then: _("Opens with the passphrase from that time, or with the recovery key."),
        Opens.own: _("Opens with its own passphrase, or with its own recovery key."),
    }[opens]


def goes_with(workspace: OlderWorkspace) -> list[str]:
    """What goes when it is removed, and what stays."""
    backups = ngettext_(
        "{n} backup in its folder will be deleted too.",
        "{n} backups in its folder will be deleted too.",
        workspace.backups,
    )
    return [
        *about_older(workspace)[:-1],
        *([backups.format(n=formatting.number(workspace.backups))] if workspace.backups else []),
        _("Your current data stays. This cannot be undone."),
    ]
