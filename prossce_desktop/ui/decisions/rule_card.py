"""Many decisions at once by a rule, with a preview of how many, as one step that can be taken back."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from prossce_desktop.language.formatting import numbered
from prossce_desktop.language.messages import _
from prossce_desktop.services.decisions.conflict_decisions import NEWER, Rule, by_rule, key_of
from prossce_desktop.services.decisions.open_conflicts import OpenConflict, What
from prossce_desktop.ui.parts.buttons import Button
from prossce_desktop.ui.parts.cards import Card
from prossce_desktop.ui.parts.choice_field import Choice, ChoiceField
from prossce_desktop.ui.parts.field_frame import FieldFrame
from prossce_desktop.ui.parts.labels import Label
from prossce_desktop.ui.parts.layouts import STRETCH, add_to, in_row

_EVERY = "every"
_NEWER = "newer"


class RuleCard(Card):
    """`decided(list)`: questions with the places of the sides that stand."""

    decided = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        title = _("Decide several fields at once")
        self.setAccessibleName(title)
        self._conflicts: tuple[OpenConflict, ...] = ()
        self.field = ChoiceField(needed=True, typed=False)
        self.stands = ChoiceField(needed=True, typed=False)
        self.preview = Label("", "body", wraps=True)
        self.decide = Button(_("Decide"), "primary", icon="check", clicked=self._was_pressed)
        self.leave = Button(_("Close"))
        self.field.edited.connect(self._show_preview)
        self.stands.edited.connect(self._show_preview)
        fields = in_row(
            (FieldFrame(_("Which fields"), self.field), 1), (FieldFrame(_("Value to keep"), self.stands), 1),
            spacing=24,
        )  # fmt: skip
        foot = in_row(self.decide, self.leave, STRETCH, spacing=8)
        add_to(self.body, Label(title, "section"), fields, self.preview, foot)

    def show_conflicts(self, conflicts: Sequence[OpenConflict], chosen: OpenConflict | None) -> None:
        """Offer the fields and laptops of these, the chosen one's field first."""
        self._conflicts = tuple(
            one for one in conflicts if one.can_decide and one.conflict.what in (What.field, What.together)
        )
        labels: dict[str, str] = {}
        for one in self._conflicts:
            labels.setdefault("/".join(key_of(one)), one.label)
        devices = dict.fromkeys(
            (side.device.hex(), side.where) for one in self._conflicts for side in one.sides
        )
        self.field.set_choices(
            [Choice(_EVERY, _("every field")), *(Choice(key, label) for key, label in labels.items())]
        )
        self.stands.set_choices(
            [
                Choice(_NEWER, _("the newer value")),
                *(Choice(key, _("the value from {where}").format(where=where)) for key, where in devices),
            ]
        )
        key = "/".join(key_of(chosen)) if chosen is not None else _EVERY
        self.field.set_value(key if key in labels else _EVERY)
        self.stands.set_value(_NEWER)
        self._show_preview()

    def _chosen(self) -> list[tuple[OpenConflict, int]]:
        field, stands = str(self.field.value()), str(self.stands.value())
        kind, _slash, name = field.partition("/")
        device = NEWER if stands in ("", _NEWER) else bytes.fromhex(stands)
        return by_rule(self._conflicts, Rule(device, None if field in ("", _EVERY) else (kind, name)))

    def _show_preview(self) -> None:
        n = len(self._chosen())
        rest = len(self._conflicts) - n
        said = numbered("{n} field would be decided", "{n} fields would be decided", n)
        stay = numbered("{n} remains open", "{n} remain open", rest)
        self.preview.setText(
            _("{decided}; {rest}. This is one step. You can undo it.").format(decided=said, rest=stay)
        )
        self.decide.set_words(numbered("Decide {n} field", "Decide {n} fields", n))
        self.decide.setVisible(n > 0)

    def _was_pressed(self) -> None:
        self.decided.emit(self._chosen())
