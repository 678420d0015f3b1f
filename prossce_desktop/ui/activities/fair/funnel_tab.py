"""The Funnel tab of a fair: the organiser's numbers, those worked out, and the drawn funnel."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QTableView, QVBoxLayout, QWidget

from prossce_desktop.domain.counting.funnel import EVENT_STEPS
from prossce_desktop.domain.input.accepted_doubts import accepted_doubt
from prossce_desktop.domain.model.career_fair import CareerFair
from prossce_desktop.domain.model.codes import Channel, Qualifier
from prossce_desktop.domain.model.fields import field_of
from prossce_desktop.domain.problems import Problem, Severity
from prossce_desktop.language import formatting
from prossce_desktop.language.messages import _
from prossce_desktop.services.activities import fair_funnel
from prossce_desktop.services.activities.fair_funnel import WorkedOut
from prossce_desktop.services.records.record_editor import OpenedRecord
from prossce_desktop.services.reporting.counted_figures import counted as counted_words
from prossce_desktop.ui.activities.fair.funnel_model import (
    ROWS,
    TYPED,
    WHOLE_FAIR,
    FunnelModel,
    basis_of,
    label_of,
)
from prossce_desktop.ui.charts.funnel_chart import FunnelStep, FunnelView
from prossce_desktop.ui.grids.clipboard_block import block_lines, cells_from
from prossce_desktop.ui.grids.column_header import GridHeader
from prossce_desktop.ui.grids.column_widths import share_room
from prossce_desktop.ui.grids.entry_view import EntryView
from prossce_desktop.ui.look.theme import theme
from prossce_desktop.ui.parts.choice_field import ChoiceField
from prossce_desktop.ui.parts.field_frame import FieldFrame
from prossce_desktop.ui.parts.labels import Label
from prossce_desktop.ui.parts.layouts import STRETCH, add_to, in_column, in_row, set_upright
from prossce_desktop.ui.parts.margin_notes import MarginNote
from prossce_desktop.ui.parts.scroll_area import Scrolled
from prossce_desktop.ui.records.field_choices import choices_among
from prossce_desktop.ui.records.problem_words import with_label
from prossce_desktop.ui.records.typed_during_save import Asked, TypedSince, newer
from prossce_desktop.ui.session.session import Session

BESIDE_FROM = 1000
QUALIFIER = "vacancies_qualifier"


class StepsView(EntryView):
    """As high as its rows; Tab leaves at the last cell."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, name=_("Funnel"))
        self.setProperty("look", "card")
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def needed(self) -> int:
        """How wide it must be for every heading to be read."""
        return self.verticalHeader().sizeHint().width() + sum(self._least()) + 2

    def _least(self) -> list[int]:
        header = self.horizontalHeader()
        return [
            max(theme().px(76), header.width_for(at)) if isinstance(header, GridHeader) else 96
            for at in range(header.count())
        ]

    def fit(self) -> None:
        """Columns share the width; where it is too little for their headings they are moved along."""
        room = self.width() - self.verticalHeader().sizeHint().width() - 2
        bar = share_room(self, self._least(), room)
        rows = self.model().rowCount() if self.model() is not None else 0
        self.setFixedHeight(theme().px(30) + rows * theme().px(28) + 2 + bar)

    def sizeHint(self) -> QSize:
        return QSize(560, self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def go_to(self, row: int, column: int) -> None:
        model = self.model()
        while row < model.rowCount() and not any(
            self._can_type(model.index(row, at)) for at in range(model.columnCount())
        ):
            row += 1
        if row >= model.rowCount():
            QTableView.focusNextPrevChild(self, True)
        else:
            super().go_to(row, column)


class FunnelTab(QWidget):
    """`typed` gives the organiser's numbers that differ from what is stored."""

    takes_back = True
    edited = Signal(str, object)
    """What was typed in, and the ways to take it back and to type it again; None where nothing differs."""
    doubt_accepted = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.model = FunnelModel(self)
        self.view = StepsView()
        self.view.setModel(self.model)
        self.funnel = FunnelView(_("Funnel of this fair"))
        self.qualifier = FieldFrame(
            _(field_of(CareerFair, QUALIFIER).shown.label),
            ChoiceField(choices_among(Qualifier), empty=_(Qualifier.exact.label)),
        )  # fmt: skip
        self._begun: dict[str, str] = {}
        self._before: dict[str, str] = {}
        self._since: TypedSince[dict[str, str]] = TypedSince()
        self._channel = ""
        self._record: int | None = None
        self._is_new = True
        self.notes: dict[str, MarginNote] = {}
        self._shown: list[Problem] = []
        self._lay_out()
        self.model.typed.connect(self._was_typed)
        self.qualifier.edited.connect(self._was_typed)
        self.view.pasted.connect(self._pasted)
        self.view.both_said.connect(session.speaker.mention)
        session.news.changed.connect(self._news)

    def _lay_out(self) -> None:
        body = QWidget()
        self._noted = QVBoxLayout()
        self._noted.setSpacing(6)
        left = in_column(self.view, self._noted, spacing=12)
        self.qualifier.setFixedWidth(theme().px(200))
        left.addWidget(self.qualifier)
        said = _("Type the organiser’s numbers. The program counts people and employers from the lists.")
        add_to(left, Label(said, "caption", wraps=True), STRETCH)
        self._title = Label(_("Funnel from the organiser’s numbers"), "section")
        right = in_column(self._title, self.funnel, STRETCH, spacing=8)
        self._across = in_row((left, 1), (right, 1), into=body, margins=(32, 16, 32, 16), spacing=32)
        in_row(Scrolled(body), into=self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """The drawn funnel stands beside the numbers where there is room, and leaves them what they need."""
        wide = self.width() >= theme().px(BESIDE_FROM)
        self.view.setMinimumWidth(self.view.needed() if wide else 0)
        set_upright(self._across, not wide)

    def show_values(self, record: OpenedRecord, typed: Mapping[str, object], asked: Asked = "") -> None:
        self._record, self._is_new = record.record, record.record is None
        names = [
            name for step in TYPED for name in ([step] if step in WHOLE_FAIR else [step, f"{step}_online"])
        ]
        stored = {name: str(value) for name in names if (value := record.values.get(name)) is not None}
        self._begun = {**stored, QUALIFIER: str(record.values.get(QUALIFIER) or "")}
        if not (again := self._since.is_marked(asked)):
            self.view.give_up()
        opened = self._open_name()  # what stands in its draft is in the editor; the model has what is stored
        later = newer(self._since.take(asked), self._now())
        texts = {
            **stored,
            **{name: str(value) for name, value in typed.items() if name in names and name != opened},
        }
        texts |= {name: str(text) for name, text in later.items() if name != QUALIFIER}
        channel = str(record.values.get("channel") or "")
        self._show_texts(texts, channel)
        show = self.qualifier.bring if again else self.qualifier.set_value
        show(later.get(QUALIFIER, typed.get(QUALIFIER, self._begun[QUALIFIER])))
        self._before = {name: text for name, text in self._now().items() if name not in later} | {
            name: str(typed.get(name, self._begun.get(name, ""))) for name in later
        }
        if later:
            self._was_typed()
        self.model.show_worked_out(WorkedOut(fair_funnel.from_people(record.tallies), {}))
        self.show_worked_out(record)

    def mark(self, asked: Asked) -> None:
        """What is typed from now on is newer than the answer to this."""
        self._since.mark(asked, self._now())

    def _show_texts(self, texts: Mapping[str, str], channel: str) -> None:
        self._channel, both = channel, channel == Channel.both
        if both is not self.model.both and self.view.is_editing():
            both = self.model.both
            self.view.once_left(self._show_channel)
        words = next((_(one.label) for one in Channel if str(one.value) == channel), "")
        self.model.show_values(texts, both=both, channel_words=words)
        self._fit()
        self.view.fit()
        self._draw()

    def _show_channel(self) -> None:
        self._show_texts(self.model.texts, self._channel)

    def follow_channel(self, channel: str) -> None:
        """The fair's channel was changed in the form: one column, or two."""
        if (channel == Channel.both) != self.model.both:
            self._show_texts(self.model.texts, channel)

    def typed(self, *, with_open: bool = False) -> dict[str, object]:
        """Fields that differ from what is stored; `with_open`: also the open cell."""
        now = self._now()
        opened, name = self.view.open_cell(), self._open_name()
        if with_open and opened is not None and name is not None:
            now[name] = opened[2].strip()
        return {
            name: text
            for name, text in now.items()
            if text != self._begun.get(name, "") and (text or not self._is_new)
        }

    def _open_name(self) -> str | None:
        opened = self.view.open_cell()
        return None if opened is None else self.model.field_at(opened[0], opened[1])

    def _now(self) -> dict[str, str]:
        return {**self.model.texts, QUALIFIER: str(self.qualifier.value() or "")}

    def keep_typed(self) -> None:
        self.view.keep_typed()

    def first_focus(self) -> None:
        if not self.view.currentIndex().isValid():
            self.view.setCurrentIndex(self.model.index(0, 0))
        self.view.setFocus()

    def go_to_field(self, name: str) -> None:
        places = ((row, column) for row in range(self.model.rowCount()) for column in range(2))
        place = next((one for one in places if self.model.field_at(*one) == name), None)
        if place is not None:
            self.view.setCurrentIndex(self.model.index(*place))
        self.first_focus()

    def _was_typed(self) -> None:
        self._draw()
        before, now = self._before, self._now()
        self._before = now
        self.edited.emit(
            "funnel", None if before == now else (lambda: self._put_back(before), lambda: self._put_back(now))
        )

    def _put_back(self, texts: Mapping[str, str]) -> None:
        numbers = {name: text for name, text in texts.items() if name != QUALIFIER}
        self.model.show_values(numbers, both=self.model.both, channel_words=self.model.channel_words)
        self.qualifier.set_value(texts[QUALIFIER])
        self._before = self._now()
        self._draw()

    def show_worked_out(self, opened: OpenedRecord) -> None:
        """Read what people and employers make now."""
        record, store = opened.record, self.session.store
        if record is None:
            return

        def show(worked: WorkedOut) -> None:
            if record == self._record:
                self.model.show_worked_out(worked)
                self._draw()

        self.session.jobs.read(lambda step: fair_funnel.worked_out(store, record), show)

    def _news(self, change: object) -> None:
        kinds: frozenset[str] = getattr(change, "kinds", frozenset())
        if self._record is not None and kinds & {
            "participation",
            "fair_employer",
            "organisation_link",
            "head_count",
        }:
            self.show_worked_out(OpenedRecord("career_fair", self._record))

    def show_problems(self, problems: Sequence[Problem], reasons: Sequence[str]) -> None:
        """Each in its cell and in words under the grid; soft ones can be kept with a reason."""
        mine = [one for one in problems if one.field.removesuffix("_online") in TYPED]
        self.model.show_problems(mine)
        if mine == self._shown:
            return
        stay = {one.field for one in mine if one in self._shown} | {
            name for name, note in self.notes.items() if note.is_typed_in()
        }
        self._shown = mine
        for name in self.notes.keys() - stay:
            note = self.notes.pop(name)
            note.hide()
            note.deleteLater()
        for one in mine:
            if one.field in self.notes:
                continue
            note = MarginNote()
            note.setProperty("field", one.field)
            name = with_label(_(field_of(CareerFair, one.field).shown.label), one)
            note.say(one.severity, name, keepable=one.severity is Severity.soft, reasons=reasons)
            note.accepted.connect(self._was_accepted)
            self._noted.addWidget(note)
            note.show()
            self.notes[one.field] = note

    def _was_accepted(self, reason: str) -> None:
        sender = self.sender()
        name = str(sender.property("field")) if sender is not None else ""
        problem = next((one for one in self._shown if one.field == name), None)
        if problem is not None:
            # the note goes when its question is answered, and would take the keys along
            self.go_to_field(name)
            self.doubt_accepted.emit(accepted_doubt(problem, reason))

    def _draw(self) -> None:
        steps: list[FunnelStep] = []
        for step in ROWS:
            given, worked = self.model.given(step), self.model.worked_out
            counted = worked.counted if step == "registered" else None
            number = next(
                (
                    one
                    for one in (given, counted, worked.employers.get(step), worked.people.get(step))
                    if one is not None
                ),
                None,
            )
            basis = basis_of(step, number or 0)
            if given is None and number is not None:
                from_whom = _("from employers") if step in worked.employers else _("by name")
                basis = _("by the head count") if counted is not None else from_whom
            if number is not None:
                words = counted_words(number, self._qualifier_of(step, given))
            else:
                words = formatting.DASH
            persons = step not in WHOLE_FAIR and step not in EVENT_STEPS
            steps.append(
                FunnelStep(
                    step, label_of(step), words, basis if number is not None else "", number, persons=persons
                )
            )
        self.funnel.show_steps(steps)

    def _qualifier_of(self, step: str, given: int | None) -> str:
        """The qualifier of a step's number: chosen for vacancies, else that of the head counts."""
        if given is None:
            return self.model.worked_out.counted_qualifier if step == "registered" else Qualifier.exact
        return str(self.qualifier.value() or Qualifier.exact) if step == "vacancies" else Qualifier.exact

    def _pasted(self, text: str, row: int, column: int) -> None:
        self.model.set_cells(cells_from(block_lines(text), row, column))
