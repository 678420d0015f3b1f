"""people: who took part in an activity, or every distinct person."""

from __future__ import annotations

import argparse

from prossce_desktop import app
from prossce_desktop.cli.command_parts.arguments import Arguments, Command, CommandOutput
from prossce_desktop.cli.commands.figures import countries_of
from prossce_desktop.services.people import people_sheet


def takes(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--activity", metavar="CODE", help="only people of this activity (its code or id)")
    parser.add_argument(
        "--country",
        metavar="CC",
        action="append",
        default=[],
        help="only people of this country; can be repeated",
    )
    parser.add_argument("--search", metavar="TEXT", help="only people with this name, phone or ID number")


def run(asked: Arguments) -> CommandOutput:
    with app.opened(asked.workspace, asked.passphrase_file, writing=False) as store, store.read() as reading:
        found = people_sheet.people_json(
            reading, activity=asked.activity, countries=countries_of(asked), search=asked.search
        )
    lines = [
        "\t".join(str(one[name] or "") for name in ("id", "name", "latin_name", "sex", "birth", "phone"))
        for one in found
    ]
    return CommandOutput({"count": len(found), "people": found}, lines)


COMMAND = Command("people", "list the people of an activity, or all people, each once", takes, run)
