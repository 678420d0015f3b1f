"""Whatever is offered to be read: a sentence, nothing applied, nothing changed, the program alive."""

from __future__ import annotations

import json
import os
import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from prossce_desktop.domain.model.people import Person
from prossce_desktop.domain.operations.hash_chain import LATEST
from prossce_desktop.domain.operations.operation import canonical, source_number, source_seed
from prossce_desktop.domain.operations.package_status import PackageStatus
from prossce_desktop.exchange.mail_containers import look_into
from prossce_desktop.services.decisions.open_conflicts import open_conflicts
from prossce_desktop.services.exchange import exchange_page, package_files
from prossce_desktop.services.history import step_sentences
from prossce_desktop.services.sync import package_receiving, package_sending
from prossce_desktop.store.devices.known_devices import all_devices, keep_device
from prossce_desktop.store.log.forks import lies_on_given_up
from tests.exchange.forging import NOW, Pair, shown

pytestmark = pytest.mark.slow

TIMES = 10_000 if os.environ.get("HYPOTHESIS_PROFILE") == "long" else 500
CODES = {"not-a-package", "damaged", "not-for-us", "unknown-sender", "bad-signature", "revoked", "too-large", "hostile"}


LAST = "9" * 19
"""The longest number that a title can have, beyond 63 bits."""


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Pair]:
    pair = Pair(tmp_path)
    yield pair
    pair.close()


def body(*blocks: object) -> bytes:
    return canonical(["00" * 16, *blocks])


NEW = {"new": "training", "first": 5 << 40, "count": 1, "cols": {"title": ["A training"]}}


MORE_FORK = {"device": "33" * 32, "incarnation": "44" * 16, "scope": "KH", "hashes": {"7": "55" * 32}}
MORE = {
    "receipt": {"12345": 3}, "yours": {"12345": "00" * 8}, "wanted": ["11" * 32], "pictures": {"held": ["22" * 32], "asked": []},
    "forks": [MORE_FORK],
}  # fmt: skip
"""What the header of a small package says nothing of."""


def assert_alive(pair: Pair) -> None:
    """Whatever was taken in, the office's pages can be shown, and the laptop is answered."""
    store = pair.office
    step_sentences.history_in_words(store)
    package_files.devices_json(store)
    exchange_page.standing(store)
    with store.read() as reading:
        open_conflicts(reading)
        [laptop] = [one for one in all_devices(reading.execute) if not one.regional]
    package_sending.make(store, laptop, NOW)
    assert [one for one in store.check() if not one.ok and one.name != "margins"] == []


def test_what_is_as_it_should_be_is_applied(pair: Pair) -> None:
    """So that the refusals below are refusals of what they name."""
    before = shown(pair.office)
    found = package_receiving.read(pair.office, pair.forged([body(NEW)]), NOW)
    assert (found.status, found.new, found.made) == ("accepted", 1, 1)
    assert shown(pair.office) != before


def test_new_and_changed_records_are_counted_once_and_those_of_nobody_else(pair: Pair) -> None:
    """Two made, one of them set at once, and later both set: 2 new; then 2 changed."""
    second = {**NEW, "first": 6 << 40}
    source = os.urandom(16)
    bodies = [body(NEW, {"set": "training", "ids": [5 << 40], "cols": {"title": ["B"]}}), body(second)]
    found = package_receiving.read(pair.office, pair.forged(bodies, incarnation=source), NOW)
    assert (found.made, found.changed) == (2, 0)
    later = body({"set": "training", "ids": [5 << 40, 6 << 40], "cols": {"start": ["2024-01-01", None]}})
    found = package_receiving.read(pair.office, pair.forged([later]), NOW)
    assert (found.made, found.changed) == (0, 2)


DEEP: Any = "x"
for _ in range(50):
    DEEP = [DEEP]


