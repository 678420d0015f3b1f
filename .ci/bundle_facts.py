"""What a bundle says about itself: version, Windows' version resource, macOS' Info.plist, and which system
libraries it can do without.

Read by `build.spec` and by the installers' script.
"""

from __future__ import annotations

import re
import subprocess
import tomllib
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
NAME = "ProSSCE Desktop"
PROGRAM = "prossce-desktop"
MAKER = "ProSSCE-ASEAN"
IDENTIFIER = "org.prossce.desktop"
FILE_KIND = "ProSSCE package"
FILE_TYPE = "application/vnd.prossce.package"
ENDING = "prossce"

LIBRARY = re.compile(r"(PySide6/Qt/lib/)?lib(?!python)[^/]+\.so[.\d]*")
"""Where libraries lie that came because something links them, not for themselves."""

Entry = tuple[str, str, str]
"""As PyInstaller lists what it collects: where it goes, where it comes from, what kind it is."""


def version(project: str | None = None) -> str:
    """The version that pyproject.toml (or the text given) declares."""
    text = project if project is not None else (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    found = tomllib.loads(text)["project"]["version"]
    if not isinstance(found, str) or not re.fullmatch(r"\d+(\.\d+){1,3}", found):
        raise ValueError(f"{found!r} is no version that Windows can hold")
    return found


def four_numbers(of: str) -> tuple[int, int, int, int]:
    """A version as Windows wants it: "0.1.0" is (0, 1, 0, 0)."""
    one, two, three, four = ([int(part) for part in of.split(".")] + [0, 0, 0])[:4]
    return one, two, three, four


def version_resource(of: str, program: str) -> str:
    """The text PyInstaller makes Windows' version resource from (what Properties, Details shows)."""
    numbers = four_numbers(of)
    strings = {
        "CompanyName": MAKER,
        "FileDescription": NAME,
        "FileVersion": of,
        "InternalName": program,
        "LegalCopyright": "Apache License 2.0",
        "OriginalFilename": f"{program}.exe",
        "ProductName": NAME,
        "ProductVersion": of,
    }
    rows = ",\n      ".join(f"StringStruct({name!r}, {value!r})" for name, value in strings.items())
    return f"""VSVersionInfo(
  ffi=FixedFileInfo(filevers={numbers}, prodvers={numbers}, mask=0x3f, flags=0x0, OS=0x40004, fileType=0x1, subtype=0x0, date=(0, 0)),
  kids=[
    StringFileInfo([StringTable('040904B0', [
      {rows},
    ])]),
    VarFileInfo([VarStruct('Translation', [1033, 1200])]),
  ],
)
"""


def info_plist(of: str) -> dict[str, object]:
    """What macOS reads about the program and the files it opens."""
    return {
        "CFBundleName": NAME,
        "CFBundleDisplayName": NAME,
        "CFBundleShortVersionString": of,
        "CFBundleVersion": of,
        "LSMinimumSystemVersion": "14.0",
        "NSHighResolutionCapable": True,
        "NSRequiresAquaSystemAppearance": False,
        "CFBundleDocumentTypes": [
            {
                "CFBundleTypeName": FILE_KIND,
                "CFBundleTypeRole": "Viewer",
                "LSHandlerRank": "Owner",
                "LSItemContentTypes": [f"{IDENTIFIER}.package"],
                "CFBundleTypeIconFile": f"{PROGRAM}.icns",
            }
        ],
        "UTExportedTypeDeclarations": [
            {
                "UTTypeIdentifier": f"{IDENTIFIER}.package",
                "UTTypeDescription": FILE_KIND,
                "UTTypeConformsTo": ["public.data"],
                "UTTypeTagSpecification": {
                    "public.filename-extension": [ENDING],
                    "public.mime-type": FILE_TYPE,
                },
            }
        ],
    }


def linked(source: str) -> set[str]:
    """Names of the libraries that the file `source` links, as its ELF header has them;
    empty for other files."""
    said = subprocess.run(["objdump", "-p", source], capture_output=True, text=True, check=False)
    return set(re.findall(r"^\s*NEEDED\s+(\S+)", said.stdout, re.MULTILINE))


def without_orphans(entries: Sequence[Entry], needs: Callable[[str], Iterable[str]] = linked) -> list[Entry]:
    """Leaves out libraries of the system and of Qt that nothing kept asks for: they came with plugins that
    were left out.

    `needs(source)` gives the names of libraries which that file links.
    """
    asked_by = {source: set(needs(source)) for _target, source, kind in entries if kind != "SYMLINK"}
    kept = list(entries)
    while True:
        asked = set().union(*(asked_by[source] for _target, source, kind in kept if kind != "SYMLINK"))
        places = {target for target, _source, _kind in kept}
        fewer = [
            (target, source, kind)
            for target, source, kind in kept
            if not LIBRARY.fullmatch(target)
            or (source in places if kind == "SYMLINK" else Path(target).name in asked)
        ]
        if len(fewer) == len(kept):
            return kept
        kept = fewer


def without_broken_links(entries: Sequence[Entry], beside: Sequence[Entry]) -> list[Entry]:
    """Leaves out links whose target is neither among `entries` nor `beside` them."""
    places = {target for target, _source, _kind in (*entries, *beside)}
    return [one for one in entries if one[2] != "SYMLINK" or one[1] in places]
