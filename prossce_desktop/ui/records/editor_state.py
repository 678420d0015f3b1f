"""What an editor is doing with its record, and what comes of each thing that happens meanwhile: one table."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from enum import Enum


class EditorState(Enum):
    """At most one answer about the record is awaited at a time, so answers cannot overtake each other."""

    empty = "nothing was opened, or it is not here"
    opening = "another record is read: nothing can be typed, nothing is saved"
    reading = "the record that is shown is read again around what is typed"
    shown = "it is shown, typed in, checked and kept as a draft"
    saving = "what was typed is on its way; more may be typed"


class EditorEvent(Enum):
    """What happens: somebody wants something, or an answer is here."""

    open = "another record is wanted, or the same afresh"
    news = "it was changed elsewhere"
    reread = "what is typed is kept, so that it can be read again"
    was_read = "it was read"
    was_read_early = "it was read, and a save of it that began before has not answered yet"
    was_missing = "it is not here"
    save = "Save is pressed"
    was_saved = "it was saved"
    was_refused = "it was not saved: something is to be cured, or kept with a reason"
    has_failed = "it was not saved: the store could not"
    typed = "something was typed"


class EditorAct(Enum):
    """What is to be done."""

    nothing = "nothing"
    later = "the same once it is shown"
    read = "read it"
    keep = "keep what is typed, then read it again"
    show = "show the answer"
    show_and_read = "show the answer, and read it again: what was read may be older"
    send = "save what is typed"
    refuse = "say what stops saving, and save again if that was pressed meanwhile"
    say = "say why it failed"
    fail = "say why it failed; Save pressed meanwhile would fail as well"
    note = "look at what is typed soon, and keep it"


Row = tuple[Collection[EditorState], EditorEvent, EditorAct, EditorState | None]
_S, _E, _A = EditorState, EditorEvent, EditorAct
_READ = (_S.opening, _S.reading)
ROWS: tuple[Row, ...] = (
    (tuple(_S), _E.open, _A.read, _S.opening),
    ((_S.shown,), _E.news, _A.keep, None),
    ((_S.opening, _S.reading, _S.saving), _E.news, _A.later, None),
    ((_S.shown,), _E.reread, _A.read, _S.reading),
    ((_S.empty,), _E.reread, _A.read, _S.opening),
    (_READ, _E.was_read, _A.show, _S.shown),
    ((_S.opening,), _E.was_read_early, _A.show, _S.saving),
    ((_S.opening,), _E.was_missing, _A.nothing, _S.empty),
    ((_S.reading,), _E.was_missing, _A.nothing, _S.shown),
    ((_S.shown,), _E.save, _A.send, _S.saving),
    ((_S.opening, _S.reading, _S.saving), _E.save, _A.later, None),
    ((_S.saving,), _E.was_saved, _A.show, _S.shown),
    ((_S.opening,), _E.was_saved, _A.show_and_read, _S.shown),
    ((_S.saving,), _E.was_refused, _A.refuse, _S.shown),
    ((_S.saving,), _E.has_failed, _A.fail, _S.shown),
    ((_S.opening,), _E.has_failed, _A.say, None),
    ((_S.shown, _S.saving), _E.typed, _A.note, None),
)
"""States, event, act, next state (None: the same). What stands in no row changes nothing."""
TABLE = {(state, event): (act, then or state) for states, event, act, then in ROWS for state in states}


class EditorProgress:
    """The state of one editor, and what waits until its record is shown."""

    def __init__(self) -> None:
        self.state = EditorState.empty
        self.put_off: set[EditorEvent] = set()

    def meet(self, event: EditorEvent) -> EditorAct:
        """Something happens: go on to the next state. What is to be done."""
        act, self.state = TABLE.get((self.state, event), (EditorAct.nothing, self.state))
        if event is EditorEvent.open:
            self.put_off.clear()
        elif act is EditorAct.fail:
            self.put_off.discard(EditorEvent.save)
        elif act is EditorAct.later:
            self.put_off.add(event)
        return act

    def due(self) -> Iterator[EditorEvent]:
        """What was put off, each once: Save before reading again, which comes behind the save."""
        waiting, self.put_off = self.put_off, set()
        yield from sorted(waiting, key=lambda one: one is not EditorEvent.save)
