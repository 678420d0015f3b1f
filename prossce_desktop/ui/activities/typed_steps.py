"""What was typed since the last save, change by change, in the form and beside it: Undo takes back the newest first."""

from __future__ import annotations

from collections.abc import Callable


class TypedSteps:
    """Each change has the name of what was typed in, and a way to put back what stood there before it."""

    def __init__(self) -> None:
        self._steps: list[tuple[str, Callable[[], None], bool]] = []
        self._taking_back = False

    def note(self, name: str, put_back: Callable[[], None], *, goes_on: bool = False) -> None:
        """One more change. One that `goes_on`, as the letters of a word do, is taken back with those before it that go on, too."""
        runs = goes_on and self._steps and self._steps[-1][0] == name and self._steps[-1][2]
        if not self._taking_back and not runs:
            self._steps.append((name, put_back, goes_on))

    def take_back(self) -> str | None:
        """Put back what stood before the newest change; its name, None where nothing was typed."""
        if not self._steps:
            return None
        name, put_back, _goes_on = self._steps.pop()
        self._taking_back = True
        try:
            put_back()
        finally:
            self._taking_back = False
        return name

    def names(self) -> set[str]:
        """What was typed in."""
        return {name for name, _put_back, _goes_on in self._steps}

    def clear(self) -> None:
        """All is saved, or another record is shown."""
        self._steps = []
