from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from prossce_desktop.domain.model.codes import Disability
from prossce_desktop.domain.parsing import education_levels, yes_no
from prossce_desktop.domain.text.folding import fold, fold_tight
from prossce_desktop.domain.text.person_names import is_latin, joined, name_key
from tests.domain.province_tables import table_of

PROVINCES = table_of(
    {
        "KH-8": ["Kandaal", "ខេត្តកណ្ដាល", "Kandal"], "KH-12": ["Phnom Penh", "ភ្នំពេញ", "រាជធានីភ្នំពេញ"], "KH-17": ["Siem Reab", "សៀមរាប"],
        "TH-10": ["Krung Thep Maha Nakhon", "กรุงเทพมหานคร", "Bangkok"], "TH-50": ["Chiang Mai", "เชียงใหม่"],
        "ID-JK": ["Jakarta Raya", "DKI Jakarta"], "ID-JB": ["Jawa Barat", "West Java"], "VN-SG": ["Hồ Chí Minh", "Thành phố Hồ Chí Minh"],
        "LA-VI": ["Viangchan", "ແຂວງວຽງຈັນ"], "LA-VT": ["Viangchan", "ນະຄອນຫຼວງວຽງຈັນ"], "CN-GD": ["Guangdong", "广东省"],
    }
)  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Nguyễn Văn ĐỨC", "nguyen van duc"), ("Díli", "dili"), ("កណ្ដាល", "កណ្តាល"), ("ឣ", "អ"), ("១២", "12"), ("ភ្នំ\u200bពេញ", "ភ្នំពេញ"),
        ("ລໍາດັບ", "ລຳດັບ"), ("ໜອງ", "ຫນອງ"), ("ຫຼວງ", "ຫລວງ"), ("ลําดับ", "ลำดับ"), ("เเม่", "แม่"), ("จ. เชียงใหม่", "จ เชียงใหม่"), ("ဥ်", "ဉ်"), ("O'Neil-Sok", "o neil sok"),
    ],
)  # fmt: skip
def test_spellings_that_a_reader_takes_for_one_fold_to_one(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_different_names_stay_different() -> None:
    assert len({fold(name) for name in ("ដារ៉ា", "តារា", "สมชาย", "สมหญิง", "ຄຳ", "ຄ", "မ", "မမ")}) == 8


@pytest.mark.slow
@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert name_key(name_key(text)) == name_key(text)
    assert fold_tight(fold_tight(text)) == fold_tight(text)


def test_the_order_of_words_makes_no_difference_to_a_key() -> None:
    assert name_key("Chan DARA") == name_key("dara  chan")
    assert is_latin("Nguyễn Hoà")
    assert not is_latin("ចាន់ Dara ដារ៉ា")
    assert joined(" Sok ", None, "Dara") == "Sok Dara"


@pytest.mark.parametrize(
    ("written", "country", "code"),
    [
        ("ភ្នំពេញ", "KH", "KH-12"), ("រាជធានីភ្នំពេញ", "KH", "KH-12"), ("កណ្តាល", "KH", "KH-8"), ("កណ្ដាល", "KH", "KH-8"), ("Kandal Province", "KH", "KH-8"),
        ("KH-12", "KH", "KH-12"), ("kh12", "TH", "KH-12"), ("จ.เชียงใหม่", "TH", "TH-50"), ("จังหวัดเชียงใหม่", "TH", "TH-50"), ("Prov. Jawa Barat", "ID", "ID-JB"),
        ("TP. Hồ Chí Minh", "VN", "VN-SG"), ("ho chi minh", "VN", "VN-SG"), ("ແຂວງວຽງຈັນ", "LA", "LA-VI"), ("ນະຄອນຫລວງວຽງຈັນ", "LA", "LA-VT"),
        ("广东", "CN", "CN-GD"), ("Phnom Penh / ភ្នំពេញ", "KH", "KH-12"), ("Viangchan", "LA", None), ("Bangkok", "KH", None), ("", "KH", None), ("-", "KH", None),
    ],
)  # fmt: skip
def test_a_province_is_found_by_any_of_its_names(written: str, country: str, code: str | None) -> None:
    assert PROVINCES.understand(written, country).value == code


def test_a_province_one_letter_away_is_taken_and_said() -> None:
    found = PROVINCES.understand("Phnom Pen", "KH")
    assert found.value == "KH-12"
    assert [one.sentence for one in found.problems] == ["“Phnom Pen” was read as Phnom Penh."]
    assert [one.code for one in PROVINCES.understand("Atlantis", "KH").problems] == ["unknown-province"]


@pytest.mark.rule("C10.3")
def test_a_missing_answer_about_disability_is_never_no() -> None:
    found = yes_no.understand_disability(["គ្មាន", "មាន", None, "", "-", "មិនដឹង"])
    assert [one.value for one in found] == [Disability.no, Disability.yes, None, None, None, Disability.unknown]


def test_of_two_answers_about_disability_one_known_word_is_enough() -> None:
    assert [one.value for one in yes_no.understand_disability(["no", "Leg", "no"])] == [Disability.no, Disability.yes, Disability.no]
    assert [one.fine for one in yes_no.understand_disability(["no", "Leg", "Eye"])] == [True, False, False]


@pytest.mark.parametrize("word", ["Ya", "Có", "✓", "មាន", "ใช่", "ແມ່ນ", "ရှိ", "是", "Oo", "Sin", "TRUE", True, 1])
def test_yes_in_all_languages(word: object) -> None:
    assert yes_no.yes_no(word) is True


@pytest.mark.parametrize("word", ["Tidak", "Không", "ទេ", "ไม่", "ບໍ່", "မရှိ", "否", "Hindi", "Lae", "FALSE", False, 0])
def test_no_in_all_languages(word: object) -> None:
    assert yes_no.yes_no(word) is False


@pytest.mark.parametrize(
    ("word", "level"),
    [("SMA", "3"), ("S-1", "6"), ("Sarjana Muda", "6"), ("ป.ตรี", "6"), ("បឋមសិក្សា", "1"), ("ថ្នាក់ទី១២", "3"), ("THPT", "3"), ("本科", "6"), ("PhD", "8"), ("3", "3")],
)
def test_levels_of_education(word: str, level: str) -> None:
    assert education_levels.understand(word).value == level
