"""Lists the licence of everything the program carries; fails on GPL, AGPL or unknown. Run by `make licences`
and `make build`.

licences.py           run-time packages of requirements.lock, the parts in resources/licences/others.csv,
and what is built in dist/ licences.py --write   the same, and writes resources/licences/parts.csv, which
About shows
"""

from __future__ import annotations

import csv
import io
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatch
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "resources" / "licences"
LOOKED_AT = {
    # name: (licence, why the metadata is not enough)
    "sqlcipher3": (
        "Zlib AND BSD-3-Clause AND Apache-2.0",
        "metadata names none; its own, SQLCipher's and OpenSSL's",
    ),
    "pyside6-essentials": (
        "LGPL-3.0-only",
        "offers LGPL, GPL or a commercial licence; used as LGPL: replaceable files of a folder",
    ),
    "shiboken6": ("LGPL-3.0-only", "as Qt"),
    "pyrage": ("MIT", "metadata names none; read in its LICENSE"),
    "secretstorage": ("BSD-3-Clause", "written as free text"),
    "phonenumberslite": ("Apache-2.0", "written as free text"),
    "pypdfium2": ("BSD-3-Clause AND Apache-2.0", "adds words of its own"),
    "pywin32-ctypes": ("BSD-3-Clause", "on Windows only"),
    "tnefparse": ("LGPL-3.0-only", "written as a classifier; replaceable files of a folder"),
}
SHORT = {
    "Apache License 2.0": "Apache-2.0",
    "BSD License": "BSD-3-Clause",
    "MIT License": "MIT",
    "Python Software Foundation License": "PSF-2.0",
}
"""Names that older papers use; whoever writes only "BSD License" here has three clauses (looked at)."""
KNOWN = re.compile(
    r"0BSD|AFL|Apache|BSD|CC-BY-\d|CMU|FTL|HPND|IJG|ISC|LGPL|MIT|MPL|Microsoft Distributable Code|OFL|PSF|Public "
    r"domain|Unicode|bzip2|libpng|libtiff|zlib",
    re.IGNORECASE,
)
FORBIDDEN = re.compile(r"(?<![A-Z])A?GPL|GNU (Affero )?General Public", re.IGNORECASE)
HARMLESS = re.compile(
    r"GPL-3\.0-or-later WITH GCC-exception-3\.1|GPL-2\.0-or-later WITH Bootloader-exception"
)
"""These exceptions let programs of any licence carry GCC's run-time libraries, and PyInstaller's starter."""
GPL_PARTS_OF_QT = re.compile(
    r"virtualkeyboard|Qt6?(Charts|DataVisualization|Graphs|NetworkAuth|Quick3D|Lottie|HttpServer|Coap|Mqtt|WaylandCompositor)",
    re.IGNORECASE,
)
LIBRARIES = (
    re.compile(r"(?P<name>lib[^/]+?)(-[0-9a-f]{8})?(\.abi3)?\.so(\.[\d.]+)?"),
    re.compile(r"(?P<name>[^/]+?)(-[0-9a-f]{32})?(\.abi3)?\.dll"),
)
BUILT = (ROOT / "dist" / "prossce-desktop", ROOT / "dist" / "windows" / "prossce-desktop")


@dataclass(frozen=True)
class Part:
    """Something of others: name, version ("" where it has none of its own here), licence ("" if nobody
    knows)."""

    name: str
    version: str
    licence: str

    def is_allowed(self) -> bool:
        """Whether its licence is known and none that binds the whole program."""
        rest = HARMLESS.sub("MIT", self.licence)
        return bool(KNOWN.search(rest)) and not FORBIDDEN.search(rest)


def run_time() -> dict[str, str]:
    """Name and version of each package in requirements.lock; the newest where a version differs by system."""
    lines = (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
    return dict(
        sorted(found.groups() for line in lines if (found := re.match(r"([a-z0-9][\w.-]*)==(\S+)", line)))
    )


def run_time_names() -> list[str]:
    """Names of the packages in requirements.lock."""
    return list(run_time())


def licence_of(name: str) -> str:
    """As looked at, else as the package says, else (it is for another system or Python) as the list of parts
    has it; "" if unknown."""
    if name in LOOKED_AT:
        return LOOKED_AT[name][0]
    try:
        fields = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        return written().get(name, "")
    classified = [
        one.split(" :: ")[-1] for one in fields.get_all("Classifier") or [] if one.startswith("License ::")
    ]
    expression, text = (
        next(iter(fields.get_all(key) or []), "") for key in ("License-Expression", "License")
    )
    found = expression or "; ".join(classified) or text.partition("\n")[0]
    return SHORT.get(found, found)


def packages() -> list[Part]:
    """The Python packages the program runs with."""
    return [Part(name, version, licence_of(name)) for name, version in run_time().items()]


def others() -> list[dict[str, str]]:
    """Rows of the parts that are no Python packages: where, name, licence, libraries."""
    with (FOLDER / "others.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def written() -> dict[str, str]:
    """Licence by name, as the list that About shows has it."""
    path = FOLDER / "parts.csv"
    if not path.exists():
        return {}
    with path.open(encoding="utf-8", newline="") as file:
        return {row["name"]: row["licence"] for row in csv.DictReader(file)}


def as_list(parts: Iterable[Part]) -> str:
    """What `resources/licences/parts.csv` holds; versions are not in it, since each
    package carries its own."""
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(("name", "licence"))
    rows.writerows((one.name, one.licence) for one in parts)
    return text.getvalue()


def wrong_in(folder: Path) -> Iterator[str]:
    """What a built folder must not hold: GPL parts of Qt, and libraries that nobody named a licence for."""
    known = [pattern for row in others() for pattern in row["libraries"].split()]
    for file in sorted(folder.rglob("*")):
        place = file.relative_to(folder).as_posix()
        if GPL_PARTS_OF_QT.search(file.name):
            yield f"{place}: a part of Qt that is under the GPL"
        name = file.name.lower() if file.suffix.lower() == ".dll" else file.name
        library = next((found for one in LIBRARIES if (found := one.fullmatch(name))), None)
        if (
            library
            and "/plugins/" not in place
            and not any(fnmatch(library["name"], pattern) for pattern in known)
        ):
            yield f"{place}: nobody said which licence {library['name']} has (resources/licences/others.csv)"


def main(words: list[str]) -> int:
    parts = packages()
    if "--write" in words:
        (FOLDER / "parts.csv").write_text(as_list(parts), encoding="utf-8")
    looked = [*parts, *(Part(row["name"], "", row["licence"]) for row in others())]
    for one in looked:
        print(
            f"{one.name:24} {one.version:12} "
            f"{one.licence or '?'}{'' if one.is_allowed() else '   <- not allowed or unknown'}"
        )
    wrong = [f"{one.name}: {one.licence or 'no licence known'}" for one in looked if not one.is_allowed()]
    if (FOLDER / "parts.csv").read_text(encoding="utf-8") != as_list(parts):
        wrong.append(
            "resources/licences/parts.csv is not what is locked: .venv/bin/python .ci/licences.py --write"
        )
    for built in BUILT:
        if built.is_dir():
            wrong += wrong_in(built)
    print("\n".join(wrong), end="\n" if wrong else "", file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
