"""The papers that travel with the parts of others: what each says of itself, and the texts of their licences.
Read by `build.spec`."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from importlib import metadata
from pathlib import Path

TEXTS = "resources/licences"
SAID = ("METADATA", "entry_points.txt")
"""What the program itself reads: versions for About, and keyring's list of stores for keys."""
LICENCE = re.compile(r"licen[cs]e|copying|notice|copyright", re.IGNORECASE)
Data = tuple[str, str]
"""As PyInstaller takes it: the file, and the folder it goes into."""


def of_packages(names: Iterable[str]) -> Iterator[Data]:
    """The papers of installed packages; those for other systems are left out."""
    for name in names:
        try:
            distribution = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            continue
        for file in distribution.files or []:
            folder, *inner = file.parts
            if not folder.endswith(".dist-info") or not inner:
                continue
            source = str(distribution.locate_file(file))
            if inner[0] in SAID:
                yield source, folder
            elif LICENCE.search("/".join(inner)):
                yield source, "/".join([TEXTS, name, *inner[:-1]])


def of_system(sources: Iterable[str], where: Path = Path("/usr/share/doc")) -> Iterator[Data]:
    """The copyright files of the Debian packages that these libraries come from; none on other systems."""
    if shutil.which("dpkg-query") is None:
        return
    found = {owner for one in sources if (owner := _owner(str(Path(one).resolve())))}
    for package in sorted(found):
        if (where / package / "copyright").is_file():
            yield str(where / package / "copyright"), f"{TEXTS}/{package}"


def _owner(file: str) -> str | None:
    """The package that has the file, by either of its names where /lib is a link to /usr/lib."""
    for name in (file, file.removeprefix("/usr")):
        said = subprocess.run(["dpkg-query", "-S", name], capture_output=True, text=True, check=False)
        if said.returncode == 0:
            return said.stdout.split(":")[0].split(",")[0]
    return None
