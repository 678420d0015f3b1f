"""A speaker for tests: nothing waits for a person."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter


class RecordingSpeaker:
    """Remembers what was said and answers as it was told to; used by tests and by the run without a display."""

    def __init__(self) -> None:
        self.told: list[str] = []
        self.mentioned: list[str] = []
        self.asked: list[str] = []
        self.explained: list[str] = []
        self._answers: list[str] = []
        self._paths: list[Path | None] = []

    def will_answer(self, *answers: str) -> None:
        """The answers to the next questions, in their order."""
        self._answers.extend(answers)

    def will_choose(self, *paths: Path | None) -> None:
        """The next files or folders chosen, in their order."""
        self._paths.extend(paths)

    def tell(self, sentence: str) -> None:
        """Remembered in `told`."""
        self.told.append(sentence)

    def mention(self, sentence: str, *, undoes: object = None) -> None:
        """Remembered in `mentioned`."""
        self.mentioned.append(sentence)

    def ask(self, question: str, answers: Sequence[str], explained: str = "") -> str:
        """The next answer told to `will_answer`; an unexpected question is answered as Esc would."""
        self.asked.append(question)
        self.explained.append(explained)
        answer = self._answers.pop(0) if self._answers else answers[-1]
        if answer not in answers:
            raise ValueError(f"{answer!r} is none of {list(answers)}")
        return answer

    def choose_file_to_read(self, title: str, kinds: str, folder: Path | None = None) -> Path | None:
        """The next path told to `will_choose`."""
        return self._next(title)

    def choose_file_to_write(self, title: str, suggested: str, kinds: str, folder: Path | None = None) -> Path | None:
        """The next path told to `will_choose`."""
        return self._next(title)

    def choose_folder(self, title: str, folder: Path | None = None) -> Path | None:
        """The next path told to `will_choose`."""
        return self._next(title)

    def choose_printer(self) -> QPrinter | None:
        """None: there is no printer in a test."""
        self.asked.append("Printer")
        return None

    def _next(self, title: str) -> Path | None:
        self.asked.append(title)
        return self._paths.pop(0) if self._paths else None
