"""conflicts: fields that have several values, and which of them is to stand."""

from __future__ import annotations

import argparse

from prossce_desktop import app
from prossce_desktop.cli.command_parts.arguments import Arguments, Command, CommandOutput, takes_reason
from prossce_desktop.cli.command_parts.subcommands import Subcommand, choosing, take_subcommand
from prossce_desktop.language.messages import _, ngettext_
from prossce_desktop.services.decisions import decision_commands


def takes(parser: argparse.ArgumentParser) -> None:
    take_subcommand(
        parser, KNOWN, "RECORD FIELD SIDE", "decide: the record, the field, and the value, as list shows them"
    )
    parser.add_argument(
        "--side",
        default="newer",
        metavar="newer|DEVICE",
        help="decide-many: newer values, or those from a laptop",
    )
    parser.add_argument("--field", metavar="KIND.FIELD", help="decide-many: decide only this field")
    parser.add_argument(
        "--trial", action="store_true", help="decide-many: only say how many fields would be decided"
    )
    takes_reason(parser)


def _list(asked: Arguments) -> CommandOutput:
    with app.opened(asked.workspace, asked.passphrase_file, writing=False) as store:
        told = decision_commands.conflicts_json(store)
    lines: list[str] = []
    for one in told:
        lines.append(f"{one['record']} {one['field']}: {one['title']}")
        sides = one["sides"]
        assert isinstance(sides, list)
        lines += [f"  {side['side']}  {side['words']}  {side['who']}, {side['where']}" for side in sides]
    return CommandOutput({"conflicts": told}, lines or [_("No decision is waiting.")])


def _decide(asked: Arguments) -> CommandOutput:
    record, field, side = asked.operands
    with app.opened(asked.workspace, asked.passphrase_file, writing=True, reason=asked.reason) as store:
        step = decision_commands.decide_one(store, record, field, side)
    return CommandOutput(
        {"decided": 1, "undo": step}, [_("Decided. To undo this, type: undo {step}").format(step=step)]
    )


def _decide_many(asked: Arguments) -> CommandOutput:
    with app.opened(asked.workspace, asked.passphrase_file, writing=True, reason=asked.reason) as store:
        n, left, step = decision_commands.decide_many(store, asked.side, asked.field, is_trial=asked.trial)
    said = ngettext_("{n} field decided", "{n} fields decided", n).format(n=n)
    return CommandOutput({"decided": n, "left": left, "trial": bool(asked.trial), "undo": step}, [said])


KNOWN = {"list": Subcommand(_list), "decide": Subcommand(_decide, 3), "decide-many": Subcommand(_decide_many)}


COMMAND = Command("conflicts", "list fields with several values, and choose a value", takes, choosing(KNOWN))
