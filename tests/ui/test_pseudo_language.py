"""In a made-up language whose texts are 40 % longer, nothing is cut off and nothing is English."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from prossce_desktop.domain.model.fields import NestedRow, fields_of
from prossce_desktop.domain.model.record_kinds import KINDS
from prossce_desktop.language import messages
from prossce_desktop.language.messages import LANGUAGE_NAMES
from prossce_desktop.reference import code_lists
from prossce_desktop.services.people import people_sheet
from prossce_desktop.services.workspace import third_party_components
from prossce_desktop.system import paths
from prossce_desktop.ui.activities.people_grid.doubt_question import DoubtQuestion
from prossce_desktop.ui.base.place import PageName, Place
from prossce_desktop.ui.look.theme import wear
from prossce_desktop.ui.parts.labels import Label
from tests.ui.read_screen import FIGURE, Drawn, Pen, cut_off, words_of
from tests.ui.window import TODAY, Window, window

SIZES = ((1366, 768), (911, 512))
KEYS = {"Ctrl", "Alt", "Shift", "Enter", "Esc", "Tab", "Del", "Space", "Home", "End", "PgUp", "PgDn"}
OURS = {"ProSSCE", "Desktop", "ASEAN", "ILO"}
"""Names are not translated."""
MONTHS = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec|January|February|March|April|June|July|August|September|October|November|December"
CODES = re.compile(r"\b[A-Z]{2,5}(-[A-Z0-9]+)+\b|\b[A-Z]+-20\d\d\b")


@pytest.fixture
def pseudo(qapp: QApplication) -> Iterator[None]:
    messages.use(messages.PSEUDO)
    wear(qapp, "light", 100)
    yield
    messages.use(messages.ENGLISH)


@pytest.fixture
def pen(monkeypatch: pytest.MonkeyPatch) -> Pen:
    return Pen(monkeypatch)


def english(text: str, data: list[str]) -> str:
    """What is left of a text without translated parts, values of records, codes, keys and dates."""
    left = text.replace("\u200b", "")
    for one in data:
        left = left.replace(one, " ")
    before = ""
    while before != left:
        before, left = left, re.sub(r"\[[^\[\]]*\]", " ", left)
    left = CODES.sub(" ", left)
    left = re.sub(rf"\b({MONTHS})\b", " ", left)
    words = [one for one in re.findall(r"[A-Za-z]{3,}", left) if one not in KEYS and one not in OURS]
    return " ".join(words)


def _bad(one: Drawn) -> bool:
    """Shortened and not whole beside the mouse; a figure or a date never is."""
    return one.cut and (not one.told or FIGURE.fullmatch(one.text) is not None)


def data_of(shown: Window) -> list[str]:
    """Every text that stands in a record, longest first."""
    who = shown.store.identity
    found: set[str] = {who.office, who.officer, who.device, str(shown.store.folder), "backups", str(paths.exports_folder()), *LANGUAGE_NAMES.values()}
    found |= {name for one in code_lists.provinces() for name in one.names()} | {word for part in third_party_components.inside().parts for word in (part.name, part.licence)}
    with shown.store.read() as reading:
        for kind in KINDS:
            for stored in reading.records(kind):
                for field in fields_of(type(stored.value)):
                    value = getattr(stored.value, field.name)
                    for one in value if isinstance(value, tuple) else (value,):
                        found |= {str(part) for part in ([one] if isinstance(one, str) else [])}
                        found |= {getattr(one, "name", None) or "", getattr(one, "subject", None) or ""} if isinstance(one, NestedRow) else set()
    found |= {draft.typed.get("title", "") for draft in shown.store.drafts.held()}  # type: ignore[arg-type]
    return sorted((one for one in found if len(one) > 2), key=len, reverse=True)


@pytest.mark.slow
@pytest.mark.parametrize(("width", "height"), SIZES)
def test_nothing_is_cut_in_english(qtbot: QtBot, tmp_path: Path, pen: Pen, width: int, height: int) -> None:
    found: list[str] = []
    with window(tmp_path, qtbot, width=width, height=height) as shown:
        for place in shown.places():
            shown.go(place)
            shown.window.grab()
            shown.settle()  # the first picture lays out what waited for it, and what stands around that follows
            pen.hold()
            pen.lines.clear()
            shown.window.grab()
            found += [f"{place.page} {place.kind} {place.tab}: {one}" for one in cut_off(shown.window)]
            found += [f"{place.page} {place.kind} {place.tab}: {one.where} cuts “{one.text}” to {one.room} px" for one in pen.lines if _bad(one)]
    assert not found, f"{len(set(found))}:\n" + "\n".join(sorted(set(found)))


@pytest.mark.slow
@pytest.mark.parametrize(("width", "height"), SIZES)
def test_nothing_is_cut_and_nothing_is_english(qtbot: QtBot, tmp_path: Path, pseudo: None, pen: Pen, width: int, height: int) -> None:
    found: list[str] = []
    with window(tmp_path, qtbot, width=width, height=height) as shown:
        data = data_of(shown)
        for place in shown.places():
            shown.go(place)
            shown.window.grab()
            shown.settle()  # the first picture lays out what waited for it, and what stands around that follows
            pen.hold()
            pen.lines.clear()
            shown.window.grab()
            name = f"{place.page.value}{'' if place.kind is None else ' ' + place.kind} {place.tab or ''}"
            found += [f"{name}: {one}" for one in cut_off(shown.window)]
            for line in pen.lines:
                translated = line.text.startswith("[") and line.text.endswith("]")
                if line.cut and ((translated and not line.told) or FIGURE.fullmatch(line.text)):
                    found.append(f"{name}: {line.where} shortens “{line.text[:90]}” to {line.room} px")
            texts = [*words_of(shown.window), *((one.where, one.text) for one in pen.lines)]
            found += [f"{name}: {where} says in English “{text[:90]}” ({left})" for where, text in texts if (left := english(text, data))]
    assert not found, f"{len(set(found))}:\n" + "\n".join(sorted(set(found)))


@pytest.mark.slow
@pytest.mark.parametrize(("width", "height"), SIZES)
def test_what_is_asked_about_a_person_stands_whole_in_the_foot_of_the_grid(
    qtbot: QtBot, tmp_path: Path, pseudo: None, width: int, height: int
) -> None:
    with window(tmp_path, qtbot, width=width, height=height) as shown:
        fair = shown.ids["career_fair"]
        asked = ({"phone": "123"}, {"national_id": "12"}, {"birth": "1901"})
        drafts = [people_sheet.RowDraft(None, None, {"name": f"Keo {number}", **one}) for number, one in enumerate(asked)]
        saved = people_sheet.save_rows(shown.store, fair, drafts, TODAY)
        for row in saved.rows:
            shown.go(Place(PageName.activity, record=fair, kind="career_fair", tab="people", focus=row.participation))
            part = next(one for one in shown.window.findChildren(DoubtQuestion) if one.isVisible())
            assert list(cut_off(part)) == []
            assert "…" not in next(one.text() for one in part.findChildren(Label) if one.toolTip())
            assert not [text for _where, text in words_of(part) if english(text, data_of(shown))]
            assert part.reason.width() >= 150
