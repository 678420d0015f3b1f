"""attach: photos and scans of an activity."""

from __future__ import annotations

import argparse
from pathlib import Path

from prossce_desktop import app
from prossce_desktop.cli.command_parts.arguments import Arguments, Command, CommandOutput, takes_reason
from prossce_desktop.language.messages import ngettext_
from prossce_desktop.services.activities import attachments
from prossce_desktop.services.records.activity_codes import activity_named

DETAIL = (
    "Pictures are reduced to 1,600 pixels; location and camera data are removed. Each page of a PDF or "
    "TIFF becomes a picture."
)


def takes(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("activity", metavar="CODE", help="the code or id of the activity")
    parser.add_argument("files", metavar="FILE", nargs="+", help="a picture, PDF or TIFF")
    parser.add_argument("--original", action="store_true", help="keep the original size")
    parser.add_argument(
        "--for-report", action="store_true", help="use them in the report: packages then contain them"
    )
    takes_reason(parser)


def run(asked: Arguments) -> CommandOutput:
    with app.opened(asked.workspace, asked.passphrase_file, writing=True, reason=asked.reason) as store:
        with store.read() as reading:
            activity = activity_named(reading, asked.activity)
        change = attachments.add(store, activity, [Path(one) for one in asked.files], original=asked.original)
        added = {id for _kind, id in change.records}
        if asked.for_report:
            for one in added:
                attachments.mark(store, one, for_report=True)
        found = [one for one in attachments.listed(store, activity) if one.id in added]
    n = len(found)
    told = [
        {
            "id": str(one.id),
            "name": one.name,
            "sha256": one.sha256,
            "bytes": one.size,
            "for_report": one.for_report,
        }
        for one in found
    ]
    return CommandOutput(
        {"step": change.step, "attachments": told},
        [ngettext_("Added: {n} photo or scan.", "Added: {n} photos or scans.", n).format(n=n)],
    )


COMMAND = Command("attach", "add photos and scans to an activity", takes, run, DETAIL)
