"""Where Tab and Enter go, as in Excel and Calc: Enter after a run of Tabs returns to the column where the run began, one row down."""

from __future__ import annotations


class TabRun:
    """Remembers the column where a run of Tabs began, in the row it began in."""

    def __init__(self) -> None:
        self._began: tuple[int, int] | None = None

    def forget(self) -> None:
        """A click, an arrow key or Esc ends the run."""
        self._began = None

    def moved(self, row: int) -> None:
        """The row that is typed in stands elsewhere now."""
        if self._began is not None:
            self._began = (row, self._began[1])

    def tab(self, row: int, column: int) -> None:
        """Tab was pressed in this cell."""
        if self._began is None or self._began[0] != row:
            self._began = (row, column)

    def enter(self, row: int, column: int) -> tuple[int, int]:
        """Row and column Enter goes to from this cell; the run is over."""
        began, self._began = self._began, None
        if began is not None and began[0] == row:
            return row + 1, began[1]
        return row + 1, column
