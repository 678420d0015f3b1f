"""check: is everything in the workspace as it must be?"""

from __future__ import annotations

import argparse

from prossce_desktop import app
from prossce_desktop.cli.command_parts.arguments import Arguments, Command, CommandOutput
from prossce_desktop.language.messages import _

FOUND = 7


def takes(parser: argparse.ArgumentParser) -> None:
    del parser


def run(asked: Arguments) -> CommandOutput:
    checks = app.check_workspace(asked.workspace, asked.passphrase_file)
    good = all(one.ok for one in checks)
    told: list[dict[str, object]] = [{"name": one.name, "ok": one.ok, "detail": one.detail} for one in checks]
    wrong = [f"{one.name}: {one.detail}" for one in checks if not one.ok]
    said = wrong or [_("Everything is in order.")]
    return CommandOutput(
        {"ok": good, "checks": told, "schema": app.BASE_VERSION},
        said,
        0 if good else FOUND,
        next(iter(wrong), ""),
    )


COMMAND = Command("check", "check that all data is complete and not damaged", takes, run)
