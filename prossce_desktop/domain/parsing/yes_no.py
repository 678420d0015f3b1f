"""Yes and no in eleven languages, and what a column about disability says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from prossce_desktop.domain.model.codes import Disability
from prossce_desktop.domain.parse_result import Understood, refused
from prossce_desktop.domain.problems import Severity
from prossce_desktop.domain.text.cleaning import clean_text
from prossce_desktop.domain.text.digits import plain_text
from prossce_desktop.domain.text.folding import fold_tight
from prossce_desktop.domain.translatable import N_

_YES = """
yes y true 1 ✓ ✔ ☑ √ ⁄ v x បាទ ចាស បាទ/ចាស មាន បាន ត្រូវ ya y ada betul có co c ແມ່ນ ມີ ใช่ มี ရှိ ဟုတ် ဟုတ်ကဲ့ ရှိပါသည် oo opo meron mayroon
有 是 sin loos sim iha ຖືກ
"""
_NO = """
no n false 0 ✗ ✘ ☐ nil none ទេ គ្មាន អត់ មិនមាន អត់មាន tidak tidakada t tak nondisabilitas tiada không khong k ko ບໍ່ ບໍ່ແມ່ນ ບໍ່ມີ
ไม่ ไม่ใช่ ไม่มี ปกติ มิได้ မရှိ မရှိပါ မဟုတ် hindi wala dili 否 无 無 不是 没有 lae não nao laiha
"""
_DISABILITY_YES = """
disabled pwd personwithdisability withdisability physical visual hearing wheelchair deaf blind ពិការ ជនពិការ ពិការភាព disabilitas difabel
penyandangdisabilitas cacat oku kurangupaya khuyếttật ຄົນພິການ ພິການ พิการ คนพิการ ผู้พิการ မသန်စွမ်း maykapansanan 残疾 残疾人 défisiénsia
"""
_DISABILITY_NO = "nodisability nodisabilities withoutdisability notdisabled non-disabled normal ไม่พิการ មិនពិការ ບໍ່ພິການ khôngkhuyếttật 非残疾"
_ASKED = "unknown notsure notknown unsure don'tknow មិនដឹង tidaktahu ไม่ทราบ ບໍ່ຮູ້ khôngbiết မသိ 不清楚 不详 asked"
_NOTHING = "- -- – — ? n/a na notrecorded notstated blank ไม่ระบุ មិនបញ្ជាក់ ບໍ່ລະບຸ not_recorded"


def _key(word: str) -> str:
    return fold_tight(word) or word.strip()


def _keys(words: str) -> frozenset[str]:
    return frozenset(_key(word) for word in words.split())


YES, NO = _keys(_YES), _keys(_NO)
_IS_DISABLED, _IS_NOT, _NOT_CONCLUSIVE, _NOT_RECORDED = _keys(_DISABILITY_YES), _keys(_DISABILITY_NO), _keys(_ASKED), _keys(_NOTHING)


def yes_no(value: object) -> bool | None:
    """True or False for a word or tick of any of the languages; None for an empty cell or any other word."""
    if isinstance(value, bool):
        return value
    key = _key(clean_text(plain_text(value)))
    return True if key in YES else False if key in NO else None


def understand(value: object, field: str) -> Understood[bool]:
    """`yes_no` with a soft problem for a word that is neither; empty is not recorded."""
    text = clean_text(plain_text(value))
    answer = yes_no(value)
    if answer is None and text and _key(text) not in _NOT_RECORDED:
        message = N_("“{value}” is not yes or no. It will not be saved.")
        return refused(field, "yes-or-no", message, Severity.soft, value=text[:40])
    return Understood(answer)


def understand_disability(values: Sequence[object], field: str = "disability") -> list[Understood[Disability]]:
    """A column about disability, one answer per value; an empty cell is not recorded, never "no".
    Where two words fill the column and one is known, the other is the other.
    """
    texts = [clean_text(plain_text(value)) for value in values]
    meaning = _meanings(Counter(_key(text) for text in texts if text))
    return [_read(text, field, meaning) for text in texts]


def _meanings(counts: Counter[str]) -> dict[str, Disability]:
    common = [word for word in counts if _known(word) is not Disability.unknown and word not in _NOT_RECORDED]
    known = [_known(word) for word in common]
    if len(common) != 2 or known.count(None) != 1:
        return {}
    strange = known.index(None)
    return {common[strange]: Disability.no if known[1 - strange] is Disability.yes else Disability.yes}


def _known(key: str) -> Disability | None:
    if key in YES or key in _IS_DISABLED:
        return Disability.yes
    if key in NO or key in _IS_NOT:
        return Disability.no
    return Disability.unknown if key in _NOT_CONCLUSIVE else None


def _read(text: str, field: str, meaning: dict[str, Disability]) -> Understood[Disability]:
    if not text or _key(text) in _NOT_RECORDED:
        return Understood()
    answer = meaning.get(_key(text)) or _known(_key(text))
    if answer is None:
        message = N_("“{value}” does not say whether the person has a disability. It will not be saved.")
        return refused(field, "unknown-answer", message, Severity.soft, value=text[:40])
    return Understood(answer)
