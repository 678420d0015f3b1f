"""remove: a record out of lists and figures; it comes back by undo."""

from __future__ import annotations

import argparse

from prossce_desktop import app
from prossce_desktop.cli.command_parts.arguments import Arguments, Command, CommandOutput, takes_reason
from prossce_desktop.cli.command_parts.saved_warnings import corrected_data
from prossce_desktop.language.messages import _
from prossce_desktop.services.commands import correcting

DETAIL = (
    "With an activity, its list, head counts and employers are removed. With a person, the participations "
    "are removed. Nothing is lost: undo brings everything back. To delete a person permanently, use erase."
)


def takes(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("record", metavar="RECORD", help="the id of a record, or the code of an activity")
    takes_reason(parser)


def run(asked: Arguments) -> CommandOutput:
    with app.opened(asked.workspace, asked.passphrase_file, writing=True, reason=asked.reason or "") as store:
        done = correcting.remove(store, asked.record)
    return CommandOutput(corrected_data(done), [_("Removed: {what}").format(what=asked.record)])


COMMAND = Command("remove", "remove a record from lists and figures (you can undo this)", takes, run, DETAIL)
