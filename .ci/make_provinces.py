"""Writes resources/codes/provinces.csv from pycountry and CLDR; run by hand when either has news.

    python .ci/make_provinces.py FOLDER_OF_CLDR

FOLDER_OF_CLDR holds the subdivision XML of CLDR 48, as npm `cldr` 8.0.0 carries it in
3rdparty/cldr/common/subdivisions. Needs `pycountry` (26.2), which is no dependency of the program.
"""

from __future__ import annotations

import csv
import re
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pycountry

LANGUAGES = {
    "BN": ("ms",), "KH": ("km",), "ID": ("id",), "LA": ("lo",), "MY": ("ms",), "MM": ("my",), "PH": ("fil",),
    "SG": (), "TH": ("th",), "TL": ("pt",), "VN": ("vi",), "CN": ("zh",),
}  # fmt: skip
GROUPS = {"ID": {"Geographical unit"}, "PH": {"Region"}}
"""What ISO 3166-2 lists above provinces: Indonesia's island groups and the Philippines' regions."""

KEPT = {"PH-00"}
"""The National Capital Region has no provinces, so people name the region itself."""

BY_HAND = {
    "KH-12": ("Phnom Penh Capital", "រាជធានីភ្នំពេញ"),
    "LA-VT": ("Vientiane Capital", "ນະຄອນຫຼວງວຽງຈັນ"),
    "TH-10": ("Bangkok", "กทม.", "กรุงเทพฯ"),
    "VN-SG": ("TP.HCM", "TP. Hồ Chí Minh", "Ho Chi Minh City", "HCMC"),
    "VN-HN": ("TP. Hà Nội", "Hanoi"),
    "PH-00": ("NCR", "Metro Manila"),
    "ID-JK": ("DKI Jakarta", "Jakarta"),
    "ID-YO": ("DI Yogyakarta", "DIY"),
}
"""Names people write that neither source has."""


FRAMES = {
    "KH": ("ខេត្ត",), "LA": ("ແຂວງ", "ນະຄອນຫຼວງ"), "MM": ("တိုင်း", "ပြည်နယ်", "ပြည်ထောင်စုနယ်မြေ"),
    "TH": ("จังหวัด",), "BN": ("Daerah",),
}  # fmt: skip
"""Words for "province" that CLDR writes as part of a name and people leave out."""


def bare(country: str, name: str) -> str:
    for frame in FRAMES.get(country, ()):
        name = name.removeprefix(frame).removesuffix(frame).strip()
    return name


def named_first(country: str, name: str, others: list[str]) -> tuple[str, list[str]]:
    """Siem Reap before Siem Reab: where CLDR's English name is the one that people write, ISO's stays as
    another."""
    usual = others[0] if others else ""
    if (
        country in ("KH", "LA", "TH")
        and usual[:1].isascii()
        and usual[:1].isalpha()
        and "Capital" not in usual
    ):
        return usual, [name, *others[1:]]
    return name, others


def local_names(folder: Path, language: str) -> dict[str, str]:
    root = ElementTree.parse(folder / f"{language}.xml").getroot()
    texts = (
        (one.get("type", ""), (one.text or "").replace("\u200b", "")) for one in root.iter("subdivision")
    )
    return {code: re.sub("^ខេត្ត ", "ខេត្ត", text) for code, text in texts}


def rows(folder: Path) -> list[tuple[str, ...]]:
    english = local_names(folder, "en")
    found: list[tuple[str, ...]] = []
    for country, languages in LANGUAGES.items():
        local = [local_names(folder, language) for language in languages]
        for one in sorted(pycountry.subdivisions.get(country_code=country), key=lambda each: each.code):
            if one.type in GROUPS.get(country, ()) and one.code not in KEPT:
                continue
            key = one.code.replace("-", "").lower()
            own = next((names[key] for names in local if key in names), "")
            others = [english.get(key, ""), bare(country, own), *BY_HAND.get(one.code, ())]
            others = [name for name in dict.fromkeys(others) if name and name not in (one.name, own)]
            name, others = named_first(country, one.name, others)
            found.append((one.code, country, name, own, "|".join(others), one.type, "", ""))
    return found


def main() -> None:
    target = Path(__file__).resolve().parents[1] / "resources" / "codes" / "provinces.csv"
    with target.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(
            ("code", "country", "name", "local_name", "other_names", "type", "valid_from", "valid_to")
        )
        out.writerows(rows(Path(sys.argv[1])))


if __name__ == "__main__":
    main()
