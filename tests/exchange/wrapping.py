"""What mail programs, mail servers and people do to a package on its way; each takes a file and gives the file that arrives."""

from __future__ import annotations

import base64
import io
import zipfile
from collections.abc import Callable
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP, default

from prossce_desktop.exchange.armour import armoured
from tests.exchange.outlook_files import LEAST_STREAM, msg, winmail

FOOTER = b"_______________________________________________\nOffices mailing list\nSent by telephone\n"
OTHER = b"From: x@example.org\nSubject: Lunch\n\nAt noon?\n"


def attached(content: bytes, *, cte: str = "base64", text: str = "Please read.") -> bytes:
    """As the attachment of an e-mail."""
    message = EmailMessage(policy=default)
    message["From"] = "Dara <dara@example.org>"
    message["Subject"] = "ព័ត៌មាន for March"
    message.set_content(text)
    message.add_attachment(content, maintype="image", subtype="jpeg", filename="holiday.jpg", cte=cte)
    return message.as_bytes()


def forwarded(mail: bytes) -> bytes:
    """An e-mail inside an e-mail, as a forwarding mail program attaches it."""
    message = EmailMessage(policy=SMTP)
    message["Subject"] = "Fwd: for March"
    message.set_content("See below.")
    message.add_attachment(message_from_bytes(mail, policy=default))
    return message.as_bytes()


def forwarded_in_base64(mail: bytes) -> bytes:
    """The same, as mail servers do it that break the rules."""
    head = b"MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=bb\r\n\r\n--bb\r\n"
    return head + b"Content-Type: message/rfc822\r\nContent-Transfer-Encoding: base64\r\n\r\n" + base64.encodebytes(mail) + b"\r\n--bb--\r\n"


def listed(mail: bytes) -> bytes:
    """A mailing list puts its footer behind the last part."""
    return mail + b"\n" + FOOTER


def in_box(mail: bytes) -> bytes:
    """Among others in a mail box file."""
    quoted = b"\n".join(b">" + line if line.startswith(b"From ") else line for line in mail.replace(b"\r\n", b"\n").split(b"\n"))
    stamp = b"From dara@example.org Mon Mar  2 09:00:00 2026\n"
    return b"\n".join(stamp + one for one in (OTHER, quoted, OTHER))


def zipped(content: bytes, *, compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """In a zip with names that lie, one of them outside the folder."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as archive:
        archive.writestr("notes.txt", "Dear colleagues")
        archive.writestr("../../photo.jpg", content)
    return out.getvalue()


def as_body(text: bytes) -> bytes:
    """As the text of an e-mail."""
    return b"Subject: For March\nContent-Type: text/plain; charset=utf-8; format=flowed\n\nDear Bo,\n\n" + text + b"\nDara\n"


def as_quoted_printable(text: bytes) -> bytes:
    """The same, quoted-printable."""
    message = EmailMessage(policy=SMTP)
    message.set_content("Dear Bo: សួស្តី\n" + text.decode() + "\nDara", cte="quoted-printable")
    return message.as_bytes()


def as_page(text: bytes) -> bytes:
    """As the HTML of an e-mail."""
    lines = text.decode().replace("+", "&#43;").split("\n")
    message = EmailMessage(policy=SMTP)
    message.set_content("<html><body><p>Dear Bo,</p><div>" + "<br>\n".join(lines) + "</div>&nbsp;Dara</body></html>", subtype="html")
    return message.as_bytes()


def quoted(text: bytes) -> bytes:
    """As answers quote it."""
    return b"\n".join(b"> " + one for one in text.split(b"\n"))


def wrapped_anew(text: bytes) -> bytes:
    """In lines of another length."""
    lines = text.strip().split(b"\n")
    inside = b"".join(lines[1:-1])
    return b"\n".join([lines[0], *(inside[at : at + 70] for at in range(0, len(inside), 70)), lines[-1], b""])


def with_carriage_returns(text: bytes) -> bytes:
    """Windows' ends of lines."""
    return text.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")


def without_carriage_returns(text: bytes) -> bytes:
    """Unix' ends of lines."""
    return text.replace(b"\r\n", b"\n")


def by_notepad(text: bytes) -> bytes:
    """Saved as "Unicode"."""
    return text.decode().encode("utf-16")


Wrap = Callable[[bytes], bytes]

OF_ANYTHING: dict[str, tuple[Wrap, str]] = {
    "attached": (attached, "mail"),
    "attached, quoted-printable": (lambda content: attached(content, cte="quoted-printable"), "mail"),
    "zipped": (zipped, "binary"),
    "stored": (lambda content: zipped(content, compression=zipfile.ZIP_STORED), "binary"),
    "winmail": (winmail, "binary"),
}
OF_TEXT: dict[str, tuple[Wrap, str]] = {
    "body": (as_body, "mail"),
    "quoted-printable": (as_quoted_printable, "mail"),
    "page": (as_page, "mail"),
    "quoted": (quoted, "text"),
    "carriage returns": (with_carriage_returns, "text"),
    "notepad": (by_notepad, "binary"),
}
OF_ARMOUR: dict[str, tuple[Wrap, str]] = {"wrapped anew": (wrapped_anew, "text")}
OF_MAIL: dict[str, tuple[Wrap, str]] = {
    "forwarded": (forwarded, "mail"),
    "forwarded in base64": (forwarded_in_base64, "mail"),
    "listed": (listed, "mail"),
    "box": (in_box, "mail box"),
    "carriage returns": (with_carriage_returns, "mail"),
    "no carriage returns": (without_carriage_returns, "mail"),
}
OF_LARGE: dict[str, tuple[Wrap, str]] = {"msg": (msg, "binary"), "msg inside": (lambda content: msg(content, inside=True), "binary")}
OF_PACKAGE: dict[str, tuple[Wrap, str]] = {"armoured": (armoured, "armour"), "base64": (base64.encodebytes, "text")}


def ways(kind: str, content: bytes) -> dict[str, tuple[Wrap, str]]:
    """What can be done to a file of this kind, and the kind of what comes out."""
    found = dict(OF_ANYTHING)
    found |= {"package": OF_PACKAGE, "armour": OF_TEXT | OF_ARMOUR, "text": OF_TEXT, "mail": OF_MAIL}.get(kind, {})
    return found | (OF_LARGE if len(content) >= LEAST_STREAM else {})
