"""What one office says to another about one field of one record: a question with its answer, or why it changed a value."""

from __future__ import annotations

from typing import Annotated, ClassVar

from prossce_desktop.domain.model.activity import LongText, RecordId, Text
from prossce_desktop.domain.model.codes import QueryOutcome
from prossce_desktop.domain.model.fields import ANY_RECORD, FieldDisplay, Record
from prossce_desktop.domain.problems import Problem
from prossce_desktop.domain.translatable import N_


class Query(Record):
    """It belongs to whoever the record belongs to, and travels both ways. Question and answer in words are personal values."""

    KIND: ClassVar[str] = "query"
    LABEL: ClassVar[str] = N_("Question")
    PLURAL: ClassVar[str] = N_("Questions")

    record: Annotated[RecordId, FieldDisplay(N_("About"), 24, refers=(ANY_RECORD,))]
    field: Annotated[Text, FieldDisplay(N_("Field"), 16)]
    asked_by: Annotated[Text | None, FieldDisplay(N_("Asked by"), 20, personal=True)] = None
    text: Annotated[LongText | None, FieldDisplay(N_("Question"), 40, personal=True, long=True)] = None
    outcome: Annotated[QueryOutcome | None, FieldDisplay(N_("Result of the question"), 20)] = None
    answer: Annotated[LongText | None, FieldDisplay(N_("Answer"), 40, personal=True, long=True)] = None
    answered_by: Annotated[Text | None, FieldDisplay(N_("Answered by"), 20, personal=True)] = None
    closed: Annotated[bool, FieldDisplay(N_("Closed"), 8)] = False
    change: Annotated[bool, FieldDisplay(N_("Explanation of a changed value"), 8)] = False

    @property
    def is_answered(self) -> bool:
        """Whether the other side said anything to it."""
        return self.answered_by is not None

    def problems(self) -> list[Problem]:
        """A question has words; where they are withheld nobody asks for them."""
        return [] if self.text else [Problem("text", "empty", N_("What is the question?"))]
