"""A group given alone (C4.7) on every surface that prints a share: of 4,422 at a fair 2,788 are young; women 60 of 100 at a training."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from prossce_desktop.services.activities.head_count_totals import head_total_of
from prossce_desktop.services.commands.adding import add
from prossce_desktop.services.reporting import activity_papers, figure_lines
from prossce_desktop.services.reporting.counted_figures import figures
from prossce_desktop.services.reporting.report_export import Wanted, export
from prossce_desktop.services.sync import mail_words
from prossce_desktop.store.workspace.store import Store
from prossce_desktop.store.workspace.workspace_lifecycle import Plain, create, open_workspace
from tests.program import inside
from tests.reports.papers import in_order
from tests.services.test_exports import words

TODAY = dt.date(2025, 1, 24)
NOW = dt.datetime(2025, 1, 24, 9, 30, tzinfo=dt.UTC)
FAIR = [("title", "Fair"), ("code", "F1"), ("start", "2024-10-26"), ("status", "held"), ("channel", "on_site"), ("count", "4422"), ("youth", "2788")]
SHARE = "63.0\u00a0%"
"""2,788 / 4,422 = 0.63049"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    where = tmp_path_factory.mktemp("alone") / "ws"
    with create(where, country="KH", office="Phnom Penh", officer="Sok Chantha", unlock=Plain())[0] as made:
        add(made, "career_fair", FAIR, today=TODAY)
    return where


@pytest.fixture(scope="module")
def store(folder: Path) -> Iterator[Store]:
    with open_workspace(folder, Plain(), writing=True) as opened:
        yield opened


def test_the_command_line_gives_both_numbers_and_no_row_of_men(folder: Path) -> None:
    call = inside()
    assert f"Youth, 15–24: 2,788 of 4,422, {SHARE}" in call("figures", folder).out.splitlines()
    shares = call("figures", folder, "--json").json["shares"]
    youth = {"numerator": 2788, "denominator": 4422, "all": 4422, "coverage": 1.0, "value": 2788 / 4422}
    assert [(row["id"], row["country"], {name: row[name] for name in youth}) for row in shares] == [
        ("youth_15_24", "KH", youth), ("youth_15_24", None, youth)
    ]  # fmt: skip


@pytest.mark.slow
def test_workbook_and_summary_print_the_part_and_the_whole_and_no_other_group(store: Store, tmp_path: Path) -> None:
    export(store, Wanted(excel=tmp_path / "o.xlsx", pdf=tmp_path / "o.pdf"), NOW, TODAY)
    book = openpyxl.load_workbook(tmp_path / "o.xlsx")
    [row] = [[cell.value for cell in row][1:8] for row in book["Summary"].iter_rows() if row[1].value == "Youth, 15–24"]
    assert row == ["Youth, 15–24", 2788, 4422, "participations", "4,422 of 4,422: 100.0 %", "Cambodia", 2788 / 4422]
    said = words(tmp_path / "o.pdf")
    row = said.partition("Youth, 15–24 Cambodia 2,788")[2].split()[:8]
    assert " ".join(row) == "63.0 % 100.0 % of 4,422 of 4,422"
    assert "15–24 2,788" in said and "Other ages" not in said and "Men 0" not in said and "Women 0" not in said
    assert "others or not recorded 1,634" in drawn(tmp_path / "o.pdf")


def drawn(path: Path) -> str:
    """The sentences of the charts, for those who do not see them."""
    reader = PdfReader(path)
    objects = [reader.get_object(number) for number in range(1, int(reader.trailer["/Size"]))]
    return "; ".join(str(one["/Alt"]) for one in objects if isinstance(one, DictionaryObject) and "/Alt" in one)


def test_the_page_of_the_fair_has_a_dash_where_nobody_counted_women_and_men(store: Store, tmp_path: Path) -> None:
    with store.read() as reading:
        id = reading.activity_by_code("F1")
        assert id is not None
        total = head_total_of(reading, reading.record(id))
    activity_papers.write_activity_page(store, id, tmp_path / "p.pdf", NOW, TODAY)
    assert "All ages – – – 4,422 4,422" in words(tmp_path / "p.pdf")
    assert total is not None
    assert [(row.id, row.numerator, row.denominator) for row in total.shares] == [("youth_15_24", 2788, 4422)]


def test_the_list_of_figures_and_the_mail_say_it_in_the_same_numbers(store: Store) -> None:
    with store.read() as reading:
        found = figures(reading)
    [line] = [one for one in figure_lines.lines(found) if one.name.startswith("Youth")]
    assert (line.number, line.of) == (SHARE, "2,788 of 4,422")
    assert f"Youth, 15–24: 2,788 of 4,422, {SHARE}" in mail_words.summary(found, found, "Phnom Penh")


def test_what_is_not_known_of_a_group_given_alone_is_others_or_not_recorded(tmp_path: Path) -> None:
    # women 60 of 100 alone, and 3 with a disability: of 40 and of 97 nobody knows more than that they are not in the group
    with create(tmp_path / "ws", country="KH", office="Phnom Penh", officer="Sok Chantha", unlock=Plain())[0] as made:
        given = [("title", "Course"), ("start", "2024-05-02"), ("status", "held"), ("count", "100"), ("women", "60"), ("persons_with_disabilities", "3")]
        add(made, "training", given, today=TODAY)
        export(made, Wanted(pdf=tmp_path / "o.pdf"), NOW, TODAY)
    said = in_order((tmp_path / "o.pdf").read_bytes())
    assert "Sex: 40 others or not recorded" in said and "Disability: 97 others or not recorded" in said
