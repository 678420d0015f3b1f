"""add: one record from FIELD=VALUE pairs."""

from __future__ import annotations

import argparse

from prossce_desktop import app
from prossce_desktop.cli.command_parts.arguments import Arguments, Command, CommandOutput, pair, takes_reason
from prossce_desktop.cli.command_parts.saved_warnings import warning_lines
from prossce_desktop.language.messages import _
from prossce_desktop.services.commands import adding

KIND_WORDS = {"head_count": "headcount"}
"""The contract's word for a kind, where it is not the declaration's."""


def takes(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "kind",
        metavar="KIND",
        help="the kind of record: training, career_fair, person, participation, headcount ...",
    )
    parser.add_argument("pairs", metavar="FIELD=VALUE", nargs="*", help="the values of the record")
    takes_reason(parser)


def run(asked: Arguments) -> CommandOutput:
    pairs = [pair(word) for word in asked.pairs]
    with app.opened(asked.workspace, asked.passphrase_file, writing=True, reason=asked.reason) as store:
        added = adding.add(store, asked.kind, pairs, today=app.today())
    data: dict[str, object] = {
        "id": str(added.id),
        "kind": KIND_WORDS.get(added.kind, added.kind),
        "code": added.code,
        "status": added.status,
        "undo": added.step,
        "warnings": warning_lines(added.warnings),
    }
    what = added.code or str(added.id)
    return CommandOutput(
        data, [_("Saved: {what}").format(what=what), *(one.sentence for one in added.warnings)]
    )


COMMAND = Command(
    "add",
    "add one record",
    takes,
    run,
    detail="Fields you can repeat: session=DATE/HOURS, tier=NAME/MODE, cell=SEX/AGE/DISABILITY:N.",
)
