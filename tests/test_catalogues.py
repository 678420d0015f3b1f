"""`make messages` collects what people read and compiles only what is translated to the last text."""

from __future__ import annotations

import ast
import datetime as dt
import gettext
import importlib.util
import string
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("messages_tool", ROOT / ".ci" / "messages.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def template() -> Catalog:
    found = Catalog()
    found.add("Training")
    found.add("Saved: {what}")
    found.add(("{n} person", "{n} persons"))
    return found


def translated(tmp_path: Path, language: str, words: Mapping[str, str | tuple[str, ...]]) -> Path:
    po = tmp_path / language / "LC_MESSAGES" / "prossce_desktop.po"
    po.parent.mkdir(parents=True)
    catalogue = Catalog(locale=language)
    for key, value in words.items():
        catalogue.add(("{n} person", "{n} persons") if key == "persons" else key, value)
    with po.open("wb") as file:
        write_po(file, catalogue)
    return po


WHOLE: Mapping[str, str | tuple[str, ...]] = {"Training": "ការបណ្តុះបណ្តាល", "Saved: {what}": "បានរក្សាទុក {what}", "persons": ("{n} នាក់",)}


@pytest.fixture(scope="module")
def collected(tool: ModuleType) -> Catalog:
    found: Catalog = tool.collected()
    return found


@pytest.mark.slow
def test_labels_errors_and_names_of_code_lists_are_collected(collected: Catalog) -> None:
    found = collected
    assert "Career fair" in found
    assert "The disk is full. Nothing was lost. Delete files that you do not need, and try again." in found
    assert "Craft and related trades workers" in found
    assert "The QR code is the same key. Scan it only with a phone that stays in the office." in found, "within an f-string"


@pytest.mark.slow
def test_a_translator_is_told_what_a_short_text_is_and_what_stands_for_each_placeholder(tool: ModuleType, collected: Catalog) -> None:
    own = [one for one in collected if one.id and not one.locations[0][0].startswith("resources/codes/")]
    for message in own:
        last = tool.forms_of(message.id)[-1]
        said = " ".join(message.auto_comments)
        assert [name for name in tool.PLACEHOLDER.findall(last) if f"{name}: " not in said] == [], (last, "add it to .ci/placeholders.csv")
        assert len(last.split()) > 2 or said, (last, "add a comment: # Translators: ...")
    button = collected.get("Unlock")
    assert button is not None and "button, in: " in button.auto_comments[0]


@pytest.mark.slow
def test_what_is_written_of_a_placeholder_beside_a_text_takes_the_place_of_its_general_meaning(collected: Catalog) -> None:
    chosen = collected.get("Automatic screen lock: {when}")
    assert chosen is not None and chosen.auto_comments == ["{when}: “never” or “after 5 min”"]
    refused = next(one for one in collected if str(one.id).startswith("{name} has too many pixels."))
    assert refused.auto_comments == ["{name}: the name of a file with a photo or scan"], "of an error likewise"


@pytest.mark.slow
def test_at_most_one_text_in_a_hundred_is_not_read_yet(tool: ModuleType, collected: Catalog) -> None:
    new = tool.not_read(collected, tool.read_texts())
    assert len(new) * 100 <= len(collected), "\n".join(["read these without the code, mend them, then `make messages-read`:", *new])


def test_a_text_is_new_until_it_was_read_and_again_when_it_changes(
    tool: ModuleType, template: Catalog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tool, "READ", tmp_path / "read.csv")
    (tmp_path / "read.csv").write_text(f"text,read\n{tool.name_of('Training')},2026-01-02\n", encoding="utf-8")
    for message in template:
        message.locations = [("ui/page.py", 7)]
    assert tool.not_read(template, tool.read_texts()) == ["ui/page.py:7: Saved: {what}", "ui/page.py:7: {n} person | {n} persons"]
    tool.mark_read(template, dt.date(2026, 2, 3))
    assert tool.not_read(template, tool.read_texts()) == []
    assert sorted(tool.read_texts().values()) == ["2026-01-02", "2026-02-03", "2026-02-03"], "the day of the first reading stays"
    template.add("Saved as {what}", locations=[("ui/page.py", 8)])
    assert tool.not_read(template, tool.read_texts()) == ["ui/page.py:8: Saved as {what}"]


def test_a_complete_catalogue_is_compiled_with_word_breaks(tool: ModuleType, template: Catalog, tmp_path: Path) -> None:
    po = translated(tmp_path, "km", WHOLE)
    assert tool.compile_one(po, template) == []
    with po.with_suffix(".mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    assert compiled.gettext("Training") == "ការ\u200bបណ្តុះបណ្តាល"
    assert "\u200b" not in po.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "lack",
    [
        {"Training": ""},
        {"Saved: {what}": "បានរក្សាទុក"},
        {"Saved: {what}": "បានរក្សាទុក {wat}"},
        {"persons": ("នាក់",)},
    ],
)
def test_a_lack_is_named_and_an_older_compiled_file_goes(
    tool: ModuleType, template: Catalog, tmp_path: Path, lack: Mapping[str, str | tuple[str, ...]]
) -> None:
    po = translated(tmp_path, "km", {**WHOLE, **lack})
    po.with_suffix(".mo").touch()
    assert len(tool.compile_one(po, template)) == 1
    assert not po.with_suffix(".mo").exists()


def test_a_new_text_is_added_to_the_catalogue(tool: ModuleType, template: Catalog, tmp_path: Path) -> None:
    po = translated(tmp_path, "vi", {})
    assert len(tool.compile_one(po, template)) == 3
    with po.open("rb") as file:
        assert "Training" in read_po(file)


def test_words_are_broken_outside_placeholders_and_markup(tool: ModuleType) -> None:
    text = "ការបណ្តុះបណ្តាល {n} well-known <b>อบรมผู้ให้คำปรึกษา</b>"
    broken = tool.broken(text)
    assert broken.replace("\u200b", "") == text
    assert broken == "ការ\u200bបណ្តុះបណ្តាល {n} well-known <b>อบรม\u200bผู้\u200bให้\u200bคำ\u200bปรึกษา</b>"


def _unequal_placeholders(source: str) -> list[str]:
    """Calls `_("...").format(...)` whose names are not those of the text."""
    wrong = []
    for call in ast.walk(ast.parse(source)):
        text = _formatted(call)
        if not isinstance(call, ast.Call) or text is None:
            continue
        words = [part.value for part in text.args if isinstance(part, ast.Constant) and isinstance(part.value, str)]
        wanted = {name for word in words for _, name, _, _ in string.Formatter().parse(word) if name}
        given = {keyword.arg for keyword in call.keywords} | ({"n"} if text is call else set())
        if words and None not in given and wanted != given:
            wrong.append(f"line {call.lineno}: the text has {sorted(wanted)}, the call gives {sorted(map(str, given))}")
    return wrong


def _formatted(call: ast.AST) -> ast.Call | None:
    """The call that names the text into which values are put: of `_(...).format(...)` the inner one, of `numbered(...)` itself."""
    if not isinstance(call, ast.Call):
        return None
    if isinstance(call.func, ast.Name) and call.func.id == "numbered":
        return call
    text = call.func.value if isinstance(call.func, ast.Attribute) and call.func.attr == "format" else None
    marked = isinstance(text, ast.Call) and isinstance(text.func, ast.Name) and text.func.id in ("_", "ngettext_")
    return text if marked and isinstance(text, ast.Call) else None


def test_every_text_is_given_the_values_that_its_placeholders_name() -> None:
    assert _unequal_placeholders('_("Saved: {name}").format(what=1)')
    assert _unequal_placeholders('numbered("{n} of {all}", "{n} of {all}", 1)')
    package = Path(__file__).parents[1] / "prossce_desktop"
    wrong = {str(file): found for file in package.rglob("*.py") if (found := _unequal_placeholders(file.read_text("utf-8")))}
    assert not wrong
