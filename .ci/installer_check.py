"""Installs, upgrades and removes the Windows installer under Wine with a stand-in payload, then the real
one where `make windows` made it. Run by `make installer-check`.

The stand-in is a real Windows program (NSIS's own kind): started, it writes what it was given into a file,
or stays open as a window would. Everything happens in a Wine folder of its own, which is gone afterwards.
"""

from __future__ import annotations

import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import bundle_check
import bundle_facts as facts
import installers
import windows
import wine
from x_screen import x_screen

STAND_IN = r"""
Target amd64-unicode
Unicode true
RequestExecutionLevel user
SilentInstall silent
OutFile "{target}"
!include "FileFunc.nsh"
Section
  ${{GetParameters}} $0
  FileOpen $1 "$LOCALAPPDATA\started.txt" w
  FileWriteUTF16LE $1 "{version}|$0"
  FileClose $1
  ${{GetOptions}} $0 "/stay" $2
  IfErrors done
  again:
    IfFileExists "$LOCALAPPDATA\go.txt" done
    Sleep 100
    Goto again
  done:
SectionEnd
"""
CLASSES = r"Software\Classes"
FILE_TYPES = (".prossce", "ProSSCE.Package")
REMOVAL = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\ProSSCE Desktop"
TOOLS = ("makensis", "wine", "wineserver", "Xvfb")
PROGRAMS = ("prossce-desktop.exe", "prossce.exe")
NO_ROOM = Path("/proc")
"""A folder on a disk without a free byte."""


class Windows:
    """A Wine folder: what is installed there, what its registry says."""

    def __init__(self, folder: Path, display: str) -> None:
        self.folder, self.prefix = folder, wine.prefix(folder)
        self.environment = wine.environment(folder, display)
        wine.boot(folder)
        self.reg(
            "add",
            r"HKLM\Software\Microsoft\Windows NT\CurrentVersion",
            "/v",
            "CurrentBuildNumber",
            "/d",
            "19045",
            "/f",
        )
        self.local = next((self.prefix / "drive_c" / "users").glob("*/AppData/Local"))
        self.home = self.local / "Programs" / facts.NAME
        self.records = self.local / facts.NAME / "workspace" / "base.db"

    def run(self, *words: str | Path, wait: float = 180, largest: int | None = None) -> int:
        """Start a Windows program and wait for its exit status."""
        return self.open(*words, largest=largest).wait(wait)

    def open(self, *words: str | Path, largest: int | None = None) -> subprocess.Popen[bytes]:
        """Start a Windows program and leave it open; it can write no file beyond `largest` bytes."""

        def limit() -> None:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # writing fails, as on a full disk
            resource.setrlimit(resource.RLIMIT_FSIZE, (largest or 0, resource.RLIM_INFINITY))

        return subprocess.Popen(
            ["wine", *map(str, words)],
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            preexec_fn=None if largest is None else limit,
        )

    def reg(self, *words: str) -> str:
        """What reg.exe says; empty where the key is not there."""
        with tempfile.TemporaryFile() as answer:  # no pipe: Wine's own services would hold it open
            quiet = {"stdin": subprocess.DEVNULL, "stdout": answer, "stderr": subprocess.DEVNULL}
            done = subprocess.run(
                ["wine", "reg", *words], env=self.environment, timeout=60, check=False, **quiet
            )
            answer.seek(0)
            return answer.read().decode("utf-8", "replace") if done.returncode == 0 else ""

    @contextmanager
    def shown_classes(self) -> Iterator[None]:
        """Windows reads a person's file types together with the computer's; Wine 10 knows the computer's
        only, so they are copied there."""
        for name in FILE_TYPES:
            self.reg("copy", rf"HKCU\{CLASSES}\{name}", rf"HKLM\{CLASSES}\{name}", "/s", "/f")
        try:
            yield
        finally:
            for name in FILE_TYPES:
                self.reg("delete", rf"HKLM\{CLASSES}\{name}", "/f")

    def told(self) -> str:
        """What the stand-in was started with: version and words; the file is taken away."""
        file = self.local / "started.txt"
        until(file.exists)
        time.sleep(0.3)
        text = file.read_bytes().decode("utf-16-le").lstrip("\ufeff")
        file.unlink()
        return text

    def end(self) -> None:
        """Let everything of this folder end."""
        wine.end(self.folder)


