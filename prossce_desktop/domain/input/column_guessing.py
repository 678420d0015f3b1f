"""Guesses which column of a block is which field: by headings where there are any, and by values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from prossce_desktop.domain.input.column_headings import FIELDS, HeadingMeaning, meaning_of
from prossce_desktop.domain.input.column_profile import ColumnValues
from prossce_desktop.domain.model.codes import Sex
from prossce_desktop.domain.parsing.provinces import Places
from prossce_desktop.domain.parsing.sexes import sex_of
from prossce_desktop.domain.text.digits import plain_text

Row = Sequence[object]

_VALUES_WEIGH = 0.8
_VETO = {"birth": 0.3, "phone": 0.3, "national_id": 0.3, "sex": 0.3, "age": 0.4, "name": 0.4,
    "latin_name": 0.3, "pre": 0.5, "post": 0.5,
         "session": 0.5, "disability": 0.2, "province": 0.1, "education": 0.1, "title": 0.3}  # fmt: skip
"""Below this fit the values speak so plainly against a heading that it is not believed."""
_FEWEST_FOR_VETO = 3
_TITLES_ABOVE = 8
"""So many rows at most may stand above the heading: the title of the sheet, place and date."""
_BY_VALUES_ALONE = {
    "national_id": 0.7,
    "birth": 0.6,
    "sex": 0.6,
    "phone": 0.6,
    "province": 0.6,
    "name": 0.6,
    "disability": 0.8,
    "age": 0.9,
    "education": 0.8,
}
"""Fields that are recognised without a heading, in the order of trust, from this fit on."""
_PARTS = frozenset({"family_name", "given_name", "middle_name", "name_suffix"})
_MANY = frozenset({"session", "middle_name", "name_suffix"})
"""Fields that several columns may fill."""


@dataclass(frozen=True, slots=True)
class Guess:
    """`columns`: 0-based column to field (`session_1` ...; a form of address alone is `sex`). `ignored`:
    others, with what they seem to be (empty: not known). `confidence`: 0 to 1, how much is understood well.
    `begins`: the row after the heading, 0 without one.
    """

    columns: dict[int, str] = field(default_factory=dict)
    has_heading: bool = False
    confidence: float = 0.0
    ignored: dict[int, str] = field(default_factory=dict)
    headings: tuple[str, ...] = ()
    begins: int = 0


def guess(rows: Sequence[Row], country: str = "", places: Places | None = None) -> Guess:
    """What the columns of a pasted block are; `places`: provinces that tell a column without a heading.
    A row is the heading if it names fields and is not like those below; above it stand only titles of fewer
    cells.
    """
    if not rows:
        return Guess()
    begins = _begins(rows, country)
    width = max(len(row) for row in rows)
    columns = [
        ColumnValues.of([row[at] if at < len(row) else None for row in rows[begins:]], country, places)
        for at in range(width)
    ]
    titles = [plain_text(cell) for cell in rows[begins - 1]] if begins else [""] * width
    return replace(assign(titles, columns, has_heading=begins > 0), begins=begins)


def _begins(rows: Sequence[Row], country: str) -> int:
    most = 0
    for at, row in enumerate(rows[: _TITLES_ABOVE + 1]):
        titles = [plain_text(cell) for cell in row]
        filled = sum(1 for title in titles if title)
        if filled > most and _is_heading(titles, rows[at + 1 :], country):
            return at + 1
        most = max(most, filled)
    return 0


def assign(headings: Sequence[str], columns: Sequence[ColumnValues], *, has_heading: bool = True) -> Guess:
    """Each column's field: heading + 0.8 x values, best pair first; values against a heading veto it."""
    meanings = [
        meaning_of(headings[at]) if at < len(headings) and headings[at] else None
        for at in range(len(columns))
    ]
    offers = sorted(
        (offer for at, column in enumerate(columns) for offer in _offers(at, meanings[at], column, headings)),
        key=lambda one: (-one[0], one[1]),
    )
    assigned: dict[int, str] = {}
    strengths: list[float] = []
    for strength, at, name in offers:
        if at not in assigned and (
            name in _MANY or name not in assigned.values() or _other_tick(name, at, assigned, headings)
        ):
            assigned[at] = name
            strengths.append(min(1.0, strength / (1 + _VALUES_WEIGH)))
    ignored = {at: _seems(meanings[at], column) for at, column in enumerate(columns) if at not in assigned}
    columns_found, ignored = _finished(assigned, ignored, columns)
    confidence = sum(strengths) / len(strengths) if strengths and _has_name(columns_found) else 0.0
    return Guess(
        columns_found, has_heading, round(confidence, 2), ignored, tuple(headings) if has_heading else ()
    )


