"""The commands of the contract, in the order in which help lists them."""

from __future__ import annotations

from prossce_desktop.cli.arguments import Command
from prossce_desktop.cli.commands import add, check, digest, export, figures, history, init, people, sample, undo

COMMANDS: dict[str, Command] = {
    one.COMMAND.name: one.COMMAND for one in (init, sample, add, people, figures, export, check, digest, undo, history)
}
