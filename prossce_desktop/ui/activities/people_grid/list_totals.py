"""The totals strip while people are typed: sex, youth, disability, difference to the head count."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, replace

from prossce_desktop.domain.model.codes import NOT_PRESENT, Disability, Sex, Stage
from prossce_desktop.domain.model.disability import disability_by, washington_group
from prossce_desktop.domain.model.people import WG_FIELDS
from prossce_desktop.language import formatting
from prossce_desktop.language.formatting import numbered
from prossce_desktop.language.messages import _
from prossce_desktop.services.activities.head_count_totals import HeadTotal
from prossce_desktop.services.reporting.counted_figures import between
from prossce_desktop.ui.activities.people_grid.grid_cell import Understanding
from prossce_desktop.ui.activities.people_grid.grid_row import GridRow, age_of
from prossce_desktop.ui.parts.figures import Total

YOUTH = range(15, 25)
"""Youth as the United Nations count it, both ends included."""
CHECKED = 11
"""The place of "to check" in a row's numbers; those before it count people, the others rows."""
_PRESENT, _WHO, _FURTHEST = 1, range(2, 9), (9, 10)
"""Of a row's numbers: whether it is present, who it is, and how far it came."""
_QUALIFIED = frozenset({Stage.qualified, Stage.near_hire, Stage.hired, Stage.referred})


Tally = tuple[int, ...]
"""What a row adds to each number of ListTotals, in their order."""


@dataclass(frozen=True, slots=True)
class ListTotals:
    """Counts of the people in saved rows; a person in two rows counts once.

    Women, men, youth and disability are of those present, as in every report; else of all on the list.
    """

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
    rows: int = 0
    """Rows that are saved; 0 where nobody counted them."""

    @property
    def with_sex(self) -> int:
        return self.women + self.men + self.another


def totals_of(
    rows: Sequence[GridRow], how: Understanding, needs_check: Callable[[GridRow], bool]
) -> ListTotals:
    """Count the rows; what a row adds is worked out once and kept until the row changes."""
    everybody, present = [0] * len(fields(ListTotals)), [0] * len(fields(ListTotals))
    again: dict[int, list[Tally]] = {}
    for row in rows:
        if row.tally is None:
            row.tally = _tally(row, how, needs_check(row))
        if row.same_as is not None and row.participation is not None:
            again.setdefault(row.same_as, []).append(row.tally)
        _add(everybody, row.tally)
        if row.tally[_PRESENT]:
            _add(present, row.tally)
    for row in rows if again else ():
        if (
            row.participation is not None
            and row.same_as is None
            and row.person in again
            and row.tally is not None
        ):
            tallies = [row.tally, *again[row.person]]
            _add(everybody, _joined(tallies))
            if there := [one for one in tallies if one[_PRESENT]]:
                _add(present, _joined(there))
    for at in _WHO if present[_PRESENT] else ():
        everybody[at] = present[at]
    return ListTotals(*everybody)


def _add(sums: list[int], tally: Tally) -> None:
    for at, one in enumerate(tally):
        sums[at] += one


def _joined(tallies: Sequence[Tally]) -> Tally:
    """Rows of one person as one, as in `activity_summary.tallies`: the first present row says who it is."""
    first = next((one for one in tallies if one[_PRESENT]), tallies[0])
    one_person = [*first[:CHECKED]]
    for at in _FURTHEST:
        one_person[at] = max(one[at] for one in tallies)
    together = [sum(each) for each in zip(*(one[:CHECKED] for one in tallies), strict=True)]
    return tuple(one - all_of_them for one, all_of_them in zip(one_person, together, strict=True))


def _tally(row: GridRow, how: Understanding, check: bool) -> Tally:
    if row.participation is None:
        return (0,) * CHECKED + (int(check), 0, 1, 0)
    sex, stage, age, disability = row.value("sex"), row.value("stage"), age_of(row, how), _disability(row)
    return (
        1, int(stage is not None and stage not in NOT_PRESENT), int(sex == Sex.female.value),
        int(sex == Sex.male.value),
        int(sex == Sex.another.value), int(age is not None and age in YOUTH), int(age is not None),
        int(disability is Disability.yes),
        int(disability in (Disability.yes, Disability.no)), int(stage == Stage.hired.value),
        int(stage in _QUALIFIED), int(check),
        int(bool(row.known)), 0, 1,
    )  # fmt: skip


