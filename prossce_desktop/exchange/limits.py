"""How large a package and its parts may be; what is beyond is refused before it is unpacked further."""

from __future__ import annotations

FORMAT = 1
"""The version of the format that this program writes; a package names the least version that can read it."""

MOST_FILE = 200 * 1024 * 1024
"""Bytes of a package as it arrives."""

MOST_HEADER = 8 * 1024 * 1024
MOST_BODY = 1024 * 1024 * 1024
"""Bytes of the operations when unpacked: a million people are about 300 MB."""

MOST_EXPANSION = 200
"""How many times its size a body may be when unpacked, where that is more than `LEAST_UNPACKED`."""

LEAST_UNPACKED = 64 * 1024 * 1024

MOST_SEALS = 16 * 1024
"""Bytes of the recipients' stanzas of an age file. The age library reads all of them again for each."""

MOST_RECIPIENTS = 150
"""To how many one file is sealed; each takes 98 bytes."""

MOST_GREASE = 192
"""Bytes that sealings of the same may differ: age adds a line of random length (0 to 169 in 20,000)."""

MOST_OPERATION = 256 * 1024 * 1024

MOST_MEMBERS = 20_000
MOST_PASSED_ON = 64 * 1024 * 1024
MOST_DEPTH = 8
MOST_TEXT = 4_000
"""Characters of a name or a title in a header."""

MAILED_BYTES = 10 * 1000 * 1000
"""What a mail box takes unless its owner says otherwise, as mailed: base64 makes four bytes of three."""

MOST_CONTAINERS = 8
"""How deep a package may lie in e-mails, zips and e-mails again."""

MOST_PARTS = 10_000
"""Attachments, texts and members of one file: a mail box of a year."""

MOST_UNPACKED = 2 * MOST_FILE
"""Bytes of all of them together."""

MOST_IN_BODY = 50 * 1000
"""Bytes of a package as text that are put into an e-mail itself; what is larger is attached."""


def most_unpacked(size: int) -> int:
    """Bytes that so many packed bytes may become."""
    return min(MOST_BODY, max(LEAST_UNPACKED, MOST_EXPANSION * size))


def most_operations(size: int) -> int:
    """Most operations in so many packed bytes: each has a salt of 16 random bytes, which do not pack."""
    return 2_000 + size // 8