@pytest.mark.slow
@pytest.mark.parametrize(
    "blocks",
    [
        [NEW | {"new": "trainings"}],
        [NEW | {"cols": {"title": ["A"], "colour": ["red"]}}],
        [NEW | {"cols": {"title": [5]}}],
        [NEW | {"cols": {"title": [None]}}],
        [NEW | {"cols": {}}],
        [NEW | {"cols": {"title": ["A", "B"]}}],
        [NEW | {"cols": {"title": ["A"], "status": ["perhaps"]}}],
        [NEW | {"cols": {"title": ["A"], "start": ["2024-02-31"]}}],
        [NEW | {"cols": {"title": ["A"], "sessions": [[{"hours": "many"}]]}}],
        [NEW | {"cols": {"title": ["A"], "sessions": DEEP}}],
        [NEW | {"cols": {"title": ["A" * 200_000]}}],
        [NEW | {"first": 0}],
        [NEW | {"first": -5}],
        [NEW | {"first": (1 << 63) - 1}],
        [NEW | {"first": 1.5}],
        [NEW | {"first": True}],
        [NEW | {"count": 10**9, "cols": {"title": ["A"]}}],
        [NEW, NEW],
        [NEW | {"extra": 1}],
        [{"new": "person", "first": 9, "count": 1, "cols": {"name": ["A name in the open part"]}}],
        [{"new": "person", "first": 9, "count": 1, "cols": {}, "hidden": ["sex"]}],
        [{"new": "head_count", "first": 9, "count": 1, "cols": {"activity": [7], "count": [1]}}],
        [{"set": "training", "ids": [], "cols": {"title": []}}],
        [NEW, {"set": "training", "ids": [5 << 40, 5 << 40], "cols": {"title": ["A", "B"]}}],
        [NEW, {"set": "training", "ids": [5 << 40], "cols": {"title": ["B"]}, "prevs": {"title": {"0": [17]}}}],
        [NEW, {"set": "training", "ids": [5 << 40], "cols": {"title": ["B"]}, "prevs": {"start": {"0": [17]}}}],
        [NEW, {"set": "training", "ids": [5 << 40], "cols": {"title": ["B"]}, "seen": {"0": [17]}}],
        [NEW, {"set": "training", "ids": [5 << 40], "cols": {"removed": [1]}, "seen": {"1": [17]}}],
        [NEW, {"set": "training", "ids": [5 << 40], "cols": {"removed": [1]}, "seen": {"0": ["17"]}}],
        [NEW, {"set": "training", "ids": [5 << 40], "cols": {"removed": [1]}, "seen": [17]}],
        [{"new": "query", "first": 77, "count": 1, "cols": {"record": [99], "field": ["title"]}}],
        [{"new": "query", "first": 77, "count": 1, "cols": {"record": [77], "field": ["title"], "text": ["Open?"]}}],
        [{"new": "query", "first": 77, "count": 1, "cols": {"record": [77], "field": ["title"], "outcome": ["perhaps"]}}],
        [NEW, {"set": "career_fair", "ids": [5 << 40], "cols": {"title": ["B"]}}],
        [NEW, {"set": "training", "ids": [5 << 40], "cols": {"removed": [2]}}],
        [NEW, {"set": "training", "ids": [5 << 40], "cols": {"part_of": [5 << 40 | 1]}}],
        [NEW, {"new": "participation", "first": 77, "count": 1, "cols": {"person": [5 << 40], "activity": [5 << 40]}}],
        [NEW, {"new": "head_count", "first": 77, "count": 1, "cols": {"activity": [5 << 40], "count": [1 << 62]}}],
        [NEW, {"new": "head_count", "first": 77, "count": 1, "cols": {"activity": [5 << 40], "count": [-5]}}],
        [NEW, {"set": "training", "ids": [5 << 40], "cols": {"highest_score": [-1.5]}}],
        [NEW | {"hidden": "name"}],
        [{"new": "person", "first": 9, "count": 1, "cols": {"sex": ["male"]}, "hidden": [[]]}],
        [{"new": "person", "first": 9, "count": 1, "cols": {"sex": ["male"]}, "hidden": [{"name": 1}]}],
        [{"new": "person", "first": 9, "count": 1, "cols": {"sex": ["male"]}, "hidden": [5]}],
        ["a block"],
        [None],
    ],
)
def test_a_body_that_no_program_writes_is_not_applied(pair: Pair, blocks: list[object]) -> None:
    before = shown(pair.office)
    found = package_receiving.read(pair.office, pair.forged([body(*blocks)]), NOW)
    assert found.status in ("quarantined", "refused", "waiting") and found.made == 0, found
    assert shown(pair.office) == before
    assert pair.office.digest().kinds == {}
    wrong = [one for one in pair.office.check() if not one.ok]
    assert wrong == []


