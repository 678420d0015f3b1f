"""Figures and lists beside a package, without small numbers of people and what gives them back.

Anybody may read an e-mail's attachments on the way: the rule of its text (`domain.small_cells`) holds.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from prossce_desktop.domain.counting.figures import (
    CountRow,
    Figures,
    FunnelRow,
    Note,
    RateRow,
    Reach,
    ReachRange,
    ShareRow,
)
from prossce_desktop.domain.counting.funnel import EVENT_STEPS, INTERVIEWS
from prossce_desktop.domain.counting.shares import QUESTIONS
from prossce_desktop.domain.counting.small_cells import FEWEST, NOT_SAID, Cells, Key, is_said, is_small
from prossce_desktop.domain.model.activity import Activity
from prossce_desktop.domain.model.career_fair import FairEmployer
from prossce_desktop.domain.model.codes import Basis, Qualifier
from prossce_desktop.domain.model.fields import FieldKind, Record, fields_of
from prossce_desktop.domain.model.head_count import HeadCount
from prossce_desktop.domain.translatable import N_
from prossce_desktop.reports.report_data import CountWithBasis
from prossce_desktop.reports.workbook.excel_cells import CellValue
from prossce_desktop.reports.workbook.record_columns import SheetColumn

NAMED, ORGANISER = str(Basis.persons_named.value), str(Basis.persons_organiser.value)
OF_PEOPLE = frozenset(
    str(one.value)
    for one in (
        Basis.persons_named,
        Basis.persons_organiser,
        Basis.attendances,
        Basis.online_visits,
        Basis.interviews,
    )
)
"""Bases whose small numbers are of few people; posts, organisations and downloads are nobody."""
_UNITS = frozenset({"persons", "events"})
_PARTS = {
    "women": "sex",
    "men": "sex",
    "another": "sex",
    "youth": "age",
    "persons_with_disabilities": "disability",
}
_SHARES = {
    "women": "women",
    "men": "men",
    "youth_15_24": "youth",
    "with_disability": "persons_with_disabilities",
}
_OF = {"hired_of_qualified": ("hired_on_spot", "qualified"), "hired_of_registered": ("hired_on_spot",
    "registered"),
       "interviews_per_qualified": ("interviews", "qualified"),
       "placed_of_near_hire": ("placed", "near_hires"),
       "retention_3m": ("retained_3m", ""), "retention_6m": ("retained_6m", "")}  # fmt: skip
"""The steps of the funnel that both numbers of a rate are taken from."""
_FUNNEL = (
    ("qualified", "registered"),
    ("hired_on_spot", "qualified"),
    ("hired_on_spot", "registered"),
    ("near_hires", "qualified"),
)
_BY_EMPLOYERS = {"interviews": "interviews", "hired_on_spot": "hired", "near_hires": "near_hires"}
_OPEN_NOTES = frozenset({"disability-bases", "undated", "part-of", "same-event"})
_WHOLE = "whole"
_DETAIL, _NAMED_COST, _COUNT_COST, _TOTAL_COST, _REACH_COST = range(5)
_NOTE = Note(
    "small-cells",
    N_("Not shown: numbers from 1 to {most}, and any number that would show one of them. 0 is shown."),
    (("most", str(FEWEST - 1)),),
)


@dataclass(frozen=True)
class FigureSources:
    """What is behind figures: activities with their counts, head counts, employers; by id."""

    activities: Mapping[int, Activity]
    counted: Mapping[int, tuple[CountWithBasis, ...]]
    head_counts: Mapping[int, HeadCount] = field(default_factory=dict)
    employers: Mapping[int, FairEmployer] = field(default_factory=dict)


class Withholding:
    """Which numbers of figures and lists are withheld, found over all of them together."""

    def __init__(self, figures: Figures, lying: FigureSources) -> None:
        self._figures, self._lying = figures, lying
        self._cells = Cells()
        self._activities()
        self._head_counts()
        self._employers()
        self._counts()
        self._reach()
        self._funnel()
        self._rates()
        self._shares()
        self._unsaid = self._cells.withheld()

    def figures(self) -> Figures:
        """The figures with NOT_SAID for what is withheld, without notes that tell numbers of people."""
        found, reach = self._figures, self._figures.reach
        told = Reach(
            self._range(reach.whole),
            self._number(("disjoint",), reach.lower_if_countries_disjoint),
            tuple(map(self._range, reach.by_country)),
            tuple(replace(one, value=self._number(("basis", one.basis), one.value)) for one in reach.outside),
            reach.activities_without_count,
            reach.without_count_ids,
        )
        return replace(
            found,
            counts=tuple(
                replace(one, value=self._number(_count_key(one), one.value)) for one in found.counts
            ),
            reach=told,
            funnel=tuple(map(self._step, found.funnel)),
            rates=tuple(map(self._rate, found.rates)),
            shares=tuple(map(self._share, found.shares)),
            cells=(),
            notes=(*(one for one in found.notes if one.code in _OPEN_NOTES), _NOTE),
        )

    def counted(self, activity: int) -> tuple[CountWithBasis, ...]:
        """What was counted at an activity, as it may be told."""
        given = self._lying.counted.get(activity, ())
        return tuple(
            replace(one, value=self._number(("at", activity, one.basis), one.value)) for one in given
        )

    def row(
        self, record: int, columns: Sequence[SheetColumn], row: Sequence[CellValue]
    ) -> tuple[CellValue, ...]:
        """A row of a list of activities, head counts or employers, as it may be told."""
        return tuple(
            NOT_SAID if ("of", record, column.key) in self._unsaid else value
            for column, value in zip(columns, row, strict=True)
        )

    # --- what there is, and how it adds up

    def _activities(self) -> None:
        cells = self._cells
        for id, activity in self._lying.activities.items():
            given = {one.basis: one.value for one in self._lying.counted.get(id, ())}
            for basis, value in given.items():
                cells.add_printed(
                    ("at", id, basis),
                    value,
                    _DETAIL if basis == NAMED else _COUNT_COST,
                    people=basis in OF_PEOPLE,
                )
            both = (("at", id, NAMED), ("at", id, ORGANISER))
            if NAMED in given and ORGANISER in given:
                cells.within(*(both if given[NAMED] <= given[ORGANISER] else reversed(both)))
            self._numbers(id, activity)
            for less, more in _FUNNEL:
                cells.within(("of", id, less), ("of", id, more))
                cells.within(("of", id, f"{less}_online"), ("of", id, f"{more}_online"))

    def _numbers(self, id: int, record: Record) -> None:
        """The numbers of people that a record holds itself."""
        for one in fields_of(type(record)):
            value = getattr(record, one.name)
            if one.kind is FieldKind.whole and one.shown.unit in _UNITS and value is not None:
                self._cells.add_printed(("of", id, one.name), value, _DETAIL)

    def _head_counts(self) -> None:
        cells = self._cells
        by_place: dict[Key, list[Key]] = {}
        for id, one in self._lying.head_counts.items():
            is_people = str(one.basis.value) in OF_PEOPLE
            if one.count is not None:
                cells.add_printed(("of", id, "count"), one.count, _COUNT_COST, people=is_people)
                by_place.setdefault(("at", one.activity, str(one.basis.value)), []).append(
                    ("of", id, "count")
                )
            for name in _PARTS:
                if (value := getattr(one, name)) is not None:
                    cells.add_printed(("of", id, name), value, _DETAIL, people=is_people)
            self._closes(id, one)
        for place, parts in by_place.items():
            cells.adds_up(place, parts)

    def _closes(self, id: int, count: HeadCount) -> None:
        """Each dimension closes on the total; who is in none of its cells is its rest."""
        for dimension in dict.fromkeys(_PARTS.values()):
            given = [
                ("of", id, name)
                for name, of in _PARTS.items()
                if of == dimension and getattr(count, name) is not None
            ]
            self._cells.adds_up(("of", id, "count"), given)

    def _employers(self) -> None:
        cells = self._cells
        at: dict[tuple[int, str], list[Key]] = {}
        for id, one in self._lying.employers.items():
            self._numbers(id, one)
            for step, name in _BY_EMPLOYERS.items():
                if getattr(one, name) is not None:
                    at.setdefault((one.activity, step), []).append(("of", id, name))
        for (activity, step), parts in at.items():
            own = ("of", activity, step)
            # the organiser gave no number: the employers' together are the fair's
            if own not in cells.values:
                cells.add_unprinted(own, sum(cells.values[part] for part in parts))
            cells.adds_up(own, parts)

    def _counts(self) -> None:
        cells = self._cells
        by_basis: dict[str, list[CountRow]] = {}
        for row in self._figures.counts:
            cells.add_printed(
                _count_key(row),
                row.value,
                _NAMED_COST if row.basis == NAMED else _TOTAL_COST,
                people=row.basis in OF_PEOPLE,
            )
            at, own = list(row.activity_ids), frozenset(row.activity_ids)
            if row.basis == NAMED:  # the lists of its parts are an activity's own
                at += [id for id, one in self._lying.activities.items() if one.part_of in own]
            cells.adds_up(_count_key(row), [("at", id, row.basis) for id in at])
            if not row.context:
                by_basis.setdefault(row.basis, []).append(row)
        for basis, rows in by_basis.items():
            cells.add_printed(
                ("basis", basis), sum(row.value for row in rows), _TOTAL_COST, people=basis in OF_PEOPLE
            )
            cells.adds_up(("basis", basis), map(_count_key, rows))

    def _reach(self) -> None:
        cells, reach = self._cells, self._figures.reach
        for one in (reach.whole, *reach.by_country):
            place = _place(one, reach)
            for name, cost in (
                ("named", _NAMED_COST),
                ("named_min", _NAMED_COST),
                ("lower", _REACH_COST),
                ("upper", _REACH_COST),
            ):
                cells.add_printed((*place, name), getattr(one, name), cost)
            cells.within((*place, "named"), (*place, "upper"))
            # whoever knows how many pairs are open knows both
            cells.adds_up((*place, "named_min"), [(*place, "named")])
            rows = [
                row
                for row in self._figures.counts
                if not row.context and (one is reach.whole or row.country == one.country)
            ]
            for name, bases in (("named", (NAMED,)), ("upper", (NAMED, ORGANISER))):
                cells.adds_up((*place, name), [_count_key(row) for row in rows if row.basis in bases])
            for key in ((*place, "named_min"), self._largest(one)):
                if cells.values.get(key) == one.lower:
                    cells.adds_up((*place, "lower"), [key])
        countries = [("reach", one.country) for one in reach.by_country]
        for name in ("named", "lower", "upper"):
            cells.adds_up(("reach", _WHOLE, name), [(*place, name) for place in countries])
        cells.add_printed(("disjoint",), reach.lower_if_countries_disjoint, _REACH_COST)
        cells.adds_up(("disjoint",), [(*place, "lower") for place in countries])

    def _largest(self, reach: ReachRange) -> Key | None:
        """The count of people that the lower end of a range is at least: the largest of one activity."""
        keys = [("at", id, basis) for id in reach.activity_ids for basis in (NAMED, ORGANISER)]
        return max(
            (key for key in keys if key in self._cells.values),
            key=lambda key: (self._cells.values[key], key),
            default=None,
        )

    def _funnel(self) -> None:
        cells = self._cells
        for row in self._figures.funnel:
            key = _step_key(row)
            cells.add_printed(key, row.value, _TOTAL_COST)
            if row.reached is not None:
                cells.add_printed((*key, "reached"), row.reached, _TOTAL_COST)
                cells.within(key, (*key, "reached"))
            if row.from_count:
                cells.add_printed((*key, "from_count"), row.from_count, _COUNT_COST)
                cells.within((*key, "from_count"), key)
                bare = [id for id in row.activity_ids if ("of", id, row.step) not in cells.values]
                cells.adds_up((*key, "from_count"), [("at", id, ORGANISER) for id in bare])
            if row.basis != NAMED:
                names = (row.step, f"{row.step}_online")
                cells.adds_up(key, [("of", id, name) for id in row.activity_ids for name in names])
        for row in self._figures.funnel:
            for less, more in _FUNNEL:
                if row.step == less:
                    cells.within(_step_key(row), _step_key(replace(row, step=more)))

    def _rates(self) -> None:
        cells = self._cells
        for row in self._figures.rates:
            up, down = _rate_keys(row)
            if row.id == "learning_gain":  # its numbers are scores
                cells.add_printed((*up, "pairs"), row.pairs or 0, _DETAIL)
                cells.within((*up, "pairs"), ("count", row.country, "training", NAMED, row.context))
                continue
            cells.add_printed(up, int(row.numerator), _COUNT_COST)
            cells.add_printed(down, int(row.denominator), _COUNT_COST)
            if row.id != "interviews_per_qualified":  # events are no part of the people
                cells.within(up, down)
            self._steps_of(row)
            if row.asked is not None:
                cells.add_printed((*down, "asked"), row.asked, _COUNT_COST)
                cells.within(down, (*down, "asked"))
            if row.id == "completed_of_attended":
                cells.within(down, ("count", row.country, "training", NAMED, row.context))

    def _steps_of(self, row: RateRow) -> None:
        """Both numbers of a rate beside the steps of the funnel that they are taken from."""
        up, down = _rate_keys(row)
        above, below = _OF.get(row.id, ("", ""))
        basis = INTERVIEWS if above in EVENT_STEPS else row.basis
        numerator = ("step", row.country, above, basis, row.context)
        self._cells.within(up, numerator)
        self._cells.within(
            down, ("step", row.country, below, row.basis, row.context) if below else (*numerator, "reached")
        )

    def _shares(self) -> None:
        cells = self._cells
        for row in self._figures.shares:
            part, recorded, every = _share_keys(row)
            cells.add_printed(part, row.numerator, _NAMED_COST)
            cells.add_printed(recorded, row.denominator, _COUNT_COST)
            cells.add_printed(every, row.all, _REACH_COST)
            cells.add_printed(_others(row), row.others, _NAMED_COST)
            cells.adds_up(every, [part, _others(row)])
            cells.within(part, recorded)
            cells.within(recorded, every)
            self._behind_share(row)
        places: dict[str, list[ShareRow]] = {}
        for row in self._figures.shares:
            if not row.all_countries:
                places.setdefault(row.id, []).append(row)
        for row in self._figures.shares:
            if row.all_countries:
                parts = [(*_share_keys(one), _others(one)) for one in places.get(row.id, ())]
                for n, key in enumerate((*_share_keys(row), _others(row))):
                    cells.adds_up(key, [one[n] for one in parts])
        self._sexes()

    def _sexes(self) -> None:
        """Who is not among the women is a man or another, and who is not among the men a woman or another."""
        rows = {(row.id, row.country, row.all_countries): row for row in self._figures.shares}
        for (id, country, is_all), women in rows.items():
            men = rows.get(("men", country, is_all))
            if id == "women" and men is not None:
                another = ("another", country, is_all)
                self._cells.add_unprinted(another, max(0, women.others - men.numerator))
                self._cells.adds_up(_others(women), [_share_keys(men)[0], another])
                self._cells.adds_up(_others(men), [_share_keys(women)[0], another])

    def _behind_share(self, row: ShareRow) -> None:
        """A share beside the counts and head counts that it was made from."""
        cells = self._cells
        part, recorded, every = _share_keys(row)
        own = [
            one
            for one in self._figures.counts
            if not one.context and (row.all_countries or one.country == row.country)
        ]
        cells.adds_up(every, [_count_key(one) for one in own if one.basis in (NAMED, ORGANISER)])
        name, ids = _SHARES.get(row.id), frozenset(row.activity_ids)
        cells.adds_up(
            part, [("of", id, name) for id, one in self._lying.head_counts.items() if one.activity in ids]
        )
        alone = self._alone(row)
        rest = row.denominator - sum(cells.values[key] for key in alone)
        if alone and rest >= 0:  # who is recorded elsewhere is what all of these counts leave
            cells.add_unprinted((*recorded, "elsewhere"), rest)
            cells.adds_up(recorded, [*alone, (*recorded, "elsewhere")])

    def _alone(self, row: ShareRow) -> list[Key]:
        """Totals of the only head counts, without a list, that say all are in the group or not (C4.7)."""
        by_activity: dict[int, list[tuple[int, HeadCount]]] = {}
        for id, one in self._lying.head_counts.items():
            if one.activity in row.activity_ids and ("at", one.activity, NAMED) not in self._cells.values:
                by_activity.setdefault(one.activity, []).append((id, one))
        single = [
            given[0] for given in by_activity.values() if len(given) == 1 and given[0][1].count is not None
        ]
        read = [
            (id, QUESTIONS[row.id].reads(one.cube()))
            for id, one in single
            if str(one.basis.value) == ORGANISER
        ]
        return [("of", id, "count") for id, told in read if told is not None and told.yes + told.no]

    # --- what is told of it

    def _number(self, key: Key, value: int) -> int:
        return NOT_SAID if key in self._unsaid else value

    def _range(self, reach: ReachRange) -> ReachRange:
        place = _place(reach, self._figures.reach)
        lower, upper, named, least = (
            self._number((*place, name), getattr(reach, name))
            for name in ("lower", "upper", "named", "named_min")
        )
        return replace(
            reach,
            lower=lower,
            upper=upper,
            named=named,
            named_min=least,
            lower_qualifier=reach.lower_qualifier if is_said(lower) else Qualifier.exact,
            upper_qualifier=reach.upper_qualifier if is_said(upper) else Qualifier.exact,
        )

    def _step(self, row: FunnelRow) -> FunnelRow:
        key = _step_key(row)
        reached = None if row.reached is None else self._number((*key, "reached"), row.reached)
        stands_in = self._number((*key, "from_count"), row.from_count)
        return replace(
            row, value=self._number(key, row.value), reached=reached, from_count=stands_in, channels=()
        )

    def _rate(self, row: RateRow) -> RateRow:
        """A rate is said where both numbers are; of the gain nothing where few were tested."""
        up, down = _rate_keys(row)
        if row.id == "learning_gain":
            unsaid = {"numerator": NOT_SAID, "denominator": NOT_SAID, "pairs": NOT_SAID}
            few = (*up, "pairs") in self._unsaid
            return replace(row, **unsaid, value=None, mean_before=None, mean_after=None) if few else row  # type: ignore[arg-type]
        numerator = NOT_SAID if up in self._unsaid else row.numerator
        denominator = NOT_SAID if down in self._unsaid else row.denominator
        asked = None if row.asked is None else self._number((*down, "asked"), row.asked)
        value = row.value if is_said(numerator) and is_said(denominator) else None
        return replace(
            row, numerator=numerator, denominator=denominator, value=value, asked=asked, from_count=0
        )

    def _share(self, row: ShareRow) -> ShareRow:
        """A share is said where both its numbers are, its coverage likewise."""
        numbers = (row.numerator, row.denominator, row.all)
        part, recorded, every = (
            self._number(key, n) for key, n in zip(_share_keys(row), numbers, strict=True)
        )
        return replace(
            row, numerator=part, denominator=recorded, all=every, unknown=0,
            others=self._number(_others(row), row.others),
            value=row.value if is_said(part) and is_said(recorded) else None,
            coverage=row.coverage if is_said(recorded) and is_said(every) else None,
        )  # fmt: skip


def without_means_of_few(figures: Figures) -> Figures:
    """Without the scores of fewer than 5 people, from which their mean could be worked out."""
    few = frozenset(one for one in figures.rates if one.pairs is not None and is_small(one.pairs))
    return replace(
        figures,
        rates=tuple(
            replace(one, numerator=NOT_SAID, denominator=NOT_SAID) if one in few else one
            for one in figures.rates
        ),
    )


def _count_key(row: CountRow) -> Key:
    return ("count", row.country, row.kind, row.basis, row.context)


def _step_key(row: FunnelRow) -> tuple[object, ...]:
    return ("step", row.country, row.step, row.basis, row.context)


def _place(country_reach: ReachRange, reach: Reach) -> tuple[object, ...]:
    return ("reach", _WHOLE if country_reach is reach.whole else country_reach.country)


def _rate_keys(row: RateRow) -> tuple[tuple[object, ...], tuple[object, ...]]:
    own = ("rate", row.id, row.country, row.basis, row.context)
    return (*own, "numerator"), (*own, "denominator")


def _others(row: ShareRow) -> tuple[object, ...]:
    return ("share", row.id, row.country, row.all_countries, "others")


def _share_keys(row: ShareRow) -> tuple[tuple[object, ...], ...]:
    own = ("share", row.id, row.country, row.all_countries)
    return tuple((*own, name) for name in ("numerator", "denominator", "all"))
