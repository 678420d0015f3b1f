"""The People tab: type a sign-in sheet, paste a block, take known people, settle duplicates."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from prossce_desktop import app
from prossce_desktop.domain.input.attendance import Attendance
from prossce_desktop.domain.model.codes import ActivityKind, Verdict
from prossce_desktop.domain.text.folding import fold
from prossce_desktop.errors import ProssceError
from prossce_desktop.language import formatting
from prossce_desktop.language.messages import _, ngettext_
from prossce_desktop.services.activities.head_count_totals import HeadTotal
from prossce_desktop.services.decisions import duplicate_pairs
from prossce_desktop.services.history.current_page import ActionPage, stand_at
from prossce_desktop.ui.activities.people_grid.accepted_doubts import AcceptedDoubts
from prossce_desktop.ui.activities.people_grid.attendance_question import AttendanceQuestion
from prossce_desktop.ui.activities.people_grid.grid_cell import Understanding
from prossce_desktop.ui.activities.people_grid.grid_columns import GridColumns
from prossce_desktop.ui.activities.people_grid.grid_foot import GridFoot, keys_of, standing_words
from prossce_desktop.ui.activities.people_grid.grid_jobs import Batch, LoadedGrid, draft_key, load
from prossce_desktop.ui.activities.people_grid.grid_menus import GridMenus
from prossce_desktop.ui.activities.people_grid.grid_model import PeopleModel
from prossce_desktop.ui.activities.people_grid.grid_refresh import GridRefresh, merge
from prossce_desktop.ui.activities.people_grid.grid_row import GridRow
from prossce_desktop.ui.activities.people_grid.grid_saving import GridSaving
from prossce_desktop.ui.activities.people_grid.grid_toolbar import Toolbar
from prossce_desktop.ui.activities.people_grid.grid_undo import GridUndo
from prossce_desktop.ui.activities.people_grid.grid_view import CHECK_LEAST, CHECK_WORDS, PeopleView
from prossce_desktop.ui.activities.people_grid.list_totals import (
    ListTotals,
    counts_of,
    shares_of,
    shortened,
    totals_of,
)
from prossce_desktop.ui.activities.people_grid.paste_actions import PasteActions
from prossce_desktop.ui.activities.people_grid.paste_import import PasteDone
from prossce_desktop.ui.activities.people_grid.people_columns import all_columns
from prossce_desktop.ui.activities.people_grid.person_suggestions import PersonSuggestions
from prossce_desktop.ui.base.keyboard_focus import is_left, is_typing
from prossce_desktop.ui.base.place import PageName, Place
from prossce_desktop.ui.look.text_painting import width_of
from prossce_desktop.ui.look.theme import theme
from prossce_desktop.ui.parts.figures import TotalsStrip
from prossce_desktop.ui.parts.layouts import in_column
from prossce_desktop.ui.session.page import page_of
from prossce_desktop.ui.session.session import Session

_COUNT_AFTER_MS = 60
_WIDEST_CHECK = 640
"""Width of the last column, in pixels at 100 %."""


class PeopleTab(QWidget):
    """`totals_changed(ListTotals)` on every change; a host with its own strip hides `strip` and `foot`."""

    totals_changed = Signal(object)
    standing_changed = Signal(str, bool)
    """What the foot says, and whether all is well: for a host with a bar of its own."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        how = Understanding.plain("training", "", Attendance(ActivityKind.training, None))
        self.model = PeopleModel(how, all_columns(how.sheet), self)
        self.view = PeopleView()
        self.view.setModel(self.model)
        self.toolbar = Toolbar()
        self.strip = TotalsStrip()
        self.foot = GridFoot()
        self.columns = GridColumns(session, self.view, self.model)
        self.saver = GridSaving(session, self.model, self._open_cell, self)
        self.offers = PersonSuggestions(session, self.view, self.model, self.saver, self)
        self.paster = PasteActions(session, self.view, self.model, self.saver, self)
        self.keeper = AcceptedDoubts(session, self.view, self.model, self.saver, self)
        self.refresher = GridRefresh(session, self.view, self.saver, self)
        self.acts = GridUndo(session, self.view, self.model, self.saver, self)
        self.foot.hold(self.keeper.part)
        self.activity: int | None = None
        self.head: HeadTotal | None = None
        self._focus: int | None = None
        self._left: set[int] = set()
        """Activities whose unfinished rows this tab left itself, so it does not announce them."""
        self._sort = ("", False)
        self.counted = ListTotals()
        self._counting = QTimer(self, singleShot=True, interval=_COUNT_AFTER_MS)
        self._counting.timeout.connect(self._totals)
        self._lay_out()
        self._connect()
        self.presence = AttendanceQuestion(self)
        self.menus = GridMenus(self, self._go)

    def _lay_out(self) -> None:
        in_column(
            self.toolbar, self.paster.frame, (self.view, 1), self.strip, self.foot, into=self, spacing=0
        )

    def _connect(self) -> None:
        self.model.typed.connect(self._typed)
        self.view.row_left.connect(self._row_left)
        self.view.key_typed.connect(self.saver.key_pressed)
        self.view.both_said.connect(lambda said: self.session.speaker.mention(said))
        self.view.same_wanted.connect(self.decide)
        self.view.undo_wanted.connect(lambda back: self.undo() if back else self.redo())
        self.view.find_wanted.connect(self.toolbar.find_field.setFocus)
        self.view.remove_wanted.connect(self.acts.remove_rows)
        self.acts.moved.connect(self._moved)
        self.view.person_wanted.connect(self.open_person)
        self.session.news.discarded.connect(self._discarded)
        self.view.today_wanted.connect(self._write_today)
        self.view.pasted.connect(self.paster.look)
        self.view.selectionModel().currentChanged.connect(self._show_keys)
        self.view.horizontalHeader().sectionClicked.connect(self._sort_by)
        self.toolbar.wanted.connect(self._filter)
        self.toolbar.paste_button.clicked.connect(self._paste_pressed)
        self.toolbar.columns_button.clicked.connect(self.columns.choose)
        self.view.columns_changed.connect(self._columns_changed)
        self.toolbar.find_field.returnPressed.connect(self.view.setFocus)
        self.saver.stored.connect(self._was_kept)
        self.saver.saved.connect(self._was_saved)
        self.saver.refused.connect(lambda sentence: self._say(sentence, fine=False))
        self.saver.failed.connect(self._complain)
        self.paster.done.connect(self._pasted)
        self.strip.one_line_changed.connect(lambda: self._show_strip(self.counted))
        theme().changed.connect(self._set_widths)
        self.keeper.asks.connect(self.foot.give_room)
        self.foot.pressed.connect(self.view.press)
        self.keeper.accepted.connect(self._reason_given)
        self.keeper.nothing.connect(lambda: self._say(_("No value in this list needs a reason.")))
        self.refresher.read.connect(self._show_again)
        self.refresher.failed.connect(self._complain)

    # -- coming and going

    def enter(self, activity_id: int, kind: str, focus: int | None = None) -> None:
        """Save what is open and show an activity's people; `focus` is a participation to stand on."""
        if self.activity is not None:
            self.leave()
        self._focus = focus
        self.activity = activity_id
        self.view.hold_keys()
        self.view.forget_waiting()
        if not is_left(self):
            stand_at(ActionPage(PageName.activity.value, activity_id))
        store, today = self.session.store, self.session.today()
        self.session.jobs.start(lambda _step: load(store, activity_id, today), self._loaded, self._not_loaded)

    def leave(self) -> bool:
        """Keep everything: rows with a name are saved, the rest stands in the draft."""
        self.save_now()
        self.saver.keep()
        if self.activity is not None:
            self._left.add(self.activity)
        return True

    def keep_draft(self) -> None:
        self.saver.keep()

    def _discarded(self, key: str) -> None:
        activity = self.activity
        if activity is not None and key == draft_key(activity):
            self.activity = None  # nothing of it is saved
            self.saver.gone.clear()
            self.model.set_rows([])
            self.enter(activity, self.model.how.sheet.kind)

    def first_focus(self) -> None:
        self.view.setFocus()

    def save_now(self) -> None:
        """Ctrl+S: put what is being typed into its cell and save every row that can be."""
        self.view.keep_typed()
        for row in [one for one in self.model.rows if one.dirty or one.keeping]:
            self.saver.send([row])

    def _loaded(self, loaded: LoadedGrid) -> None:
        columns = self.columns.of(loaded.how.sheet, loaded.columns)
        self.head, self.menus.title = loaded.head, loaded.title
        self.saver.enter(self.activity or 0, has_draft=bool(loaded.restored or loaded.gone), gone=loaded.gone)
        self.refresher.enter(self.activity or 0)
        self.offers.enter(self.activity or 0, loaded.how.first_day)
        self.paster.enter(self.activity or 0)
        self.keeper.enter(loaded.reasons)
        self.model.set_rows(loaded.rows, loaded.how, columns)
        self.acts.enter(self.activity or 0, loaded.drafted)
        self._set_widths()
        self._totals()
        self.presence.enter(self.activity or 0)
        if loaded.restored and self.activity not in self._left:
            n = loaded.restored
            self._say(
                ngettext_("{n} unsaved row was restored", "{n} unsaved rows were restored", n).format(n=n)
            )
        place = next((at for at, row in enumerate(self.model.rows) if row.participation == self._focus), None)
        row = len(self.model.rows) if self._focus is None or place is None else place
        takes_keys = self.view.hasFocus() or not (is_typing() or is_left(self))
        (self.view.go_to if takes_keys else self.view.stand_on)(row, 0)
        self.view.give_keys()

    def _not_loaded(self, error: ProssceError) -> None:
        self.view.give_keys()
        self._say(str(error), fine=False)

    def _set_widths(self) -> None:
        widths = [one.width for one in self.model.columns[:-1]]
        self.view.fit_columns(widths, self._check_width(self.model.rows), self.columns.own_widths())

    def _columns_changed(self) -> None:
        self._show_sort()
        self._set_widths()

    def _check_width(self, rows: Iterable[GridRow]) -> int:
        words = self.model.longest_verdict(rows)
        if not words:  # it has nothing to say, and the others may have its room
            return theme().px(CHECK_LEAST)
        return min(
            theme().px(_WIDEST_CHECK),
            max(theme().px(CHECK_WORDS), width_of(words, theme().font("caption")) + 44),
        )

    # -- what happens

    def _typed(self, rows: list[GridRow], together: bool) -> None:
        self.saver.typed(rows, together=together, current=self.current())
        self._counting.start()

    def current(self) -> GridRow:
        return self.model.row_at(self.view.currentIndex().row())

    def _row_left(self, place: int) -> None:
        row = self.model.row_at(place)
        self.saver.left(row)
        if row.tally is None:
            self._counting.start()

    def _open_cell(self) -> tuple[GridRow, str, str] | None:
        editor, index = self.view.editor(), self.view.currentIndex()
        if editor is None or not index.isValid():
            return None
        return self.model.row_at(index.row()), self.model.columns[index.column()].key, editor.text()

    def _was_saved(self, batch: Batch) -> None:
        wide = self._check_width(batch.rows)
        self.view.once_left(lambda: self.view.fit_check(wide))
        self._counting.start()
        self._show_keys()

    def _was_kept(self) -> None:
        if not self.saver.waits_for_reason:
            said, fine = standing_words(self.model.rows, app.now())
            self._say(said, fine=fine)

    def _reason_given(self) -> None:
        self._counting.start()
        self._show_keys()

    def _say(self, sentence: str, *, fine: bool = True) -> None:
        self.foot.say(sentence, fine=fine)
        self.standing_changed.emit(sentence, fine)

    def _show_keys(self, *_: object) -> None:
        row = self.current()
        session = self.model.columns[max(0, self.view.currentIndex().column())].is_tick
        keys = keys_of(
            duplicate=self.model.pair_of(row) is not None, asked=bool(row.doubts()), session=session
        )
        self.foot.hint(keys, self.model.verdict_of(row) if self.model.needs_check(row) else "")

    def _write_today(self, row: int, column: int) -> None:
        if self.model.columns[column].key in ("birth", "counted_on"):
            self.view.write([(row, column, formatting.short_day(self.session.today()))])

    def _totals(self) -> None:
        self._counting.stop()
        totals = self.counted = totals_of(self.model.rows, self.model.how, self.model.needs_check)
        rows = totals.rows + totals.unsaved
        self.toolbar.show_counts(
            {"all": rows, "check": totals.to_check, "known": totals.known, "new": rows - totals.known}
        )
        self._show_strip(totals)
        self.totals_changed.emit(totals)

    def _show_strip(self, totals: ListTotals) -> None:
        counts, shares = counts_of(totals, self.head), shares_of(totals, self.model.how.sheet.kind)
        if self.strip.is_one_line():
            counts, shares = shortened(counts, shares)
        words = ", ".join(f"{one.caption} {one.value}" for one in counts)
        whole = max(self.head.most if self.head is not None else 0, totals.present)
        self.strip.say(counts, shares, totals.present, whole, whole if self.head is not None else 0, words)

    # -- deciding, undoing, removing

    def decide(self, same: bool) -> None:
        """Say of the current row and its likely double: the same person, or different people."""
        row = self.current()
        pair = self.model.pair_of(row)
        if pair is None or row.person is None:
            return
        store, one, other = self.session.store, row.person, pair.other
        verdict = Verdict.same if same else Verdict.different
        self.session.jobs.start(
            lambda _step: duplicate_pairs.decide(store, one, other, verdict),
            self.session.tell,
            self._complain,
        )

    def undo(self) -> None:
        self.view.keep_typed()
        self.acts.undo()

    def redo(self) -> None:
        self.view.keep_typed()
        self.acts.redo()

    def open_person(self) -> None:
        """Ctrl+O: the page of the person in the current row, by the page that holds this tab."""
        if (person := self.current().person) is not None:
            self._go(Place(PageName.person, record=person))

    def _go(self, place: Place) -> None:
        if (page := page_of(self)) is not None:
            page.go.emit(place)

    def _moved(self) -> None:
        self._totals()
        self._show_keys()

    def _complain(self, error: ProssceError, again: Callable[[], None] | None = None) -> None:
        self._say(str(error), fine=False)
        if self.isVisible():
            self.session.ask_reason(error, again)

    def _show_again(self, loaded: LoadedGrid) -> None:
        at = self.view.currentIndex()
        place, key = at.row(), self.model.columns[max(0, at.column())].key
        row, at_the_end = self.current(), place == self.model.rowCount() - 1
        self.head = loaded.head
        if loaded.how.sheet != self.model.how.sheet:  # sessions or channels are others now
            self.model.set_columns(self.columns.of(loaded.how.sheet, loaded.columns))
        merge(self.model, loaded, self.saver, row)
        self._set_widths()
        self._filter(self.toolbar.which, self.toolbar.find_field.text())
        now, last = self.model.place_of(row), self.model.rowCount() - 1
        self.view.stay_at(
            last if at_the_end else min(place if now is None else now, last), self.model.column_of(key) or 0
        )
        self._totals()

    # -- what is shown

    def _filter(self, which: str, text: str) -> None:
        words = fold(text).split()

        def wanted(row: GridRow) -> bool:
            if which == "check" and not self.model.needs_check(row):
                return False
            if which in ("known", "new") and bool(row.known) is not (which == "known"):
                return False
            if not words:
                return True
            return all(word in row.found_by() for word in words)

        self.model.show(
            wanted if which != "all" or words else None, *self._sort[:1], descending=self._sort[1]
        )

    def _sort_by(self, section: int) -> None:
        """A head pressed sorts the view: upwards, downwards, then in the order of entry again."""
        key, (was, down) = self.model.columns[section].key, self._sort
        self.sort_to(key if was != key or not down else "", descending=was == key and not down)

    def sort_to(self, key: str, *, descending: bool) -> None:
        """Sort the view by a column; "": in the order of entry."""
        self.view.keep_typed()
        self._sort = (key, descending)
        self._show_sort()
        self._filter(self.toolbar.which, self.toolbar.find_field.text())

    def _show_sort(self) -> None:
        header, section = self.view.header, self.model.column_of(self._sort[0]) or 0
        header.setSortIndicatorShown(bool(self._sort[0]))
        header.setSortIndicator(
            section, Qt.SortOrder.DescendingOrder if self._sort[1] else Qt.SortOrder.AscendingOrder
        )

    # -- pasting

    def _paste_pressed(self) -> None:
        text = QGuiApplication.clipboard().text()
        index = self.view.currentIndex()
        if text.strip():
            self.paster.look(text, max(0, index.row()), max(0, index.column()), asked=True)
        else:
            self._say(_("Nothing to paste. First copy the rows in your spreadsheet."))

    def _pasted(self, done: PasteDone, keys: set[str]) -> None:
        rows, left_out = done.rows, done.left_out
        new = keys - {one.key for one in self.model.columns}
        if new:
            self.columns.add(new)
        self._totals()
        checks = sum(1 for row in rows if self.model.needs_check(row))
        known = sum(1 for row in rows if row.known)
        parts = [ngettext_("{n} row pasted", "{n} rows pasted", len(rows)).format(n=f"{len(rows):,}")]
        parts += [_("{n} already recorded").format(n=f"{known:,}")] if known else []
        parts += [_("{n} to check").format(n=f"{checks:,}")] if checks else []
        parts += (
            [_("{n} skipped: they do not look like people").format(n=f"{left_out:,}")] if left_out else []
        )
        self.session.speaker.mention(", ".join(parts), undoes=done.change)
