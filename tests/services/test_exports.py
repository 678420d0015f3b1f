"""Workbook and PDF of a period: one snapshot, the asked language, both or neither, personal data only if asked for."""

from __future__ import annotations

import datetime as dt
import subprocess
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from pypdf import PdfReader

from prossce_desktop import app
from prossce_desktop.app import Plain, Store
from prossce_desktop.errors import Cancelled, DiskFull, ExportedInPart, FolderMissing, SameTarget, TargetOpen
from prossce_desktop.services.commands.adding import add
from prossce_desktop.services.reporting import activity_papers, figure_lines, report_export
from prossce_desktop.services.reporting.counted_figures import figures
from prossce_desktop.services.reporting.report_export import Wanted, export
from prossce_desktop.services.sample import sample_loading
from prossce_desktop.system import atomic_files
from tests.pdf_text import pdf_text
from tests.windows.other_programs import open_in_office

NOW = dt.datetime(2025, 1, 24, 9, 30, tzinfo=dt.UTC)
TODAY = dt.date(2025, 1, 24)
YEAR = {"start": dt.date(2025, 1, 1), "end": dt.date(2025, 12, 31)}
KHMER = "ចាន់ ដារ៉ា"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """One training with two named people, a head count, a fair with an employer, two stories."""
    folder = tmp_path_factory.mktemp("exports") / "ws"
    made = app.create(str(folder), country="KH", office="Phnom Penh", officer="Sok Chantha", unlock=Plain())
    add(
        made, "training",
        [("title", "Workshop"), ("code", "T1"), ("start", "2025-03-03"), ("end", "2025-03-04"), ("country", "KH"), ("status", "held"),
         ("count", "20"), ("women", "11"), ("highest_score", "100"), ("session", "2025-03-03/6"), ("session", "2025-03-04/6")],
        today=TODAY,
    )  # fmt: skip
    for name, sex, phone, stage in ((KHMER, "male", "070920425", "completed"), ("=HYPERLINK(1)", "female", "", "registered")):
        person = add(made, "person", [("name", name), ("sex", sex), *([("phone", phone)] if phone else [])], today=TODAY).id
        more = [("pre", "40"), ("post", "70")] if stage == "completed" else []
        add(made, "participation", [("person", str(person)), ("activity", "T1"), ("stage", stage), *more], today=TODAY)
    add(made, "career_fair", [("title", "Fair"), ("code", "F1"), ("start", "2025-05-05"), ("country", "KH"), ("count", "300"),
        ("registered", "400"), ("qualified", "200"), ("hired_on_spot", "50"), ("status", "held"), ("notes", "Counted at both gates"),
        ("source", "ILO press release")], today=TODAY)  # fmt: skip
    company = add(made, "organisation", [("name", "Angkor Garments")], today=TODAY).id
    add(made, "fair_employer", [("activity", "F1"), ("organisation", str(company)), ("posts_local", "40")], today=TODAY)
    for title, consent in (("Told with consent", "given"), ("Told without", "refused")):
        add(made, "impact_story", [("title", title), ("date", "2025-06-01"), ("text", "A story."), ("consent", consent)], today=TODAY)
    yield made
    made.close()


def sheets(path: Path) -> dict[str, list[list[object]]]:
    book = openpyxl.load_workbook(path)
    return {one.title: [[cell.value for cell in row] for row in one.iter_rows()] for one in book}


def words(path: Path) -> str:
    return " ".join(pdf_text(path, "layout").split())


def said(rows: list[list[object]]) -> str:
    return " ".join(str(cell) for row in rows for cell in row if cell is not None)


@pytest.mark.slow
def test_both_files_say_the_same_code_and_figures(store: Store, tmp_path: Path) -> None:
    made = export(store, Wanted(**YEAR, excel=tmp_path / "o.xlsx", pdf=tmp_path / "o.pdf"), NOW, TODAY)
    assert [one.path.name for one in made.files] == ["o.xlsx", "o.pdf"]
    assert made.files[0].bytes == (tmp_path / "o.xlsx").stat().st_size
    found = sheets(tmp_path / "o.xlsx")
    assert made.files[0].sheets == tuple(found)
    assert {"Summary", "Activities", "Counts", "Reach", "Head counts", "Employers", "Figures", "Definitions"} <= set(found)
    text = words(tmp_path / "o.pdf")
    assert made.code in text and made.code in said(found["Summary"])
    # 20 at the training and 300 at the fair: at least 300, at most 320
    assert "300–320" in text
    assert {300, 320} <= {cell for row in found["Summary"] for cell in row if isinstance(cell, int)}
    assert "Angkor Garments" in said(found["Employers"])


@pytest.mark.slow
@pytest.mark.parametrize(("personal", "name", "phone", "story"), [("none", False, False, False), ("names", True, False, True), ("all", True, True, True)])
def test_personal_data_leave_only_if_asked_for(store: Store, tmp_path: Path, personal: str, name: bool, phone: bool, story: bool) -> None:
    export(store, Wanted(**YEAR, personal=personal, excel=tmp_path / "o.xlsx"), NOW, TODAY)
    found = sheets(tmp_path / "o.xlsx")
    whole = " ".join(map(said, found.values()))
    assert (KHMER in whole, "070920425" in whole, "Told with consent" in whole) == (name, phone, story)
    assert "Told without" not in whole
    if personal == "none":
        assert not {"People", "Follow-ups"} & set(found), "no row per person"
    else:
        assert len(found["People"]) == 8  # title lines, headings in row 6, two people


