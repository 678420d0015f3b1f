"""The numbers of the totals strip while people are typed: by sex, youth, disability, and the difference to the head count."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from prossce_desktop import wording
from prossce_desktop.domain.codes import NOT_PRESENT, Disability, Sex, Stage
from prossce_desktop.domain.disability import disability_of
from prossce_desktop.domain.people import WG_FIELDS
from prossce_desktop.messages import _
from prossce_desktop.ui.parts.figures import Total
from prossce_desktop.ui.people.cells import Understanding
from prossce_desktop.ui.people.rows import GridRow, age_of

YOUTH = range(15, 25)
"""Youth as the United Nations count it, both ends included."""
_QUALIFIED = frozenset({Stage.qualified, Stage.near_hire, Stage.hired, Stage.referred})


@dataclass(frozen=True, slots=True)
class ListTotals:
    """Counts of the rows that are saved; of people, each row one."""

    listed: int = 0
    present: int = 0
    """Those whose stage is presence: what counts."""
    women: int = 0
    men: int = 0
    another: int = 0
    youth: int = 0
    with_age: int = 0
    with_disability: int = 0
    asked: int = 0
    """Whose disability is recorded as yes or no."""
    hired: int = 0
    qualified: int = 0
    to_check: int = 0
    known: int = 0
    unsaved: int = 0
    """Rows that stand only in the draft."""

    @property
    def with_sex(self) -> int:
        return self.women + self.men + self.another


def totals_of(rows: Sequence[GridRow], how: Understanding, *, to_check: int = 0) -> ListTotals:
    """Count the rows."""
    saved = [row for row in rows if row.participation is not None]
    sexes = [row.value("sex") for row in saved]
    ages = [age for row in saved if (age := age_of(row, how)) is not None]
    answers = [_disability(row) for row in saved]
    stages = [row.value("stage") for row in saved]
    return ListTotals(
        listed=len(saved), present=sum(1 for one in stages if one is not None and one not in NOT_PRESENT),
        women=sexes.count(Sex.female.value), men=sexes.count(Sex.male.value), another=sexes.count(Sex.another.value),
        youth=sum(1 for age in ages if age in YOUTH), with_age=len(ages),
        with_disability=answers.count(Disability.yes), asked=sum(1 for one in answers if one in (Disability.yes, Disability.no)),
        hired=stages.count(Stage.hired.value), qualified=sum(1 for one in stages if one in _QUALIFIED),
        to_check=to_check, known=sum(1 for row in saved if row.known), unsaved=sum(1 for row in rows if row.participation is None),
    )  # fmt: skip


def _disability(row: GridRow) -> Disability | None:
    declared = row.value("disability")
    answers = [_level(row.value(name)) for name in WG_FIELDS]
    return disability_of(Disability(str(declared)) if declared else None, answers)[0]


def _level(value: object) -> str | int | None:
    return value if isinstance(value, str | int) else None


def counts_of(totals: ListTotals, head: int | None) -> list[Total]:
    """What stands at the left of the strip: the list, the head count, and what is between them."""
    found = [Total("listed", _("On the list"), wording.number(totals.listed))]
    if totals.present != totals.listed:
        found.append(Total("present", _("Of them present"), wording.number(totals.present)))
    if head is None:
        return found
    found.append(Total("head_count", _("Head count"), wording.number(head)))
    if totals.present > head:
        found.append(Total("above", _("More on the list"), wording.number(totals.present - head), tone="warn"))
    else:
        found.append(Total("unnamed", _("Unnamed rest"), wording.number(head - totals.present)))
    return found


def shares_of(totals: ListTotals, kind: str) -> list[Total]:
    """What stands at the right: women, men, youth, disability, each with what it is a share of."""
    found = [
        Total("women", _("Women"), wording.number(totals.women), _share(totals.women, totals.with_sex, totals.listed)),
        Total("men", _("Men"), wording.number(totals.men), _of(totals.with_sex)),
        Total("youth", _("Youth 15–24"), wording.number(totals.youth), _of(totals.with_age)),
        Total(
            "disability", _("With disability"), wording.number(totals.with_disability),
            _("of {n} asked").format(n=wording.number(totals.asked)),
        ),
    ]  # fmt: skip
    if totals.another:
        found.insert(2, Total("another", _("Another"), wording.number(totals.another), _of(totals.with_sex)))
    if kind == "career_fair":
        of = _("of {n} qualified").format(n=wording.number(totals.qualified))
        found.append(Total("hired", _("Hired on the spot"), wording.number(totals.hired), of))
    return found


def _share(part: int, known: int, all_of_them: int) -> str:
    """A share names its coverage; under half of the list there is none."""
    if not known or known * 2 < all_of_them:
        return _of(known)
    return wording.rate(part / known) if known == all_of_them else f"{wording.rate(part / known)} {_of(known)}"


def _of(whole: int) -> str:
    return _("of {n}").format(n=wording.number(whole))
