"""Names of months in eleven languages, and words that stand in dates without saying anything.

The names are those of Babel 2.18 (wide and abbreviated, of en, km, id, ms, vi, lo, th, my, zh, fil, pt), with spellings that
lists show beside them. One line a month; Tetum follows the Portuguese.
"""

from __future__ import annotations

import re

from prossce_desktop.domain.text.folding import fold_tight

_NAMES = """
January Jan Januari មករា មេករា ມັງກອນ ມ.ກ. มกราคม มกรา ม.ค. ဇန်နဝါရီ ဇန်နဝါရီလ ဇန် 一月 正月 Enero Ene janeiro Janeiru
February Feb Februari កុម្ភៈ កុម្ភះ កុម្ភ ກຸມພາ ກ.ພ. กุมภาพันธ์ กุมภา ก.พ. ဖေဖော်ဝါရီ ဖေ 二月 Pebrero Peb fevereiro fev Fevereiru
March Mar Maret Mac មីនា មិនា ມີນາ ມ.ນ. มีนาคม มีนา มี.ค. မတ် 三月 Marso março Marsu Mrt
April Apr មេសា ເມສາ ມ.ສ. เมษายน เมษา เม.ย. ဧပြီ ဧ 四月 Abril Abr Abríl
May Mei ឧសភា ឩសភា ພຶດສະພາ ພ.ພ. พฤษภาคม พฤษภา พ.ค. မေ 五月 Mayo maio mai Maiu
June Jun Juni មិថុនា មិថុន ມິຖຸນາ ມິ.ຖ. มิถุนายน มิถุนา มิ.ย. ဇွန် 六月 Hunyo Hun junho Juñu
July Jul Juli Julai កក្កដា ກໍລະກົດ ກ.ລ. กรกฎาคม กรกฎา ก.ค. ဇူလိုင် ဇူ 七月 Hulyo Hul julho Jullu
August Aug Agustus Agu Agt Agst Ogos Ogo សីហា ສິງຫາ ສ.ຫ. สิงหาคม สิงหา ส.ค. ဩဂုတ် သြဂုတ် ဩ 八月 Agosto Ago Agostu
September Sep Sept កញ្ញា ກັນຍາ ກ.ຍ. กันยายน กันยา ก.ย. စက်တင်ဘာ စက် 九月 Setyembre Set setembro Setembru
October Oct Oktober Okt តុលា ຕຸລາ ຕ.ລ. ตุลาคม ตุลา ต.ค. အောက်တိုဘာ အောက် 十月 Oktubre outubro out Outubru
November Nov Nop Nopember វិច្ឆិកា វិច្ជិកា ພະຈິກ ພ.ຈ. พฤศจิกายน พฤศจิกา พ.ย. နိုဝင်ဘာ နို 十一月 Nobyembre Nob novembro Novembru
December Dec Desember Des Disember Dis ធ្នូ ທັນວາ ທ.ວ. ธันวาคม ธันวา ธ.ค. ဒီဇင်ဘာ ဒီ 十二月 Disyembre dezembro dez Dezembru
"""
_BY_NAME = {
    fold_tight(name): month for month, line in enumerate(_NAMES.strip().splitlines(), start=1) for name in line.split()
}
_IDLE = "of the de on ថ្ងៃទី ថ្ងៃ ទី ខែ ឆ្នាំ ngày tháng thg năm วันที่ วัน เดือน ปี ວັນທີ ວັນ ເດືອນ ປີ ရက် လ ခုနှစ် နှစ် ရက်နေ့ tanggal tgl tarikh bulan tahun fulan tinan loron 年 月 日 号 號 st nd rd th"
_WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun senin selasa rabu kamis jumat sabtu minggu"
_SILENT = frozenset(fold_tight(word) for word in (_IDLE + " " + _WEEKDAYS).split())
_PREFIXES = tuple(sorted((fold_tight(word) for word in "ថ្ងៃទី ថ្ងៃ ទី ខែ ឆ្នាំ วันที่ เดือน ปี ວັນທີ ເດືອນ ປີ".split()), key=len, reverse=True))
_BUDDHIST = re.compile(r"พ\s*\.?\s*ศ\s*\.?|ព\s*\.?\s*ស\s*\.?|ພ\s*\.?\s*ສ\s*\.?|\bB\.?E\b\.?", re.IGNORECASE)
_COMMON_ERA = re.compile(r"ค\s*\.?\s*ศ\s*\.?|គ\s*\.?\s*ស\s*\.?|ຄ\s*\.?\s*ສ\s*\.?|\b(?:C\.?E|A\.?D)\b\.?", re.IGNORECASE)


def month_of(word: str) -> int | None:
    """1-12 for a month's name or abbreviation in any of the languages, with a word for "month" before it or not; else None."""
    key = fold_tight(word)
    if found := _BY_NAME.get(key):
        return found
    for prefix in _PREFIXES:
        if key.startswith(prefix) and (found := _BY_NAME.get(key[len(prefix) :])):
            return found
    return _BY_NAME.get(key.removesuffix("လ")) if key.endswith("လ") else None


def is_idle(word: str) -> bool:
    """A word that stands in dates and says nothing: "day", "month", "year", weekdays, endings of numbers."""
    return fold_tight(word) in _SILENT


def era_of(text: str) -> tuple[str, bool | None]:
    """The text without the name of an era, and whether that is the Buddhist one (None: no era is named)."""
    if _BUDDHIST.search(text):
        return _BUDDHIST.sub(" ", text), True
    if _COMMON_ERA.search(text):
        return _COMMON_ERA.sub(" ", text), False
    return text, None
