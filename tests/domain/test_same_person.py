from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given, strategies as st

from prossce_desktop.domain.matching.person_matching import (
    MatchVerdict,
    PersonTraits,
    blocking_keys,
    compare_people,
)

DARA = PersonTraits("ចាន់ ដារ៉ា", "Chan Dara", "male", "1974-07-21", "070920425", "059650502", "KH", "KH-12")
SOMCHAI = PersonTraits("สมชาย ใจดี", None, "male", "1978-08-04", "0896185602", "4010517479913", "TH", "TH-40")


@pytest.mark.parametrize(
    ("a", "b", "same", "sentence"),
    [
        (DARA, replace(DARA, name="Chan Dara", latin_name=None, birth=None, phone=None), MatchVerdict.certain, "same national ID"),
        (DARA, replace(DARA, national_id="059650503"), MatchVerdict.different, "different national IDs"),
        (DARA, replace(DARA, national_id=None, birth="1980-01-01"), MatchVerdict.certain, "same phone, same name"),
        (DARA, replace(DARA, national_id=None, name=None, latin_name="DARA Chan"), MatchVerdict.certain, "same phone, same name"),
        (DARA, replace(DARA, national_id="59"), MatchVerdict.certain, "same phone, same name"),
        (replace(DARA, national_id=None), replace(DARA, national_id=None, name=None, latin_name="Chan Dra", birth=None), MatchVerdict.likely,
         "same phone, names differ in one letter, same province"),
        (replace(DARA, national_id=None), PersonTraits("Chan Dara", birth="1974-07-21", phone="012999888", country="KH"), MatchVerdict.likely,
         "different phones, same name, same date of birth"),
        (SOMCHAI, PersonTraits("สมชาย ใจดี", country="TH"), MatchVerdict.likely, "same name, nothing else to compare"),
        (SOMCHAI, PersonTraits("สมชาย ใจดี", None, "female", country="TH"), MatchVerdict.unrelated, ""),
        (SOMCHAI, PersonTraits("สมชาย ใจดี", None, "male", "1990-01-01", "0811111112", country="TH"), MatchVerdict.unrelated, ""),
        (SOMCHAI, PersonTraits("สมหญิง ทองดี", None, "female", "1978-08-04", "0896185602", country="TH"), MatchVerdict.unrelated, ""),
        (PersonTraits("ចាន់ ដារ៉ា", birth="1974-07-21", phone="070920425", country="KH"), PersonTraits("Chan Dara", birth="1974-07-21", phone="070920425", country="KH"),
         MatchVerdict.likely, "same phone, names in different alphabets, same date of birth"),
        (PersonTraits("Nguyễn Thị Hoa", phone="0912345678", country="VN"), PersonTraits("Nguyễn Thị Hoà", phone="0912345678", country="VN"), MatchVerdict.likely,
         "same phone, same name"),
        (PersonTraits("Nguyễn Thị Hoa", phone="0912345678", country="VN"), PersonTraits("NGUYEN THI HOA", phone="0912345678", country="VN"), MatchVerdict.certain,
         "same phone, same name"),
        (PersonTraits("Siti Aminah", phone="081234567890", country="ID"), PersonTraits("Siti Aminah", phone="+6281234567890", country="MY"), MatchVerdict.likely,
         "same phone, same name"),
        (PersonTraits("Joko Hidayat", sex="male", age=25, age_year=2023, country="ID"), PersonTraits("Joko Hidayat", sex="male", birth="1998-05", country="ID"),
         MatchVerdict.likely, "same name, age matches the year of birth"),
        (PersonTraits("Sok Dara", phone="000000000", country="KH"), PersonTraits("Sok Dara", phone="000000000", birth="1990-01-01", country="KH"), MatchVerdict.unrelated, ""),
        (PersonTraits(), PersonTraits(), MatchVerdict.unrelated, ""),
    ],
)  # fmt: skip
@pytest.mark.rule("C11.1", "C11.2", "C11.3", "C11.4")
def test_two_records_are_judged_with_a_reason(a: PersonTraits, b: PersonTraits, same: MatchVerdict, sentence: str) -> None:
    found = compare_people(a, b)
    assert (found.same, found.sentence) == (same, sentence)
    assert compare_people(b, a).same is same


@pytest.mark.rule("C11.1", "C11.2")
def test_a_wrong_check_digit_is_still_an_id() -> None:
    assert compare_people(SOMCHAI, replace(SOMCHAI, name="ก ข", phone=None)).same is MatchVerdict.certain
    assert compare_people(SOMCHAI, replace(SOMCHAI, national_id="4010517479914")).same is MatchVerdict.different


