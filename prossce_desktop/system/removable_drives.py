"""Sticks and other drives that can be taken out."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Protocol

_LINUX = ("/media/", "/run/media/", "/mnt/usb")
_MAC = "/Volumes/"


@dataclass(frozen=True, slots=True)
class Drive:
    """A drive that can be taken out, and where its files lie."""

    name: str
    folder: Path


class Partition(Protocol):
    """As psutil says it."""

    device: str
    mountpoint: str
    opts: str


def removable() -> list[Drive]:
    """Removable drives by name; none where the system does not say. Not on the main thread."""
    import psutil

    try:
        found = psutil.disk_partitions(all=False)
    except OSError:
        return []
    return removable_of(found, sys.platform)


def removable_of(partitions: Iterable[Partition], system: str) -> list[Drive]:
    """Those of these partitions; `system` as `sys.platform` has it."""
    return sorted(
        (_drive(one, system) for one in partitions if _is_removable(one, system)),
        key=lambda one: (one.name, str(one.folder)),
    )


def _is_removable(partition: Partition, system: str) -> bool:
    if system == "win32":
        return "removable" in partition.opts.split(",")
    if system == "darwin":
        return partition.mountpoint.startswith(_MAC)
    return partition.mountpoint.startswith(_LINUX)


def _drive(partition: Partition, system: str) -> Drive:
    name = (
        partition.mountpoint.rstrip("\\/") if system == "win32" else PurePosixPath(partition.mountpoint).name
    )
    return Drive(name, Path(partition.mountpoint))
