"""A form's reference fields: offers while a name is typed, programme tiers, new records."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from prossce_desktop.domain.model.fields import id_of
from prossce_desktop.domain.model.record_kinds import ACTIVITY_KINDS
from prossce_desktop.language.messages import _
from prossce_desktop.services.records import references
from prossce_desktop.services.records.record_saving import Saved, record_class
from prossce_desktop.ui.parts.reference_field import ReferenceField
from prossce_desktop.ui.parts.suggestions import Suggestion

if TYPE_CHECKING:
    from prossce_desktop.services.lists.list_queries import Reading
    from prossce_desktop.ui.records.record_form import RecordForm


class FormReferences(QObject):
    """Answers the reference fields of one form."""

    def __init__(self, form: RecordForm) -> None:
        super().__init__(form)
        self._form, self._session = form, form.session
        self.names: dict[int, str] = {}
        """Names of records that the form points to, or was offered."""
        self.typing = ""
        """The reference that is being typed: nothing is said of it until it is left, or Save is pressed."""

    def wire(self, name: str, field: ReferenceField) -> None:
        field.offers_wanted.connect(lambda text: self._offer(name, text))
        field.new_wanted.connect(lambda: self.make_new(name))

    def _field(self, name: str) -> ReferenceField | None:
        frame = self._form.by_name.get(name)
        return frame.editor if frame is not None and isinstance(frame.editor, ReferenceField) else None

    def _offer(self, name: str, text: str) -> None:
        kinds = self._form.fields[name].shown.refers
        self._session.read(
            lambda reading, _step: references.offered(reading, kinds, text),
            lambda offers: self._offered(name, text, offers),
        )

    def _offered(self, name: str, text: str, offers: list[references.Referred]) -> None:
        field = self._field(name)
        if field is not None:
            self.names.update({one.id: one.name for one in offers})
            hint = _("Press ↓ and Enter to choose. Press Alt+N to add what you typed as a new record.")
            field.show_offers(
                text,
                [Suggestion((one.name, one.second), one.id) for one in offers],
                hint if text.strip() else "",
            )

    def tiers_of(self, programme: object, then: Callable[[list[str]], None]) -> None:
        """The tiers of a programme, by its record or by its whole name."""
        text = str(programme or "")

        def work(reading: Reading, _step: object) -> list[str]:
            number = id_of(text)
            return references.tiers(
                reading, number if number is not None else references.named(reading, ("programme",), text)
            )

        self._session.read(work, then)

    def make_new(self, name: str) -> None:
        """Make what is typed in a reference a new record, and point to it."""
        field, form = self._field(name), self._form
        if field is None or (text := field.unchosen()) == "":
            return
        kind = references.kind_to_make(form.kind, form.fields[name])
        beside = form.all_values()
        if kind in ACTIVITY_KINDS and not any(beside.get(one) for one in ("start", "end", "status")):
            self._session.speaker.mention(_("Enter the dates first: the new activity gets the same dates."))
            form.go_to_field("start")
            return
        store, today = self._session.store, self._session.today()
        self._session.jobs.start(
            lambda _step: references.make(store, kind, text, beside, today),
            lambda saved: self._made(name, text, kind, saved),
        )

    def _made(self, name: str, text: str, kind: str, saved: Saved) -> None:
        field = self._field(name)
        self.names[saved.id] = text
        if field is not None and field.unchosen() == text:
            self._form.put(name, saved.id)
        self._session.tell(saved.change)
        said = _("{kind} added: {name}").format(kind=_(record_class(kind).LABEL), name=text)
        self._session.speaker.mention(said, undoes=saved.change)
