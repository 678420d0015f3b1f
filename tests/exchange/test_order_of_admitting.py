"""What is applied follows from what is held, whatever an altered laptop signs and in which order it comes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from random import Random

import pytest
from hypothesis import given, settings, strategies as st

from prossce_desktop.domain.operations.hash_chain import Logged, Stretch
from prossce_desktop.domain.operations.operation import part_hash, source_number, source_seed
from prossce_desktop.exchange.operation_codec import NO_PART
from prossce_desktop.store.devices.known_devices import all_devices, keep_device
from prossce_desktop.store.log.operation_log import milliseconds
from prossce_desktop.store.migrations import SCHEMA
from prossce_desktop.store.sync import admission
from prossce_desktop.store.sync.receiving import receive
from tests.exchange.forging import NOW, Pair
from tests.exchange.test_hostile import body

pytestmark = pytest.mark.slow

BASE = 5 << 40
LAPTOPS = [bytes([number]) * 32 for number in range(3)]
INCARNATION = bytes(16)


@dataclass(frozen=True)
class Made:
    """An operation: trainings or organisations from `first` on, part of `parent`, and a new title for `renamed`."""

    kind: str | None
    first: int = 0
    count: int = 1
    parent: int | None = None
    renamed: tuple[int, ...] = ()

    def body(self) -> bytes:
        blocks: list[object] = []
        if self.kind == "training":
            cols = {"title": ["T"] * self.count, **({"part_of": [BASE + self.parent] * self.count} if self.parent is not None else {})}
            blocks.append({"new": "training", "first": BASE + self.first, "count": self.count, "cols": cols})
        elif self.kind == "organisation":
            blocks.append({"new": "organisation", "first": BASE + self.first, "count": self.count, "cols": {"name": ["O"] * self.count}})
        if self.renamed:
            ids = [BASE + one for one in self.renamed]
            blocks.append({"set": "training", "ids": ids, "cols": {"title": ["N"] * len(ids)}})
        return body(*blocks)

    @property
    def lot(self) -> dict[int, str]:
        return dict.fromkeys(range(self.first, self.first + self.count), self.kind) if self.kind else {}

    @property
    def needed(self) -> list[int]:
        """In the order in which they are looked for."""
        return [*([self.parent] if self.parent is not None and self.kind == "training" else []), *self.renamed]


numbers = st.integers(0, 25)
renamed = st.lists(numbers, max_size=3, unique=True).map(lambda ids: tuple(sorted(ids)))
made = st.builds(
    Made, st.sampled_from(["training", "training", "training", "organisation"]), numbers, st.integers(1, 3), st.none() | numbers, renamed
)
changed = st.builds(Made, st.none(), renamed=renamed.filter(bool))
written = st.lists(st.tuples(st.integers(0, 2), made | changed), min_size=1, max_size=25)


def by_the_rule(by_source: Sequence[tuple[int, Sequence[Made]]]) -> set[tuple[int, int]]:
    """(source, n) of what is applied, in the plainest words: whose a record is, what is refused, then what lacks nothing."""
    all = [(source, n, one) for source, operations in by_source for n, one in enumerate(operations, 1)]
    owned: dict[int, str] = {}
    claims: set[tuple[int, int]] = set()
    of_its_own: dict[int, set[int]] = {}
    for source, n, one in all:
        used = of_its_own.setdefault(source, set())
        if not used & one.lot.keys() and not owned.keys() & one.lot.keys():
            owned |= one.lot
            claims.add((source, n))
        if not used & one.lot.keys():
            used.update(one.lot)
    refused = {(source, n) for source, n, one in all if (source, n) not in claims or any(owned.get(to) == "organisation" for to in one.needed)}
    may = [(source, n, one) for source, n, one in all if not any((source, before) in refused for before in range(1, n + 1))]
    here: set[int] = set()
    applied: set[tuple[int, int]] = set()
    for _ in may:
        for source, n, one in may:
            if here | one.lot.keys() >= set(one.needed):
                here |= one.lot.keys()
                applied.add((source, n))
    return applied


class Sender:
    """Altered laptops of one country: what each writes, as stretches of any length (their signatures were looked at before)."""

    def __init__(self, incarnation: bytes = INCARNATION) -> None:
        self._incarnation = incarnation

    def number(self, laptop: int) -> int:
        return source_number(source_seed(LAPTOPS[laptop], self._incarnation, "KH"))

    def stretches(self, laptop: int, operations: Sequence[Made], lengths: Sequence[int]) -> list[Stretch]:
        number, this = self.number(laptop), source_seed(LAPTOPS[laptop], self._incarnation, "KH")
        logged, hashes = [], [this]
        for n, one in enumerate(operations, 1):
            content = one.body()
            id = number << 24 | n
            logged.append(Logged(id, id, milliseconds(NOW) + n, "Dara", SCHEMA, "new 1", content, part_hash(content), b"", NO_PART))
            hashes.append(logged[-1].hash_after(hashes[-1]))
        ends = sorted({min(sum(lengths[: place + 1]), len(logged)) for place in range(len(lengths))} | {len(logged)} - {0})
        found, since = [], 0
        for end in ends:
            if end > since:
                found.append(Stretch(LAPTOPS[laptop], self._incarnation, "KH", since, hashes[since], logged[since:end], hashes[end], b""))
                since = end
        return found


class _Undone(Exception):
    """Ends a transaction that is not to be kept."""


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pair]:
    pair = Pair(tmp_path_factory.mktemp("pair"))
    with pair.office.sync.exchanging() as db:
        [known] = [one for one in all_devices(db.execute) if not one.regional]
        for key in LAPTOPS:
            keep_device(db, replace(known, key=key))
    yield pair
    pair.close()


def applied_after(pair: Pair, arrivals: Sequence[Sequence[Stretch]]) -> list[set[int]]:
    """The operations that are applied, after each of them."""
    applied = []
    with pytest.raises(_Undone), pair.office.sync.exchanging() as db:
        for arrival in arrivals:
            receive(db, arrival, pair.office.identity.device_key)
            applied.append({row[0] for row in db.execute("SELECT id FROM op WHERE state = 0").fetchall()})
        raise _Undone
    return applied


def numbers_used_once(all: Sequence[tuple[int, Made]]) -> list[tuple[int, Made]]:
    used: set[int] = set()
    found = []
    for source, one in all:
        if not used & one.lot.keys():
            used |= one.lot.keys()
            found.append((source, one))
    return found


def sources_of(sender: Sender, all: Sequence[tuple[int, Made]]) -> list[tuple[int, list[Made]]]:
    found = [(source, [one for number, one in all if number == source]) for source in range(3)]
    return sorted(found, key=lambda one: sender.number(one[0]))


lengths_of_stretches = st.lists(st.integers(1, 4), max_size=4)


@given(written.map(numbers_used_once), lengths_of_stretches, st.randoms(use_true_random=False))
@settings(deadline=None)
def test_what_is_applied_is_the_same_whatever_came_first(pair: Pair, all: list[tuple[int, Made]], lengths: list[int], any: Random) -> None:
    sender = Sender()
    by_source = sources_of(sender, all)
    expected = {sender.number(source) << 24 | n for source, n in by_the_rule(by_source)}
    arrivals = [[one] for source, operations in by_source for one in sender.stretches(source, operations, lengths)]
    any.shuffle(arrivals)
    assert applied_after(pair, arrivals * len(arrivals))[-1] == expected, "what came above a hole comes again"


@given(written)
@settings(deadline=None)
def test_of_a_number_used_twice_the_first_operation_makes_the_record(pair: Pair, all: list[tuple[int, Made]]) -> None:
    sender = Sender()
    by_source = sources_of(sender, all)
    [applied] = applied_after(pair, [[one for source, operations in by_source for one in sender.stretches(source, operations, [])]])
    assert applied == {sender.number(source) << 24 | n for source, n in by_the_rule(by_source)}


@given(written, st.lists(st.tuples(numbers, st.integers(1, 3)), max_size=6), lengths_of_stretches, st.randoms(use_true_random=False))
@settings(deadline=None)
def test_nobody_takes_away_a_record_that_is_here(
    pair: Pair, all: list[tuple[int, Made]], plain: list[tuple[int, int]], lengths: list[int], any: Random
) -> None:
    """Two laptops try with its numbers whatever they like; the third one only makes records."""
    sender, honest = Sender(), 2
    made = numbers_used_once([(honest, Made("training", first, count)) for first, count in plain])
    by_source = sources_of(sender, [*((source, one) for source, one in all if source != honest), *made])
    arrivals = [[one] for source, operations in by_source for one in sender.stretches(source, operations, lengths)]
    any.shuffle(arrivals)
    before: set[int] = set()
    for applied in applied_after(pair, arrivals):
        its_own = {op for op in applied if op >> 24 == sender.number(honest)}
        assert its_own >= before
        before = its_own


@pytest.mark.parametrize("lower_first", [True, False])
def test_what_two_clones_issue_again_stands_once_and_what_follows_it_is_applied(pair: Pair, lower_first: bool) -> None:
    """Both give up one branch of two trainings, and go on: 2 + 1 of the lower number, 1 of the higher one."""
    low, high = sorted((Sender(bytes([number]) * 16) for number in (1, 2)), key=lambda one: one.number(0))
    branch = [Made("training", 0, 2), Made("training", 2, 1, 0)]
    of_low, of_high = ([*branch, Made("training", 10)], low), ([*branch, Made("training", 20, 1, 1)], high)
    arrivals = [sender.stretches(0, operations, []) for operations, sender in ((of_low, of_high) if lower_first else (of_high, of_low))]
    assert applied_after(pair, arrivals)[-1] == {*(low.number(0) << 24 | n for n in (1, 2, 3)), high.number(0) << 24 | 3}


def test_operations_that_each_wait_for_the_next_are_looked_at_once(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not once for each other: going over them again and again would let in one at a time, with 2 million looks."""
    length, sender, looked = 2_000, Sender(), []
    plain = admission._blocks
    monkeypatch.setattr(admission, "_blocks", lambda *of: (looked.append(1), plain(*of))[1])
    chain = [Made("training", place, 1, place + 1 if place < length - 1 else None) for place in range(length)]
    assert len(applied_after(pair, [sender.stretches(0, chain, [])])[0]) == length
    assert len(looked) == length


def test_a_link_that_is_still_open_is_looked_for_in_an_index(pair: Pair) -> None:
    """Else the engine goes through every activity for every other one that is made meanwhile."""
    with pair.office.read() as reading:
        for (table,) in reading.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall():
            links = {row[3] for row in reading.execute(f"PRAGMA foreign_key_list({table})").fetchall()}
            indexes = [row[1] for row in reading.execute(f"PRAGMA index_list({table})").fetchall()]
            first = {reading.execute(f"PRAGMA index_info({one})").fetchone()[2] for one in indexes}
            assert links - first <= ({"sealed"} if table == "sealed_part" else set()), table
