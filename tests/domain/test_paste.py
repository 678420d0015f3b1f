from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, strategies as st

from prossce_desktop.domain.input.clipboard_rows import ParsedRow, RowKind, guess, rows_of, understand_block
from prossce_desktop.domain.input.column_headings import FIELDS, known, meaning_of
from prossce_desktop.domain.model.codes import Constituent, Country, Difficulty, Disability, Sex
from prossce_desktop.domain.problems import Severity
from tests.domain.province_tables import table_of

PLACES = table_of({"KH-12": ["Phnom Penh", "ភ្នំពេញ"], "KH-8": ["Kandal", "កណ្ដាល"], "TH-10": ["กรุงเทพมหานคร"], "TH-50": ["เชียงใหม่"]})
DAY = dt.date(2024, 10, 1)

KHMER = """ល.រ\tគោត្តនាម និងនាម\tឡាតាំង\tភេទ\tថ្ងៃខែឆ្នាំកំណើត\tលេខទូរស័ព្ទ\tអត្តសញ្ញាណប័ណ្ណ\tខេត្ត/រាជធានី\tពិការភាព
១\tចាន់ ដារ៉ា\tChan Dara\tប្រុស\t២១/០៧/១៩៧៤\t070920425\t059650502\tភ្នំពេញ\tគ្មាន
២\tតាំង ស្រីពៅ\tTaing Sreypov\tស្រី\t០៥/០៧/១៩៨៣\t92151075\t645749321\tកណ្តាល\tមាន
៣\tម៉ៅ រតនា\tMao Rattana\tស្រី\t17/05/2101\t+855 85 605 1394\t905783347\tភ្នំពេញ\t

សរុប\t\t\tស្រី 2\t\t\t\t\t"""

THAI = """1\tนาย\tอนุชา ทองดี\t3/7/2522\t0899572528\t1-5460-90184-82-9\tกรุงเทพมหานคร
2\tนาย\tธีรพงศ์ วงศ์ไทย\t9/5/2518\t0876618951\t1-2705-99773-44-3\tเชียงใหม่
3\tนางสาว\tปิยะนุช สุขสวัสดิ์\t22/10/2522\t0801686867\t5-5512-01325-82-8\tเชียงใหม่
4\tนาง\tสมหญิง ทองดี\t31/6/2545\t0822008880\t1-0270-20039-29-1\tเชียงใหม่"""


def _read(text: str, country: str) -> list[ParsedRow]:
    rows = rows_of(text)
    found = guess(rows, country, PLACES)
    body = rows[found.begins :]
    return understand_block(body, found.columns, country, DAY, headings=found.headings, places=PLACES)


def test_a_block_of_a_spreadsheet_becomes_rows() -> None:
    block = 'Name\tNote\r\n"Sok ""Dara"""\t"two\r\nlines\tand a tab"\r\n\r\n"open\tx\r\n5" pipe\ty\t\t\r\n'
    assert rows_of(block) == [["Name", "Note"], ['Sok "Dara"', "two\r\nlines\tand a tab"], ['"open', "x"], ['5" pipe', "y"]]
    assert rows_of("") == rows_of("\r\n\t\r\n") == []
    assert rows_of("one") == [["one"]]


CELLS = st.text(alphabet=st.characters(exclude_characters="\x00", exclude_categories=("Cs",)), max_size=8)


@pytest.mark.slow
@given(st.lists(st.lists(CELLS, min_size=2, max_size=3), min_size=1, max_size=4))
def test_what_is_quoted_reads_back(rows: list[list[str]]) -> None:
    text = "\n".join("\t".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows)
    expected = [[cell for cell in row if cell.strip()] for row in rows if any(cell.strip() for cell in row)]
    assert [[cell for cell in row if cell.strip()] for row in rows_of(text)] == expected


def test_a_khmer_list_with_its_heading_is_understood() -> None:
    people = [draft for draft in _read(KHMER, "KH") if draft.kind is RowKind.person]
    assert [draft.values for draft in people] == [
        {"name": "ចាន់ ដារ៉ា", "latin_name": "Chan Dara", "sex": Sex.male, "birth": "1974-07-21", "phone": "070920425", "national_id": "059650502",
         "province": "KH-12", "disability": Disability.no},
        {"name": "តាំង ស្រីពៅ", "latin_name": "Taing Sreypov", "sex": Sex.female, "birth": "1983-07-05", "phone": "092151075", "national_id": "645749321",
         "province": "KH-8", "disability": Disability.yes},
        {"name": "ម៉ៅ រតនា", "latin_name": "Mao Rattana", "sex": Sex.female, "phone": "0856051394", "national_id": "905783347", "province": "KH-12"},
    ]  # fmt: skip
    assert [{at: [one.code for one in found] for at, found in draft.problems.items()} for draft in people] == [{}, {}, {4: ["in-future"]}]


