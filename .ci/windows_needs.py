"""What the folder for Windows asks of the system, and that nothing of the bench came into it. Run by `make
windows`.

windows_needs.py FOLDER   lists the system's libraries that the programs and libraries inside ask for, each
with the first Windows that has it; fails where one is not in the table, is newer than the oldest Windows we
promise, or where the folder holds what belongs to the bench.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import forwarding_dll
import windows
from PyInstaller.archive.readers import ZlibArchiveReader

PROGRAMS = ("prossce-desktop.exe", "prossce.exe", "_internal/modules.pyz")
ENDINGS = (".exe", ".dll", ".pyd")
FLOOR = 17763
"""The build number of Windows 10 1809, below which the installer refuses (windows.nsi)."""
SINCE = {
    # build number and name: libraries that Windows has since then; older than 7 stands as 7
    (7600, "Windows 7"): """
        advapi32 authz bcrypt bcryptprimitives comctl32 comdlg32 crypt32 d2d1 d3d11 d3d9 dnsapi dwmapi dwrite
        dxgi gdi32 imm32 iphlpapi kernel32 mpr netapi32 ntdll ole32 oleaut32 pdh powrprof propsys psapi
        rpcrt4 secur32 setupapi shell32 shlwapi uiautomationcore user32 userenv usp10 uxtheme version winhttp
        winmm winspool.drv ws2_32 wtsapi32""",
    (9200, "Windows 8"): """
        api-ms-win-core-path-l1-1-0 api-ms-win-core-synch-l1-2-0 api-ms-win-core-winrt-l1-1-0
        api-ms-win-core-winrt-string-l1-1-0""",
    (9600, "Windows 8.1"): "api-ms-win-core-winrt-error-l1-1-1 api-ms-win-shcore-scaling-l1-1-1",
    (10240, "Windows 10"): """
        d3d12 api-ms-win-crt-conio-l1-1-0 api-ms-win-crt-convert-l1-1-0 api-ms-win-crt-environment-l1-1-0
        api-ms-win-crt-filesystem-l1-1-0 api-ms-win-crt-heap-l1-1-0 api-ms-win-crt-locale-l1-1-0
        api-ms-win-crt-math-l1-1-0 api-ms-win-crt-process-l1-1-0 api-ms-win-crt-runtime-l1-1-0
        api-ms-win-crt-stdio-l1-1-0 api-ms-win-crt-string-l1-1-0 api-ms-win-crt-time-l1-1-0
        api-ms-win-crt-utility-l1-1-0""",
    (15063, "Windows 10 1703"): "icuuc",
}
STAND_INS = re.compile(
    r"icuuc\.dll|icufwd\.dll|icudt\w*\.dll|ucrtbase\.dll|api-ms-win-.*\.dll|python\w*\._pth", re.IGNORECASE
)
"""What the system has itself, or what makes the bench; the wheel's own ICU has a hash in its name."""


def since() -> dict[str, tuple[int, str]]:
    """For each library of the table the Windows it came with."""
    return {
        name if "." in name else f"{name}.dll": first
        for first, names in SINCE.items()
        for name in names.split()
    }


def asked_for(folder: Path) -> dict[str, list[str]]:
    """The libraries that lie nowhere inside where the file that asks looks, each with these files."""
    files = [one for one in sorted(folder.rglob("*")) if one.suffix.lower() in ENDINGS]
    inside = {(one.parent, one.name.lower()) for one in files}
    found: dict[str, list[str]] = {}
    for file in files:
        places = list(_looked_in(folder, file))
        for library in forwarding_dll.imports(file):
            if not any((place, library) in inside for place in places):
                found.setdefault(library, []).append(file.name)
    return found


def _looked_in(folder: Path, file: Path) -> Iterator[Path]:
    """Where Windows looks for what a file asks for: beside it, in PyInstaller's folder, and where the file's
    package says when it is imported."""
    yield file.parent
    home = folder / "_internal"
    yield home
    if home in file.parents:
        package = file.relative_to(home).parts[0]
        yield home / f"{package}.libs"
        if package == "PySide6":
            yield from (home / "PySide6", home / "shiboken6")


def wrong_with(asked: Mapping[str, Iterable[str]]) -> Iterator[str]:
    """Libraries that nobody knows to be in every Windows we promise."""
    known = since()
    for library, files in sorted(asked.items()):
        by = ", ".join(files)
        if library not in known:
            yield f"{library}: asked for by {by}, and neither where they look nor in the table of windows_needs.py"
        elif known[library][0] > FLOOR:
            yield f"{library}: asked for by {by}, and came with {known[library][1]} only"


def wrong_inside(folder: Path, developers: Iterable[str]) -> Iterator[str]:
    """Programs that are not there, stand-ins of the bench, and what only `developers` need."""
    for name in PROGRAMS:
        if not (folder / name).is_file():
            yield f"{name}: not there"
    for file in sorted(folder.rglob("*")):
        if STAND_INS.fullmatch(file.name):
            yield f"{file.relative_to(folder).as_posix()}: Windows has its own, this one is of the bench"
    names = {one.name for one in (folder / "_internal").iterdir()} | modules(folder)
    for name in sorted({one.partition(".")[0] for one in names} & set(developers)):
        yield f"{name}: a package that only tests and building need"


def modules(folder: Path) -> set[str]:
    """Names of the Python modules in the archive that both programs share."""
    archive = folder / "_internal" / "modules.pyz"
    return set(ZlibArchiveReader(str(archive)).toc) if archive.exists() else set()


def only_developers() -> set[str]:
    """Names of what tests and building need and the program does not."""
    wanted, further = (
        {one.name.partition(".")[0] for one in folder.iterdir() if not one.name.endswith("-info")}
        for folder in (windows.SITE, windows.DEVELOPER)
    )
    return further - wanted - {"bin"}


def main(words: list[str]) -> int:
    folder = Path(words[0])
    asked, known = asked_for(folder), since()
    for library in sorted(asked, key=lambda name: (known.get(name, (0, "")), name)):
        print(f"{library:40} {known.get(library, (0, 'unknown'))[1]}")
    wrong = [*wrong_inside(folder, only_developers()), *wrong_with(asked)]
    print("\n".join(wrong), end="\n" if wrong else "", file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
