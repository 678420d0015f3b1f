"""Two records of one organisation: names without legal forms, one place, equal or one letter apart.

Nothing is certain: a person decides. Branches of one company ("ABC Bank, Siem Reap" and "ABC Bank, Kampot")
stay apart, and so do names that differ in a number or in a whole word.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from prossce_desktop.domain.text.folding import fold
from prossce_desktop.domain.translatable import N_

SAME_NAME, NEAR_NAME = 2.0, 1.0
_LEAST_NEAR = 5
"""Letters of a word from which one wrong letter is taken for one."""
MOST_OF_ONE_KEY = 60
"""A key of more organisations says nothing: "ministry of" asks nobody."""

_FORMS = frozenset(
    "co ltd limited company corp corporation inc incorporated plc llc llp lp pte pty sdn bhd berhad pt tbk "
    "cv ud persero tnhh mtv ctcp cp jsc"
    " dntn sa sas sarl spa gmbh ag bv nv kk oy ab ឯក and the".split()
)
_PHRASES = tuple(
    fold(one)
    for one in (
        "trách nhiệm hữu hạn", "một thành viên", "doanh nghiệp tư nhân", "công ty", "cổ phần",
        "perseroan terbatas", "société anonyme",
        "sole proprietorship", "private limited", "ហ៊ុនចំកាត់", "ក្រុមហ៊ុន", "សហគ្រាស", "ห้างหุ้นส่วนจำกัด",
        "บริษัท", "จำกัด", "มหาชน",
        "ບໍລິສັດ", "ຈຳກັດ", "ຜູ້ດຽວ", "ကုမ္ပဏီလီမိတက်", "ကုမ္ပဏီ", "လီမိတက်", "股份有限公司", "有限责任公司", "有限公司",
    )
)  # fmt: skip
_SPACED = re.compile(r"(?<!\S)(\w) (?=\w(?!\S))")
"""Letters that stand alone, one after the other: "S. A." is "sa"."""

PlaceNames = Mapping[str, Mapping[str, Sequence[tuple[tuple[str, ...], str]]]]
"""By country and first word the folded names of its places, longest first, each with the place's code."""


@dataclass(frozen=True, slots=True)
class Name:
    """One name: its words in alphabetical order without legal forms and places, and its places."""

    words: tuple[str, ...]
    places: frozenset[str]

    @property
    def tight(self) -> str:
        """The words as one."""
        return "".join(self.words)


@dataclass(frozen=True, slots=True)
class OrganisationTraits:
    """What of an organisation's record tells whether it is another's too."""

    names: tuple[Name, ...]
    country: str | None = None
    province: str | None = None
    constituent: str | None = None


@dataclass(frozen=True, slots=True)
class OrganisationMatch:
    """`score`: the likeliest first; `reasons` are marked for translation."""

    score: float
    reasons: tuple[str, ...]


def traits_of(
    name: str | None,
    latin_name: str | None,
    country: str | None,
    province: str | None,
    constituent: str | None,
    *,
    places: PlaceNames,
) -> OrganisationTraits:
    """The traits of a record; places are those of its country, or of all where none is recorded."""
    table = [country] if country is not None and country in places else sorted(places)
    read = (_read(one, table, places) for one in (name, latin_name) if one)
    return OrganisationTraits(
        tuple(dict.fromkeys(one for one in read if one.words)), country, province, constituent
    )


def place_names(named: Iterable[tuple[str, str, Sequence[str]]]) -> PlaceNames:
    """A table for `traits_of` of places: country, code, and every name."""
    table: dict[str, dict[str, list[tuple[tuple[str, ...], str]]]] = {}
    for country, code, names in named:
        for name in names:
            if words := tuple(fold(name).split()):
                table.setdefault(country, {}).setdefault(words[0], []).append((words, code))
    for by_word in table.values():
        for places in by_word.values():
            places.sort(key=lambda one: -len(one[0]))
    return table


def _read(name: str, countries: Sequence[str], places: PlaceNames) -> Name:
    words = _without_forms(name)
    left: list[str] = []
    found: set[str] = set()
    position = 0
    while position < len(words):
        near = (one for country in countries for one in places[country].get(words[position], ()))
        place = next((one for one in near if words[position : position + len(one[0])] == one[0]), None)
        if place is None:
            left.append(words[position])
        else:
            found.add(place[1])
        position += 1 if place is None else len(place[0])
    return Name(tuple(sorted(left)), frozenset(found)) if left else Name(tuple(sorted(words)), frozenset())


