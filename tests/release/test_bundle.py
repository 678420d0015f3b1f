"""The program is built and starts where there is no Python; the Windows installer keeps what it promises."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from tests.release.tools import ROOT, tool

check = tool("bundle_check")
installer_check = tool("installer_check")
installers = tool("installers")
licences = tool("licences")
needs = tool("linux_needs")


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program as `make build` makes it, in a folder of this test."""
    if not sys.platform.startswith("linux"):
        pytest.skip("what is looked at is a Linux bundle")
    if importlib.util.find_spec("PyInstaller") is None or shutil.which("objdump") is None:
        pytest.skip("PyInstaller or binutils' objdump is not here")
    made = tmp_path_factory.mktemp("bundle")
    words = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "ERROR", "--distpath", made / "dist", "--workpath", made / "work"]
    environment = os.environ | {"SOURCE_DATE_EPOCH": "1700000000", "PYTHONHASHSEED": "0"}
    subprocess.run([*map(str, words), "build.spec"], cwd=ROOT, env=environment, check=True, timeout=400, capture_output=True)
    return made / "dist" / "prossce-desktop"


@pytest.mark.heavy
def test_the_bundle_works_in_an_empty_root_without_python(bundle: Path) -> None:
    if why := check.missing("--bare"):
        pytest.skip(why)
    check.check_bare(bundle)


@pytest.mark.heavy
def test_the_bundle_carries_fonts_guide_and_licences_and_nothing_of_the_gpl(bundle: Path) -> None:
    assert list(licences.wrong_in(bundle)) == []
    resources = bundle / "_internal" / "resources"
    for name in ("fonts", "help", "icons", "codes", "sample", "licences"):
        ours = {one.relative_to(ROOT / "resources").as_posix() for one in (ROOT / "resources" / name).rglob("*") if one.is_file()}
        theirs = {one.relative_to(resources).as_posix() for one in (resources / name).rglob("*") if one.is_file()}
        assert ours <= theirs, name
    assert not (resources / "installer").exists()
    for country in ("en", "id", "km", "vi", "lo", "th", "my", "zh"):
        assert (bundle / "_internal" / "babel" / "locale-data" / f"{country}.dat").is_file()
    assert not list(bundle.rglob("*unittest*")) and not list(bundle.rglob("fr.dat"))


@pytest.mark.heavy
def test_what_the_deb_depends_on_is_known(bundle: Path) -> None:
    found = needs.needs(bundle)
    assert {"libgl1", "libegl1", "zlib1g"} <= set(found.depends)


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A folder as a built one, of a few bytes."""
    folder = tmp_path / "prossce-desktop"
    (folder / "_internal").mkdir(parents=True)
    (folder / "prossce-desktop").write_text("#!/bin/sh\n", encoding="utf-8")
    (folder / "prossce-desktop").chmod(0o755)
    (folder / "_internal" / "libone.so.1").write_text("one", encoding="utf-8")
    (folder / "_internal" / "libone.so").symlink_to("libone.so.1")
    return folder


@pytest.fixture
def dated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")


@pytest.mark.skipif(sys.platform == "win32", reason="links and rights as Linux has them")
def test_the_packed_folder_is_the_folder_and_the_same_file_each_time(small: Path, dated: None, tmp_path: Path) -> None:
    one, two = (installers.tar_xz(small, tmp_path / name) for name in ("one.tar.xz", "two.tar.xz"))
    assert one.read_bytes() == two.read_bytes()
    with tarfile.open(one) as inside:
        assert inside.getmember("prossce-desktop/_internal/libone.so").linkname == "libone.so.1"
        assert inside.getmember("prossce-desktop/prossce-desktop").mode == 0o755
        assert {(one.uid, one.gid, one.uname, one.mtime) for one in inside} == {(0, 0, "", 1_700_000_000)}


@pytest.mark.skipif(sys.platform == "win32", reason="links and rights as Linux has them")
def test_a_portable_zip_has_the_marker_beside_the_program(small: Path, dated: None, tmp_path: Path) -> None:
    with zipfile.ZipFile(installers.portable_zip(small, tmp_path / "portable.zip")) as inside:
        assert "prossce-desktop/portable" in inside.namelist()
        assert inside.getinfo("prossce-desktop/prossce-desktop").external_attr >> 16 == 0o100755
        assert inside.read("prossce-desktop/_internal/libone.so") == b"libone.so.1"


@pytest.mark.heavy
def test_the_windows_installer_keeps_what_it_promises() -> None:
    if absent := installer_check.missing():
        pytest.skip(f"not here: {', '.join(absent)}")
    with installer_check.windows_of_its_own() as (machine, folder):
        installer_check.check(machine, folder)
