"""Pages of the gallery that show the parts at work: a form, an entry grid, the charts."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from prossce_desktop.domain.problems import Severity
from prossce_desktop.ui.charts.funnel_chart import FunnelStep, FunnelView
from prossce_desktop.ui.charts.months_chart import ActivitiesByMonth, ActivityBlock, Legend, Month, State
from prossce_desktop.ui.grids.entry_view import EntryView
from prossce_desktop.ui.grids.item_roles import Roles
from prossce_desktop.ui.grids.list_view import ListView
from prossce_desktop.ui.look.gallery import navigation
from prossce_desktop.ui.parts.buttons import Button
from prossce_desktop.ui.parts.cards import EmptyState
from prossce_desktop.ui.parts.chips import Chip
from prossce_desktop.ui.parts.chips_field import ChipsField
from prossce_desktop.ui.parts.choice_field import Choice, ChoiceField
from prossce_desktop.ui.parts.date_field import DateField
from prossce_desktop.ui.parts.field_frame import FieldFrame
from prossce_desktop.ui.parts.figures import Figure, Total, TotalsStrip
from prossce_desktop.ui.parts.form_column import FormColumn
from prossce_desktop.ui.parts.labels import Hairline, Label
from prossce_desktop.ui.parts.page_header import PageHeader
from prossce_desktop.ui.parts.save_bar import SaveBar
from prossce_desktop.ui.parts.suggestions import Suggestion
from prossce_desktop.ui.parts.text_fields import NumberField, TextField

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
    bar.say("stopped", "Cannot save: please correct “Ends”. Draft saved at 10:42.")
    return _framed("activities", [_record_header(0), form, _strip(), bar])


def grid_page() -> QWidget:
    """The people grid with marks; `findChild(EntryView)` is the grid."""
    heads = ("Name", "Latin name", "Sex", "Born", "Age", "Phone", "Province", "Check")
    rows = [
        ("នួន ម៉ាលី", "Nuon Maly", "Woman", "03/09/1989", "35", "012 305 040", "Phnom Penh", "Known: at 2 fairs"),
        ("ហេង សុវណ្ណ", "Heng Sovann", "Man", "21/11/1995", "29", "012 884 310", "Battambang", ""),
        ("ហេង សុវណ្ណ", "Heng Sovan", "Man", "21/11/1995", "29", "012 884 310", "Battambang", "Likely the same as row 2"),
        ("នួន សុភា", "Nuon Sophea", "Woman", "31/02/1998", "", "017 126 984", "Battambang", "February has no day 31"),
        ("", "", "", "", "", "", "", ""), ("", "", "", "", "", "", "", ""),
    ]
    view = EntryView(name="People")
    model = QStandardItemModel(0, len(heads), view)
    model.setHorizontalHeaderLabels(list(heads))
    for row in rows:
        model.appendRow([QStandardItem(one) for one in row])
    for row_at in range(model.rowCount()):
        model.item(row_at, 4).setTextAlignment(Qt.AlignmentFlag.AlignRight)
        model.item(row_at, 7).setEditable(False)
        model.item(row_at, 7).setData(rows[row_at][7], Roles.check_text)
    for row_at, icon, tone in ((0, "user-check", "muted"), (2, "users", "warning"), (3, "circle-alert", "error")):
        model.item(row_at, 7).setData(icon, Roles.icon)
        model.item(row_at, 7).setData(tone, Roles.tone)
    model.item(2, 0).setData("warning", Roles.row_tint)
    model.item(3, 3).setData(Severity.hard, Roles.severity)
    view.setModel(model)
    for column, width in enumerate((160, 136, 70, 94, 44, 104, 104, 200)):
        view.setColumnWidth(column, width)
    bar = SaveBar(with_next=False)
    bar.say("saved", "Every keystroke is kept. 10:42:07")
    return _framed("activities", [_record_header(1), view, _strip(), bar])


KNOWN = [
    Suggestion(("សុខ សុភា", "Sok Sophea", "F, 24", "012 447 906", "Siem Reap", "2 fairs, 1 training"), 1),
    Suggestion(("សុខ សំណាង", "Sok Samnang", "M, 31", "077 310 582", "Kandal", "1 fair"), 2),
    Suggestion(("សុខ ស្រីពៅ", "Sok Sreypov", "F, 22", "015 662 071", "Siem Reap", "1 training"), 3),
]


def charts_page() -> QWidget:
    """Figures, blocks and funnel."""
    header = PageHeader("Overview", "Cambodia · 1 January to 29 November 2024")
    header.add_action(Button("2024", opens=True))
    header.add_action(Button("New activity", "primary", icon="plus"))
    body = QWidget()
    down = QVBoxLayout(body)
    down.setContentsMargins(28, 8, 32, 16)
    figures = QHBoxLayout()
    for caption, value, basis, low, high in (
        ("Activities held", "29", "of 34 planned", 0.85, 0.85),
        ("People reached", "41,422–45,583", "3,640 by name, the rest counted", 0.91, 1.0),
        ("Women", "53.8 %", "23,083 of 42,906", 0.54, 0.54), ("Youth 15–24", "61.2 %", "24,552 of 40,117", 0.61, 0.61),
    ):
        figure = Figure()
        figure.say(caption, value, basis, low, high)
        figures.addWidget(figure)
    down.addLayout(figures)
    down.addWidget(Hairline())
    down.addWidget(Label("Activities by month", "section"))
    legend = Legend()
    legend.show_entries((
        ("Training", 0, "held"), ("Career fair", 1, "held"), ("Dialogue", 2, "held"), ("Study, exchange, story", 3, "held"),
        ("Planned", 0, "planned"), ("Past the date", 0, "late"),
    ))
    down.addWidget(legend)
    months = ActivitiesByMonth("Activities by month")
    shapes = ("02", "001", "003", "2", "01", "002", "0", "003", "001L", "0012", "02L", "PPP")
    names = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
    columns = zip(names, shapes, strict=True)
    months.show_months([Month(name, tuple(_block(mark) for mark in shape), name == "Nov") for name, shape in columns])
    down.addWidget(months)
    down.addWidget(Hairline())
    down.addWidget(Label("Career fairs", "section"))
    funnel = FunnelView("Career fairs")
    funnel.show_steps([
        FunnelStep("vacancies", "Vacancies", "31,700", "posts", 31_700, persons=False),
        FunnelStep("registered", "Registered on site", "41,422–45,115", "persons", 41_422, 45_115),
        FunnelStep("qualified", "Qualified", "12,480", "persons", 12_480),
        FunnelStep("interviews", "Interviews", "9,316", "events", 9_316, persons=False),
        FunnelStep("hired", "Hired on the spot", "3,105", "persons", 3_105),
    ])
    down.addWidget(funnel)
    down.addStretch(1)
    return _framed("overview", [header, body])


def _block(mark: str) -> ActivityBlock:
    state: State = "planned" if mark == "P" else "late" if mark == "L" else "held"
    return ActivityBlock(f"Activity {mark}", int(mark) if mark.isdecimal() else 0, state, mark)


def list_page() -> QWidget:
    """A list with two-line rows, dots and tones."""
    header = PageHeader("Activities")
    search = TextField(placeholder="Search activities", icon="search")
    search.setFixedWidth(250)
    header.add_action(search)
    header.add_action(Button("New", "primary", icon="plus"))
    chips = QWidget()
    row = QHBoxLayout(chips)
    row.setContentsMargins(32, 0, 32, 12)
    for chip in (Chip("2023–2024", on=True, cross=True), Chip("Kind", opens=True), Chip("Country", opens=True)):
        row.addWidget(chip)
    row.addStretch(1)
    view = ListView(name="Activities")
    model = QStandardItemModel(0, 6, view)
    model.setHorizontalHeaderLabels(["", "Activity", "Date", "Count", "Basis", "Status"])
    rows = (
        ("plane", "Study visit on public employment services", "Hangzhou, China", "4–10 Dec 2024", "–", "", "Planned", "ring", ""),
        ("graduation-cap", TITLE, "Siem Reap · Four-tiered PES training", "18–22 Nov 2024", "36", "persons", "Held", "filled", "done"),
        ("graduation-cap", "PES training, tier 3", "Kandal · 2 days", "18 Nov 2024", "–", "", "Past the date", "ring", "warning"),
        ("store", "National Career Fair 2024", "Phnom Penh", "26–27 Oct 2024", "41,422", "persons", "Held", "filled", "done"),
    )
    for icon, title, under, when, count, basis, status, dot, tone in rows:
        items = [QStandardItem(one) for one in ("", title, when, count, basis, status)]
        items[0].setData(icon, Roles.icon)
        items[1].setData(under, Roles.second_line)
        items[2].setData("muted", Roles.tone)
        items[3].setTextAlignment(Qt.AlignmentFlag.AlignRight)
        items[3].setData("total", Roles.emphasis)
        items[4].setData("muted", Roles.tone)
        items[5].setData(dot, Roles.dot)
        items[5].setData(tone, Roles.tone)
        model.appendRow(items)
    view.setModel(model)
    view.set_widths((62, 0, 160, 90, 130, 130))
    view.selectRow(1)
    return _framed("activities", [header, chips, view])


def empty_page() -> QWidget:
    """A quiet empty state."""
    empty = EmptyState(
        "search-x", "No career fair in 2024 matches “kampong thom”", "Three from 2023 do. Clear the year to see them, or log a new one.",
        [Button("Show all years"), Button("New career fair", icon="plus")],
    )
    return _framed("activities", [PageHeader("Activities"), empty])
