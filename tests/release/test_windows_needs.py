"""What the folder for Windows asks of the system is known, and nothing of the bench is inside."""

from __future__ import annotations

from pathlib import Path

import pytest
from PyInstaller.archive.writers import ZlibArchiveWriter

from tests.release.tools import tool

forwarding_dll = tool("forwarding_dll")
icu_data = tool("icu_data")
needs = tool("windows_needs")


def archive(folder: Path, *names: str) -> None:
    """The archive of modules, with empty ones of these names."""
    target = folder / "_internal" / "modules.pyz"
    target.parent.mkdir(exist_ok=True)
    ZlibArchiveWriter(str(target), [(name, "-", "PYMODULE") for name in names], dict.fromkeys(names, compile("", "none", "exec")))


def library(file: Path, target: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(forwarding_dll.forwarding_dll(file.name, target, {"u": "u"}))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder as a built one: both programs, a package with a library beside it."""
    archive(tmp_path, "rapidfuzz")
    for name in ("prossce-desktop.exe", "prossce.exe", "_internal/rapidfuzz/one.pyd", "_internal/rapidfuzz.libs/two-1234.dll"):
        library(tmp_path / name, "there")
    return tmp_path


def test_every_library_that_windows_has_since_our_oldest_one_is_no_finding() -> None:
    assert list(needs.wrong_with({"KERNEL32.dll".lower(): ["a.exe"], "icuuc.dll": ["Qt6Core.dll"], "winspool.drv": ["a.dll"]})) == []


def test_a_library_that_nobody_knows_and_one_that_is_too_new_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(needs.SINCE, (22000, "Windows 11"), "brandnew")
    assert list(needs.wrong_with({"brandnew.dll": ["a.exe"], "strange.dll": ["a.exe", "b.pyd"]})) == [
        "brandnew.dll: asked for by a.exe, and came with Windows 11 only",
        "strange.dll: asked for by a.exe, b.pyd, and neither where they look nor in the table of windows_needs.py",
    ]


def test_a_library_in_the_folder_of_another_package_is_not_found_by_who_asks(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forwarding_dll, "imports", lambda file: {"two-1234.dll": ["u"]} if file.suffix == ".pyd" else {})
    assert needs.asked_for(folder) == {}
    (folder / "_internal" / "rapidfuzz.libs").rename(folder / "_internal" / "icu4py.libs")
    assert needs.asked_for(folder) == {"two-1234.dll": ["one.pyd"]}


def test_what_is_of_the_bench_or_of_developers_and_a_program_that_is_not_there_are_named(folder: Path) -> None:
    assert list(needs.wrong_inside(folder, {"pytest", "setuptools"})) == []
    (folder / "prossce.exe").unlink()
    archive(folder, "rapidfuzz", "setuptools.glob")
    for name in ("icuuc.dll", "icudt78.dll", "pytest/__init__.pyc", "icudt78-f639e3115d30c9adeceffa2abf5b8e85.dll"):
        library(folder / "_internal" / name, "there")
    assert list(needs.wrong_inside(folder, {"pytest", "setuptools"})) == [
        "prossce.exe: not there",
        "_internal/icudt78.dll: Windows has its own, this one is of the bench",
        "_internal/icuuc.dll: Windows has its own, this one is of the bench",
        "pytest: a package that only tests and building need",
        "setuptools: a package that only tests and building need",
    ]


def test_unused_tables_of_icu_are_emptied_and_the_rest_stays() -> None:
    names = [b"icudt78l/brkitr/th.res\0", b"icudt78l/coll/th.res\0", b"icudt78l/root.res\0"]
    contents = [b"breaks--", b"sorting-", b"root----"]
    places = [4 + 8 * 3 + len(b"".join(names[:one])) for one in range(3)]
    first = 4 + 8 * 3 + len(b"".join(names))
    toc = (3).to_bytes(4, "little") + b"".join(
        place.to_bytes(4, "little") + (first + 8 * one).to_bytes(4, "little") for one, place in enumerate(places)
    )
    header = (16).to_bytes(2, "little") + b"\xda\x27" + bytes(8) + b"CmnD"
    whole = b"before" + header + toc + b"".join(names) + b"".join(contents)
    emptied = whole.replace(b"sorting-", bytes(8))
    assert icu_data.without_unused_tables(whole) == emptied != whole
