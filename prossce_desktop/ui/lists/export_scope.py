"""What export and print ask: which rows of a list, and whether with personal data."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QDialog, QWidget

from prossce_desktop.language import formatting
from prossce_desktop.language.formatting import numbered
from prossce_desktop.language.messages import _
from prossce_desktop.services.list_actions.exported_list import GivenList
from prossce_desktop.services.list_actions.list_export_columns import personal_heads
from prossce_desktop.services.lists.chosen_rows import ChosenRows
from prossce_desktop.ui.parts.choice_field import Choice, ChoiceField
from prossce_desktop.ui.parts.field_frame import FieldFrame
from prossce_desktop.ui.parts.labels import Label
from prossce_desktop.ui.parts.layouts import in_column
from prossce_desktop.ui.parts.tick_box import TickBox

ALL, SOME = "all", "some"


class ExportScope(QWidget):
    """`changed` by each choice. A list of people needs the tick; elsewhere it adds columns about persons."""

    changed = Signal()

    def __init__(self, everything: ChosenRows, chosen: ChosenRows, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._everything, self._chosen = everything, chosen
        self._is_part = 0 < chosen.count < everything.count
        self.rows = ChoiceField(self._choices(), needed=True, typed=False)
        self.rows.set_value(SOME if self._is_part and chosen.chosen else ALL)
        heads = personal_heads(GivenList(everything))
        self.of_people = GivenList(everything).of_people
        self.personal = TickBox(_("With personal data"), explained=self._explained(heads))
        self.personal.setVisible(bool(heads) or self.of_people)
        self.rows_frame = FieldFrame(_("Rows"), self.rows, self)
        filters = Label(
            _("Filters: {filters}").format(filters="; ".join(everything.filter_words)), "caption", wraps=True
        )
        if not everything.filter_words:
            filters.hide()
        self.missing = Label(
            _("Tick “With personal data”: each row is a person."), "caption", "error", wraps=True
        )
        self.missing.hide()
        in_column(self.rows_frame, filters, self.personal, self.missing, into=self, spacing=12)
        self.rows_frame.edited.connect(self.changed)
        self.personal.toggled.connect(self._ticked)

    def _choices(self) -> list[Choice]:
        count, n = self._everything.count, self._chosen.count
        every = numbered("The only row of this list", "All {n} rows of this list", count)
        if not self._is_part:
            return [Choice(ALL, every)]
        some = numbered("The {n} chosen row", "The {n} chosen rows", n) if self._chosen.chosen else ""
        return [Choice(SOME, some or _("Only the current row")), Choice(ALL, every)]

    def _explained(self, heads: list[str]) -> str:
        if self.of_people:
            return _("Each row is a person. The file and every page say so.")
        return _("Off: the list has no {columns}").format(columns=formatting.listed(heads))

    def _ticked(self) -> None:
        self.missing.hide()
        self.changed.emit()

    def given(self) -> GivenList:
        if self.rows.value() == SOME:
            return GivenList(self._chosen, self.personal.isChecked(), self._everything.count)
        return GivenList(self._everything, self.personal.isChecked())

    def is_allowed(self) -> bool:
        """Whether it can be given as asked; else it is said under the tick, which gets the keys."""
        allowed = not self.of_people or self.personal.isChecked()
        self.missing.setVisible(not allowed)
        if not allowed:
            self.personal.setFocus()
        return allowed


class GrowingDialog(QDialog):
    """As high as what it holds needs at its width, on the screen: a layout too low cuts its fields."""

    def __init__(self, over: QWidget, title: str) -> None:
        super().__init__(over)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self.grow()
        return done

    def grow(self) -> None:
        """What it holds needs more room by now."""
        layout = self.layout()
        if layout is not None:
            needed = max(layout.totalMinimumSize().height(), layout.totalHeightForWidth(self.width()))
            if needed > self.height():
                self.resize(self.width(), needed)
                screen = self.screen().availableGeometry()
                below = self.frameGeometry().bottom() - screen.bottom()
                if below > 0:
                    self.move(self.x(), max(screen.top(), self.y() - below))
