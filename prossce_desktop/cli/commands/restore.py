"""restore: a new workspace from a backup file."""

from __future__ import annotations

import argparse
from pathlib import Path

from prossce_desktop import app
from prossce_desktop.cli.command_parts.arguments import Arguments, Command, CommandOutput
from prossce_desktop.language import formatting
from prossce_desktop.language.formatting import numbered
from prossce_desktop.language.messages import _
from prossce_desktop.services.workspace import backups

DETAIL = (
    "WORKSPACE is a new folder. The program checks the backup first; if the backup is damaged, no folder is "
    "made. --passphrase-file can be a file with a passphrase of the data, or the file with its recovery key. "
    "Data without a passphrase needs no such file on the computer where it was made."
)


def takes(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="the backup file")


def run(asked: Arguments) -> CommandOutput:
    given = app.passphrase_of(asked.passphrase_file)
    opener = backups.opener_of(given.text) if given is not None else None
    store, staged = backups.restore_file(Path(asked.workspace), Path(asked.file), opener)
    with store:
        who, holds = store.identity, backups.contents_of(store)
    data: dict[str, object] = {
        "workspace": asked.workspace,
        "country": who.country,
        "office": who.office,
        "device": who.device,
        "incarnation": who.incarnation,
        "encrypted": who.encrypted,
        "made": staged.made.isoformat(timespec="seconds"),
        "move": staged.move,
        "holds": {
            "activities": holds.activities,
            "people": holds.people,
            "drafts": holds.drafts,
            "officers": list(holds.officers),
            "last": holds.last.isoformat(timespec="seconds") if holds.last else None,
        },
    }
    return CommandOutput(data, [_("Restored: {path}").format(path=asked.workspace), *_contents(holds)])


def _contents(holds: backups.Holds) -> list[str]:
    """What is in it, so that what is not can be seen; the older workspace stays as it is."""
    sentences = [
        numbered(
            "The backup contains {n} activity.", "The backup contains {n} activities.", holds.activities
        ),
        numbered("The backup contains {n} person.", "The backup contains {n} people.", holds.people),
        _("Officers: {names}").format(names=formatting.listed(list(holds.officers))),
    ]
    if holds.last:
        sentences.append(_("Last entry: {when}").format(when=formatting.moment(holds.last.astimezone())))
    return sentences


COMMAND = Command("restore", "restore a backup file into a new data folder", takes, run, DETAIL)
