"""What a stranger's file may cost: processor time and memory that grow with its size, in the fenced child, and no more records than somebody agreed to.

A reader whose time grows with the square of the size needs an hour for what is read here, and its process has seconds of processor time.
"""

from __future__ import annotations

import base64
import bz2
import datetime as dt
import os
import subprocess
import sys
import tracemalloc
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from prossce_desktop.domain.operations.operation import canonical
from prossce_desktop.exchange import sandboxed_parsing
from prossce_desktop.exchange.age_encryption import new_box, opened, recipient_of, seal
from prossce_desktop.exchange.header import parsed_header
from prossce_desktop.exchange.limits import LEAST_UNPACKED, MOST_SEALS, most_unpacked
from prossce_desktop.exchange.operation_codec import checked_body
from prossce_desktop.exchange.package import PackageRefused, open_package, write_package
from prossce_desktop.exchange.zip_members import BODY, HEADER, SIGNATURE, join, split
from prossce_desktop.services.devices import introductions
from prossce_desktop.services.packages import receiving_limits
from prossce_desktop.services.packages.package_outcome import ASKED, MANY_RECORDS
from prossce_desktop.services.sync import package_receiving, package_sending
from prossce_desktop.store.devices import device_keys
from prossce_desktop.store.devices.known_devices import ASKING, all_devices, regional_office
from prossce_desktop.store.workspace.store import Store
from prossce_desktop.store.workspace.workspace_lifecycle import Plain, create
from prossce_desktop.system.sandbox import SandboxFailed
from tests.exchange.forging import NOW, Pair, shown
from tests.program import inside

resource = pytest.importorskip("resource", reason="limits of a process as Linux has them")

MEGABYTE = 1_000_000
SECONDS = 20
"""Of processor time, of which each of these takes less than one."""

HOSTILE = {
    "quotation marks": "'\"' * n",
    "texts that never end": "'\"\\\\' * (n // 2)",
    "a text that ends in a backslash": '\'"\' + "\\\\" * n',
    "open brackets": '"[" * n',
    "empty lists": '"[" + "[]," * (n // 3) + "[]]"',
    "digits": '"1" * n',
    "a long fraction": '"1." + "1" * n',
    "one key again and again": '"{" + \'"a":0,\' * (n // 6) + \'"a":0}\'',
    "halves of letters": "'[\"' + \"\\\\ud800\" * (n // 6) + '\"]'",
}

READ = """
import resource, sys
resource.setrlimit(resource.RLIMIT_CPU, ({seconds}, {seconds}))
from prossce_desktop.exchange.strict_json import read_json
n = {n}
try:
    read_json(({text}).encode())
except ValueError:
    pass
print("read")
"""


def program(text: str) -> str:
    done = subprocess.run([sys.executable, "-c", text], capture_output=True, text=True, check=False, timeout=600)
    return done.stdout.strip() or done.stderr or f"ended by signal {-done.returncode}"


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Pair]:
    pair = Pair(tmp_path)
    yield pair
    pair.close()


@pytest.mark.slow
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_two_megabytes_of_whatever_are_read_in_seconds(text: str) -> None:
    assert program(READ.format(seconds=SECONDS, n=2 * MEGABYTE, text=text)) == "read"


def test_a_package_for_thousands_of_keys_is_damaged_before_any_key_is_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    """The age library reads what stands before the seal once for each key in it: 400 kB take two minutes."""
    identity, _recipient = new_box()
    monkeypatch.setattr("pyrage.decrypt", lambda *_: pytest.fail("it was given to the library"))
    key = base64.b64encode(os.urandom(32)).rstrip(b"=")
    many = b"age-encryption.org/v1\n" + (b"-> X25519 " + key + b"\n" + key + b"\n") * 4_000 + b"--- " + key + b"\n" + os.urandom(100)
    with pytest.raises(ValueError, match="more than can open one"):
        opened(many, [identity])
    with pytest.raises(PackageRefused, match="damaged"):
        open_package(many, [identity])


@pytest.mark.slow
def test_whatever_is_sealed_can_be_opened_by_its_first_receiver_however_many_there_are() -> None:
    identity, recipient = new_box()
    content = seal(b"figures", [recipient, *(new_box()[1] for _ in range(300))])
    assert content.find(b"\n--- ") < MOST_SEALS
    assert opened(content, [identity]) == b"figures"


