"""What the bundle, Windows, macOS and Linux are told of the program, from one place."""

from __future__ import annotations

import configparser
import importlib
import plistlib
import re
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path
from types import ModuleType

import pytest
from PIL import Image
from PyInstaller import compat

from prossce_desktop import __version__
from prossce_desktop.system import paths
from tests.release.tools import CI, ROOT, tool

facts = tool("bundle_facts")
needs = tool("linux_needs")
INSTALLER = ROOT / "resources" / "installer"
PROGRAM = ROOT / "resources" / "program"


def test_project_and_program_have_one_version() -> None:
    assert facts.version() == __version__


@pytest.mark.parametrize(("version", "numbers"), [("0.1.0", (0, 1, 0, 0)), ("2.10", (2, 10, 0, 0)), ("1.2.3.4", (1, 2, 3, 4))])
def test_windows_gets_four_numbers(version: str, numbers: tuple[int, ...]) -> None:
    assert facts.four_numbers(version) == numbers


@pytest.mark.parametrize("version", ["1.0rc1", "1", "v1.0"])
def test_a_version_that_windows_cannot_hold_stops_the_build(version: str) -> None:
    with pytest.raises(ValueError, match="no version that Windows can hold"):
        facts.version(f'[project]\nversion = "{version}"')


def test_the_version_resource_is_what_pyinstaller_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pefile", ModuleType("pefile"))  # both are on Windows only, and not needed to make one
    monkeypatch.setattr(compat, "win32api", None, raising=False)
    versioninfo = importlib.import_module("PyInstaller.utils.win32.versioninfo")
    made = eval(facts.version_resource("0.10.2", "prossce"), vars(versioninfo))
    raw = made.toRaw()
    for words in ("ProSSCE Desktop", "ProSSCE-ASEAN", "prossce.exe", "0.10.2"):
        assert words.encode("utf-16-le") in raw
    assert (made.ffi.fileVersionMS, made.ffi.fileVersionLS) == (0 << 16 | 10, 2 << 16 | 0)


def test_the_plist_names_version_file_type_and_least_macos() -> None:
    found = plistlib.loads(plistlib.dumps(facts.info_plist("0.1.0")))
    assert (found["CFBundleShortVersionString"], found["LSMinimumSystemVersion"]) == ("0.1.0", "14.0")
    (kind,), (declared,) = found["CFBundleDocumentTypes"], found["UTExportedTypeDeclarations"]
    assert kind["LSItemContentTypes"] == [declared["UTTypeIdentifier"]]
    assert declared["UTTypeTagSpecification"]["public.filename-extension"] == ["prossce"]


def test_three_systems_know_the_same_file_type() -> None:
    script = (INSTALLER / "windows.nsi").read_text(encoding="utf-8")
    assert f'"Software\\Classes\\.{facts.ENDING}" "Content Type" "{facts.FILE_TYPE}"' in script
    (glob,) = ElementTree.parse(INSTALLER / "mime.xml").iter("{http://www.freedesktop.org/standards/shared-mime-info}glob")
    assert glob.get("pattern") == f"*.{facts.ENDING}"
    entry = configparser.ConfigParser(interpolation=None)
    entry.read(INSTALLER / "prossce-desktop.desktop", encoding="utf-8")
    assert entry["Desktop Entry"]["MimeType"] == f"{facts.FILE_TYPE};message/rfc822;"  # a saved e-mail with packages in it
    assert '"${OPENS}\\SupportedTypes" ".eml"' in script
    assert entry["Desktop Entry"]["Exec"] == f"{facts.PROGRAM} %f"


