"""What is said of packages that were written: how they go, and that no receipt came for them."""

from __future__ import annotations

from pathlib import Path

from prossce_desktop.language import formatting
from prossce_desktop.language.messages import _, ngettext_
from prossce_desktop.services.exchange.mails_without_receipt import Unanswered


def called(folder: Path) -> str:
    """The folder by its name; the button beside it opens it."""
    return folder.name or str(folder)


def send_it(n: int) -> str:
    """Nothing goes by itself."""
    return ngettext_(
        "Not sent yet: send it from your mail program. You will get a receipt when it arrives.",
        "Not sent yet: send them from your mail program. You will get receipts when they arrive.", n,
    )  # fmt: skip


def no_program(n: int) -> str:
    """The system has nothing that opens drafts; what to do then."""
    return ngettext_(
        "No program on this computer opens the draft. Write an e-mail yourself, attach the package, and copy subject and text.",
        "No program on this computer opens the drafts. For each file, write an e-mail yourself, attach the file, and copy its "
        "subject and text.", n,
    )  # fmt: skip


def handed(name: str) -> str:
    """The mail program took it; `name`: which, of several."""
    if name:
        return _("{name} is in the mail program. Send it from there. You will get a receipt when it arrives.").format(name=name)
    return _("The e-mail is in the mail program. Send it from there. You will get a receipt when it arrives.")


def which(at: int, n: int, name: str, receiver: str) -> str:
    """Of several files the one that the buttons are for, and who receives it where they are for several."""
    said = _("{at} of {n}, for {receiver}: {name}") if receiver else _("{at} of {n}: {name}")
    return said.format(at=formatting.number(at + 1), n=formatting.number(n), receiver=receiver, name=name)


def lying(found: Unanswered) -> str:
    """No receipt came yet; the files still lie there."""
    n, day = len(found.lying), formatting.day(found.at.astimezone().date())
    said = ngettext_(
        "No receipt yet for {name} of {day}. The package and its e-mail are still in the folder “{folder}”.",
        "No receipt yet for {n} packages, the last of {day}. The packages and their e-mails are still in the folder “{folder}”.", n,
    ).format(n=formatting.number(n), name=found.lying[0].path.name, day=day, folder=called(found.folder))  # fmt: skip
    return f"{said} {missing(found)}" if found.gone else said


def missing(found: Unanswered) -> str:
    """No receipt came yet, and the files are not there: moved, or written elsewhere by the command line; what to do then."""
    n = len(found.gone)
    return ngettext_(
        "No receipt yet for {name}, and it is not in the folder “{folder}”. If it was never sent, find it and send it, or make the "
        "e-mail again.",
        "No receipt yet for {n} packages, and they are not in the folder “{folder}”. If they were never sent, find them and send "
        "them, or make the e-mails again.",
        n,
    ).format(n=formatting.number(n), name=found.gone[0], folder=called(found.folder))  # fmt: skip
