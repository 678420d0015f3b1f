from __future__ import annotations

import pytest

from prossce_desktop.domain.model.codes import Sex
from prossce_desktop.domain.parsing.sexes import sex_of, understand_column
from prossce_desktop.domain.text.honorifics import sex_of_address, split_address, without_addresses

WOMEN = ["ស្រី", "ស", "នារី", "P", "Perempuan", "Wanita", "Nữ", "NỮ", "ຍິງ", "ຍ", "หญิง", "ญ", "น.ส.", "အမျိုးသမီး", "မ", "F", "female", "Babae", "女", "女性", "Feto"]
MEN = ["ប្រុស", "ប", "ប.", "L", "Laki-Laki", "LAKI-LAKI", "Pria", "Nam", "ຊາຍ", "ชาย", "ช.", "ကျား", "အမျိုးသား", "M", "Male", "Lalaki", "Lelaki", "男", "Mane"]


@pytest.mark.parametrize("word", WOMEN)
def test_words_for_women_of_all_languages(word: str) -> None:
    assert sex_of(word).value is Sex.female


@pytest.mark.parametrize("word", MEN)
def test_words_for_men_of_all_languages(word: str) -> None:
    assert sex_of(word).value is Sex.male


def test_where_two_words_fill_a_column_and_one_is_known_the_other_is_the_other() -> None:
    assert [one.value for one in understand_column(["Nam", "Nx", "Nam", "", "Nx"])] == [Sex.male, Sex.female, Sex.male, None, Sex.female]
    unknown = understand_column(["aa", "bb", "aa"])
    assert [one.value for one in unknown] == [None, None, None]
    assert {one.problems[0].code for one in unknown} == {"unknown-sex"}


def test_letters_mean_what_their_partner_makes_of_them() -> None:
    assert [one.value for one in understand_column(["P", "W", "P"])] == [Sex.male, Sex.female, Sex.male]
    assert [one.value for one in understand_column(["P", "L", "P"])] == [Sex.female, Sex.male, Sex.female]
    assert [one.value for one in understand_column(["M", "H"])] == [Sex.female, Sex.male]
    assert [one.value for one in understand_column(["M", "F", "-"])] == [Sex.male, Sex.female, Sex.not_recorded]


def test_a_third_answer_does_not_spoil_the_pair() -> None:
    assert [one.value for one in understand_column(["Nam", "Nx", "other"])] == [Sex.male, Sex.female, Sex.another]


@pytest.mark.parametrize(
    ("title", "country", "sex"),
    [("นาย", "TH", Sex.male), ("นาง", "TH", Sex.female), ("นางสาว", "TH", Sex.female), ("Mr.", "", Sex.male), ("Ms", "", Sex.female),
     ("Bpk.", "ID", Sex.male), ("Ibu", "ID", Sex.female), ("លោក", "KH", Sex.male), ("កញ្ញា", "KH", Sex.female), ("ທ້າວ", "LA", Sex.male),
     ("Daw", "MM", Sex.female), ("U", "MM", Sex.male), ("Dr", "", None), ("先生", "CN", Sex.male), ("sofa", "", None)],
)  # fmt: skip
def test_a_form_of_address_says_the_sex(title: str, country: str, sex: Sex | None) -> None:
    assert sex_of_address(title, country) is sex


def test_a_column_of_titles_is_a_column_of_sexes() -> None:
    titles = ["นาย", "นาง", "นางสาว", "ดร."]
    assert [one.value for one in understand_column(titles, country="TH")] == [Sex.male, Sex.female, Sex.female, None]


def test_where_most_names_begin_with_a_form_of_address_it_is_no_part_of_them() -> None:
    column = ["นายอนุชา ทองดี", "นางสาว มาลี ศรีสุข", "สมหญิง แก้วมณี"]
    assert without_addresses(column, "TH") == [("อนุชา ทองดี", Sex.male), ("มาลี ศรีสุข", Sex.female), ("สมหญิง แก้วมณี", None)]


def test_a_single_name_that_begins_so_stays_whole_and_gives_the_sex() -> None:
    assert without_addresses(["Mr Sok Dara", "Chan Dara", "Mao Rattana"]) == [("Mr Sok Dara", Sex.male), ("Chan Dara", None), ("Mao Rattana", None)]
    assert without_addresses(["Ma Sokha", "Chan Dara"], "MM") == [("Ma Sokha", None), ("Chan Dara", None)]


def test_a_title_alone_is_no_empty_name() -> None:
    assert split_address("นาย", "TH") == ("นาย", None)
    assert split_address("Mr.") == ("Mr.", None)


def test_a_form_of_address_within_a_word_is_none() -> None:
    assert split_address("คุณากร ใจดี", "TH", believing=True) == ("คุณากร ใจดี", None)
    assert split_address("Siti Aminah", "MY", believing=True) == ("Siti Aminah", None)
