"""digest: fingerprints of the records and of the operations."""

from __future__ import annotations

import argparse

from prossce_desktop import app
from prossce_desktop.cli.command_parts.arguments import Arguments, Command, CommandOutput
from prossce_desktop.cli.commands.figures import countries_of


def takes(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--country", metavar="CC", action="append", default=[], help="only this country; can be repeated"
    )


def run(asked: Arguments) -> CommandOutput:
    with app.opened(asked.workspace, asked.passphrase_file, writing=False) as store:
        found = store.digest(tuple(countries_of(asked)))
    kinds = {kind: {"count": count} for kind, count in sorted(found.kinds.items())}
    return CommandOutput(
        {"digest": found.digest, "shared": found.shared, "code": found.code, "kinds": kinds},
        [found.code, found.digest],
    )


COMMAND = Command("digest", "show two check codes of the data, to compare two computers", takes, run)
