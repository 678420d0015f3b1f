"""What a Linux bundle still asks of the system, as Debian packages: read from the files themselves, so that
it cannot grow old."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

ALWAYS = {"libGL.so.1": "libgl1", "libEGL.so.1": "libegl1", "libxcb.so.1": "libxcb1", "libz.so.1": "zlib1g"}
BESIDE = {
    "libcups.so.2": "libcups2t64 | libcups2",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
}
"""Asked for by plugins that Qt does without where the system has none of it: printing, and
windows without X."""
C_LIBRARY = re.compile(r"ld-linux.*|lib(c|m|dl|rt|pthread|resolv|util)\.so\.\d+")
DATA = ("xkb-data", "fontconfig-config")
"""Keyboards and the list of font folders: files that no library names."""


@dataclass(frozen=True)
class Needs:
    """Packages without which the program does not start, and those it is poorer without."""

    depends: tuple[str, ...]
    recommends: tuple[str, ...]


def needs(folder: Path) -> Needs:
    """What the bundle in `folder` needs. Raises ValueError for a library that neither list above knows."""
    files = [one for one in folder.rglob("*") if one.is_file() and not one.is_symlink() and _is_elf(one)]
    starters = [_header(one) for one in files if one.parent == folder]
    return from_headers(
        [_header(one) for one in files if one.parent != folder],
        {one.name for one in folder.rglob("*")},
        starters,
    )


def from_headers(headers: Iterable[str], there: set[str], starters: Iterable[str] = ()) -> Needs:
    """The same from the output of `objdump -p` for each file.

    `there` are the names of the files inside, which serve all but the `starters`: these run before
    anything inside is found.
    """
    inner, outer = list(headers), list(starters)
    texts = inner + outer
    asked = (_asked(inner) - there) | _asked(outer)
    outside = {name for name in asked if not C_LIBRARY.fullmatch(name)}
    unknown = outside - ALWAYS.keys() - BESIDE.keys()
    if unknown:
        raise ValueError(f"nobody said which package has {', '.join(sorted(unknown))}")
    versions = {
        tuple(int(part) for part in found.split("."))
        for text in texts
        for found in re.findall(r"GLIBC_(\d+\.\d+)", text)
    }
    newest = ".".join(str(part) for part in max(versions)) if versions else "2.34"
    always = sorted(package for name, package in ALWAYS.items() if name in outside)
    return Needs(
        (f"libc6 (>= {newest})", *always, *DATA),
        tuple(sorted(package for name, package in BESIDE.items() if name in outside)),
    )


def _asked(texts: Iterable[str]) -> set[str]:
    return {name for text in texts for name in re.findall(r"^\s*NEEDED\s+(\S+)", text, re.MULTILINE)}


def _is_elf(file: Path) -> bool:
    with file.open("rb") as content:
        return content.read(4) == b"\x7fELF"


def _header(file: Path) -> str:
    return subprocess.run(["objdump", "-p", str(file)], capture_output=True, text=True, check=True).stdout
