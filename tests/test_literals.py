"""What has a type is written through it: outside the released steps of the tables no bare number or word of it stands in the package."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

import prossce_desktop
from prossce_desktop.domain.model.scopes import SHARE_LEVELS, PersonalData
from prossce_desktop.domain.model.setting_keys import SettingKey
from prossce_desktop.domain.operations.action_kind import ActionKind
from prossce_desktop.domain.operations.package_status import PackageStatus
from tests.tools.figures import bare_values

PACKAGE = Path(prossce_desktop.__file__).parent
KINDS = {one.value for one in ActionKind}
NAMES = tuple(one.value for one in SettingKey if not one.isalpha())
"""`gone` and `reasons` are words of every day."""
LEVELS = "|".join(SHARE_LEVELS)
PERSONAL_DATA = {one.value for one in PersonalData}
ON_SETTINGS = re.compile(r"\b(?:from|into|update)\s+setting\b", re.IGNORECASE)
ON_TITLES = re.compile(r"\btitle\s+(?:NOT\s+)?LIKE\s+'[a-z]", re.IGNORECASE)


def sources(*homes: str) -> Iterator[tuple[str, str]]:
    """Files of the package and what stands in them; without those where the type is at home, and the released steps, which a later change of it must not change."""
    for file in sorted(PACKAGE.rglob("*.py")):
        name = file.relative_to(PACKAGE).as_posix()
        if not name.startswith(("store/migrations/", *homes)):
            yield name, file.read_text(encoding="utf-8")


def lines_with(pattern: str, *homes: str) -> list[str]:
    """Lines that match."""
    lines = ((f"{name}:{n}", line) for name, text in sources(*homes) for n, line in enumerate(text.splitlines(), 1))
    return [f"{place}: {line.strip()}" for place, line in lines if re.search(pattern, line)]


def bare_action_kinds(tree: ast.AST) -> list[int]:
    """Given to an action or a title, compared with one's code, or looked for in the log."""
    found = [one.lineno for one in texts(tree) if ON_TITLES.search(str(one.value))]
    for one in ast.walk(tree):
        if isinstance(one, ast.Call) and one.args and called(one.func) in ("work", "_work", "Title"):
            found += [one.lineno] if isinstance(one.args[0], ast.Constant | ast.JoinedStr) else []
        if isinstance(one, ast.Compare) and {"code", "title"} & {called(part) for part in (one.left, *one.comparators)}:
            found += [part.lineno for part in ast.walk(one) if isinstance(part, ast.Constant) and part.value in KINDS]
    return found


def called(one: ast.expr) -> str:
    return one.attr if isinstance(one, ast.Attribute) else one.id if isinstance(one, ast.Name) else ""


def texts(tree: ast.AST) -> Iterator[ast.Constant]:
    """Texts of the code, without docstrings."""
    told = {id(one.value) for one in ast.walk(tree) if isinstance(one, ast.Expr)}
    return (one for one in ast.walk(tree) if isinstance(one, ast.Constant) and isinstance(one.value, str) and id(one) not in told)


def statements_on_settings(tree: ast.AST) -> list[int]:
    return [one.lineno for one in texts(tree) if ON_SETTINGS.search(str(one.value))]


def bare_keys(tree: ast.AST) -> list[int]:
    return [one.lineno for one in texts(tree) if str(one.value).startswith(NAMES)]


def bare_share_levels(tree: ast.AST) -> list[int]:
    return bare_values(tree, "share", SHARE_LEVELS)


def bare_personal_data(tree: ast.AST) -> list[int]:
    return bare_values(tree, "personal", PERSONAL_DATA)


def test_only_op_id_knows_how_an_id_is_made_of_source_and_number() -> None:
    assert lines_with(r"(<<|>>) ?24\b", "domain/operations/op_id.py") == []
    number = r"\b16_?777_?21[56]\b|0x00?[fF]{6}\b"  # which is Qt's largest width too
    assert lines_with(number, "domain/operations/op_id.py", "ui") == []


def test_the_states_of_operations_and_values_stand_by_their_names() -> None:
    compared = r"\bstate\)? *(=|==|<>|!=|<|>|<=|>=|IN|in) *[\[({]?[0-9]"
    inserted = r"INTO (op|edit)\(.*\bstate\).*, [0-9]\)"
    assert lines_with(rf"{compared}|{inserted}", "domain/operations/op_state.py") == []


