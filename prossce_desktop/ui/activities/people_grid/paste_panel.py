"""Which column is which: a choice over each column of a pasted block. Enter accepts, Esc cancels."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QSizePolicy, QWidget

from prossce_desktop.domain.model.fields import field_of
from prossce_desktop.domain.model.people import WG_FIELDS, Participation, Person
from prossce_desktop.domain.translatable import N_
from prossce_desktop.language.messages import _, ngettext_
from prossce_desktop.ui.activities.people_grid.paste_import import Pasted
from prossce_desktop.ui.activities.people_grid.people_columns import SESSION
from prossce_desktop.ui.look.text_painting import width_of
from prossce_desktop.ui.look.theme import theme
from prossce_desktop.ui.parts.buttons import Button
from prossce_desktop.ui.parts.choice_field import Choice, ChoiceField
from prossce_desktop.ui.parts.labels import Label
from prossce_desktop.ui.parts.layouts import Spare, in_column, in_row
from prossce_desktop.ui.parts.tooltips import set_tip

FIRST_ROWS = 5
_NAMES = {"family_name": N_("Family name"), "given_name": N_("Given name"), "middle_name": N_("Middle name")}
_FIELDS = (
    "name", "latin_name", "family_name", "given_name", "middle_name", "sex", "birth", "age", "phone",
    "national_id", "province",
    "disability", *WG_FIELDS, "education", "occupation", "employer", "constituent", "nationality", "email",
    "address", "remarks",
    "stage", "attended", "pre", "post", "certificate",
)  # fmt: skip
_TOOK_PART = frozenset({"age", "stage", "attended", "pre", "post", "certificate"})


def fields_offered(sessions: int, columns: dict[int, str]) -> list[Choice]:
    """What a column can be, in the order of the grid."""
    found = [Choice(name, _field_name(name)) for name in _FIELDS]
    most = max(
        [sessions, *(int(one.removeprefix(SESSION)) for one in columns.values() if one.startswith(SESSION))]
    )
    found += [Choice(f"{SESSION}{at}", _("Session {number}").format(number=at)) for at in range(1, most + 1)]
    return found


def _field_name(name: str) -> str:
    if name in _NAMES:
        return _(_NAMES[name])
    return _(field_of(Participation if name in _TOOK_PART else Person, name).shown.label)


def in_one_line(text: str) -> str:
    """The words of a cell that may have line breaks in it."""
    return " ".join(text.split())


class PastePanel(QFrame):
    """Stands over the grid until it is answered: `accepted(columns)` or `cancelled`."""

    accepted = Signal(object)
    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "card")
        self.setAccessibleName(_("What each column contains"))
        self.title = Label("", "section")
        self.explained = Label("", "caption", wraps=True)
        self._missing = Label("", "caption", "warning", wraps=True)
        self._missing.hide()
        self.add_button = Button("", "primary", hint="Enter", clicked=self.accept)
        self._cancel = Button(_("Cancel"), hint="Esc", clicked=self.cancelled)
        self.area = QScrollArea()
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setWidgetResizable(True)
        self.area.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.area.setAccessibleName(_("First rows of the block"))
        self.choices: list[ChoiceField] = []
        self._lay_out()

    def _lay_out(self) -> None:
        in_column(
            self.title, self.explained, self.area,
            in_row(self.add_button, self._cancel, (self._missing, 1), Spare(0), spacing=8), into=self,
            margins=(16, 12, 16, 12), spacing=8,
        )  # fmt: skip

    def ask(self, pasted: Pasted, sessions: int, *, at_end: bool) -> None:
        self._pasted = pasted
        n = len(pasted.body)
        title = ngettext_("Paste {n} row: check the columns", "Paste {n} rows: check the columns", n)
        self.title.setText(title.format(n=f"{n:,}"))
        self.explained.setText(self._where(pasted, at_end))
        people = pasted.people or n
        self.add_button.set_words(ngettext_("Add {n} row", "Add {n} rows", people).format(n=f"{people:,}"))
        self._fill(pasted, fields_offered(sessions, pasted.columns))
        self._missing.hide()

    def take_keys(self) -> None:
        """The keys stand on the first choice."""
        if self.choices:
            self.choices[0].setFocus()

    def _where(self, pasted: Pasted, at_end: bool) -> str:
        parts = [
            _("They will be added at the end of the list.")
            if at_end
            else _("They will be added as new rows.")
        ]
        if pasted.seen.has_heading:
            if pasted.seen.begins == 1:
                words = _("The first row is used as headings.")
            else:
                words = _("Row {n} is used as headings.")
            parts.append(words.format(n=pasted.seen.begins))
        if pasted.remembered:
            parts.append(_("The columns are set as you chose them last time."))
        if left_out := pasted.skipped:
            said = ngettext_(
                "{n} row does not look like a person and will be skipped.",
                "{n} rows do not look like people and will be skipped.",
                left_out,
            )
            parts.append(said.format(n=f"{left_out:,}"))
        parts.append(_("Values that cannot be read are marked in red. Undo removes all pasted rows."))
        return " ".join(parts)

    def _fill(self, pasted: Pasted, fields: list[Choice]) -> None:
        inner = QWidget()
        grid = QGridLayout(inner)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(2)
        self.choices = []
        shown = pasted.body[:FIRST_ROWS]
        for at in range(pasted.width):
            choice = ChoiceField(fields, empty=_("Do not import"), typed=False)
            heading = pasted.seen.headings[at] if at < len(pasted.seen.headings) else ""
            choice.setAccessibleName(
                _("Column {number} {heading}").format(number=at + 1, heading=heading).strip()
            )
            choice.set_value(pasted.columns.get(at, ""))
            choice.setMinimumWidth(self._width(at, shown, heading))
            choice.edited.connect(self._missing.hide)
            choice.installEventFilter(self)
            self.choices.append(choice)
            grid.addWidget(
                Label(in_one_line(heading) or _("Column {number}").format(number=at + 1), "caption"), 0, at
            )
            grid.addWidget(choice, 1, at)
            for line, row in enumerate(shown):
                label = Label(in_one_line(row[at])[:80] if at < len(row) else "", "body")
                label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
                label.setFixedHeight(theme().px(26))
                set_tip(label, row[at] if at < len(row) else "")
                grid.addWidget(label, 2 + line, at)
        inner.setObjectName("first_rows")
        inner.setStyleSheet("#first_rows { background: transparent; }")
        self.area.viewport().setAutoFillBackground(False)
        self.area.setWidget(inner)
        whole, line = inner.sizeHint().height() + 14, theme().px(26) + grid.verticalSpacing()
        # where there is no room for the rows they are moved along
        self.area.setMinimumHeight(whole - len(shown) * line)
        self.area.setMaximumHeight(whole)

    def _width(self, place: int, rows: list[list[str]], heading: str) -> int:
        texts = [heading, *(in_one_line(row[place]) for row in rows if place < len(row))]
        widest = max((width_of(one[:40], theme().font("body")) for one in texts), default=0)
        return max(theme().px(118), min(theme().px(220), widest + 16))

    def columns(self) -> dict[int, str]:
        """Column to field as chosen now."""
        return {at: str(one.value()) for at, one in enumerate(self.choices) if one.value()}

    def accept(self) -> None:
        """Take the block, unless nothing in it is a name or two columns are the same."""
        columns = self.columns()
        names = list(columns.values())
        twice = next(
            (one for one in names if names.count(one) > 1 and one not in ("sex", "middle_name")), None
        )
        if not {"name", "family_name", "given_name"} & set(names):
            self._say(_("Choose which column contains the name."))
        elif twice is not None:
            labels = {one.token: one.label for one in fields_offered(len(names), columns)}
            self._say(
                _("Two columns are “{field}”. Set one of them to “Do not import”.").format(
                    field=labels.get(twice, twice)
                )
            )
        else:
            self.accepted.emit(columns)

    def _say(self, sentence: str) -> None:
        self._missing.setText(sentence)
        self._missing.show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter in a choice accepts the block, rather than going to the next choice; Tab does that."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and not event.modifiers():
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.accept()
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.cancelled.emit()
                return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.accept()
        else:
            super().keyPressEvent(event)
