"""The guide is whole: its links lead somewhere, its words are those of the screen, its parts are read in their order."""

from __future__ import annotations

import re
import struct
from pathlib import Path

import pytest

from prossce_desktop.reference import guide
from tests.guide.texts import TOPICS, keys, runs, screen_words
from tests.tools.guide_markdown import (
    GuideHeading,
    GuidePicture,
    GuideTable,
    Items,
    NotOurs,
    Paragraph,
    Run,
    blocks_of,
    headings_of,
    plain,
    runs_of,
    said_in,
)

KILOBYTES = 1200
NAMES = [topic.file for topic in TOPICS]


def test_the_topics_are_numbered_from_one_without_a_gap() -> None:
    assert [int(name[:2]) for name in NAMES] == list(range(1, len(NAMES) + 1))
    assert len({topic.title for topic in TOPICS}) == len(TOPICS) >= 12


def test_every_link_leads_to_a_topic_or_a_heading() -> None:
    places = {topic.file: {one.anchor for one in headings_of(topic)} for topic in TOPICS}
    dead = []
    for file, run in runs():
        target, _, heading = run.link.partition("#")
        if run.link and (target not in places or (heading and heading not in places[target])):
            dead.append(f"{file}: {run.link}")
    assert not dead


def test_no_two_headings_of_a_topic_have_the_same_anchor() -> None:
    for topic in TOPICS:
        anchors = [one.anchor for one in headings_of(topic)]
        assert len(set(anchors)) == len(anchors), topic.file


def test_every_picture_is_there_and_every_picture_is_shown() -> None:
    shown = {one for topic in TOPICS for one in topic.pictures()}
    there = {f"pictures/{path.name}" for path in (guide.folder() / "pictures").glob("*.png")}
    assert shown == there


def test_the_pictures_are_small_and_of_one_size() -> None:
    files = sorted((guide.folder() / "pictures").glob("*.png"))
    assert sum(path.stat().st_size for path in files) < KILOBYTES * 1000
    for path in files:
        head = path.read_bytes()[:26]
        assert struct.unpack(">II", head[16:24]) == (1366, 768) and head[25] == 3, path.name  # a palette of colours


@pytest.mark.slow
def test_every_word_in_bold_is_a_word_of_the_screen() -> None:
    assert [f"{file}: {run.text}" for file, run in runs() if run.strong and run.text not in screen_words()] == []


def test_every_key_that_is_named_stands_in_the_table_of_keys() -> None:
    table = next(topic for topic in TOPICS if topic.name == "keys")
    named = {run.text for block in blocks_of(table.text) for run in _runs(block) if run.key}
    assert keys() - named == {"Up"}  # goes with Down in every list


def _runs(block: object) -> list[Run]:
    from tests.guide.texts import runs_in

    return list(runs_in(block))  # type: ignore[arg-type]


def test_nothing_of_a_later_release_is_promised() -> None:
    words = " ".join(topic.text for topic in TOPICS).casefold()
    assert [one for one in ("import whole", "budget", "coming soon") if one in words] == []


def test_sentences_are_short() -> None:
    long = []
    for topic in TOPICS:
        for _level, said in topic.lines:
            long += [f"{topic.file}: {one}" for one in re.split(r"(?<=[.:;?!])\s", said) if len(one.split()) > 30]
    assert not long


def test_what_is_searched_is_what_is_printed() -> None:
    for topic in TOPICS:
        printed = [said for block in blocks_of(topic.text) for said in said_in(block)]
        assert [said for _level, said in topic.lines] == printed, topic.file
        assert topic.pictures() == [one.file for one in blocks_of(topic.text) if isinstance(one, GuidePicture)]
        assert [plain(one.runs) for one in headings_of(topic)] == [said for level, said in topic.lines if level > 1]


def test_the_words_of_a_topic_are_found_with_their_heading() -> None:
    found = guide.find(TOPICS, "forgotten passphrase")
    assert ("what-if", "The passphrase is forgotten") in {(one.topic.name, one.heading) for one in found}
    assert found[0].heading == "The passphrase is forgotten"  # a heading comes before a line


def test_words_are_found_without_accents_and_in_any_order() -> None:
    assert guide.find(TOPICS, "keyboard BURMESE") and not guide.find(TOPICS, "   ") and not guide.find(TOPICS, "zzzz")


def test_what_was_found_is_in_sight() -> None:
    for one in guide.find(TOPICS, "stick"):
        assert "stick" in one.text[:90].casefold()


# --- the small part of Markdown


def test_a_topic_is_read_in_parts() -> None:
    text = "# T\n\none **two**\nthree `Ctrl+K` [four](02-a.md#b)\n\n1. a\n   b\n2. c\n\n- d\n\n![alt](pictures/x.png)\n\n| A | B |\n|---|---|\n| 1 | **2** |\n"
    title, words, numbered, dotted, picture, table = blocks_of(text)
    assert title == GuideHeading(1, (Run("T"),))
    assert words == Paragraph(
        (Run("one "), Run("two", strong=True), Run(" three "), Run("Ctrl+K", key=True), Run(" "), Run("four", link="02-a.md#b"))
    )
    assert numbered == Items(True, ((Run("a b"),), (Run("c"),))) and dotted == Items(False, ((Run("d"),),))
    assert picture == GuidePicture("alt", "pictures/x.png")
    assert table == GuideTable(((Run("A"),), (Run("B"),)), (((Run("1"),), (Run("2", strong=True),)),))


@pytest.mark.parametrize(
    "text",
    [
        "no title", "# T\n\n# U", "# T\nwords", "# T\n\n*slanted*", "# T\n\n**open", "# T\n\n> said", "# T\n\n```\ncode\n```",
        "# T\n\n<b>x</b>", "# T\n\n[out](https://example.com)", "# T\n\n![x](../other.png)", "# T\n\n| a | b |\n|---|---|", "# T\n\n- a\nb",
        "# T\n\nwords\n- a", "# T\n\n| a | b |\n|---|---|\n| 1 |",
    ],
)  # fmt: skip
def test_what_is_not_of_the_small_part_is_refused(text: str) -> None:
    with pytest.raises(NotOurs):
        blocks_of(text)


def test_a_star_alone_is_refused_inside_words() -> None:
    with pytest.raises(NotOurs):
        runs_of("5 * 3")


def test_a_link_may_not_leave_the_guide(tmp_path: Path) -> None:
    with pytest.raises(NotOurs):
        runs_of("[x](http://example.com)")