@pytest.mark.slow
@pytest.mark.parametrize(("personal", "words_of_it"), [("none", "No personal data."), ("names", "Contains personal data: names."), ("all", "Contains personal data.")])
def test_a_workbook_says_in_its_properties_and_on_its_sheets_which_personal_data_it_holds(
    store: Store, tmp_path: Path, personal: str, words_of_it: str
) -> None:
    export(store, Wanted(**YEAR, personal=personal, excel=tmp_path / "o.xlsx"), NOW, TODAY)
    book = openpyxl.load_workbook(tmp_path / "o.xlsx")
    assert (book.properties.description, book.properties.category) == (words_of_it, words_of_it)
    assert {one.name: one.value for one in book.custom_doc_props.props} == {"PersonalData": personal}
    saying = {one.title for one in book if "This sheet contains personal data" in str(one["B4"].value)}
    of_people = {"People", "Impact stories"}
    assert saying == {"none": set(), "names": of_people, "all": of_people | {"Head counts", "Organisations"}}[personal], "notes are personal"


NOTES = ("Notes", "Source", "Counted by", "Trainers")


@pytest.mark.slow
def test_notes_leave_only_with_all_personal_data_and_no_page_of_an_activity_has_any(store: Store, tmp_path: Path) -> None:
    columns = {}
    for personal in ("none", "names", "all"):
        export(store, Wanted(**YEAR, personal=personal, excel=tmp_path / "o.xlsx"), NOW, TODAY)
        columns[personal] = {cell for cell in sheets(tmp_path / "o.xlsx")["Activities"][5] if str(cell).startswith(NOTES)}
    assert columns == {"none": set(), "names": set(), "all": {f"{one} (personal)" for one in NOTES}}
    with store.read() as reading:
        fair = reading.activity_by_code("F1")
    assert fair is not None
    activity_papers.write_activity_page(store, fair, tmp_path / "f.pdf", NOW, TODAY)
    assert "ILO press release" not in words(tmp_path / "f.pdf") and "Counted at both gates" not in words(tmp_path / "f.pdf")


