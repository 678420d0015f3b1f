"""`office accept` of a laptop that is known by its package alone: by the file that carries its request, or by its name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from prossce_desktop.errors import RequestRefused
from prossce_desktop.exchange.armour import armoured
from prossce_desktop.exchange.package import open_package, write_package
from prossce_desktop.exchange.zip_members import REQUEST
from prossce_desktop.services.devices import introductions
from prossce_desktop.services.exchange import package_files
from prossce_desktop.store.devices import device_keys
from prossce_desktop.store.devices.known_devices import all_devices, regional_office
from prossce_desktop.store.workspace.workspace_lifecycle import open_workspace
from tests.exchange.forging import NOW
from tests.exchange.test_introductions import Two
from tests.exchange.wrapping import attached, forwarded, zipped
from tests.program import Cli, inside

pytestmark = pytest.mark.slow

Wrapped = Callable[[bytes], bytes]
WAYS = pytest.mark.parametrize(
    "wrapped", [bytes, attached, zipped, armoured, lambda one: forwarded(attached(zipped(one)))],
    ids=["as it is", "in an e-mail", "in a zip", "as text", "forwarded"],
)  # fmt: skip


class Asking:
    """A regional office, and laptops that opened its invitation; `kh` wrote a package, and asks nobody."""

    def __init__(self, folder: Path, cli: Cli) -> None:
        self.folder, self.cli = folder, cli
        self.init("th", "TH")
        cli("office", folder / "th", "invite", "--out", folder / "inv")
        self.words, self.device = self.join("kh")
        self.package = self.make("kh")

    def init(self, name: str, country: str) -> None:
        self.cli("init", self.folder / name, "--country", country, "--office", f"Office {name}", "--officer", "A", "--no-encryption")

    def join(self, name: str, country: str = "KH") -> tuple[str, str]:
        self.init(name, country)
        said = self.cli("device-request", self.folder / name, "--invitation", self.folder / "inv", "--out", self.folder / f"{name}.req", "--json").json
        self.cli("add", self.folder / name, "person", f"name=Person {name}")
        return said["fingerprint"], said["device"]

    def make(self, name: str) -> Path:
        (self.folder / f"out-{name}").mkdir(exist_ok=True)
        made = self.cli("package", self.folder / name, "make", "--out", self.folder / f"out-{name}", "--json").json
        return Path(made["files"][0]["path"])

    def read(self, path: Path, status: int = 0) -> dict[str, Any]:
        [found] = self.cli("package", self.folder / "th", "read", path, "--json", status=status).json["results"]
        assert isinstance(found, dict)
        return found

    def accept(self, request: object, *more: object, status: int = 0) -> dict[str, Any]:
        said = self.cli("office", self.folder / "th", "accept", request, *more, "--json", status=status).json
        found = said["error"] if status else said
        assert isinstance(found, dict)
        return found

    def states(self) -> list[str]:
        return [one["state"] for one in self.cli("office", self.folder / "th", "devices", "--json").json["devices"]]

    def people(self) -> int:
        return int(self.cli("people", self.folder / "th", "--json").json["count"])


@pytest.fixture
def asking(tmp_path: Path) -> Asking:
    return Asking(tmp_path, inside())


def test_the_package_that_waits_lets_its_laptop_in_and_is_taken_in_then(asking: Asking) -> None:
    waits = asking.read(asking.package, status=6)
    assert (waits["status"], waits["code"], asking.states(), asking.people()) == ("waiting", "sender-not-accepted", ["asking"], 0)
    said = asking.accept(asking.package)
    assert said == said | {
        "device": asking.device, "country": "KH", "office": "Office kh", "fingerprint": asking.words, "compared": False, "already": False,
    }  # fmt: skip
    assert (asking.states(), asking.people()) == (["accepted"], 1)
    assert asking.accept(asking.package)["already"] is True
    assert asking.read(asking.package)["status"] == "already_known"


def test_the_draft_of_the_e_mail_lets_it_in_too_also_where_nothing_was_read_before(asking: Asking) -> None:
    assert asking.accept(asking.package.with_suffix(".eml"), "--fingerprint", asking.words)["compared"] is True
    assert (asking.states(), asking.people()) == (["accepted"], 0), "nothing waited"
    assert asking.read(asking.package)["status"] == "accepted"


@WAYS
@pytest.mark.parametrize("what", ["package", "request"])
def test_a_package_or_request_is_found_in_whatever_holds_packages(asking: Asking, tmp_path: Path, wrapped: Wrapped, what: str) -> None:
    content = asking.package if what == "package" else tmp_path / "kh.req"
    (tmp_path / "came").write_bytes(wrapped(content.read_bytes()))
    wrong = asking.accept(tmp_path / "came", "--fingerprint", "moon moon moon moon moon moon", status=5)
    assert (wrong["code"], asking.states()) == ("fingerprint-differs", [])
    said = asking.accept(tmp_path / "came", "--fingerprint", asking.words.upper())
    assert (said["device"], said["compared"], said["already"], asking.states()) == (asking.device, True, False, ["accepted"])


def test_a_laptop_that_asks_is_let_in_by_its_name(asking: Asking) -> None:
    asking.read(asking.package, status=6)
    wrong = asking.accept(asking.device, "--fingerprint", "moon moon moon moon moon moon", status=5)
    assert (wrong["code"], asking.states(), asking.people()) == ("fingerprint-differs", ["asking"], 0)
    said = asking.accept(asking.device.lower())
    assert (said["device"], said["fingerprint"], said["compared"], said["already"]) == (asking.device, asking.words, False, False)
    assert (asking.states(), asking.people()) == (["accepted"], 1)
    again = asking.accept(asking.device, "--fingerprint", asking.words)
    assert (again["already"], again["compared"]) == (True, True)


def test_a_file_counts_before_a_laptop_of_that_name(asking: Asking, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asking.read(asking.package, status=6)
    monkeypatch.chdir(tmp_path)
    Path(asking.device).write_bytes(b"Dear colleagues")
    assert asking.accept(asking.device, status=4)["code"] == "request-refused"
    Path(asking.device).unlink()
    Path(asking.device).mkdir()
    assert asking.accept(asking.device)["already"] is False, "a folder is no file"


@pytest.mark.parametrize(("request_", "status", "code"), [
    ("KH-ffffff", 5, "unknown-device"), ("", 5, "unknown-device"), ("x" * 300, 5, "unknown-device"),
    ("nothing.prossce", 4, "file-missing"), ("./nothing", 4, "file-missing"),
])  # fmt: skip
def test_an_unknown_name_and_a_missing_file_are_called_so(asking: Asking, request_: str, status: int, code: str) -> None:
    assert asking.accept(request_, status=status)["code"] == code
    assert asking.states() == []


def test_a_later_package_without_a_request_says_that_its_laptop_is_in_already(asking: Asking, tmp_path: Path) -> None:
    asking.accept(asking.package)
    (tmp_path / "back").mkdir()
    asking.cli("package", tmp_path / "th", "read", asking.package, "--reply-out", tmp_path / "back")
    asking.cli("package", tmp_path / "kh", "read", tmp_path / "back")
    asking.cli("add", tmp_path / "kh", "person", "name=Sok Srey")
    later = asking.make("kh")
    with open_workspace(tmp_path / "th", None, writing=False) as store, store.read() as reading:
        assert REQUEST not in open_package(later.read_bytes(), [device_keys.box_identity(reading.execute) or ""]).members
    assert asking.accept(later)["already"] is True


def test_of_two_laptops_in_one_file_nobody_is_let_in(asking: Asking, tmp_path: Path) -> None:
    asking.join("la", "LA")
    both = attached((tmp_path / "la.req").read_bytes()) + b"\n"
    (tmp_path / "box").write_bytes(b"From a@b Mon Mar  2 09:00:00 2026\n" + both + b"From a@b Mon Mar  2 09:00:00 2026\n" + attached(asking.package.read_bytes()))
    said = asking.accept(tmp_path / "box", status=4)
    assert said["code"] == "request-refused" and "requests of several laptops" in said["message"]
    assert asking.states() == []


def test_what_asks_another_office_or_was_altered_or_shut_out_is_refused(asking: Asking, tmp_path: Path) -> None:
    asking.init("other", "PH")
    asking.cli("office", tmp_path / "other", "invite", "--out", tmp_path / "other.inv")
    said = asking.cli("office", tmp_path / "other", "accept", asking.package, "--json", status=4).json["error"]
    assert said["message"] == "This request cannot be accepted: it is for another office."
    content = asking.package.read_bytes()
    (tmp_path / "altered").write_bytes(content[:-9] + bytes([content[-9] ^ 1]) + content[-8:])
    assert asking.accept(tmp_path / "altered", status=4)["code"] == "request-refused"
    assert asking.cli("office", tmp_path / "kh", "accept", asking.package, "--json", status=5).json["error"]["code"] == "not-an-office"
    asking.accept(asking.package)
    asking.cli("office", tmp_path / "th", "revoke", asking.device)
    for one in (asking.package, asking.device):
        assert asking.accept(one, status=4)["message"] == "This request cannot be accepted: this laptop was blocked."


def test_a_request_in_the_package_of_another_laptop_lets_nobody_in(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "other").mkdir()
    two, other = Two(tmp_path / "one"), Two(tmp_path / "other")
    introductions.take_invitation(other.laptop, two.invitation, NOW, instead=True)
    with two.office.read() as reading:
        package = open_package(two.package(), [device_keys.box_identity(reading.execute) or ""])
        box = introductions.own_box(reading.execute)
    with other.laptop.read() as reading:
        [office] = [one for one in all_devices(reading.execute) if one.key == two.office.identity.device_key]
        strange = introductions.request_to(reading.execute, other.laptop.identity, office, NOW)
    with two.laptop.read() as reading:
        assert regional_office(reading.execute) is not None
        sign = device_keys.signer(reading.execute)
    (tmp_path / "came").write_bytes(write_package(package.header, {**package.members, REQUEST: strange}, sign, [box]))
    with pytest.raises(RequestRefused):
        package_files.accept(two.office, tmp_path / "came", None)
    with two.office.read() as reading:
        assert all_devices(reading.execute) == []
    two.close()
    other.close()
