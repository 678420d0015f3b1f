"""CLI.md says what the command line does: its examples are run as they stand, and its words are those that the parser knows."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable
from pathlib import Path

import pytest

from prossce_desktop import errors
from prossce_desktop.cli.commands import NAMES, command
from prossce_desktop.cli.run import BUG
from prossce_desktop.domain.model import codes
from prossce_desktop.domain.model.fields import fields_of
from prossce_desktop.domain.model.record_kinds import ACTIVITY_KINDS, KINDS, PAIRS
from prossce_desktop.errors import computer
from prossce_desktop.errors.base import ProssceError
from prossce_desktop.services.commands.adding import COUNT_FIELDS, KIND_ALSO, OF_A_SHEET
from tests.laws.console import Console, Ran, Typed, typed_of
from tests.laws.pages import CLI, examples_of, rules_of

PAGE = CLI.read_text(encoding="utf-8")
EXAMPLES = examples_of(PAGE)
TYPED = [typed for one in EXAMPLES if one.language == "console" for typed in typed_of(one.rule, one.lines)]
USAGE = [line.split() for one in EXAMPLES if one.language == "usage" for line in one.lines]
OF_EVERY_COMMAND = {"--json", "--passphrase-file", "--help", "--version"}


@pytest.fixture(scope="module")
def transcript(tmp_path_factory: pytest.TempPathFactory) -> list[Ran]:
    """Every line of the page, typed in its order in one folder."""
    folder, console = tmp_path_factory.mktemp("typed"), Console()
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        return [console.run(one) for one in TYPED]


@pytest.mark.slow
@pytest.mark.parametrize("section", rules_of(PAGE))
def test_a_section_of_the_page_is_what_the_program_does(transcript: list[Ran], section: str) -> None:
    ran = [one for one in transcript if one.typed.rule == section]
    assert ran or section == "CLI3"
    assert [f"{one.typed.line}: {one.difference}" for one in ran if one.difference] == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("answer", "status", "difference"),
    [
        ('{"activities":13,"people":0,"already_there":false}', 0, ""),
        ('{"activities":…,"people":0,"already_there":false}', 0, ""),
        ('{"activities":12,"people":0,"already_there":false}', 0, "answer.activities"),
        ('{"activities":13,"people":0}', 0, "only here ['already_there']"),
        ('{"activities":13,"people":0,"already_there":false,"more":1}', 0, "only on the page ['more']"),
        ('{"activities":13,"people":0,"already_there":0}', 0, "answer.already_there"),
        ('{"activities":13,"people":0,"already_there":false}', 5, "exit 0, on the page 5"),
    ],
)
def test_an_answer_that_differs_from_the_page_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: str, status: int, difference: str
) -> None:
    monkeypatch.chdir(tmp_path)
    console = Console()
    console.run(Typed("CLI4", "prossce-desktop init kh --country KH --office A --officer B --no-encryption", (), 0))
    found = console.run(Typed("CLI5", "prossce-desktop sample kh --json", (answer,), status)).difference
    assert difference in found and bool(found) is bool(difference)


# --- every word of the parser stands on the page, and the other way round


def parser_of(name: str) -> argparse.ArgumentParser:
    """A command's own words, without those that every command takes."""
    parser = argparse.ArgumentParser(add_help=False)
    known = command(name)
    assert known is not None
    known.takes(parser)
    return parser


def options_known(name: str) -> set[str]:
    return {option for action in parser_of(name)._actions for option in action.option_strings}


def subcommands_known(name: str) -> set[str]:
    return {word for action in parser_of(name)._actions if action.dest == "what" for word in str(action.metavar).split("|")}


def usage_of(name: str) -> list[list[str]]:
    return [words for words in USAGE if words[1:2] == [name]]


@pytest.mark.rule("CLI1")
def test_the_page_has_a_usage_of_every_command_and_of_no_other() -> None:
    on_page = {words[1] for words in USAGE if len(words) > 1 and words[1] != "COMMAND" and not words[1].startswith("--")}
    assert on_page == set(NAMES)
    assert all(words[0] == "prossce-desktop" and words[2] == "W" for name in NAMES for words in usage_of(name))