def test_nothing_of_a_header_is_read_before_its_signature_was_checked(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    with pair.office.read() as reading:
        box = device_keys.box_identity(reading.execute) or ""
    members = split(opened(pair.forged([BODY_OF_ONE]), [box]) or b"")
    forged = seal(join({**members, SIGNATURE: bytes(64)}), [recipient_of(box)])
    monkeypatch.setattr(sandboxed_parsing, "_asked", lambda *_: pytest.fail("its content was parsed"))
    with pytest.raises(PackageRefused, match="bad-signature"):
        open_package(forged, [box])


def test_a_header_signed_by_another_device_than_it_names_is_refused(pair: Pair) -> None:
    """The device is found in the bytes before they are parsed; it must be the one that the parsed header names."""
    with pair.office.read() as reading:
        box = device_keys.box_identity(reading.execute) or ""
    with pair.laptop.read() as reading:
        sign, own = device_keys.signer(reading.execute), introductions.own_device(reading.execute, pair.laptop.identity)
    members = split(opened(pair.forged([BODY_OF_ONE]), [box]) or b"")
    mine = b'{"a":{"from":{"country":null,"device":"%b"}},' % own.key.hex().encode()
    header = mine + members[HEADER][1:].replace(own.key.hex().encode(), bytes(32).hex().encode())
    assert parsed_header(header).device == bytes(32)
    with pytest.raises(PackageRefused, match="hostile"):
        open_package(seal(join({**members, HEADER: header, SIGNATURE: sign(header)}), [recipient_of(box)]), [box])


NEW = {"new": "training", "first": 5 << 40, "count": 1, "cols": {"title": ["A training"]}}
BODY_OF_ONE = canonical(["00" * 16, NEW])


def test_headers_bodies_letters_and_requests_are_parsed_by_the_child_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("header", "join_letters", "operation_codec"):
        monkeypatch.setattr(f"prossce_desktop.exchange.{module}.read_json", lambda *_: pytest.fail("it was parsed in this very process"))
    pair = Pair(tmp_path)  # invitation and request
    assert package_receiving.read(pair.office, pair.forged([BODY_OF_ONE]), NOW).made == 1
    pair.close()


@pytest.mark.parametrize(("too_much", "code"), [(True, "too-large"), (False, "hostile")])
def test_what_the_child_cannot_bear_is_refused_and_the_next_package_is_read(
    pair: Pair, monkeypatch: pytest.MonkeyPatch, too_much: bool, code: str
) -> None:
    content = pair.forged([BODY_OF_ONE])

    def broken(*_: object, **__: object) -> list[bytes]:
        raise SandboxFailed(too_much=too_much)

    with monkeypatch.context() as patched:
        patched.setattr(sandboxed_parsing._fence, "ask", broken)
        found = package_receiving.read(pair.office, content, NOW)
        assert (found.status, found.code) == ("refused", code)
    assert package_receiving.read(pair.office, content, NOW).status == "accepted"


def bomb(size: int, letter: bytes) -> bytes:
    """So many bytes of one letter, packed very small."""
    packing = bz2.BZ2Compressor(9)
    parts = [packing.compress(letter * MEGABYTE) for _ in range(size // MEGABYTE)]
    return b"".join([*parts, packing.flush()])


@pytest.mark.slow
@pytest.mark.parametrize("letter", [b"\n", b"["])
def test_a_body_of_a_few_bytes_that_becomes_a_hundred_megabytes_is_refused_with_little_memory(pair: Pair, letter: bytes) -> None:
    packed = bomb(100 * MEGABYTE, letter)
    assert len(packed) < 500
    before = shown(pair.office)
    with pair.office.read() as reading:
        box = device_keys.box_identity(reading.execute) or ""
    with pair.laptop.read() as reading:
        sign = device_keys.signer(reading.execute)
    members = split(opened(pair.forged([BODY_OF_ONE]), [box]) or b"") | {BODY: packed}
    header = parsed_header(members[HEADER])
    content = write_package(replace(header, members={}), {BODY: packed}, sign, [recipient_of(box)])
    at_first = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    found = package_receiving.read(pair.office, content, NOW)
    assert found.status == "refused" and found.code in ("hostile", "too-large")
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - at_first < 100 * 1024  # kB; lines of it took 3.1 GB
    assert shown(pair.office) == before


@pytest.mark.slow
def test_a_body_may_become_two_hundred_times_its_size_or_64_mb_and_a_byte_more_is_refused() -> None:
    assert (most_unpacked(1), most_unpacked(400_000)) == (64 * 1024 * 1024, 200 * 400_000)
    for letter in (b"\n", b" "):
        tracemalloc.start()
        with pytest.raises(ValueError):
            checked_body(bomb(70 * MEGABYTE, letter), 1)
        assert tracemalloc.get_traced_memory()[1] < 3 * LEAST_UNPACKED
        tracemalloc.stop()


def people(first: int, count: int) -> bytes:
    return canonical([os.urandom(16).hex(), {"new": "person", "first": first << 40, "count": count, "cols": {"sex": ["female"] * count}}])


@pytest.mark.slow
def test_more_records_than_a_laptop_that_was_not_compared_may_send_wait_until_somebody_agrees(pair: Pair) -> None:
    """Counted in the package before one of them is made."""
    before = shown(pair.office)
    content = pair.forged([people(7, 30_000), people(8, 20_001)])
    found = package_receiving.read(pair.office, content, NOW)
    assert (found.status, found.code, found.made) == ("waiting", MANY_RECORDS, 0)
    assert package_receiving.retry(pair.office, NOW) == 0 and shown(pair.office) == before
    fits = pair.forged([people(9, 30_000), people(10, 20_000)])
    with pytest.MonkeyPatch.context() as patched:  # that they are let through is enough
        patched.setattr(package_receiving, "waits_for_somebody", lambda *_, **_more: pytest.fail("let through"))
        with pytest.raises(pytest.fail.Exception, match="let through"):
            package_receiving.read(pair.office, fits, NOW)


@pytest.mark.parametrize(("compared", "most"), [(False, "MOST_NOT_COMPARED"), (True, "MOST_RECORDS")])
def test_what_waits_for_agreement_comes_in_once_somebody_agreed(
    pair: Pair, monkeypatch: pytest.MonkeyPatch, compared: bool, most: str
) -> None:
    monkeypatch.setattr(receiving_limits, most, 50)
    if compared:
        introductions.accept_known(pair.office, pair.laptop.identity.device, words_of_laptop(pair), NOW)
    incarnation = os.urandom(16)
    first, second = people(7, 50), people(8, 1)
    assert package_receiving.read(pair.office, pair.forged([first], incarnation=incarnation), NOW).made == 50
    assert package_receiving.read(pair.office, pair.forged([first, second], incarnation=incarnation), NOW).made == 1, (
        "what is held already is not counted"
    )
    content = pair.forged([people(9, 51)])
    assert package_receiving.read(pair.office, content, NOW).code == MANY_RECORDS
    assert package_receiving.read(pair.office, content, NOW, agreed=ASKED).made == 51


def words_of_laptop(pair: Pair) -> str:
    with pair.office.read() as reading:
        own = introductions.own_device(reading.execute, pair.office.identity)
        [found] = [one for one in all_devices(reading.execute) if not one.regional]
        return introductions.words_of(own, found)


class Strangers:
    """An office, its invitation, and laptops that nobody let in."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.office, _ = create(folder / "office", country="TH", office="Region", officer="Bo", unlock=Plain(), now=lambda: NOW)
        self.invitation, _ = introductions.invite(self.office, NOW, most=100)
        self.made: list[Store] = []

    def package(self) -> bytes:
        store, _ = create(self.folder / f"{len(self.made)}", country="KH", office="O", officer="D", unlock=Plain(), now=lambda: NOW)
        self.made.append(store)
        introductions.take_invitation(store, self.invitation, NOW)
        with store.read() as reading:
            office = regional_office(reading.execute)
        assert office is not None
        [made] = package_sending.make(store, office, NOW + dt.timedelta(minutes=len(self.made)))
        return made.content

    def asking(self) -> int:
        with self.office.read() as reading:
            return sum(one.state == ASKING for one in all_devices(reading.execute))

    def kept(self) -> int:
        with self.office.read() as reading:
            return int(reading.execute("SELECT count(*) FROM package WHERE content IS NOT NULL").fetchall()[0][0])

    def close(self) -> None:
        for store in (self.office, *self.made):
            store.close()


@pytest.fixture
def strangers(tmp_path: Path) -> Iterator[Strangers]:
    found = Strangers(tmp_path)
    yield found
    found.close()


def test_no_more_than_so_many_laptops_ask_at_one_time(strangers: Strangers, monkeypatch: pytest.MonkeyPatch) -> None:
    assert receiving_limits.MOST_ASKING == 20
    monkeypatch.setattr(receiving_limits, "MOST_ASKING", 2)
    packages = [strangers.package() for _ in range(3)]
    found = [package_receiving.read(strangers.office, one, NOW) for one in packages]
    assert [(one.status, one.code) for one in found] == [("waiting", "sender-not-accepted")] * 2 + [("refused", "unknown-sender")]
    assert strangers.asking() == 2
    assert package_receiving.read(strangers.office, packages[0], NOW).status == "waiting", "who asks already may ask again"


def test_what_waits_from_strangers_is_bounded_together_and_comes_again(strangers: Strangers, monkeypatch: pytest.MonkeyPatch) -> None:
    """A package that is not kept gets no receipt, so that everything in it is in the next one."""
    assert receiving_limits.MOST_KEPT == 20 * MEGABYTE
    packages = [strangers.package() for _ in range(3)]
    monkeypatch.setattr(receiving_limits, "MOST_KEPT", len(packages[0]) + len(packages[1]))
    found = [package_receiving.read(strangers.office, one, NOW) for one in packages]
    assert [(one.status, one.code) for one in found] == [("waiting", "sender-not-accepted")] * 3
    assert (strangers.asking(), strangers.kept()) == (3, 2)


def test_the_command_line_asks_about_many_records_and_takes_them_with_many(
    pair: Pair, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(receiving_limits, "MOST_NOT_COMPARED", 50)
    (tmp_path / "came").write_bytes(pair.forged([people(7, 51)]))
    pair.office.close()
    cli = inside()
    said = cli("package", tmp_path / "office", "read", tmp_path / "came", "--json", status=6).json["results"][0]
    assert (said["status"], said["code"]) == ("waiting", "many-records")
    said = cli("package", tmp_path / "office", "read", tmp_path / "came", "--many", "--json").json["results"][0]
    assert (said["status"], said["records"]["new"]) == ("accepted", 51)
