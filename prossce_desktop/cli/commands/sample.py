"""sample: load or take out the published sample data."""

from __future__ import annotations

import argparse

from prossce_desktop import compose
from prossce_desktop.cli.arguments import Answer, Arguments, Command
from prossce_desktop.messages import _, ngettext_
from prossce_desktop.services import sample


def takes(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--people", action="store_true", help="with made-up people")
    parser.add_argument("--remove", action="store_true", help="take the sample data out again")


def run(asked: Arguments) -> Answer:
    with compose.opened(asked.workspace, asked.passphrase_file, writing=True) as store:
        if asked.remove:
            taken = sample.remove(store)
            words = ngettext_("{count} sample record removed.", "{count} sample records removed.", taken.records)
            said = words.format(count=taken.records)
            told: dict[str, object] = {"activities": taken.activities, "people": taken.people, "already_there": False}
            told["removed"] = taken.records
            return Answer(told, [said])
        loaded = sample.load(store, people=asked.people, today=compose.today())
    data: dict[str, object] = {"activities": loaded.activities, "people": loaded.people, "already_there": loaded.already_there}
    if loaded.already_there:
        return Answer(data, [_("The sample data is already there; nothing changed.")])
    said = ngettext_("{count} sample activity loaded.", "{count} sample activities loaded.", loaded.activities)
    return Answer(data, [said.format(count=loaded.activities)])


COMMAND = Command("sample", "load thirteen published activities as sample data", takes, run)
