"""Everything inside has a known licence, none of it the GPL; the list of parts is the same on every machine."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.release.tools import ROOT, tool

licences = tool("licences")
sbom = tool("sbom")
papers = tool("papers")


@pytest.mark.parametrize(
    "licence", ["MIT", "LGPL-3.0-only", "GPL-3.0-or-later WITH GCC-exception-3.1", "GPL-2.0-or-later WITH Bootloader-exception", "Apache-2.0 OR BSD-3-Clause", "Public domain", "OFL-1.1"]
)
def test_these_may_be_inside(licence: str) -> None:
    assert licences.Part("one", "1.0", licence).is_allowed()


@pytest.mark.parametrize(
    "licence", ["", "GPL-3.0-only", "GPL-2.0-or-later WITH Classpath-exception-2.0", "GPLv2", "AGPL-3.0", "GNU General Public License v3 (GPLv3)", "MIT AND GPL-2.0-only", "Proprietary", "see file"]
)
def test_these_may_not(licence: str) -> None:
    assert not licences.Part("one", "1.0", licence).is_allowed()


@pytest.mark.parametrize(("licence", "said"), [("GPL-3.0-only", "sqlmodel: GPL-3.0-only"), ("", "sqlmodel: no licence known")])
def test_make_licences_fails_on_gpl_and_on_unknown(
    licence: str, said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(licences.LOOKED_AT, "sqlmodel", (licence, "made up"))
    assert licences.main([]) == 1
    assert said in capsys.readouterr().err


def test_the_list_that_about_shows_is_what_is_locked() -> None:
    assert (licences.FOLDER / "parts.csv").read_text(encoding="utf-8") == licences.as_list(licences.packages())


def test_a_gpl_part_of_qt_and_a_library_that_nobody_looked_at_are_found_in_a_bundle(tmp_path: Path) -> None:
    inside = tmp_path / "_internal"
    for name in ("libQt6Core.so.6", "libxcb-9065bb12.so.1.1.0", "PySide6/QtCore.abi3.so", "ui/charts.pyc", "libstdc++.so.6", "PySide6/Qt6Core.dll", "MSVCP140_1.dll", "icu4py.libs/icuuc78-6cd930a05b15f877bb9baaf0b694e5b7.dll"):
        (inside / name).parent.mkdir(parents=True, exist_ok=True)
        (inside / name).touch()
    assert list(licences.wrong_in(tmp_path)) == []
    (inside / "libreadline.so.8").touch()
    (inside / "Readline.dll").touch()
    (inside / "PySide6" / "libqtvirtualkeyboardplugin.so").touch()
    assert sorted(licences.wrong_in(tmp_path)) == [
        "_internal/PySide6/libqtvirtualkeyboardplugin.so: a part of Qt that is under the GPL",
        "_internal/PySide6/libqtvirtualkeyboardplugin.so: nobody said which licence libqtvirtualkeyboardplugin has (resources/licences/others.csv)",
        "_internal/Readline.dll: nobody said which licence readline has (resources/licences/others.csv)",
        "_internal/libreadline.so.8: nobody said which licence libreadline has (resources/licences/others.csv)",
    ]


def test_papers_are_what_a_package_says_and_the_text_of_its_licence() -> None:
    found = {(Path(source).name, folder) for source, folder in papers.of_packages(["sqlcipher3", "no-such-package"])}
    assert ("METADATA", "sqlcipher3-0.6.4.dist-info") in found
    assert ("LICENSE", "resources/licences/sqlcipher3/licenses") in found
    assert not any(name == "RECORD" for name, _folder in found)


def test_the_bill_of_materials_is_the_same_each_time_and_names_no_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    once = json.dumps(sbom.bill(1_700_000_000))
    monkeypatch.chdir(tmp_path)
    assert json.dumps(sbom.bill(1_700_000_000)) == once
    assert str(ROOT) not in once and str(Path.home()) not in once and not re.search(r"https?://", once)


def test_the_bill_of_materials_names_every_locked_version_and_the_parts_inside() -> None:
    made = sbom.bill(1_700_000_000)
    assert (made["bomFormat"], made["specVersion"], made["metadata"]["timestamp"]) == ("CycloneDX", "1.6", "2023-11-14T22:13:20Z")
    locked = re.findall(r"^([a-z][\w.-]*)==([^\s;]+)", (ROOT / "requirements.lock").read_text(encoding="utf-8"), re.MULTILINE)
    refs = [one["bom-ref"] for one in made["components"]]
    assert {f"pkg:pypi/{name}@{version}" for name, version in locked} <= set(refs)
    assert len(refs) == len(set(refs))
    assert {"SQLite", "SQLCipher", "Qt", "Noto fonts"} <= {one["name"] for one in made["components"]}
    assert all(one["licenses"] for one in made["components"])
