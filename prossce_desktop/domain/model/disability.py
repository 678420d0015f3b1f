"""Disability by the Washington Group Short Set or as the person says."""

from __future__ import annotations

from collections.abc import Sequence

from prossce_desktop.domain.model.codes import Disability, DisabilityBasis

QUESTIONS = 6


def washington_group(answers: Sequence[str | int | None]) -> Disability | None:
    """The Short Set's rule for its six answers (1 no difficulty .. 4 cannot do at all, None not answered).
    *yes* if any is 3 or 4, *no* if all six are 1 or 2, otherwise *unknown*; None if nothing was answered.
    """
    given = [int(answer) for answer in answers if answer is not None]
    if not given:
        return None
    if any(answer >= 3 for answer in given):
        return Disability.yes
    return Disability.no if len(given) == QUESTIONS else Disability.unknown


def disability_by(declared: Disability | None, by_set: Disability | None) -> tuple[Disability | None, DisabilityBasis | None]:
    """A person's disability and its basis. What the six questions give decides; where they leave it open, what the person says."""
    if by_set in (Disability.yes, Disability.no) or (by_set is not None and declared is None):
        return by_set, DisabilityBasis.washington_group
    if declared is None:
        return None, None
    return declared, DisabilityBasis.self_declared
