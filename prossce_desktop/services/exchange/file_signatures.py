"""What a file from outside is, by how it begins: nothing is opened, and its name says nothing."""

from __future__ import annotations

from prossce_desktop.exchange.mail_parts import is_mail
from prossce_desktop.exchange.outlook import is_msg, is_tnef

_ZIP = b"PK\x03\x04"
_DOCUMENT = b"[Content_Types].xml"
"""How zips begin that are documents."""
_OTHERS = (b"%PDF", b"{\\rtf")
_WIDE = (b"\xff\xfe", b"\xfe\xff")


def is_container(head: bytes) -> bool:
    """An e-mail, a mail box, a zip or a file of Outlook."""
    is_zip = head.startswith(_ZIP) and _DOCUMENT not in head[:100]
    return is_zip or is_msg(head) or is_tnef(head) or is_mail(head)


def is_document(content: bytes) -> bool:
    """A workbook or another office file, by all its bytes: a zip lists its names at the end."""
    return content.startswith(_ZIP) and _DOCUMENT in content


def may_hold_packages(head: bytes) -> bool:
    """A container, or a text in which a package may stand."""
    return (
        is_container(head)
        or head.startswith(_WIDE)
        or (b"\0" not in head and not head.startswith(_OTHERS) and _is_text(head))
    )


def _is_text(head: bytes) -> bool:
    """Text has only control characters that part lines; bytes beyond ASCII may be of any code page."""
    return not any(one < 32 and one not in (9, 10, 12, 13, 26, 27) for one in head)
