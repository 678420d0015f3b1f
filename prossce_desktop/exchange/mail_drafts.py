"""The e-mail that carries a package, as a draft that a mail program opens ready to send."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP, default
from email.utils import format_datetime

PACKAGE_TYPE = "application/vnd.prossce.package"
EXCEL_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PDF_TYPE = "application/pdf"
ZIP_TYPE = "application/zip"
TEXT_TYPE = "text/plain"
_SEVEN_BIT = SMTP.clone(cte_type="7bit")
"""Whatever a mail server on the way makes of other letters, these pass."""


@dataclass(frozen=True, slots=True)
class Attached:
    """A file of an e-mail."""

    name: str
    type: str
    content: bytes


def draft(subject: str, text: str, attached: Sequence[Attached], time: dt.datetime) -> bytes:
    """An e-mail without sender and receiver, marked as not sent yet; every line of it is short and ASCII."""
    message = EmailMessage(policy=_SEVEN_BIT)
    message["Subject"] = subject
    message["Date"] = format_datetime(time)
    message["X-Unsent"] = "1"
    message.set_content(text)
    for one in attached:
        kind, _, detail = one.type.partition("/")
        message.add_attachment(one.content, maintype=kind, subtype=detail, filename=one.name)
    return message.as_bytes()


def read_draft(content: bytes) -> tuple[str, str]:
    """Subject and text of an e-mail that `draft` made. Raises ValueError for one without a text."""
    message = message_from_bytes(content, policy=default)
    body = message.get_body(("plain",))
    if body is None:
        raise ValueError
    return str(message["Subject"] or ""), str(body.get_content()).replace("\r\n", "\n").rstrip("\n")
