"""change: other values for fields of one record."""

from __future__ import annotations

import argparse

from prossce_desktop import app
from prossce_desktop.cli.command_parts.arguments import Arguments, Command, CommandOutput, pair, takes_reason
from prossce_desktop.cli.command_parts.saved_warnings import corrected_data
from prossce_desktop.errors import WrongUse
from prossce_desktop.language.messages import _
from prossce_desktop.services.commands import correcting

DETAIL = (
    "To empty a field, type FIELD= without a value. The numbers of people of an activity (count, women ...) "
    "are in its head count. If an activity has several head counts, give the id of the head count."
)


def takes(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("record", metavar="RECORD", help="the id of a record, or the code of an activity")
    parser.add_argument("pairs", metavar="FIELD=VALUE", nargs="*", help="the new values")
    takes_reason(parser)


def run(asked: Arguments) -> CommandOutput:
    pairs = [pair(word) for word in asked.pairs]
    if not pairs:
        raise WrongUse(message=_("Give what to change as FIELD=VALUE."))
    with app.opened(asked.workspace, asked.passphrase_file, writing=True, reason=asked.reason or "") as store:
        done = correcting.change(store, asked.record, pairs, today=app.today())
    said = _("Changed: {what}") if done.step else _("Nothing to change: {what}")
    return CommandOutput(
        corrected_data(done), [said.format(what=asked.record), *(one.sentence for one in done.warnings)]
    )


COMMAND = Command("change", "change fields of one record", takes, run, DETAIL)
