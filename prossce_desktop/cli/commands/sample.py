"""sample: load or take out the published sample data."""

from __future__ import annotations

import argparse

from prossce_desktop import app
from prossce_desktop.cli.command_parts.arguments import Arguments, Command, CommandOutput
from prossce_desktop.language.messages import _, ngettext_
from prossce_desktop.services.sample import sample_loading


def takes(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--people", action="store_true", help="add made-up people too")
    parser.add_argument("--remove", action="store_true", help="remove the sample data")


def run(asked: Arguments) -> CommandOutput:
    with app.opened(asked.workspace, asked.passphrase_file, writing=True) as store:
        if asked.remove:
            taken = sample_loading.remove(store)
            words = ngettext_(
                "{count} sample record removed.", "{count} sample records removed.", taken.records
            )
            said = words.format(count=taken.records)
            told: dict[str, object] = {
                "activities": taken.activities,
                "people": taken.people,
                "already_there": False,
            }
            told["removed"] = taken.records
            return CommandOutput(told, [said])
        loaded = sample_loading.load(store, people=asked.people, today=app.today())
    data: dict[str, object] = {
        "activities": loaded.activities,
        "people": loaded.people,
        "already_there": loaded.already_there,
    }
    if loaded.already_there:
        return CommandOutput(data, [_("The sample data is already there; nothing changed.")])
    said = ngettext_(
        "{count} sample activity loaded.", "{count} sample activities loaded.", loaded.activities
    )
    return CommandOutput(data, [said.format(count=loaded.activities)])


COMMAND = Command("sample", "load thirteen published activities as sample data, or remove them", takes, run)
