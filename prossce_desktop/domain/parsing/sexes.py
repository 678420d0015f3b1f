"""Words for women and men in eleven languages, read one by one or as a column."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from prossce_desktop.domain.model.codes import Sex
from prossce_desktop.domain.parse_result import Understood, refused
from prossce_desktop.domain.problems import Severity
from prossce_desktop.domain.text.cleaning import clean_text
from prossce_desktop.domain.text.digits import plain_text
from prossce_desktop.domain.text.folding import fold_tight
from prossce_desktop.domain.text.honorifics import sex_of_address
from prossce_desktop.domain.translatable import N_

_WOMEN = """
female woman women girl f fem ស្រី ស ស. នារី ស្ត្រី ស្រ្តី ភេទស្រី perempuan pr p wanita w cewek nữ nu phụnữ gái ຍິງ ຍ ຍ. ເພດຍິງ ຜູ້ຍິງ ແມ່ຍິງ
หญิง ญ ญ. เพศหญิง ผู้หญิง สตรี မ အမျိုးသမီး အမ်ိဳးသမီး မိန်းမ မိန်းကလေး babae babai 女 女性 女生 feto feminino feminina mulher kababaihan bini
"""
_MEN = """
male man men boy m masc ប្រុស ប ប. បុរស ភេទប្រុស laki-laki laki lakilaki l lk pria cowok nam trai ຊາຍ ຊ ຊ. ເພດຊາຍ ຜູ້ຊາຍ
ชาย ช ช. เพศชาย ผู้ชาย บุรุษ ကျား အမျိုးသား ယောက်ျား က်ား အမ်ိဳးသား လူ lalaki lalake lelaki 男 男性 男生 mane masculino homem
"""
_ANOTHER = "another other others nonbinary non-binary lgbt lgbtq lgbti lgbtqi x/other lainnya lain khác khac ផ្សេងទៀត ອື່ນໆ อื่นๆ อื่น အခြား 其他 其它 iba seluk"
_NOT_RECORDED = """
- -- — ? n/a na notrecorded unknown notsaid prefernottosay notstated none tidakdiketahui khôngrõ ไม่ระบุ មិនបញ្ជាក់ ບໍ່ລະບຸ 不详 未知 not_recorded
"""


def _table() -> dict[str, Sex]:
    groups = ((_NOT_RECORDED, Sex.not_recorded), (_ANOTHER, Sex.another), (_MEN, Sex.male), (_WOMEN, Sex.female))
    return {_key(word): sex for words, sex in groups for word in words.split()}


def _key(word: str) -> str:
    return fold_tight(word) or word.strip()


_WORDS = _table()
_IN_PAIR: dict[frozenset[str], dict[str, Sex]] = {
    # one-letter columns in which the partner decides what a letter means
    frozenset("pw"): {"p": Sex.male, "w": Sex.female},
    frozenset("hm"): {"h": Sex.male, "m": Sex.female},
    frozenset("lb"): {"l": Sex.male, "b": Sex.female},
    frozenset("gb"): {"g": Sex.female, "b": Sex.male},
    frozenset("kp"): {"k": Sex.male, "p": Sex.female},
}


def sex_of(value: object, field: str = "sex", *, country: str = "") -> Understood[Sex]:
    """One word or form of address. Empty: nothing. A word that is not known is left out with a soft problem."""
    return _read(clean_text(plain_text(value)), field, {}, country)


def understand_column(values: Sequence[object], field: str = "sex", *, country: str = "") -> list[Understood[Sex]]:
    """One answer per value: of two words the other is the other; letter pairs (P/W, H/M) go together.
    Where only a one-letter `N` or the like stands for both, nothing is guessed.
    """
    texts = [clean_text(plain_text(value)) for value in values]
    meaning = _meanings(Counter(_key(text) for text in texts if text), country)
    seen: dict[str, Understood[Sex]] = {}
    return [seen.setdefault(text, _read(text, field, meaning, country)) if text not in seen else seen[text] for text in texts]


def _meanings(counts: Counter[str], country: str) -> dict[str, Sex]:
    """What words mean because of the words beside them; the two commonest, if they are nearly all there is."""
    for word in [word for word in counts if _WORDS.get(word) in (Sex.not_recorded, Sex.another)]:
        del counts[word]
    common = [word for word, _ in counts.most_common(2)]
    if len(common) < 2 or sum(counts[word] for word in common) < 0.9 * sum(counts.values()):
        return {}
    if pair := _IN_PAIR.get(frozenset(common)):
        return pair
    known = [_WORDS.get(word) or sex_of_address(word, country) for word in common]
    if known[0] is None and known[1] is not None:
        return {common[0]: _other(known[1])}
    if known[1] is None and known[0] is not None:
        return {common[1]: _other(known[0])}
    return {}


def _other(sex: Sex) -> Sex:
    return Sex.male if sex is Sex.female else Sex.female


def _read(text: str, field: str, meaning: dict[str, Sex], country: str) -> Understood[Sex]:
    if not text:
        return Understood()
    key = _key(text)
    sex = meaning.get(key) or _WORDS.get(key) or sex_of_address(text, country)
    if sex is None and text[0] in "男女":
        sex = _WORDS[text[0]]
    if sex is None:
        message = N_("“{value}” is not an answer for sex. It will not be saved.")
        return refused(field, "unknown-sex", message, Severity.soft, value=text[:40])
    return Understood(sex)