@pytest.mark.parametrize("text", [b"", b"[]", b"null", b"{", b'["00",{"a":NaN}]', b'["00"]', b"\xff\xfe", b'["00",' + b"[" * 5_000 + b"]" * 5_000 + b"]"])
def test_a_body_that_is_no_list_of_blocks_is_not_applied(pair: Pair, text: bytes) -> None:
    before = shown(pair.office)
    package_receiving.read(pair.office, pair.forged([text]), NOW)
    assert shown(pair.office) == before


def test_a_title_that_is_no_code_is_not_applied(pair: Pair) -> None:
    found = package_receiving.read(pair.office, pair.forged([body(NEW)], title="Sok Dara, 070 920 425"), NOW)
    assert (found.status, found.code, found.made) == ("quarantined", "not-permitted", 0)


@pytest.mark.parametrize("title", [f"undo {LAST}", f"redo {LAST}", f"fork {LAST} 1 1", f"fork 1 {LAST} 1", f"fork 1 {LAST} 1 1", "fork a b c d", f"fork 1 1 1 {LAST}", f"new {1 << 63}", "undo ٣", "new 1 2 3 4 5"])
def test_a_title_with_a_number_that_nobody_counts_to_is_not_applied(pair: Pair, title: str) -> None:
    before = shown(pair.office)
    found = package_receiving.read(pair.office, pair.forged([body(NEW)], title=title), NOW)
    assert (found.status, found.code, found.made) == ("quarantined", "not-permitted", 0)
    assert shown(pair.office) == before
    assert_alive(pair)


@pytest.mark.parametrize("title", [None, ""])
def test_a_record_without_the_title_it_must_have_is_not_applied(pair: Pair, title: str | None) -> None:
    before = shown(pair.office)
    made = {**NEW, "cols": {"title": [title]}}
    edit = {"set": "training", "ids": [NEW["first"]], "cols": {"title": [title]}, "prevs": {}}
    for bodies in ([body(made)], [body(NEW, edit)]):
        found = package_receiving.read(pair.office, pair.forged(bodies), NOW)
        assert (found.status, found.code, found.made) == ("quarantined", "not-permitted", 0)
        assert shown(pair.office) == before
    assert_alive(pair)


@pytest.mark.parametrize("title", ["undo", "undo 0", f"undo {(1 << 63) - 1}", "fork 1", "fork 0 0 0", "fork 0 0 0 0", "fork 5 1 1 1", "fork 5 1 1 16777215", "joined 1 2 3", "decide", "kept", "shut-out", "import", "redo 7"])
def test_a_title_that_names_nothing_here_harms_nobody(pair: Pair, title: str) -> None:
    assert package_receiving.read(pair.office, pair.forged([body(NEW)], title=title), NOW).made == 1
    assert_alive(pair)


def test_a_laptop_can_give_up_nothing_of_its_own_but_a_branch(pair: Pair) -> None:
    """A fork that names a number no operation has would hide every later operation of that source, or of another."""
    source = source_number(source_seed(pair.laptop.identity.device_key, bytes(16), "KH"))
    package_receiving.read(pair.office, pair.forged([body(NEW)], incarnation=bytes(16)), NOW)
    for n, short in ((0, 1), (1 << 24, 1), (1 << 40, 1), (1, (1 << 63) - 1)):
        package_receiving.read(pair.office, pair.forged([body()], title=f"fork {source} {n} {short}"), NOW)
        with pair.office.read() as reading:
            assert not lies_on_given_up(reading.execute, source << 24 | 5)
    assert_alive(pair)


@pytest.mark.parametrize("targets", [[1], [2, 1], list(range(2, 260)), [1, *range(1, 260)]], ids=["itself", "each-other", "the-next", "the-last"])
def test_undos_that_take_each_other_back_do_not_stop_the_history(pair: Pair, targets: list[int]) -> None:
    low = source_number(source_seed(pair.laptop.identity.device_key, bytes(16), "KH")) << 24
    bodies = [body(NEW | {"first": (5 + n) << 40}) for n in range(len(targets))]
    titles = [f"undo {low | n}" for n in targets]
    assert package_receiving.read(pair.office, pair.forged(bodies, incarnation=bytes(16), titles=titles), NOW).made == len(targets)
    assert_alive(pair)


