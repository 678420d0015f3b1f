"""What the program is made of: parts of others with version and licence, and the versions it started with."""

from __future__ import annotations

import csv
import platform
import re
import sys
from dataclasses import dataclass
from pathlib import Path

from prossce_desktop.store.db import engine_versions
from prossce_desktop.system.paths import resource

LICENCES = "licences"
"""The folder of the resources with the list of parts and the texts of their licences."""

_SYSTEM = "linux" if sys.platform.startswith("linux") else sys.platform


@dataclass(frozen=True, slots=True)
class Part:
    """Something of others inside the program; `version` is "" where it has none of its own."""

    name: str
    version: str
    licence: str


@dataclass(frozen=True, slots=True)
class Inside:
    """`runs_with`: names and versions at start; `parts` by name; `texts`: the licence folder."""

    runs_with: tuple[tuple[str, str], ...]
    parts: tuple[Part, ...]
    texts: Path


def refuse_old_engine() -> None:
    """Raises PartTooOld or PartMissing where SQLite or SQLCipher is not what records may be given to."""
    engine_versions.refuse_old_engine()


def inside() -> Inside:
    """Reads the list of parts; those for other systems are left out."""
    runs_with = {"Python": platform.python_version()} | {
        name: re.split(r"\s", found)[0] for name, found in engine_versions.versions().items()
    }
    packages = [Part(row["name"], _version(row["name"]), row["licence"]) for row in _rows("parts.csv")]
    others = [
        Part(row["name"], "", row["licence"])
        for row in _rows("others.csv")
        if row["where"] in ("everywhere", _SYSTEM)
    ]
    parts = sorted([one for one in packages if one.version] + others, key=lambda one: one.name.lower())
    return Inside(tuple(runs_with.items()), tuple(parts), resource(LICENCES))


def _rows(name: str) -> list[dict[str, str]]:
    with resource(f"{LICENCES}/{name}").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _version(package: str) -> str:
    """As its own papers say it; "" where it is not inside, being for another system or Python."""
    from importlib import metadata  # takes long, and the start needs the engine's version alone

    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return ""
