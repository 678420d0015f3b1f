"""Undo and redo of what was typed since the last save, change by change."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

Put = Callable[[], None]


def _always() -> bool:
    return True


def _place(name: str) -> str:
    """A field; of what stands beside the form, the whole of it, as it is noted when it is shown anew."""
    return name.partition(":")[0]


@dataclass(slots=True)
class _Typed:
    """One change. `goes_on`: further letters belong to it. `is_typed`: nothing of it is saved yet."""

    name: str
    back: Put
    again: Put | None
    goes_on: bool
    is_typed: Callable[[], bool]


class UndoStack:
    """Each change has the name of what was typed in, and a way back and forth."""

    def __init__(self) -> None:
        self._steps: list[_Typed] = []
        self._taken_back: list[_Typed | None] = []
        """What Redo brings back, the newest last; None stands for a step that was saved."""
        self._before_save = 0
        """How many of them were taken back before the save that is on its way."""
        self._moving = False

    def note(
        self,
        name: str,
        back: Put,
        again: Put | None = None,
        *,
        goes_on: bool = False,
        is_new: bool = True,
        is_typed: Callable[[], bool] = _always,
    ) -> None:
        """One more change; one that `goes_on`, as letters of a word, is undone with those before it.

        One that is not new is only shown again. One saved meanwhile is skipped: the page undoes its step.
        """
        if self._moving:
            return
        if is_new:
            self._taken_back, self._before_save = [], 0
        last = self._steps[-1] if self._steps else None
        if goes_on and last is not None and last.name == name and last.goes_on:
            last.again = again
        else:
            self._steps.append(_Typed(name, back, again, goes_on, is_typed))

    def take_back(self) -> str | None:
        """Put back what stood before the newest change; its name, None where nothing was typed."""
        while self._steps and not self._steps[-1].is_typed():
            self._steps.pop()
        if not self._steps:
            return None
        one = self._steps.pop()
        self._move(one.back)
        if one.again is not None:
            one.goes_on = False
            self._taken_back.append(one)
        return one.name

    def saved_taken_back(self) -> None:
        """A saved step was taken back: Redo brings it back before what was typed."""
        self._taken_back.append(None)

    def bring_back(self) -> str | None:
        """Type again what was taken back last; None where that was a saved step, or nothing."""
        one = self._taken_back.pop() if self._taken_back else None
        self._before_save = min(self._before_save, len(self._taken_back))
        if one is None or one.again is None:
            return None
        self._move(one.again)
        self._steps.append(one)
        return one.name

    def _move(self, put: Put) -> None:
        self._moving = True
        try:
            put()
        finally:
            self._moving = False

    def names(self) -> set[str]:
        return {one.name for one in self._steps}

    def clear(self) -> list[str]:
        """The same record is shown anew; redo stays. The order of typing, for `sort`."""
        order, self._steps = [_place(one.name) for one in self._steps], []
        return order

    def sent(self) -> None:
        """All of it is on its way to be saved; what is taken back from now on stays taken back."""
        self._before_save = len(self._taken_back)

    def saved(self) -> list[str]:
        """What was sent is saved. In which order it was typed."""
        self._taken_back, self._before_save = self._taken_back[self._before_save :], 0
        return self.clear()

    def forget(self) -> None:
        """Another record is shown."""
        self._steps, self._taken_back, self._before_save = [], [], 0

    def sort(self, order: list[str]) -> None:
        """What is still not saved was noted anew, place by place: the newest is again what was typed last."""
        last = {name: at for at, name in enumerate(order)}
        self._steps.sort(key=lambda one: last.get(_place(one.name), -1))
