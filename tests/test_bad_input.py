"""Names that do harm elsewhere are kept as they read, or refused in a sentence; exports of them are harmless."""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from prossce_desktop.domain.problems import Severity
from prossce_desktop.services.people import people_sheet
from prossce_desktop.services.people.people_sheet import RowDraft
from prossce_desktop.services.records import record_saving
from prossce_desktop.services.records.record_saving import SaveRefused
from prossce_desktop.store.workspace.store import Store
from prossce_desktop.store.workspace.workspace_lifecycle import Plain, create, open_workspace
from tests.pdf_text import pdf_text
from tests.program import Cli, inside

TODAY = dt.date(2025, 6, 1)
NAMES: dict[str, tuple[str, str | None]] = {
    "formula": ('=HYPERLINK("http://x.example","click")', '=HYPERLINK("http://x.example","click")'),
    "command": ("=cmd|' /C calc'!A0", "=cmd|' /C calc'!A0"),
    "sum": ("+1+1", "+1+1"),
    "minus": ("-2+3", "-2+3"),
    "at": ("@SUM(A1)", "@SUM(A1)"),
    "tab before a formula": ("\t=1+1", "=1+1"),
    "line before a formula": ("\r\n=1+2", "=1+2"),
    "markup": ("<b>Dara</b> & <script>alert(1)</script>", "<b>Dara</b> & <script>alert(1)</script>"),
    "markup of pages": ('<font size="900">Dara</font><br/>', '<font size="900">Dara</font><br/>'),
    "broken markup": ("</para><unclosed &amp &#65; ]]>", "</para><unclosed &amp &#65; ]]>"),
    "escape of workbooks": ("_x0041_ Dara", "_x0041_ Dara"),
    "placeholder": ("{name} %s {0} {", "{name} %s {0} {"),
    "quotes": ("Robert'); DROP TABLE person;--", "Robert'); DROP TABLE person;--"),
    "control characters": ("Da\x00ra\x07 \x1b[31mred", "Dara [31mred"),
    "lone surrogates": ("Da\udcffra \ud83d", "Dara"),
    "override": ("Dara \u202egnp.exe", "Dara gnp.exe"),
    "isolates and marks": ("\u2067Dara\u2069 \u200fSok\ufeff", "Dara Sok"),
    "beyond the first plane": ("Dara \U0001f600", "Dara \U0001f600"),
    "piled marks": ("e" + "\u0301" * 40, "\u00e9" + "\u0301" * 39),
    "nothing to see": ("\u200b\u202e\u2069", None),
    "10,000 characters": ("x" * 10_000, None),
}  # fmt: skip
KEPT = [kept for _, kept in NAMES.values() if kept is not None]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    create(tmp_path / "ws", country="KH", office="Office KH", officer="Dara", unlock=Plain())[0].close()
    return tmp_path / "ws"


@pytest.fixture
def store(folder: Path) -> Iterator[Store]:
    with open_workspace(folder, None, writing=True) as opened:
        yield opened


@pytest.fixture
def call() -> Cli:
    return inside()


def good(store: Store) -> bool:
    return all(one.ok for one in store.check())


@pytest.mark.slow
def test_add_keeps_what_can_be_read_and_refuses_the_rest_in_words(folder: Path, call: Cli) -> None:
    for name, kept in NAMES.values():
        for kind, field in (("training", "title"), ("person", "name"), ("organisation", "name")):
            said = call("add", folder, kind, f"{field}={name}", "--json", status=5 if kept is None else 0)
            if kept is None:
                assert field in said.json["error"]["message"] or "name" in said.json["error"]["message"].casefold()
                assert len(said.err) < 300
    assert [one["name"] for one in call("people", folder, "--json").json["people"]] == KEPT
    assert call("check", folder, "--json").json["ok"] is True


def test_fields_and_kinds_of_strange_names_are_refused(folder: Path, call: Cli) -> None:
    for word in ("+1+1=x", "tit\x00le=x", "title\udcff=x", "__class__=x", "id=1", "removed=1", "x" * 10_000 + "=y"):
        said = call("add", folder, "training", "title=A", word, "--json", status=5)
        assert said.json["error"]["code"] == "unknown-field"
        assert len(said.err) < 700 and said.err.strip().isprintable()
    for kind in ("op", "setting", "../training", "training; DROP TABLE op", "link\x00", "\udcff"):
        call("add", folder, kind, "title=A", status=5)
    assert call("digest", folder, "--json").json["kinds"] == {}


