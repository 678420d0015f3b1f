"""Six words that two people compare: before that nothing personal is sealed either way."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from prossce_desktop.exchange.key_fingerprint import fingerprint
from prossce_desktop.exchange.package import open_package
from prossce_desktop.exchange.zip_members import PERSONAL
from prossce_desktop.services.decisions import questions
from prossce_desktop.services.devices import introductions
from prossce_desktop.services.sync import package_receiving, package_sending
from prossce_desktop.store.devices import device_keys
from prossce_desktop.store.devices.known_devices import Device, all_devices
from prossce_desktop.system.paths import resource
from tests.exchange.forging import NOW, Pair
from tests.exchange.test_costs import BODY_OF_ONE


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Pair]:
    pair = Pair(tmp_path)
    yield pair
    pair.close()


def laptop(pair: Pair) -> Device:
    with pair.office.read() as reading:
        return next(one for one in all_devices(reading.execute) if not one.regional)


def question(pair: Pair) -> str | None:
    with pair.laptop.read() as reading:
        [(text,)] = reading.execute("SELECT text FROM query").fetchall()
    return None if text is None else str(text)


def answered(pair: Pair) -> set[str]:
    """The office writes to the laptop, which reads it; gives the members."""
    [made] = package_sending.make(pair.office, laptop(pair), NOW)
    with pair.laptop.read() as reading:
        members = set(open_package(made.content, [device_keys.box_identity(reading.execute) or ""]).members)
    assert package_receiving.read(pair.laptop, made.content, NOW).status in ("accepted", "already_known")
    return members


def test_the_office_seals_nothing_personal_to_a_laptop_whose_words_nobody_compared(pair: Pair) -> None:
    """What it typed comes with the first package after the comparing, since the laptop asks for it."""
    package_receiving.read(pair.office, pair.forged([BODY_OF_ONE]), NOW)
    questions.ask(pair.office, 5 << 40, "title", "Was Sok Zarasquinn there?")
    assert PERSONAL not in answered(pair) and question(pair) is None
    found = laptop(pair)
    with pair.office.read() as reading:
        words = introductions.words_of(introductions.own_device(reading.execute, pair.office.identity), found)
    introductions.accept_known(pair.office, found.name, words, NOW)
    [wants] = package_sending.make(pair.laptop, pair.to, NOW)
    package_receiving.read(pair.office, wants.content, NOW)
    assert PERSONAL in answered(pair) and question(pair) == "Was Sok Zarasquinn there?"


OFFENSIVE = {
    "badass", "cannabis", "crazy", "dork", "enslave", "evil", "fondling", "groin", "handgun", "hatred", "humped", "junkie", "lusty", "maimed",
    "moaning", "nerd", "occultist", "opium", "pagan", "prude", "pureblood", "racism", "revolver", "savage", "seduce", "sinner", "slum", "stinky",
    "thong", "tubby", "underwear", "undress", "unwed", "whacking", "wimp", "womb",
}  # fmt: skip


def test_nobody_has_to_read_an_offensive_word_aloud() -> None:
    words = resource("words/fingerprint.txt").read_text(encoding="ascii").split()
    assert len(words) == len(set(words)) == 7_776 == 6**5
    assert not OFFENSIVE.intersection(words)
    assert all(one.replace("-", "").isalpha() and one.islower() for one in words)
    assert len(fingerprint(("a", "b", "c"), ("d", "e"), "KH").split()) == 6
