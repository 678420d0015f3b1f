"""device: the laptops that a country's own laptop knows, and to which of them names are sealed."""

from __future__ import annotations

import argparse

from prossce_desktop import app
from prossce_desktop.cli.command_parts.arguments import Arguments, Command, CommandOutput
from prossce_desktop.cli.command_parts.subcommands import (
    Subcommand,
    choosing,
    devices_answer,
    take_subcommand,
)
from prossce_desktop.errors import WrongUse
from prossce_desktop.language.messages import _
from prossce_desktop.services.devices import introductions
from prossce_desktop.services.exchange import package_files

OFFICE = "office"
"""How the regional office is named, with which six words were compared too."""


def takes(parser: argparse.ArgumentParser) -> None:
    take_subcommand(
        parser, KNOWN, "DEVICE", "approve: the name of the laptop, or “office” for the regional office"
    )
    parser.add_argument(
        "--fingerprint",
        metavar="TEXT",
        help="approve: the six words that the officer of the laptop read to you by phone",
    )


def _list(asked: Arguments) -> CommandOutput:
    with app.opened(asked.workspace, asked.passphrase_file, writing=False) as store:
        return devices_answer(package_files.devices_json(store))


def _approve(asked: Arguments) -> CommandOutput:
    with app.opened(asked.workspace, asked.passphrase_file, writing=True) as store:
        if asked.operands[0] == OFFICE:
            if not asked.fingerprint:
                raise WrongUse(
                    # Translators: “--fingerprint” is part of a command: it is not translated
                    message=_(
                        "After --fingerprint, type the six words that the officer of the regional office "
                        "reads to you by phone."
                    )
                )
            office = introductions.compared_with_office(store, asked.fingerprint)
            same = {
                "device": office.name,
                "office": office.office,
                "fingerprint": asked.fingerprint,
                "already": False,
            }
            return CommandOutput(
                dict(same), [_("The six words of {office} match.").format(office=office.office)]
            )
        done = introductions.approve(store, asked.operands[0], asked.fingerprint)
    data: dict[str, object] = {
        "device": done.device.name,
        "office": done.device.office,
        "fingerprint": done.words,
        "already": done.already,
    }
    return CommandOutput(data, [_("From now on {device} can read names.").format(device=done.device.name)])


KNOWN = {"list": Subcommand(_list), "approve": Subcommand(_approve, 1)}


COMMAND = Command(
    "device", "list the laptops of the country, or let a laptop read names of people", takes, choosing(KNOWN)
)