@pytest.mark.slow
def test_nothing_a_person_typed_is_a_formula(store: Store, tmp_path: Path) -> None:
    export(store, Wanted(**YEAR, personal="all", excel=tmp_path / "o.xlsx"), NOW, TODAY)
    book = openpyxl.load_workbook(tmp_path / "o.xlsx")
    assert not [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


def test_the_pages_of_the_preview_are_those_of_the_file(store: Store, tmp_path: Path) -> None:
    export(store, Wanted(**YEAR, pdf=tmp_path / "o.pdf"), NOW, TODAY)
    with store.read() as reading:
        assert report_export.preview(reading, Wanted(**YEAR), NOW, TODAY).document.data == (tmp_path / "o.pdf").read_bytes()


def test_a_report_speaks_its_own_language_and_the_screen_keeps_its_own(store: Store, tmp_path: Path) -> None:
    from prossce_desktop.language import messages

    export(store, Wanted(**YEAR, language=messages.PSEUDO, pdf=tmp_path / "o.pdf"), NOW, TODAY)
    assert "[Summary" in words(tmp_path / "o.pdf")
    assert messages.language() == messages.ENGLISH


def test_neither_file_is_written_if_one_cannot_be_made(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pdf, excel = tmp_path / "o.pdf", tmp_path / "o.xlsx"
    pdf.write_text("old")
    with pytest.raises(FolderMissing):
        export(store, Wanted(pdf=pdf, excel=tmp_path / "absent" / "o.xlsx"), NOW, TODAY)
    with open_in_office(excel), pytest.raises(TargetOpen):
        export(store, Wanted(pdf=pdf, excel=excel), NOW, TODAY)
    assert pdf.read_text() == "old" and not excel.exists()
    with pytest.raises(SameTarget):
        export(store, Wanted(pdf=pdf, excel=pdf), NOW, TODAY)


def test_if_only_the_second_cannot_be_put_in_place_it_is_said(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settle = atomic_files._Aside.settle

    def full(aside: atomic_files._Aside) -> None:
        if aside.path.suffix == ".pdf":
            raise OSError(28, "No space left on device")
        settle(aside)

    monkeypatch.setattr(atomic_files._Aside, "settle", full)
    with pytest.raises(ExportedInPart) as caught:
        export(store, Wanted(pdf=tmp_path / "o.pdf", excel=tmp_path / "o.xlsx"), NOW, TODAY)
    assert "o.xlsx was saved" in str(caught.value) and DiskFull.sentence in str(caught.value)
    assert not (tmp_path / "o.pdf").exists()


@pytest.mark.slow
def test_a_cancelled_export_leaves_the_old_file(store: Store, tmp_path: Path) -> None:
    excel = tmp_path / "o.xlsx"
    excel.write_text("old")
    calls: list[int] = []

    def step(done: int, total: int, /) -> None:
        calls.append(done)
        if len(calls) > 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        export(store, Wanted(excel=excel), NOW, TODAY, step)
    assert excel.read_text() == "old"
    assert [one.name for one in tmp_path.iterdir()] == ["o.xlsx"]


def test_one_activity_says_list_count_stages_gain_and_sessions(store: Store, tmp_path: Path) -> None:
    with store.read() as reading:
        id = reading.activity_by_code("T1")
    assert id is not None
    assert activity_papers.write_activity_page(store, id, tmp_path / "t.pdf", NOW, TODAY) >= 1
    text = words(tmp_path / "t.pdf")
    for one in ("20 people took part.", "3–4 March 2025", "Registered 1 1 0 0 2", "Completed 0 1 0 0 1 100.0 %", "Sessions"):
        assert one in text, one
    assert "What they learned" not in text, "one person was tested: a mean would be that person's score"
    assert KHMER not in text


def test_a_fair_says_its_funnel_and_employers(store: Store, tmp_path: Path) -> None:
    with store.read() as reading:
        id = reading.activity_by_code("F1")
    assert id is not None
    activity_papers.write_activity_page(store, id, tmp_path / "f.pdf", NOW, TODAY)
    text = words(tmp_path / "f.pdf")
    for one in ("Qualified persons 200", "Hired on the spot persons 50", "Vacancies posts 40", "Angkor Garments 40"):
        assert one in text, one


@pytest.mark.slow
def test_a_sign_in_sheet_is_blank_or_filled(store: Store, tmp_path: Path) -> None:
    with store.read() as reading:
        id = reading.activity_by_code("T1")
    assert id is not None
    assert activity_papers.write_sign_in_sheet(store, id, tmp_path / "b.pdf", NOW, pages=3) == 3
    assert KHMER not in words(tmp_path / "b.pdf")
    assert activity_papers.write_sign_in_sheet(store, id, tmp_path / "s.pdf", NOW, filled=True) == 1
    assert KHMER in words(tmp_path / "s.pdf") and "070 920 425" in words(tmp_path / "s.pdf")
    said = {name: (PdfReader(tmp_path / f"{name}.pdf").metadata or {}).get("/Keywords") for name in ("b", "s")}
    assert said == {"b": "No personal data.", "s": "Contains personal data."}
    assert ["This sheet contains personal data" in words(tmp_path / f"{name}.pdf") for name in ("b", "s")] == [False, True]


def test_the_page_of_an_activity_names_the_coverage_of_its_share(store: Store) -> None:
    with store.read() as reading:
        id = reading.activity_by_code("T1")
        assert id is not None
        said = activity_papers.activity_data(reading, id, NOW, TODAY).finding
    assert "Women: 11 of 20, 55.0\u00a0%." in said


def test_figures_as_text_say_the_sentence_aloud_and_each_basis(store: Store) -> None:
    with store.read() as reading:
        found = figures(reading, start=YEAR["start"], end=YEAR["end"])
        rows = figure_lines.lines(found)
        reach = next(one for one in rows if one.name == "People reached")
        behind = figure_lines.rows_behind(reading, reach.activities, TODAY)
    text = figure_lines.message(found, "k7f3-91aa-04", TODAY)
    assert text.startswith("All countries, 2025: at least 300 people.\n300 to 320 people.")
    assert "Training, Cambodia: 20 (Persons, head count, at 1 activity)" in text
    assert [one.code for one in behind] == ["F1", "T1"]
    assert next(one for one in rows if one.name.startswith("Women")).of == "11 of 20 (recorded for 6.2\u00a0% of all 320)"
    assert all(one.definition for one in rows)


@pytest.mark.slow
def test_the_sample_opens_in_libreoffice_without_repair(tmp_path: Path) -> None:
    made = app.create(str(tmp_path / "ws"), country="KH", office="Phnom Penh", officer="Sok", unlock=Plain())
    with made:
        sample_loading.load(made, people=True, today=TODAY)
        export(made, Wanted(personal="all", excel=tmp_path / "o.xlsx"), NOW, TODAY)
    profile = (tmp_path / "profile").as_uri()
    command = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "ods", "--outdir", str(tmp_path), str(tmp_path / "o.xlsx")]
    subprocess.run(command, check=True, capture_output=True, timeout=240)
    command[command.index("ods")] = "xlsx:Calc MS Excel 2007 XML"
    command[command.index(str(tmp_path))] = str(tmp_path / "back")
    command[-1] = str(tmp_path / "o.ods")
    subprocess.run(command, check=True, capture_output=True, timeout=240)
    ours, back = sheets(tmp_path / "o.xlsx"), sheets(tmp_path / "back" / "o.xlsx")
    assert tuple(back) == tuple(ours)
    names = [row[2] for row in ours["People"][5:]]
    assert len(names) > 40 and [row[2] for row in back["People"][5:]] == names
