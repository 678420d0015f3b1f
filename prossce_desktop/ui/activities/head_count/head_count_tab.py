"""The Head count tab: how many came, by total, sex or cell; several counts side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from prossce_desktop.domain.counting.figures import ShareRow
from prossce_desktop.domain.model.codes import ActivityKind, Basis, Channel, Qualifier, Sex
from prossce_desktop.domain.model.head_count_cube import CubeRefused
from prossce_desktop.domain.problems import Problem, Severity
from prossce_desktop.domain.text.digits import whole_number
from prossce_desktop.language import formatting
from prossce_desktop.language.messages import _
from prossce_desktop.services.activities.head_count_totals import HeadTotal, head_total
from prossce_desktop.services.records.record_editor import (
    CountTyped,
    ListTally,
    OpenedRecord,
    is_counted,
    list_tallies,
)
from prossce_desktop.services.records.value_words import field_named, words
from prossce_desktop.services.reporting.counted_figures import beneath, counted
from prossce_desktop.ui.activities.head_count.count_fields import CountFields
from prossce_desktop.ui.activities.head_count.count_note import CountNote
from prossce_desktop.ui.activities.head_count.count_state import CountState, counts_over
from prossce_desktop.ui.activities.head_count.cube_model import CubeModel
from prossce_desktop.ui.activities.head_count.cube_view import CubeView
from prossce_desktop.ui.activities.head_count.list_comparison import AgainstList
from prossce_desktop.ui.activities.head_count.repeated_head_counts import RepeatedHeadCounts
from prossce_desktop.ui.grids.clipboard_block import block_lines, cells_from
from prossce_desktop.ui.parts.buttons import IconButton
from prossce_desktop.ui.parts.chips import Chip, FlowLayout
from prossce_desktop.ui.parts.figures import Total
from prossce_desktop.ui.parts.layouts import STRETCH, in_column, in_row
from prossce_desktop.ui.parts.scroll_area import Scrolled
from prossce_desktop.ui.parts.tooltips import set_tip
from prossce_desktop.ui.records.typed_during_save import Asked, TypedSince
from prossce_desktop.ui.session.session import Session

PERSONS = frozenset({str(Basis.persons_organiser.value), str(Basis.persons_named.value)})


TYPED_IN = "head_count"
"""Names of undoable changes; one of a field has its name behind it and goes on by letters."""


class HeadCountTab(QWidget):
    """`show_counts` brings them in, `typed` gives those that differ from what is stored."""

    takes_back = True
    edited = Signal(str, object)
    """What was typed in, and the ways to take it back and to type it again; None where nothing differs."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.states: list[CountState] = []
        self.place = 0
        self._kind = ""
        self._channel = ""
        self.values: Mapping[str, object] = {}
        self._tallies: tuple[ListTally, ...] = ()
        self._problems: list[list[Problem]] = []
        self._before: list[CountState] = []
        self._since: TypedSince[list[CountState]] = TypedSince()
        body = self._body()
        self.fields = CountFields(session.today, body)
        self.note = CountNote(body)
        self.second = RepeatedHeadCounts(self)
        self.model = CubeModel(self)
        self.view = CubeView(body)
        self.view.setModel(self.model)
        self.against = AgainstList(body)
        self._chips = QWidget(body)
        self._flow = FlowLayout(self._chips)
        self._lay_out(body)
        self.fields.edited.connect(self._field_edited)
        self.model.typed.connect(self._cells_typed)
        self.note.place.connect(self.place_rest)
        self.note.empty_total.connect(self._empty_total)
        self.view.pasted.connect(self._pasted)
        self.view.both_said.connect(session.speaker.mention)

    def _body(self) -> QWidget:
        """The tab's content, made in its final parent: moving a widget styles it twice."""
        area = Scrolled(parent=self, upright=True)
        body = QWidget(area)
        area.setWidget(body)
        in_row(area, into=self)
        return body

    def _lay_out(self, body: QWidget) -> None:
        in_column(
            self._chips, self.fields, self.note, self.view, self.fields.beside, self.against, STRETCH,
            into=body,
            margins=(32, 12, 32, 16), spacing=12,
        )  # fmt: skip

    # -- values

    def show_counts(self, opened: OpenedRecord, drafted: Sequence[CountTyped], asked: Asked = "") -> None:
        """The head counts of an activity as stored, with what a draft holds over them."""
        self._kind = opened.kind
        self._channel, self.values = str(opened.values.get("channel") or ""), opened.values
        self._tallies = opened.tallies
        by_record = {one.record: one for one in drafted if one.record is not None}
        states = [CountState.of(one).stored() for one in opened.counts]
        for at, one in enumerate(states):
            typed = by_record.get(one.record) if one.record is not None else None
            if typed is not None:
                states[at] = replace(CountState.of(typed), begun=one.begun)
        states += [CountState.of(one) for one in drafted if one.record is None]
        sent = self._since.take(asked)
        newer = counts_over(sent, self.states, states) if sent is not None else states
        self._before = [one.copy() for one in states or [self._empty()]]
        self.states = newer or [self._empty()]
        self._show(min(self.place, len(self.states) - 1), again=sent is not None)
        if [one.fields() for one in newer] != [one.fields() for one in states]:
            self._tell(TYPED_IN)

    def mark(self, asked: Asked) -> None:
        """What is typed from now on is newer than the answer to this."""
        self._since.mark(asked, [one.copy() for one in self.states])

    def _tell(self, name: str) -> None:
        """Say that something was typed, with the way back."""
        before, at = self._before, self.place
        now = self._before = [one.copy() for one in self.states]
        same = [one.typed() for one in before] == [one.typed() for one in self.states]
        self.edited.emit(
            name, None if same else (lambda: self._put_back(before, at), lambda: self._put_back(now, at))
        )

    def _put_back(self, states: Sequence[CountState], place: int) -> None:
        self.states = [one.copy() for one in states]
        self._before = [one.copy() for one in states]
        self._show(min(place, len(states) - 1))

    def enter(self, activity: int) -> None:
        """The list may be another now: read it again for the comparison."""
        store = self.session.store
        self.session.jobs.read(lambda step: list_tallies(store, activity), self._show_list)

    def _show_list(self, tallies: tuple[ListTally, ...]) -> None:
        self._tallies = tallies
        self._say_against()

    def _empty(self) -> CountState:
        channel = str(Channel.on_site.value) if self._channel == Channel.both else ""
        return CountState(texts={"channel": channel} if channel else {})

    def typed(self, *, with_open: bool = False) -> list[CountTyped]:
        """Head counts that are new, changed or removed; `with_open`: also the open cell."""
        opened = self.view.open_cell() if with_open else None
        states = [*self.states]
        if opened is not None:
            states[self.place] = self.model.with_cell(*opened)
        changed = [one for one in states if one.is_changed()]
        return [
            one.typed()
            for one in changed
            if one.record is not None or (not one.removed and is_counted(one.fields()))
        ]

    def all_counts(self) -> list[CountTyped]:
        return [one.typed() for one in self.states if not one.removed]

    def keep_typed(self) -> None:
        self.view.keep_typed()

    @property
    def state(self) -> CountState:
        return self.states[self.place]

    def first_focus(self) -> None:
        if is_counted(self.state.fields()):
            if not self.view.currentIndex().isValid():
                self.view.setCurrentIndex(self.model.index(0, 0))
            self.view.setFocus()
        else:
            self.fields.frames["count"].setFocus()

    def shares(self) -> list[Total]:
        """Women, men and other groups with their shares, for the strip where there is no list."""
        counted = self._counted()
        if counted is None or not counted.most:
            return []
        rows = {row.id: row for row in counted.shares}
        named = {
            "women": _("Women"),
            "men": _("Men"),
            "youth_15_24": _("Youth 15–24"),
            "with_disability": _("With disability"),
        }
        shown = [key for key in named if key in rows or key in ("women", "men")]
        return [_share(key, named[key], rows.get(key)) for key in shown]

    # -- showing

    def _show(self, place: int, *, again: bool = False) -> None:
        self.place = place
        self.fields.show_state(self.state, with_channel=self._kind == ActivityKind.career_fair, again=again)
        self.model.take_state(self.state) if again else self.view.give_up()
        self.view.once_left(self._show_cells)  # its rows and columns may be others
        self._show_chips()
        self._refresh()

    def _show_cells(self) -> None:
        self.model.show_state(self.state)
        self.view.fit()

    def show_answer(self, place: int) -> None:
        """Show a count after the answer about two was put into them, and say that it was."""
        self._show(place)
        self._tell(TYPED_IN)

    def _show_chips(self) -> None:
        while self._flow.count():
            item = self._flow.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        live = [at for at, one in enumerate(self.states) if not one.removed]
        for at in live:
            chip = Chip(self.chip_words(at), self._chips, on=at == self.place)
            chip.setProperty("at", at)
            chip.clicked.connect(self._chip_pressed)
            self._flow.addWidget(chip)
        more = Chip(_("Add a count"), self._chips, icon="plus")
        set_tip(more, _("For another channel or another day"))
        more.clicked.connect(self.add_count)
        self._flow.addWidget(more)
        if len(live) > 1 or self.state.record is not None:
            gone = IconButton("x", _("Remove this head count"), self._chips, clicked=self.remove_count)
            self._flow.addWidget(gone)

    def chip_words(self, place: int) -> str:
        """On site, 26 Oct 2024 41,422."""
        one = self.states[place]
        channel = next(
            (_(token.label) for token in Channel if str(token.value) == one.texts.get("channel")), ""
        )
        day = field_named("head_count", "counted_on")
        date = words(None, day, one.texts.get("counted_on")) if day is not None else ""
        basis = one.texts.get("basis", "")
        other = ""
        if basis and basis not in PERSONS:
            other = next((_(token.label) for token in Basis if str(token.value) == basis), "")
        other = other.lower() if channel or date else other
        name = ", ".join(part for part in (channel, date, other) if part) or _("Head count {n}").format(
            n=place + 1
        )
        total = self.total_of(one)
        return f"{name}  {counted(total, one.texts.get('qualifier') or Qualifier.exact)}" if total else name

    def total_of(self, count: CountState) -> int | None:
        try:
            return count.cube().total or None
        except CubeRefused:
            return count.number("count")

    def _chip_pressed(self) -> None:
        self.view.keep_typed()
        sender = self.sender()
        if sender is not None:
            self._show(int(sender.property("at")))

    def add_count(self) -> None:
        self.view.keep_typed()
        taken = {one.texts.get("channel") for one in self.states if not one.removed}
        state = self._empty()
        if self._channel == Channel.both and Channel.on_site in taken and Channel.online not in taken:
            state.texts["channel"] = str(Channel.online.value)
        self.states.append(state)
        self._before = [one.copy() for one in self.states]
        self._show(len(self.states) - 1)
        self.fields.frames["count"].setFocus()

    def remove_count(self) -> None:
        """Take the count that is shown out; it is gone when the record is saved, and undo brings it back."""
        self.state.removed = True
        live = [at for at, one in enumerate(self.states) if not one.removed]
        if not live:
            self.states.append(self._empty())
            live = [len(self.states) - 1]
        self._show(live[0])
        self._tell(TYPED_IN)

    def _field_edited(self, name: str) -> None:
        if self.fields.take(name, self.state):
            self.model.show_state(self.state)
            self.view.fit()
        self.model.refresh()
        self._show_chip_words()
        self._refresh()
        self._tell(f"{TYPED_IN}:{self.place}:{name}")

    def _cells_typed(self) -> None:
        self._show_chip_words()
        self._refresh()
        self._tell(TYPED_IN)

    def _show_chip_words(self) -> None:
        for at in range(self._flow.count()):
            item = self._flow.itemAt(at)
            chip = item.widget() if item is not None else None
            if isinstance(chip, Chip) and chip.property("at") is not None:
                chip.set_words(self.chip_words(int(chip.property("at"))))

    def _refresh(self) -> None:
        made = {"count": sum(self.state.cells.values())}
        for name, sex in (("women", Sex.female), ("men", Sex.male), ("another", Sex.another)):
            made[name] = sum(number for cell, number in self.state.cells.items() if cell.sex is sex)
        self.fields.show_placeholders(made)
        self._say_note()
        self._say_against()

    def _say_note(self) -> None:
        state = self.state
        live = [
            one
            for one in self.states
            if one.is_changed() and (one.record is not None or is_counted(one.fields()))
        ]
        problems = next((found for one, found in zip(live, self._problems, strict=False) if one is state), [])
        wrong = state.wrong.values()
        said = self.fields.show_problems([one for one in problems if not wrong or one.field != "cells"])
        for one in wrong:
            said.append(_("“{value}” is not a whole number.").format(value=one))
        if not said:
            try:
                state.cube()
            except CubeRefused as refused:
                label = {"label": _(refused.values["label"])} if "label" in refused.values else {}
                said.append(_(refused.message).format(**{**refused.values, **label}))
        if said:
            self.note.say_wrong(
                " ".join(said), can_empty=bool(state.texts.get("count")) and bool(state.cells)
            )
            return
        self.note.say_placed(state.placed(), self.total_of(state) or 0, has_cells=bool(state.cells))
        second = self.second.pair_of(self.place) if self.note.isHidden() else None
        if second is not None:
            self.note.say_second(*self.second.totals(second))

    def _say_against(self) -> None:
        listed: dict[Sex, int] = {}
        for one in self._tallies:
            if one.present:
                listed[one.sex] = listed.get(one.sex, 0) + one.people
        self.against.against.say(listed, self._by_sex(), self._basis_words())

    def _counted(self) -> HeadTotal | None:
        """All head counts of persons together, as reports add them."""
        if self._kind in list(ActivityKind):
            return head_total(self._kind, self.values, self.all_counts())
        return None

    def _by_sex(self) -> dict[Sex, int]:
        counted = self._counted()
        return dict(counted.sexes) if counted is not None else {}

    def _basis_words(self) -> str:
        qualifiers = {one.texts.get("qualifier", "") for one in self.states if not one.removed} - {
            "",
            str(Qualifier.exact.value),
        }
        words_of = [_(one.label) for one in Qualifier if str(one.value) in qualifiers]
        bases = {one.texts.get("basis") for one in self.states if not one.removed}
        basis = _(
            (
                Basis.persons_named if bases == {str(Basis.persons_named.value)} else Basis.persons_organiser
            ).label
        )
        counted = self._counted()
        if counted is not None and counted.least < counted.most:
            words_of.append(_("sum of several counts"))
        return f"{basis} ({', '.join(words_of)})" if words_of else basis

    def show_problems(self, problems: Sequence[Sequence[Problem]]) -> None:
        """What is wrong with each head count of `typed`, in their order."""
        self._problems = [[one for one in each if one.severity is not Severity.note] for each in problems]
        self._say_note()

    # -- quick ways

    def place_rest(self) -> None:
        """Put whoever stands in no cell into "not recorded" cells, as numbers like any other."""
        self.state.place_rest()
        self.model.show_state(self.state)
        self._cells_typed()

    def _empty_total(self) -> None:
        for name in ("count", "women", "men", "another"):
            self.state.texts[name] = ""
        self.fields.show_state(self.state, with_channel=self._kind == ActivityKind.career_fair)
        self.model.refresh()
        self._cells_typed()

    def _pasted(self, text: str, row: int, column: int) -> None:
        """Paste a block of numbers; margins and headings of the source are skipped."""
        lines = block_lines(text)
        if lines and all(whole_number(part) is None for part in lines[0] if part.strip()):
            lines = lines[1:]
        if lines and all(line and line[0].strip() and whole_number(line[0]) is None for line in lines):
            lines = [line[1:] for line in lines]
        typeable = [
            at for at in range(column, self.model.columnCount()) if self.model.cell_at(0, at) is not None
        ]
        whole = max((len(line) for line in lines), default=0) > len(typeable)
        places = list(range(column, self.model.columnCount())) if whole else typeable
        cells = cells_from([line[: len(places)] for line in lines], row, 0)
        self.model.set_cells([(down, places[across], part) for down, across, part in cells])


def _share(key: str, words: str, row: ShareRow | None) -> Total:
    """A group with its share; unknown, not 0, where no count names the group."""
    if row is None:
        return Total(key, words, formatting.DASH, _("not recorded"))
    known = _("of {n}") if row.denominator == row.all else _("of {n} recorded")
    of = known.format(n=beneath(row))
    return Total(
        key,
        words,
        formatting.number(row.numerator),
        of if row.value is None else f"{of}, {formatting.rate(row.value)}",
    )
