"""device-request: opens the invitation of the regional office and writes this laptop's request."""

from __future__ import annotations

import argparse
from pathlib import Path

from prossce_desktop import app
from prossce_desktop.cli.command_parts.arguments import Arguments, Command, CommandOutput
from prossce_desktop.language.messages import _
from prossce_desktop.services.exchange import package_files


def takes(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--invitation", metavar="FILE", required=True, help="the invitation of the regional office"
    )
    parser.add_argument(
        "--names", action="store_true", help="send names of people too, if the invitation asks for them"
    )
    parser.add_argument(
        "--instead", action="store_true", help="use this regional office instead of the one before"
    )
    parser.add_argument("--out", metavar="FILE", required=True, help="save the request in this file")


def run(asked: Arguments) -> CommandOutput:
    with app.opened(asked.workspace, asked.passphrase_file, writing=True) as store:
        asks, words = package_files.ask_in(
            store, Path(asked.invitation), Path(asked.out), names=asked.names, instead=asked.instead
        )
        name = store.identity.device
    said = [
        _("Saved: {path}").format(path=asked.out),
        _("The six words of this laptop: {words}").format(words=words),
    ]
    if asks:
        said.append(
            _(
                "The invitation also asks for names of people. They stay in the country unless you add "
                "--names."
            )
        )
    return CommandOutput(
        {"path": asked.out, "device": name, "fingerprint": words, "asks_for_names": asks}, said
    )


COMMAND = Command(
    "device-request", "open an invitation and ask the regional office to let this laptop in", takes, run
)
