"""Two countries and an office where each in turn runs an altered program: the honest sides stay equal, whole and at work (issue: shows, 4).

Between the acts everybody works at random; after each the figures of every country are, with their
codes, those that the office shows of it, pages open, and what is typed next arrives.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from sqlcipher3.dbapi2 import OperationalError

from prossce_desktop.domain.model.scopes import ShareLevel
from prossce_desktop.domain.operations import untrusted_blocks
from prossce_desktop.exchange.header import ToldFork
from prossce_desktop.services.sync import package_receiving
from tests.exchange.breaking import Broken, instead
from tests.exchange.play import Play
from tests.exchange.play_attacks import ATTACKS, PERSONAL_TOO
from tests.exchange.test_variants import VARIANTS

pytestmark = pytest.mark.slow

IS_LONG = os.environ.get("HYPOTHESIS_PROFILE") == "long"
EVERY = sorted(ATTACKS)
PLAYS = (
    [(share, seed, EVERY) for share in (ShareLevel.codes, ShareLevel.names) for seed in range(8)]
    if IS_LONG
    else [(ShareLevel.codes, 0, EVERY[::2]), (ShareLevel.codes, 1, EVERY[1::2]), (ShareLevel.names, 2, sorted(PERSONAL_TOO))]
)
"""Each a share level, a seed, and the acts of the play."""


@pytest.mark.parametrize(("share", "seed", "acts"), PLAYS, ids=[f"{share}-{seed}" for share, seed, _acts in PLAYS])
def test_whatever_one_of_them_does_the_others_agree_and_go_on(tmp_path: Path, share: str, seed: int, acts: list[str]) -> None:
    play = Play(tmp_path, seed, share)
    play.compare()
    for name in play.random.sample(acts, len(acts)):
        try:
            ATTACKS[name](play)
            play.a_day_goes_on()
            play.compare()
        except AssertionError as told:
            raise AssertionError(f"after {name}") from told
    play.is_sound()
    play.close()


BROKEN: dict[str, tuple[str, Broken]] = {
    "records of any scope may be set": ("edits_and_people_at_what_another_country_recorded", VARIANTS["records of any scope may be set"][1]),
    "what the receiver may not read is taken": ("records_in_the_scope_of_another_country", VARIANTS["what the receiver may not read is taken"][1]),
    "what lies beyond is taken from a colleague": (
        "a_laptop_shut_out_that_goes_on_through_a_colleague", VARIANTS["what lies beyond is taken from a colleague"][1],
    ),
    "erasures are counted package by package": ("erasing_by_portions", VARIANTS["erasures are counted package by package"][1]),
    "names are sealed to whom the office lists": ("a_laptop_that_only_the_office_knows", VARIANTS["names are sealed to whom the office lists"][1]),
    "any number is let in": ("numbers_that_nobody_counts_to", instead(untrusted_blocks, "_MOST_COUNTED", (1 << 63) - 1)),
    "anybody takes another's name": ("names_that_are_no_names", instead(package_receiving, "may_be_called_so", lambda *_: True)),
    "a branch is believed whoever signed it": ("a_false_branch_of_the_office", instead(ToldFork, "is_of_its_owner", lambda _: True)),
    "records are counted by nobody": ("more_records_than_anybody_typed", instead(package_receiving, "makes_many", lambda *_: False)),
}  # fmt: skip


@pytest.mark.parametrize("rule", BROKEN)
def test_a_rule_that_is_broken_is_caught_by_its_act(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rule: str) -> None:
    act, broken = BROKEN[rule]
    play = Play(tmp_path, 1, ShareLevel.codes)
    broken(monkeypatch)
    with pytest.raises((AssertionError, OperationalError)):
        ATTACKS[act](play)
        play.a_day_goes_on()
        play.compare()
    monkeypatch.undo()
    play.close()
