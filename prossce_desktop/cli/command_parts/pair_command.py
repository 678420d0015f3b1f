"""A command that says of two records that they are one, or are not."""

from __future__ import annotations

import argparse

from prossce_desktop import app
from prossce_desktop.cli.command_parts.arguments import Arguments, Command, CommandOutput, takes_reason
from prossce_desktop.domain.model.codes import Verdict
from prossce_desktop.language.messages import _
from prossce_desktop.services.commands import correcting


def pair_command(name: str, about: str, verdict: Verdict, sentence: str) -> Command:
    """The command of this verdict; `sentence`, marked for translation, is its answer with `{a}` and `{b}`."""

    def run(asked: Arguments) -> CommandOutput:
        with app.opened(asked.workspace, asked.passphrase_file, writing=True, reason=asked.reason) as store:
            step = correcting.decide(store, asked.a, asked.b, verdict)
        return CommandOutput({"undo": step, "warnings": []}, [_(sentence).format(a=asked.a, b=asked.b)])

    return Command(name, about, _takes, run)


def _takes(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("a", metavar="A", help="the id of the first record")
    parser.add_argument("b", metavar="B", help="the id of the second record")
    takes_reason(parser)
