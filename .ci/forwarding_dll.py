"""A Windows library that holds nothing of its own: each name it offers lies in another library.

Wine lacks `icuuc.dll`, which Windows has since version 1703 and Qt asks for. The bench (windows.py) puts
one there that passes everything on to the ICU of a wheel.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterable, Mapping
from pathlib import Path

import pefile

HEADERS, PLACE = 0x200, 0x1000
"""Where the only section begins: in the file, and in memory."""
IMPORTS = [
    pefile.DIRECTORY_ENTRY[f"IMAGE_DIRECTORY_ENTRY_{kind}IMPORT"] for kind in ("", "DELAY_")
]  # fmt: skip
EXPORTS = [pefile.DIRECTORY_ENTRY["IMAGE_DIRECTORY_ENTRY_EXPORT"]]


def imports(file: Path) -> dict[str, list[str]]:
    """What a program or library asks of others: names by library, this one in small letters; those it loads
    late too."""
    with pefile.PE(str(file), fast_load=True) as read:
        read.parse_data_directories(IMPORTS)
        found: dict[str, list[str]] = {}
        for kind in ("IMPORT", "DELAY_IMPORT"):
            for library in getattr(read, f"DIRECTORY_ENTRY_{kind}", []):
                names = [one.name.decode() for one in library.imports if one.name]
                found.setdefault(library.dll.decode().lower(), []).extend(names)
        return found


def exports(file: Path) -> list[str]:
    """The names that a library offers."""
    with pefile.PE(str(file), fast_load=True) as read:
        read.parse_data_directories(EXPORTS)
        return [one.name.decode() for one in read.DIRECTORY_ENTRY_EXPORT.symbols if one.name]


def unversioned(wanted: Iterable[str], offered: Iterable[str]) -> dict[str, str]:
    """For each wanted name the one that ICU offers it under, which has the version behind it:
    `u_strlen` is `u_strlen_78`. Raises KeyError where there is none."""
    by_name = {re.sub(r"_\d+$", "", name): name for name in offered}
    return {name: by_name[name] for name in wanted}


def forwarding_dll(name: str, target: str, names: Mapping[str, str]) -> bytes:
    """A 64-bit library `name` whose `names` (as here: as there) lie in `target`.dll."""
    listed = sorted(names)
    count = len(listed)
    functions = PLACE + 40
    pointers, ordinals = functions + 4 * count, functions + 8 * count
    texts, place = bytearray(), ordinals + 2 * count

    def put(text: str) -> int:
        at = place + len(texts)
        texts.extend(text.encode("ascii") + b"\0")
        return at

    own = put(name)
    forwards = [put(f"{target}.{names[one]}") for one in listed]
    called = [put(one) for one in listed]
    directory = struct.pack("<IIHHIIIIIII", 0, 0, 0, 0, own, 1, count, count, functions, pointers, ordinals)
    tables = struct.pack(f"<{count}I{count}I{count}H", *forwards, *called, *range(count))
    section = directory + tables + bytes(texts)
    return _headers(len(section)).ljust(HEADERS, b"\0") + section.ljust(_up(len(section), 0x200), b"\0")


def _headers(size: int) -> bytes:
    """Everything before the section of `size` bytes, as the PE format has it (PE32+, no entry point)."""
    whole = PLACE + _up(size, PLACE)
    start = b"MZ".ljust(0x3C, b"\0") + struct.pack("<I", 0x40) + b"PE\0\0"
    kind = struct.pack("<HHIIIHH", 0x8664, 1, 0, 0, 0, 240, 0x2022)  # 64 bit, one section; a library
    optional = struct.pack("<HBBIIIII", 0x20B, 0, 0, 0, _up(size, 0x200), 0, 0, 0)
    optional += struct.pack(
        "<QIIHHHHHHIIII", 0x180000000, PLACE, 0x200, 6, 0, 0, 0, 6, 0, 0, whole, HEADERS, 0
    )
    optional += struct.pack("<HHQQQQII", 2, 0x100, 1 << 20, 1 << 12, 1 << 20, 1 << 12, 0, 16)
    optional += struct.pack("<II", PLACE, size).ljust(16 * 8, b"\0")
    place = (_up(size, 0x200), HEADERS, 0, 0, 0, 0, 0x40000040)
    return start + kind + optional + struct.pack("<8sIIIIIIHHI", b".edata", size, PLACE, *place)


def _up(number: int, step: int) -> int:
    return -(-number // step) * step
