"""backup: one file with everything, for another place or another computer."""

from __future__ import annotations

import argparse
from pathlib import Path

from prossce_desktop import app
from prossce_desktop.cli.command_parts.arguments import Arguments, Command, CommandOutput
from prossce_desktop.language.messages import _
from prossce_desktop.services.workspace import backups


def takes(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--out",
        metavar="FILE",
        required=True,
        help="save the backup in this file; an existing file is replaced",
    )


def run(asked: Arguments) -> CommandOutput:
    with app.opened(asked.workspace, asked.passphrase_file, writing=False) as store:
        made = backups.write_backup(store, Path(asked.out))
        data: dict[str, object] = {
            "path": asked.out,
            "bytes": made.stat().st_size,
            "device": store.identity.device,
            "schema": store.schema,
            "encrypted": store.identity.encrypted,
        }
    return CommandOutput(data, [_("Saved: {path}").format(path=asked.out)])


COMMAND = Command("backup", "save a checked backup of all data in one file", takes, run)
