"""The form of a record in one column, made from the declarations of its kind."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from prossce_desktop.domain.input import dates_without_year
from prossce_desktop.domain.input.accepted_doubts import accepted_doubt
from prossce_desktop.domain.model.fields import Field, FieldKind, fields_of, id_of, references_of
from prossce_desktop.domain.operations.record_ownership import OWNED
from prossce_desktop.domain.parsing.dates import Around
from prossce_desktop.domain.problems import Problem
from prossce_desktop.language.messages import _
from prossce_desktop.services.records import value_words
from prossce_desktop.services.records.record_editor import OpenedRecord
from prossce_desktop.services.records.record_saving import record_class
from prossce_desktop.services.records.references import NOT_IN_LIST
from prossce_desktop.ui.parts.choice_field import Choice, ChoiceField
from prossce_desktop.ui.parts.date_field import DateField
from prossce_desktop.ui.parts.field_frame import FieldFrame
from prossce_desktop.ui.parts.form_column import FormColumn
from prossce_desktop.ui.parts.labels import Label
from prossce_desktop.ui.parts.reference_field import ReferenceField
from prossce_desktop.ui.records.field_choices import choices_of
from prossce_desktop.ui.records.field_editors import (
    as_typed,
    dress,
    frame_for,
    from_editor,
    is_empty,
    tier_choices,
    to_editor,
)
from prossce_desktop.ui.records.form_layout import UNITS, layout_of
from prossce_desktop.ui.records.form_notes import FormNotes
from prossce_desktop.ui.records.reference_fields import FormReferences
from prossce_desktop.ui.records.row_grid_field import RowsField
from prossce_desktop.ui.records.typed_during_save import Asked, TypedSince, newer
from prossce_desktop.ui.session.session import Session


class RecordForm(FormColumn):
    """Every field of a kind except `without`. Values enter by `show_values` and leave by `typed`.

    With `in_slices` its fields are made a few rows at a time, so that the window never freezes; nothing may
    be shown in it before it is whole (`once_whole`).
    """

    takes_back = True
    edited = Signal(str)
    """A field was changed by the person."""
    typing = Signal()
    """A letter in an open cell of a small grid: the field is changed when the cell is left."""
    doubt_accepted = Signal(object)
    """A Kept: a soft problem to keep, with its reason."""
    pins_changed = Signal()
    name_left = Signal()
    """A reference that was typed in is left: now it is said what is wrong with it."""
    beside_wanted = Signal(str)
    """The link of what `show_beside` said of a field was pressed."""

    def __init__(
        self,
        session: Session,
        kind: str,
        parent: QWidget | None = None,
        *,
        without: Iterable[str] = (),
        in_slices: bool = False,
    ) -> None:
        super().__init__(parent)
        self.session = session
        self.kind = kind
        self.fields: dict[str, Field] = {one.name: one for one in fields_of(record_class(kind))}
        self.by_name: dict[str, FieldFrame] = {}
        self._stored: dict[str, object] = {}
        self._begun: dict[str, object] = {}
        self._since: TypedSince[dict[str, object]] = TypedSince()
        self._again = False
        self.newer: Collection[str] = ()
        """Fields typed in while the record was read or saved: not saved yet."""
        self._sections: list[tuple[Label, list[str]]] = []
        self._rows_of_frames: list[list[FieldFrame]] = []
        self.notes = FormNotes(self.fields, self.by_name)
        self.references = FormReferences(self)
        self._more: dict[str, object] = {}
        self.last_field = ""
        """The name of the field that had the keys last."""
        self._is_new = True
        self._country = session.store.identity.country
        self._tiers: tuple[str, ...] = ()
        self._is_whole = False
        self._waiting: list[Callable[[], None]] = []
        if in_slices:
            session.jobs.in_slices(self._build(tuple(without), polished=True), self._built, self)
        else:
            for _row in self._build(tuple(without), polished=False):
                pass
            self._built()

    def _build(self, without: tuple[str, ...], *, polished: bool) -> Iterator[None]:
        """Build row by row; `polished` styles each row at once instead of all when the form is shown."""
        for section in layout_of(record_class(self.kind), without):
            names: list[str] = []
            if section.title:
                self._sections.append((self.add_section(_(section.title)), names))
            for row in section.rows:
                frames = [self._frame(one) for one in row.fields]
                names.extend(one.name for one in row.fields)
                self.add_row(frames, row.units, UNITS - sum(row.units))
                self._rows_of_frames.append(frames)
                if polished:
                    dress(frames)
                yield

    def _built(self) -> None:
        self._is_whole = True
        waiting, self._waiting = self._waiting, []
        for act in waiting:
            act()

    def once_whole(self, act: Callable[[], None]) -> None:
        """Call `act` when every field is there: at once, where they are."""
        if self._is_whole:
            act()
        else:
            self._waiting.append(act)

    def _frame(self, field: Field) -> FieldFrame:
        frame = frame_for(field, self._country, self.session.today, self.ground)
        frame.setProperty("field", field.name)
        frame.edited.connect(self._was_edited)
        frame.left.connect(self._was_left)
        if frame.pin is not None:
            frame.pinned.connect(self._was_pinned)
        if isinstance(frame.editor, ReferenceField):
            self.references.wire(field.name, frame.editor)
        elif isinstance(frame.editor, DateField | RowsField):
            frame.editor.set_around(lambda: self.around(field.name))
        if isinstance(frame.editor, RowsField):
            frame.editor.key_typed.connect(self.typing)
        self.by_name[field.name] = frame
        return frame

    def around(self, name: str) -> Around | None:
        """Where a day of a field lies that is typed without its year."""
        whole = {
            other: frame.editor.whole()
            for other, frame in self.by_name.items()
            if isinstance(frame.editor, DateField)
        }
        rows = {other: one.value() for other, one in self._small_grids().items()}
        return dates_without_year.around(name, self.fields.values(), {**rows, **whole}, self.session.today())

    def note_made(self, frame: FieldFrame) -> None:
        super().note_made(frame)
        frame.cured.connect(self._was_cured)
        frame.accepted.connect(self._was_accepted)

    # -- values

    def show_values(self, opened: OpenedRecord, drafted: Collection[str] = (), asked: Asked = "") -> None:
        """Show a stored or new record without a signal; `type_in` shows the `drafted` fields right after."""
        values, is_new = opened.values, opened.record is None
        self.ground.setEnabled(opened.is_ours)
        self.references.names, self.references.typing = dict(opened.names), ""
        self._is_new, self._tiers, self._more = is_new, tuple(opened.tiers), {}
        self._again = self._since.is_marked(asked)
        for rows in () if self._again else self._small_grids().values():
            rows.give_up()  # another record comes: what is open is of the one before
        typed = newer(self._since.take(asked), self.all_values())
        self.newer = typed.keys() | {name for name, rows in self._small_grids().items() if rows.is_typed_in()}
        self._put({name: values.get(name) for name in self.by_name if name not in drafted})
        self._stored = {} if is_new else {name: values.get(name) for name in self.by_name}
        self._begun = {
            name: self._shown(name, values.get(name), put=name not in drafted)
            for name, frame in self.by_name.items()
        }
        for name, frame in self.by_name.items():
            frame.set_pinned(name in opened.pinned)
            frame.set_withheld(name in opened.withheld)
        # whose a record is never changes; a country's laptop makes only its own
        if self.kind in OWNED and "country" in self.by_name:
            self.by_name["country"].setEnabled(is_new and self.session.store.identity.regional)
        self.notes.clear()
        self._refresh()

    def _shown(self, name: str, value: object, *, put: bool) -> object:
        """What a stored value is in the form, also where something newer stands in its field."""
        frame = self.by_name[name]
        if not put or name in self.newer or frame.is_waiting():
            rows = self._small_grids().get(name)
            if rows is not None:
                return rows.would_be(value)
            return as_typed(self.fields[name], value, self.references.names)
        return from_editor(frame.value())

    def say_saved_meanwhile(self, before: Mapping[str, object]) -> None:
        """Show the stored value beside each typed field where it was another one `before`."""
        typed = {
            name for name, frame in self.by_name.items() if from_editor(frame.value()) != self._begun[name]
        }
        met = {name for name in typed & before.keys() if before[name] != self._stored.get(name)}
        self.notes.show_met(
            {
                one: value_words.words(None, self.fields[one], self._stored.get(one), self.references.names)
                for one in met
            }
        )
        self._move_notes()

    def begun(self, name: str) -> object:
        """What stood in a field before anything was typed in it."""
        return self._begun.get(name)

    def marked(self, asked: Asked) -> dict[str, object]:
        """The values as they were read before, where the same record is shown again; else nothing."""
        return dict(self._stored) if self._since.is_marked(asked) else {}

    def mark(self, asked: Asked) -> None:
        """What is typed from now on is newer than the answer to this."""
        self._since.mark(asked, self.all_values())

    def _small_grids(self) -> dict[str, RowsField]:
        return {
            name: frame.editor for name, frame in self.by_name.items() if isinstance(frame.editor, RowsField)
        }

    def is_ours(self) -> bool:
        """Whether what it shows may be changed here."""
        return self.ground.isEnabled()

    def type_in(self, typed: Mapping[str, object], names: Mapping[int, str] | None = None) -> None:
        """Put a draft's values over what is shown; values of fields that no longer exist are kept aside."""
        self.references.names.update(names or {})
        self._more = {name: value for name, value in typed.items() if name not in self.by_name}
        self._put({name: value for name, value in typed.items() if name in self.by_name})
        self._refresh()

    def _put(self, values: Mapping[str, object]) -> None:
        self._follow_country(
            str(values.get("held_in") or values["country"] or "")
        ) if "country" in values else None
        for name, value in values.items():
            if name in self.newer:
                continue
            frame = self.by_name[name]
            if name == "tier":
                self._offer_choices(name, tier_choices(self._tiers, value))
            show = frame.bring if self._again else frame.set_value
            show(to_editor(self.fields[name], value, self.references.names))

    def typed(self, *, with_open: bool = False) -> dict[str, object]:
        """What a draft holds: of a new record all that is not empty, of a stored one what differs from it."""
        now = {name: from_editor(frame.value()) for name, frame in self.by_name.items()}
        if with_open:
            now |= {name: rows.drafted() for name, rows in self._small_grids().items()}
        draft = self.all_values(now)
        relevant = {name: value for name, value in now.items() if self.fields[name].relevant(draft)}
        if self._is_new:
            return {**self._more, **{name: value for name, value in relevant.items() if not is_empty(value)}}
        return {name: value for name, value in relevant.items() if value != self._begun[name]}

    def all_values(self, now: Mapping[str, object] | None = None) -> dict[str, object]:
        """Everything the form shows, and the kind: what `only_if` looks at."""
        if now is not None:
            values = now
        else:
            values = {name: from_editor(frame.value()) for name, frame in self.by_name.items()}
        return {**values, "kind": self.kind}

    def value(self, name: str) -> object:
        """What stands in one field; None where the form has none of that name."""
        frame = self.by_name.get(name)
        return None if frame is None else from_editor(frame.value())

    def pinned_values(self) -> dict[str, object]:
        return {name: from_editor(frame.value()) for name, frame in self.by_name.items() if frame.is_pinned()}

    def put(self, name: str, value: object) -> None:
        """Change one field as the person would."""
        frame = self.by_name[name]
        frame.set_value(to_editor(self.fields[name], value, self.references.names))
        self._changed(name)

    def names_used(self) -> dict[int, str]:
        numbers = (id_of(self.value(one.name)) for one in references_of(record_class(self.kind)))
        return {one: self.references.names[one] for one in numbers if one in self.references.names}

    def keep_typed(self) -> None:
        for rows in self._small_grids().values():
            rows.keep_typed()

    # -- what happens

    def _sender_name(self) -> str:
        sender = self.sender()
        return str(sender.property("field")) if sender is not None else ""

    def _was_left(self) -> None:
        self.last_field = self._sender_name()
        if self.references.typing == self.last_field:
            self.references.typing = ""
            self.name_left.emit()

    def _was_edited(self) -> None:
        self._changed(self._sender_name())

    def _changed(self, name: str) -> None:
        if name in ("country", "held_in"):
            self._follow_country(str(self.value("held_in") or self.value("country") or ""))
        if name == "programme":
            self.references.tiers_of(self.value("programme"), self._tiers_known)
        self.references.typing = name if isinstance(self.by_name[name].editor, ReferenceField) else ""
        self._refresh()
        self.edited.emit(name)

    def _was_pinned(self, on: bool) -> None:
        self.pins_changed.emit()

    def _was_cured(self) -> None:
        name = self._sender_name()
        problem = self.notes.of(name)
        if problem is not None and problem.code == NOT_IN_LIST:
            self.references.make_new(name)
        elif problem is not None and problem.cure is not None:
            self.put(name, problem.cure)
            self.by_name[name].setFocus()
        elif self.notes.take_met(name):
            self.put(name, self._stored.get(name))
            self.by_name[name].setFocus()
        elif self.notes.is_beside(name):
            self.beside_wanted.emit(name)

    def _was_accepted(self, reason: str) -> None:
        name = self._sender_name()
        problem = self.notes.of(name)
        if problem is not None:
            self.doubt_accepted.emit(accepted_doubt(problem, reason))
            self.by_name[name].setFocus()

    def _follow_country(self, country: str) -> None:
        if country != self._country:
            self._offer_choices(
                "province", choices_of(self.fields["province"], country) if "province" in self.fields else ()
            )
            self._country = country

    def _tiers_known(self, tiers: list[str]) -> None:
        self._tiers = tuple(tiers)
        self._offer_choices("tier", tier_choices(self._tiers, self.value("tier")))

    def _offer_choices(self, name: str, choices: Sequence[Choice]) -> None:
        frame = self.by_name.get(name)
        if frame is not None and isinstance(frame.editor, ChoiceField):
            frame.editor.set_choices(choices)

    # -- how it looks

    def _refresh(self) -> None:
        """Which fields mean anything now, and which differ from what is stored."""
        draft = self.all_values()
        for name, frame in self.by_name.items():
            frame.setVisible(self.fields[name].relevant(draft))
            self._mark(name, frame)
        for frames in self._rows_of_frames:
            self._keep_room(frames)
        for label, names in self._sections:
            label.setVisible(any(not self.by_name[name].isHidden() for name in names))

    def _keep_room(self, frames: Sequence[FieldFrame]) -> None:
        """An irrelevant field that its kind lists leaves its place empty; an empty row goes."""
        some = any(not one.isHidden() for one in frames)
        for one in frames:
            room = some and self.fields[str(one.property("field"))].shown.listed
            policy = one.sizePolicy()
            if policy.retainSizeWhenHidden() != room:
                policy.setRetainSizeWhenHidden(room)
                one.setSizePolicy(policy)

    def _mark(self, name: str, frame: FieldFrame) -> None:
        if self._is_new or from_editor(frame.value()) == self._begun.get(name):
            frame.set_changed(None)
        else:
            frame.set_changed(
                value_words.words(None, self.fields[name], self._stored.get(name), self.references.names)
            )

    def show_problems(self, problems: Sequence[Problem], reasons: Sequence[str] = ()) -> None:
        """Show each problem beside its field, and clear the others."""
        if any(one.code == NOT_IN_LIST and one.field == self.references.typing for one in problems):
            self.references.typing = ""  # Save was pressed while it was typed
        self.notes.show_problems(problems, reasons)
        self._move_notes()

    def is_said_now(self, problem: Problem, begun: Collection[str] | None) -> bool:
        """Whether to show it: not for a name being typed, and of empty new fields only those `begun`."""
        if problem.code == NOT_IN_LIST and problem.field == self.references.typing:
            return False
        return begun is None or problem.code != "empty" or problem.field in begun

    def show_beside(self, notes: Mapping[str, tuple[str, str]]) -> None:
        self.notes.show_beside(notes)
        self._move_notes()

    def go_to_field(self, name: str) -> None:
        if name in self.by_name:
            self.show_frame(self.by_name[name])

    def first_focus(self) -> None:
        """The first field that is empty, else the first."""
        names = [name for name, frame in self.by_name.items() if not frame.isHidden()]
        first = names[0] if names else ""
        if first:
            self.by_name[first].setFocus()

    def is_text(self, name: str) -> bool:
        """Whether the field is typed letter by letter, so that several changes are one."""
        return self.fields[name].kind in (
            FieldKind.text,
            FieldKind.long_text,
            FieldKind.whole,
            FieldKind.number,
            FieldKind.date,
        )