def _disability(row: GridRow) -> Disability | None:
    declared = row.value("disability")
    by_set = washington_group([_level(row.value(name)) for name in WG_FIELDS])
    if row.by_set and not row.withheld.isdisjoint(WG_FIELDS):
        by_set = Disability(row.by_set)
    return disability_by(Disability(str(declared)) if declared else None, by_set)[0]


def _level(value: object) -> str | int | None:
    return value if isinstance(value, str | int) else None


def counts_of(totals: ListTotals, head: HeadTotal | None) -> list[Total]:
    """The left of the strip: list, head count and difference; a range where several were added."""
    duplicates = totals.rows - totals.listed
    several = numbered(
        "in {rows} rows ({n} duplicate)",
        "in {rows} rows ({n} duplicates)",
        duplicates,
        rows=formatting.number(totals.rows),
    )
    in_rows = several if duplicates > 0 else ""
    found = [Total("listed", _("On the list"), formatting.number(totals.listed), in_rows)]
    if totals.present != totals.listed:
        found.append(Total("present", _("Present"), formatting.number(totals.present)))
    if head is None:
        return found
    found.append(Total("head_count", _("Head count"), between(head.ends)))
    if totals.present > head.most:
        found.append(
            Total(
                "above",
                _("More people on the list"),
                formatting.number(totals.present - head.most),
                tone="warn",
            )
        )
    else:
        found.append(Total("unnamed", _("Others, without a name"), between(head.unnamed(totals.present))))
    return found


def shares_of(totals: ListTotals, kind: str) -> list[Total]:
    """What stands at the right: women, men, youth, disability, each with what it is a share of."""
    if not totals.listed:
        return []
    asked = numbered("of {n} person with an answer", "of {n} people with an answer", totals.asked)
    found = [
        _known(
            "women",
            _("Women"),
            totals.women,
            totals.with_sex,
            _share(totals.women, totals.with_sex, totals.present or totals.listed),
        ),
        _known("men", _("Men"), totals.men, totals.with_sex, _of(totals.with_sex)),
        _known("youth", _("Youth 15–24"), totals.youth, totals.with_age, _of(totals.with_age)),
        _known("disability", _("With disability"), totals.with_disability, totals.asked, asked),
    ]
    if totals.another:
        found.insert(
            2, Total("another", _("Another"), formatting.number(totals.another), _of(totals.with_sex))
        )
    if kind == "career_fair":
        of = _("of {n} qualified").format(n=formatting.number(totals.qualified))
        found.append(_known("hired", _("Hired on the spot"), totals.hired, totals.qualified, of))
    return found


def shortened(counts: Sequence[Total], shares: Sequence[Total]) -> tuple[list[Total], list[Total]]:
    """The same in one line: shorter captions, shares as numbers, and no men."""
    words = {
        "listed": _("Listed"),
        "unnamed": _("Without a name"),
        "youth": _("Youth"),
        "disability": _("Disability"),
    }
    left = [replace(one, caption=words.get(one.key, one.caption)) for one in counts]
    right = [
        replace(one, caption=words.get(one.key, one.caption), share="") for one in shares if one.key != "men"
    ]
    return left, right


def _known(key: str, caption: str, number: int, known: int, share: str) -> Total:
    """A number of those of whom something is recorded; where that is nobody, it is not 0."""
    if known:
        return Total(key, caption, formatting.number(number), share)
    return Total(key, caption, formatting.DASH, _("not recorded"))


def _share(part: int, known: int, all_of_them: int) -> str:
    """A share names its coverage; under half of the people there is none."""
    if not known or known * 2 < all_of_them:
        return _of(known)
    return _("{share} of {n}").format(share=formatting.rate(part / known), n=formatting.number(known))


def _of(whole: int) -> str:
    return _("of {n}").format(n=formatting.number(whole))