@pytest.mark.parametrize("name", NAMES)
def test_the_options_and_subcommands_of_a_command_are_those_on_the_page(name: str) -> None:
    options = {option for words in usage_of(name) for option in re.findall(r"--[a-z-]+", " ".join(words))}
    assert options - OF_EVERY_COMMAND == options_known(name)
    if subcommands_known(name):
        assert {words[3] for words in usage_of(name)} == subcommands_known(name)
        assert len(usage_of(name)) == len(subcommands_known(name))
    else:
        assert len(usage_of(name)) == 1


@pytest.mark.parametrize("name", NAMES)
def test_a_choice_on_the_page_is_the_parsers(name: str) -> None:
    text = " ".join(" ".join(words) for words in usage_of(name))
    for action in parser_of(name)._actions:
        if action.option_strings and action.choices and action.option_strings[0] != "--for":
            assert f"{action.option_strings[0]} {'|'.join(map(str, action.choices))}]" in text


def test_every_command_and_subcommand_is_typed_with_success_somewhere() -> None:
    done = {tuple(one.line.split()[1:4]) for one in TYPED if one.status == 0 and one.line.startswith("prossce-desktop")}
    for name in NAMES:
        for what in subcommands_known(name) or {""}:
            assert any(words[0] == name and (not what or words[2:] == (what,)) for words in done), (name, what)


# --- tables


def rows(section: str) -> list[list[str]]:
    """The table of a section, without its heading."""
    text = PAGE.split(f"## {section}.")[1].split("\n## ")[0]
    lines = [line for line in text.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def words_in(cell: str) -> list[str]:
    return re.findall(r"`(\w+)`", cell)


def every_subclass(of: type[ProssceError]) -> Iterable[type[ProssceError]]:
    for one in of.__subclasses__():
        yield one
        yield from every_subclass(one)


@pytest.mark.rule("CLI2")
def test_the_exit_statuses_are_those_that_an_error_can_have() -> None:
    """6 and 7 are no errors: `package read` and `check` say them."""
    assert errors.WrongUse.exit_status == 2 and computer.ComputerError.exit_status == 8
    raised = {one.exit_status for one in every_subclass(ProssceError)} | {ProssceError.exit_status}
    assert {int(row[0]) for row in rows("CLI2")} == {0, BUG, 6, 7, *raised}


@pytest.mark.rule("CLI3")
def test_the_tokens_are_those_of_the_declarations() -> None:
    declared = {
        "country": codes.Country, "activity kind": codes.ActivityKind, "status": codes.Status, "basis": codes.Basis, "qualifier": codes.Qualifier,
        "channel": codes.Channel, "sex": codes.Sex, "age": codes.AgeCell, "disability": codes.Disability, "stage": codes.Stage, "our part": codes.OurPart,
    }  # fmt: skip
    page = {row[0]: [word for word in words_in(row[1]) if word != "null"] for row in rows("CLI3")}
    assert set(page.pop("mode")) == {str(one.value) for one in codes.Mode}
    assert {name: set(words) for name, words in page.items()} == {name: {str(one.value) for one in kind} for name, kind in declared.items()}


@pytest.mark.rule("CLI6")
def test_the_fields_of_each_kind_are_those_of_its_declaration() -> None:
    """`kept` holds the reasons that the window asks for."""
    also = {kind: word for word, kind in KIND_ALSO.items()}
    page: dict[str, set[str]] = {}
    for kinds, fields in rows("CLI6"):
        for kind in words_in(kinds):
            page.setdefault(kind, set()).update(words_in(fields))
    declared = {also.get(kind, kind): {one.name for one in fields_of(made)} - {"kept"} for kind, made in KINDS.items() if kind not in {*PAIRS, "attachment"}}
    for kind in ACTIVITY_KINDS:
        declared[kind] |= set(COUNT_FIELDS)
    declared["person"] |= set(OF_A_SHEET)
    assert page == declared


def test_sections_are_numbered_in_their_order() -> None:
    assert rules_of(PAGE) == [f"CLI{n}" for n in range(1, len(rules_of(PAGE)) + 1)]
