"""query: questions about fields (asked with `add query`), their answers, and closing them."""

from __future__ import annotations

import argparse

from prossce_desktop import app
from prossce_desktop.cli.command_parts.arguments import Arguments, Command, CommandOutput
from prossce_desktop.cli.command_parts.subcommands import Subcommand, choosing, take_subcommand
from prossce_desktop.domain.model.codes import QueryOutcome
from prossce_desktop.language.messages import _
from prossce_desktop.services.decisions import decision_commands


def takes(parser: argparse.ArgumentParser) -> None:
    take_subcommand(parser, KNOWN, "ID", "answer, close: the id of the question, as list shows it")
    parser.add_argument("--text", metavar="TEXT", default="", help="answer: your answer in words")
    parser.add_argument(
        "--outcome",
        choices=[str(one.value) for one in QueryOutcome],
        help="answer: the result of the question",
    )


def _list(asked: Arguments) -> CommandOutput:
    with app.opened(asked.workspace, asked.passphrase_file, writing=False) as store:
        told = decision_commands.queries_json(store)
    lines = [f"{one['id']} {one['title']}, {one['label']}: {one['text'] or '–'}" for one in told]
    return CommandOutput({"queries": told}, lines or [_("No question is open.")])


def _answer(asked: Arguments) -> CommandOutput:
    with app.opened(asked.workspace, asked.passphrase_file, writing=True) as store:
        step = decision_commands.answer_query(store, asked.operands[0], asked.text, asked.outcome)
    return CommandOutput({"id": asked.operands[0], "undo": step}, [_("Answered.")])


def _close(asked: Arguments) -> CommandOutput:
    with app.opened(asked.workspace, asked.passphrase_file, writing=True) as store:
        step = decision_commands.close_query(store, asked.operands[0])
    return CommandOutput({"id": asked.operands[0], "undo": step}, [_("Closed.")])


KNOWN = {"list": Subcommand(_list), "answer": Subcommand(_answer, 1), "close": Subcommand(_close, 1)}


COMMAND = Command("query", "list, answer or close questions about values", takes, choosing(KNOWN))