def test_the_form_keeps_or_refuses_the_same(store: Store) -> None:
    for name, kept in NAMES.values():
        saved = record_saving.save(store, "career_fair", {"title": name}, today=TODAY, accepted=())
        if kept is None:
            assert isinstance(saved, SaveRefused)
            assert [one.field for one in saved.problems if one.severity is Severity.hard] == ["title"]
        else:
            assert not isinstance(saved, SaveRefused)
            with store.read() as reading:
                assert reading.record(saved.id).value.title == kept  # type: ignore[attr-defined]
    assert good(store)


def test_the_sheet_of_people_keeps_or_leaves_out_the_same_and_saves_the_others(store: Store) -> None:
    with store.work("new", 1) as work:
        [fair] = work.new("career_fair", [record_saving.record_class("career_fair")(title="A fair")])
    rows = [RowDraft(None, None, {"name": name, "sex": "F", "latin_name": name, "employer": name}) for name, _ in NAMES.values()]
    saved = people_sheet.save_rows(store, fair, rows, TODAY)
    assert [row.saved for row in saved.rows] == [kept is not None for _, kept in NAMES.values()]
    assert all(row.problems for row in saved.rows if not row.saved)
    with store.read() as reading:
        assert [one.values["name"] for one in people_sheet.sheet(reading, fair)] == KEPT
    assert saved.change is not None and saved.change.step is not None
    store.undo.undo(saved.change.step)
    assert good(store)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("kind", "pairs"),
    [
        ("training", ["start=2025-02-30"]), ("training", ["start=31/02/2025"]), ("training", ["start=soon"]), ("training", ["start=0000-00-00"]),
        ("training", ["start=2025-05-02", "end=2025-05-01"]), ("training", ["events=-1"]), ("training", ["hours=-3"]), ("training", ["hours=nan"]),
        ("training", ["hours=1e400"]), ("training", ["events=99999999999999999999999"]), ("training", ["count=-5"]),
        ("training", ["count=10", "women=11"]), ("training", ["count=10", "women=6", "men=5"]), ("training", ["count=3", "youth=4"]),
        ("training", ["count=3", "persons_with_disabilities=4"]), ("training", ["count=1.5"]), ("training", ["mode=telepathy"]),
        ("training", ["country=XX"]), ("training", ["province=KH-99"]), ("training", ["programme=17"]), ("training", ["session=nonsense/x"]),
        ("training", ["themes=no-such-theme"]), ("career_fair", ["registered=-1"]), ("career_fair", ["part_of=NOWHERE"]),
    ],
)  # fmt: skip
def test_values_that_cannot_be_are_refused_and_nothing_is_saved(folder: Path, call: Cli, kind: str, pairs: list[str]) -> None:
    said = call("add", folder, kind, "title=A", *pairs, "--json", status=5)
    assert said.json["error"]["message"]
    assert call("digest", folder, "--json").json["kinds"] == {}


@pytest.mark.slow
def test_exports_of_such_names_are_harmless_and_lose_nothing(folder: Path, call: Cli, tmp_path: Path) -> None:
    for number, name in enumerate(KEPT):
        call("add", folder, "training", f"title={name}", f"code=T{number}", "start=2025-05-01", f"place={name}", f"notes={name}", "count=3")
    call("add", folder, "training", "title=Long", "code=LONG", "start=2025-05-02", "notes=" + "=x " * 3_000)
    fair = str(call("add", folder, "career_fair", "title=Fair", "code=FAIR", "start=2025-05-03", "--json").json["id"])
    with open_workspace(folder, None, writing=True) as store:
        people_sheet.save_rows(store, int(fair), [RowDraft(None, None, {"name": name, "employer": name}) for name in KEPT], TODAY)
    book, page = tmp_path / "o.xlsx", tmp_path / "o.pdf"
    call("export", folder, "--excel", book, "--pdf", page, "--personal", "all")
    _no_formula(book)
    read = {cell.value for sheet in openpyxl.load_workbook(book) for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)}
    assert set(KEPT) <= {one.replace("_x005F_", "_") for one in read}  # Excel undoes this escape, openpyxl does not
    text = pdf_text(page, "raw")
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x00-\x08\x0b\x0e-\x1f]", text)
    squeezed = "".join(text.split())
    for kept in KEPT:
        if kept.isascii():  # others are set in another font and may be taken apart by the reader
            assert "".join(kept.split()) in squeezed, kept


def _no_formula(book: Path) -> None:
    """No cell of any sheet is a formula, a link or a call of another program; no part of the file points outside."""
    with zipfile.ZipFile(book) as parts:
        for name in parts.namelist():
            xml = parts.read(name)
            assert not name.startswith("xl/worksheets/") or (b"<f>" not in xml and b"<f " not in xml), name
            assert b'TargetMode="External"' not in xml, name
            assert b"<hyperlink " not in xml or b"location=" in xml, name
    for sheet in openpyxl.load_workbook(book):
        assert not [cell.coordinate for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
