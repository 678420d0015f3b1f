"""A soft problem that is kept with a reason: which problem the reason covers, and when it is asked again.

The same problem of the same field, while its value and those it is compared with (`Problem.beside`) stand as
they stood: changed to another value it is asked again; changed back, the reason holds again.

Reasons are personal: at the regional office they may stand in their country only, so nothing is asked here.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from prossce_desktop.domain.model.fields import AcceptedDoubt, Record
from prossce_desktop.domain.operations.operation import canonical, plain
from prossce_desktop.domain.problems import Problem, Severity

LONGEST_NOTE = 200
"""Longer values (sessions) are noted by their hash."""


def with_value_notes(problems: Iterable[Problem], values: Mapping[str, object]) -> list[Problem]:
    """The problems, soft ones with a note of their value; `values`: field to understood or stored value."""
    return [
        one if one.severity is not Severity.soft or one.of else replace(one, of=_note(one, values))
        for one in problems
    ]


def _note(problem: Problem, values: Mapping[str, object]) -> str:
    text = canonical([plain(one) for one in (values.get(problem.field), *problem.beside)])
    return text.decode() if len(text) <= LONGEST_NOTE else hashlib.sha256(text).hexdigest()


def accepted_doubt(problem: Problem, reason: str) -> AcceptedDoubt:
    """The reason for which a person keeps the value that the problem speaks of."""
    return AcceptedDoubt(
        field=problem.field, code=problem.code, reason=" ".join(reason.split()), of=problem.of
    )


def doubt_covering(problem: Problem, accepted: Iterable[AcceptedDoubt]) -> AcceptedDoubt | None:
    """The reason that covers a problem; None where there is none, or where the value is another now."""
    if problem.severity is not Severity.soft:
        return None
    return next(
        (
            one
            for one in accepted
            if (one.field, one.code, one.of) == (problem.field, problem.code, problem.of)
        ),
        None,
    )


def unaccepted(problems: Iterable[Problem], accepted: Iterable[AcceptedDoubt]) -> list[Problem]:
    """The problems without those that a reason covers."""
    reasons = tuple(accepted)
    return [one for one in problems if doubt_covering(one, reasons) is None]


def merged_doubts(
    before: Iterable[AcceptedDoubt], more: Iterable[AcceptedDoubt]
) -> tuple[AcceptedDoubt, ...]:
    """The reasons of a record with newer ones; of one problem of one field only the newest stands."""
    found = {(one.field, one.code): one for one in before}
    for one in more:
        found.pop((one.field, one.code), None)
        found[one.field, one.code] = one
    return tuple(found.values())


def doubts_withheld(withheld: Collection[str]) -> bool:
    """Whether a record's reasons are not on this computer; `withheld`: its fields without values."""
    return "kept" in withheld


def problems_of_change(
    problems: Iterable[Problem], before: Record, withheld: Collection[str]
) -> list[Problem]:
    """The problems of a record that is changed from `before`: only new ones if reasons are elsewhere."""
    if not doubts_withheld(withheld):
        return list(problems)
    known = {(one.field, one.code, one.of) for one in with_value_notes(before.problems(), before.__dict__)}
    new = [
        one
        for one in problems
        if one.severity is not Severity.soft or (one.field, one.code, one.of) not in known
    ]
    return [replace(one, severity=Severity.note) if one.severity is Severity.soft else one for one in new]
