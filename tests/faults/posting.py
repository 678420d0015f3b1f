"""In a child: a country's laptop and the regional office at their mail, to be killed, cut and looked at as every other job.

A place holds the workspace of the one at work; `post` the packages that came for it, `expected.json` what it shows when all are read.
"""

from __future__ import annotations

import email
import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import policy
from pathlib import Path
from typing import Any

from prossce_desktop.domain.model.people import Person
from prossce_desktop.domain.model.scopes import SHARED, ShareLevel
from prossce_desktop.exchange.package import open_package
from prossce_desktop.services.commands.adding import add
from prossce_desktop.services.devices import introductions
from prossce_desktop.services.exchange import package_files
from prossce_desktop.services.people import person_erasure
from prossce_desktop.services.people.people_sheet import RowDraft, save_rows
from prossce_desktop.services.reporting.counted_figures import figures
from prossce_desktop.store.devices import device_keys
from prossce_desktop.store.devices.known_devices import all_devices
from prossce_desktop.store.workspace import workspace_lifecycle
from prossce_desktop.store.workspace.store import Store
from prossce_desktop.store.workspace.workspace_lifecycle import Remembered, open_workspace
from tests.exchange.opened import everything_in
from tests.faults.child import say
from tests.faults.look import look
from tests.faults.officer import NAMES, ROUNDS, TODAY, Officer, Place, tell_files
from tests.faults.shim import Layer

COUNTRY, OFFICE = "country", "office"
SMALL = 11_000
"""Bytes of a mail, so that what is sent comes in several packages."""


def post(place: Place) -> Path:
    """What came by mail."""
    return place.root / "post"


def sent(place: Place) -> Path:
    """What is to be mailed."""
    return place.root / "sent"


def making(officer: Officer) -> None:
    """Saves, and a package to the office with its draft after each."""
    with officer.opened() as store:
        for _ in range(officer.rounds):
            with store.work("new", 1) as work:
                work.new("person", [Person(name=officer.name())])
            officer.saved(work.change)
            for one in package_files.make_packages(store, sent(officer.place), most=SMALL):
                tell_files(officer, one.path, *([one.email] if one.email else []))


def reading(officer: Officer) -> None:
    """Everything that came, one file after another, and an answer to each sender."""
    with officer.opened() as store:
        for file in sorted(post(officer.place).glob("*.prossce"), key=lambda _: officer.random.random()):
            for one in package_files.read_packages(store, [file]):
                assert one.outcome.status in ("accepted", "already_known", "waiting"), one
                officer.say({"read": file.name, "held": held(store)})
        for one in package_files.make_reply(store, sent(officer.place), sender_names(store)):
            tell_files(officer, one.path)


def accepting(officer: Officer) -> None:
    """Packages of a laptop that nobody knows, then its request: what waited is taken in."""
    with officer.opened() as store:
        files = sorted(post(officer.place).glob("*.prossce"))
        for file in files[:2]:
            package_files.read_packages(store, [file])
            officer.say({"read": file.name, "held": held(store)})
        package_files.accept(store, post(officer.place) / "request", None)
        officer.say({"accepted": True, "held": held(store)})
        for file in files[2:]:
            package_files.read_packages(store, [file])
            officer.say({"read": file.name, "held": held(store)})


def forgetting(officer: Officer) -> None:
    """People are erased one after another."""
    with officer.opened() as store:
        for n in range(officer.rounds):
            with store.read() as reading:
                rows = reading.execute("SELECT id FROM person WHERE name = ?", (marked(n),)).fetchall()
            for (id,) in rows:
                person_erasure.erase(store, id, "asked for it", officer.clock())
                officer.say({"erased": n})


def marked(n: int) -> str:
    """A name that stands nowhere else."""
    return f"Quavern{n} Zillah"


JOBS: dict[str, tuple[str, Callable[[Officer], None]]] = {
    "making": (COUNTRY, making),
    "reading": (OFFICE, reading),
    "reading the answer": (COUNTRY, reading),
    "accepting": (f"{OFFICE} that knows nobody", accepting),
    "erasing": (COUNTRY, forgetting),
}
"""Name to the place it is done at, and what is done."""


def held(store: Store) -> int:
    """How many operations are held."""
    with store.read() as reading:
        return int(reading.execute("SELECT count(*) FROM op").fetchone()[0])


def sender_names(store: Store) -> list[str]:
    """Every laptop and office that is heard here."""
    with store.read() as reading:
        return [one.name for one in all_devices(reading.execute) if one.is_heard]


