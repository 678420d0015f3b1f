"""One head count while it is typed: texts of its fields and numbers of its cells, and the cube they make."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from prossce_desktop.domain.model.ages import UNKNOWN_AGE, AgeBand, read_band
from prossce_desktop.domain.model.codes import AgeCell
from prossce_desktop.domain.model.head_count_cube import (
    Cell,
    CubeRefused,
    HeadCube,
    head_cube,
    read_cell,
    refuse_contradictions,
    write_cell,
)
from prossce_desktop.domain.text.digits import whole_number
from prossce_desktop.language.messages import _
from prossce_desktop.services.records.record_editor import CountTyped, is_counted

Key = TypeVar("Key")
Value = TypeVar("Value")
USUAL_ROWS = ("under_15", "15", "16_17", "18_24", "25", "26_29", "30", "31_35", "36_over")
"""Rows of a head count that names none itself: they answer every band of youth."""
NUMBERS = ("count", "women", "men", "another", "youth", "persons_with_disabilities")
DOT = "·"
"""Stands in a cell with nobody in it."""
_NOTHING = ("", DOT, "-", "–")
_WHERE = ("channel", "counted_on", "door", "basis")
PLAIN = ("channel", "counted_on", "door", "basis", "qualifier", "youth_band", "notes")


@dataclass
class CountState:
    """What the editor holds. `texts` are typed; `cells` hold numbers above 0, `wrong` what is no number."""

    record: int | None = None
    texts: dict[str, str] = field(default_factory=dict)
    cells: dict[Cell, int] = field(default_factory=dict)
    bands: tuple[str, ...] = ()
    ages: tuple[str, ...] = ()
    removed: bool = False
    begun: Mapping[str, object] | None = None
    """What `fields` were when it was read; None for a new one."""
    wrong: dict[Cell, str] = field(default_factory=dict)

    @classmethod
    def of(cls, typed: CountTyped) -> CountState:
        """From a stored head count or a draft."""
        fields = typed.fields
        texts = {name: str(fields[name]) for name in (*NUMBERS, *PLAIN) if fields.get(name) not in (None, "")}
        bands, ages = _texts(fields.get("bands")), _texts(fields.get("ages"))
        state = cls(
            typed.record,
            texts,
            _cells(fields.get("cells")),
            bands,
            ages,
            typed.removed,
            wrong=_wrong(fields.get("cells")),
        )
        if state.is_made_by_cells():
            state.texts.pop("count", None)
        return state

    def stored(self) -> CountState:
        return replace(self, begun=self.fields())

    def copy(self) -> CountState:
        return replace(self, texts=dict(self.texts), cells=dict(self.cells), wrong=dict(self.wrong))

    def fields(self) -> dict[str, object]:
        given: dict[str, object] = {name: text for name, text in self.texts.items() if text.strip()}
        if self.cells or self.wrong:
            wrong = [write_cell(cell, 1).removesuffix("1") + self.wrong[cell] for cell in sorted(self.wrong)]
            given["cells"] = [write_cell(cell, self.cells[cell]) for cell in sorted(self.cells)] + wrong
        if self.ages:
            given["ages"] = list(self.ages)
        if self.bands:
            given["bands"] = list(self.bands)
        return given

    def take_typed(self, before: CountState, typed: CountState) -> None:
        """What was typed since `before` stands over what is here."""
        self.texts = _newer(self.texts, before.texts, typed.texts)
        self.cells = _newer(self.cells, before.cells, typed.cells)
        self.wrong = _newer(self.wrong, before.wrong, typed.wrong)
        self.bands = self.bands if typed.bands == before.bands else typed.bands
        self.removed = self.removed or typed.removed

    def take_numbers(self, newer: CountState) -> None:
        """Replace all numbers by those of `newer`; the notes of both are joined."""
        notes = dict.fromkeys(
            one.texts["notes"].strip() for one in (self, newer) if one.texts.get("notes", "").strip()
        )
        kept = {name: text for name, text in self.texts.items() if name in _WHERE}
        self.texts = {name: text for name, text in newer.texts.items() if name not in _WHERE} | kept
        self.texts |= {"notes": "; ".join(notes)} if notes else {}
        self.cells, self.wrong, self.bands = dict(newer.cells), dict(newer.wrong), newer.bands
        self.ages = newer.ages

    def typed(self) -> CountTyped:
        return CountTyped(self.record, self.fields(), self.removed)

    def is_changed(self) -> bool:
        return self.removed or self.begun is None or self.fields() != self.begun

    def is_made_by_cells(self) -> bool:
        """Whether the total says no more than the cells do: it then follows them."""
        return (
            bool(self.cells)
            and self.number("count") == self.placed()
            and not any(self.texts.get(name) for name in ("women", "men", "another"))
        )

    def number(self, name: str) -> int | None:
        """A number that was typed; None where it is none."""
        return whole_number(self.texts.get(name, ""))

    def cube(self) -> HeadCube:
        """The cube that is typed; raises CubeRefused where numbers contradict."""
        cells = [write_cell(cell, number) for cell, number in self.cells.items()]
        given = {name: self.number(name) for name in NUMBERS if name != "count"}
        cube = head_cube(
            self.number("count"), cells, self.ages, youth_band=self.texts.get("youth_band"), **given
        )
        refuse_contradictions(cube)
        return cube

    def shown(self) -> dict[Cell, int]:
        """Every cell's number, the rest as "not recorded"; only what was typed where numbers contradict."""
        try:
            cube = self.cube()
        except CubeRefused:
            return dict(self.cells)
        crossed = HeadCube(cube.total, cube.crossed, cube.sexes)
        return {cell: number for cell, number in crossed.table("sex", "age", "disability").items() if number}

    def placed(self) -> int:
        return sum(self.cells.values())

    def rows(self) -> tuple[AgeBand, ...]:
        """The age rows: those chosen or usual, and any with a number, youngest first."""
        chosen = {
            band
            for token in (self.bands or USUAL_ROWS)
            if (band := _band(token)) is not None and band.recorded
        }
        held = {cell.age for cell in self.cells if cell.age.recorded}
        return (*sorted(chosen | held), UNKNOWN_AGE)

    def set_cell(self, cell: Cell, text: str) -> None:
        """Type into a cell; what is no number is kept as typed, nothing and 0 empty it."""
        words = text.strip()
        number = 0 if words in _NOTHING else whole_number(words)
        self.cells.pop(cell, None)
        self.wrong.pop(cell, None)
        if number is None or number < 0:
            self.wrong[cell] = words
        elif number:
            self.cells[cell] = number

    def place_rest(self) -> None:
        """Put everybody who stands in no cell into "not recorded" cells."""
        self.cells = {cell: number for cell, number in self.shown().items() if number}


