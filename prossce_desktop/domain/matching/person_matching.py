"""The same person twice: certain, likely (a person decides), different for certain, or nothing to say.

Certain: the same valid national id; or the same phone and the same folded name. Different valid ids:
different people, never offered. Everything else is weighed: each agreement adds, each contradiction takes
away, and from `LIKELY` on a person is asked. Across countries nothing is certain.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from prossce_desktop.domain.matching import field_agreement
from prossce_desktop.domain.matching.field_agreement import Agreement
from prossce_desktop.domain.parsing import national_ids, phones
from prossce_desktop.domain.text.folding import fold, fold_tight
from prossce_desktop.domain.text.person_names import accents, name_key
from prossce_desktop.domain.translatable import N_

LIKELY = 6.0


class MatchVerdict(StrEnum):
    """What two records are to each other."""

    certain = "certain"
    likely = "likely"
    different = "different"
    unrelated = "unrelated"


@dataclass(frozen=True, slots=True)
class PersonTraits:
    """What of a person's record tells whether it is somebody else's too; values in normal form.
    `country`: of id and phone. `birth`: `YYYY-MM-DD`, `YYYY-MM` or `YYYY`; else `age`, given in `age_year`.
    """

    name: str | None = None
    latin_name: str | None = None
    sex: str | None = None
    birth: str | None = None
    phone: str | None = None
    national_id: str | None = None
    country: str | None = None
    province: str | None = None
    age: int | None = None
    age_year: int | None = None


@dataclass(frozen=True, slots=True)
class Judgement:
    """`score` orders likely pairs, likeliest first; `reasons`: sentences marked for translation."""

    same: MatchVerdict
    reasons: tuple[str, ...] = ()
    score: float = 0.0

    @property
    def sentence(self) -> str:
        """The reasons in English as one line: "same phone, name one letter apart"."""
        return ", ".join(self.reasons)


def compare_people(a: PersonTraits, b: PersonTraits) -> Judgement:
    """Compare two records. Symmetric; the same two give the same answer."""
    ids = _ids(a, b)
    if ids is not None and ids is not MatchVerdict.likely:
        return Judgement(
            ids,
            (N_("same national ID"),) if ids is MatchVerdict.certain else (N_("different national IDs"),),
            100.0,
        )
    phone = field_agreement.phones(_phone(a), _phone(b))
    name = field_agreement.names((a.name, a.latin_name), (b.name, b.latin_name))
    home = a.country == b.country
    if home and phone is field_agreement.SAME_PHONE and same_folded_name(a, b):
        return Judgement(MatchVerdict.certain, (N_("same phone"), N_("same name")), 50.0)
    if name is field_agreement.OTHER_NAME:
        return Judgement(MatchVerdict.unrelated)
    agreements = [
        field_agreement.SAME_ID if ids is MatchVerdict.likely else None,
        phone,
        name,
        field_agreement.births(a.birth, b.birth, _born(a), _born(b)),
        field_agreement.sexes(a.sex, b.sex),
        field_agreement.provinces(a.province, b.province),
        field_agreement.NOTHING_ELSE
        if name is field_agreement.SAME_NAME and home and (_bare(a) or _bare(b))
        else None,
    ]
    return _weighed([one for one in agreements if one is not None])


def blocking_keys(person: PersonTraits) -> set[str]:
    """Words of which every pair that `compare_people` could call certain or likely has one in common.
    About ten a person, each in at most a few hundred records of a million, but for very common names.
    """
    found: set[str] = set()
    if person.national_id and len(person.national_id) >= 5:
        found.add(f"i:{person.national_id}")
    words = {word for name in (person.name, person.latin_name) if name for word in fold(name).split()}
    found.update(
        f"n:{key}"
        for name in (person.name, person.latin_name)
        if name
        for key in (name_key(name), fold_tight(name))
        if key
    )
    if person.birth and len(person.birth) == 10:
        found.add(f"b:{person.birth}")
    if phone := _phone(person):
        found.add(f"p:{phone}")
        for word in words:  # one digit wrong leaves one of the two ends as it was
            found.update((f"h:{phone[:-4]}:{word}", f"t:{phone[-4:]}:{word}"))
    return found


def same_folded_name(a: PersonTraits, b: PersonTraits) -> bool:
    """One name of each is the same in any order of words, without case, accents and spelling variants.
    Not where both have accents that differ: Hoà and Hoa with one phone may be sisters.
    """
    for one in (a.name, a.latin_name):
        for other in (b.name, b.latin_name):
            if (
                one
                and other
                and fold(one)
                and (name_key(one) == name_key(other) or fold_tight(one) == fold_tight(other))
            ):
                marks = (accents(one), accents(other))
                return not all(marks) or sorted(marks[0]) == sorted(marks[1])
    return False


def _ids(a: PersonTraits, b: PersonTraits) -> MatchVerdict | None:
    """What the ids say: certain, different, likely (equal but invalid or of two countries), or nothing."""
    if not a.national_id or not b.national_id:
        return None
    valid = national_ids.is_valid(a.national_id, a.country or "") and national_ids.is_valid(
        b.national_id, b.country or ""
    )
    if a.national_id == b.national_id:
        return MatchVerdict.certain if valid and a.country == b.country else MatchVerdict.likely
    return MatchVerdict.different if valid and a.country == b.country else None


def _phone(person: PersonTraits) -> str:
    return phones.key(person.phone, person.country or "") if person.phone else ""


def _born(person: PersonTraits) -> tuple[int, int] | None:
    """The years in which somebody of that age in that year can be born."""
    if person.age is None or person.age_year is None:
        return None
    return person.age_year - person.age - 1, person.age_year - person.age


def _bare(person: PersonTraits) -> bool:
    """A record that has little more than a name: nothing in it could agree or contradict."""
    return not (person.birth or person.phone or person.national_id or person.age is not None)


def _weighed(agreements: list[Agreement]) -> Judgement:
    score = sum(one.weight for one in agreements)
    if score < LIKELY:
        return Judgement(MatchVerdict.unrelated, score=score)
    return Judgement(MatchVerdict.likely, tuple(one.reason for one in agreements if one.reason), score)
