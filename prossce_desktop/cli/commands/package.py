"""package: make what brings somebody up to date, read what came, write a receipt alone."""

from __future__ import annotations

import argparse
from pathlib import Path

from prossce_desktop import app
from prossce_desktop.cli.command_parts.arguments import Arguments, Command, CommandOutput
from prossce_desktop.cli.command_parts.subcommands import Subcommand, choosing, take_subcommand
from prossce_desktop.domain.operations.package_status import PackageStatus
from prossce_desktop.errors import WrongUse
from prossce_desktop.language.messages import _
from prossce_desktop.services.exchange import package_files
from prossce_desktop.services.packages.package_outcome import MANY_ERASED, MANY_RECORDS
from prossce_desktop.services.sync import exchange_json
from prossce_desktop.system.atomic_files import refuse_output_folder

DETAIL = (
    "make --out FOLDER: make a package with everything after the last receipt of the receiver. read "
    "FILE|FOLDER...: import packages, also from e-mails and zip files, in any order. receipt --out FILE: "
    "make a package with a receipt only, without data."
)
STATUS = {
    PackageStatus.accepted: 0, PackageStatus.known: 0, PackageStatus.waiting: 6, PackageStatus.for_later: 6,
    PackageStatus.quarantined: 6,
    PackageStatus.refused: 4,
}  # fmt: skip


def takes(parser: argparse.ArgumentParser) -> None:
    take_subcommand(parser, KNOWN, "FILE", "read: a package, an e-mail, a zip file, or a folder of them")
    parser.add_argument(
        "--out", metavar="FOLDER", help="make: the folder for the package; receipt: the file for the receipt"
    )
    parser.add_argument(
        "--to",
        metavar="DEVICE",
        help="make, receipt: the laptop that gets it (without --to: the regional office)",
    )
    most = package_files.MAILED_BYTES
    parser.add_argument(
        "--max-bytes", type=int, default=most, metavar="N", help="make: the largest e-mail, in bytes"
    )
    parser.add_argument("--no-email", action="store_true", help="make: make no e-mail")
    parser.add_argument(
        "--attachments", choices=("yes", "no"), default="no", help="make: send photos and scans too"
    )
    parser.add_argument("--reply-out", metavar="FOLDER", help="read: the folder for the receipts")
    parser.add_argument(
        "--many-erased", action="store_true", help="read: also import packages that erase many people"
    )
    parser.add_argument(
        "--many", action="store_true", help="read: also import packages that add very many records"
    )


def _make(asked: Arguments) -> CommandOutput:
    if not asked.out or asked.max_bytes < 1:
        raise WrongUse(message="package make: --out FOLDER is needed, and --max-bytes is a number above 0.")
    with app.opened(asked.workspace, asked.passphrase_file, writing=True) as store:
        written = package_files.make_packages(
            store,
            Path(asked.out),
            to=asked.to,
            most=asked.max_bytes,
            email=not asked.no_email,
            attachments=asked.attachments == "yes",
        )
        data = package_files.files_json(store, written)
    sentences = [_("Saved: {path}").format(path=one.path) for one in written]
    return CommandOutput(data, sentences)


def _read(asked: Arguments) -> CommandOutput:
    if asked.reply_out:
        refuse_output_folder(Path(asked.reply_out))
    with app.opened(asked.workspace, asked.passphrase_file, writing=True) as store:
        agreed = {
            code for code, agrees in ((MANY_ERASED, asked.many_erased), (MANY_RECORDS, asked.many)) if agrees
        }
        results = package_files.read_packages(store, [Path(one) for one in asked.operands], agreed=agreed)
        said = [exchange_json.outcome_json(store, one.file, one.outcome) for one in results]
        reply = (
            package_files.make_reply(store, Path(asked.reply_out), package_files.to_answer(store, results))
            if asked.reply_out
            else []
        )
    data: dict[str, object] = {
        "results": said,
        "reply": [str(one.path) for one in reply] if asked.reply_out else None,
    }
    status = max((STATUS[one.outcome.status] for one in results if not one.is_beside), default=0)
    counted = [
        (one.outcome.status, each) for one, each in zip(results, said, strict=True) if not one.is_beside
    ]
    if status:
        worst = [f"{each['file']}: {each['message']}" for became, each in counted if STATUS[became] == status]
    else:
        worst = []
    return CommandOutput(data, [str(one["message"]) for one in said], status, next(iter(worst), ""))


def _receipt(asked: Arguments) -> CommandOutput:
    if not asked.out:
        raise WrongUse(message="package receipt: --out FILE is needed.")
    with app.opened(asked.workspace, asked.passphrase_file, writing=True) as store:
        made = package_files.make_receipt(store, Path(asked.out), to=asked.to)
    return CommandOutput(
        {"path": asked.out, "bytes": len(made.content), "to": made.to.name},
        [_("Saved: {path}").format(path=asked.out)],
    )


KNOWN = {"make": Subcommand(_make), "read": Subcommand(_read, None), "receipt": Subcommand(_receipt)}


COMMAND = Command(
    "package", "make packages, import packages, or make a receipt", takes, choosing(KNOWN), DETAIL
)
