"""Small numbers for tokens in facts. Facts can be made again, so a migration may change these."""

from __future__ import annotations

from prossce_desktop.domain.model.codes import (
    ActivityKind,
    AgeCell,
    Channel,
    Country,
    Disability,
    Mode,
    Sex,
    Stage,
    Token,
)

NOT_RECORDED = 0


def _numbered(tokens: type[Token]) -> dict[str, int]:
    """From 1 in the order of the tokens; 0 is nothing recorded."""
    recorded = [str(one.value) for one in tokens if one.value != "not_recorded"]
    return {token: number for number, token in enumerate(recorded, 1)} | {"not_recorded": NOT_RECORDED}


COUNTRY = _numbered(Country)
KIND = _numbered(ActivityKind)
SEX = _numbered(Sex)
AGE = _numbered(AgeCell)
DISABILITY = _numbered(Disability)
STAGE = _numbered(Stage)
CHANNEL = _numbered(Channel) | {token: 10 + number for token, number in _numbered(Mode).items() if number}

SEXES = {number: Sex(token) for token, number in SEX.items()}
AGES = {number: AgeCell(token) for token, number in AGE.items()}
DISABILITIES = {number: token for token, number in DISABILITY.items()}
STAGES = {number: Stage(token) for token, number in STAGE.items() if number}
CHANNELS = {number: token for token, number in CHANNEL.items() if number}
"""From the numbers back; without a stage or channel there is none."""
