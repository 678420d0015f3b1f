"""The sentences beside the fields of a form; each stays until its own field is corrected."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from prossce_desktop.domain.model.fields import Field
from prossce_desktop.domain.problems import Problem, Severity
from prossce_desktop.language.messages import _
from prossce_desktop.services.records.references import NOT_IN_LIST
from prossce_desktop.ui.parts.field_frame import FieldFrame
from prossce_desktop.ui.records.problem_words import cure_words, in_words
from prossce_desktop.ui.records.row_grid_field import RowsField

_ORDER = (Severity.hard, Severity.soft, Severity.note)


class FormNotes:
    """The problems of the fields in `by_name`, and what other offices have or ask beside them."""

    def __init__(self, fields: Mapping[str, Field], by_name: Mapping[str, FieldFrame]) -> None:
        self._fields, self._by_name = fields, by_name
        self._problems: dict[str, tuple[Problem, ...]] = {}
        self._beside: dict[str, tuple[str, str]] = {}
        self._met: dict[str, tuple[str, str]] = {}

    def clear(self) -> None:
        """Nothing is said of any field."""
        self._problems, self._beside, self._met = {}, {}, {}
        for frame in self._by_name.values():
            frame.clear_problem()
            _mark_cells(frame, ())

    def of(self, name: str) -> Problem | None:
        """The gravest problem of a field."""
        return next(iter(self._problems.get(name, ())), None)

    def show_problems(self, problems: Sequence[Problem], reasons: Sequence[str]) -> None:
        """Show the gravest problem beside each field; of a small grid all equally grave ones, by row."""
        found: dict[str, tuple[Problem, ...]] = {}
        for name in self._by_name:
            mine = sorted(
                (one for one in problems if one.field == name), key=lambda one: _ORDER.index(one.severity)
            )
            if mine:
                found[name] = tuple(
                    one for one in mine if one.severity is mine[0].severity and (one.place or one is mine[0])
                )
        for name, frame in self._by_name.items():
            mine_now = found.get(name, ())
            _mark_cells(frame, mine_now)
            if not mine_now and (note := self._met.get(name) or self._beside.get(name)) is not None:
                said, link = note
                frame.set_problem(Severity.note, said, cure=link)
            elif not mine_now:
                frame.clear_problem()
            elif mine_now != self._problems.get(name) or not frame.has_problem():
                self._say(name, frame, mine_now, reasons)
        self._problems = found

    def _say(
        self, name: str, frame: FieldFrame, problems: tuple[Problem, ...], reasons: Sequence[str]
    ) -> None:
        first = problems[0]
        if first.code == NOT_IN_LIST:
            cure = _("Add as new record (Alt+N)")
        else:
            cure = cure_words(self._fields[name], first)
        words = "\n".join(dict.fromkeys(in_words(one) for one in problems))
        frame.set_problem(first.severity, words, cure=cure, reasons=tuple(reasons))

    def show_met(self, saved: Mapping[str, str]) -> None:
        """Show which value was saved while the field was typed in, with a link to use it."""
        said = _("“{saved}” was saved while you were working. Your text is not saved yet.")
        self._met = {
            name: (said.format(saved=words or _("nothing")), _("Use the saved value"))
            for name, words in saved.items()
        }
        for name in self._met.keys() - self._problems.keys():
            self._by_name[name].set_problem(Severity.note, self._met[name][0], cure=self._met[name][1])

    def take_met(self, name: str) -> bool:
        """Whether another value is said to be saved for a field; it is taken now."""
        return self._met.pop(name, None) is not None

    def show_beside(self, notes: Mapping[str, tuple[str, str]]) -> None:
        """Show a sentence and link of other offices by field; the field's own problem goes first."""
        before, self._beside = self._beside, dict(notes)
        for name in {*before, *notes} & self._by_name.keys() - self._problems.keys() - self._met.keys():
            if name in notes:
                self._by_name[name].set_problem(Severity.note, notes[name][0], cure=notes[name][1])
            else:
                self._by_name[name].clear_problem()

    def is_beside(self, name: str) -> bool:
        """Whether something of another office is said of a field."""
        return name in self._beside

    def first_stop(self) -> str | None:
        """The first field, from above, whose problem stops saving."""
        stops = {name for name, found in self._problems.items() if found[0].severity is not Severity.note}
        return next(
            (name for name in self._by_name if name in stops and not self._by_name[name].isHidden()), None
        )


def _mark_cells(frame: FieldFrame, problems: Sequence[Problem]) -> None:
    if isinstance(frame.editor, RowsField):
        frame.editor.show_problems(problems)
