"""What a command takes, and how its words are read. Wrong use is one sentence and exit status 2."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import NoReturn

from prossce_desktop.errors import WrongUse
from prossce_desktop.language.messages import _, languages


class Arguments(argparse.Namespace):
    """The parsed words of one command."""

    workspace: str
    json: bool
    passphrase_file: str | None


@dataclass(frozen=True)
class CommandOutput:
    """A command's answer: one JSON object, or sentences. `problem`: its one sentence on standard error."""

    data: dict[str, object]
    sentences: Sequence[str] = ()
    exit_status: int = 0
    problem: str = ""


@dataclass(frozen=True)
class Command:
    """One command of the contract."""

    name: str
    about: str
    takes: Callable[[argparse.ArgumentParser], None]
    run: Callable[[Arguments], CommandOutput]
    detail: str = field(default="")


def takes_reason(parser: argparse.ArgumentParser) -> None:
    """The option with which the regional office says why it changes what is a country's."""
    said = "only at the regional office: why you change data of a country; the country office reads it"
    parser.add_argument("--reason", metavar="TEXT", help=said)


def pair(word: str) -> tuple[str, str]:
    """A word of the form FIELD=VALUE. Raises WrongUse."""
    name, sign, value = word.partition("=")
    if not sign or not name:
        raise WrongUse(message=_("Write “{word}” in this form: FIELD=VALUE.").format(word=word[:60]))
    return name, value


def refuse_language(language: str) -> None:
    """Raises WrongUse for a language that no catalogue is in."""
    if language not in languages():
        raise WrongUse(
            message=_("The language “{language}” is not available. Available: {languages}.").format(
                language=language[:20], languages=" ".join(languages())
            )
        )


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise WrongUse(message=f"{self.prog}: {message}.")


def parse(command: Command, words: Sequence[str]) -> Arguments | str:
    """Read the words after the command's name; the help text itself where it was asked for."""
    parser = _Parser(
        prog=f"prossce-desktop {command.name}",
        description=command.about,
        epilog=command.detail,
        add_help=False,
        allow_abbrev=False,
    )
    parser.add_argument(
        "workspace", metavar="WORKSPACE", help="the data folder of your office on this computer"
    )
    command.takes(parser)
    parser.add_argument("--json", action="store_true", help="print the answer as one JSON object")
    parser.add_argument("--passphrase-file", metavar="FILE", help="a file with the passphrase of the data")
    parser.add_argument("--help", "-h", action="store_true", help="show this text")
    if "--help" in words or "-h" in words:
        return parser.format_help()
    return parser.parse_intermixed_args(list(words), Arguments())
