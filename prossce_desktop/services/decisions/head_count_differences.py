"""Head counts side by side: every number of each, and which of them differ."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from prossce_desktop.domain.model.ages import OLDEST, UNKNOWN_AGE, AgeBand
from prossce_desktop.domain.model.codes import Disability, Sex
from prossce_desktop.domain.model.head_count import HeadCount
from prossce_desktop.domain.model.head_count_cube import NOT_RECORDED, Cell, CubeRefused, HeadCube, head_cube
from prossce_desktop.domain.operations.operation import Plain
from prossce_desktop.language import formatting
from prossce_desktop.language.messages import _
from prossce_desktop.services.records import value_words

Row = tuple[str, tuple[str, ...], bool]


def total_words(values: Mapping[str, Plain]) -> str:
    """The total of a head count as it stands there."""
    cube = _cube(values)
    count = values.get("count")
    total = cube.total if cube is not None else count
    return formatting.number(total) if isinstance(total, int) else _("Not recorded")


def rows(sides: Sequence[Mapping[str, Plain]]) -> list[Row]:
    """A row for each number, margins first; where a count contradicts itself, the numbers as typed."""
    cubes = [_cube(one) for one in sides]
    columns = (
        [_typed(one) for one in sides]
        if None in cubes
        else [_numbers(one) for one in cubes if one is not None]
    )
    names = dict.fromkeys(name for one in columns for name in one)
    found: list[Row] = []
    for name in names:
        cells = tuple(one.get(name, "–") for one in columns)
        found.append((name, cells, len(set(cells)) > 1))
    return found


def _cube(values: Mapping[str, Plain]) -> HeadCube | None:
    def number(name: str) -> int | None:
        value = values.get(name)
        return value if isinstance(value, int) else None

    def texts(name: str) -> list[str]:
        value = values.get(name)
        return [str(one) for one in value] if isinstance(value, list | tuple) else []

    band = values.get("youth_band")
    try:
        return head_cube(
            number("count"), texts("cells"), texts("ages"), women=number("women"), men=number("men"),
            another=number("another"),
            youth=number("youth"), youth_band=str(band) if band else None,
            persons_with_disabilities=number("persons_with_disabilities"),
        )  # fmt: skip
    except CubeRefused:
        return None


def _numbers(cube: HeadCube) -> dict[str, str]:
    found = {_("Total"): formatting.number(cube.total)}
    found |= {_(sex.label): formatting.number(n) for sex, n in cube.sex_margin().items() if n}
    ages = {band: n for band, n in cube.age_margin().items() if n and band != UNKNOWN_AGE}
    found |= {_("Age {age}").format(age=age_words(band)): formatting.number(n) for band, n in ages.items()}
    yes = cube.disability_margin().get(str(Disability.yes.value), 0)
    if yes:
        found[_("With disability")] = formatting.number(yes)
    crossed = [
        cell
        for cell, n in cube.crossed.items()
        if n and (cell.age.recorded or cell.disability != NOT_RECORDED)
    ]
    crossed.sort(key=lambda cell: (list(Sex).index(cell.sex), cell.age, cell.disability))
    found |= {cell_words(cell): formatting.number(cube.crossed[cell]) for cell in crossed}
    return found


def age_words(band: AgeBand) -> str:
    """18–24; 65 and over; Under 15."""
    if band.high >= OLDEST:
        return _("{age} and over").format(age=band.low)
    if band.low == 0:
        return _("Under {age}").format(age=band.high + 1)
    return str(band.low) if band.low == band.high else f"{band.low}–{band.high}"


def cell_words(cell: Cell) -> str:
    """Woman · 18–24 · no disability."""
    disability = {
        "yes": _("with disability"),
        "no": _("without disability"),
        "unknown": _("disability not clear"),
    }
    said = [_(cell.sex.label)]
    said += [age_words(cell.age)] if cell.age.recorded else []
    said += [disability[cell.disability]] if cell.disability != NOT_RECORDED else []
    return " · ".join(said)


def _typed(values: Mapping[str, Plain]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name in HeadCount.TOGETHER:
        field = value_words.field_named(HeadCount.KIND, name)
        value = values.get(name)
        if field is not None and value not in (None, [], ""):
            found[_(field.shown.label)] = (
                ", ".join(map(str, value))
                if isinstance(value, list)
                else value_words.words(None, field, value)
            )
    return found
