"""A problem and its cure in the language of the screen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from prossce_desktop.domain.model.fields import Field, FieldKind
from prossce_desktop.domain.problems import Problem, Severity
from prossce_desktop.language import formatting
from prossce_desktop.language.formatting import numbered
from prossce_desktop.language.messages import _, ngettext_
from prossce_desktop.services.records import value_words

in_words = formatting.problem
"""The sentence with its values, here beside its cure."""


def with_label(label: str, problem: Problem) -> str:
    """The sentence away from its field: with the label before it, unless it names the field itself."""
    words = in_words(problem)
    if problem.names_its_field or not label:
        return words
    return _("{label}: {sentence}").format(label=label, sentence=words)


def cure_words(field: Field, problem: Problem) -> str:
    """Use 22 November; "" where no cure is known."""
    if problem.cure is None:
        return ""
    if field.kind is FieldKind.date:
        try:
            return _("Use {value}").format(value=formatting.short_day(dt.date.fromisoformat(problem.cure)))
        except ValueError:
            pass
    return _("Use {value}").format(value=value_words.words(None, field, problem.cure) or problem.cure)


def in_the_way_words(problems: Sequence[Problem], fields: Mapping[str, Field]) -> str:
    """What stops saving, with the first field's label; a field not in `fields` is the head count's."""
    n, first = len({one.field for one in problems}), problems[0]
    field = _(fields[first.field].shown.label) if first.field in fields else _("Head count")
    if first.severity is Severity.hard:
        words = ngettext_(
            "Cannot save: please correct “{field}”.", "Cannot save: {n} fields need correction, starting "
                                                      "with “{field}”.", n
        )  # fmt: skip
    else:
        words = ngettext_(
            "Not saved. Please check “{field}”.",
            "Not saved. Please check {n} fields, starting with “{field}”.",
            n,
        )
    return words.format(n=n, field=field)


def not_saved_words(rows: int) -> str:
    """How many rows of a grid are left out of its totals until they are corrected."""
    said = numbered(
        "{n} row is not saved yet: please correct it.",
        "{n} rows are not saved yet: please correct them.",
        rows,
    )
    return said
