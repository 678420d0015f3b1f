"""split: two people, or two organisations, are not the same, also where they were joined."""

from __future__ import annotations

import argparse

from prossce_desktop import compose
from prossce_desktop.cli.arguments import Answer, Arguments, Command, takes_reason
from prossce_desktop.domain.codes import Verdict
from prossce_desktop.messages import _
from prossce_desktop.services import correcting


def takes(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("a", metavar="A", help="the id of one")
    parser.add_argument("b", metavar="B", help="the id of the other")
    takes_reason(parser)


def run(asked: Arguments) -> Answer:
    with compose.opened(asked.workspace, asked.passphrase_file, writing=True, why=asked.reason) as store:
        step = correcting.decide(store, asked.a, asked.b, Verdict.different)
    return Answer({"undo": step, "warnings": []}, [_("They are not the same: {a} and {b}").format(a=asked.a, b=asked.b)])


COMMAND = Command("split", "two records are not the same, also after join", takes, run)
