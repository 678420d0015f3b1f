"""Whether two organisations are asked about: a table worked by hand, and laws over made-up lists."""

from __future__ import annotations

import random
import string
import time

import pytest
from hypothesis import given, settings, strategies as st

from prossce_desktop.domain.matching.organisation_matching import (
    OrganisationTraits,
    blocking_keys,
    candidate_pairs,
    compare_organisations,
    place_names,
    traits_of,
)

PLACES = place_names(
    [
        ("KH", "KH-17", ("Siem Reap", "សៀមរាប")), ("KH", "KH-7", ("Kampot",)), ("KH", "KH-12", ("Phnom Penh",)), ("KH", "KH-2", ("Battambang",)),
        ("VN", "VN-SG", ("Ho Chi Minh City", "Hồ Chí Minh")), ("ID", "ID-JK", ("Jakarta",)),
    ]
)  # fmt: skip


def org(name: str, country: str | None = "KH", province: str | None = None, latin: str | None = None, constituent: str | None = None) -> OrganisationTraits:
    return traits_of(name, latin, country, province, constituent, places=PLACES)


@pytest.mark.parametrize(
    ("a", "b", "reasons"),
    [
        # legal forms, in many languages and dots, say nothing
        (org("Angkor Garments"), org("ANGKOR GARMENTS CO., LTD."), ("same name",)),
        (org("PT Maju Bersama Tbk", "ID"), org("Maju Bersama", "ID"), ("same name",)),
        (org("Công ty TNHH Ánh Dương", "VN"), org("Anh Duong Company Limited", "VN"), ("same name",)),
        (org("Công ty cổ phần Ánh Dương", "VN"), org("CTCP Ánh Dương", "VN"), ("same name",)),
        (org("Banque Lao S.A.", "LA"), org("Banque Lao SA", "LA"), ("same name",)),
        (org("ក្រុមហ៊ុន អង្គរ ឯ.ក"), org("អង្គរ"), ("same name",)),
        (org("บริษัท สยามทอง จำกัด (มหาชน)", "TH"), org("สยามทอง", "TH"), ("same name",)),
        # order and spaces of words
        (org("Garments Angkor"), org("Angkor Garments"), ("same name",)),
        (org("AngkorGarments"), org("Angkor Garments"), ("same name",)),
        # one letter in one word
        (org("Angkor Garments"), org("Angkor Garment"), ("names differ in one letter",)),
        (org("Mekong Hotel"), org("Mekogn Hotel"), ("names differ in one letter",)),
        (org("Maybank"), org("Maybnk"), ("names differ in one letter",)),
        (org("អង្គរ", latin="Angkor Garments"), org("Angkor Garments"), ("same name",)),
        # a place in the name that the other has in its field
        (org("ABC Bank, Kampot"), org("ABC Bank", province="KH-7"), ("same name",)),
        (org("ABC Bank", province="KH-7"), org("ABC Bank", province="KH-7"), ("same name", "same province")),
        (org("ABC Bank", province="KH-7"), org("ABC Bank"), ("same name",)),
        (org("ABC Bank", None), org("ABC Bank"), ("same name",)),
        # branches, numbers, countries, other words: nobody is asked
        (org("ABC Bank, Siem Reap"), org("ABC Bank, Kampot"), None),
        (org("ABC Bank, Siem Reap"), org("ABC Bank"), None),
        (org("ABC Bank", province="KH-17"), org("ABC Bank", province="KH-7"), None),
        (org("Technical School 3"), org("Technical School 4"), None),
        (org("Technical School No 13"), org("Technical School No 12"), None),
        (org("Angkor Garments"), org("Angkor Garments", "TH"), None),
        (org("Angkor Garments"), org("Angkor Hotel"), None),
        (org("Angkor Garments"), org("Angkor Garments Training Centre"), None),
        (org("KFC"), org("KPC"), None),
        (org("Co., Ltd"), org("PT"), None),
        (org("Siem Reap"), org("Kampot"), None),
        (org("Ministry of Labour", constituent="government"), org("Ministry of Labor", constituent="workers"), None),
    ],
)
def test_two_organisations_are_asked_about_or_not(a: OrganisationTraits, b: OrganisationTraits, reasons: tuple[str, ...] | None) -> None:
    found = compare_organisations(a, b)
    assert (None if found is None else found.reasons) == reasons
    assert compare_organisations(b, a) == found
    assert found is None or blocking_keys(a) & blocking_keys(b), "they meet under a key"


WORD = st.text(alphabet="abcde", min_size=1, max_size=9)
NAME = st.lists(WORD, min_size=1, max_size=4).map(" ".join)


@pytest.mark.slow
@settings(max_examples=400, deadline=None)
@given(NAME, st.integers(0, 40), st.sampled_from(["drop", "add", "change", "turn"]), st.sampled_from("abcdez"), st.data())
def test_whoever_is_one_letter_apart_meets_under_a_key(name: str, at: int, what: str, letter: str, data: st.DataObject) -> None:
    at = min(at, len(name) - 1)
    other = {
        "drop": name[:at] + name[at + 1 :],
        "add": name[:at] + letter + name[at:],
        "change": name[:at] + letter + name[at + 1 :],
        "turn": name[:at] + name[at : at + 2][::-1] + name[at + 2 :],
    }[what]
    one, two = org(name), org(other)
    assert compare_organisations(one, two) == compare_organisations(two, one)
    if compare_organisations(one, two) is not None:
        assert blocking_keys(one) & blocking_keys(two)


def test_branches_of_one_company_ask_nothing_by_the_thousand() -> None:
    """Of 400 branches, numbered or by street, no pair is offered, and a word that all share compares nobody."""
    branches = {n: org(f"ABC Bank branch {n}") for n in range(200)} | {200 + n: org(f"ABC Bank {_word(n)}") for n in range(200)}
    assert list(candidate_pairs(branches)) == []


def _word(n: int) -> str:
    dice = random.Random(n)
    return "".join(dice.choices(string.ascii_lowercase, k=9))


@pytest.mark.slow
def test_what_is_compared_grows_with_the_list_and_not_with_its_square(monkeypatch: pytest.MonkeyPatch) -> None:
    """20,000 made-up organisations, of which every hundredth stands there twice with a letter more."""
    from prossce_desktop.domain.matching import organisation_matching as module

    compared = 0
    real = module.compare_organisations

    def counted(a: OrganisationTraits, b: OrganisationTraits) -> object:
        nonlocal compared
        compared += 1
        return real(a, b)

    monkeypatch.setattr(module, "compare_organisations", counted)
    kinds = ("Garments", "Hotel", "Rice Mill", "Bank", "Training Centre")
    listed = {n: org(f"{_word(n).title()} {kinds[n % 5]} Co., Ltd") for n in range(20_000)}
    listed |= {20_000 + n: org(f"{_word(n).title()}s {kinds[n % 5]}") for n in range(0, 20_000, 100)}
    began = time.process_time()
    found = {(a, b) for a, b, _alike in candidate_pairs(listed)}
    print(f"{time.process_time() - began:.1f} s, {compared} compared")
    assert found >= {(n, 20_000 + n) for n in range(0, 20_000, 100)}
    assert compared < 10 * len(listed)
