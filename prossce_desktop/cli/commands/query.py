"""query: questions about fields (asked with `add query`), their answers, and closing them."""

from __future__ import annotations

import argparse

from prossce_desktop import compose
from prossce_desktop.cli.arguments import Answer, Arguments, Command
from prossce_desktop.cli.subcommands import Subcommand, run_subcommand, take_subcommand
from prossce_desktop.compose import decisions_told
from prossce_desktop.domain.codes import Outcome
from prossce_desktop.messages import _


def takes(parser: argparse.ArgumentParser) -> None:
    take_subcommand(parser, KNOWN, "ID")
    parser.add_argument("--text", metavar="TEXT", default="", help="answer: in words")
    parser.add_argument("--outcome", choices=[str(one.value) for one in Outcome], help="answer: what came of it")


def _list(asked: Arguments) -> Answer:
    with compose.opened(asked.workspace, asked.passphrase_file, writing=False) as store:
        told = decisions_told.told_queries(store)
    lines = [f"{one['id']} {one['title']}, {one['label']}: {one['text'] or '–'}" for one in told]
    return Answer({"queries": told}, lines or [_("No question is open.")])


def _answer(asked: Arguments) -> Answer:
    with compose.opened(asked.workspace, asked.passphrase_file, writing=True) as store:
        step = decisions_told.answer_query(store, asked.operands[0], asked.text, asked.outcome)
    return Answer({"id": asked.operands[0], "undo": step}, [_("Answered.")])


def _close(asked: Arguments) -> Answer:
    with compose.opened(asked.workspace, asked.passphrase_file, writing=True) as store:
        step = decisions_told.close_query(store, asked.operands[0])
    return Answer({"id": asked.operands[0], "undo": step}, [_("Closed.")])


KNOWN = {"list": Subcommand(_list), "answer": Subcommand(_answer, 1), "close": Subcommand(_close, 1)}


def run(asked: Arguments) -> Answer:
    return run_subcommand(asked, KNOWN)


COMMAND = Command("query", "questions about fields: list, answer, close", takes, run)
