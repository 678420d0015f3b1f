"""The layer drawing is a test; so are the size of files and the environment the program may import at its start."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.statements import statements

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "prossce_desktop"


@pytest.mark.slow
def test_imports_point_down_only() -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    said = subprocess.run([linter], cwd=ROOT, capture_output=True, text=True, check=False)
    assert said.returncode == 0, said.stdout


def test_no_folder_holds_more_than_32_files() -> None:
    folders = Counter(one.parent.relative_to(ROOT) for one in PACKAGE.rglob("*.py") if one.name != "__init__.py")
    assert not {name: n for name, n in folders.items() if n > 32}


def test_no_class_name_stands_for_two_things() -> None:
    texts = (one.read_text(encoding="utf-8") for one in PACKAGE.rglob("*.py"))
    names = Counter(name for text in texts for name in re.findall(r"^ *class (\w+)[(:\[]", text, re.MULTILINE))
    assert not {name for name, n in names.items() if n > 1}


def test_no_file_is_past_520_lines() -> None:
    lengths = {one.relative_to(ROOT): len(one.read_text(encoding="utf-8").splitlines()) for one in PACKAGE.rglob("*.py")}
    assert not {name: lines for name, lines in lengths.items() if lines > 520}


def test_statements_of_sql_stand_in_store() -> None:
    above = [
        f"{one.path}:{one.line}: {one.text}"
        for path in PACKAGE.rglob("*.py")
        if PACKAGE / "store" not in path.parents
        for one in statements(path)
    ]
    assert above == []


def test_below_the_window_nothing_imports_qt_by_itself() -> None:
    code = (
        "import sys, prossce_desktop.language.messages, prossce_desktop.system.atomic_files, prossce_desktop.reference.code_lists, prossce_desktop.domain.model.codes\n"
        "heavy = {'PySide6', 'sqlalchemy', 'sqlmodel', 'openpyxl', 'reportlab', 'babel'} & set(sys.modules)\n"
        "assert not heavy, heavy"
    )
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)


def test_no_flag_of_qt_is_taken_out_by_its_complement() -> None:
    """On Windows the complement of a flag lacks every flag above it: Ctrl+; did nothing there."""
    wrong = re.compile(r"&=? ~")
    assert [str(path) for path in (PACKAGE / "ui").rglob("*.py") if wrong.search(path.read_text(encoding="utf-8"))] == []


def test_only_one_function_shows_a_tooltip_so_that_none_is_taken_for_html() -> None:
    """Names of people and laptops come from elsewhere. Items keep their tooltip as it is, and their view's delegate shows it plain."""
    tips = PACKAGE / "ui" / "parts" / "tooltips.py"
    others = [path for path in (PACKAGE / "ui").rglob("*.py") if path != tips]
    wrong = re.compile(r"\.setToolTip\(|\bQToolTip\b|\bQStyledItemDelegate\b")
    assert [str(path) for path in others if wrong.search(path.read_text(encoding="utf-8"))] == []
