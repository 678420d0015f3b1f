"""A command whose second word says what to do: `office W invite`, `package W make`."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass

from prossce_desktop.cli.command_parts.arguments import Arguments, CommandOutput
from prossce_desktop.errors import WrongUse


@dataclass(frozen=True)
class Subcommand:
    """One of them. `takes`: adds its options; `operands`: how many words it takes, None for one or more."""

    run: Callable[[Arguments], CommandOutput]
    operands: int | None = 0


def take_subcommand(
    parser: argparse.ArgumentParser, known: dict[str, Subcommand], metavar: str, help_text: str
) -> None:
    """The second word and the words after it; `help_text`: what those are, for --help."""
    parser.add_argument("what", metavar="|".join(known), help="the action")
    parser.add_argument("operands", metavar=metavar, nargs="*", help=help_text)


def choosing(known: dict[str, Subcommand]) -> Callable[[Arguments], CommandOutput]:
    """Runs the one that is asked for; raises WrongUse for unknown words."""

    def run(asked: Arguments) -> CommandOutput:
        chosen, count = known.get(asked.what), len(asked.operands)
        if chosen is None:
            raise WrongUse(message=f"There is no “{asked.what[:40]}” here; there are {', '.join(known)}.")
        if count == 0 if chosen.operands is None else count != chosen.operands:
            takes = "one or more" if chosen.operands is None else chosen.operands or "no"
            raise WrongUse(message=f"{asked.what} takes {takes} further words.")
        return chosen.run(asked)

    return run


def devices_answer(answer: dict[str, object]) -> CommandOutput:
    """The list of laptops, a sentence each for people."""
    devices = answer["devices"]
    assert isinstance(devices, list)
    return CommandOutput(
        answer,
        [
            f"{one['device']}  {one['office']}  {one['state']}  {one['fingerprint'] or ''}".rstrip()
            for one in devices
        ],
    )