@lru_cache(maxsize=65_536)
def _without_forms(name: str) -> tuple[str, ...]:
    """The folded words without legal forms; all of them where nothing else would be left."""
    text = _SPACED.sub(r"\1", fold(name))
    short = text
    for phrase in _PHRASES:
        short = (
            re.sub(rf"(?<!\S){re.escape(phrase)}(?!\S)", " ", short)
            if phrase.isascii()
            else short.replace(phrase, " ")
        )
    words = tuple(one for one in short.split() if one not in _FORMS)
    return words or tuple(text.split())


def compare_organisations(a: OrganisationTraits, b: OrganisationTraits) -> OrganisationMatch | None:
    """None where they are not to be asked about. Symmetric."""
    if a.country and b.country and a.country != b.country:
        return None
    best: tuple[float, str] | None = None
    for one in a.names:
        for other in b.names:
            if (
                _same_place(a, one, b, other)
                and (found := _two_names(one, other))
                and (best is None or found[0] > best[0])
            ):
                best = found
    if best is None or (
        best[0] < SAME_NAME and a.constituent and b.constituent and a.constituent != b.constituent
    ):
        return None
    reasons = [best[1]]
    if a.province and a.province == b.province:
        reasons.append(N_("same province"))
    return OrganisationMatch(best[0] + (len(reasons) - 1) / 2, tuple(reasons))


def _same_place(a: OrganisationTraits, first: Name, b: OrganisationTraits, other: Name) -> bool:
    """Two places, two branches. A place in a name is its branch's; one in the field may lack in the other."""
    here, there = (
        name.places | ({of.province} if of.province else frozenset()) for of, name in ((a, first), (b, other))
    )
    return here == there if first.places or other.places else not (here and there and here != there)


def _two_names(a: Name, b: Name) -> tuple[float, str] | None:
    if a.words == b.words or a.tight == b.tight:
        return SAME_NAME, N_("same name")
    mine, theirs = _rest(a.words, b.words), _rest(b.words, a.words)
    return (
        (NEAR_NAME, N_("names differ in one letter"))
        if len(mine) == len(theirs) == 1 and _is_near(mine[0], theirs[0])
        else None
    )


def _rest(words: Iterable[str], but: Iterable[str]) -> list[str]:
    return list((Counter(words) - Counter(but)).elements())


def _is_near(a: str, b: str) -> bool:
    if min(len(a), len(b)) < _LEAST_NEAR or any(one.isdigit() for one in a + b):
        return False
    from rapidfuzz.distance import OSA

    return OSA.distance(a, b, score_cutoff=1) <= 1


def blocking_keys(traits: OrganisationTraits) -> set[str]:
    """Words that every two organisations with a likeness have one of in common."""
    return {key for name in traits.names for key in _keys(name)}


def _keys(name: Name) -> Iterator[str]:
    yield f"n:{name.tight}"
    yield f"w:{' '.join(name.words)}"
    for position, word in enumerate(name.words):
        if len(word) >= _LEAST_NEAR:
            rest = " ".join(name.words[:position] + name.words[position + 1 :])
            # a letter more or less in the one or the other leaves one end as it is
            for length in (len(word) - 1, len(word)):
                half = max(2, (length - 1) // 2)
                yield f"b:{half}:{word[:half]}:{rest}"
                yield f"e:{half}:{word[-half:]}:{rest}"


def candidate_pairs(traits: Mapping[int, OrganisationTraits]) -> Iterator[tuple[int, int, OrganisationMatch]]:
    """Every two of these with a likeness, smaller id first; only those that share a key are compared."""
    holders: dict[str, list[int]] = {}
    for id, one in traits.items():
        for key in blocking_keys(one):
            holders.setdefault(key, []).append(id)
    seen: set[tuple[int, int]] = set()
    for ids in holders.values():
        if not 1 < len(ids) <= MOST_OF_ONE_KEY:
            continue
        for place, a in enumerate(ids):
            for b in ids[place + 1 :]:
                pair = (min(a, b), max(a, b))
                if pair not in seen:
                    seen.add(pair)
                    if alike := compare_organisations(traits[a], traits[b]):
                        yield *pair, alike
