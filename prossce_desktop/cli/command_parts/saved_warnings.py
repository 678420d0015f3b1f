"""What is worth saying of what was saved, as the contract writes it."""

from __future__ import annotations

from collections.abc import Iterable

from prossce_desktop.domain.problems import Problem
from prossce_desktop.services.commands.correcting import Corrected


def warning_lines(problems: Iterable[Problem]) -> list[dict[str, object]]:
    """Each with its field, code and sentence, and the other record it speaks of."""
    return [
        {"field": one.field, "code": one.code, "message": one.sentence, **_record(one)} for one in problems
    ]


def _record(problem: Problem) -> dict[str, object]:
    record = dict(problem.values).get("record")
    return {"record": record} if record else {}


def corrected_data(done: Corrected) -> dict[str, object]:
    """A record that was changed or removed."""
    return {"id": str(done.record), "undo": done.step, "warnings": warning_lines(done.warnings)}
