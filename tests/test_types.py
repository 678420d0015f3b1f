"""What has a type is not written as a bare word: outside the released steps of the tables no such literal stands in the package."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

import prossce_desktop
from prossce_desktop.domain.model.scopes import SHARE_LEVELS
from prossce_desktop.domain.model.setting_keys import SettingKey
from prossce_desktop.domain.operations.action_kind import ActionKind

PACKAGE = Path(prossce_desktop.__file__).parent
ON_TITLES = re.compile(r"\btitle\s+(?:NOT\s+)?LIKE\s+'[a-z]", re.IGNORECASE)
KINDS = {one.value for one in ActionKind}
KEYS, ACCESSOR = "domain/model/setting_keys.py", "store/db/settings.py"
ON_SETTINGS = re.compile(r"\b(?:from|into|update)\s+setting\b", re.IGNORECASE)
NAMES = tuple(one.value for one in SettingKey if not one.isalpha())
"""`gone` and `reasons` are words of every day."""


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


def left(finds: Callable[[ast.AST], list[int]], among: Iterable[str], but: Iterable[str] = ()) -> list[str]:
    """Files and lines where it finds something; only files that hold one of these texts are looked at."""
    found: list[str] = []
    for file in sorted(PACKAGE.rglob("*.py")):
        name, text = file.relative_to(PACKAGE).as_posix(), file.read_text(encoding="utf-8")
        if not name.startswith("store/migrations/") and name not in but and any(one in text for one in among):
            found += [f"{name}:{line}" for line in finds(ast.parse(text))]
    return found


def texts(tree: ast.AST) -> Iterator[ast.Constant]:
    """Texts of the code, without docstrings."""
    told = {id(one.value) for one in ast.walk(tree) if isinstance(one, ast.Expr)}
    return (one for one in ast.walk(tree) if isinstance(one, ast.Constant) and isinstance(one.value, str) and id(one) not in told)


def statements_on_settings(tree: ast.AST) -> list[int]:
    return [one.lineno for one in texts(tree) if ON_SETTINGS.search(str(one.value))]


def bare_keys(tree: ast.AST) -> list[int]:
    return [one.lineno for one in texts(tree) if str(one.value).startswith(NAMES)]


def bare_share_levels(tree: ast.AST) -> list[int]:
    """A level given to, compared with or put into what is called `share`."""
    found: list[int] = []
    for one in ast.walk(tree):
        if isinstance(one, ast.keyword | ast.arg | ast.AnnAssign | ast.Compare):
            sides = {part.attr if isinstance(part, ast.Attribute) else getattr(part, "id", "") for part in ast.walk(one)}
            named = getattr(one, "arg", None) == "share" or "share" in sides
            levels = (part for part in ast.walk(one) if isinstance(part, ast.Constant) and part.value in SHARE_LEVELS)
            found += [part.lineno for part in levels if named]
    return found


def test_settings_are_read_and_written_by_one_accessor() -> None:
    assert left(statements_on_settings, ["setting"], but=[ACCESSOR]) == []


def test_every_key_of_a_setting_is_declared_once() -> None:
    assert left(bare_keys, NAMES, but=[KEYS]) == []


def test_share_levels_are_no_bare_words() -> None:
    assert left(bare_share_levels, [f'"{one}"' for one in SHARE_LEVELS]) == []


def test_kinds_of_actions_are_no_bare_words() -> None:
    assert left(bare_action_kinds, ["work(", "Title(", "code", "title"]) == []


@pytest.mark.parametrize(
    ("finds", "code"),
    [
        (statements_on_settings, 'db.execute("DELETE FROM setting WHERE name = ?", (key,))'),
        (statements_on_settings, 'db.execute(f"SELECT value FROM setting WHERE name = {key}")'),
        (bare_keys, 'NAME = "exchange:arrived"'),
        (bare_keys, 'store.note(f"people.columns.{kind}", value)'),
        (bare_share_levels, 'invite(store, share="names")'),
        (bare_share_levels, 'if device.share == "codes": pass'),
        (bare_share_levels, 'share: str = "codes"'),
        (bare_action_kinds, 'store.work("new", 1)'),
        (bare_action_kinds, 'store.work(f"pair-{verdict}", 1)'),
        (bare_action_kinds, 'if title.code in ("undo", "redo"): pass'),
        (bare_action_kinds, """db.execute("SELECT 1 FROM op WHERE title LIKE 'fork %'")"""),
    ],
)
def test_a_literal_that_is_put_back_is_found(finds: Callable[[ast.AST], list[int]], code: str) -> None:
    assert set(finds(ast.parse(code))) == {1}


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
