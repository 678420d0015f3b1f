"""The right editor for each kind of field, and what its value is in a draft."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable

from PySide6.QtWidgets import QWidget

from prossce_desktop.domain.model.fields import Field, FieldKind, id_of
from prossce_desktop.language.messages import _
from prossce_desktop.ui.parts.chips_field import ChipsField
from prossce_desktop.ui.parts.choice_field import Choice, ChoiceField
from prossce_desktop.ui.parts.date_field import DateField
from prossce_desktop.ui.parts.field_frame import FieldFrame
from prossce_desktop.ui.parts.reference_field import ReferenceField
from prossce_desktop.ui.parts.text_fields import LongText, NumberField, TextField
from prossce_desktop.ui.records.field_choices import NO, YES, chip_choices, choices_of
from prossce_desktop.ui.records.row_grid_field import RowsField

Today = Callable[[], dt.date]
CHIPS = 8


def editor_for(field: Field, country: str, today: Today) -> QWidget:
    if field.name == "tier":
        return ChoiceField((), typed=False)
    match field.kind:
        case FieldKind.rows:
            return RowsField(field, today=today)
        case FieldKind.choice | FieldKind.code if field.many:
            return ChipsField(chip_choices(field), shown=CHIPS)
        case FieldKind.choice | FieldKind.yes_no:
            return ChoiceField(choices_of(field))
        case FieldKind.code:
            return ChoiceField(choices_of(field, country), typed=True)
        case FieldKind.reference:
            return ReferenceField()
        case FieldKind.date:
            return DateField(today=today)
        case FieldKind.whole | FieldKind.number:
            return NumberField(unit=_(field.shown.unit))
        case FieldKind.long_text:
            return LongText(lines=3)
        case _:
            return TextField()


def frame_for(field: Field, country: str, today: Today, parent: QWidget) -> FieldFrame:
    """The editor in its frame, made in its final `parent`: moving a widget styles it twice."""
    return FieldFrame(
        _(field.shown.label), editor_for(field, country, today), parent,
        required=field.required, pinnable=field.shown.pinned, explained=_(field.shown.help),
    )  # fmt: skip


def to_editor(field: Field, value: object, names: dict[int, str]) -> object:
    """A value in JSON's types, or as typed, as the editor of the field takes it."""
    if value is None:
        return () if field.many else ""
    if field.kind is FieldKind.yes_no and isinstance(value, bool):
        return YES if value else NO
    if field.kind is FieldKind.reference and (number := id_of(value)) is not None:
        return (str(number), names.get(number, str(number)))
    if field.kind is FieldKind.number and isinstance(value, float):
        return f"{value:g}"
    return value


def from_editor(value: object) -> object:
    """What the editor holds, as it stands in a draft: text, or a list."""
    if isinstance(value, tuple):
        return list(value)
    return value.strip() if isinstance(value, str) else value


def as_typed(field: Field, value: object, names: dict[int, str]) -> object:
    """What `from_editor` would give of the field's editor if it showed this value."""
    given = to_editor(field, value, names)
    if field.many:
        return list(given) if isinstance(given, tuple | list) else []
    return str(given[0] if isinstance(given, tuple) else given).strip()


def tier_choices(names: tuple[str, ...], chosen: object = None) -> list[Choice]:
    """The tiers of a programme by number and name; bare numbers where no programme tells them."""
    if names:
        return [Choice(str(number), f"{number}  {name}") for number, name in enumerate(names, 1)]
    highest = max(4, int(str(chosen)) if str(chosen or "").isdigit() else 0)
    return [Choice(str(number), str(number)) for number in range(1, min(highest, 20) + 1)]


def is_empty(value: object) -> bool:
    return value in (None, "", [], ())


def dress(frames: Iterable[QWidget]) -> None:
    """Have the style sheet applied to widgets that are not shown yet, with all that stands in them."""
    for frame in frames:
        frame.ensurePolished()
        for part in frame.findChildren(QWidget):
            part.ensurePolished()