@pytest.mark.parametrize("at", [-1, LATEST + 1, 1 << 52, (1 << 53) - 1, -(1 << 52)])
def test_a_time_that_no_clock_shows_is_refused_before_anything_is_applied(pair: Pair, at: int) -> None:
    before = shown(pair.office)
    found = package_receiving.read(pair.office, pair.forged([body(NEW)], at=at), NOW)
    assert (found.status, found.code) == (PackageStatus.refused, "hostile")
    assert shown(pair.office) == before
    assert_alive(pair)


def test_a_time_that_was_taken_in_before_it_was_refused_stops_no_page(pair: Pair) -> None:
    package_receiving.read(pair.office, pair.forged([body(NEW)]), NOW)
    with pair.office.sync.exchanging() as db:
        db.execute("UPDATE op SET at = ?", ((1 << 53) - 1,))
    [step] = step_sentences.history_in_words(pair.office)
    assert step.time.year == 3000


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("receipt", {str(1 << 70): 1}), ("receipt", {str(1 << 39): 1}), ("receipt", {"-5": 1}), ("receipt", {"12345": 1 << 24}), ("receipt", {"x": 1}),
        ("yours", {str(1 << 70): "00" * 8}), ("made", LATEST + 1), ("made", (1 << 63) - 1), ("made", -1),
        ("forks", [MORE_FORK | {"hashes": {str(1 << 70): "55" * 32}}]), ("forks", [MORE_FORK | {"hashes": {"-1": "55" * 32}}]),
    ],
)  # fmt: skip
def test_a_header_with_a_number_that_nobody_counts_to_is_refused(pair: Pair, name: str, value: object) -> None:
    before = shown(pair.office)
    found = package_receiving.read(pair.office, pair.altered(pair.forged([body(NEW)]), lambda said: said.update({name: value})), NOW)
    assert (found.status, found.code) == (PackageStatus.refused, "hostile")
    assert shown(pair.office) == before
    assert_alive(pair)


def test_records_of_another_country_are_refused_whole(pair: Pair) -> None:
    found = package_receiving.read(pair.office, pair.forged([body(NEW)], scope="LA"), NOW)
    assert (found.status, found.code) == (PackageStatus.refused, "hostile")
    assert pair.office.digest().kinds == {}


@pytest.mark.parametrize("scope", ["all", "office", "sample", "", "kh"])
def test_scopes_that_a_country_may_not_write_are_refused(pair: Pair, scope: str) -> None:
    found = package_receiving.read(pair.office, pair.forged([body(NEW)], scope=scope), NOW)
    assert (found.status, found.code) == (PackageStatus.refused, "hostile")


@pytest.mark.parametrize("scope", ["all", "office"])
def test_a_laptop_that_was_let_in_as_of_no_country_writes_nothing(pair: Pair, scope: str) -> None:
    with pair.office.sync.exchanging() as db:
        [known] = all_devices(db.execute)
        keep_device(db, replace(known, country=scope))
    found = package_receiving.read(pair.office, pair.forged([body(NEW)], scope=scope), NOW)
    assert found.made == 0 and found.status in ("quarantined", PackageStatus.refused)
    assert pair.office.digest().kinds == {}


def test_one_operation_that_is_not_permitted_stops_those_after_it_and_nobody_else(pair: Pair) -> None:
    other = {**NEW, "first": 6 << 40}
    found = package_receiving.read(pair.office, pair.forged([body(NEW), body(NEW), body(other)]), NOW)
    assert (found.status, found.code, found.new, found.made) == ("quarantined", "not-permitted", 3, 1)
    fine = package_receiving.read(pair.office, pair.forged([body({**NEW, "first": 7 << 40})]), NOW)
    assert (fine.status, fine.code, fine.made) == ("accepted", None, 1)
    assert pair.office.digest().kinds == {"training": 2}


def real(pair: Pair) -> bytes:
    with pair.laptop.work("new", 1) as work:
        work.new("person", [Person(name=f"Person {n}", phone=f"01234567{n}") for n in range(10)])
    [made] = package_sending.make(pair.laptop, pair.to, NOW)
    return made.content