def test_the_windows_script_is_for_one_person_and_never_names_the_records() -> None:
    script = (INSTALLER / "windows.nsi").read_text(encoding="utf-8")
    code = "\n".join(line for line in script.splitlines() if not line.lstrip().startswith(";"))
    assert "RequestExecutionLevel user" in code and f'InstallDir "$LOCALAPPDATA\\Programs\\{"${NAME}"}"' in code
    assert f'!define NAME "{facts.NAME}"' in code and facts.NAME == paths.APP
    written = re.findall(r"^\s*(?:WriteReg\w+|DeleteRegKey) (\w+)", code, re.MULTILINE)
    assert set(written) == {"HKCU"}
    whole = [r"${folder}\_internal", "$INSTDIR.new"]
    # folders that go with everything: one that the program alone fills, and a version that is not finished
    assert re.findall(r'RMDir /r "([^"]+)"', code) == whole
    assert set(re.findall(r'!insertmacro TakeOurs "([^"]+)"', code)) == {"$INSTDIR", "$INSTDIR.old"}
    gone = set(re.findall(r'^\s*(?:RMDir|Delete)(?: /r)? "([^"]+)"', code, re.MULTILINE))
    assert {one.split("\\")[0] for one in gone} == {"${folder}", "$INSTDIR.old", "$INSTDIR.new", "$SMPROGRAMS"}


def test_icons_hold_the_sizes_that_systems_ask_for() -> None:
    with Image.open(PROGRAM / "prossce-desktop.ico") as icon:
        assert {16, 24, 32, 48, 256} <= {width for width, _height in icon.info["sizes"]}
    with Image.open(PROGRAM / "prossce-desktop.icns") as icon:
        assert (512, 512, 2) in icon.info["sizes"]
    for side in (48, 128, 256):
        with Image.open(PROGRAM / f"prossce-desktop-{side}.png") as picture:
            assert picture.size == (side, side)


def test_libraries_that_nothing_asks_for_any_more_are_left_out() -> None:
    asks = {"/qt/plugin.so": {"libA.so.1"}, "/usr/libA.so.1": {"libB.so.2"}, "/usr/libC.so.3": {"libD.so.4"}}
    entries = [
        ("PySide6/Qt/plugins/plugin.so", "/qt/plugin.so", "BINARY"),
        ("libA.so.1", "/usr/libA.so.1", "BINARY"),
        ("libB.so.2", "/usr/libB.so.2", "BINARY"),
        ("libC.so.3", "/usr/libC.so.3", "BINARY"),
        ("libD.so.4", "/usr/libD.so.4", "BINARY"),
        ("libE.so.5", "PySide6/Qt/lib/libE.so.5", "SYMLINK"),
    ]
    kept = facts.without_orphans(entries, lambda source: asks.get(source, set()))
    assert [target for target, _source, _kind in kept] == ["PySide6/Qt/plugins/plugin.so", "libA.so.1", "libB.so.2"]


def test_a_deb_asks_for_what_the_files_inside_ask_for() -> None:
    texts = [
        "  NEEDED               libGL.so.1\n  NEEDED               libc.so.6\n 0x09 0x00 05 GLIBC_2.34\n",
        "  NEEDED               libcups.so.2\n  NEEDED               libours.so.1\n 0x09 0x00 05 GLIBC_2.9\n",
    ]
    found = needs.from_headers(texts, {"libours.so.1"})
    assert found.depends == ("libc6 (>= 2.34)", "libgl1", "xkb-data", "fontconfig-config")
    assert found.recommends == ("libcups2t64 | libcups2",)


def test_the_starter_finds_nothing_inside_yet() -> None:
    starter = "  NEEDED               libz.so.1\n"
    assert "zlib1g" in needs.from_headers([], {"libz.so.1"}, [starter]).depends
    assert "zlib1g" not in needs.from_headers([starter], {"libz.so.1"}).depends


def test_a_library_whose_package_nobody_named_stops_the_deb() -> None:
    with pytest.raises(ValueError, match=r"libnew\.so\.1"):
        needs.from_headers(["  NEEDED               libnew.so.1\n"], set())


def test_the_build_reads_facts_and_papers_from_where_they_are() -> None:
    spec = (ROOT / "build.spec").read_text(encoding="utf-8")
    for name in re.findall(r"^import (bundle_facts|licences|papers)", spec, re.MULTILINE):
        assert (CI / f"{name}.py").is_file()
    assert (ROOT / "prossce_desktop" / "__main__.py").is_file() and '"__main__.py"' in spec


def test_no_script_keeps_a_path_of_a_machine() -> None:
    for script in (*Path(CI).glob("*.py"), ROOT / "build.spec", *INSTALLER.iterdir()):
        assert not re.search(r"/(home|root|Users)/\w", script.read_text(encoding="utf-8")), script
