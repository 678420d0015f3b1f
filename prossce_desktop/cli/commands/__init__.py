"""The commands of the contract, in the order in which help lists them; each is imported when it is called."""

from __future__ import annotations

import importlib

from prossce_desktop.cli.command_parts.arguments import Command

NAMES = (
    "init", "sample", "add", "change", "remove", "join", "split", "people", "figures", "export", "check",
    "digest", "office",
    "device-request", "device", "package", "conflicts", "query", "undo", "history", "erase", "attach",
    "backup", "restore",
)  # fmt: skip


def command(name: str) -> Command | None:
    """The command of that name, or None."""
    if name not in NAMES:
        return None
    found = importlib.import_module(f"{__name__}.{name.replace('-', '_')}").COMMAND
    assert isinstance(found, Command)
    return found