def until(true: object, seconds: float = 60) -> None:
    """Wait until `true()` holds."""
    end = time.monotonic() + seconds
    while not true():  # type: ignore[operator]
        if time.monotonic() > end:
            raise AssertionError("it did not come to pass")
        time.sleep(0.1)


def payload(folder: Path, version: str, *files: str) -> Path:
    """A folder as the built program's, of that version, with these further files inside."""
    made = folder / f"payload-{version}"
    (made / "_internal").mkdir(parents=True)
    script = folder / "stand-in.nsi"
    script.write_text(STAND_IN.format(target=made / "prossce-desktop.exe", version=version), encoding="utf-8")
    subprocess.run(["makensis", "-V1", str(script)], check=True)
    shutil.copyfile(*(made / name for name in PROGRAMS))
    for name in files:
        (made / "_internal" / name).write_text(version, encoding="utf-8")
    return made


def installer(folder: Path, version: str, *files: str) -> Path:
    """The installer of a made-up version."""
    return installers.windows(payload(folder, version, *files), folder / f"setup-{version}.exe", version)


def missing() -> list[str]:
    """The programs this needs that are not here."""
    return [name for name in TOOLS if shutil.which(name) is None]


@contextmanager
def windows_of_its_own() -> Iterator[tuple[Windows, Path]]:
    """A fresh Wine folder and a folder for installers, both gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="prossce-wine-"))
    try:
        with x_screen() as display:
            machine = Windows(folder, display)
            try:
                yield machine, folder
            finally:
                machine.end()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def check(machine: Windows, folder: Path) -> None:
    """The whole life of an installation; raises AssertionError where something is not as promised."""
    first, second = (
        installer(folder, "0.9.2", "old.txt", "both.txt"),
        installer(folder, "0.10.0", "both.txt", "new.txt"),
    )
    machine.records.parent.mkdir(parents=True)
    machine.records.write_bytes(b"the records of three years")
    _refuses_what_is_not_whole(machine, first)
    _installs(machine, first)
    _opens_packages(machine, folder)
    _asks_to_close(machine, second)
    _is_open_once(machine, first)
    _undoes_what_fails(machine, folder, second)
    _replaces(machine, first, second)
    _repairs(machine, second)
    _goes_on_after_a_stop(machine, second)
    _removes(machine, second)


def _refuses_what_is_not_whole(machine: Windows, setup: Path) -> None:
    say("an installer that is cut or altered refuses itself")
    whole = setup.read_bytes()
    middle = len(whole) // 2
    for name, content in (
        ("cut", whole[: middle + middle // 2]),
        ("altered", whole[:middle] + bytes([whole[middle] ^ 1]) + whole[middle + 1 :]),
    ):
        spoiled = setup.with_name(f"{name}.exe")
        spoiled.write_bytes(content)
        assert machine.run(spoiled, "/S") != 0, name
        assert not machine.home.exists(), name

    say("a disk without room is known before anything is written")
    if machine.home.parent.exists():
        machine.home.parent.rmdir()
    machine.home.parent.symlink_to(NO_ROOM)
    try:
        assert machine.run(setup, "/S") == 7
    finally:
        machine.home.parent.unlink()


def _installs(machine: Windows, setup: Path) -> None:
    say("installs without questions and without an administrator")
    assert machine.run(setup, "/S") == 0
    assert names_in(machine.home) == ["_internal", *PROGRAMS, "uninstall.exe"]
    assert 'REG_SZ    "' in machine.reg("query", rf"HKCU\{CLASSES}\ProSSCE.Package\shell\open\command", "/ve")
    assert "0.9.2" in machine.reg("query", REMOVAL, "/v", "DisplayVersion")
    [link] = machine.prefix.rglob("ProSSCE Desktop.lnk")
    assert f"Programs\\{facts.NAME}\0" not in _text_of(link), "it starts in its own folder and holds it"


def _text_of(link: Path) -> str:
    """What stands in a link of Windows, as letters."""
    content = link.read_bytes()
    return content.decode("latin-1") + content.decode("utf-16-le", "replace")


def _opens_packages(machine: Windows, folder: Path) -> None:
    say("a package opens the program")
    package = folder / "KH-7f3a91-000123.prossce"
    package.write_bytes(b"sealed")
    with machine.shown_classes():
        machine.run("start", "/unix", package, wait=60)
    told = machine.told()
    assert told.startswith("0.9.2|") and package.name in told, told


def _asks_to_close(machine: Windows, setup: Path) -> None:
    say("an open program is not replaced, in words and without harm")
    for program in PROGRAMS:
        with _opened(machine, program):
            assert machine.run(setup, "/S") == 5, program
            assert (machine.home / "_internal" / "old.txt").exists()

    say("an open program is not removed")
    with _opened(machine, PROGRAMS[0]):
        removed(machine)
        assert (machine.home / PROGRAMS[0]).exists()


def _is_open_once(machine: Windows, setup: Path) -> None:
    say("the installer is open once")
    shown = machine.open(setup)
    until(lambda: machine.run(setup, "/S") == 8)
    machine.run("taskkill", "/f", "/im", setup.name)
    shown.wait(30)


@contextmanager
def _opened(machine: Windows, program: str) -> Iterator[None]:
    """The installed program stays open meanwhile."""
    opened = machine.open(machine.home / program, "/stay")
    machine.told()
    try:
        yield
    finally:
        go = machine.local / "go.txt"
        go.touch()
        opened.wait(30)
        go.unlink()


def _undoes_what_fails(machine: Windows, folder: Path, setup: Path) -> None:
    say("a disk that fills up in the middle leaves the version that was there")
    before = contents(machine.home)
    whole = payload(folder, "0.9.9")
    (whole / "_internal" / "large.bin").write_bytes(random.Random(1).randbytes(6_000_000))
    large = installers.windows(whole, folder / "setup-0.9.9.exe", "0.9.9")
    assert machine.run(large, "/S", largest=4_000_000) == 2
    assert contents(machine.home) == before
    assert names_in(machine.home.parent) == [facts.NAME]
    assert "0.9.2" in machine.reg("query", REMOVAL, "/v", "DisplayVersion")


def _replaces(machine: Windows, first: Path, second: Path) -> None:
    say("a newer version replaces an older one whole, and nothing that somebody put there")
    theirs = machine.home / "data" / "workspace" / "base.db"
    theirs.parent.mkdir(parents=True)
    theirs.write_bytes(b"records of a portable copy")
    assert machine.run(second, "/S") == 0
    assert names_in(machine.home / "_internal") == ["both.txt", "new.txt"]
    assert names_in(machine.home.parent) == [facts.NAME]
    assert (machine.home / "_internal" / "both.txt").read_text(encoding="utf-8") == "0.10.0"
    assert theirs.read_bytes() == b"records of a portable copy"
    shutil.rmtree(machine.home / "data")
    assert "0.10.0" in machine.reg("query", REMOVAL, "/v", "DisplayVersion")

    say("an older version does not replace a newer one")
    assert machine.run(first, "/S") == 4
    assert "0.10.0" in machine.reg("query", REMOVAL, "/v", "DisplayVersion")


def _repairs(machine: Windows, setup: Path) -> None:
    say("the same version again repairs")
    before = contents(machine.home)
    (machine.home / "_internal" / "new.txt").unlink()
    (machine.home / PROGRAMS[0]).write_bytes(b"MZ")
    assert machine.run(setup, "/S") == 0
    assert contents(machine.home) == before


def _goes_on_after_a_stop(machine: Windows, setup: Path) -> None:
    say("an installer that was stopped in the middle is made good by the next")
    before = contents(machine.home)
    (machine.home / "notes.txt").write_text("left here by somebody", encoding="utf-8")
    old, new = (machine.home.with_name(f"{facts.NAME}.{end}") for end in ("old", "new"))
    machine.home.rename(old)
    (new / "_internal").mkdir(parents=True)
    assert machine.run(setup, "/S") == 0
    shutil.copytree(machine.home, old)
    assert machine.run(setup, "/S") == 0
    for name in ("notes.txt", "notes.txt.old"):
        assert (machine.home / name).read_text(encoding="utf-8") == "left here by somebody", name
        (machine.home / name).unlink()
    assert contents(machine.home) == before
    assert names_in(machine.home.parent) == [facts.NAME]


def _removes(machine: Windows, setup: Path) -> None:
    say("removal leaves nothing of the program and everything of the officer")
    (machine.home / "notes.txt").write_text("left here by somebody", encoding="utf-8")
    removed(machine)
    until(lambda: not (machine.home / "prossce-desktop.exe").exists())
    until(lambda: not machine.reg("query", REMOVAL))
    assert names_in(machine.home) == ["notes.txt"]
    assert [name for name in FILE_TYPES if machine.reg("query", rf"HKCU\{CLASSES}\{name}")] == []
    assert not list(machine.prefix.rglob("ProSSCE Desktop.lnk"))
    assert machine.records.read_bytes() == b"the records of three years"

    say("a folder that is not ours is left alone")
    assert machine.run(setup, "/S") == 6
    assert names_in(machine.home) == ["notes.txt"]


def names_in(folder: Path) -> list[str]:
    return sorted(one.name for one in folder.iterdir())


def contents(folder: Path) -> dict[str, bytes]:
    """Every file in the folder, to compare it with later."""
    return {
        one.relative_to(folder).as_posix(): one.read_bytes() for one in folder.rglob("*") if one.is_file()
    }


def check_real(machine: Windows, folder: Path, setup: Path) -> None:
    """The installer with the real program inside: it installs, the program works, it is removed and the
    records stay."""
    windows.put_icu(machine.folder)
    say(f"{setup.name} installs")
    assert machine.run(setup, "/S", wait=600) == 0
    assert facts.version() in machine.reg("query", REMOVAL, "/v", "DisplayVersion")
    say("the installed program makes, fills, checks and exports a workspace")
    console = machine.home / "prossce.exe"
    bundle_check.work(bundle_check.caller(["wine", console], machine.environment), wine.path(folder), folder)
    say("removal leaves nothing of the program and everything of the officer")
    removed(machine)
    until(lambda: not machine.home.exists())
    assert any((folder / "workspace").iterdir())


def removed(machine: Windows) -> None:
    """Run the uninstaller as Windows does, and wait for the copy of itself that does the work."""
    machine.run(machine.home / "uninstall.exe", "/S")
    time.sleep(3)


def say(what: str) -> None:
    print(f"  {what}", flush=True)


def main() -> int:
    if absent := missing():
        print(
            f"Not tried: {', '.join(absent)} not here. On Debian: apt install nsis wine wine64 xvfb",
            file=sys.stderr,
        )
        return 77
    with windows_of_its_own() as (machine, folder):
        check(machine, folder)
    setup = facts.ROOT / "dist" / installers.name_of("windows-setup.exe")
    if setup.exists() and windows.SITE.exists():
        with windows_of_its_own() as (machine, folder):
            check_real(machine, folder, setup)
    print("The installer keeps what it promises (Wine).")
    return 0


if __name__ == "__main__":
    sys.exit(main())
