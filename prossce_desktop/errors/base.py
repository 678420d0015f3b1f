"""An error in words, in the language of whoever reads it. Below everything else: it knows no catalogue."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar


def _in_english(sentence: str) -> str:
    return sentence


class ProssceError(Exception):
    """Something a person can do something about.

    As text it is the class's `sentence`, in the language of the screen or report, with the keywords put in; it never holds a value that
    was typed into a record. `detail` repeats the keywords for programs.
    """

    code: ClassVar[str] = "error"
    exit_status: ClassVar[int] = 1
    sentence: ClassVar[str] = "{message}"
    translate: ClassVar[Callable[[str], str]] = staticmethod(_in_english)
    """`messages` puts the catalogue in its place."""

    def __init__(self, **detail: object) -> None:
        self.detail: dict[str, object] = detail
        super().__init__(self.sentence.format(**detail))

    def __str__(self) -> str:
        whole = self.sentence == ProssceError.sentence  # the words were made, and translated, where it was raised
        return (self.sentence if whole else ProssceError.translate(self.sentence)).format(**self.detail)
