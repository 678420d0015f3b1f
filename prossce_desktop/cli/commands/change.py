"""change: other values for fields of one record."""

from __future__ import annotations

import argparse

from prossce_desktop import app
from prossce_desktop.cli.command_parts.arguments import Arguments, Command, CommandOutput, pair, takes_reason
from prossce_desktop.cli.command_parts.saved_warnings import told
from prossce_desktop.errors import WrongUse
from prossce_desktop.language.messages import _
from prossce_desktop.services.commands import correcting

DETAIL = (
    "RECORD is an id, or an activity's code. An empty value (FIELD=) clears. The numbers of people of an activity (count, women ...) are"
    " those of its one head count; of several name the one that is meant by its id."
)


def takes(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("record", metavar="RECORD", help="an id, or an activity's code")
    parser.add_argument("pairs", metavar="FIELD=VALUE", nargs="*")
    takes_reason(parser)


def run(asked: Arguments) -> CommandOutput:
    pairs = [pair(word) for word in asked.pairs]
    if not pairs:
        raise WrongUse(message=_("Give what to change as FIELD=VALUE."))
    with app.opened(asked.workspace, asked.passphrase_file, writing=True, reason=asked.reason or "") as store:
        done = correcting.change(store, asked.record, pairs, today=app.today())
    said = _("Changed: {what}") if done.step else _("Nothing to change: {what}")
    data: dict[str, object] = {"id": str(done.record), "undo": done.step, "warnings": told(done.warnings)}
    return CommandOutput(data, [said.format(what=asked.record), *(one.sentence for one in done.warnings)])


COMMAND = Command("change", "change fields of one record", takes, run, DETAIL)
