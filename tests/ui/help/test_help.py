"""F1 opens the guide beside the page, at the topic that fits; keys alone suffice; nothing that was typed is in it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QImage, QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from prossce_desktop.language import messages
from prossce_desktop.reference import guide
from prossce_desktop.ui.base.place import PageName, Place
from prossce_desktop.ui.help import topic_for_page
from prossce_desktop.ui.help.help_panel import HelpPanel
from prossce_desktop.ui.help.topic_document import heading_at, write
from prossce_desktop.ui.look.theme import theme, wear
from prossce_desktop.ui.records.record_tabs import TabName
from prossce_desktop.ui.window.main_window import MainWindow
from tests.tools.guide_markdown import GuidePicture, GuideTable, blocks_of, headings_of, said_in
from tests.ui.read_screen import cut_off, words_of
from tests.ui.test_pseudo_language import english
from tests.ui.window import Window, window

pytestmark = pytest.mark.slow

TOPICS = {one.name: one for one in guide.topics()}
Key = Qt.Key


@pytest.fixture
def shown(qtbot: QtBot, tmp_path: Path) -> Iterator[Window]:
    with window(tmp_path, qtbot, records=lambda store: {}) as made:
        made.go(Place(PageName.overview))
        yield made


def press(made: Window, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(QApplication.focusWidget() or made.window, key, held)
    made.settle()


def panel_of(made: Window) -> HelpPanel:
    assert made.help.panel is not None
    return made.help.panel


def has_keys(widget: QWidget) -> bool:
    focus = QApplication.focusWidget()
    return focus is not None and (focus is widget or widget.isAncestorOf(focus))


def places_named() -> list[str]:
    return [*topic_for_page.PAGES.values(), *topic_for_page.TABS.values(), *topic_for_page.DOORS.values(), topic_for_page.FIRST]


def test_every_page_and_tab_has_a_topic() -> None:
    assert set(topic_for_page.PAGES) == set(PageName)
    assert set(topic_for_page.TABS) == {str(one.value) for one in TabName}


def test_every_topic_that_is_named_is_there_with_its_heading() -> None:
    for named in places_named():
        name, _, heading = named.partition("#")
        assert name in TOPICS and (not heading or heading in {one.anchor for one in headings_of(TOPICS[name])}), named


def put_into_the_window() -> set[str]:
    """Classes of what some file of the window makes and puts into its middle."""
    found: set[str] = set()
    for path in Path(topic_for_page.__file__).parents[1].rglob("*.py"):
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(function, ast.FunctionDef):
                continue
            made = {
                target.id: one.value.func.id
                for one in ast.walk(function)
                if isinstance(one, ast.Assign) and isinstance(one.value, ast.Call) and isinstance(one.value.func, ast.Name)
                for target in one.targets
                if isinstance(target, ast.Name)
            }
            for one in ast.walk(function):
                if isinstance(one, ast.Call) and isinstance(one.func, ast.Attribute) and one.func.attr == "setCentralWidget":
                    given = one.args[0]
                    name = given.id if isinstance(given, ast.Name) else given.func.id if isinstance(given, ast.Call) and isinstance(given.func, ast.Name) else ""
                    found.add(made.get(name, name))
    return found


def test_everything_that_can_stand_in_the_window_has_a_topic() -> None:
    known = set(topic_for_page.DOORS) | {"shell", "widget", "page", "behind", ""}  # the shell has its own; the others hand on what was made
    assert len(put_into_the_window() & set(topic_for_page.DOORS)) >= 7
    assert put_into_the_window() <= known


@pytest.mark.slow
def test_f1_opens_the_guide_on_every_page_and_tab(qtbot: QtBot, tmp_path: Path) -> None:
    with window(tmp_path, qtbot) as made:
        for place in made.places():
            made.go(place)
            press(made, Key.Key_F1)
            panel = panel_of(made)
            assert made.help.is_open() and panel.target() == made.help.topic().partition("#")[0], place
            assert panel.text.toPlainText().startswith(TOPICS[panel.target()].title)
            assert has_keys(panel)
            press(made, Key.Key_Escape)
            assert not made.help.is_open()


def test_a_tab_that_was_clicked_decides_the_topic(qtbot: QtBot, tmp_path: Path) -> None:
    with window(tmp_path, qtbot) as made:
        made.go(Place(PageName.activity, record=made.ids["career_fair"], kind="career_fair"))
        assert made.help.topic() == "a-fair"
        press(made, Key.Key_3, Qt.KeyboardModifier.AltModifier)
        assert made.help.topic() == "head-count"


def test_f1_goes_to_and_fro_and_esc_gives_the_keys_back(shown: Window) -> None:
    shown.go(Place(PageName.activity, kind="training"))
    field = QApplication.focusWidget()
    press(shown, Key.Key_F1)
    assert has_keys(panel_of(shown))
    press(shown, Key.Key_F1)
    assert QApplication.focusWidget() is field and shown.help.is_open()
    press(shown, Key.Key_F1)
    press(shown, Key.Key_Escape)
    assert QApplication.focusWidget() is field and not shown.help.is_open()


def test_the_page_stays_in_sight_beside_the_guide(shown: Window) -> None:
    before = shown.shell.width()
    press(shown, Key.Key_F1)
    panel = panel_of(shown)
    assert shown.shell.width() == before - panel.width() >= 880
    assert panel.geometry().left() == shown.shell.width() and panel.height() == shown.window.height()
    assert list(cut_off(shown.window)) == []
    press(shown, Key.Key_Escape)
    assert shown.shell.width() == before


def test_in_a_narrow_window_the_guide_takes_the_place_of_the_page(shown: Window) -> None:
    shown.window.resize(911, 512)
    shown.settle()
    press(shown, Key.Key_F1)
    assert panel_of(shown).width() == shown.window.width()
    press(shown, Key.Key_F1)
    assert not shown.help.is_open()
    press(shown, Key.Key_F1)
    shown.go(Place(PageName.reports))
    assert not shown.help.is_open()


def test_what_covers_the_window_goes_when_something_else_comes_into_it(shown: Window) -> None:
    shown.window.resize(911, 512)
    shown.settle()
    press(shown, Key.Key_F1)
    behind = shown.window.takeCentralWidget()
    page = QWidget()
    shown.window.setCentralWidget(page)
    shown.settle()
    assert not shown.help.is_open() and page.width() == shown.window.width()
    shown.window.setCentralWidget(behind)


def test_f1_in_a_field_says_what_the_field_is_and_nothing_of_what_was_typed(shown: Window) -> None:
    shown.go(Place(PageName.activity, kind="training"))
    form = shown.shell.page(PageName.activity).editing.form  # type: ignore[attr-defined]
    editor = form.by_name["code"].editor
    editor.setFocus()
    QTest.keyClicks(editor, "SECRET-1")
    press(shown, Key.Key_F1)
    panel = panel_of(shown)
    assert panel.field.isVisible()
    assert (panel.field_name.text(), panel.field_said.text()) == ("Code", "If this is empty, the program makes a code.")
    assert "SECRET-1" not in panel.text.toPlainText() + " ".join(text for _where, text in words_of(panel))


def test_a_link_goes_to_its_topic_and_back_returns_to_the_line(shown: Window) -> None:
    press(shown, Key.Key_F1)
    panel = panel_of(shown)
    bar = panel.text.verticalScrollBar()
    bar.setValue(120)
    panel.text.anchorClicked.emit(QUrl("10-copies.md#move-to-a-new-computer"))
    shown.settle()
    assert panel.target() == "copies" and bar.value() > 0
    press(shown, Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert panel.target() == "first-day" and bar.value() == 120
    assert shown.shell.place.page is PageName.overview  # the window did not go back with it


def test_the_keys_alone_reach_a_link(shown: Window) -> None:
    press(shown, Key.Key_F1)
    press(shown, Key.Key_Tab)
    press(shown, Key.Key_Return)
    assert panel_of(shown).target() == "copies"


def test_words_are_searched_and_enter_opens_where_they_stand(shown: Window) -> None:
    press(shown, Key.Key_F1)
    press(shown, Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    panel = panel_of(shown)
    assert has_keys(panel.search)
    QTest.keyClicks(panel.search, "stick lost")
    shown.settle()
    assert panel.places.isVisible() and panel.places.model().rowCount() >= 1
    press(shown, Key.Key_Down)
    assert has_keys(panel.places)
    press(shown, Key.Key_Return)
    assert panel.text.isVisible() and panel.search.text() == ""
    assert has_keys(panel.text)


def test_nothing_found_is_said_and_esc_comes_back_to_the_text_first(shown: Window) -> None:
    press(shown, Key.Key_F1)
    panel = panel_of(shown)
    panel.search.setFocus()
    QTest.keyClicks(panel.search, "zzzz")
    shown.settle()
    assert panel.nothing.isVisible()
    press(shown, Key.Key_Escape)
    assert panel.text.isVisible() and shown.help.is_open()
    press(shown, Key.Key_Escape)
    assert not shown.help.is_open()


def test_contents_list_every_topic(shown: Window) -> None:
    press(shown, Key.Key_F1)
    panel = panel_of(shown)
    panel.contents_button.click()
    shown.settle()
    model = panel.places.model()
    assert [model.index(row, 0).data() for row in range(model.rowCount())] == [one.title for one in TOPICS.values()]
    press(shown, Key.Key_Down)
    press(shown, Key.Key_Return)
    assert panel.target() == "a-training"


def test_help_stands_in_go_to_and_in_the_navigation(shown: Window) -> None:
    press(shown, Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(QApplication.focusWidget(), "hel")
    shown.settle()
    press(shown, Key.Key_Return)
    assert shown.help.is_open()
    press(shown, Key.Key_Escape)
    shown.shell.navigation.help.click()
    shown.settle()
    assert shown.help.is_open()


def test_pictures_are_as_wide_as_the_panel_and_follow_it(shown: Window) -> None:
    press(shown, Key.Key_F1)
    panel = panel_of(shown)

    def widths() -> set[int]:
        found = set()
        block = panel.text.document().begin()
        while block.isValid():
            part = block.begin()
            while not part.atEnd():
                shape = part.fragment().charFormat()
                if shape.isImageFormat():
                    found.add(round(shape.toImageFormat().width()))
                part += 1
            block = block.next()
        return found

    [first] = widths()
    assert first <= panel.text.viewport().width()
    shown.window.resize(1280, 700)
    shown.settle()
    [second] = widths()
    assert second < first


def test_the_pictures_themselves_are_in_the_text(shown: Window) -> None:
    press(shown, Key.Key_F1)
    document = panel_of(shown).text.document()
    for one in TOPICS["first-day"].pictures():
        found = document.resource(QTextDocument.ResourceType.ImageResource, QUrl(one))
        assert isinstance(found, QImage) and found.width() > 300, one


def test_the_text_is_dressed_anew_in_dark_and_in_large_type(shown: Window) -> None:
    press(shown, Key.Key_F1)
    panel = panel_of(shown)

    def look() -> tuple[str, int]:
        first = panel.text.document().begin()
        shape = first.begin().fragment().charFormat()
        return shape.foreground().color().name(), shape.font().pixelSize()

    assert look() == (theme().tokens.text.lower(), 22)
    wear(QApplication.instance(), "dark", 150)  # type: ignore[arg-type]
    shown.settle()
    assert look() == (theme().tokens.text.lower(), 33)


def test_qt_reads_the_same_headings_and_words_as_paper(qtbot: QtBot) -> None:
    for topic in TOPICS.values():
        document = QTextDocument()
        write(document, topic, {one: QImage(10, 10, QImage.Format.Format_RGB32) for one in topic.pictures()}, 300)
        for heading in headings_of(topic):
            assert heading_at(document, heading.anchor) is not None, (topic.file, heading)
        words = document.toPlainText().replace("\u2009", "").replace("\u2029", "\n")
        assert not {"**", "](", "`", "|"} & set(words) and "**" not in words, topic.file
        for block in blocks_of(topic.text)[1:]:
            if not isinstance(block, GuidePicture | GuideTable):
                for said in said_in(block):
                    assert said.strip() in words, (topic.file, said)


def test_in_a_made_up_language_only_the_guide_itself_is_english(qtbot: QtBot, tmp_path: Path) -> None:
    messages.use(messages.PSEUDO)
    try:
        for width, height in ((1366, 728), (911, 512)):
            folder = tmp_path / str(width)
            folder.mkdir()
            with window(folder, qtbot, width=width, height=height, records=lambda store: {}) as made:
                made.go(Place(PageName.overview))
                press(made, Key.Key_F1)
                panel = panel_of(made)
                assert panel.in_english.isVisible()
                titles = sorted((one.title for one in TOPICS.values()), key=len, reverse=True)
                assert [(where, left) for where, text in words_of(panel) if (left := english(text, titles))] == []
                assert list(cut_off(panel)) == []
    finally:
        messages.use(messages.ENGLISH)


def test_before_the_records_are_open_f1_helps_too(qtbot: QtBot, tmp_path: Path) -> None:
    from PySide6.QtCore import QSettings

    from prossce_desktop.ui.access.first_start_page import FirstStart
    from prossce_desktop.ui.access.unlock_page import Unlock
    from prossce_desktop.ui.base.jobs import Jobs
    from prossce_desktop.ui.help.help_sidebar import HelpSidebar
    from tests.tools.recording_speaker import RecordingSpeaker

    jobs, settings = Jobs(), QSettings(str(tmp_path / "w.ini"), QSettings.Format.IniFormat)
    main = MainWindow(settings)
    helper = HelpSidebar(main, jobs)
    main.resize(1366, 728)
    main.show()
    qtbot.waitExposed(main)
    try:
        for page, topic in ((FirstStart(tmp_path / "none", jobs, RecordingSpeaker()), "first-day"), (Unlock(tmp_path, jobs, settings), "what-if")):
            main.setCentralWidget(page)
            page.first_focus()
            qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
            QTest.keyClick(QApplication.focusWidget(), Key.Key_F1)
            qtbot.waitUntil(lambda: helper.panel is not None and not jobs.is_busy())
            qtbot.wait(20)
            assert helper.panel is not None and helper.panel.target() == topic
            assert list(cut_off(main)) == []
            QTest.keyClick(helper.panel.text, Key.Key_Escape)
    finally:
        jobs.close()
        main.hide()
        main.deleteLater()
