"""Forms of address (Mr, นาย, លោក, Ibu ...): what they say of the sex, and where they are no name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from prossce_desktop.domain.model.codes import Sex
from prossce_desktop.domain.text.folding import fold

_SPACED: dict[str, tuple[str, str, str]] = {
    # countries ("" all): women's, men's, of anybody. Read only as a whole word before the name.
    "": ("mrs ms miss madam mdm mme", "mr mister", "dr prof professor"),
    "ID": ("ibu bu sdri nn ny nyonya nona hj hajjah", "bapak bpk pak sdr tn tuan h haji", "ir drs dra drg"),
    "MY BN SG": ("puan pn cik hajah hjh datin", "encik en tuan tn haji hj datuk dato", "dr"),
    "PH": ("gng bb binibini ginang ate", "g ginoo kuya", "atty engr"),
    "VN": ("ba chi co", "ong anh", ""),
    "TL": ("sra senhora mana", "sr senhor maun", "dra eng"),
    "MM": ("daw ma", "u ko mg maung", "sayar"),
    "KH": ("lok srey neak srey kanha", "lok", "ek udom"),
    "LA": ("nang", "thao", "ajarn"),
    "TH": ("nang nangsao", "nai", "khun"),
}
_JOINED: tuple[tuple[str, Sex | None], ...] = (
    # written with or without a space before the name; longest first
    ("นางสาว", Sex.female), ("นาง", Sex.female), ("น.ส.", Sex.female), ("นส.", Sex.female),
    ("เด็กหญิง", Sex.female), ("ด.ญ.", Sex.female),
    ("นาย", Sex.male), ("เด็กชาย", Sex.male), ("ด.ช.", Sex.male), ("ว่าที่ร้อยตรีหญิง", Sex.female),
    ("ว่าที่ ร.ต.หญิง", Sex.female),
    ("ว่าที่ร้อยตรี", Sex.male), ("ว่าที่ ร.ต.", Sex.male), ("คุณ", None), ("ดร.", None),
    ("ນາງສາວ", Sex.female), ("ນາງ", Sex.female), ("ທ້າວ", Sex.male), ("ທ່ານ", None), ("ທ.", Sex.male),
    ("ນ.", Sex.female),
    ("លោកស្រី", Sex.female), ("លោកជំទាវ", Sex.female), ("អ្នកស្រី", Sex.female), ("កញ្ញា", Sex.female),
    ("លោក", Sex.male),
    ("ឯកឧត្តម", Sex.male), ("បណ្ឌិត", None),
    ("ဒေါ်", Sex.female), ("ဦး", Sex.male), ("မောင်", Sex.male), ("ကို", Sex.male), ("ေဒၚ", Sex.female),
    ("ဒေါက်တာ", None),
)  # fmt: skip
_TRAILING: tuple[tuple[str, Sex], ...] = (("先生", Sex.male), ("女士", Sex.female), ("小姐", Sex.female))
_ALONE: tuple[tuple[str, Sex], ...] = (
    ("မ", Sex.female),
    ("太太", Sex.female),
    ("夫人", Sex.female),
    *_TRAILING,
)
"""Words that are a form of address only where the whole cell is nothing else."""
_UNSURE_ONCE = frozenset(
    {"ba", "chi", "co", "ong", "anh", "ma", "u", "ko", "mg", "h", "hj", "g", "en", "nang", "cik", "bu"}
)
"""Also parts of names: believed where most names of a column have a title, not in one name."""


def _words() -> dict[str, dict[str, Sex | None]]:
    found: dict[str, dict[str, Sex | None]] = {}
    for countries, (women, men, anybody) in _SPACED.items():
        for country in countries.split() or [""]:
            table = found.setdefault(country, {})
            table.update(dict.fromkeys(anybody.split()))
            table.update(dict.fromkeys(men.split(), Sex.male))
            table.update(dict.fromkeys(women.split(), Sex.female))
    return found


_BY_COUNTRY = _words()
_LONGEST_FIRST = tuple(sorted(_JOINED, key=lambda row: -len(row[0])))
_FIRST_WORD = re.compile(r"\s*([^\W\d_]+(?:\.?[^\W\d_]+)?)\.?\s*(.*)", re.DOTALL)


def sex_of_address(text: str, country: str = "") -> Sex | None:
    """The sex a form of address (a cell of titles) says: `นาย`, `Mrs.`, `Bpk`; `None` if none."""
    rest, sex = split_address(f"{text.strip()} ฯ", country, believing=True)
    if rest == "ฯ":
        return sex
    return next((one for word, one in _ALONE if word == text.strip()), None)


@lru_cache(maxsize=65_536)
def split_address(name: str, country: str = "", *, believing: bool = False) -> tuple[str, Sex | None]:
    """The name without one form of address before (in Chinese, after) it, and the sex that it says.
    `believing`: take also words often part of a name (Ma, Anh, Co), for a column where most begin so. A name
    that is nothing but a form of address is returned whole.
    """
    stripped = name.strip()
    for form, sex in _LONGEST_FIRST:
        if (
            stripped.startswith(form)
            and (rest := stripped[len(form) :].lstrip(" ."))
            and _begins_a_word(rest)
        ):
            return rest, sex
    for form, sex in _TRAILING:
        if stripped.endswith(form) and (rest := stripped.removesuffix(form).rstrip()):
            return rest, sex
    if found := _FIRST_WORD.fullmatch(stripped):
        word, rest = fold(found[1]), found[2].strip()
        table = _BY_COUNTRY[""] | _BY_COUNTRY.get(country, {})
        if rest and word in table and (believing or word not in _UNSURE_ONCE):
            return rest, table[word]
    return stripped, None


def without_addresses(names: Sequence[str], country: str = "") -> list[tuple[str, Sex | None]]:
    """A column of names: forms of address go where most begin with one; where few do, names stay whole.
    The sex that a form says is given anyway (of one name alone only if it is no common part of names).
    """
    filled = [name for name in names if name.strip()]
    begin_so = sum(1 for name in filled if split_address(name, country, believing=True)[0] != name.strip())
    if len(filled) > 1 and begin_so * 2 > len(filled):
        return [split_address(name, country, believing=True) for name in names]
    return [(name.strip(), split_address(name, country)[1]) for name in names]


def _begins_a_word(rest: str) -> bool:
    """No mark or following vowel begins a word: คุณ is no form of address in คุณากร, nor ကို in ကိုး."""
    return rest[0] not in _FOLLOWING_VOWELS and unicodedata.category(rest[0])[0] != "M"


_FOLLOWING_VOWELS = "\u0e30\u0e32\u0e33\u0e45\u0eb0\u0eb2\u0eb3\u0ebd"
