"""undo: take back a named step."""

from __future__ import annotations

import argparse

from prossce_desktop import app
from prossce_desktop.cli.command_parts.arguments import Arguments, Command, CommandOutput, takes_reason
from prossce_desktop.language.messages import ngettext_


def takes(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("step", metavar="ID", help="the step, as history lists it: op-0001")
    takes_reason(parser)


def run(asked: Arguments) -> CommandOutput:
    with app.opened(asked.workspace, asked.passphrase_file, writing=True, reason=asked.reason) as store:
        change = store.undo.undo(asked.step)
        digest = store.digest().digest
    count = len(change.records)
    said = ngettext_("Undone: {count} record.", "Undone: {count} records.", count)
    return CommandOutput(
        {"undone": asked.step, "records": count, "digest": digest}, [said.format(count=count)]
    )


COMMAND = Command("undo", "undo one step, also if it is not the last", takes, run)