def _newer(
    here: Mapping[Key, Value], before: Mapping[Key, Value], typed: Mapping[Key, Value]
) -> dict[Key, Value]:
    """`here`, with the entries in which `typed` differs from `before`."""
    changed = {key for key in {*before, *typed} if before.get(key) != typed.get(key)}
    kept = {key: value for key, value in here.items() if key not in changed}
    return kept | {key: value for key, value in typed.items() if key in changed}


def _cells(value: object) -> dict[Cell, int]:
    found: dict[Cell, int] = {}
    for text in _texts(value):
        try:
            cell, number = read_cell(text)
        except CubeRefused:
            continue
        if number:
            found[cell] = found.get(cell, 0) + number
    return found


def _wrong(value: object) -> dict[Cell, str]:
    found: dict[Cell, str] = {}
    for text in _texts(value):
        where, _colon, words = text.partition(":")
        try:
            read_cell(text)
        except CubeRefused:
            try:
                found[read_cell(f"{where}:1")[0]] = words
            except CubeRefused:
                continue
    return found


def _texts(value: object) -> tuple[str, ...]:
    return tuple(str(one) for one in value) if isinstance(value, list | tuple) else ()


def _band(token: str) -> AgeBand | None:
    try:
        return read_band(token)
    except ValueError:
        return None


_KNOWN = {str(one.value): one.label for one in AgeCell}


def band_words(band: AgeBand) -> str:
    """Under 15, 16–17, 36 and over, Not recorded."""
    if band.recorded and band.low == band.high:
        return f"{band.low}\u2009"  # a name at the left of its row, not a number at the right
    if band.token in _KNOWN:
        return _(_KNOWN[band.token])
    if band.token.startswith("under_"):
        return _("Under {age}").format(age=band.high + 1)
    if band.token.endswith("_over"):
        return _("{age} and over").format(age=band.low)
    return f"{band.low}–{band.high}"


def read_bands(text: str) -> tuple[tuple[str, ...], str]:
    """Read bands such as "under 18, 18-24, 36 and over": their tokens, and the part not understood."""
    tokens: list[str] = []
    for part in text.replace(";", ",").split(","):
        words = part.strip().lower().replace("–", "-").replace(" ", "")
        if not words:
            continue
        for sign in ("andover", "+", "andmore", "over"):
            if words.endswith(sign):
                words = f"{words.removesuffix(sign)}_over"
        words = words.replace("under", "under_").replace("<", "under_").replace("-", "_").replace("__", "_")
        band = _band(words)
        if band is None or not band.recorded:
            return tuple(tokens), part.strip()
        tokens.append(band.token)
    return tuple(tokens), ""


def counts_over(
    sent: Sequence[CountState], now: Sequence[CountState], stored: Sequence[CountState]
) -> list[CountState]:
    """Stored head counts with what was typed since they were sent; new ones are matched by position."""
    known = {one.record for one in sent}
    drafted = [one for one in stored if one.record is None]
    new = iter(drafted or [one for one in stored if one.record not in known])
    found = [one.copy() for one in stored]
    places = {id(one): at for at, one in enumerate(stored)}
    by_record = {one.record: at for at, one in enumerate(stored) if one.record is not None}
    for before, typed in zip(sent, now, strict=False):
        at = by_record.get(before.record) if before.record is not None else None
        if before.record is None and is_counted(before.fields()) and not before.removed:
            at = next((places[id(one)] for one in new), None)
        if (typed.fields(), typed.removed) == (before.fields(), before.removed):
            continue
        if at is None:
            found.append(typed.copy())
        else:
            found[at].take_typed(before, typed)
    return [*found, *(one.copy() for one in now[len(sent) :])]
