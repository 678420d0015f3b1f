"""What is worth saying of what was saved, as the contract writes it."""

from __future__ import annotations

from collections.abc import Iterable

from prossce_desktop.domain.problems import Problem


def warning_lines(problems: Iterable[Problem]) -> list[dict[str, object]]:
    """Each with its field, code and sentence, and the other record it speaks of."""
    found: list[dict[str, object]] = []
    for one in problems:
        record = dict(one.values).get("record")
        line: dict[str, object] = {"field": one.field, "code": one.code, "message": one.sentence}
        found.append(line | ({"record": record} if record else {}))
    return found
