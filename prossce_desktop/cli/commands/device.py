"""device: the laptops that a country's own laptop knows, and to which of them names are sealed."""

from __future__ import annotations

import argparse

from prossce_desktop import compose
from prossce_desktop.cli.arguments import Answer, Arguments, Command
from prossce_desktop.cli.subcommands import Subcommand, devices_answer, run_subcommand, take_subcommand
from prossce_desktop.compose import exchanging
from prossce_desktop.errors import WrongUse
from prossce_desktop.messages import _
from prossce_desktop.services import introductions

OFFICE = "office"
"""How the regional office is named, with which six words were compared too."""


def takes(parser: argparse.ArgumentParser) -> None:
    take_subcommand(parser, KNOWN, "DEVICE")
    parser.add_argument("--fingerprint", metavar="TEXT", help="approve: the six words, compared by telephone")


def _list(asked: Arguments) -> Answer:
    with compose.opened(asked.workspace, asked.passphrase_file, writing=False) as store:
        return devices_answer(exchanging.told_devices(store))


def _approve(asked: Arguments) -> Answer:
    with compose.opened(asked.workspace, asked.passphrase_file, writing=True) as store:
        if asked.operands[0] == OFFICE:
            if not asked.fingerprint:
                raise WrongUse(message=_(
                    "Give the six words of the office with --fingerprint, as its officer reads them to you by telephone."
                ))
            office = introductions.compared_with_office(store, asked.fingerprint)
            same = {"device": office.name, "office": office.office, "fingerprint": asked.fingerprint, "already": False}
            return Answer(dict(same), [_("The six words of {office} match.").format(office=office.office)])
        done = introductions.approve(store, asked.operands[0], asked.fingerprint)
    data: dict[str, object] = {"device": done.device.name, "office": done.device.office, "fingerprint": done.words, "already": done.already}
    return Answer(data, [_("From now on {device} can read names.").format(device=done.device.name)])


KNOWN = {"list": Subcommand(_list), "approve": Subcommand(_approve, 1)}


def run(asked: Arguments) -> Answer:
    return run_subcommand(asked, KNOWN)


COMMAND = Command("device", "list a country's laptops, let names be sealed to a colleague's", takes, run)
