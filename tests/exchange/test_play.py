"""Two countries and an office where each in turn runs an altered program: the honest sides stay equal, whole and at work (issue: shows, 4).

One long play for each share level. Between the acts everybody works at random; after each the figures of every country are, with their
codes, those that the office shows of it, pages open, and what is typed next arrives.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from prossce_desktop.services import introductions
from tests.exchange.play import Play
from tests.exchange.play_attacks import ATTACKS, PERSONAL_TOO

pytestmark = pytest.mark.slow

IS_LONG = os.environ.get("HYPOTHESIS_PROFILE") == "long"
SEEDS = range(8) if IS_LONG else range(1)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("share", [introductions.CODES, introductions.NAMES])
def test_whatever_one_of_them_does_the_others_agree_and_go_on(tmp_path: Path, share: str, seed: int) -> None:
    play = Play(tmp_path, seed, share)
    play.compare()
    acts = sorted(ATTACKS) if IS_LONG or share == introductions.CODES else sorted(PERSONAL_TOO)
    for name in play.random.sample(acts, len(acts)):
        try:
            ATTACKS[name](play)
            play.a_day_goes_on()
            play.compare()
        except AssertionError as told:
            raise AssertionError(f"after {name}") from told
    play.is_sound()
    play.close()
