"""join: two people, or two organisations, are one: linked, both kept."""

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
        step = correcting.decide(store, asked.a, asked.b, Verdict.same)
    return Answer({"undo": step, "warnings": []}, [_("They are one now: {a} and {b}").format(a=asked.a, b=asked.b)])


COMMAND = Command("join", "two records are one person or one organisation: linked, both kept", takes, run)
