"""Makes what people install from the folder that `make build` made. Run by `make installer`.

On Linux: a `.tar.xz`, a `.deb` and a portable zip. On Windows: the installer (with NSIS) and a portable
zip; on Linux too, for a folder that was built for Windows (`make windows`): `installers.py windows FOLDER`.
On macOS: a zip of the program.
"""

from __future__ import annotations

import gzip
import lzma
import os
import platform
import shutil
import stat
import subprocess
import sys
import tarfile
import tempfile
import time
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from email.utils import formatdate
from pathlib import Path

import bundle_facts as facts
from linux_needs import needs

ROOT = facts.ROOT
PARTS = ROOT / "resources" / "installer"
PICTURES = ROOT / "resources" / "program"
PORTABLE = (
    "Where this file lies beside the program, records, settings and the log stay in this folder, in `data`.\n"
)
LARGEST = 80_000_000
"""Bytes that what people on Windows fetch may have."""
ARCHITECTURES = {"x86_64": "amd64", "aarch64": "arm64", "AMD64": "amd64"}


def name_of(tail: str) -> str:
    """The name of a file for people, such as prossce-desktop-0.1.0-linux-x86_64.tar.xz."""
    return f"{facts.PROGRAM}-{facts.version()}-{tail}"


def made_at() -> int:
    """Seconds since 1970 that every file inside is dated with: two builds of one commit are the same file."""
    return int(os.environ.get("SOURCE_DATE_EPOCH", time.time()))


def _inside(folder: Path) -> Iterator[Path]:
    """Everything in the folder; files of one name stand together, since they are often alike and pack better
    so."""
    everything = list(folder.rglob("*"))
    yield from sorted(one for one in everything if one.is_dir() and not one.is_symlink())
    yield from sorted(
        (one for one in everything if one.is_symlink() or not one.is_dir()),
        key=lambda one: (one.name, str(one)),
    )


def tar_xz(folder: Path, target: Path) -> Path:
    """The folder as it is, packed as small as it goes."""
    with (
        lzma.open(target, "wb", preset=9) as packed,
        tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as archive,
    ):
        for one in _inside(folder):
            facts_of = archive.gettarinfo(one, f"{folder.name}/{one.relative_to(folder).as_posix()}")
            facts_of.mtime, facts_of.uid, facts_of.gid, facts_of.uname, facts_of.gname = (
                made_at(),
                0,
                0,
                "",
                "",
            )
            if facts_of.isreg():
                with one.open("rb") as content:
                    archive.addfile(facts_of, content)
            else:
                archive.addfile(facts_of)
    return target


def portable_zip(folder: Path, target: Path) -> Path:
    """The folder with the marker file beside the program, which keeps all data beside it;
    links stay links."""
    dated = time.gmtime(max(made_at(), 315_532_800))[:6]  # a zip knows no time before 1980
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:

        def put(name: str, content: bytes, mode: int) -> None:
            entry = zipfile.ZipInfo(f"{folder.name}/{name}", dated)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = mode << 16
            archive.writestr(entry, content)

        put("portable", PORTABLE.encode(), stat.S_IFREG | 0o644)
        for one in _inside(folder):
            name = one.relative_to(folder).as_posix()
            if one.is_symlink():
                put(name, os.readlink(one).encode(), stat.S_IFLNK | 0o777)
            elif one.is_file():
                put(name, one.read_bytes(), stat.S_IFREG | (0o755 if os.access(one, os.X_OK) else 0o644))
    return target


def deb(folder: Path, target: Path) -> Path:
    """A package for Debian and its relatives, with an entry in the menu, the icon and the file type."""
    with tempfile.TemporaryDirectory(prefix="prossce-deb-") as made:
        root = Path(made) / "root"
        shutil.copytree(folder, root / "usr" / "lib" / facts.PROGRAM, symlinks=True)
        _share(root)
        for one in root.rglob("*"):
            if not one.is_symlink():
                one.chmod(
                    0o755
                    if one.is_dir() or one == root / "usr" / "lib" / facts.PROGRAM / facts.PROGRAM
                    else 0o644
                )
        size = (
            sum(one.stat().st_size for one in root.rglob("*") if one.is_file() and not one.is_symlink())
            // 1024
        )
        control = root / "DEBIAN" / "control"
        control.parent.mkdir(mode=0o755)
        control.write_text(_control(folder, size), encoding="utf-8")
        words = ["dpkg-deb", "--root-owner-group", "-Zxz", "-z9", "--build", str(root), str(target)]
        subprocess.run(words, check=True, stdout=subprocess.DEVNULL)
    return target


