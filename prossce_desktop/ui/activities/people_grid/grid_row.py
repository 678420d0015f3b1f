"""A row of the people grid: its cells, the records behind it, and what is still only typed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from prossce_desktop.domain.input.accepted_doubts import doubt_covering, doubts_withheld, merged_doubts
from prossce_desktop.domain.model.ages import age_on
from prossce_desktop.domain.model.fields import AcceptedDoubt
from prossce_desktop.domain.problems import Problem, Severity
from prossce_desktop.domain.text.folding import fold
from prossce_desktop.language.messages import _
from prossce_desktop.services.people.people_sheet import OpenPair, SheetRow
from prossce_desktop.services.records.unnamed_people import erased_words, nameless
from prossce_desktop.ui.activities.people_grid.grid_cell import PeopleCell, Understanding, in_words
from prossce_desktop.ui.records.draft_content import accepted_doubts_in


@dataclass(slots=True, eq=False)
class GridRow:
    """One line; unsaved without a `participation`. `dirty`: columns typed in and not saved yet."""

    cells: dict[str, PeopleCell] = field(default_factory=dict)
    person: int | None = None
    participation: int | None = None
    known: str = ""
    pairs: tuple[OpenPair, ...] = ()
    same_as: int | None = None
    """The record in an earlier row that is the same person; the two are counted once."""
    dirty: set[str] = field(default_factory=set)
    shown_age: int | None = None
    is_erased: bool = False
    """The person was erased: the age is known, not the birth."""
    by_set: str | None = None
    """What the six answers give, as it is saved."""
    withheld: frozenset[str] = frozenset()
    """Columns withheld here, so not editable; `accepted` among them: doubts are settled elsewhere."""
    refusal: str = ""
    """Why the last save of the row was refused, in words."""
    block: int = 0
    """The paste that brought the row; 0 for none."""
    folded: str = ""
    """What the row is found by; made again when it is empty."""
    tally: tuple[int, ...] | None = None
    """What the row adds to the totals; None: to be counted again."""
    accepted: tuple[AcceptedDoubt, ...] = ()
    """Every reason that was given about the row."""
    keeping: tuple[AcceptedDoubt, ...] = ()
    """Those that are not saved yet."""

    def text(self, key: str) -> str:
        cell = self.cells.get(key)
        return cell.text if cell is not None else ""

    def called(self) -> str:
        """The name, or what stands for one that was erased or is not on this computer."""
        if self.is_erased:
            return self.text("name") or erased_words()
        if "name" not in self.withheld or self.person is None:
            return self.text("name")
        return self.text("latin_name") or nameless(
            self.person, self.value("country"), self.value("sex"), self.value("age")
        )

    def value(self, key: str) -> object:
        cell = self.cells.get(key)
        return cell.value if cell is not None else None

    @property
    def is_empty(self) -> bool:
        return (
            self.participation is None
            and self.person is None
            and not any(one.text for one in self.cells.values())
        )

    @property
    def has_name(self) -> bool:
        return bool(self.value("name"))

    @property
    def lacks_name(self) -> bool:
        """It cannot be saved as it is: there is no name in it, or what was one was taken out."""
        return not self.has_name and (
            (self.participation is None and self.person is None) or "name" in self.dirty
        )

    def ask_for_name(self) -> None:
        """Say beside the row that it lacks a name, unless what stands there was not understood."""
        if self.lacks_name and not self.is_empty and "name" not in self.lost:
            self.refusal = _("A name is needed")

    @property
    def lost(self) -> dict[str, str]:
        """Texts that no record holds, since they could not be understood."""
        return {key: one.text for key, one in self.cells.items() if one.is_lost}

    def is_typed(self, key: str) -> bool:
        """Whether what stands in a cell is in no record."""
        cell = self.cells.get(key)
        return key in self.dirty or (
            cell is not None and (cell.is_lost or (self.participation is None and bool(cell.text)))
        )

    def changed(self) -> None:
        """Something in it is another now: what was worked out from it is forgotten."""
        self.folded, self.tally = "", None

    def found_by(self) -> str:
        """Names and numbers in one folded line, for finding in the list."""
        if not self.folded:
            numbers = f"{self.text('phone')} {self.value('phone') or ''} {self.text('national_id')}"
            words = fold(
                " ".join([self.called(), *(self.text(key) for key in ("latin_name", "province", "stage"))])
            )
            self.folded = f"{words} {numbers}"
        return self.folded

    def wanted(self) -> dict[str, object]:
        """The cells to be saved: every one with a value in a new row, the changed ones in a saved row."""
        if self.participation is None:
            return {
                key: one.value
                for key, one in self.cells.items()
                if one.value is not None or (key in self.dirty and not one.is_lost)
            }
        return {
            key: self.cells[key].value
            for key in self.dirty
            if key in self.cells and not self.cells[key].is_lost
        }

    def draft(self) -> dict[str, str]:
        """What a power cut would lose: all texts of a new row, unsaved ones of a saved row."""
        if self.participation is None:
            return {key: one.text for key, one in self.cells.items() if one.text}
        return {**self.lost, **{key: self.text(key) for key in self.dirty}}

    def reason(self, key: str) -> str:
        """Why the value of a cell is kept although it is asked about; "" where no reason covers it."""
        cell = self.cells.get(key)
        if cell is not None and cell.problem is not None:
            accepted = doubt_covering(cell.problem, self.accepted)
        else:
            accepted = None
        return accepted.reason if accepted is not None else ""

    def reasons(self) -> list[str]:
        """The reasons that cover something in the row."""
        if self.accepted:
            return list(dict.fromkeys(reason for key in self.cells if (reason := self.reason(key))))
        return []

    def doubts(self) -> dict[str, Problem]:
        """What is asked about and not settled, by column: values that stand in a record and may be right."""
        if doubts_withheld(self.withheld):
            return {}
        soft = {
            key: one.problem for key, one in self.cells.items() if one.problem is not None and one.is_keepable
        }
        if self.accepted:
            return {key: one for key, one in soft.items() if doubt_covering(one, self.accepted) is None}
        return soft

    def accept_doubt(self, accepted: AcceptedDoubt) -> None:
        """Settle what is asked about with a reason; it is saved with the row."""
        self.accepted = merged_doubts(self.accepted, [accepted])
        self.keeping = merged_doubts(self.keeping, [accepted])

    def give_reasons(self) -> tuple[AcceptedDoubt, ...]:
        """The reasons to be saved now; those whose value was changed again are dropped."""
        problems = [one.problem for one in self.cells.values() if one.problem is not None]
        given = tuple(
            one for one in self.keeping if any(doubt_covering(problem, (one,)) for problem in problems)
        )
        self.keeping = ()
        return given

    def withdraw_doubts(self, accepted: tuple[AcceptedDoubt, ...]) -> None:
        """These reasons could not be saved."""
        self.keeping = merged_doubts(accepted, self.keeping)

    def problem(self) -> tuple[Severity, str] | None:
        """The worst that is wrong with the row and not settled, in words for its last column."""
        if self.refusal:
            return Severity.hard, self.refusal
        wrong = [one.problem for one in self.cells.values() if one.problem is not None]
        shown = [one for one in wrong if doubt_covering(one, self.accepted) is None]
        for severity in (
            (Severity.hard,) if doubts_withheld(self.withheld) else (Severity.hard, Severity.soft)
        ):
            for one in shown:
                if one.severity is severity:
                    return severity, in_words(one)
        return None


@dataclass(frozen=True, slots=True, eq=False)
class RowBefore:
    """What stood in some cells of a row, and whose row it was."""

    row: GridRow
    cells: dict[str, PeopleCell | None]
    dirty: frozenset[str]
    person: int | None = None
    known: str = ""

    @classmethod
    def of(cls, row: GridRow, keys: Iterable[str]) -> RowBefore:
        cells = {key: row.cells.get(key) for key in keys}
        return cls(row, cells, frozenset(row.dirty & cells.keys()), row.person, row.known)

    def put_back(self) -> None:
        """Show it again; saved rows keep their person."""
        row = self.row
        for key, cell in self.cells.items():
            if cell is None:
                row.cells.pop(key, None)
            else:
                row.cells[key] = cell
        row.dirty = (row.dirty - self.cells.keys()) | self.dirty
        row.refusal = ""
        if row.participation is None:
            row.person, row.known = self.person, self.known
        elif row.lacks_name:
            row.ask_for_name()

    def is_typed(self) -> bool:
        """Whether what took the place of these cells is still there, and in no record."""
        return any(
            self.row.is_typed(key) and self.row.cells.get(key) is not cell for key, cell in self.cells.items()
        )


def of_sheet(line: SheetRow, how: Understanding) -> GridRow:
    made = GridRow(person=line.person, participation=line.participation)
    take(made, line, how)
    made.found_by()
    return made


def take(row: GridRow, line: SheetRow, how: Understanding) -> None:
    """Bring a row up to date with what is saved; cells typed in meanwhile and texts not understood stay."""
    row.dirty -= line.withheld  # it came meanwhile, and is not on this computer
    accepted = {
        key: one
        for key, one in row.cells.items()
        if (key in row.dirty or one.is_lost) and key not in line.withheld
    }
    row.person, row.participation = line.person, line.participation
    row.known, row.pairs, row.same_as = line.known, line.pairs, line.same_as
    row.shown_age, row.is_erased, row.withheld = line.shown_age, line.is_erased, line.withheld
    row.by_set = line.by_set
    before = row.cells
    row.cells = {}
    for key, value in line.values.items():
        row.cells[key] = how.stored(key, value)
        old = before.get(key)
        if old is not None and old.value == row.cells[key].value and old.problem is not None:
            row.cells[key].problem = old.problem
    for doubt in line.doubts:
        cell = row.cells.get(doubt.field)
        if cell is not None and cell.problem is None:
            cell.problem = doubt
    row.cells.update(accepted)
    row.accepted = merged_doubts(line.accepted, row.keeping)


def of_draft(typed: Mapping[str, object], how: Understanding) -> GridRow:
    made = GridRow()
    person = typed.get("person")
    made.person = person if isinstance(person, int) else None
    known = typed.get("known")
    made.known = known if isinstance(known, str) else ""
    made.keeping = made.accepted = tuple(accepted_doubts_in(typed))
    texts = typed.get("texts")
    type_into(made, texts if isinstance(texts, dict) else {}, how)
    return made


def type_into(row: GridRow, texts: Mapping[str, object], how: Understanding) -> RowBefore:
    """Put texts into cells as if they were typed; what stood there before."""
    before = RowBefore.of(row, texts)
    for key, text in texts.items():
        row.cells.update(how.read(key, str(text), row.cells))
        row.dirty.add(key)
    return before


def age_of(row: GridRow, how: Understanding) -> int | None:
    """The age on the first day: from the birth, else as typed; as worked out where the birth is withheld."""
    if row.is_erased or "birth" in row.withheld:
        return row.shown_age
    birth = row.value("birth")
    if birth and how.first_day is not None:
        try:
            age = age_on(str(birth), how.first_day)
        except ValueError:
            return None
        return age.years if age is not None and age.years >= 0 else None
    given = row.value("age")
    return given if isinstance(given, int) else None


def same_words(number: int) -> str:
    """`number`: the earlier row on this list."""
    return _("Same person as row {number}: counted once").format(number=number)


def duplicate_words(pair: OpenPair, number: int | None) -> str:
    """Likely the same as row 297: same phone. `number`: the other's row on this list."""
    who = (
        _("row {number}").format(number=number) if number is not None else pair.name or _("a recorded person")
    )
    if not pair.reason:
        return _("Probably the same as {who}").format(who=who)
    return _("Probably the same as {who}: {reason}").format(who=who, reason=pair.reason)
