"""Pages of the gallery that show the parts at work: a form, an entry grid, the charts."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from prossce_desktop.domain.problems import Severity
from prossce_desktop.ui.grids.entry_view import EntryView
from prossce_desktop.ui.grids.list_view import ListView
from prossce_desktop.ui.parts.buttons import Button
from prossce_desktop.ui.parts.cards import EmptyState
from prossce_desktop.ui.parts.chips_field import ChipsField
from prossce_desktop.ui.parts.choice_field import Choice, ChoiceField
from prossce_desktop.ui.parts.date_field import DateField
from prossce_desktop.ui.parts.field_frame import FieldFrame
from prossce_desktop.ui.parts.figures import Total, TotalsStrip
from prossce_desktop.ui.parts.form_column import FormColumn
from prossce_desktop.ui.parts.page_header import PageHeader
from prossce_desktop.ui.parts.save_bar import SaveBar
from prossce_desktop.ui.parts.text_fields import NumberField, TextField
from tests.tools.gallery import navigation

TITLE = "ការបណ្តុះបណ្តាលមន្ត្រីការងារ ថ្នាក់ទី ២"


def _framed(current: str, parts: Sequence[QWidget]) -> QWidget:
    page = QWidget()
    page.setProperty("look", "page")
    across = QHBoxLayout(page)
    across.setContentsMargins(0, 0, 0, 0)
    across.setSpacing(0)
    page.setProperty("navigation", current)
    across.addWidget(navigation(current))
    down = QVBoxLayout()
    down.setSpacing(0)
    for part in parts:
        down.addWidget(part, 1 if isinstance(part, (FormColumn, EntryView, ListView, EmptyState)) else 0)
    across.addLayout(down, 1)
    return page


def _record_header(tab: int) -> PageHeader:
    header = PageHeader(TITLE, record=True)
    header.show_path("Activities", "Training  ·  Siem Reap, 18–22 November 2024")
    header.set_status("Held", "done")
    header.add_action(Button("More", opens=True))
    for words, count in (("Details", ""), ("People", "34"), ("Head count", "36"), ("Attachments", "2"), ("History", "")):
        header.tabs.add(words, count)
    header.tabs.setCurrentIndex(tab)
    return header


def _strip() -> TotalsStrip:
    strip = TotalsStrip()
    counts = [Total("list", "On the list", "34"), Total("count", "Head count", "36"), Total("rest", "Others, without a name", "2")]
    shares = [
        Total("women", "Women", "19", "52.8 % of 36"), Total("youth", "Youth 15–24", "11", "of 33"),
        Total("disability", "With disability", "2", "of 31 asked"), Total("completed", "Completed", "31", "of 34"),
    ]
    strip.say(counts, shares, 34, 36, 36, "34 on the list, 36 counted, 2 unnamed")
    return strip


def form_page() -> QWidget:
    """A training with an error, a warning, a changed and pinned fields."""
    form = FormColumn()
    title = FieldFrame("Title", TextField(), required=True)
    programme = FieldFrame("Programme", ChoiceField([Choice("4", "Four-tiered PES training, Cambodia")]), pinnable=True)
    tier = FieldFrame("Tier", ChoiceField([Choice("2", "2  Trainers")]))
    mode = FieldFrame("Mode", ChoiceField([Choice("in_person", "In person")]))
    province = FieldFrame("Province", ChoiceField([Choice("17", "Siem Reap  សៀមរាប")]), pinnable=True)
    starts, ends = FieldFrame("Starts", DateField(), pinnable=True), FieldFrame("Ends", DateField())
    place = FieldFrame("Place", TextField())
    language = FieldFrame("Language", ChoiceField([Choice("km", "Khmer")]), pinnable=True)
    hours = FieldFrame("Hours", NumberField())
    chips = [Choice(one, one) for one in ("SDG 8.5", "SDG 8.b", "Digital", "Gender", "Youth", "Disability")]
    themes = FieldFrame("Themes and targets", ChipsField(chips, shown=5))
    form.add_row([title])
    form.add_row([programme, tier, mode], (336, 160, 160))
    form.add_row([province, starts, ends], (336, 160, 160))
    form.add_row([place, language, hours], (336, 160, 160))
    form.add_row([themes])
    values: list[tuple[FieldFrame, object]] = [
        (title, TITLE), (programme, "4"), (tier, "2"), (mode, "in_person"), (province, "17"), (starts, "2024-11-18"),
        (ends, "2024-11-02"), (place, "Job Centre Siem Reap, hall 2"), (language, "km"), (hours, "96"), (themes, ("SDG 8.5", "Digital")),
    ]
    for frame, value in values:
        frame.set_value(value)
    for frame in (programme, province, starts, language):
        frame.set_pinned(True)
    place.set_changed("hall 1")
    ends.set_problem(Severity.hard, "The end date is before the start date.", cure="Use 22 November")
    hours.set_problem(Severity.soft, "96 hours in 5 days is 19 a day.", reasons=("counted with travel",))
    bar = SaveBar()
    bar.say("stopped", "Cannot save: please correct “Ends”. Unsaved entries typed until 10:42 are not lost.")
    return _framed("activities", [_record_header(0), form, _strip(), bar])
