"""history: what was done, newest first."""

from __future__ import annotations

import argparse

from prossce_desktop import app
from prossce_desktop.cli.command_parts.arguments import Arguments, Command, CommandOutput
from prossce_desktop.errors import UnknownRecord
from prossce_desktop.services.history import step_sentences


def takes(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--record", metavar="ID", help="only steps of this record, with its changes")


def run(asked: Arguments) -> CommandOutput:
    record = _record(asked.record)
    with app.opened(asked.workspace, asked.passphrase_file, writing=False) as store:
        told = step_sentences.told(store, record)
    steps = [_step(one, with_changes=record is not None) for one in told]
    return CommandOutput(
        {"steps": steps}, [f"{one.id}  {one.at:%Y-%m-%d %H:%M}  {one.who}  {one.title}" for one in told]
    )


def _record(text: str | None) -> int | None:
    if text is None:
        return None
    if not text.isdigit() or len(text) > len(str(2**63)):
        raise UnknownRecord(record=text[:60])
    return int(text)


def _step(told: step_sentences.ToldStep, *, with_changes: bool) -> dict[str, object]:
    step: dict[str, object] = {
        "id": told.id,
        "at": told.at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "who": told.who,
        "title": told.title,
        "records": told.records,
        "undone": told.undone,
    }
    if with_changes:
        step["changes"] = [_change(one) for one in told.changes]
    return step


def _change(one: step_sentences.FieldChange) -> dict[str, object]:
    """`withheld`, where there is any, names those of `old` and `new` that are not on this computer."""
    said: dict[str, object] = {"record": str(one.record), "field": one.field, "old": one.old, "new": one.new}
    return {**said, "withheld": sorted(one.withheld)} if one.withheld else said


COMMAND = Command("history", "list all steps, the newest first", takes, run)
