"""The parts behave: fields, notes, choices, dates, chips, strip, navigation, message, charts."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from prossce_desktop.domain.problems import Severity
from prossce_desktop.language import messages
from prossce_desktop.ui.charts.funnel_chart import FunnelStep, FunnelView
from prossce_desktop.ui.charts.months_chart import ActivitiesByMonth, ActivityBlock, Month
from prossce_desktop.ui.look.text_painting import width_of
from prossce_desktop.ui.look.theme import theme
from prossce_desktop.ui.parts.buttons import Button
from prossce_desktop.ui.parts.cards import EmptyState
from prossce_desktop.ui.parts.chips_field import ChipsField
from prossce_desktop.ui.parts.choice_field import Choice, ChoiceField
from prossce_desktop.ui.parts.date_field import DateField, read_date
from prossce_desktop.ui.parts.field_frame import FieldFrame
from prossce_desktop.ui.parts.figures import Figure, Total, TotalsStrip
from prossce_desktop.ui.parts.reference_field import ReferenceField
from prossce_desktop.ui.parts.save_bar import SaveBar
from prossce_desktop.ui.parts.suggestions import Suggestion
from prossce_desktop.ui.parts.text_fields import LongText, NumberField, TextField
from prossce_desktop.ui.session.toast import Toast
from prossce_desktop.ui.window.navigation_panel import RAIL, Navigation
from tests.tools.gallery import PLACES
from tests.tools.gallery_pages import form_page
from tests.tools.recording_speaker import RecordingSpeaker

Key = Qt.Key
PROVINCES = (
    "Battambang", "Kampong Cham", "Kampong Thom", "Kandal", "Kep", "Kratie", "Phnom Penh", "Pursat", "Siem Reap", "Takeo",
    "Pailin", "Kampot", "Koh Kong",
)
MANY = [Choice(f"p{n}", name) for n, name in enumerate(PROVINCES)]


def shown(qtbot: QtBot, *widgets: QWidget) -> QWidget:
    page = QWidget()
    down = QVBoxLayout(page)
    for widget in widgets:
        down.addWidget(widget)
    widgets[0].its_page = page  # type: ignore[attr-defined]  # qtbot holds only a weak reference
    qtbot.addWidget(page)
    page.resize(640, 480)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    return page


@pytest.mark.parametrize("editor", [TextField, LongText, NumberField, DateField])
def test_showing_a_value_tells_nobody_and_typing_tells(qtbot: QtBot, editor: type[TextField]) -> None:
    field = editor()
    shown(qtbot, field)
    told: list[str] = []
    field.edited.connect(lambda: told.append("edited"))
    field.set_value("5")
    assert told == []
    QTest.keyClicks(field, "6")
    assert told == ["edited"]


def test_enter_goes_to_the_next_field_but_not_while_an_input_method_composes(qtbot: QtBot) -> None:
    first, second = TextField(), TextField()
    shown(qtbot, first, second)
    first.setFocus()
    QApplication.sendEvent(first, QInputMethodEvent("ស", []))
    QTest.keyClick(first, Key.Key_Return)
    assert first.hasFocus()
    QApplication.sendEvent(first, QInputMethodEvent())
    QTest.keyClick(first, Key.Key_Return)
    assert second.hasFocus()


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("18 Nov 2024", dt.date(2024, 11, 18)), ("18/11/2024", dt.date(2024, 11, 18)), ("2024-11-18", dt.date(2024, 11, 18)),
        ("18.11.2024", dt.date(2024, 11, 18)), ("31/02/1998", None), ("soon", None), ("", None),
    ],
)
def test_a_date_is_read_as_people_write_it(text: str, day: dt.date | None) -> None:
    assert read_date(text) == day


def test_a_date_is_iso_where_understood_and_as_typed_where_not(qtbot: QtBot) -> None:
    field = DateField(today=lambda: dt.date(2024, 11, 29))
    shown(qtbot, field, TextField())
    field.setFocus()
    QTest.keyClicks(field, "18/11/2024")
    QTest.keyClick(field, Key.Key_Tab)
    assert (field.text(), field.value()) == ("18 Nov 2024", "2024-11-18")
    field.set_value("31/02/1998")
    assert (field.text(), field.value()) == ("31/02/1998", "31/02/1998")
    QTest.keyClick(field, Key.Key_Semicolon, Qt.KeyboardModifier.ControlModifier)
    assert field.value() == "2024-11-29"


def test_a_day_of_the_calendar_is_typed_in(qtbot: QtBot) -> None:
    from PySide6.QtCore import QDate

    field = DateField(today=lambda: dt.date(2024, 11, 29))
    shown(qtbot, field)
    field.open_calendar()
    field._was_picked(QDate(2024, 11, 5))
    assert field.value() == "2024-11-05"


def test_the_pin_is_seen_while_the_mouse_is_over_its_field(qtbot: QtBot) -> None:
    """Only who had the mouse on its 20 pixels by chance saw it."""
    frame = FieldFrame("Place", TextField(), pinnable=True)
    shown(qtbot, frame)
    assert frame.pin is not None
    without = frame.grab().toImage()
    frame.setAttribute(Qt.WidgetAttribute.WA_UnderMouse)
    painted: list[bool] = []
    frame.pin.paintEvent = lambda event: painted.append(True)  # type: ignore[method-assign]
    QApplication.sendEvent(frame, QEvent(QEvent.Type.Enter))
    qtbot.waitUntil(lambda: bool(painted))
    del frame.pin.paintEvent
    assert frame.grab().toImage() != without


def test_a_long_list_is_searched_by_typing(qtbot: QtBot) -> None:
    field = ChoiceField(MANY, empty="Not recorded")
    shown(qtbot, field, TextField())
    assert field.isEditable()
    field.setFocus()
    QTest.keyClicks(field, "siem")
    QTest.keyClick(field, Key.Key_Return)
    assert field.value() == "p8"
    field.lineEdit().setText("nowhere")
    field._settle()
    assert field.value() == "p8"
    field.lineEdit().setText("")
    field._settle()
    assert field.value() == ""


def test_tab_takes_the_choice_on_which_an_open_list_stands_and_goes_on(qtbot: QtBot) -> None:
    """The list swallowed Tab and everything that was typed after it."""
    field, behind = ChoiceField(MANY[:3]), TextField()
    shown(qtbot, field, behind)
    field.setFocus()
    field.showPopup()
    with qtbot.waitSignal(field.edited):
        QTest.keyClick(field.view(), Key.Key_Down)
        QTest.keyClick(field.view(), Key.Key_Tab)
    assert field.value() == MANY[0].token
    assert not field.view().isVisible() and behind.hasFocus()


def test_the_choice_on_which_an_open_list_stands_is_seen(qtbot: QtBot) -> None:
    field = ChoiceField(MANY[:3])
    shown(qtbot, field, TextField())
    field.showPopup()
    view = field.view()
    view.setCurrentIndex(view.model().index(1, 0))
    picture = view.viewport().grab().toImage()
    colours = [picture.pixelColor(picture.width() - 20, view.visualRect(view.model().index(at, 0)).center().y()).name() for at in (1, 2)]
    assert colours[0] == theme().tokens.soft.casefold() != colours[1]
    field.hidePopup()


def test_a_stored_choice_that_is_no_longer_offered_is_not_lost(qtbot: QtBot) -> None:
    field = ChoiceField(MANY[:3])
    qtbot.addWidget(field)
    field.set_value("retired")
    assert field.value() == "retired"


def test_several_choices_keep_their_order_and_the_rest_is_behind_add(qtbot: QtBot) -> None:
    field = ChipsField(MANY, shown=3)
    shown(qtbot, field)
    field.set_value(("p5", "p1"))
    assert field.value() == ("p1", "p5")
    with qtbot.waitSignal(field.edited):
        next(iter(field.chips.values())).click()
    assert field.value() == ("p0", "p1", "p5")


def test_a_reference_is_an_id_only_when_it_was_chosen(qtbot: QtBot) -> None:
    field = ReferenceField()
    shown(qtbot, field, TextField())
    field.setFocus()
    field.offers_wanted.connect(lambda text: field.show_offers(text, [Suggestion(("National Employment Agency", "KH"), "12")]))
    QTest.keyClicks(field, "nat")
    qtbot.waitUntil(lambda: len(field.offers()) == 1)
    assert (field.value(), field.unchosen()) == ("nat", "nat")
    QTest.keyClick(field, Key.Key_Down)
    QTest.keyClick(field, Key.Key_Return)
    assert (field.value(), field.text(), field.unchosen()) == ("12", "National Employment Agency", "")
    QTest.keyClicks(field, "x")
    assert field.value() == field.unchosen() == "xNational Employment Agency"
    with qtbot.waitSignal(field.new_wanted):
        QTest.keyClick(field, Key.Key_N, Qt.KeyboardModifier.AltModifier)


def test_a_soft_problem_is_kept_with_a_reason_and_a_hard_one_cannot_be(qtbot: QtBot) -> None:
    frame = FieldFrame("Hours", NumberField())
    shown(qtbot, frame)
    frame.set_problem(Severity.soft, "96 hours in 5 days are 19 hours a day.", reasons=["counted with travel"])
    kept: list[str] = []
    frame.accepted.connect(kept.append)
    frame.note.keep_button.click()
    assert kept == []
    frame.note.reason.setText("counted with travel")
    frame.note.keep_button.click()
    assert kept == ["counted with travel"]
    frame.set_problem(Severity.hard, "Not a number.", cure="Use 9")
    assert frame.note.keep_button.isHidden()
    with qtbot.waitSignal(frame.cured):
        frame.note.cure_button.click()
    frame.clear_problem()
    assert not frame.has_problem()


def test_a_problem_is_read_out_with_its_field(qtbot: QtBot) -> None:
    editor = TextField()
    frame = FieldFrame("Name", editor, required=True, explained="As on the sheet")
    qtbot.addWidget(frame)
    assert "Name" in editor.accessibleName() and "required" in editor.accessibleName()
    frame.set_problem(Severity.hard, "A name is needed.")
    assert editor.accessibleDescription() == "A name is needed."
    frame.clear_problem()
    assert editor.accessibleDescription() == "As on the sheet"


def test_a_changed_field_says_what_it_was(qtbot: QtBot) -> None:
    frame = FieldFrame("Place", TextField())
    qtbot.addWidget(frame)
    frame.set_changed("hall 1")
    assert frame.old.text() == "before: hall 1"
    frame.set_changed(None)
    assert frame.dot.isHidden()


@pytest.mark.parametrize("key", [Key.Key_Return, Key.Key_Space])
@pytest.mark.parametrize("kind", ["primary", "default", "quiet", "link"])
def test_a_button_is_pressed_by_keys(qtbot: QtBot, key: Qt.Key, kind: str) -> None:
    button = Button("Plan & budget", kind)  # type: ignore[arg-type]
    shown(qtbot, button)
    assert button.accessibleName() == "Plan & budget"
    with qtbot.waitSignal(button.clicked):
        QTest.keyClick(button, key)


def test_a_figure_names_its_basis_and_opens_by_keys(qtbot: QtBot) -> None:
    figure = Figure()
    figure.say("Women", "53.8 %", "of 42,906", 0.5)
    shown(qtbot, figure)
    assert figure.accessibleName() == "Women: 53.8 %, of 42,906"
    with qtbot.waitSignal(figure.clicked):
        QTest.keyClick(figure, Key.Key_Return)


def test_the_strip_cuts_no_figure_when_the_window_is_narrow(qtbot: QtBot) -> None:
    strip = TotalsStrip()
    qtbot.addWidget(strip)
    counts = [Total("list", "On the list", "41,422"), Total("rest", "Others, without a name", "4,161")]
    shares = [Total(str(n), "With disability", "2,400", "of 6,902 asked") for n in range(4)]
    strip.say(counts, shares, 3, 4, 4, "3 of 4")
    strip.show()
    for width in (1100, 760, 620):
        strip.resize(width, strip.height())
        QApplication.processEvents()
        assert all(one.width() >= one.sizeHint().width() for one in strip.buttons), width
    with qtbot.waitSignal(strip.pressed) as seen:
        strip.buttons[1].click()
    assert seen.args == ["rest"]


def test_a_number_of_the_strip_keeps_the_keys_when_others_come_beside_it(qtbot: QtBot) -> None:
    """A check after Tab made all buttons anew, and the keys were nowhere; Ctrl+S was not heard then."""
    strip = TotalsStrip()
    shown(qtbot, strip)
    on_list, head, women = Total("list", "On the list", "0"), Total("head", "Head count", "41"), Total("women", "Women", "22", "of 41")
    strip.say([on_list], [], 0, 0, 0, "")
    QApplication.processEvents()
    strip.buttons[0].setFocus()
    strip.say([on_list, head], [women], 0, 41, 41, "41")
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert strip.buttons[0].hasFocus() and [one.total.key for one in strip.buttons] == ["list", "head", "women"]
    QApplication.processEvents()
    strip.buttons[2].setFocus()
    strip.say([head], [], 0, 41, 41, "41")
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert strip.buttons[0].hasFocus(), "what goes leaves the keys to the first"


def test_the_navigation_goes_by_keys_and_becomes_a_rail(qtbot: QtBot) -> None:
    made = Navigation(PLACES)
    shown(qtbot, made)
    made.set_current("overview")
    QTest.keyClick(made.list, Key.Key_Down)
    with qtbot.waitSignal(made.chosen) as seen:
        QTest.keyClick(made.list, Key.Key_Return)
    assert seen.args == ["activities"]
    made.set_rail(True)
    assert made.width() == RAIL
    assert made.model.item(0).toolTip() == "Overview"


def test_the_short_message_is_taken_back_by_undo(qtbot: QtBot) -> None:
    page = shown(qtbot, TextField())
    message = Toast(page)
    message.say("Imported 308 people.", step="imp-0001")
    assert message.isVisible() and message.geometry().bottom() < page.height()
    with qtbot.waitSignal(message.undone) as taken_back:
        message.undo_button.click()
    assert taken_back.args == ["imp-0001"]
    assert message.isHidden()


def test_the_short_message_goes_when_another_step_follows_but_not_when_its_own_is_told(qtbot: QtBot) -> None:
    page = shown(qtbot, TextField())
    message = Toast(page)
    message.say("Removed: Fair", step="op-0007")
    message.follows("op-0007")
    message.follows(None)
    assert message.isVisible()
    message.follows("op-0008")
    assert message.isHidden()
    message.say("Written: fair.xlsx")
    message.follows("op-0009")
    assert message.isVisible(), "it has nothing to take back"


def test_save_is_never_grey(qtbot: QtBot) -> None:
    bar = SaveBar()
    qtbot.addWidget(bar)
    bar.say("stopped", "One thing stops saving: the end date.")
    assert bar.save_button.isEnabled()
    assert bar.sentence() == "One thing stops saving: the end date."


def test_an_empty_state_offers_what_would_bring_something(qtbot: QtBot) -> None:
    second = Button("New career fair")
    empty = EmptyState("search-x", "Nothing matches.", "", [Button("Show all years"), second])
    qtbot.addWidget(empty)
    with qtbot.waitSignal(empty.pressed) as seen:
        second.click()
    assert seen.args == [1]


def test_the_name_of_the_column_for_all_year_has_its_room(qtbot: QtBot) -> None:
    chart = ActivitiesByMonth("Activities by month")
    chart.show_months([*(Month(name, ()) for name in ("Jan", "Feb", "Mar", "Apr")), Month("All year", ())])
    shown(qtbot, chart)
    chart.resize(180, 160)
    assert chart.columnWidth(4) >= width_of("All year", theme().font("caption")) > chart.columnWidth(0)
    assert sum(chart.columnWidth(at) for at in range(5)) <= chart.viewport().width()


def test_a_block_opens_its_activity_and_thirteen_in_a_month_are_a_bar(qtbot: QtBot) -> None:
    chart = ActivitiesByMonth("Activities by month")
    few = Month("Jan", (ActivityBlock("Training, Kandal", 0, record=7), ActivityBlock("Fair", 1, record=8)))
    many = Month("Feb", tuple(ActivityBlock(str(n), n % 4, record=n) for n in range(13)))
    chart.show_months([few, many])
    shown(qtbot, chart)
    model = chart.model()
    lowest = model.rowCount() - 2
    assert model.index(lowest, 0).data(Qt.ItemDataRole.AccessibleTextRole) == "Training, Kandal"
    chart.setFocus()
    chart.setCurrentIndex(model.index(lowest, 0))
    with qtbot.waitSignal(chart.opened) as seen:
        QTest.keyClick(chart, Key.Key_Return)
    assert seen.args == [7]
    assert model.index(0, 1).data(Qt.ItemDataRole.AccessibleTextRole) == "Feb: 13 activities"
    chart.setCurrentIndex(model.index(0, 1))
    with qtbot.waitSignal(chart.month_opened):
        QTest.keyClick(chart, Key.Key_Return)


def test_a_step_of_the_funnel_is_read_out_with_its_basis_and_opens(qtbot: QtBot) -> None:
    chart = FunnelView("Career fairs")
    vacancies = FunnelStep("posts", "Vacancies", "31,700", "posts", 31_700, persons=False)
    chart.show_steps([vacancies, FunnelStep("hired", "Hired", "–", "persons", None)])
    shown(qtbot, chart)
    chart.grab()
    assert chart.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole) == "Vacancies: 31,700 posts"
    chart.setCurrentIndex(chart.model().index(1, 0))
    with qtbot.waitSignal(chart.opened) as seen:
        QTest.keyClick(chart, Key.Key_Return)
    assert seen.args == ["hired"]


def test_labels_and_buttons_fit_in_the_pseudo_language(qtbot: QtBot) -> None:
    messages.use(messages.PSEUDO)
    try:
        page = form_page()
        qtbot.addWidget(page)
        page.resize(1366, 768)
        page.show()
        QApplication.processEvents()
        tight = [one.words() for one in page.findChildren(Button) if one.isVisible() and one.width() < one.sizeHint().width()]
        tight += [
            one.text() for one in page.findChildren(QLabel)
            if one.isVisible() and not one.wordWrap() and one.text() and not one.toolTip() and one.width() < one.minimumSizeHint().width()
        ]
        assert tight == []
    finally:
        messages.use(messages.ENGLISH)


def test_every_part_that_takes_the_focus_has_a_name(qtbot: QtBot) -> None:
    page = form_page()
    qtbot.addWidget(page)
    page.show()
    focusable = [
        one for one in page.findChildren(QWidget)
        if one.isVisible() and one.focusPolicy() & Qt.FocusPolicy.TabFocus and one.focusProxy() is None
        and type(one).__module__.startswith("prossce_desktop")
    ]
    nameless = [type(one).__name__ for one in focusable if not one.accessibleName() and type(one).__name__ not in ("FormColumn", "Tabs")]
    assert nameless == []


def test_a_recording_speaker_answers_as_it_was_told() -> None:
    speaker = RecordingSpeaker()
    speaker.will_answer("Save")
    assert speaker.ask("Save changes?", ["Save", "Discard", "Cancel"]) == "Save"
    assert speaker.ask("Save changes?", ["Save", "Discard", "Cancel"]) == "Cancel"
    assert speaker.choose_folder("Where?") is None
    assert speaker.asked == ["Save changes?", "Save changes?", "Where?"]


@pytest.mark.parametrize("pause", [0, pytest.param(600, marks=pytest.mark.slow)])
def test_letters_lead_to_the_choice_that_they_begin_however_slowly_they_are_typed(qtbot: QtBot, pause: int) -> None:
    field = _shown_choice(qtbot, "In person", "In parts", "Online")
    assert QApplication.keyboardInputInterval() < 600
    for letter in "in pa":
        QTest.keyClicks(field, letter)
        qtbot.wait(pause)
    assert field.value() == "In parts"


def test_shift_for_a_capital_in_the_middle_of_a_word_begins_no_new_word(qtbot: QtBot) -> None:
    """On a keyboard Shift comes as a key of its own: 'R, Shift, S' is no 'S'."""
    field = _shown_choice(qtbot, "Regional office", "RSSTC", "Skills")
    for letter in "RS":
        QTest.keyPress(field, Qt.Key.Key_Shift, Qt.KeyboardModifier.ShiftModifier)
        QTest.keyClick(field, letter, Qt.KeyboardModifier.ShiftModifier)
        QTest.keyRelease(field, Qt.Key.Key_Shift)
    assert field.value() == "RSSTC"


@pytest.mark.parametrize(
    "lock", [Key.Key_CapsLock, Key.Key_NumLock, Key.Key_ScrollLock, Key.Key_Super_L, Key.Key_Super_R]
)
def test_a_lock_pressed_in_the_middle_of_words_begins_no_new_word(qtbot: QtBot, lock: Qt.Key) -> None:
    """'Research and', Caps Lock, 'SSTC'."""
    field = _shown_choice(qtbot, "Research and training", "Research and SSTC", "Skills")
    QTest.keyClicks(field, "Research and ")
    QTest.keyClick(field, lock)
    QTest.keyClicks(field, "SSTC")
    assert field.value() == "Research and SSTC"


def _shown_choice(qtbot: QtBot, *labels: str) -> ChoiceField:
    field = ChoiceField([Choice(one, one) for one in labels])
    qtbot.addWidget(field)
    field.show()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    return field
