"""Names of provinces as lists write them, matched against a table that is passed in."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from prossce_desktop.domain.parse_result import Understood, refused
from prossce_desktop.domain.problems import Problem, Severity
from prossce_desktop.domain.text.cleaning import clean_text
from prossce_desktop.domain.text.digits import plain_text
from prossce_desktop.domain.text.folding import fold, fold_tight
from prossce_desktop.domain.translatable import N_

_CODE = re.compile(r"([A-Za-z]{2})[- ]?([A-Za-z0-9]{1,3})")
_LATIN_GENERIC = frozenset(
    "province provinsi propinsi prov city municipality capital region state prefecture special administrative autonomous of the tinh thanh pho tp t "
    "kota daerah khusus ibukota di dki d i negeri wilayah persekutuan khet krong changwat khoueng nakhon luang district daerah munisipiu".split()
)
_NATIVE_GENERIC = tuple(
    sorted(
        (fold_tight(word) for word in "រាជធានី ខេត្ត ក្រុង จังหวัด จ. ແຂວງ ນະຄອນຫຼວງ ນະຄອນ ເມືອງຫຼວງ တိုင်းဒေသကြီး ပြည်နယ် တိုင်း 省 市 自治区 特别行政区".split()),
        key=len,
        reverse=True,
    )
)
_LEAST_FOR_NEAR = 5


@dataclass(frozen=True, slots=True)
class ProvinceNames:
    """One province: its ISO 3166-2 code (`KH-12`) and every name it goes by, in any script."""

    code: str
    names: tuple[str, ...]

    @property
    def country(self) -> str:
        return self.code[:2]


class Places:
    """A table of provinces, folded once. Names that would mean two provinces of one country mean neither."""

    def __init__(self, places: Iterable[ProvinceNames]) -> None:
        table = list(places)
        self._names = {place.code: place.names[0] for place in table if place.names}
        self._codes = {place.code for place in table}
        self._whole = _unambiguous((place, fold_tight(name)) for place in table for name in place.names)
        self._bare = _unambiguous((place, bare(name)) for place in table for name in place.names)
        self._seen: dict[tuple[str, str], Understood[str]] = {}

    def understand(self, value: object, country: str, field: str = "province") -> Understood[str]:
        """The code of a cell: a code (`KH-12`, `kh12`), a name in any script, or one letter away from exactly
        one (with a note). A name that is not known is left out with a soft problem."""
        text = clean_text(plain_text(value))
        seen = self._seen.get((text, country))
        if seen is None:
            seen = self._seen[text, country] = self._understand(text, country, field)
        return seen

    def code_of(self, text: str, country: str) -> str | None:
        """The code of a name or code; None where it is not exactly one."""
        if (code := _CODE.fullmatch(text.strip())) and f"{code[1]}-{code[2]}".upper() in self._codes:
            return f"{code[1]}-{code[2]}".upper()
        for part in (text, *re.split(r"[/(),]", text)):
            if found := self._whole.get((country, fold_tight(part))) or self._bare.get((country, bare(part))):
                return found
        return None

    def _understand(self, text: str, country: str, field: str) -> Understood[str]:
        if not text.strip("-–—?. "):
            return Understood()
        if found := self.code_of(text, country):
            return Understood(found)
        if code := self._near(bare(text), country):
            message = N_("“{value}” was read as {name}.")
            return Understood(code, (Problem(field, "read-as", message, Severity.note, (("value", text[:40]), ("name", self._names[code]))),))
        message = N_("“{value}” is not a known province. It will not be saved.")
        return refused(field, "unknown-province", message, Severity.soft, value=text[:40])

    def _near(self, key: str, country: str) -> str | None:
        """The code of the only province with a name one letter away."""
        if len(key) < _LEAST_FOR_NEAR:
            return None
        from rapidfuzz.distance import OSA

        names = self._whole | self._bare
        near = {code for (of, name), code in names.items() if of == country and OSA.distance(key, name, score_cutoff=1) <= 1}
        return near.pop() if len(near) == 1 else None


def _unambiguous(names: Iterable[tuple[ProvinceNames, str]]) -> dict[tuple[str, str], str]:
    """Country and folded name to code, without empty names and those of two provinces."""
    codes: dict[tuple[str, str], set[str]] = {}
    for place, key in names:
        if key:
            codes.setdefault((place.country, key), set()).add(place.code)
    return {name: next(iter(found)) for name, found in codes.items() if len(found) == 1}


def bare(name: str) -> str:
    """The folded name without spaces and without "province", "city" and their like in any language."""
    words = [word for word in fold(name).split() if word not in _LATIN_GENERIC]
    key = "".join(words)
    for generic in _NATIVE_GENERIC:
        if key.startswith(generic) and len(key) > len(generic) + 1:
            key = key[len(generic) :]
        if key.endswith(generic) and len(key) > len(generic):
            key = key[: -len(generic)]
    return key or fold_tight(name)
