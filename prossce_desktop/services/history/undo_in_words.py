"""Undo and Redo of a page in words: what would be undone, or where the newest change was made."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from prossce_desktop.domain.model.record_kinds import KINDS
from prossce_desktop.domain.operations.op_id import op_source
from prossce_desktop.domain.operations.operation import REMOVED
from prossce_desktop.domain.translatable import N_
from prossce_desktop.errors import ChangedSince
from prossce_desktop.language import formatting
from prossce_desktop.language.messages import _
from prossce_desktop.services.devices.device_words import DeviceWords
from prossce_desktop.services.history.step_sentences import steps_in_words
from prossce_desktop.services.records import value_words
from prossce_desktop.services.records.record_names import name_of, named
from prossce_desktop.store.actions import page_undo
from prossce_desktop.store.actions.action_page import ActionPage
from prossce_desktop.store.actions.page_undo import PlacedStep
from prossce_desktop.store.actions.step_history import one_step
from prossce_desktop.store.log.version_vector import source_numbered
from prossce_desktop.store.queries.reading import Reading
from prossce_desktop.store.workspace.store import Change, Store

__all__ = [
    "ASKED_FROM",
    "ActionPage",
    "Change",
    "Redone",
    "UndoRefused",
    "UndoableStep",
    "newest",
    "redo",
    "take_back",
    "words_of",
]

ASKED_FROM = 21
"""Undo asks first where a step touches so many records."""

PAGES = {
    "overview": N_("on the Overview page"), "activities": N_("in the list of activities"),
    "people": N_("in the list of people"),
    "organisations": N_("in the list of organisations"), "reports": N_("on the Reports page"),
    "exchange": N_("on the Exchange page"),
    "settings": N_("in the settings"), "copies": N_("in the settings"), "officers": N_("in the settings"),
    "decisions": N_("on the Decisions page"),
}  # fmt: skip
"""What was done there is said so; on other pages it is said by the record."""


@dataclass(frozen=True, slots=True)
class UndoableStep:
    """The newest change of a page. Unless it `is_here`, `place`, `who` and `time` say whose it is."""

    step: str
    words: str
    records: int
    is_here: bool
    time: dt.datetime
    """UTC."""
    who: str
    place: str
    kind: str
    record: int | None
    """Whose history tells more."""


def newest(store: Store, where: ActionPage) -> UndoableStep | None:
    """What Undo finds on a page, first of all what was changed last; None where nothing was done."""
    with store.read() as reading:
        found = page_undo.newest(reading, where)
        if found is None:
            return None
        name = found.made.step.name
        [told] = steps_in_words(reading, one_step(reading, name))
        stored = reading.find(found.record) if found.record is not None else None
        kind = stored.kind if stored is not None and stored.kind in KINDS else ""
        return UndoableStep(
            name,
            told.title,
            found.made.records,
            found.is_here,
            told.time,
            told.who,
            _place(reading, found.made),
            kind,
            found.record,
        )


def _place(reading: Reading, made: PlacedStep) -> str:
    """In the list of people; on the page of Fair A; on Siem Reap, KH-7f3a91."""
    source = source_numbered(reading.execute, op_source(made.step.action))
    if source is None or source.device != reading.identity.device_key:
        device = (
            DeviceWords(reading.execute, reading.identity).where(source.device)
            if source is not None
            else _("another laptop")
        )
        return _("received from {laptop}").format(laptop=device)
    if made.page is None:
        return _("by another program")
    if made.page.page in PAGES:
        return _(PAGES[made.page.page])
    name = named(reading, made.page.record) if made.page.record else ""
    return _("on the page of {name}").format(name=name) if name else _("on another page")


@dataclass(frozen=True, slots=True)
class UndoRefused:
    """Why a step is not taken back: what was changed again, when, by whom, and what it is now."""

    words: str


def take_back(store: Store, step: str) -> Change | UndoRefused:
    """Take a step back, or say what stands in the way. Raises UnknownStep, AlreadyUndone, ReasonNeeded."""
    try:
        return store.undo.undo(step)
    except ChangedSince as error:
        return UndoRefused(_refusal_words(store, error))


def _refusal_words(store: Store, error: ChangedSince) -> str:
    kind, name = str(error.detail["kind"]), str(error.detail["field"])
    field = value_words.field_named(kind, name)
    with store.read() as reading:
        stored = reading.find(int(str(error.detail["record"])))
        if stored is None or (field is None and name != REMOVED):
            return str(error)
        called = name_of(reading, stored) or _(KINDS[kind].LABEL)
        who, at = error.detail["who"], formatting.moment(dt.datetime.fromisoformat(str(error.detail["at"])))
        if field is None:
            return _("Cannot undo: “{name}” was removed or restored later ({at}, {who}).").format(
                name=called, at=at, who=who
            )
        now = value_words.words(reading, field, getattr(stored.value, name), of=stored.id) or _(
            "not recorded"
        )
    said = _("Cannot undo: {field} of “{name}” was changed again later ({at}, {who}). It is now: {now}")
    return said.format(field=_(field.shown.label), name=called, at=at, who=who, now=now)


def words_of(store: Store, step: str) -> str:
    """A step as the history calls it."""
    with store.read() as reading:
        return next((one.title for one in steps_in_words(reading, one_step(reading, step))), "")


@dataclass(frozen=True, slots=True)
class Redone:
    """What was brought back."""

    change: Change
    words: str


def redo(store: Store, where: ActionPage) -> Redone | UndoRefused | None:
    """Bring back what was taken back last on a page; None where there is nothing."""
    with store.read() as reading:
        step = page_undo.last_redoable(reading, where)
    if step is None:
        return None
    try:
        change = store.undo.redo(step.name)
    except ChangedSince as error:
        return UndoRefused(_refusal_words(store, error))
    return Redone(change, words_of(store, step.name))
