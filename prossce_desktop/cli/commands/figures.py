"""figures: counts, reach, funnel, rates and shares of a period."""

from __future__ import annotations

import argparse
import datetime as dt

from prossce_desktop import app
from prossce_desktop.cli.command_parts.arguments import Arguments, Command, CommandOutput
from prossce_desktop.domain.model.codes import ActivityKind, Country, Token
from prossce_desktop.errors import ValueRefused, WrongUse
from prossce_desktop.language.messages import _
from prossce_desktop.services.reporting import counted_figures

DIMENSIONS = ("sex", "age", "disability", "province", "year")


def takes_period(parser: argparse.ArgumentParser) -> None:
    """The options that choose a period and countries, for every command that has them."""
    parser.add_argument("--from", dest="start", metavar="D", help="first day of the period, YYYY-MM-DD")
    parser.add_argument("--to", dest="end", metavar="D", help="last day of the period, YYYY-MM-DD")
    parser.add_argument(
        "--country", metavar="CC", action="append", default=[], help="only this country; can be repeated"
    )


def takes(parser: argparse.ArgumentParser) -> None:
    takes_period(parser)
    parser.add_argument(
        "--kind", action="append", default=[], help="only this kind of activity; can be repeated"
    )
    parser.add_argument("--by", default="", help="groups, with commas between them: " + ",".join(DIMENSIONS))


def run(asked: Arguments) -> CommandOutput:
    start, end = period_of(asked)
    kinds = [_one_of(ActivityKind, "kind", word, 40) for word in asked.kind]
    with app.opened(asked.workspace, asked.passphrase_file, writing=False) as store, store.read() as reading:
        found = counted_figures.figures(
            reading, start=start, end=end, countries=countries_of(asked), kinds=kinds, by=_by(asked.by)
        )
    return CommandOutput(found.as_json(), counted_figures.as_sentences(found))


def period_of(asked: Arguments) -> tuple[dt.date | None, dt.date | None]:
    """Both ends as days; raises ValueRefused for an impossible one, WrongUse where the end comes first."""
    start, end = _day("from", asked.start), _day("to", asked.end)
    if start is not None and end is not None and end < start:
        raise WrongUse(message=_("--to is before --from."))
    return start, end


def countries_of(asked: Arguments) -> list[str]:
    """The countries asked for, each once, in their order; raises ValueRefused for an unknown one."""
    return list(dict.fromkeys(_one_of(Country, "country", word.upper(), 20) for word in asked.country))


def _day(name: str, text: str | None) -> dt.date | None:
    if text is None:
        return None
    try:
        if len(text) == len("2024-01-01"):
            return dt.date.fromisoformat(text)
        return dt.date.fromisoformat("not a day")
    except ValueError:
        raise ValueRefused(
            field=name, said=_("“{value}” is not a date. Write it like YYYY-MM-DD.").format(value=text[:20])
        ) from None


def _one_of(known: type[Token], field: str, word: str, most: int) -> str:
    """The word, if it is a known one. Raises ValueRefused, which says at most so many letters of it."""
    if word not in list(known):
        said = _("“{value}” is not one of: {choices}.")
        raise ValueRefused(field=field, said=said.format(value=word[:most], choices=" ".join(known)))
    return word


def _by(text: str) -> tuple[str, ...]:
    asked = tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))
    for part in asked:
        if part not in DIMENSIONS:
            raise WrongUse(
                message=_("“{word}” cannot be used with --by. Use one of these: {dimensions}.").format(
                    dimensions=",".join(DIMENSIONS), word=part[:20]
                )
            )
    return asked


COMMAND = Command("figures", "show the figures: counts, people reached, funnel, rates and shares", takes, run)
