"""Words of the project have one plain sentence behind them, wherever they name a field, a kind of record or a step of the funnel."""

from __future__ import annotations

import re

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from prossce_desktop.domain.model.fields import fields_of
from prossce_desktop.domain.model.record_kinds import KINDS
from prossce_desktop.ui.activities.fair.funnel_model import ROWS, FunnelModel
from prossce_desktop.ui.activities.new_record_menu import NewMenu

TERMS = re.compile(r"ISCED|ISCO|ISIC|Constituent (group|type)|^Tier$|glasses|hearing aid")


def test_a_field_named_by_a_word_of_the_project_says_what_it_means() -> None:
    named = [field.shown for kind in KINDS.values() for field in fields_of(kind) if TERMS.search(field.shown.label)]
    assert len(named) >= 8 and [one.label for one in named if not one.help.endswith(".")] == []


def test_the_menu_of_new_records_says_what_a_knowledge_product_and_an_sstc_exchange_are(qtbot: QtBot) -> None:
    menu = NewMenu()
    qtbot.addWidget(menu)
    said = {str(action.data()): action.toolTip() for action in menu.actions()}
    assert menu.toolTipsVisible() and said["knowledge_product"] == "A study or publication: a study, brief, guide or dataset."
    assert said["sstc_exchange"].startswith("South-South and triangular cooperation: ")


def test_a_step_of_the_funnel_says_who_is_in_it(qtbot: QtBot) -> None:
    model = FunnelModel()
    tip = model.headerData(ROWS.index("near_hires"), Qt.Orientation.Vertical, Qt.ItemDataRole.ToolTipRole)
    assert str(tip).startswith("People who need only some papers or one more interview to be hired.")
    assert model.headerData(ROWS.index("employers"), Qt.Orientation.Vertical, Qt.ItemDataRole.ToolTipRole) == ""
