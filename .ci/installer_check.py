"""Installs, upgrades and removes the Windows installer under Wine with a stand-in payload, then the real
one where `make windows` made it. Run by `make installer-check`.

The stand-in is a real Windows program (NSIS's own kind): started, it writes what it was given into a file,
or stays open as a window would. Everything happens in a Wine folder of its own, which is gone afterwards.
"""

from __future__ import annotations

import shutil
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

    def run(self, *words: str | Path, wait: float = 180) -> int:
        """Start a Windows program and wait for its exit status."""
        return self.open(*words).wait(wait)

    def open(self, *words: str | Path) -> subprocess.Popen[bytes]:
        """Start a Windows program and leave it open."""
        return subprocess.Popen(
            ["wine", *map(str, words)],
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
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

    say("installs without questions and without an administrator")
    assert machine.run(first, "/S") == 0
    assert sorted(one.name for one in machine.home.iterdir()) == [
        "_internal",
        "prossce-desktop.exe",
        "uninstall.exe",
    ]
    assert 'REG_SZ    "' in machine.reg("query", rf"HKCU\{CLASSES}\ProSSCE.Package\shell\open\command", "/ve")
    assert "0.9.2" in machine.reg("query", REMOVAL, "/v", "DisplayVersion")
    assert list(machine.prefix.rglob("ProSSCE Desktop.lnk")), "no link in the Start menu"

    say("a package opens the program")
    package = folder / "KH-7f3a91-000123.prossce"
    package.write_bytes(b"sealed")
    with machine.shown_classes():
        machine.run("start", "/unix", package, wait=60)
    told = machine.told()
    assert told.startswith("0.9.2|") and package.name in told, told

    say("an open program is not replaced, in words and without harm")
    opened = machine.open(machine.home / "prossce-desktop.exe", "/stay")
    assert machine.told().startswith("0.9.2|")
    assert machine.run(second, "/S") == 5
    assert (machine.home / "_internal" / "old.txt").exists()
    (machine.local / "go.txt").touch()
    opened.wait(30)
    (machine.local / "go.txt").unlink()

    say("a newer version replaces an older one whole")
    assert machine.run(second, "/S") == 0
    assert sorted(one.name for one in (machine.home / "_internal").iterdir()) == ["both.txt", "new.txt"]
    assert not machine.home.with_name(f"{facts.NAME}.old").exists()
    assert (machine.home / "_internal" / "both.txt").read_text(encoding="utf-8") == "0.10.0"
    assert "0.10.0" in machine.reg("query", REMOVAL, "/v", "DisplayVersion")

    say("an older version does not replace a newer one")
    assert machine.run(first, "/S") == 4
    assert "0.10.0" in machine.reg("query", REMOVAL, "/v", "DisplayVersion")

    say("an open program is not removed")
    opened = machine.open(machine.home / "prossce-desktop.exe", "/stay")
    machine.told()
    removed(machine)
    assert (machine.home / "prossce-desktop.exe").exists()
    (machine.local / "go.txt").touch()
    opened.wait(30)

    say("removal leaves nothing of the program and everything of the officer")
    (machine.home / "notes.txt").write_text("left here by somebody", encoding="utf-8")
    removed(machine)
    until(lambda: not (machine.home / "prossce-desktop.exe").exists())
    until(lambda: not machine.reg("query", REMOVAL))
    assert [one.name for one in machine.home.iterdir()] == ["notes.txt"]
    assert [name for name in FILE_TYPES if machine.reg("query", rf"HKCU\{CLASSES}\{name}")] == []
    assert not list(machine.prefix.rglob("ProSSCE Desktop.lnk"))
    assert machine.records.read_bytes() == b"the records of three years"

    say("a folder that is not ours is left alone")
    assert machine.run(second, "/S") == 6
    assert [one.name for one in machine.home.iterdir()] == ["notes.txt"]


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