@contextmanager
def at(place: Place) -> Iterator[Place]:
    """On this place's computer."""
    before = os.environ["HOME"]
    os.environ["HOME"] = str(place.home)
    try:
        yield place
    finally:
        os.environ["HOME"] = before


def prepare(root: Path) -> None:
    """A country and an office that know each other, each with the other's mail unread, and an office that knows nobody yet."""
    country, office = Place(root / COUNTRY), Place(root / OFFICE)
    unaware = Place(root / f"{OFFICE} that knows nobody")
    for place, code in ((office, "TH"), (country, "KH")):
        place.root.mkdir()
        for folder in (place.home, place.exports, sent(place), post(place)):
            folder.mkdir()
        with at(place):
            store, _ = workspace_lifecycle.create(place.workspace, country=code, office=f"Office {code}", officer="Dara", unlock=Remembered())
            store.drafts.save("new:career_fair:1", "career_fair", None, {"title": "Half a fair", "n": 1}, workspace_lifecycle.utc_now())
            store.close()
    with at(office), opened(office) as store:
        introductions.invite(store, workspace_lifecycle.utc_now())
        package_files.invite(store, root / "invitation", country=None, share=ShareLevel.names, most=5, days=90)
        add(store, "programme", [("title", "Fairs of all countries")], today=TODAY)
    with at(country), opened(country) as store:
        package_files.ask_in(store, root / "invitation", post(office) / "request")
        work_on(store, 4)
        save_rows(store, one_training(store), [RowDraft(None, None, {"name": marked(n), "sex": "F", "phone": f"0777{n:05}"}) for n in range(ROUNDS)], TODAY)
        written = package_files.make_packages(store, post(office), email=False, most=SMALL)
        assert len(written) > 1
        work_on(store, 2)
        package_files.make_packages(store, post(office), email=False, most=SMALL)
    shutil.copytree(office.root, unaware.root)
    with at(office), opened(office) as store:
        package_files.accept(store, post(office) / "request", None)
    answer(root, office, country)
    for place in (office, unaware):
        (place.root / "expected.json").write_text(json.dumps(expected(root, place)))
    keys = json.dumps(boxes(country, office))
    for place in (country, office, unaware):
        (place.root / "boxes.json").write_text(keys)
        with at(place), opened(place) as store:
            (place.root / "figures.txt").write_text(repr(figures(store)))


def answer(root: Path, office: Place, country: Place) -> None:
    """The mail that a country finds: what an office answers that has read everything."""
    later = Place(root / "later")
    shutil.copytree(office.root, later.root)
    with at(later), opened(later) as store:
        package_files.read_packages(store, [post(later)])
        package_files.make_packages(store, post(country), email=False)
    shutil.rmtree(later.root)
    (country.root / "expected.json").write_text(json.dumps(expected(root, country)))
    with at(country), opened(country) as store:
        assert store.digest((SHARED,)).digest not in expected(root, country), "what comes with the answer is not there before"


def expected(root: Path, place: Place) -> list[str]:
    """What a place shows when all of its mail is read, on a copy of it."""
    later = Place(root / "later")
    shutil.copytree(place.root, later.root)
    with at(later), opened(later) as store:
        shown = everything_read(later, store)
    shutil.rmtree(later.root)
    return shown


def everything_read(place: Place, store: Store) -> list[str]:
    """Let in who asks, read all mail; the digests of what was sent, and how much of it is held."""
    request = post(place) / "request"
    if request.exists() and store.identity.regional:
        package_files.accept(store, request, None)
    for one in package_files.read_packages(store, sorted(post(place).glob("*.prossce"))):
        assert one.outcome.status in ("accepted", "already_known"), one
    digest = store.digest(("KH",))
    if store.identity.regional:
        return [digest.shared, digest.digest]
    return [str(len(package_files.known_devices(store))), store.digest((SHARED,)).digest]


@contextmanager
def opened(place: Place) -> Iterator[Store]:
    store = open_workspace(place.workspace, None, writing=True)
    try:
        yield store
    finally:
        store.close()


def one_training(store: Store) -> int:
    """Some training that is there."""
    with store.read() as reading:
        return min(one.id for one in reading.records("training"))