def _is_heading(titles: Sequence[str], below: Sequence[Row], country: str) -> bool:
    filled = [title for title in titles if title]
    if not filled or not below:
        return False
    known = sum(
        1
        for title in filled
        if (meaning := meaning_of(title)) and meaning.strength >= 0.75 and not _is_value(title, country)
    )
    values = sum(
        1
        for title in filled
        if any(one.isdecimal() for one in title) and (meaning := meaning_of(title)) is None
    )
    return known >= 1 and known >= 0.3 * len(filled) and values * 2 <= known


def _is_value(title: str, country: str) -> bool:
    """`Nam` and `L` are values, `Nam/Nữ` and `L/P` are headings."""
    return sex_of(title, country=country).value in (Sex.female, Sex.male)


def _offers(
    place: int, meaning: HeadingMeaning | None, column: ColumnValues, headings: Sequence[str]
) -> list[tuple[float, int, str]]:
    if _names_a_sex(headings, place) and column.ticks >= 0.9:
        return [(1.0, place, "sex")]
    if meaning is not None and meaning.field not in FIELDS:
        return []
    if meaning is not None:
        fit = column.fit(meaning.field)
        vetoed = len(column.values) >= _FEWEST_FOR_VETO and fit < _VETO.get(meaning.field, 0.0)
        if not vetoed or (column.filled <= 2 and meaning.strength >= 1):
            return [(meaning.strength + _VALUES_WEIGH * fit, place, meaning.field)]
    if column.serial:
        return []
    if (
        column.ticks >= 0.9
        and column.rows > 3
        and meaning is None
        and place < len(headings)
        and headings[place]
    ):
        return [(0.5, place, "session")]
    offers = [
        (_VALUES_WEIGH * fit, place, name)
        for name, least in _BY_VALUES_ALONE.items()
        if (fit := column.fit(name)) >= least
    ]
    if column.fit("latin_name") >= 0.6:
        offers.append((0.1, place, "latin_name"))
    return offers


def _names_a_sex(headings: Sequence[str], place: int) -> bool:
    return (
        place < len(headings)
        and bool(headings[place])
        and sex_of(headings[place]).value in (Sex.female, Sex.male)
    )


def _other_tick(name: str, place: int, assigned: dict[int, str], headings: Sequence[str]) -> bool:
    """Two columns of ticks, one for each sex, are both `sex`."""
    beside = [other for other, taken in assigned.items() if taken == "sex"]
    return (
        name == "sex"
        and len(beside) == 1
        and _names_a_sex(headings, place)
        and _names_a_sex(headings, beside[0])
    )


def _finished(
    assigned: dict[int, str], ignored: dict[int, str], columns: Sequence[ColumnValues]
) -> tuple[dict[int, str], dict[int, str]]:
    """Numbers the sessions; a title is the sex unless another is; one name column is always `name`."""
    names = frozenset(assigned.values())
    done: dict[int, str] = {}
    sessions = 0
    for at, name in sorted(assigned.items()):
        final = _final(name, names, columns[at])
        if final is None:
            ignored[at] = name
            continue
        sessions += final == "session"
        done[at] = f"session_{sessions}" if final == "session" else final
    return done, dict(sorted(ignored.items()))


def _final(name: str, names: frozenset[str], column: ColumnValues) -> str | None:
    """The field that a column fills in the end, given what the others are; None: it is not needed."""
    if name == "title":
        return None if "sex" in names else "sex"
    if name in _PARTS and "name" in names:  # the whole name stands in a column of its own
        return name if name in _MANY and not names & {"family_name", "given_name"} else None
    if name in ("family_name", "given_name") and not {"family_name", "given_name"} <= names:
        return "name"
    if name == "latin_name" and not names & {"name", "family_name", "given_name"}:
        return "name"
    if name == "latin_name" and column.latin < 0.5 and column.filled >= _FEWEST_FOR_VETO:
        return None
    return name


def _has_name(columns: dict[int, str]) -> bool:
    return bool({"name", "family_name", "given_name"} & set(columns.values()))


def _seems(meaning: HeadingMeaning | None, column: ColumnValues) -> str:
    if meaning is not None:
        return meaning.field
    return "no" if column.serial else ""
