"""init: make a workspace."""

from __future__ import annotations

import argparse

from prossce_desktop import app
from prossce_desktop.cli.command_parts.arguments import Arguments, Command, CommandOutput, refuse_language
from prossce_desktop.domain.model.codes import Country
from prossce_desktop.errors import WrongUse
from prossce_desktop.language.messages import _


def takes(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--country", required=True, metavar="CC", help="country, two letters: " + " ".join(Country)
    )
    parser.add_argument("--office", required=True, help="the name of your office")
    parser.add_argument("--officer", required=True, help="your name")
    parser.add_argument(
        "--keyring",
        action="store_true",
        help="use no passphrase: this computer keeps the key for your account",
    )
    parser.add_argument(
        "--no-encryption",
        action="store_true",
        help="do not encrypt the data: everybody can read it (only for tests)",
    )
    parser.add_argument("--language", default="en", help="language of the program: en, km ...")
    parser.add_argument(
        "--recovery-out", metavar="FILE", help="save the recovery key in this file, to print it"
    )


def run(asked: Arguments) -> CommandOutput:
    country = asked.country.upper()
    if country not in list(Country):
        raise WrongUse(
            message=_("“{country}” is not one of the project’s countries: {countries}.").format(
                country=asked.country[:20], countries=" ".join(Country)
            )
        )
    if not asked.office.strip() or not asked.officer.strip():
        raise WrongUse(message=_("--office and --officer need a name."))
    refuse_language(asked.language)
    store = app.create(
        asked.workspace,
        country=country,
        office=asked.office,
        officer=asked.officer,
        language=asked.language,
        unlock=_unlock(asked),
        recovery_out=asked.recovery_out,
    )
    with store:
        who = store.identity
    data: dict[str, object] = {
        "workspace": asked.workspace,
        "country": who.country,
        "office": who.office,
        "officer": who.officer,
        "device": who.device,
        "incarnation": who.incarnation,
        "encrypted": who.encrypted,
        "recovery_recipient": who.recovery_recipient,
    }
    return CommandOutput(data, [_("The data folder is ready: {path}").format(path=asked.workspace)])


def _unlock(asked: Arguments) -> app.Passphrase | app.Remembered | app.Plain:
    """Exactly one of the three ways; the passphrase file of the environment counts only without an option."""
    given = [bool(asked.passphrase_file), asked.keyring, asked.no_encryption]
    if sum(given) > 1:
        raise WrongUse(message=_("Choose one of --passphrase-file, --keyring and --no-encryption."))
    if asked.keyring:
        return app.Remembered()
    if asked.no_encryption:
        return app.Plain()
    passphrase = app.passphrase_of(asked.passphrase_file)
    if passphrase is None:
        raise WrongUse(message=_("Choose one of --passphrase-file, --keyring and --no-encryption."))
    if not passphrase.text:
        raise WrongUse(message=_("The passphrase is empty."))
    return passphrase


COMMAND = Command("init", "make a new data folder for your office on this computer", takes, run)
