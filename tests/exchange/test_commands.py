"""The exchange as another program calls it (CLI13, CLI14): every key, every exit status, every code."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from prossce_desktop.services.devices import introductions
from prossce_desktop.store.devices.known_devices import regional_office
from prossce_desktop.store.workspace.workspace_lifecycle import open_workspace
from tests.program import Cli, inside, program

pytestmark = pytest.mark.slow

NAME, PHONE = "ចាន់ ដារ៉ា", "070920425"
DAY = dt.datetime(2026, 3, 2, 9, 0, tzinfo=dt.UTC)


class World:
    """Workspaces in one folder, and what is sent between them."""

    def __init__(self, folder: Path, program: Callable[[Path], Cli] = inside) -> None:
        (folder / "home").mkdir()
        self.folder = folder
        self.cli = program(folder / "home")
        self._boxes = 0

    def __truediv__(self, name: str) -> Path:
        return self.folder / name

    def init(self, name: str, country: str) -> str:
        made = self.cli("init", self / name, "--country", country, "--office", f"Office {name}", "--officer", f"Officer {name}",
                        "--no-encryption", "--json")  # fmt: skip
        return str(made.json["device"])

    def introduce(self, name: str, *, office: str = "th", compared: bool = False) -> None:
        self.cli("device-request", self / name, "--invitation", self / f"{office}.inv", "--out", self / f"{name}.req")
        words = self.cli("device-request", self / name, "--invitation", self / f"{office}.inv", "--out", self / f"{name}.req", "--json").json
        more = ["--fingerprint", words["fingerprint"]] if compared else []
        self.cli("office", self / office, "accept", self / f"{name}.req", *more)
        if compared:
            self.cli("device", self / name, "approve", "office", *more)

    def person(self, name: str, *values: str) -> str:
        return str(self.cli("add", self / name, "person", *(values or (f"name={NAME}", f"phone={PHONE}", "sex=male")), "--json").json["id"])

    def make(self, name: str, *more: object, status: int = 0) -> dict[str, Any]:
        self._boxes += 1
        folder = self / f"out-{self._boxes}"
        folder.mkdir()
        return self.cli("package", self / name, "make", "--out", folder, *more, "--json", status=status).json

    def read(self, name: str, *paths: object, status: int = 0) -> list[dict[str, Any]]:
        found = self.cli("package", self / name, "read", *paths, "--json", status=status).json["results"]
        assert isinstance(found, list)
        return found

    def send(self, one: str, other: str, *more: object, status: int = 0) -> list[dict[str, Any]]:
        return self.read(other, *paths_of(self.make(one, *more)), status=status)

    def answer(self, device: str, to: str) -> list[dict[str, Any]]:
        """The office writes to one laptop, which reads it."""
        return self.send("th", to, "--to", device)

    def shared(self, name: str, country: str = "KH") -> str:
        return str(self.cli("digest", self / name, "--country", country, "--json").json["shared"])

    def shown(self, name: str, country: str = "KH") -> str:
        return str(self.cli("digest", self / name, "--country", country, "--json").json["digest"])

    def names(self, name: str) -> set[str | None]:
        return {one["name"] for one in self.cli("people", self / name, "--json").json["people"]}


def paths_of(made: dict[str, Any]) -> list[str]:
    return [one["path"] for one in made["files"]]


def statuses(results: Sequence[dict[str, Any]]) -> list[tuple[str, str | None]]:
    return [(one["status"], one["code"]) for one in results]


@pytest.fixture
def world(tmp_path: Path) -> World:
    """The regional office with an invitation, and a laptop of Cambodia that nobody knows yet."""
    world = World(tmp_path)
    world.init("th", "TH")
    world.init("kh", "KH")
    world.cli("office", world / "th", "invite", "--out", world / "th.inv")
    return world


def code_of(said: Any) -> str:
    assert set(said.json) == {"error"} and set(said.json["error"]) == {"code", "message", "detail"}
    return str(said.json["error"]["code"])


def test_a_script_goes_the_whole_way_with_a_process_for_each_command(tmp_path: Path) -> None:
    world = World(tmp_path, program)
    world.init("th", "TH")
    device = world.init("kh", "KH")
    world.cli("office", world / "th", "invite", "--out", world / "th.inv")
    world.introduce("kh")
    world.person("kh")
    assert statuses(world.send("kh", "th")) == [("accepted", None)]
    assert statuses(world.answer(device, "kh")) == [("accepted", None)]
    assert world.shared("th") == world.shared("kh") and world.names("th") == {None}


def test_an_invitation_says_what_was_asked_for(tmp_path: Path) -> None:
    world = World(tmp_path)
    world.init("th", "TH")
    said = world.cli("office", world / "th", "invite", "--out", world / "inv", "--for", "KH", "--share", "names", "--devices", "3", "--days", "7",
                     "--json").json  # fmt: skip
    assert said.keys() >= {"path", "office", "recipients", "signing_key", "for", "share", "devices", "expires"}
    assert (said["path"], said["office"], said["for"], said["share"], said["devices"]) == (str(world / "inv"), "Office th", "KH", "names", 3)
    assert said["expires"] == (dt.datetime.now(dt.UTC).date() + dt.timedelta(days=7)).isoformat()
    assert all(one.startswith("age1") for one in said["recipients"])
    usual = world.cli("office", world / "th", "invite", "--out", world / "inv2", "--json").json
    assert (usual["for"], usual["share"], usual["devices"]) == (None, "codes", 20)
    assert usual["signing_key"] == said["signing_key"]
    world.cli("office", world / "th", "invite", status=2)
    world.cli("office", world / "th", "invite", "--out", world / "inv3", "--share", "all", status=2)
    world.cli("office", world / "th", "invite", "--out", world / "nowhere" / "inv", status=8)
    world.cli("office", world / "nothing", "invite", "--out", world / "inv4", status=3)
    assert not (world / "inv3").exists() and not (world / "inv4").exists() and not (world / "nothing").exists()


def test_a_request_is_of_the_same_device_each_time_and_a_bad_invitation_is_refused(world: World) -> None:
    (world / "any name.docx").write_bytes((world / "th.inv").read_bytes())
    one = world.cli("device-request", world / "kh", "--invitation", world / "any name.docx", "--out", world / "1.req", "--json").json
    other = world.cli("device-request", world / "kh", "--invitation", world / "th.inv", "--out", world / "2.req", "--json").json
    assert one.keys() >= {"path", "device", "fingerprint"}
    assert (one["device"], one["fingerprint"]) == (other["device"], other["fingerprint"])
    assert len(one["fingerprint"].split()) == 6
    assert (world / "1.req").read_bytes() != (world / "2.req").read_bytes()

    world.init("new", "KH")
    invitation = (world / "th.inv").read_bytes()
    (world / "altered").write_bytes(invitation.replace(b"Office th", b"Office xx"))
    (world / "cut").write_bytes(invitation[: len(invitation) // 2])
    (world / "empty").write_bytes(b"")
    for bad in ("altered", "cut", "empty"):
        said = world.cli("device-request", world / "new", "--invitation", world / bad, "--out", world / "no.req", "--json", status=4)
        assert code_of(said) == "invitation-refused"
    store = open_workspace(world / "th", None, writing=True)
    with store:
        (world / "old").write_bytes(introductions.invite(store, DAY - dt.timedelta(days=3_000), days=1)[0])
    assert code_of(world.cli("device-request", world / "new", "--invitation", world / "old", "--out", world / "no.req", "--json", status=4))
    world.cli("office", world / "th", "invite", "--out", world / "la.inv", "--for", "LA")
    world.cli("device-request", world / "new", "--invitation", world / "la.inv", "--out", world / "no.req", status=4)
    world.cli("device-request", world / "new", "--invitation", world / "missing", "--out", world / "no.req", status=4)
    world.cli("device-request", world / "new", "--invitation", world / "th.inv", "--out", world / "nowhere" / "no.req", status=8)
    world.cli("device-request", world / "new", "--out", world / "no.req", status=2)
    assert not (world / "no.req").exists()
    assert code_of(world.cli("package", world / "new", "make", "--out", world / "home", "--json", status=5)) == "no-office"


def test_a_request_is_accepted_once_and_never_against_other_words(world: World) -> None:
    words = world.cli("device-request", world / "kh", "--invitation", world / "th.inv", "--out", world / "kh.req", "--json").json
    wrong = world.cli("office", world / "th", "accept", world / "kh.req", "--fingerprint", "moon moon moon moon moon moon", "--json", status=5)
    assert code_of(wrong) == "fingerprint-differs"
    assert world.cli("office", world / "th", "devices", "--json").json["devices"] == []
    said = world.cli("office", world / "th", "accept", world / "kh.req", "--json").json
    assert said == said | {
        "device": words["device"], "country": "KH", "office": "Office kh", "fingerprint": words["fingerprint"], "compared": False, "already": False,
    }  # fmt: skip
    again = world.cli("office", world / "th", "accept", world / "kh.req", "--json").json
    assert (again["already"], again["compared"]) == (True, False)
    told = "  ".join(words["fingerprint"].upper().split()) + "\n"
    assert world.cli("office", world / "th", "accept", world / "kh.req", "--fingerprint", told, "--json").json["compared"] is True
    [listed] = world.cli("office", world / "th", "devices", "--json").json["devices"]
    assert (listed["device"], listed["state"], listed["compared"], listed["fingerprint"]) == (words["device"], "accepted", True, words["fingerprint"])
    once_more = world.cli("office", world / "th", "accept", world / "kh.req", "--json").json
    assert (once_more["already"], once_more["compared"]) == (True, True)


def test_a_request_that_is_not_for_this_office_or_knows_no_secret_is_refused(world: World) -> None:
    world.cli("device-request", world / "kh", "--invitation", world / "th.inv", "--out", world / "kh.req")
    world.init("other", "PH")
    world.cli("office", world / "other", "invite", "--out", world / "other.inv")
    request = (world / "kh.req").read_bytes()
    (world / "altered").write_bytes(request[:-9] + bytes([request[-9] ^ 1]) + request[-8:])
    (world / "cut").write_bytes(request[:50])
    with open_workspace(world / "kh", None, writing=True) as store, store.read() as reading:
        office = regional_office(reading.execute)
        assert office is not None
        guess = introductions.request_to(reading.execute, store.identity, replace(office, invitation=bytes(32)), dt.datetime.now(dt.UTC))
    (world / "guessed").write_bytes(guess)
    for office_name, file in (("other", "kh.req"), ("th", "altered"), ("th", "cut"), ("th", "guessed"), ("th", "th.inv")):
        said = world.cli("office", world / office_name, "accept", world / file, "--json", status=4)
        assert code_of(said) == "request-refused", file
    world.cli("office", world / "th", "accept", world / "missing", status=4)
    assert code_of(world.cli("office", world / "kh", "accept", world / "kh.req", "--json", status=5)) == "not-an-office"
    assert code_of(world.cli("office", world / "kh", "devices", "--json", status=5)) == "not-an-office"
    assert world.cli("office", world / "th", "devices", "--json").json["devices"] == []


def test_an_invitation_for_names_leaves_an_office_at_codes_until_somebody_agrees(world: World) -> None:
    world.cli("device-request", world / "kh", "--invitation", world / "th.inv", "--out", world / "kh.req")
    world.cli("office", world / "th", "invite", "--out", world / "names.inv", "--share", "names")
    ask = ("device-request", world / "kh", "--invitation", world / "names.inv", "--out", world / "kh.req", "--json")
    assert [world.cli(*ask, *more).json["asks_for_names"] for more in ((), (), ("--names",), ())] == [True, True, False, False]
    assert code_of(world.cli("device-request", world / "kh", "--invitation", world / "th.inv", "--out", world / "no.req", "--json", status=4))


def test_a_laptop_leaves_a_compared_office_for_another_only_when_told_to(world: World) -> None:
    ask = ("device-request", world / "kh", "--out", world / "kh.req", "--json", "--invitation")
    words = world.cli(*ask, world / "th.inv").json["fingerprint"]
    with open_workspace(world / "kh", None, writing=True) as store:
        introductions.compared_with_office(store, words)
    world.init("other", "PH")
    world.cli("office", world / "other", "invite", "--out", world / "other.inv")
    assert code_of(world.cli(*ask, world / "other.inv", status=4)) == "other-office"
    world.cli(*ask, world / "other.inv", "--instead")
    world.cli("office", world / "other", "accept", world / "kh.req")


def test_no_more_laptops_come_in_than_were_invited(world: World) -> None:
    world.cli("office", world / "th", "invite", "--out", world / "th.inv", "--devices", "1")
    world.introduce("kh")
    world.init("kh2", "KH")
    world.cli("device-request", world / "kh2", "--invitation", world / "th.inv", "--out", world / "kh2.req")
    assert code_of(world.cli("office", world / "th", "accept", world / "kh2.req", "--json", status=4)) == "request-refused"


def test_what_was_sent_before_the_laptop_is_let_in_waits_and_is_taken_then(world: World) -> None:
    assert code_of(world.cli("package", world / "kh", "make", "--out", world / "home", "--json", status=5)) == "no-office"
    world.cli("device-request", world / "kh", "--invitation", world / "th.inv", "--out", world / "kh.req")
    world.cli("add", world / "kh", "training", "title=A training", "start=2025-01-01", "count=20")
    made = world.make("kh")
    assert made.keys() >= {"files", "since_receipt", "records", "checksum"}
    [file] = made["files"]
    assert file.keys() >= {"path", "email", "bytes", "mailed_bytes", "part", "parts", "ranges"}
    assert Path(file["path"]).stat().st_size == file["bytes"] < file["mailed_bytes"]
    assert Path(file["email"]).suffix == ".eml" and (file["part"], file["parts"]) == (1, 1)
    [one] = file["ranges"]
    assert one["source"].endswith(".KH") and (one["from"], one["to"]) == (1, 1)
    assert made["since_receipt"] is None and made["records"]["activity"] == 1
    before = world.shown("th")
    [waits] = world.read("th", file["path"], status=6)
    assert (waits["status"], waits["code"]) == ("waiting", "sender-not-accepted")
    assert world.shown("th") == before
    [still] = world.read("th", file["path"], status=6)
    assert still["status"] == "waiting"
    world.cli("office", world / "th", "accept", world / "kh.req")
    assert world.shown("th") == world.shown("kh") != before
    assert world.shared("th") == world.shared("kh")
    assert made["checksum"] == world.cli("digest", world / "th", "--country", "KH", "--json").json["code"]


def test_a_package_is_taken_once_in_every_shape(world: World) -> None:
    world.introduce("kh")
    world.cli("add", world / "kh", "training", "title=A training", "start=2025-01-01", "count=20")
    world.person("kh")
    made = world.make("kh")
    [taken] = world.read("th", *paths_of(made))
    assert taken.keys() >= {
        "file", "status", "code", "message", "package_id", "from", "operations", "records", "conflicts", "have", "first_read",
    }  # fmt: skip
    assert (taken["status"], taken["code"], taken["first_read"], taken["conflicts"]) == ("accepted", None, None, 0)
    assert taken["operations"] == {"new": 2, "known": 0} and taken["records"]["new"] == 3
    assert taken["have"] == [{"source": made["files"][0]["ranges"][0]["source"], "to": 2}]
    assert taken["from"] == world.cli("office", world / "th", "devices", "--json").json["devices"][0]["device"]
    [again] = world.read("th", made["files"][0]["email"])
    assert (again["status"], again["operations"]) == ("already_known", {"new": 0, "known": 2})
    assert again["first_read"].endswith("Z") and again["package_id"] == taken["package_id"]
    other = world.make("kh", "--no-email")
    assert other["files"][0]["email"] is None
    [known] = world.read("th", *paths_of(other))
    assert (known["status"], known["first_read"]) == ("already_known", None)

    world.person("kh", "name=Sok Srey")
    mixed = world.make("kh")
    folder = Path(paths_of(mixed)[0]).parent
    assert sorted(statuses(world.read("th", folder))) == [("accepted", None), ("already_known", None)]
    (folder / "notes.txt").write_text("see you on Monday", encoding="utf-8")
    world.person("kh", "name=Keo")
    fine = paths_of(world.make("kh"))[0]
    assert statuses(world.read("th", folder / "notes.txt", fine, status=4)) == [("refused", "not-a-package"), ("accepted", None)]
    world.cli("package", world / "th", "read", folder / "missing", status=4)
    world.cli("package", world / "th", "read", status=2)
    world.cli("package", world / "kh", "make", status=2)
    world.cli("package", world / "kh", "make", "--out", world / "nowhere", status=8)
    world.cli("package", world / "kh", "make", "--out", folder, "--max-bytes", "0", status=2)


def test_the_reply_is_a_receipt_after_which_only_what_is_new_travels(world: World) -> None:
    world.introduce("kh")
    world.person("kh")
    (world / "reply").mkdir()
    said = world.cli("package", world / "th", "read", *paths_of(world.make("kh")), "--reply-out", world / "reply", "--json").json
    assert statuses(said["results"]) == [("accepted", None)] and said["reply"]
    assert list((world / "reply").glob("*.prossce")) and list((world / "reply").glob("*.eml"))
    read = world.cli("package", world / "kh", "read", world / "reply", "--json").json
    assert read["reply"] is None
    assert sorted(one["status"] for one in read["results"]) == ["accepted", "already_known"]
    empty = world.make("kh")
    assert empty["files"][0]["ranges"] == [] and empty["records"] == {} and empty["since_receipt"] is not None
    assert statuses(world.read("th", *paths_of(empty))) == [("accepted", None)], "a receipt is news"
    world.person("kh", "name=Sok Srey")
    for _ in range(2):
        more = world.make("kh")
        assert [(one["from"], one["to"]) for one in more["files"][0]["ranges"]] == [(2, 2)]
        assert more["records"] == {"person": 1} and more["since_receipt"] is not None


def test_a_receipt_is_not_answered_with_a_receipt(world: World) -> None:
    world.introduce("kh")
    world.person("kh")
    for folder in ("1", "2", "3"):
        (world / folder).mkdir()
    first = paths_of(world.make("kh"))
    for _ in range(2):  # what is known already is answered as well: the first answer may be lost
        said = world.cli("package", world / "th", "read", *first, "--reply-out", world / "1", "--json").json
        assert [Path(one).parent for one in said["reply"]] == [world / "1"]
    said = world.cli("package", world / "kh", "read", *said["reply"], "--reply-out", world / "2", "--json").json
    assert (statuses(said["results"]), said["reply"]) == ([("accepted", None)], [])
    world.cli("package", world / "kh", "receipt", "--out", world / "receipt")
    said = world.cli("package", world / "th", "read", world / "receipt", "--reply-out", world / "3", "--json").json
    assert (statuses(said["results"]), said["reply"]) == ([("accepted", None)], [])
    assert not [*(world / "2").iterdir(), *(world / "3").iterdir()]


def test_a_receipt_alone_is_a_file_at_exactly_that_path(world: World) -> None:
    world.introduce("kh")
    world.person("kh")
    world.send("kh", "th")
    device = world.cli("digest", world / "kh", "--json") and world.cli("office", world / "th", "devices", "--json").json["devices"][0]["device"]
    said = world.cli("package", world / "th", "receipt", "--out", world / "receipt", "--to", device, "--json").json
    assert said["path"] == str(world / "receipt") and (world / "receipt").stat().st_size == said["bytes"]
    assert statuses(world.read("kh", world / "receipt")) == [("accepted", None)]
    assert world.make("kh")["files"][0]["ranges"] == []
    world.cli("package", world / "kh", "receipt", "--out", world / "receipt 2")
    assert statuses(world.read("th", world / "receipt 2")) == [("accepted", None)]
    world.cli("package", world / "kh", "receipt", "--out", world / "nowhere" / "r", status=8)
    world.cli("package", world / "kh", "receipt", status=2)
    world.cli("package", world / "kh", "receipt", "--out", world / "no", "--to", "KH-ffffff", status=5)


def test_refusals_have_their_codes_and_change_nothing(world: World) -> None:
    world.introduce("kh")
    world.init("other", "PH")
    world.cli("office", world / "other", "invite", "--out", world / "other.inv")
    world.init("la", "LA")
    world.cli("device-request", world / "la", "--invitation", world / "other.inv", "--out", world / "la.req")
    world.person("kh")
    world.person("la", "name=Keo")
    [mine], [theirs] = paths_of(world.make("kh")), paths_of(world.make("la"))
    assert statuses(world.read("other", mine, status=4)) == [("refused", "not-for-us")]
    assert statuses(world.read("la", mine, status=4)) == [("refused", "not-for-us")]
    assert statuses(world.read("th", theirs, status=4)) == [("refused", "not-for-us")]
    content = Path(mine).read_bytes()
    (world / "damaged").write_bytes(content[:-200] + bytes(100) + content[-100:])
    (world / "cut").write_bytes(content[: len(content) // 2])
    (world / "none").write_bytes(b"")
    (world / "long").write_bytes(content + b"more")
    before = world.shown("th"), world.shared("th")
    found = world.read("th", world / "damaged", world / "cut", world / "none", world / "long", status=4)
    assert statuses(found) == [("refused", "damaged"), ("refused", "damaged"), ("refused", "not-a-package"), ("refused", "damaged")]
    assert all(one["message"] for one in found)
    with open_workspace(world / "kh", None, writing=True) as store, store.sync.exchanging() as db:
        db.execute("UPDATE device SET invitation = zeroblob(32)")
    world.init("stranger", "KH")
    world.cli("office", world / "th", "invite", "--out", world / "kh.inv")
    world.cli("device-request", world / "stranger", "--invitation", world / "kh.inv", "--out", world / "stranger.req")
    with open_workspace(world / "stranger", None, writing=True) as store, store.sync.exchanging() as db:
        db.execute("UPDATE device SET invitation = zeroblob(32)")
    assert statuses(world.send("stranger", "th", status=4)) == [("refused", "unknown-sender")]
    assert (world.shown("th"), world.shared("th")) == before


def test_a_laptop_that_was_shut_out_is_not_read_and_what_it_did_can_be_taken_back(world: World) -> None:
    world.introduce("kh")
    one = world.person("kh")
    world.send("kh", "th")
    world.person("kh", "name=Sok Srey")
    world.send("kh", "th")
    [listed] = world.cli("office", world / "th", "devices", "--json").json["devices"]
    assert code_of(world.cli("office", world / "th", "revoke", "KH-ffffff", "--json", status=5)) == "unknown-device"
    assert code_of(world.cli("office", world / "kh", "revoke", listed["device"], "--json", status=5)) == "not-an-office"
    world.cli("office", world / "th", "revoke", status=2)
    said = world.cli("office", world / "th", "revoke", listed["device"], "--json").json
    assert (said["device"], said["state"]) == (listed["device"], "revoked")
    assert world.cli("office", world / "th", "devices", "--json").json["devices"][0]["state"] == "revoked"
    assert world.cli("people", world / "th", "--json").json["count"] == 2
    assert statuses(world.send("kh", "th", status=4)) == [("refused", "revoked")]
    world.cli("office", world / "th", "accept", world / "kh.req", status=4)
    assert world.cli("office", world / "th", "revoke", listed["device"], "--after", "1", "--json").json["after"] == 1
    left = world.cli("people", world / "th", "--json").json["people"]
    assert [person["id"] for person in left] == [one]
    step = world.cli("history", world / "th", "--json").json["steps"][0]
    assert step["records"] == 1 and not step["undone"]
    world.cli("undo", world / "th", step["id"])
    assert world.cli("people", world / "th", "--json").json["count"] == 2
    assert world.cli("check", world / "th").status == 0


@pytest.mark.parametrize(("share", "compared", "named"), [("codes", True, False), ("names", False, False), ("names", True, True)])
def test_the_office_gets_names_only_at_that_level_and_only_when_the_words_were_compared(
    tmp_path: Path, share: str, compared: bool, named: bool
) -> None:
    world = World(tmp_path)
    world.init("th", "TH")
    device = world.init("kh", "KH")
    world.cli("office", world / "th", "invite", "--out", world / "th.inv", "--share", share)
    world.introduce("kh", compared=compared)
    world.answer(device, "kh")
    world.cli("add", world / "kh", "career_fair", "code=F1", "title=A fair", "start=2025-01-01", "count=20")
    person = world.person("kh")
    world.cli("add", world / "kh", "participation", f"person={person}", "activity=F1", "stage=attended")
    world.send("kh", "th")
    assert world.names("th") == ({NAME} if named else {None})
    assert world.shared("th") == world.shared("kh")
    [at_office] = world.cli("people", world / "th", "--activity", "F1", "--json").json["people"]
    assert at_office["sex"] == "male" and at_office["phone"] == (PHONE if named else None)
    figures = [json.loads(world.cli("figures", world / one, "--json").out) for one in ("th", "kh")]
    assert figures[0] == figures[1]
    if not named:
        held = [one for one in (world / "th").rglob("*") if one.is_file()]
        assert held and not any(NAME.encode() in one.read_bytes() or PHONE.encode() in one.read_bytes() for one in held)


def test_parts_of_a_large_package_are_read_in_any_order(world: World) -> None:
    world.introduce("kh")
    for n in range(8):
        world.person("kh", f"name=Person {n}", "sex=male")
    made = world.make("kh", "--max-bytes", "4000")
    files = made["files"]
    assert len(files) > 2 and [one["part"] for one in files] == list(range(1, len(files) + 1)) and {one["parts"] for one in files} == {len(files)}
    ranges = [(one["from"], one["to"]) for file in files for one in file["ranges"]]
    assert [one[0] for one in ranges] == [1, *(one[1] + 1 for one in ranges[:-1])] and ranges[-1][1] == 8
    paths = paths_of(made)
    [waits] = world.read("th", paths[-1], status=6)
    assert (waits["status"], waits["code"]) == ("waiting", "part-missing")
    assert world.shared("th") != world.shared("kh")
    found = world.read("th", *reversed(paths[:-1]), status=6)
    assert {one["status"] for one in found} == {"waiting", "accepted"} and found[-1]["status"] == "accepted"
    assert world.shared("th") == world.shared("kh")
    assert {one["status"] for one in world.read("th", *paths)} == {"already_known"}


def test_two_laptops_of_one_country_exchange_directly_with_names_once_each_approved_the_other(world: World) -> None:
    one = world.cli("digest", world / "kh") and world.init("kh2", "KH")
    world.introduce("kh")
    world.introduce("kh2")
    [listed] = [each for each in world.cli("office", world / "th", "devices", "--json").json["devices"] if each["device"] != one]
    first, second = listed["device"], one
    assert code_of(world.cli("device", world / "kh", "approve", second, "--json", status=5)) == "unknown-device"
    world.cli("package", world / "kh", "make", "--out", world / "home", "--to", second, status=5)
    world.answer(first, "kh")
    world.answer(second, "kh2")
    known = world.cli("device", world / "kh", "list", "--json").json["devices"]
    [mate] = [each for each in known if each["device"] == second]
    assert mate.keys() >= {"device", "country", "office", "officer", "state", "compared", "approved", "fingerprint"}
    assert (mate["approved"], mate["country"]) == (False, "KH")

    world.person("kh")
    [before] = world.send("kh", "kh2", "--to", second)
    assert before["status"] == "accepted" and world.names("kh2") == {None}, "without approval no name leaves"
    assert code_of(world.cli("device", world / "kh", "approve", second, "--fingerprint", "a b c d e f", "--json", status=5)) == "fingerprint-differs"
    said = world.cli("device", world / "kh", "approve", second, "--fingerprint", mate["fingerprint"], "--json").json
    assert said.keys() >= {"device", "fingerprint"} and said["device"] == second
    world.cli("device", world / "kh2", "approve", first)
    world.cli("device", world / "kh2", "approve", "KH-ffffff", status=5)
    world.send("kh2", "kh", "--to", first)  # says what it lacks
    world.send("kh", "kh2", "--to", second)
    assert world.names("kh2") == {NAME}
    assert (world.shared("kh"), world.shown("kh")) == (world.shared("kh2"), world.shown("kh2"))

    world.person("kh2", "name=Sok Srey")
    world.send("kh2", "th")
    world.answer(first, "kh")
    assert world.names("kh") == {NAME, "Sok Srey"}, "through the office, which could not open it"
    assert world.names("th") <= {None}


def test_only_the_officers_own_comparison_opens_names_and_never_the_offices_word(tmp_path: Path) -> None:
    """Anybody can write an invitation, and then say that its words were compared."""
    world = World(tmp_path)
    world.init("th", "TH")
    device = world.init("kh", "KH")
    world.cli("office", world / "th", "invite", "--out", world / "th.inv", "--share", "names")
    words = world.cli("device-request", world / "kh", "--invitation", world / "th.inv", "--out", world / "kh.req", "--json").json["fingerprint"]
    world.cli("office", world / "th", "accept", world / "kh.req", "--fingerprint", words)
    world.answer(device, "kh")
    world.person("kh")
    world.send("kh", "th")
    assert world.names("th") == {None}, "compared at the office alone"
    world.cli("device", world / "kh", "approve", "office", status=2)
    assert code_of(world.cli("device", world / "kh", "approve", "office", "--fingerprint", "a b c d e f", "--json", status=5)) == "fingerprint-differs"
    assert world.cli("device", world / "kh", "approve", "office", "--fingerprint", words.upper(), "--json").json["fingerprint"] == words.upper()
    world.answer(device, "kh")
    world.send("kh", "th")
    assert world.names("th") == {NAME}
