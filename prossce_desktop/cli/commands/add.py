"""add: one record from FIELD=VALUE pairs."""

from __future__ import annotations

import argparse

from prossce_desktop import compose
from prossce_desktop.cli.arguments import Answer, Arguments, Command, pair, takes_reason
from prossce_desktop.cli.warnings import told
from prossce_desktop.messages import _
from prossce_desktop.services import adding

KIND_WORDS = {"head_count": "headcount"}
"""The contract's word for a kind, where it is not the declaration's."""


def takes(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("kind", metavar="KIND", help="training, career_fair, person, participation, headcount ...")
    parser.add_argument("pairs", metavar="FIELD=VALUE", nargs="*")
    takes_reason(parser)


def run(asked: Arguments) -> Answer:
    pairs = [pair(word) for word in asked.pairs]
    with compose.opened(asked.workspace, asked.passphrase_file, writing=True, why=asked.reason) as store:
        added = adding.add(store, asked.kind, pairs, today=compose.today())
    data: dict[str, object] = {
        "id": str(added.id),
        "kind": KIND_WORDS.get(added.kind, added.kind),
        "code": added.code,
        "status": added.status,
        "undo": added.step,
        "warnings": told(added.warnings),
    }
    what = added.code or str(added.id)
    return Answer(data, [_("Saved: {what}").format(what=what), *(one.sentence for one in added.warnings)])


COMMAND = Command(
    "add", "add one record", takes, run, detail="Repeated fields: session=DATE/HOURS, tier=NAME/MODE, cell=SEX/AGE/DISABILITY:N."
)
