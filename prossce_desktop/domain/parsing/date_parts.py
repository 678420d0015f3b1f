"""Takes a written date apart into year, month and day as they stand there; nothing is checked or converted yet."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import lru_cache

from prossce_desktop.domain.text.cleaning import clean_text
from prossce_desktop.domain.text.digits import plain_text
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


_BETWEEN = r"\s*[-/.\\,،、–—\s]\s*"
_THREE = re.compile(rf"(\d{{1,4}}){_BETWEEN}(\d{{1,2}}){_BETWEEN}(\d{{1,4}})\.?")
_TWO = re.compile(rf"(\d{{1,4}}){_BETWEEN}(\d{{1,4}})")
_TIME = re.compile(r"[T,\s]\s*\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:[ap]\.?m\.?|z|[+-]\d{2}:?\d{2})?$", re.IGNORECASE)
_TOKENS = re.compile(r"\d+|[^\d\s,/\\\-–—]+")
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class DateParts:
    """A date as it stands: the year's digits, month and day if there are any, and whether an era is named."""

    year: str
    month: int | None = None
    day: int | None = None
    buddhist: bool | None = None


def tidy(value: object) -> str:
    """The cell as one line with ASCII digits and without a time of day."""
    return _TIME.sub("", clean_text(plain_text(value)).strip("'’`\""))


def read(value: object, *, month_first: bool = False) -> DateParts | None:
    """The date that a cell holds, or None where it is none."""
    if isinstance(value, dt.date):
        return DateParts(f"{value.year:04}", value.month, value.day)
    text = tidy(value)
    if not text or len(text) > _LONGEST:
        return None
    return _read_text(text, month_first)


def first_two(value: object) -> tuple[int, int] | None:
    """The first two numbers of a date of three numbers that does not begin with its year; else None."""
    if value is None or isinstance(value, dt.date | int | float):
        return None
    found = _THREE.fullmatch(era_of(tidy(value))[0].strip())
    if found is None or len(found[1]) > 2 or int(found[1]) > 31:
        return None
    return int(found[1]), int(found[2])


def full_year(value: object) -> int | None:
    """The year as written, if it has four digits."""
    found = read(value) if value is not None else None
    return int(found.year) if found is not None and len(found.year) == 4 else None


def without_year(value: object) -> tuple[int, int] | None:
    """Day and month of a date that has no year: 18/11, 2 nov, nov 26; the month first only where nothing else can be."""
    text = tidy(value) if isinstance(value, str) else ""
    if not text or len(text) > _LONGEST:
        return None
    if two := _TWO.fullmatch(text.strip(" .")):
        if max(len(two[1]), len(two[2])) > 2:
            return None
        first, second = int(two[1]), int(two[2])
        return (second, first) if second > 12 >= first else (first, second)
    numbers, month = _split_on_separators(text) or ([], None)
    return (int(numbers[0]), month) if month is not None and len(numbers) == 1 and len(numbers[0]) <= 2 else None


@lru_cache(maxsize=65_536)
def _read_text(text: str, month_first: bool) -> DateParts | None:
    bare, buddhist = era_of(text)
    bare = bare.strip(" .")
    found = _numbers(bare, month_first) or _words(bare, month_first)
    if found is None and "," in bare:  # place and date of birth in one cell: "Jakarta, 17-08-1990"
        rest = bare.split(",", 1)[1].strip()
        found = _numbers(rest, month_first) or _words(rest, month_first)
    return None if found is None else DateParts(found.year, found.month, found.day, buddhist)


def _numbers(text: str, month_first: bool) -> DateParts | None:
    if three := _THREE.fullmatch(text):
        return _three((three[1], three[2], three[3]), month_first)
    if two := _TWO.fullmatch(text):
        return _month_and_year(two[1], two[2])
    if re.fullmatch(r"\d{4}", text):
        return DateParts(text)
    return _eight(text) if re.fullmatch(r"\d{8}", text) else None


def _three(numbers: tuple[str, str, str], month_first: bool) -> DateParts | None:
    first, second, third = numbers
    if len(first) > 2 or int(first) > 31:
        return None if len(third) > 2 else _known(first, int(second), int(third))
    if len(third) == 3:
        return None
    if month_first:
        return _known(third, int(first), int(second))
    return _known(third, int(second), int(first))


def _known(year: str, month: int, day: int) -> DateParts:
    """Zeros stand for what is not known: 00/00/1979 is 1979."""
    if month == 0:
        return DateParts(year)
    return DateParts(year, month, day or None)


def _month_and_year(first: str, second: str) -> DateParts | None:
    if len(first) == 4 and len(second) <= 2:
        return DateParts(first, int(second) or None)
    if len(second) == 4 and len(first) <= 2:
        return DateParts(second, int(first) or None)
    return None


def _eight(text: str) -> DateParts | None:
    """20241118 or 18112024: only one of the two has a year and a month that can be."""
    for year, month, day in ((text[:4], text[4:6], text[6:]), (text[4:], text[2:4], text[:2])):
        if (1850 <= int(year) <= 2150 or 2393 <= int(year) <= 2693) and 1 <= int(month) <= 12 and 1 <= int(day) <= 31:
            return DateParts(year, int(month), int(day))
    return None


def _words(text: str, month_first: bool) -> DateParts | None:
    """Dates with words: one month's name with day and year, or numbers with "day", "month" and "year" between them."""
    numbers, month = _split_on_separators(text) or ([], None)
    if not numbers or len(numbers) > 3 or any(len(number) > 4 for number in numbers):
        return None
    if month is None:
        return _numbers("/".join(numbers), month_first)
    return _with_name(numbers, month)


def _split_on_separators(text: str) -> tuple[list[str], int | None] | None:
    """The numbers, and the month that a word names; None where there is a word that no date has."""
    numbers: list[str] = []
    month: int | None = None
    for token in _TOKENS.findall(text):
        if token.isdecimal():
            numbers.append(token)
        elif month is None and (found := month_of(token)):
            month = found
        elif not is_idle(token) and token.strip("."):
            return None
    return numbers, month


def _with_name(numbers: list[str], month: int) -> DateParts | None:
    if len(numbers) == 1:
        return DateParts(numbers[0], month) if len(numbers[0]) == 4 else None
    if len(numbers) != 2:
        return None
    day, year = numbers
    if len(day) > 2 or int(day) > 31:
        day, year = year, day
    return _known(year, month, int(day)) if len(year) in (2, 4) and len(day) <= 2 else None
