"""Writes what Outlook writes: winmail.dat and .msg, as their published formats say; other programs read them in the tests."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field

SECTOR = 512
FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
LEAST_STREAM = 4096
"""Smaller streams would need the small sectors of the format, which this page does not write."""


def winmail(content: bytes, name: str = "KH.prossce", text: str = "See the attachment.") -> bytes:
    """A TNEF file with one attachment and a text (MS-OXTNEF)."""

    def attribute(level: int, id: int, data: bytes) -> bytes:
        return struct.pack("<BII", level, id, len(data)) + data + struct.pack("<H", sum(data) & 0xFFFF)

    return b"".join([
        b"\x78\x9f\x3e\x22\x01\x00",
        attribute(1, 0x00089006, struct.pack("<I", 0x10000)),
        attribute(1, 0x00069007, struct.pack("<II", 1252, 0)),
        attribute(1, 0x0002800C, text.encode("cp1252") + b"\0"),
        attribute(2, 0x00069002, struct.pack("<HIIII", 1, 0xFFFFFFFF, 0, 0, 0)[:14]),
        attribute(2, 0x00018010, name.encode("cp1252") + b"\0"),
        attribute(2, 0x0006800F, content),
    ])  # fmt: skip


@dataclass
class Node:
    """A storage (with children) or a stream (with content) of a compound file."""

    name: str
    content: bytes = b""
    children: list[Node] = field(default_factory=list)


def msg(content: bytes, text: str = "See the attachment.", *, inside: bool = False) -> bytes:
    """An e-mail as Outlook drags it out (MS-OXMSG): text and one attachment; with `inside` in an e-mail attached to that e-mail."""
    message = _message(content, text)
    if inside:
        around = Node("__attach_version1.0_#00000000", children=[Node("__substg1.0_3701000D", children=message)])
        message = [_padded("__substg1.0_1000001F", "A forwarded e-mail"), around]
    return compound(message)


def _message(content: bytes, text: str) -> list[Node]:
    attachment = [
        Node("__substg1.0_37010102", content.ljust(LEAST_STREAM, b"\0")),
        _padded("__substg1.0_3707001F", "KH.prossce"),
        _padded("__properties_version1.0", ""),
    ]
    return [
        _padded("__properties_version1.0", ""),
        _padded("__substg1.0_001A001F", "IPM.Note"),
        _padded("__substg1.0_1000001F", text),
        Node("__attach_version1.0_#00000000", children=attachment),
    ]


def _padded(name: str, text: str) -> Node:
    return Node(name, text.ljust(LEAST_STREAM // 2 if name[-1] == "F" else 0).encode("utf-16-le").ljust(LEAST_STREAM, b"\0"))


def compound(children: list[Node]) -> bytes:
    """A compound file, version 3 (MS-CFB), with large streams only."""
    entries: list[tuple[Node, int]] = []  # with the type of each
    links: list[list[int]] = []  # of each: the next sibling, the first child

    def enter(node: Node, kind: int) -> int:
        at = len(entries)
        entries.append((node, kind))
        links.append([FREE, FREE])
        last = FREE
        for child in sorted(node.children, key=lambda one: (len(one.name), one.name.upper())):
            place = enter(child, 1 if child.children else 2)
            if last == FREE:
                links[at][1] = place
            else:
                links[last][0] = place
            last = place
        return at

    enter(Node("Root Entry", children=children), 5)
    sectors: list[bytes] = []
    chain: list[int] = []

    def put(data: bytes) -> int:
        first = len(sectors)
        pieces = [data[at : at + SECTOR].ljust(SECTOR, b"\0") for at in range(0, len(data), SECTOR)]
        sectors.extend(pieces)
        chain.extend([*range(first + 1, first + len(pieces)), END])
        return first

    records = []
    for (node, kind), (sibling, child) in zip(entries, links, strict=True):
        start = put(node.content) if kind == 2 else (END if kind == 5 else 0)
        name = node.name.encode("utf-16-le")
        records.append(
            name.ljust(64, b"\0") + struct.pack("<HBB", len(name) + 2, kind, 1) + struct.pack("<III", FREE, sibling, child)
            + bytes(36) + struct.pack("<IQ", start, len(node.content))
        )  # fmt: skip
    directory = put(b"".join(records).ljust(-(-len(records) // 4) * SECTOR, b"\0"))
    first = len(sectors)
    count = 1
    while count * 128 < first + count:
        count += 1
    table = struct.pack(f"<{len(chain) + count}I", *chain, *[FAT] * count)
    table += struct.pack("<I", FREE) * (count * 128 - len(chain) - count)
    difat = [*range(first, first + count)]
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<IIIIIIIII", 0, count, directory, 0, LEAST_STREAM, END, 0, END, 0)
    head += struct.pack("<109I", *difat, *[FREE] * (109 - len(difat)))
    return head + b"".join(sectors) + table