def test_the_columns_of_a_khmer_list_are_named_and_its_total_is_nobody() -> None:
    found = guess(rows_of(KHMER), "KH", PLACES)
    assert found.has_heading
    assert found.columns == {1: "name", 2: "latin_name", 3: "sex", 4: "birth", 5: "phone", 6: "national_id", 7: "province", 8: "disability"}
    assert found.ignored == {0: "no"}
    assert found.confidence > 0.7
    assert [draft.kind for draft in _read(KHMER, "KH")][-1] is RowKind.total


def test_the_heading_may_stand_below_the_title_of_the_sheet() -> None:
    """The numbers of the rows were taken for the education of people, births for nothing, since the first row was no heading."""
    titles = [["ATTENDANCE LIST – CV writing", "", "", "", ""], ["Date:", "3 Nov 2026", "Place:", "Battambang", ""]]
    people = [["1", "Chan Sopheap", "F", "11.03.1990", "came late"], ["2", "Nuon Bopha", "Female", "1990", ""], ["3", "Prak Rithy", "M", "1993", ""],
              ["4", "Meas Kanha", "F", "1.5.1991", ""]]  # fmt: skip
    rows = [*titles, ["No", "Full name", "Gender", "Date of birth", "Remarks"], *people]
    found = guess(rows, "KH", PLACES)
    assert found.columns == {1: "name", 2: "sex", 3: "birth"} and found.begins == 3
    drafts = understand_block(rows[found.begins :], found.columns, "KH", headings=found.headings, places=PLACES)
    assert [one.values["birth"] for one in drafts] == ["1990-03-11", "1990", "1993", "1991-05-01"]
    assert not guess(people, "KH", PLACES).begins
    assert not guess([*people, ["No", "Full name", "Gender", "Date of birth", "Remarks"], *people], "KH", PLACES).begins, "a page below"


def test_a_thai_list_without_heading_is_known_by_its_values() -> None:
    found = guess(rows_of(THAI), "TH", PLACES)
    assert not found.has_heading
    assert found.columns == {1: "sex", 2: "name", 3: "birth", 4: "phone", 5: "national_id", 6: "province"}
    drafts = _read(THAI, "TH")
    assert drafts[2].values["sex"] is Sex.female
    assert drafts[2].values["birth"] == "1979-10-22"
    assert [one.sentence for one in drafts[3].problems[3]] == ["June has no day 31."]
    assert drafts[3].values["name"] == "สมหญิง ทองดี"


def test_ticks_of_days_are_sessions_and_scores_are_numbers() -> None:
    block = "No\tNama Lengkap\tL/P\tH1\tH2\tHari ke-3\tPre-test\tPost-test\n1\tJoko Hidayat\tL\tv\t\tv\t56\t82,5\n2\tSiti Maulana\tP\tv\tx\tv\t63\t97\n3\tNur Saputra\tP\tv\tv\tv\t43\t69"
    drafts = _read(block, "ID")
    assert drafts[0].values == {"name": "Joko Hidayat", "sex": Sex.male, "session_1": True, "session_2": False, "session_3": True, "pre": 56.0, "post": 82.5}
    assert drafts[1].values["session_2"] is False


def test_two_columns_of_ticks_one_for_each_sex_are_both_sex() -> None:
    block = "STT\tHọ và tên\tNam\tNữ\tNăm sinh\n1\tNguyễn Văn An\tx\t\t1990\n2\tTrần Thị Bình\t\tx\t1985\n3\tLê Thị Hoà\t\tx\t1999\n4\tPhạm Văn Đức\tx\t\t1970"
    drafts = _read(block, "VN")
    assert [draft.values["sex"] for draft in drafts] == [Sex.male, Sex.female, Sex.female, Sex.male]
    assert drafts[2].values["birth"] == "1999"


def test_names_in_parts_are_joined_in_the_order_of_the_columns() -> None:
    block = "First Name\tMiddle Name\tLast Name\tSuffix\tSex\nJose\tSantos\tRizal\tJr.\tM\nMaria\t\tClara\t\tF\nAna\tB\tCruz\t\tF"
    assert [draft.values["name"] for draft in _read(block, "PH")] == ["Jose Santos Rizal Jr.", "Maria Clara", "Ana B Cruz"]
    reversed_block = "គោត្តនាម\tនាម\nចាន់\tដារ៉ា\nតាំង\tស្រីពៅ"
    assert [draft.values["name"] for draft in _read(reversed_block, "KH")] == ["ចាន់ ដារ៉ា", "តាំង ស្រីពៅ"]


def test_forms_of_address_in_the_names_give_the_sex_and_go() -> None:
    block = "ชื่อ-นามสกุล\tโทรศัพท์\nนายอนุชา ทองดี\t0899572528\nนางสาวมาลี ศรีสุข\t0820387941\nสมหญิง แก้วมณี\t0888993603"
    drafts = _read(block, "TH")
    assert [draft.values["name"] for draft in drafts] == ["อนุชา ทองดี", "มาลี ศรีสุข", "สมหญิง แก้วมณี"]
    assert [draft.values.get("sex") for draft in drafts] == [Sex.male, Sex.female, None]


