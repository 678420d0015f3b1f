"""A command that says of two records that they are one, or are not."""

from __future__ import annotations

import argparse

from prossce_desktop import compose
from prossce_desktop.cli.arguments import Answer, Arguments, Command, takes_reason
from prossce_desktop.domain.codes import Verdict
from prossce_desktop.messages import _
from prossce_desktop.services import correcting


def pair_command(name: str, about: str, verdict: Verdict, said: str) -> Command:
    """The command of this verdict; `said`, marked for translation, is its answer with `{a}` and `{b}`."""

    def run(asked: Arguments) -> Answer:
        with compose.opened(asked.workspace, asked.passphrase_file, writing=True, why=asked.reason) as store:
            step = correcting.decide(store, asked.a, asked.b, verdict)
        return Answer({"undo": step, "warnings": []}, [_(said).format(a=asked.a, b=asked.b)])

    return Command(name, about, _takes, run)


def _takes(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("a", metavar="A", help="the id of one")
    parser.add_argument("b", metavar="B", help="the id of the other")
    takes_reason(parser)
