"""What can be chosen in a field: tokens by their labels, codes by their names in every script they have."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from prossce_desktop.domain.model.codes import Token
from prossce_desktop.domain.model.fields import Field, FieldKind
from prossce_desktop.language.messages import _, language
from prossce_desktop.reference import code_lists
from prossce_desktop.ui.parts.choice_field import Choice

YES, NO = "yes", "no"


def choices_of(field: Field, country: str = "") -> tuple[Choice, ...]:
    """The choices of a field; provinces are those of `country`, all where it is not known."""
    if field.kind is FieldKind.yes_no:
        return (Choice(YES, _("Yes")), Choice(NO, _("No")))
    if field.kind is FieldKind.choice:
        return choices_among(field.choices)
    if field.shown.codes == "province":
        return provinces(country)
    return codes(field.shown.codes or "")


def choices_among(tokens: Iterable[Token]) -> tuple[Choice, ...]:
    """These tokens by their labels."""
    return tuple(Choice(str(one.value), _(one.label)) for one in tokens)


def codes(name: str) -> tuple[Choice, ...]:
    """A code list in its own order; targets and occupations with their numbers, which people know them by."""
    return _codes_in(name, language())


@lru_cache
def _codes_in(name: str, _spoken: str) -> tuple[Choice, ...]:
    if name not in code_lists.FILES:
        return ()
    numbered = "{code}  {name}".format
    return tuple(
        Choice(
            one.code,
            numbered(code=one.code, name=_(one.name)) if one.code[:1].isdigit() else _(one.name),
            one.text,
        )
        for one in code_lists.codes(name)
    )


@lru_cache
def provinces(country: str) -> tuple[Choice, ...]:
    """Siem Reap  សៀមរាប: both names, found by either and by older ones."""
    found = code_lists.provinces(country or None)
    return tuple(
        Choice(one.code, _both(one.name, one.local_name), " ".join(one.other_names)) for one in found
    )


def _both(name: str, local: str) -> str:
    return f"{name}  {local}" if local and local != name else name


def chip_choices(field: Field) -> tuple[Choice, ...]:
    """Short words for chips: a target by its number, a theme by its name."""
    if field.shown.codes == "sdg_target":
        return tuple(
            Choice(one.code, _("SDG {number}").format(number=one.code), _(one.name))
            for one in code_lists.codes("sdg_target")
        )
    return choices_of(field)
