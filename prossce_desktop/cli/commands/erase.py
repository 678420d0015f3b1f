"""erase: a person is forgotten for good; figures stay as they are."""

from __future__ import annotations

import argparse
from pathlib import Path

from prossce_desktop import app
from prossce_desktop.cli.command_parts.arguments import Arguments, Command, CommandOutput
from prossce_desktop.errors import UnknownRecord
from prossce_desktop.language.messages import _, ngettext_
from prossce_desktop.services.people import person_erasure
from prossce_desktop.services.people.person_erasure import Erased, OutOfReach
from prossce_desktop.system.atomic_files import refuse_target

DETAIL = "You cannot undo this. Sex, disability and ages stay, so no figure changes. The letter is a PDF."


def takes(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("person", metavar="PERSON-ID", help="the id of the person, as people lists it")
    parser.add_argument("--reason", required=True, metavar="TEXT", help="why (do not write a name here)")
    parser.add_argument(
        "--letter",
        metavar="FILE",
        help="save a letter to the person: what was erased, and what must be checked",
    )


def run(asked: Arguments) -> CommandOutput:
    if asked.letter:
        refuse_target(Path(asked.letter))
    try:
        person = int(asked.person)
    except ValueError:
        raise UnknownRecord(record=asked.person[:40]) from None
    with app.opened(asked.workspace, asked.passphrase_file, writing=True) as store:
        done = person_erasure.erase(store, person, asked.reason, app.now())
        if asked.letter:
            person_erasure.write_letter(store, done.left, app.now(), Path(asked.letter))
    n = len(done.people)
    erased = ngettext_("Erased permanently: {n} record.", "Erased permanently: {n} records.", n).format(n=n)
    said = erased if done.step else _("This person was erased before.")
    return CommandOutput(_answer(done, asked.letter), [said])


def _answer(done: Erased, letter: str | None) -> dict[str, object]:
    return {
        "erased": [str(one) for one in done.people],
        "step": done.step,
        "already": done.step is None,
        "wiped": done.wiped,
        "letter": letter,
        "out_of_reach": _out_of_reach(done.left),
    }


def _out_of_reach(left: OutOfReach) -> dict[str, object]:
    return {
        "exports": [
            {"at": f"{at:%Y-%m-%dT%H:%M:%SZ}", "file": name, "holds": holds}
            for at, name, holds in left.exports
        ],
        "copies": [f"{one:%Y-%m-%dT%H:%M:%SZ}" for one in left.backups],
        "activities": list(left.activities),
        "attachments": list(left.attachments),
        "packages": left.packages,
        "on_sticks": left.on_sticks,
    }


COMMAND = Command(
    "erase", "delete the personal data of a person permanently; figures stay", takes, run, DETAIL
)
