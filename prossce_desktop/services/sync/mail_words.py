"""The words of an e-mail with a package: anybody may read them, so small numbers are not said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from prossce_desktop.domain.counting.figures import CountRow, Figures, ShareRow
from prossce_desktop.domain.counting.small_cells import FEWEST, is_said, is_small
from prossce_desktop.exchange.header import Header
from prossce_desktop.language import formatting
from prossce_desktop.language.formatting import numbered
from prossce_desktop.language.messages import _, ngettext_
from prossce_desktop.reports import figure_sentences


def subject(header: Header, device: str = "") -> str:
    """The subject. `device`: whose package it is, where the office has several laptops."""
    if device:
        said = _("ProSSCE data of {office} for {laptop}, package {number}")
    else:
        said = _("ProSSCE data of {office}, package {number}")
    said = said.format(office=header.office, laptop=device, number=header.number)
    if header.parts == 1:
        return said
    # Translators: end of the subject of an e-mail: which part of a package, for example “(2 of 3)”
    return said + " " + _("({n} of {all})").format(n=header.part, all=header.parts)


def opening(header: Header, receiver: str, device: str = "") -> str:
    """The first sentence. `device`: the only laptop that can open it, where there are several."""
    said = _("This e-mail has the data of {office} for {receiver}.").format(
        office=header.office, receiver=receiver
    )
    if not device:
        return said
    return said + " " + _("Only this laptop can open it: {laptop}.").format(laptop=device)


def asking(header: Header, receiver: str) -> str:
    """The first sentence of a first package without records."""
    return _(
        "This e-mail has the first package of {office}. It asks {receiver} to let this laptop in: {laptop}."
    ).format(office=header.office, receiver=receiver, laptop=named(header.name, header.officer))


def named(device: str, officer: str) -> str:
    """KH-40b12e, Chan Dara."""
    return ", ".join(part for part in (device, officer) if part)


def closing() -> str:
    """The last sentence."""
    return _(
        "Only the receiving office can open the package, with ProSSCE Desktop. The receipt will show that "
        "the package arrived."
    )


def news(made: Mapping[str, int], changed: int, *, answered: bool, first: bool = False) -> str:
    """What is new since the last receipt. `made`: new records by kind; `first`: nothing was sent before."""
    activities, people, parts_taken = (made.get(kind, 0) for kind in ("activity", "person", "participation"))
    others = sum(made.values()) - activities - people - parts_taken
    parts = [
        (activities, ngettext_("{n} activity", "{n} activities", activities), formatting.number(activities)),
        (people, ngettext_("{n} person", "{n} people", _spoken(people)), number(people)),
        (
            parts_taken,
            ngettext_("{n} participation", "{n} participations", _spoken(parts_taken)),
            number(parts_taken),
        ),
        (others, ngettext_("{n} other record", "{n} other records", _spoken(others)), number(others)),
        (changed, ngettext_("{n} correction", "{n} corrections", _spoken(changed)), number(changed)),
    ]
    said = [words.format(n=shown) for count, words, shown in parts if count]
    if not said:
        return (
            _("Nothing is new since the last receipt.")
            if answered
            else _("This package contains no new records.")
        )
    if answered:
        words = _("New since the last receipt: {parts}.")
    else:
        words = (
            _("In this first package: {parts}.") if first else _("No receipt yet. In this package: {parts}.")
        )
    return words.format(parts=", ".join(said))


def summary(figures: Figures, printed: Figures, office: str) -> list[str]:
    """The figures in lines, none of the sample; `printed`: the same without what must not be said."""
    if figures.sample:
        return []
    period = figure_sentences.period_name(figures.period)
    where = figure_sentences.where(figures) if figures.countries else office
    counts = map(_count, figures.counts, printed.counts)
    return [
        f"{where}, {figure_sentences.in_sentence(period)}",
        *_reach(figures, printed),
        *counts,
        *_shares(figures, printed),
    ]


def state(code: str) -> str:
    """The records as they are, for comparing by telephone."""
    return _("Check code of the data: {code}").format(code=code)


def number(n: int) -> str:
    """A number of people as it may be said."""
    return _("fewer than {n}").format(n=formatting.number(FEWEST)) if is_small(n) else formatting.number(n)


def _spoken(n: int) -> int:
    """The number that the word behind it follows: fewer than 5 people."""
    return FEWEST if is_small(n) else n


def _said(number_of: int, printed: int) -> str:
    """A number as it may be said: a small one by its bound, one that would give another away not at all."""
    if is_said(printed):
        return formatting.number(printed)
    return (
        number(number_of)
        if is_small(number_of)
        else _("not shown, because another number is {few}").format(few=number(1))
    )


def _reach(figures: Figures, printed: Figures) -> Iterator[str]:
    whole, ours = figures.reach.whole, printed.reach.whole
    if is_said(ours.lower + ours.upper):
        said = figure_sentences.between_in_words(whole)
    elif whole.lower == whole.upper or is_small(whole.upper):
        said = _said(whole.upper, ours.upper)
    else:
        low, high = (
            _said(whole.lower, ours.lower),
            figure_sentences.upper_end(whole) if is_said(ours.upper) else _said(whole.upper, ours.upper),
        )
        said = _("{low} to {high}").format(low=low, high=high)
    yield _("People reached: {number}").format(number=said)


def _count(row: CountRow, printed: CountRow) -> str:
    activities = numbered("{n} activity", "{n} activities", row.activities)
    said = (
        figure_sentences.counted(row.value, row.qualifier)
        if is_said(printed.value)
        else _said(row.value, printed.value)
    )
    basis = figure_sentences.of_basis(_spoken(row.value) if row.value < FEWEST else row.value, row.basis)
    return (
        f"{figure_sentences.kind(row.kind)}, {figure_sentences.country(row.country)}: {said} {basis} "
        f"({activities})"
    )


def _shares(figures: Figures, printed: Figures) -> Iterator[str]:
    for row, ours in zip(figures.shares, printed.shares, strict=True):
        if row.all_countries and row.value is not None:
            yield f"{_(figure_sentences.SHARES[row.id])}: {_share(row, ours)}"


def _share(row: ShareRow, printed: ShareRow) -> str:
    if printed.value is None:
        unsaid = _("not shown, because the other numbers are {few}").format(few=number(1))
        return number(row.numerator) if is_small(row.numerator) else unsaid
    words = (
        _("{n} of {all}, {share}")
        if printed.denominator == printed.all
        else _("{n} of {all} recorded, {share}")
    )
    return words.format(
        n=formatting.number(printed.numerator),
        all=figure_sentences.beneath(printed),
        share=figure_sentences.share(printed),
    )
