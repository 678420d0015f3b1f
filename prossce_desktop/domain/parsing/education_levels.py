"""Levels of education as lists write them in eleven languages, as ISCED 2011 levels 0 to 8."""

from __future__ import annotations

from prossce_desktop.domain.parse_result import Understood, refused
from prossce_desktop.domain.problems import Severity
from prossce_desktop.domain.text.cleaning import clean_text
from prossce_desktop.domain.text.digits import plain_text
from prossce_desktop.domain.text.folding import fold_tight
from prossce_desktop.domain.translatable import N_

_LEVELS: dict[str, str] = {
    "0": "no schooling|none|never attended|មិនចេះអក្សរ|មិនបានរៀន|tidak sekolah|belum sekolah|không biết chữ|ບໍ່ໄດ້ຮຽນ|ไม่ได้เรียน|文盲",
    "1": "primary|elementary|elementary graduate|primary school|បឋមសិក្សា|បឋម|sd|sekolah dasar|tiểu học|ປະຖົມ|ปฐม|ป.6|ป6|ประถม|ประถมศึกษา|မူလတန်း|小学",
    "2": "lower secondary|junior high school|junior high|secondary school|អនុវិទ្យាល័យ|មធ្យមសិក្សាបឋមភូមិ|smp|sltp|thcs|trung học cơ sở|"
    "ມັດທະຍົມຕົ້ນ|ม.3|ม.ต้น|มัธยมศึกษาตอนต้น|မအလယ်တန်း|အလယ်တန်း|初中|9/12",
    "3": "upper secondary|high school|senior high school|senior high|មធ្យមសិក្សាទុតិយភូមិ|ទុតិយភូមិ|វិទ្យាល័យ|ថ្នាក់ទី 12|បាក់ឌុប|smk|sma|"
    "sma/smk|slta|thpt|trung học phổ thông|12/12|ມັດທະຍົມປາຍ|มัธยมศึกษาตอนปลาย|ม.6|ม.ปลาย|ปวช.|အထက်တန်း|spm|高中|职高|中专",
    "4": "post-secondary|certificate|sơ cấp|trung cấp|ຊັ້ນກາງ",
    "5": "diploma|short cycle|associate|tech-voc|vocational|សញ្ញាបត្រជាន់ខ្ពស់បច្ចេកទេស|បរិញ្ញាបត្ររង|d1|d2|d3|d-iii|d-ii|cao đẳng|ອະນຸປະລິນຍາ|"
    "ຊັ້ນສູງ|ปวส.|อนุปริญญา|ဒီပလိုမာ|sijil|大专|专科",
    "6": "bachelor|bachelor's|bachelor degree|college graduate|university|degree|បរិញ្ញាបត្រ|បរិញ្ញាបត្រ / វិស្វករ|s1|s-1|d4|d4/s1|sarjana muda|"
    "ijazah|ijazah sarjana muda|đh|đại học|cử nhân|kỹ sư|ປະລິຍາຕີ|ປະລິນຍາຕີ|ป.ตรี|ปริญญาตรี|ဘွဲ့ရ|本科|学士",
    "7": "master|master's|masters|បរិញ្ញាបត្រជាន់ខ្ពស់|អនុបណ្ឌិត|s2|s-2|magister|ths|thạc sĩ|ປະລິຍາໂທ|ປະລິນຍາໂທ|ป.โท|ปริญญาโท|မဟာဘွဲ့|sarjana|硕士|研究生",
    "8": "doctor|doctorate|phd|ph.d.|បណ្ឌិត|s3|s-3|doktor|ts|tiến sĩ|ປະລິນຍາເອກ|ป.เอก|ปริญญาเอก|ပါရဂူဘွဲ့|博士",
}
"""The `value_edu_*` rows of the headings that offices use, with spellings beside them; `9` (not elsewhere classified) is only typed as a code."""
_BY_WORD = {fold_tight(word): level for level, words in _LEVELS.items() for word in words.split("|")}


def level_of(text: str) -> str | None:
    """The ISCED 2011 level `0` to `9` of a word, an abbreviation or the digit itself; None where it is none."""
    key = fold_tight(text)
    return key if len(key) == 1 and key.isdecimal() else _BY_WORD.get(key)


def understand(value: object, field: str = "education") -> Understood[str]:
    """A cell as ISCED level; a word that is not known is left out with a soft problem."""
    text = clean_text(plain_text(value))
    level = level_of(text)
    if level is None and text.strip("-–?"):
        message = N_("“{value}” is not a level of education. It will not be saved.")
        return refused(field, "unknown-level", message, Severity.soft, value=text[:40])
    return Understood(level)
