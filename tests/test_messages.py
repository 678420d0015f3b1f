"""Texts come in the language of the screen; the pseudo-language keeps what is not words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from hypothesis import given, strategies as st

from prossce_desktop.domain.model.codes import ActivityKind
from prossce_desktop.domain.problems import Problem
from prossce_desktop.errors import WorkspaceNotEmpty, WrongUse
from prossce_desktop.language import messages
from prossce_desktop.language.formatting import problem
from prossce_desktop.language.messages import _, catalogue, languages, ngettext_, use


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    use("en")
    yield
    use("en")
    catalogue.cache_clear()


@pytest.fixture
def khmer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "locale" / "km" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    words = Catalog(locale="km")
    words.add("Training", "ការបណ្តុះបណ្តាល")
    with (folder / "prossce_desktop.mo").open("wb") as file:
        write_mo(file, words)
    monkeypatch.setattr(messages, "resources", lambda: tmp_path)
    catalogue.cache_clear()


def test_english_is_what_the_program_is_written_in() -> None:
    assert messages.language() == "en"
    assert _("Save") == "Save"
    assert ngettext_("{n} person", "{n} persons", 2) == "{n} persons"
    assert languages()[0] == "en"


def test_an_empty_text_stays_empty(khmer: None) -> None:
    use("km")
    assert _("") == ""


def test_a_compiled_catalogue_is_offered_and_spoken(khmer: None) -> None:
    assert languages() == ("en", "km")
    use("km")
    assert _(ActivityKind.training.label) == "ការបណ្តុះបណ្តាល"
    assert _("Not in the catalogue") == "Not in the catalogue"


def test_a_report_speaks_its_own_language(khmer: None) -> None:
    assert catalogue("km").gettext("Training") == "ការបណ្តុះបណ្តាល"
    assert _("Training") == "Training"


def test_an_unknown_language_falls_back_to_english() -> None:
    use("qq")
    assert _("Save") == "Save"


def test_an_error_speaks_the_language_of_the_screen_and_keeps_its_values() -> None:
    refused = WorkspaceNotEmpty(path="/mnt/stick")
    assert str(refused) == "The folder /mnt/stick is not empty. Choose a new folder for the data."
    use("xx")
    assert str(refused).startswith("[The folder /mnt/stick is not empty.") and str(refused).endswith("]")
    assert str(WrongUse(message=_("Save"))) == "[Save~~]", "what was said where it was raised is not said twice"
    assert problem(Problem("end", "e", "After {newest} in {label}.", values=(("newest", "2024-03-05"), ("label", "Training")))).startswith(
        "[After "
    )


def test_the_pseudo_language_lengthens_marked_labels_and_plurals() -> None:
    use("xx")
    assert _(ActivityKind.training.label) == "[Training~~~~]"
    assert ngettext_("{n} person", "{n} persons", 1).format(n=1) == "[1 person~~~]"
    assert _("Choose a new folder for the data.") == "[Choose a new folder for the data. extra words e]"


@given(st.lists(st.one_of(st.sampled_from(["{n}", "{name}", "<b>", "</b>", "&amp;"]), st.text("abc XYZ", max_size=30))))
def test_the_pseudo_language_keeps_placeholders_and_markup_and_adds_forty_percent(parts: list[str]) -> None:
    text = "".join(parts)
    longer = catalogue("xx").gettext(text)
    kept = re.compile(r"\{\w+\}|</?b>|&amp;")
    assert kept.findall(longer) == kept.findall(text)
    assert longer.startswith("[" + text) and longer.endswith("]")
    read = len(kept.sub("", text))
    assert read * 0.4 - 1 <= len(longer) - len(text) - 2 <= read * 0.4 + 1