def test_what_became_of_a_package_stands_by_its_name() -> None:
    words = "|".join(PackageStatus)
    compared = rf"""\bstatus\b *(=|==|<>|!=|IN|in|not in|NOT IN) *[\[({{]?["']({words})["']"""
    own = rf"""["']({PackageStatus.known}|{PackageStatus.for_later}|{PackageStatus.quarantined})["']"""
    assert lines_with(rf"{compared}|{own}", "domain/operations/package_status.py") == []


@dataclass(frozen=True)
class Bare:
    """A literal that has a type: how it is found, what stands in every file that can hold one, and where the type is at home."""

    finds: Callable[[ast.AST], list[int]]
    among: re.Pattern[str]
    home: str = " "

    def lines(self, text: str) -> list[int]:
        return self.finds(ast.parse(text)) if self.among.search(text) else []


KIND = rf"""["']({"|".join(sorted(KINDS))})["']"""
COMPARED = rf"\b(title|code)\b\)*\s*(==|!=|(not\s+)?in\b)|{KIND}.*\b(title|code)\b"
BARE = {
    "statement on settings": Bare(statements_on_settings, re.compile(r"\bsetting\b"), "store/db/settings.py"),
    "key of a setting": Bare(bare_keys, re.compile(rf"""["'}}]({"|".join(map(re.escape, NAMES))})"""), "domain/model/setting_keys.py"),
    "share level": Bare(bare_share_levels, re.compile(rf"""share.*["']({LEVELS})["']|["']({LEVELS})["'].*share""", re.DOTALL)),
    "personal data of a file": Bare(bare_personal_data, re.compile(rf"""["']({"|".join(PERSONAL_DATA)})["']""")),
    "kind of an action": Bare(bare_action_kinds, re.compile(rf"""\b(work|Title)\(\s*f?["']|(?i:\btitle\s.*\blike)|{COMPARED}""")),
}


@pytest.mark.slow
@pytest.mark.parametrize("what", BARE)
def test_what_has_a_type_is_no_bare_word(what: str) -> None:
    bare = BARE[what]
    assert [f"{name}:{line}" for name, text in sources(bare.home) for line in bare.lines(text)] == []


@pytest.mark.parametrize(
    ("what", "code"),
    [
        ("statement on settings", 'db.execute("DELETE FROM setting WHERE name = ?", (key,))'),
        ("statement on settings", 'db.execute(f"SELECT value FROM setting WHERE name = {key}")'),
        ("key of a setting", 'NAME = "exchange:arrived"'),
        ("key of a setting", 'store.settings.note(f"people.columns.{kind}", value)'),
        ("share level", 'invite(store, share="names")'),
        ("share level", 'if device.share == "codes": pass'),
        ("share level", 'share: str = "codes"'),
        ("personal data of a file", 'if wanted.personal != "none": pass'),
        ("personal data of a file", 'report(personal="all" if everything else level)'),
        ("kind of an action", 'store.work("new", 1)'),
        ("kind of an action", 'store.work(f"pair-{verdict}", 1)'),
        ("kind of an action", 'if title.code in ("undo", "redo"): pass'),
        ("kind of an action", """db.execute("SELECT 1 FROM op WHERE title LIKE 'fork %'")"""),
    ],
)
def test_a_literal_that_is_put_back_is_found(what: str, code: str) -> None:
    assert set(BARE[what].lines(code)) == {1}


def test_stored_keys_are_those_of_every_base_so_far() -> None:
    assert sorted(one.value for one in SettingKey) == [
        "copies:checked", "copies:reached", "copies:spoiled", "copies:trouble", "erasing:left-open", "erasing:looked-through",
        "erasing:unwiped", "exchange.held-back.", "exchange.packed.", "exchange.tried", "exchange:arrived", "exchange:asked-for-names",
        "exchange:erasures:", "exchange:latest:", "exchange:opened-invitation", "exchange:paper:", "exchange:refused", "exchange:taken-back:",
        "exchange:ticket", "exchange_folder", "fork:", "given-up:", "gone", "list.", "mail_box_takes", "people.columns.", "people.paste.",
        "people.unmarked.", "pictures:", "pictures:asked", "pinned ", "reasons", "recovery.unseen", "second-place", "wanted:",
    ]  # fmt: skip


def test_stored_words_of_actions_are_those_of_every_base_so_far() -> None:
    assert sorted(KINDS) == [
        "ages", "ages-mended", "answer", "ask", "bound", "bound-lifted", "close-question", "decide", "edit", "employers", "erase", "fork",
        "import", "joined", "kept", "new", "pair-different", "pair-open", "pair-same", "paste", "people", "people-removed", "read-change",
        "redo", "remove", "sample", "sample-removed", "shut-out", "undo",
    ]  # fmt: skip
