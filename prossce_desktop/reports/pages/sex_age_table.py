"""Sex, age and disability in one table that adds up; no disability columns where nobody was asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from prossce_desktop.domain.model.ages import AgeBand
from prossce_desktop.domain.model.codes import Disability, Sex
from prossce_desktop.domain.model.head_count_cube import Cell as CubeCell
from prossce_desktop.language import formatting
from prossce_desktop.language.messages import _
from prossce_desktop.reports import figure_sentences
from prossce_desktop.reports.ink_and_type import CELL, GREY, HEAD, INK, RULE, TEXT, Style
from prossce_desktop.reports.pages.page_table import ROW, PageTable, TableCell, TableColumn, TableRow
from prossce_desktop.reports.pages.page_writer import LEFT, RIGHT, Writer
from prossce_desktop.reports.pdf.drawn_pages import Paper
from prossce_desktop.reports.pdf.text_layout import shortened, width

_SEXES = (Sex.female, Sex.male, Sex.another, Sex.not_recorded)
_ANSWERS = ("yes", "no", "not_recorded")
_NAMES, _GROUP, _GAP = 86.0, 73.85, 8.0
_NUMBER = _GROUP / 4
_NARROW = Style(6.5, 8, HEAD.weight, HEAD.ink)


@dataclass(slots=True)
class Cube:
    """People by age band, sex and disability answer, with margins; inconclusive answers as not recorded.

    `unsaid`: sexes nobody counted, whose number is not known rather than 0.
    """

    numbers: dict[tuple[AgeBand, Sex, str], int] = field(default_factory=dict)
    unclear: int = 0
    unsaid: frozenset[Sex] = frozenset()

    @property
    def ages(self) -> list[AgeBand]:
        """The age rows, youngest first, not recorded last."""
        found = {age for age, _sex, _answer in self.numbers}
        return [*sorted(age for age in found if age.recorded), *(age for age in found if not age.recorded)]

    def sum(self, age: AgeBand | None = None, sex: Sex | None = None, answer: str | None = None) -> int:
        """How many people fit; None is any."""
        return sum(
            number
            for (a, s, d), number in self.numbers.items()
            if age in (None, a) and sex in (None, s) and answer in (None, d)
        )

    def words(
        self, number: int, sex: Sex | None, age: AgeBand | None = None, answer: str | None = None
    ) -> str:
        """A number of the table; a dash where it is not known."""
        if sex in self.unsaid or (not number and self._untold(sex, age, answer)):
            return formatting.DASH
        return formatting.number(number)

    def _untold(self, sex: Sex | None, age: AgeBand | None, answer: str | None) -> bool:
        """Whether no age, or no answer, of this sex is recorded at all: then their number is not known."""
        mine = [(a, d) for (a, s, d), number in self.numbers.items() if s == sex and number]
        if sex in (None, Sex.not_recorded) or not mine:
            return False
        no_age = age is not None and age.recorded and not any(a.recorded for a, _d in mine)
        return no_age or (answer in ("yes", "no") and all(d == "not_recorded" for _a, d in mine))

    @property
    def has_dashes(self) -> bool:
        """Whether a number of the table is not known."""
        every = (
            (age, sex, answer) for age in (*self.ages, None) for sex in _SEXES for answer in (*_ANSWERS, None)
        )
        return any(
            self.words(self.sum(age, sex, answer), sex, age, answer) == formatting.DASH
            for age, sex, answer in every
        )

    @property
    def asked(self) -> int:
        """Whose disability is recorded."""
        return self.sum(answer="yes") + self.sum(answer="no")


def cube(cells: Mapping[CubeCell, int], unsaid: frozenset[Sex] = frozenset()) -> Cube:
    """The cube of the cells that `HeadCube.table` or the figures give."""
    found = Cube(unsaid=unsaid)
    for cell, number in cells.items():
        answer = cell.disability
        if answer == Disability.unknown:
            found.unclear += number
        key = (cell.age, cell.sex, answer if answer in ("yes", "no") else "not_recorded")
        found.numbers[key] = found.numbers.get(key, 0) + number
    return found


def people_table(writer: Writer, people: Cube, note: str = "") -> None:
    """The table with its heading; the shape follows what is recorded."""
    largest = width(formatting.number(people.sum()), CELL.bold())
    if people.asked and largest <= _NUMBER + 3:
        writer.section(_("Sex, age and disability"), keep=ROW * (len(people.ages) + 1) + 60)
        _crossed(writer, people)
    else:
        writer.section(_("Sex and age"), keep=ROW * 3 + 30)
        ages: list[tuple[str, dict[str, object]]] = [
            (figure_sentences.age(age), {"age": age}) for age in people.ages
        ]
        _by_sex(writer, _("Age"), ages, people, _("All ages"))
        if people.asked:
            writer.section(_("Sex and disability"), keep=ROW * 5 + 30)
            answers = (("yes", _("Yes")), ("no", _("No")), ("not_recorded", _("Not recorded")))
            _by_sex(
                writer,
                _("Disability"),
                [(name, {"answer": token}) for token, name in answers],
                people,
                _("All"),
            )
    notes = []
    if people.asked:
        notes.append(_("Disability: yes, no, or not recorded (n.r.)."))
    if people.unclear:
        asked = _("Of the people “not recorded”, {n} were asked, but the answer was not clear.")
        notes.append(asked.format(n=formatting.number(people.unclear)))
    notes.append(_("A zero means: counted, and there were none."))
    if people.has_dashes:
        notes.append(_("A dash means: not counted. These people are in the column “Not recorded”."))
    writer.note(" ".join([*notes, note]))


def _by_sex(
    writer: Writer, head: str, lines: list[tuple[str, dict[str, object]]], people: Cube, total: str
) -> None:
    columns = [
        TableColumn(head),
        *(TableColumn(_sex_name(sex), 70, True) for sex in _SEXES),
        TableColumn(_("All"), 70, True),
    ]
    rows = []
    for name, which in [*lines, (total, {})]:
        numbers = [people.words(people.sum(sex=sex, **which), sex, **which) for sex in (*_SEXES, None)]  # type: ignore[arg-type]
        cells: list[str | TableCell] = [name, *numbers[:-1], TableCell(numbers[-1], bold=True)]
        rows.append(TableRow(cells, total=not which))
    PageTable(columns).write(writer, rows)


def _sex_name(sex: Sex) -> str:
    return {Sex.female: _("Women"), Sex.male: _("Men"), Sex.another: _("Another")}.get(sex, _("Not recorded"))


def _crossed(writer: Writer, people: Cube) -> None:
    """The whole cube: age down; each sex has yes, no, n.r. and all; the last group is all."""
    paper, y = writer.paper, writer.y
    groups: list[tuple[Sex | None, str]] = [*((sex, _sex_name(sex)) for sex in _SEXES), (None, _("All"))]
    with paper.group("Table"):
        with paper.group("TR"):
            for number, (_sex, name) in enumerate(groups):
                x = _left(number)
                _cell(paper, "TH", shortened(name, TEXT.bold(), _GROUP), x, y + 12, TEXT.bold())
                paper.rule(x, y + 18, x + _GROUP, y + 18, INK, 0.4)
        y += 18
        with paper.group("TR"):
            _cell(paper, "TH", _("Age"), LEFT, y + 12, HEAD)
            for number in range(len(groups)):
                for at, name in enumerate((_("Yes"), _("No"), _("n.r."), _("All"))):
                    style = HEAD if width(name, HEAD) <= _NUMBER - 2 else _NARROW
                    _cell(
                        paper,
                        "TH",
                        shortened(name, style, _NUMBER - 2),
                        _left(number) + (at + 1) * _NUMBER,
                        y + 12,
                        style,
                        align="right",
                    )
        y += 18
        paper.rule(LEFT, y, RIGHT, y, INK, 0.75)
        for age in [*people.ages, None]:
            with paper.group("TR"):
                _age_row(paper, people, age, groups, y)
            y += ROW
            last = age is None or age == people.ages[-1]
            paper.rule(LEFT, y, RIGHT, y, INK if last else RULE, 0.75 if last else 0.4)
    writer.y = y


def _age_row(
    paper: Paper, people: Cube, age: AgeBand | None, groups: list[tuple[Sex | None, str]], y: float
) -> None:
    style = CELL.bold() if age is None else CELL
    _cell(
        paper,
        "TH",
        shortened(_("All ages") if age is None else figure_sentences.age(age), style, _NAMES - 6),
        LEFT,
        y + 12,
        style,
    )
    for number, (sex, _name) in enumerate(groups):
        for at, answer in enumerate((*_ANSWERS, None)):
            value = people.sum(age, sex, answer)
            mine = style if answer else CELL.bold()
            ink = GREY if value == 0 else INK
            place = _left(number) + (at + 1) * _NUMBER
            _cell(
                paper,
                "TD",
                people.words(value, sex, age, answer),
                place,
                y + 12,
                (mine if value else CELL).inked(ink),
                align="right",
            )


def _left(number: int) -> float:
    return RIGHT - (5 - number) * _GROUP - (4 - number) * _GAP


def _cell(
    paper: Paper, kind: str, text: str, x: float, y: float, style: Style, *, align: str = "left"
) -> None:
    with paper.tagged(kind):
        paper.text(text, x, y, style, align=align)
