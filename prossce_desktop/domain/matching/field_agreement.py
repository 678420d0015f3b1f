"""How far names, phones, births, sexes and provinces agree, in points (tried on noisy lists) and words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from prossce_desktop.domain.text.folding import fold_tight
from prossce_desktop.domain.text.person_names import is_latin, name_key
from prossce_desktop.domain.translatable import N_

Names = tuple[str | None, str | None]


@dataclass(frozen=True, slots=True, eq=False)
class Agreement:
    """Points for (or against) two records being one person, and words for it (empty: none)."""

    weight: float
    reason: str = ""


SAME_ID = Agreement(5.0, N_("same national ID"))
SAME_NAME = Agreement(4.0, N_("same name"))
SAME_SHORT_NAME = Agreement(3.0, N_("same name"))
NEAR_NAME = Agreement(3.0, N_("names differ in one letter"))
CLOSE_NAME = Agreement(2.0, N_("similar name"))
PART_OF_NAME = Agreement(2.0, N_("one name is part of the other"))
OTHER_SCRIPT = Agreement(0.0, N_("names in different alphabets"))
OTHER_NAME = Agreement(-9.0)
SAME_PHONE = Agreement(4.0, N_("same phone"))
NEAR_PHONE = Agreement(3.0, N_("phone numbers differ in one digit"))
OTHER_PHONE = Agreement(-1.0, N_("different phones"))
SAME_BIRTH = Agreement(4.0, N_("same date of birth"))
SAME_MONTH = Agreement(3.0, N_("same month of birth"))
SAME_YEAR = Agreement(2.0, N_("same year of birth"))
NEAR_BIRTH = Agreement(2.0, N_("dates of birth nearly the same"))
AGE_FITS = Agreement(1.5, N_("age matches the year of birth"))
OTHER_BIRTH = Agreement(-3.0, N_("different dates of birth"))
OTHER_AGE = Agreement(-3.0, N_("different ages"))
SAME_SEX = Agreement(0.5)
OTHER_SEX = Agreement(-3.0, N_("different sex"))
SAME_PROVINCE = Agreement(0.5, N_("same province"))
OTHER_PROVINCE = Agreement(-0.5)
NOTHING_ELSE = Agreement(2.0, N_("nothing else to compare"))

_SHORTEST_NEAR = 6
_LONG_WORD = 8
_CLOSE = 86


def names(a: Names, b: Names) -> Agreement:
    """The best agreement of any name of one with any name of the other in the same script."""
    pairs = [(one, other) for one in a if one for other in b if other and is_latin(one) == is_latin(other)]
    if not pairs:
        return OTHER_SCRIPT if any(a) and any(b) else OTHER_NAME
    return max((_two_names(*sorted(pair)) for pair in pairs), key=lambda found: found.weight)


@lru_cache(maxsize=65_536)
def _two_names(a: str, b: str) -> Agreement:
    tight = fold_tight(a), fold_tight(b)
    keys = name_key(a), name_key(b)
    if not all(keys):
        return OTHER_NAME
    if tight[0] == tight[1] or keys[0] == keys[1]:
        return SAME_NAME if " " in keys[0] or len(tight[0]) >= _LONG_WORD else SAME_SHORT_NAME
    from rapidfuzz.distance import OSA
    from rapidfuzz.fuzz import ratio

    ways = (tight, _aligned(*keys))
    longest = max(len(one) for one in tight)
    if longest >= _SHORTEST_NEAR and any(OSA.distance(*way, score_cutoff=1) <= 1 for way in ways):
        return NEAR_NAME
    few, many = sorted((set(keys[0].split()), set(keys[1].split())), key=len)
    if len(few) >= 2 and few < many:
        return PART_OF_NAME
    return (
        CLOSE_NAME if longest >= _SHORTEST_NEAR and max(ratio(*way) for way in ways) >= _CLOSE else OTHER_NAME
    )


def _aligned(a: str, b: str) -> tuple[str, str]:
    """Both names, shared words first: an error in a first letter must not change the word order."""
    first, second = a.split(), b.split()
    shared = []
    for word in list(first):
        if word in second:
            first.remove(word)
            second.remove(word)
            shared.append(word)
    return "".join(shared + first), "".join(shared + second)


def phones(a: str, b: str) -> Agreement | None:
    """Numbers with calling codes; nothing where one is missing."""
    if not a or not b:
        return None
    if a == b:
        return SAME_PHONE
    from rapidfuzz.distance import OSA

    return NEAR_PHONE if OSA.distance(a, b, score_cutoff=1) <= 1 else OTHER_PHONE


def births(
    a: str | None, b: str | None, born_a: tuple[int, int] | None, born_b: tuple[int, int] | None
) -> Agreement | None:
    """Births at the precision both have; an age gives its years of birth, one year more or less."""
    if a and b:
        return _two_births(a, b)
    years_a = (int(a[:4]), int(a[:4])) if a else born_a
    years_b = (int(b[:4]), int(b[:4])) if b else born_b
    if years_a is None or years_b is None:
        return None
    return AGE_FITS if years_a[0] - 1 <= years_b[1] and years_b[0] - 1 <= years_a[1] else OTHER_AGE


def _two_births(a: str, b: str) -> Agreement:
    shared = min(len(a), len(b))
    if a[:shared] == b[:shared]:
        return SAME_BIRTH if shared == 10 else SAME_MONTH if shared == 7 else SAME_YEAR
    if shared < 10:
        return OTHER_BIRTH
    exchanged = a[:4] == b[:4] and a[5:7] == b[8:] and a[8:] == b[5:7]
    digits_different = sum(1 for one, other in zip(a, b, strict=True) if one != other)
    first_of_year = a[:4] == b[:4] and (a[4:] == "-01-01" or b[4:] == "-01-01")
    if first_of_year:
        return SAME_YEAR
    return NEAR_BIRTH if exchanged or digits_different == 1 else OTHER_BIRTH


def sexes(a: str | None, b: str | None) -> Agreement | None:
    """Nothing where one is not recorded."""
    if not a or not b or "not_recorded" in (a, b):
        return None
    return SAME_SEX if a == b else OTHER_SEX


def provinces(a: str | None, b: str | None) -> Agreement | None:
    """People move: a different province weighs little."""
    if not a or not b:
        return None
    return SAME_PROVINCE if a == b else OTHER_PROVINCE
