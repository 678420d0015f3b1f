"""office: what only the regional office does: invite, let in, list, rename, block and forget laptops."""

from __future__ import annotations

import argparse
from pathlib import Path

from prossce_desktop import app
from prossce_desktop.cli.command_parts.arguments import Arguments, Command, CommandOutput
from prossce_desktop.cli.command_parts.subcommands import (
    Subcommand,
    choosing,
    devices_answer,
    take_subcommand,
)
from prossce_desktop.domain.model.codes import Country
from prossce_desktop.domain.model.scopes import ShareLevel
from prossce_desktop.errors import WrongUse
from prossce_desktop.language.messages import _, ngettext_
from prossce_desktop.services.devices import device_name_rules, introductions
from prossce_desktop.services.exchange import package_files
from prossce_desktop.services.sync import device_rollback

DETAIL = (
    "invite --out FILE: save an invitation for the officers of a country; this makes your office the "
    "regional office. accept REQUEST: let a laptop in. REQUEST is its request file, the package or e-mail "
    "with the request, or the name of the laptop. With --fingerprint, the laptop is let in only if its six "
    "words are the same. Its earlier packages are then imported. devices: list all known laptops. revoke "
    "DEVICE: block a laptop permanently. Its later packages are not read, and its later changes are not "
    "used. let-in DEVICE: use the later changes of a blocked laptop. rename DEVICE NAME: give a laptop "
    "another name. forget DEVICE: remove a blocked laptop from the list."
)


def takes(parser: argparse.ArgumentParser) -> None:
    take_subcommand(
        parser,
        KNOWN,
        "ARGUMENT",
        "accept: the request file or the name of a laptop; revoke, let-in, forget: the name of a laptop; "
        "rename: its name and its new name",
    )
    parser.add_argument("--out", metavar="FILE", help="invite: save the invitation in this file")
    countries = [one.value for one in Country]
    parser.add_argument(
        "--for", dest="country", metavar="CC", choices=countries, help="invite: only for this country"
    )
    levels = [one.value for one in ShareLevel]
    parser.add_argument(
        "--share",
        choices=levels,
        default=ShareLevel.codes,
        help="invite: send codes only, or names of people too",
    )
    parser.add_argument(
        "--devices",
        type=_count,
        default=introductions.MOST_DEVICES,
        metavar="N",
        help="invite: for how many laptops",
    )
    parser.add_argument(
        "--days", type=_count, default=introductions.DAYS, metavar="N", help="invite: for how many days"
    )
    parser.add_argument(
        "--fingerprint",
        metavar="TEXT",
        help="accept: the six words that the officer of the laptop read to you by phone",
    )
    parser.add_argument(
        "--after", type=int, metavar="N", help="revoke: also undo the changes of the laptop after this number"
    )


def _count(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) <= 10_000:
        raise argparse.ArgumentTypeError(f"{text} is not a number from 1 to 10000")
    return int(text)


def _invite(asked: Arguments) -> CommandOutput:
    if not asked.out:
        raise WrongUse(message="office invite: --out FILE is needed.")
    with app.opened(asked.workspace, asked.passphrase_file, writing=True) as store:
        made = package_files.invite(
            store,
            Path(asked.out),
            country=asked.country,
            share=ShareLevel(asked.share),
            most=asked.devices,
            days=asked.days,
        )
    data: dict[str, object] = {
        "path": asked.out,
        "office": made.office,
        "recipients": [made.box, made.recovery],
        "signing_key": made.key.hex(),
        "for": made.country,
        "share": made.share,
        "devices": made.devices,
        "expires": package_files.day_of(made.expires),
    }
    return CommandOutput(data, [_("Saved: {path}").format(path=asked.out)])


def _accept(asked: Arguments) -> CommandOutput:
    with app.opened(asked.workspace, asked.passphrase_file, writing=True) as store:
        done = package_files.accept(store, asked.operands[0], asked.fingerprint)
    data: dict[str, object] = {
        "device": done.device.name,
        "country": done.device.country,
        "office": done.device.office,
        "fingerprint": done.words,
        "compared": done.device.compared,
        "already": done.already,
    }
    said = _("Let in: {device} of {office}.").format(device=done.device.name, office=done.device.office)
    words = _("The six words of this laptop: {words}").format(words=done.words)
    return CommandOutput(data, [said, words])


def _devices(asked: Arguments) -> CommandOutput:
    with app.opened(asked.workspace, asked.passphrase_file, writing=False) as store:
        store.identity.refuse_country()
        return devices_answer(package_files.devices_json(store))


def _revoke(asked: Arguments) -> CommandOutput:
    with app.opened(asked.workspace, asked.passphrase_file, writing=True) as store:
        shut = introductions.revoke(store, asked.operands[0], asked.after)
    return CommandOutput(
        {"device": shut.name, "state": shut.state, "after": asked.after},
        [_("Blocked: {device}.").format(device=shut.name)],
    )


def _let_in(asked: Arguments) -> CommandOutput:
    with app.opened(asked.workspace, asked.passphrase_file, writing=True) as store:
        taken = device_rollback.admit_after_revocation(store, asked.operands[0], app.now())
    said = ngettext_(
        "Now used: {n} change that {device} made after it was blocked.",
        "Now used: {n} changes that {device} made after it was blocked.",
        taken,
    )
    return CommandOutput(
        {"device": asked.operands[0], "operations": taken}, [said.format(n=taken, device=asked.operands[0])]
    )


def _rename(asked: Arguments) -> CommandOutput:
    with app.opened(asked.workspace, asked.passphrase_file, writing=True) as store:
        called = device_name_rules.rename(store, asked.operands[0], asked.operands[1])
    said = _("Renamed: {before} is now {device}.").format(before=asked.operands[0], device=called.name)
    return CommandOutput({"device": called.name, "key": called.key.hex()}, [said])


def _forget(asked: Arguments) -> CommandOutput:
    with app.opened(asked.workspace, asked.passphrase_file, writing=True) as store:
        gone = device_name_rules.forget(store, asked.operands[0])
    said = _("Removed from the list: {device}. It stays blocked.").format(device=asked.operands[0])
    return CommandOutput({"device": gone.name, "state": gone.state}, [said])


KNOWN = {
    "invite": Subcommand(_invite), "accept": Subcommand(_accept, 1), "devices": Subcommand(_devices),
    "revoke": Subcommand(_revoke, 1),
    "let-in": Subcommand(_let_in, 1), "rename": Subcommand(_rename, 2), "forget": Subcommand(_forget, 1),
}  # fmt: skip


COMMAND = Command("office", "invite laptops, let them in, list or block them", takes, choosing(KNOWN), DETAIL)
