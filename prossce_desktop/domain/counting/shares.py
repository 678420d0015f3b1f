"""Shares of women, men, youth and persons with disabilities, each with its coverage (C4.7, C6)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from prossce_desktop.domain.counting.activity_counts import country_order
from prossce_desktop.domain.counting.count_set_totals import OPEN_ANSWERS, Cells, SetNumbers, closed
from prossce_desktop.domain.counting.figures import ShareRow
from prossce_desktop.domain.counting.range_qualifiers import of_counts, summed
from prossce_desktop.domain.model.ages import UNKNOWN_AGE, YOUTH_15_24, AgeBand, inside, outside
from prossce_desktop.domain.model.codes import Disability, Qualifier, Sex
from prossce_desktop.domain.model.head_count_cube import (
    NOBODY_ASKED,
    NOT_RECORDED,
    RECORDED_SEXES,
    Cell,
    HeadCube,
)

LEAST_COVERAGE = 0.5
"""Below this part of all people asked no share is given, only "166 of 6,902 asked"."""
_YES, _NO = str(Disability.yes.value), str(Disability.no.value)


@dataclass(frozen=True, slots=True)
class GroupAnswers:
    """People in the group, and people not in it; of the others it is not known."""

    yes: int
    no: int


@dataclass(frozen=True, slots=True)
class Question:
    """Who of a set is in one group: of `dimension` the `group`."""

    dimension: str
    group: Sex | AgeBand | str

    def says(self, cell: Cell) -> bool | None:
        """Whether a cell is in the group; None where it does not say."""
        if isinstance(self.group, Sex):
            return None if cell.sex is Sex.not_recorded else cell.sex is self.group
        if isinstance(self.group, AgeBand):
            return True if inside(cell.age, self.group) else False if outside(cell.age, self.group) else None
        return None if cell.disability in OPEN_ANSWERS else cell.disability == self.group

    def reads(self, cube: HeadCube) -> GroupAnswers | None:
        """A head count that names one group of the dimension alone: everybody is in it or not; else None.
        Nothing is said by another sex alone. Another band of ages is a cell like any other.
        """
        alone = cube.alone(self.dimension)
        if alone is None or (alone != self.group and self.dimension != "sex"):
            return None
        if alone != self.group:
            return GroupAnswers(0, 0)
        given = sum(n for cell, n in cube.table(self.dimension).items() if self.says(cell))
        return GroupAnswers(given, cube.total - given)


QUESTIONS: Mapping[str, Question] = {
    "women": Question("sex", Sex.female),
    "men": Question("sex", Sex.male),
    "youth_15_24": Question("age", YOUTH_15_24),
    "with_disability": Question("disability", _YES),
}


def _answers(numbers: SetNumbers, question: Question, by_table: GroupAnswers) -> GroupAnswers:
    """How many of a set are in a group, and how many are not (C4.7; the list fills by C5)."""
    read = [question.reads(cube) for cube in numbers.cubes]
    if all(each is None for each in read):
        return by_table
    if question.dimension == "sex":
        return _of_sex(numbers, question, read)
    head = {NOBODY_ASKED: 0}
    for cube, each in zip(numbers.cubes, read, strict=True):
        answers = each or _told(cube.table(question.dimension), question)
        _add(head, answers, cube.total)
    listed = {NOBODY_ASKED: 0}
    _add(listed, _told(numbers.list_table((question.dimension,)), question), numbers.size)
    return _told(closed(head, listed, numbers.total).cells, Question("disability", _YES))


def _speaks(cube: HeadCube, question: Question) -> bool:
    """Whether a head count says of anybody if they are in the group."""
    read = question.reads(cube) or _told(cube.table(question.dimension), question)
    return bool(read.yes + read.no)


def _add(cells: Cells, answers: GroupAnswers, total: int) -> None:
    """Three answers as cells of one dimension, whichever it is: yes, no, not recorded."""
    for answer, number in (
        (_YES, answers.yes),
        (_NO, answers.no),
        (NOT_RECORDED, total - answers.yes - answers.no),
    ):
        cell = Cell(Sex.not_recorded, UNKNOWN_AGE, answer)
        cells[cell] = cells.get(cell, 0) + number


def _told(cells: Cells, question: Question) -> GroupAnswers:
    answers = [(question.says(cell), number) for cell, number in cells.items()]
    return GroupAnswers(
        sum(n for answer, n in answers if answer), sum(n for answer, n in answers if answer is False)
    )


def _of_sex(numbers: SetNumbers, question: Question, read: Iterable[GroupAnswers | None]) -> GroupAnswers:
    """Each recorded sex is its T'. Who is only said not to be in the group may be listed with another sex."""
    each = list(zip(numbers.cubes, read, strict=True))
    rest = sum(answers.no for _, answers in each if answers is not None)
    known = by_list = 0
    for sex in RECORDED_SEXES:
        if sex is not question.group:
            counted, listed = (
                sum(cube.of_sex(sex) for cube, answers in each if answers is None),
                numbers.listed_of(sex),
            )
            known += max(counted, listed)
            by_list += max(0, listed - counted)
    yes = numbers.sexes[Sex(str(question.group))]
    return GroupAnswers(yes, min(known + max(0, rest - by_list), numbers.total - yes))


