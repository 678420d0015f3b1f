"""The e-mail that carries a package, as a draft that a mail program opens ready to send."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

PACKAGE_TYPE = ("application", "vnd.prossce.package")


def draft(subject: str, lines: Sequence[str], name: str, package: bytes, at: dt.datetime) -> bytes:
    """An e-mail without sender and receiver, marked as not sent yet, with the package attached."""
    message = EmailMessage(policy=SMTP)
    message["Subject"] = subject
    message["Date"] = format_datetime(at)
    message["X-Unsent"] = "1"
    message.set_content("\n".join(lines) + "\n")
    message.add_attachment(package, maintype=PACKAGE_TYPE[0], subtype=PACKAGE_TYPE[1], filename=name)
    return message.as_bytes()