def _share(root: Path) -> None:
    """What lies beside the program: the command, the menu, the icon, the file type, the papers."""
    command = root / "usr" / "bin" / facts.PROGRAM
    command.parent.mkdir(parents=True)
    command.symlink_to(f"../lib/{facts.PROGRAM}/{facts.PROGRAM}")
    share = root / "usr" / "share"
    for side in (48, 128, 256):
        _copy(
            PICTURES / f"{facts.PROGRAM}-{side}.png",
            share / "icons/hicolor" / f"{side}x{side}" / "apps" / f"{facts.PROGRAM}.png",
        )
    _copy(PICTURES / f"{facts.PROGRAM}.svg", share / "icons/hicolor/scalable/apps" / f"{facts.PROGRAM}.svg")
    _copy(PARTS / f"{facts.PROGRAM}.desktop", share / "applications" / f"{facts.PROGRAM}.desktop")
    _copy(PARTS / "mime.xml", share / "mime" / "packages" / f"{facts.PROGRAM}.xml")
    _copy(PARTS / "copyright", share / "doc" / facts.PROGRAM / "copyright")
    _copy(PARTS / "lintian-overrides", share / "lintian" / "overrides" / facts.PROGRAM)
    page = (PARTS / "manual.1").read_text(encoding="utf-8").replace("@VERSION@", facts.version())
    news = (
        f"{facts.PROGRAM} ({facts.version()}) stable; urgency=medium\n\n  * Version {facts.version()}; "
        "CHANGELOG.md says what is new.\n\n"
        f" -- {facts.MAKER} <{_mail()}>  {formatdate(made_at())}\n"
    )
    for name, text in ((f"man/man1/{facts.PROGRAM}.1.gz", page), (f"doc/{facts.PROGRAM}/changelog.gz", news)):
        (share / name).parent.mkdir(parents=True, exist_ok=True)
        (share / name).write_bytes(gzip.compress(text.encode(), 9, mtime=0))


def _mail() -> str:
    return f"{facts.PROGRAM}@localhost.localdomain"


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def _control(folder: Path, kilobytes: int) -> str:
    wanted = needs(folder)
    fields = {
        "Package": facts.PROGRAM,
        "Version": facts.version(),
        "Architecture": ARCHITECTURES[platform.machine()],
        "Maintainer": f"{facts.MAKER} <{_mail()}>",
        "Installed-Size": str(kilobytes),
        "Depends": ", ".join(wanted.depends),
        "Recommends": ", ".join(wanted.recommends),
        "Section": "misc",
        "Priority": "optional",
        "Description": "records of trainings and career fairs, kept on this computer\n"
        " An office of employment services writes down who came to a training or a\n"
        " career fair and what came of it. Figures, workbooks and reports are made\n"
        " from these records. The records are encrypted and no network is needed.",
    }
    return "".join(f"{name}: {value}\n" for name, value in fields.items())


def windows(payload: Path, target: Path, version: str) -> Path:
    """The installer for Windows with everything of `payload` inside; needs NSIS (`makensis`) and a folder
    that was built on Windows."""
    numbers = ".".join(str(one) for one in facts.four_numbers(version))
    given = {
        "VERSION": version, "NUMBERS": numbers, "PAYLOAD": payload.resolve(), "TARGET": target.resolve(),
        "PICTURES": PICTURES,
        "KILOBYTES": sum(one.stat().st_size for one in payload.rglob("*") if one.is_file()) // 1024,
    }  # fmt: skip
    words = [f"-D{name}={value}" for name, value in given.items()]
    subprocess.run(
        ["makensis", "-V2", "-WX", "-INPUTCHARSET", "UTF8", *words, str(PARTS / "windows.nsi")], check=True
    )
    return target


def main(words: list[str]) -> int:
    """`installers.py`: for this system from dist/. `installers.py windows FOLDER`: what people on Windows
    install, from that folder."""
    out = ROOT / "dist"
    if words[:1] == ["windows"]:
        made = list(_of_windows(Path(words[1]), out))
    else:
        folder = out / facts.PROGRAM
        if not folder.is_dir():
            print("There is no program in dist/ yet: run make build first.", file=sys.stderr)
            return 1
        made = list(_of_this_system(folder, out))
    for one in made:
        print(f"{one.relative_to(ROOT)}  {one.stat().st_size / 1e6:.1f} MB")
    large = [one.name for one in made if "windows" in one.name and one.stat().st_size > LARGEST]
    if large:
        print(
            f"More than {LARGEST / 1e6:.0f} MB, which offices cannot fetch: {', '.join(large)}",
            file=sys.stderr,
        )
    return 1 if large else 0


def _of_windows(folder: Path, out: Path) -> Iterator[Path]:
    """The portable zip and the installer."""
    yield portable_zip(folder, out / name_of("windows-portable.zip"))
    yield windows(folder, out / name_of("windows-setup.exe"), facts.version())


def _of_this_system(folder: Path, out: Path) -> Iterator[Path]:
    """Everything for the system this runs on, packed side by side: packing takes minutes."""
    tail = f"{platform.system().lower()}-{platform.machine()}"
    if sys.platform == "darwin":  # no portable one: a program there may not write beside itself
        target = out / name_of(f"{tail}.zip")
        subprocess.run(
            ["ditto", "-c", "-k", "--keepParent", str(out / f"{facts.NAME}.app"), str(target)], check=True
        )
        yield target
        return
    if sys.platform == "win32":
        yield from _of_windows(folder, out)
        return
    ways = [
        lambda: portable_zip(folder, out / name_of(f"{tail}-portable.zip")),
        lambda: tar_xz(folder, out / name_of(f"{tail}.tar.xz")),
    ]
    if shutil.which("dpkg-deb"):
        ways.append(
            lambda: deb(
                folder, out / f"{facts.PROGRAM}_{facts.version()}_{ARCHITECTURES[platform.machine()]}.deb"
            )
        )
    with ThreadPoolExecutor() as pool:
        yield from pool.map(lambda way: way(), reversed(ways))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