def test_a_title_beside_a_sex_is_not_needed() -> None:
    block = "Title\tName\tGender\nMr\tSok Dara\tM\nDr\tChan Maly\tF\nMs\tKim Ly\tF"
    found = guess(rows_of(block), "KH")
    assert (found.columns, found.ignored) == ({1: "name", 2: "sex"}, {0: "title"})


def test_values_that_speak_against_a_heading_are_believed() -> None:
    block = "Name\tPhone\tMobile\nSok Dara\t01/02/1990\t012345678\nChan Maly\t05/06/1991\t012345679\nKim Ly\t13/06/1992\t012345670"
    assert guess(rows_of(block), "KH").columns == {0: "name", 1: "birth", 2: "phone"}


def test_a_number_of_a_household_is_no_national_id() -> None:
    block = "Nama\tNo. KK\tNIK\nJoko Hidayat\t3631572874144850\t3631572874144851\nSiti Maulana\t3631572874144850\t3631572874144852"
    found = guess(rows_of(block), "ID")
    assert (found.columns, found.ignored) == ({0: "name", 2: "national_id"}, {1: "household"})


def test_one_column_of_names_is_a_list_of_people() -> None:
    assert guess(rows_of("Sok Dara\nChan Maly\nKim Ly\nMao Rattana"), "KH").columns == {0: "name"}
    assert guess(rows_of("Name\nSok Dara\nChan Maly"), "KH").has_heading
    assert guess([], "KH").columns == {}


def test_headings_again_on_the_next_page_and_signatures_are_not_people() -> None:
    block = "No\tName\tSex\tPhone\n1\tSok Dara\tM\t012345678\nNo\tName\tSex\tPhone\n2\tKim Ly\tF\t012345679\n3\t\t\t\nPrepared by: the office\t\t\t"
    assert [draft.kind for draft in _read(block, "KH")] == [RowKind.person, RowKind.heading, RowKind.person, RowKind.serial, RowKind.note]


def test_the_rarer_fields_are_read_too() -> None:
    rows = [["Sok Dara", "Vietnamese", "Trade union", "A lot", "Bachelor", "Ministry of Labour", "4", "Yes", "41"]]
    columns = dict(enumerate(["name", "nationality", "constituent", "wg_seeing", "education", "employer", "attended", "certificate", "age"]))
    assert understand_block(rows, columns, "KH")[0].values == {
        "name": "Sok Dara", "nationality": Country.VN, "constituent": Constituent.workers, "wg_seeing": Difficulty.a_lot, "education": "6",
        "employer": "Ministry of Labour", "attended": 4, "certificate": True, "age": 41,
    }  # fmt: skip


def test_a_wide_or_ragged_block_does_no_harm() -> None:
    drafts = understand_block([["Sok Dara"], [], ["Kim Ly", "F", "x", "y"]], {0: "name", 1: "sex"}, "KH")
    assert [draft.values for draft in drafts] == [{"name": "Sok Dara"}, {}, {"name": "Kim Ly", "sex": Sex.female}]


ANYTHING = st.none() | st.booleans() | st.integers() | st.floats() | st.dates() | st.datetimes() | st.text(max_size=12) | st.sampled_from(["៣៣", "x", "1E+400", "-"])


@pytest.mark.slow
@given(st.lists(st.lists(ANYTHING, max_size=5), max_size=6), st.lists(st.sampled_from([*FIELDS, "session_1", "bank"]), max_size=5))
def test_whatever_stands_in_the_cells_nothing_raises_and_nothing_is_hard(rows: list[list[object]], fields: list[str]) -> None:
    guess(rows, "KH", PLACES)
    for draft in understand_block(rows, dict(enumerate(fields)), "KH", DAY, places=PLACES):
        assert all(one.severity is not Severity.hard for found in draft.problems.values() for one in found)
        assert None not in draft.values.values()


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("ភេទ (ប/ស)", "sex"), ("ថ្ងៃខែ\u200bឆ្នាំ\u200bកំណើត", "birth"), ("Name / ឈ្មោះ", "name"), ("NAMA\nLENGKAP", "name"), ("Day 2 (PM)", "session"),
        ("Nomor HP Aktif", "phone"), ("Số CMND/CCCD", "national_id"), ("เลขบัตรประจําตัวประชาชน", "national_id"), ("ລໍາດັບ", "no"), ("性 别", "sex"),
        ("#", "no"), ("ကျား/မ", "sex"), ("Data Moris", "birth"), ("Kad Pengenalan", "national_id"), ("Kapansanan", "disability"), ("Place of birth", "birthplace"),
    ],
)  # fmt: skip
def test_headings_of_all_languages(heading: str, field: str) -> None:
    found = meaning_of(heading)
    assert found is not None
    assert found.field == field


def test_words_that_are_no_heading_mean_nothing() -> None:
    assert meaning_of("Sok Dara") is None
    assert meaning_of("") is None
    assert known("Nomor HP Aktif") is None
