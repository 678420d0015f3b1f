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
        steps = step_sentences.history_in_words(store, record)
    data = [_step(one, with_changes=record is not None) for one in steps]
    return CommandOutput(
        {"steps": data}, [f"{one.id}  {one.time:%Y-%m-%d %H:%M}  {one.who}  {one.title}" for one in steps]
    )


def _record(text: str | None) -> int | None:
    if text is None:
        return None
    if not text.isdigit() or len(text) > len(str(2**63)):
        raise UnknownRecord(record=text[:60])
    return int(text)


def _step(step: step_sentences.StepInWords, *, with_changes: bool) -> dict[str, object]:
    answer: dict[str, object] = {
        "id": step.id,
        "at": step.time.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "who": step.who,
        "title": step.title,
        "records": step.records,
        "undone": step.undone,
    }
    if with_changes:
        answer["changes"] = [_change(one) for one in step.changes]
    return answer


def _change(change: step_sentences.FieldChange) -> dict[str, object]:
    """`withheld`, where there is any, names those of `old` and `new` that are not on this computer."""
    answer: dict[str, object] = {
        "record": str(change.record),
        "field": change.field,
        "old": change.old,
        "new": change.new,
    }
    return {**answer, "withheld": sorted(change.withheld)} if change.withheld else answer


COMMAND = Command("history", "list all steps, the newest first", takes, run)