def share_rows(sets: Iterable[SetNumbers]) -> tuple[ShareRow, ...]:
    """A row per country and one for all, over our own sets; questions nobody answered are left out."""
    ours = [one for one in sets if not one.count_set.context and one.total]
    rows = []
    for name in QUESTIONS:
        by_country: dict[str | None, list[SetNumbers]] = {}
        for one in ours:
            by_country.setdefault(one.count_set.country, []).append(one)
        found = [
            _share(name, by_country[country], country, False)
            for country in sorted(by_country, key=country_order)
        ]
        rows += [row for row in (*found, _share(name, ours, None, True)) if row.denominator]
    return tuple(rows)


def unsaid(sets: Iterable[SetNumbers]) -> frozenset[Sex]:
    """Sexes that no count and no list gives while somebody's sex is not recorded: not 0 but unknown."""
    sexes: set[Sex] = set()
    rest = 0
    for one in sets:
        rest += one.total - sum(one.sexes.values())
        sexes |= {sex for cube in one.cubes for sex in (*cube.sexes, *(cell.sex for cell in cube.crossed))}
        sexes |= {sex for sex in RECORDED_SEXES if one.listed_of(sex)}
    return frozenset(RECORDED_SEXES) - sexes if rest else frozenset()


def unclear(sets: Iterable[SetNumbers]) -> int:
    """Participations of our own sets that were asked about a disability and gave no conclusive answer."""
    tables = (one.table(("disability",)) for one in sets if not one.count_set.context and one.total)
    return sum(number for table in tables for cell, number in table.items() if cell.disability == "unknown")


def _share(name: str, sets: Iterable[SetNumbers], country: str | None, whole: bool) -> ShareRow:
    question = QUESTIONS[name]
    yes = recorded = every = unknown = others = 0
    ids = set()
    beneath: list[SetNumbers] = []
    words: set[Qualifier] = set()
    for one in sets:
        ids.add(one.count_set.activity)
        table = one.table((question.dimension,))
        by_table = _told(table, question)
        answers = _answers(one, question, by_table)
        every += one.total
        recorded += answers.yes + answers.no
        if answers.yes + answers.no and any(_speaks(cube, question) for cube in one.cubes):
            beneath.append(one)
        elif answers.yes + answers.no:
            words.add(Qualifier.exact)  # all answers are those of the list
        yes += answers.yes
        others += by_table.no
        if question.dimension == "disability":
            unknown += sum(n for cell, n in table.items() if cell.disability == Disability.unknown)
    coverage = recorded / every if every else None
    value = yes / recorded if recorded and coverage is not None and coverage >= LEAST_COVERAGE else None
    return ShareRow(
        name,
        country,
        whole,
        yes,
        recorded,
        every,
        coverage,
        value,
        unknown,
        tuple(sorted(ids)),
        others,
        summed(of_counts(beneath) | words),
    )