@pytest.mark.slow
def test_damaged_packages_are_refused_in_a_word_and_change_nothing(pair: Pair) -> None:
    content, chance = real(pair), random.Random(4)
    before = pair.office.digest()
    for _ in range(TIMES):
        damaged = bytearray(content)
        match chance.randrange(5):
            case 0:
                damaged[chance.randrange(len(damaged))] ^= 1 << chance.randrange(8)
            case 1:
                del damaged[chance.randrange(len(damaged)) :]
            case 2:
                damaged += bytes(chance.randrange(1, 50))
            case 3:
                at = chance.randrange(len(damaged))
                damaged[at : at + chance.randrange(1, 200)] = os.urandom(chance.randrange(100))
            case _:
                at = chance.randrange(len(damaged))
                damaged = damaged[at:] + damaged[:at]
        if bytes(damaged) == content:
            continue
        found = [package_receiving.read(pair.office, one, NOW) for one in look_into(bytes(damaged)).packages]
        assert all(one.status == PackageStatus.refused and one.code in CODES for one in found)
    assert pair.office.digest() == before
    assert package_receiving.read(pair.office, content, NOW).status == "accepted"


STRANGE: list[object] = [
    None, True, -1, 1.5, 1 << 62, 1 << 70, "", "x" * 5_000, [], {}, [[]], "2024-13-45", "KH", {"new": "person"}, [None], 0, 16, "\u0000", "=1+1",
]  # fmt: skip


def varied(written: Any, chance: random.Random) -> tuple[Any, ...]:
    """One value, or one name of a value, becomes something strange; gives where it stands."""
    place, path = written, []
    while True:
        key = chance.choice(list(place) if isinstance(place, dict) else range(len(place)))
        path.append(key)
        if not isinstance(place[key], list | dict) or not place[key] or chance.random() < 0.2:
            if isinstance(place, dict) and chance.random() < 0.2:
                place[chance.choice(("", "-5", "9" * 30, "x", "1_0", "٣"))] = place.pop(key)
            else:
                place[key] = chance.choice(STRANGE)
            return tuple(path)
        place = place[key]


def is_ordinary(written: Any) -> bool:
    """Whether these blocks are such as a program could have written, which for these is told in one line each."""
    salt, new, edit = written
    titles = [*new["cols"]["title"], *edit["cols"]["title"]]
    return (
        isinstance(salt, str)
        and all(isinstance(one, str) and one not in ("", "\u0000") for one in titles)
        and edit["cols"]["start"] in (["2024-01-01"], [None])
    )


@pytest.mark.slow
def test_hostile_bodies_signed_by_a_known_laptop_are_not_applied(pair: Pair) -> None:
    """Every value of a body in turn becomes something strange; what is applied at all is such as a program could have written."""
    chance, applied = random.Random(5), 0
    for n in range(TIMES):
        id = (5 + n) << 40
        written = json.loads(
            body(
                NEW | {"first": id, "hidden": []},
                {"set": "training", "ids": [id], "cols": {"title": ["B"], "start": ["2024-01-01"]}, "prevs": {}, "hidden": []},
            )
        )
        path = varied(written, chance)
        before = shown(pair.office)
        found = package_receiving.read(pair.office, pair.forged([canonical(written)]), NOW)
        if shown(pair.office) != before:
            applied += 1
            assert found.status == "accepted" and is_ordinary(written), (path, written)
        else:
            assert (found.made, found.changed) == (0, 0), (path, written)
    assert 0 < applied < TIMES / 2
    assert_alive(pair)


@pytest.mark.slow
def test_hostile_headers_signed_by_a_known_laptop_break_nothing(pair: Pair) -> None:
    """Every value of a header in turn; a package that is refused changes nothing, and after one that is taken all pages are still shown."""
    chance, statuses = random.Random(6), set()

    def strange(said: dict[str, Any]) -> None:
        said |= json.loads(json.dumps(MORE))
        varied(said, chance)

    with pair.office.read() as reading:
        known = all_devices(reading.execute)
    for n in range(TIMES):
        content = pair.altered(pair.forged([body(NEW | {"first": (5 + n) << 40})]), strange)
        before = shown(pair.office)
        found = package_receiving.read(pair.office, content, NOW)
        statuses.add(found.status)
        if found.status not in ("accepted", "accepted_for_later"):  # what is of this version in a newer program's package is applied
            assert shown(pair.office) == before, found
        with pair.office.read() as reading:
            assert {one.key for one in all_devices(reading.execute)} == {one.key for one in known}
        if n % 50 == 0:
            assert_alive(pair)
    assert {"accepted", PackageStatus.refused} <= statuses
    assert_alive(pair)
