"""What travels with the program is whole: fonts, icons, sample data, and all of it inside the wheel."""

from __future__ import annotations

import csv
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from prossce_desktop.system.paths import resource, resources

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = {
    "NotoSans": "Đà Nẵng Pelatihan ằ – “ ” × %",
    "NotoSansKhmer": "ភ្នំពេញកម្ពុជា០១២",
    "NotoSansLao": "ວຽງຈັນ໐໑",
    "NotoSansThai": "กรุงเทพฯ๐๑",
    "NotoSansMyanmar": "ရန်ကုန်၀၁",
    "NotoSansSC": "中国人力资源",
}
WEIGHTS = {"Light": 300, "Regular": 400, "Medium": 500, "SemiBold": 600, "Bold": 700}
FONTS = sorted(resource("fonts").glob("*.ttf"))


@pytest.mark.slow
@pytest.mark.parametrize("path", FONTS, ids=lambda path: path.stem)
def test_each_font_has_its_script_its_weight_and_one_static_face(path: Path) -> None:
    family, weight = path.stem.split("-")
    with TTFont(path, lazy=True) as font:
        assert "fvar" not in font
        assert font["OS/2"].usWeightClass == WEIGHTS[weight]
        known = font.getBestCmap()
        assert not {char for char in SAMPLES[family] if char != " " and ord(char) not in known}


def test_the_fonts_of_screen_and_paper_are_there() -> None:
    found = {path.stem for path in FONTS}
    assert {f"NotoSans-{weight}" for weight in WEIGHTS} <= found
    assert {f"{family}-{weight}" for family in list(SAMPLES)[1:5] for weight in ("Regular", "Bold")} <= found
    assert "NotoSansSC-Regular" in found
    assert "SIL OPEN FONT LICENSE" in resource("fonts/OFL.txt").read_text(encoding="utf-8")


def test_each_icon_takes_its_colour_from_outside() -> None:
    icons = sorted(resource("icons").glob("*.svg"))
    assert len(icons) > 60
    for icon in icons:
        text = icon.read_text(encoding="utf-8")
        assert 'stroke="currentColor"' in text and 'viewBox="0 0 24 24"' in text, icon.name
    assert resource("icons/LICENSE").is_file()


def test_the_sample_is_the_thirteen_published_activities() -> None:
    with resource("sample/published_activities.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == len({row["code"] for row in rows}) == 13
    assert all(row["source"] for row in rows)


@pytest.mark.slow
def test_a_wheel_carries_every_resource_and_nothing_at_the_top(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", tmp_path], cwd=ROOT, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as inside:
        names = set(inside.namelist())
        assert {name.split("/")[0] for name in names if ".dist-info" not in name} == {"prossce_desktop"}
        carried = {f"prossce_desktop/_resources/{one.relative_to(resources()).as_posix()}" for one in resources().rglob("*") if one.is_file()}
        assert carried <= names
        inside.extractall(tmp_path / "unpacked")
    code = (
        "from prossce_desktop.reference import code_lists\n"
        "from prossce_desktop.system import paths\n"
        "assert paths.resources().name == '_resources', paths.resources()\n"
        "print(len(code_lists.provinces('KH')))"
    )
    said = subprocess.run([sys.executable, "-c", code], cwd=tmp_path / "unpacked", check=True, capture_output=True, text=True)
    assert said.stdout.strip() == "25"
