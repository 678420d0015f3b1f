"""Questions about fields: one office asks, the other answers, either closes. Each is a record."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from prossce_desktop.domain.model.codes import QueryOutcome
from prossce_desktop.domain.model.query import Query
from prossce_desktop.domain.model.record_kinds import KINDS
from prossce_desktop.domain.operations.action_kind import ActionKind
from prossce_desktop.domain.operations.operation import REMOVED
from prossce_desktop.language.messages import _
from prossce_desktop.services.devices.device_words import DeviceWords
from prossce_desktop.services.records import value_words
from prossce_desktop.store.log.operation_log import moment
from prossce_desktop.store.log.record_lots import entered
from prossce_desktop.store.queries import office_queries
from prossce_desktop.store.queries.reading import Reading, Stored
from prossce_desktop.store.workspace.store import Change, Store


@dataclass(frozen=True, slots=True)
class QueryShown:
    """`title`, `label`: record and field; `value`: the present one; `text`, `answer`: "" where not here.
    `is_ours`: asked here; `waits`: for us; `change`: it is a reason of a change."""

    id: int
    record: int
    kind: str
    field: str
    title: str
    label: str
    value: str
    text: str
    asked_by: str
    time: dt.datetime
    answer: str
    outcome: str
    answered_by: str
    closed: bool
    is_ours: bool
    change: bool

    @property
    def is_answered(self) -> bool:
        """Whether the other side answered."""
        return bool(self.answered_by)

    @property
    def waits(self) -> bool:
        """Whether it is this side's turn: to answer, or to read the answer and close it."""
        return not self.closed and (not self.is_ours if self.change else self.is_ours == self.is_answered)


def ask(store: Store, record: int, field: str, text: str) -> Change:
    """Put a question on record; it belongs to whoever the record belongs to. Raises UnknownRecord."""
    with store.read() as reading:
        reading.record(record)
    with store.work(ActionKind.asked, 1) as work:
        work.new("query", [Query(record=record, field=field, asked_by=_who(store), text=text.strip())])
    return work.change


def answer(store: Store, query: int, text: str, outcome: QueryOutcome | None) -> Change:
    """Answer it, in words, with what came of it, or both. Raises UnknownRecord, NotYours."""
    with store.work(ActionKind.answered, 1) as work:
        changes = {"answer": text.strip() or None, "outcome": outcome, "answered_by": _who(store)}
        work.set("query", {query: changes})
    return work.change


def close(store: Store, query: int) -> Change:
    """Nothing more is to be done about it, or it was read. Raises UnknownRecord, NotYours."""
    with store.read() as reading:
        is_word = getattr(reading.record(query).value, "change", False)
    with store.work(ActionKind.change_read if is_word else ActionKind.question_closed, 1) as work:
        work.set("query", {query: {"closed": True}})
    return work.change


def all_open(reading: Reading) -> list[QueryShown]:
    """Every question that is not closed, first those that wait for this side, then the newest."""
    shown = _QuestionWords(reading)
    found = [shown.shown(one) for one in reading.records("query") if not getattr(one.value, "closed", False)]
    return sorted(found, key=lambda one: (not one.waits, -one.id))


def about(reading: Reading, record: int) -> list[QueryShown]:
    """The questions about one record, the newest first, closed ones last."""
    shown = _QuestionWords(reading)
    found = [
        shown.shown(one) for one in reading.records("query", office_queries.about(reading.execute, record))
    ]
    return sorted(found, key=lambda one: (one.closed, -one.id))


def how_many_wait(reading: Reading) -> int:
    """How many questions wait for this side."""
    shown = _QuestionWords(reading)
    return sum(
        shown.shown(one).waits for one in reading.records("query", office_queries.not_closed(reading.execute))
    )


def in_a_sentence(query: QueryShown) -> str:
    """What a form says beside the field."""
    said = query.text or _("the text stays in the country")
    if query.change:
        return _("{who} changed this: “{text}”").format(
            who=query.asked_by or _("The regional office"), text=said
        )
    if not query.is_answered:
        return _("{who} asks: “{text}”").format(who=query.asked_by or _("The other office"), text=said)
    answered = ", ".join(part for part in (query.outcome, query.answer) if part) or _(
        "the text stays in the country"
    )
    return _("{who} asked: “{text}” Answer: {answer}").format(who=query.asked_by, text=said, answer=answered)


def _without_field(name: str) -> str:
    """What a word is about that stands at no field: a part of the activity, or that it was taken out."""
    if name == REMOVED:
        return _("Removed")
    return _(KINDS[name].LABEL) if name in KINDS else name


def _who(store: Store) -> str:
    return f"{store.identity.officer}, {store.identity.office}"


class _QuestionWords:
    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._names: dict[int, str] = {}
        self._devices = DeviceWords(reading.execute, reading.identity)

    def shown(self, stored: Stored) -> QueryShown:
        query = stored.value
        assert isinstance(query, Query)
        made = entered(self._reading, stored.id)
        about = self._reading.find(query.record)
        kind = about.kind if about is not None else ""
        field = value_words.field_named(kind, query.field) if kind else None
        now = getattr(about.value, query.field, None) if about is not None else None
        value = (
            value_words.words(self._reading, field, now, self._names, of=query.record)
            if field is not None
            else ""
        )
        title = (
            value_words.title_with_activity(self._reading, about, self._names)
            if about is not None
            else _("A record that is not on this computer")
        )
        label = _(field.shown.label) if field is not None else _without_field(query.field)
        return QueryShown(
            stored.id, query.record, kind, query.field, title, label, value,
            query.text or "", query.asked_by or made.who, moment(made.time_ms),
            query.answer or "", _(query.outcome.label) if query.outcome else "",
            query.answered_by or office_queries.answered_by(self._reading.execute, stored.id),
            bool(query.closed),
            self._devices.is_regional(made.device) == self._reading.identity.regional,
            bool(query.change),
        )  # fmt: skip