def work_on(store: Store, rounds: int) -> None:
    """Trainings with people, a removed one, a correction."""
    for n in range(rounds):
        made = add(store, "training", [("title", f"Training {n}"), ("start", "2025-03-02"), ("count", "30"), ("women", "17")], today=TODAY)
        save_rows(store, made.id, [RowDraft(None, None, {"name": f"{one} {n} {k}", "sex": "F"}) for one in NAMES for k in range(6)], TODAY)
    store.undo.undo(store.undo.last_undoable() or "")


def prepared(place: Place, _asked: dict[str, Any]) -> None:
    """All places, side by side."""
    prepare(place.root)


def work(place: Place, asked: dict[str, Any]) -> None:
    """A job, recorded by the layer below where that is asked for."""
    layer = Layer() if asked.get("layer") else None
    if layer is not None:
        layer.below(place.root)
        layer.record(Path(asked["record"]))

    def acknowledge(what: dict[str, object]) -> None:
        if layer is not None:
            layer.note(json.dumps(what))
        say({"ack": what})

    say({"began": True})
    JOBS[asked["job"]][1](Officer(place, asked["seed"], acknowledge, asked.get("rounds", 4)))
    say({"finished": True})


def looked(place: Place, asked: dict[str, Any]) -> None:
    """What holds after a fault: what was read is held, the rest is read now and gives what it would have given, packages are whole."""
    acks = asked["acks"]
    broken: list[str] = []
    names = {path.name for path in sent(place).iterdir()}
    for path in sent(place).glob("[!.]*.prossce"):
        broken += not_whole(place, path)
    for path in sent(place).glob("[!.]*.eml"):
        broken += draft_not_whole(path)
    broken += [f"{one['file']} is not what was acknowledged" for one in acks if "file" in one and changed(sent(place) / one["file"], one["sha256"])]
    with opened(place) as store:
        if held(store) < max([one["held"] for one in acks if "held" in one], default=0):
            broken.append("operations that were read are not held")
        broken += [f"check: {one.name}: {one.detail}" for one in store.check() if not one.ok]
        shown = everything_read(place, store)
        if shown != json.loads((place.root / "expected.json").read_text()):
            broken.append("after all mail was read, it is not what it should be")
        if asked["job"] == "erasing":
            broken += not_erased(place, store, [one["erased"] for one in acks if "erased" in one])
        if asked["job"] == "making":
            again = package_files.make_packages(store, sent(place), most=SMALL, email=False)
            broken += [f"the number of {one.path.name} is used twice" for one in again if one.path.name in names]
    report = look(place, asked["job"], [one for one in acks if "file" not in one])
    assert isinstance(report["broken"], list)
    say({"report": {"broken": broken + report["broken"], "opened": report["opened"]}})


def not_erased(place: Place, store: Store, done: list[int]) -> list[str]:
    """Of whoever was erased nothing is left; whoever was not is whole; no figure is another."""
    text = everything_in(store)
    with store.read() as reading:
        there = {str(row[0]) for row in reading.execute("SELECT name FROM person").fetchall()}
    gone = [n for n in range(ROUNDS) if marked(n) not in there]
    broken = [f"{n} was erased and is there" for n in done if n not in gone]
    broken += [f"something is left of {n}" for n in gone if marked(n).casefold() in text or f"0777{n:05}" in text]
    return broken if repr(figures(store)) == (place.root / "figures.txt").read_text() else [*broken, "a figure is another"]


def changed(path: Path, digest: str) -> bool:
    """Whether this file is not the one with that SHA-256."""
    return not path.exists() or hashlib.sha256(path.read_bytes()).hexdigest() != digest


def not_whole(place: Place, path: Path) -> list[str]:
    """A package in the folder is one that its receiver can open."""
    try:
        open_package(path.read_bytes(), json.loads((place.root / "boxes.json").read_text()))
    except Exception as error:
        return [f"half a package: {path.name}: {error!r}"]
    return []


def draft_not_whole(path: Path) -> list[str]:
    """A draft encloses the package beside it, byte for byte."""
    letter = email.message_from_bytes(path.read_bytes(), policy=policy.default)
    enclosed = [one.get_content() for one in letter.iter_attachments() if str(one.get_filename()).endswith(".prossce")]
    return [] if enclosed == [path.with_suffix(".prossce").read_bytes()] else [f"half a draft: {path.name}"]


def boxes(*places: Place) -> list[str]:
    """The keys of everybody, to open what lies in the folders."""
    found = []
    for place in places:
        with at(place), opened(place) as store, store.read() as reading:
            found.append(device_keys.box_identity(reading.execute) or "")
    return found


TASKS = {"prepare the mail": prepared, "do the mail": work, "look at the mail": looked}
