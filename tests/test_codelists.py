"""Code lists are whole, in order and without a code given twice."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections import Counter

import pytest

from prossce_desktop.domain.model.codes import AgeCell, Country
from prossce_desktop.reference import code_lists
from prossce_desktop.reference.code_lists import FILES, codes, names, phases, provinces, youth_bands
from prossce_desktop.system import paths

CELL_STARTS = {int(cell.value.split("_")[0]) for cell in AgeCell if cell.value[0].isdigit()}


@pytest.mark.parametrize(
    ("name", "first", "last", "count"),
    [("isco08", "0", "9", 10), ("isced2011", "0", "9", 10), ("isic4", "A", "U", 21), ("sdg_target", "4.4", "8.b", 13)],
)
def test_the_classifications_are_whole(name: str, first: str, last: str, count: int) -> None:
    found = codes(name)
    assert (found[0].code, found[-1].code, len(found)) == (first, last, count)


@pytest.mark.parametrize("name", FILES)
def test_every_code_has_a_name_and_stands_once(name: str) -> None:
    assert all(one.name.strip() == one.name != "" for one in codes(name))
    assert max(Counter(one.code for one in codes(name)).values()) == 1
    assert len(names(name)) == len(codes(name))


def test_every_file_of_the_folder_is_read_by_somebody() -> None:
    files = {one.stem for one in paths.resource("codes").glob("*.csv")}
    assert files == {*FILES.values(), "youth_bands", "phases"}


def test_each_isic_section_says_its_revision() -> None:
    assert {row["revision"] for row in code_lists._rows("isic4")} == {"4"}


@pytest.mark.parametrize(
    ("country", "count"),
    [
        # ISO 3166-2; the Philippines' 82 provinces and the capital region
        ("BN", 4), ("KH", 25), ("ID", 38), ("LA", 18), ("MY", 16), ("MM", 15),
        ("PH", 83), ("SG", 5), ("TH", 78), ("TL", 13), ("VN", 63), ("CN", 34),
    ],
)  # fmt: skip
def test_each_country_has_its_provinces(country: str, count: int) -> None:
    found = provinces(country)
    assert len(found) == count
    assert all(one.code.startswith(f"{country}-") for one in found)


def test_provinces_belong_to_the_countries_of_the_project() -> None:
    assert {one.country for one in provinces()} == {country.value for country in Country}


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Siem Reap", {"KH-17"}), ("សៀមរាប", {"KH-17"}), ("ខេត្តសៀមរាប", {"KH-17"}), ("กทม.", {"TH-10"}), ("Bangkok", {"TH-10"}),
        ("TP.HCM", {"VN-SG"}), ("Vientiane Capital", {"LA-VT"}), ("ວຽງຈັນ", {"LA-VI", "LA-VT"}), ("Jakarta", {"ID-JK"}), ("ရန်ကုန်", {"MM-06"}),
    ],
)  # fmt: skip
def test_a_province_is_known_by_the_names_people_write(name: str, found: set[str]) -> None:
    assert {one.code for one in provinces() if name in one.names()} == found


def test_names_carry_no_invisible_characters() -> None:
    for one in provinces():
        for name in one.names():
            assert not {char for char in name if unicodedata.category(char) in ("Cf", "Cc")}, one.code


def test_a_province_is_valid_from_its_first_to_its_last_day() -> None:
    one = code_lists.Province("XX-1", "XX", "A", "", (), "Province", dt.date(2024, 1, 1), dt.date(2025, 6, 30))
    days = [dt.date(2023, 12, 31), dt.date(2024, 1, 1), dt.date(2025, 6, 30), dt.date(2025, 7, 1)]
    assert [one.is_valid(day) for day in days] == [False, True, True, False]


def test_the_united_nations_band_comes_first_and_all_bands_fit_the_age_cells() -> None:
    assert (youth_bands()[0].code, youth_bands()[0].from_age, youth_bands()[0].to_age) == ("youth_15_24", 15, 24)
    for band in youth_bands():
        assert {band.from_age, band.to_age + 1} <= CELL_STARTS, band.code
        assert band.source


def test_the_project_began_in_2023() -> None:
    assert phases()[0].valid_from == dt.date(2023, 1, 1)
    assert phases()[-1].valid_to is None