WORDS = st.sampled_from(["Sok", "Dara", "Chan", "Srey", "Pov", "ចាន់", "ដារ៉ា", "สมชาย", "Hoà", "x"])
TRAITS = st.builds(
    PersonTraits,
    name=st.none() | st.lists(WORDS, min_size=1, max_size=3).map(" ".join),
    latin_name=st.none() | st.lists(WORDS, min_size=1, max_size=2).map(" ".join),
    sex=st.sampled_from([None, "female", "male", "not_recorded"]),
    birth=st.sampled_from([None, "1990", "1990-05", "1990-05-06", "1990-06-05", "1991-01-01"]),
    phone=st.sampled_from([None, "070920425", "070920426", "012345678", "12"]),
    national_id=st.sampled_from([None, "059650502", "059650503", "12345"]),
    country=st.sampled_from([None, "KH", "TH"]),
    province=st.sampled_from([None, "KH-1"]),
    age=st.sampled_from([None, 30]),
    age_year=st.just(2024),
)


@pytest.mark.slow
@given(TRAITS, TRAITS)
def test_judging_is_symmetric_and_certain_pairs_share_a_key(a: PersonTraits, b: PersonTraits) -> None:
    assert compare_people(a, b) == compare_people(b, a)
    if compare_people(a, b).same is MatchVerdict.certain:
        assert blocking_keys(a) & blocking_keys(b)


FAMILY = "Sok Chan Heng Chea Kim Ly Mao Meas Nuon Ouk Pen Prak Sam Seng Tep Thy Uch Yim Chhuon Taing Nguyen Tran Le Pham Hoang Siregar Saputra".split()
GIVEN = (
    "Dara Sreypov Rattana Samnang Vuthy Piseth Visal Kanha Bopha Sophea Chanthou Sokha Veasna Kosal Ravy Sothea Nary Phally Theary Makara "
    "Sovann Rithy Borey Kunthea Leakhena Maly Nimol Panha Raksmey Sreyneang Davy Thida Vannak Chenda Socheat Sambath Chanra Monika"
).split()


def _people(chance: random.Random, count: int) -> list[PersonTraits]:
    return [
        PersonTraits(
            name=f"{chance.choice(FAMILY)} {chance.choice(GIVEN)}" + (f" {chance.choice(GIVEN)}" if chance.random() < 0.3 else ""),
            sex=chance.choice(["female", "male"]),
            birth=f"{chance.randint(1964, 2006)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}",
            phone=f"0{chance.choice(['12', '17', '70', '85', '92', '96'])}{chance.randint(0, 999_999):06}",
            country="KH",
            province=f"KH-{chance.randint(1, 25)}",
        )
        for _ in range(count)
    ]


def _mistyped(chance: random.Random, text: str, letters: str) -> str:
    at = chance.randrange(len(text))
    match chance.randrange(4):
        case 0:
            return text[:at] + text[at + 1 :]
        case 1:
            return text[:at] + chance.choice(letters) + text[at + 1 :]
        case 2:
            return text[:at] + chance.choice(letters) + text[at:]
        case _:
            return text[:at] + text[at + 1 : at + 2] + text[at : at + 1] + text[at + 2 :]


def _again(chance: random.Random, person: PersonTraits) -> PersonTraits:
    """The same person on another list: one or two of the things that happen to lists."""
    assert person.name and person.phone and person.birth
    for harm in chance.sample(["letter", "order", "phone-digit", "new-phone", "no-phone", "no-birth", "exchanged", "year-only", "province", "none"], 2):
        match harm:
            case "letter":
                person = replace(person, name=_mistyped(chance, person.name or "", "aeiounhs"))
            case "order":
                person = replace(person, name=" ".join(reversed((person.name or "").upper().split())))
            case "phone-digit" if person.phone:
                person = replace(person, phone=person.phone[:-1] + str((int(person.phone[-1]) + 1) % 10))
            case "new-phone" if person.birth:
                person = replace(person, phone=f"0{chance.randint(10, 99)}{chance.randint(0, 999_999):06}")
            case "no-phone" if person.birth and len(person.birth) == 10:
                person = replace(person, phone=None)
            case "no-birth" if person.phone:
                person = replace(person, birth=None)
            case "exchanged" if person.birth and person.phone:
                person = replace(person, birth=f"{person.birth[:4]}-{person.birth[8:]}-{person.birth[5:7]}")
            case "year-only" if person.birth and person.phone:
                person = replace(person, birth=person.birth[:4])
            case "province":
                person = replace(person, province=None)
    return person


@pytest.mark.slow
def test_lists_with_realistic_noise_are_matched() -> None:
    """6,000 people, every third on a second list: at least 95 % of the true pairs, and 90 of 100 pairs offered are true."""
    chance = random.Random(20241118)
    first = _people(chance, 6000)
    second = [_again(chance, person) for person in first[:2000]] + _people(chance, 4000)
    index: dict[str, list[int]] = {}
    for at, person in enumerate(first):
        for key in blocking_keys(person):
            index.setdefault(key, []).append(at)
    offered = {
        (at, other)
        for other, person in enumerate(second)
        for at in {at for key in blocking_keys(person) for at in index.get(key, ())}
        if compare_people(first[at], person).same in (MatchVerdict.certain, MatchVerdict.likely)
    }
    true = {(at, at) for at in range(2000)}
    assert len(offered & true) >= 0.95 * len(true), len(offered & true)
    assert len(offered & true) >= 0.90 * len(offered), len(offered)
