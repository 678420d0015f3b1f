"""How telephone numbers are built in the twelve countries: wide enough that a working number never fails, as data.

Sources: the national numbering plans as the ITU publishes them (E.129), checked against the metadata of phonenumbers 9.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PhonePlan:
    """`code`: calling code. `national`: numbers of all kinds without it and the leading 0; `mobile`: of
    these. `groups`: how a number as dialled is written, by its length."""

    code: str
    national: re.Pattern[str]
    mobile: re.Pattern[str]
    groups: dict[int, tuple[int, ...]]
    zero: bool = True
    zero_before_mobiles: bool = True

    def dialled(self, national: str) -> str:
        """The number as dialled within the country."""
        without = not self.zero or (not self.zero_before_mobiles and self.mobile.fullmatch(national))
        return national if without else "0" + national


def _plan(code: str, national: str, mobile: str, groups: str, *, zero: bool = True, zero_before_mobiles: bool = True) -> PhonePlan:
    by_length = {sum(sizes): sizes for sizes in (tuple(int(one) for one in row.split("-")) for row in groups.split())}
    return PhonePlan(code, re.compile(national), re.compile(mobile), by_length, zero, zero_before_mobiles)


PLANS: dict[str, PhonePlan] = {
    "BN": _plan("673", r"[2-8]\d{6}", r"[78]\d{6}", "3-4", zero=False),
    "KH": _plan("855", r"[1-9]\d{7,8}", r"[16-9]\d{7,8}", "3-3-3 3-3-4"),
    "ID": _plan("62", r"8\d{8,11}|[2-79]\d{6,10}", r"8\d{8,11}", "3-3-3 4-3-3 4-3-4 4-4-4 4-4-5"),
    "LA": _plan("856", r"20\d{7,8}|30\d{7}|[2-8]\d{7}", r"20\d{7,8}|30\d{7}", "3-3-3 3-3-4 3-2-3-3"),
    "MY": _plan("60", r"1\d{8,9}|3\d{8}|[4-9]\d{7}", r"1\d{8,9}", "2-3-4 3-3-4 3-4-4"),
    "MM": _plan("95", r"9\d{7,10}|[1-8]\d{5,8}", r"9\d{7,10}", "2-2-3 2-3-3 2-3-4 2-4-4 2-3-3-3 2-3-3-4"),
    "PH": _plan("63", r"9\d{9}|2\d{8}|[3-8]\d{8}", r"9\d{9}", "2-4-4 4-3-4"),
    "SG": _plan("65", r"[3689]\d{7}", r"[89]\d{7}", "4-4", zero=False),
    "TH": _plan("66", r"[689]\d{8}|[2-57]\d{7}", r"[689]\d{8}", "2-3-4 3-3-4"),
    "TL": _plan("670", r"7\d{7}|[2-4]\d{6}", r"7\d{7}", "3-4 4-4", zero=False),
    "VN": _plan("84", r"[35789]\d{8}|2\d{8,9}", r"[35789]\d{8}", "4-3-3 3-4-4"),
    "CN": _plan("86", r"1[3-9]\d{9}|[2-9]\d{8,10}|10\d{8}", r"1[3-9]\d{9}", "3-4-4 3-4-3 4-4-4", zero_before_mobiles=False),
}
BY_CODE = {plan.code: country for country, plan in PLANS.items()}
