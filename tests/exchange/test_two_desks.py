"""Two desks of one fair exchange by stick: they come to know each other, and each is complete after each had its turn twice."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PIL import Image

from prossce_desktop import app
from prossce_desktop.domain.model.codes import Verdict
from prossce_desktop.domain.model.scopes import ShareLevel
from prossce_desktop.errors import FingerprintDiffers, FolderMissing, NoOffice, RequestRefused
from prossce_desktop.exchange.sandboxed_parsing import read_request
from prossce_desktop.services.activities import attachments
from prossce_desktop.services.commands import adding
from prossce_desktop.services.decisions import duplicate_pairs
from prossce_desktop.services.devices import device_cards, introductions
from prossce_desktop.services.exchange import exchange_page, exchange_status, package_files, usb_stick
from prossce_desktop.services.history import step_sentences
from prossce_desktop.services.people import people_sheet
from prossce_desktop.services.people.people_sheet import RowDraft
from prossce_desktop.services.reporting import counted_figures
from prossce_desktop.store.devices.known_devices import Device, all_devices, keep_device
from prossce_desktop.store.queries import duplicate_people
from prossce_desktop.store.workspace.store import Store
from prossce_desktop.store.workspace.workspace_lifecycle import Plain, create
from prossce_desktop.system.progress import silent

pytestmark = pytest.mark.slow

TODAY = dt.date(2026, 3, 3)


def workspace(folder: Path, name: str, country: str = "KH") -> Store:
    store, _ = create(folder / name, country=country, office=f"Office {name}", officer=f"Officer {name}", unlock=Plain())
    return store


def fair(store: Store) -> int:
    return adding.add(store, "career_fair", [("title", "Fair"), ("code", "KH-F-1"), ("start", "2026-03-02")], today=TODAY).id


def register(store: Store, *rows: dict[str, object]) -> None:
    """People of the fair, as the desk types them."""
    with store.read() as reading:
        [id] = [row[0] for row in reading.execute("SELECT id FROM career_fair WHERE removed = 0").fetchall()]
    people_sheet.save_rows(store, id, [RowDraft(None, None, {"sex": "f", **one}) for one in rows], TODAY)


def names(store: Store) -> list[str]:
    with store.read() as reading:
        return [str(row[0]) for row in reading.execute("SELECT name FROM person WHERE removed = 0 ORDER BY name, id").fetchall()]


@dataclass
class Desks:
    """Two laptops that opened one invitation and nothing else; `stick` is a folder that both reach, one at a time."""

    a: Store
    b: Store
    stick: Path
    folder: Path

    def turn(self, store: Store) -> usb_stick.Done:
        """The stick is put in; whoever lies there unknown is compared and met; all is taken in and written."""
        found = usb_stick.dry_run_stick(store, self.stick, silent)
        for one in found.strangers:
            usb_stick.meet(store, one)
        return usb_stick.exchange(store, self.stick)


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[Desks]:
    with workspace(tmp_path, "office", "TH") as office, workspace(tmp_path, "A") as a, workspace(tmp_path, "B") as b:
        exchange_page.invite(office, tmp_path / "invitation", country=None, share=ShareLevel.codes)
        for one in (a, b):
            exchange_page.take_invitation(one, tmp_path / "invitation")
        (tmp_path / "stick").mkdir()
        yield Desks(a, b, tmp_path / "stick", tmp_path)


def test_two_laptops_without_an_office_know_each_other_and_are_complete_after_two_turns_each(desks: Desks) -> None:
    a, b = desks.a, desks.b
    fair(a)
    register(a, {"name": "Sok Sophea", "phone": "012 345 678"}, {"name": "Keo Bopha"})
    found = usb_stick.dry_run_stick(a, desks.stick, silent)
    assert (found.strangers, found.dry_run.results, found.colleagues) == ((), (), ())
    assert usb_stick.exchange(a, desks.stick).colleagues == ()
    assert [one.name for one in (desks.stick / "ProSSCE").iterdir()] == [f"{a.identity.device}.prossce-laptop"], "its card alone"

    [card] = usb_stick.dry_run_stick(b, desks.stick, silent).strangers
    assert (card.name, card.officer) == (a.identity.device, "Officer A")
    with a.read() as reading:
        assert card.words == device_cards.own_words(reading.execute, a.identity), "both screens show the same six words"
    assert len(card.words.split()) == 6
    assert names(b) == []
    done = desks.turn(b)
    assert [one.name for one in done.colleagues] == [a.identity.device]

    found = usb_stick.dry_run_stick(a, desks.stick, silent)
    assert [one.name for one in found.strangers] == [b.identity.device]
    assert found.dry_run.results == (), "its package is read once its words were compared"
    desks.turn(a)
    desks.turn(b)
    assert names(b) == ["Keo Bopha", "Sok Sophea"], "with their names"
    register(b, {"name": "Chan Dara"})
    done = desks.turn(b)
    assert done.colleagues[0].lacks > 0
    done = desks.turn(a)
    assert names(a) == names(b) == ["Chan Dara", "Keo Bopha", "Sok Sophea"]
    assert a.digest().shared == b.digest().shared
    assert desks.turn(b).colleagues[0].lacks == 0, "and each knows that the other has everything"
    assert desks.turn(a).colleagues[0].lacks == 0
    assert all(one.ok for store in (a, b) for one in store.check())


def test_from_then_on_one_turn_each_brings_the_other_up_to_date_and_the_stick_holds_one_package_for_each(desks: Desks) -> None:
    a, b = desks.a, desks.b
    fair(a)
    for store in (a, b, a, b):
        desks.turn(store)
    for number in range(3):
        register(a, {"name": f"Sok Number{number}"})
        desks.turn(a)
        desks.turn(b)
        assert names(a) == names(b)
    files = sorted(one.name for one in (desks.stick / "ProSSCE").iterdir())
    assert len(files) == 4, "a card and a package of each"
    assert a.digest().shared == b.digest().shared


def test_pictures_that_are_marked_or_asked_for_go_by_stick_as_well(desks: Desks) -> None:
    a, b = desks.a, desks.b
    activity = fair(a)
    for n in range(2):
        Image.effect_noise((600, 400), 20 + n).convert("RGB").save(desks.folder / f"{n}.jpg")
    attachments.add(a, activity, [desks.folder / "0.jpg", desks.folder / "1.jpg"])
    marked, asked = attachments.listed(a, activity)
    attachments.mark(a, marked.id, for_report=True)

    def here() -> set[str]:
        return {one.sha256 for one in attachments.listed(b, activity) if one.is_here}

    for store in (a, b, a, b):
        desks.turn(store)
    assert here() == {marked.sha256}, "each had its turn twice"
    attachments.ask_for(b, asked.sha256)
    for store in (b, a, b):
        desks.turn(store)
    assert here() == {marked.sha256, asked.sha256}
    assert attachments.content_of(b, asked.sha256) == attachments.content_of(a, asked.sha256)


def test_people_at_both_desks_are_joined_where_certain_and_listed_once_where_likely(desks: Desks) -> None:
    a, b = desks.a, desks.b
    fair(a)
    for store in (a, b, a, b):
        desks.turn(store)
    register(a, {"name": "Sok Sophea", "phone": "012 345 678"}, {"name": "Keo Bopha Rany"}, {"name": "Chan Dara"})
    register(b, {"name": "Sophea Sok", "phone": "+855 12 345 678"}, {"name": "Keo Bopha Rany"}, {"name": "Heng Sovann"})
    for store in (a, b, a, b):
        desks.turn(store)
    for store in (a, b):
        with store.read() as reading:
            asked = duplicate_people.open_pairs(reading)
            assert len(asked) == 1, "listed once"
            assert {one.name for one in duplicate_people.traits(reading, (asked[0].a, asked[0].b)).values()} == {"Keo Bopha Rany"}
            reach = counted_figures.figures(reading).reach.whole
        assert (reach.named, reach.named_min, reach.open_pairs) == (5, 4, 1), "six lines; Sok Sophea is one person"
        assert (
            "1 person from another laptop joined with a person here, 1 possible duplicate to check" in {one.title for one in step_sentences.history_in_words(store)} or store is b
        )
    assert a.digest().digest == b.digest().digest
    duplicate_pairs.decide(b, asked[0].a, asked[0].b, Verdict.same)
    desks.turn(b)
    desks.turn(a)
    with a.read() as reading:
        assert duplicate_people.open_pairs(reading) == []
        assert counted_figures.figures(reading).reach.whole.named == 4


def test_what_would_be_taken_in_is_counted_with_people_joined_as_they_will_be(desks: Desks) -> None:
    a, b = desks.a, desks.b
    fair(a)
    for store in (a, b, a, b):
        desks.turn(store)
    register(a, {"name": "Sok Sophea", "phone": "012 345 678"}, {"name": "Keo Bopha", "phone": "012 999 111"})
    register(b, {"name": "Sok Sophea", "phone": "012 345 678"})
    desks.turn(a)
    before, promised = usb_stick.dry_run_stick(b, desks.stick, silent).dry_run.people
    assert [(one.lower, one.upper) for one in (before, promised)] == [(1, 1), (2, 2)], "one of the two is here already"
    desks.turn(b)
    with b.read() as reading:
        reach = counted_figures.figures(reading).reach.whole
    assert (reach.lower, reach.upper) == (promised.lower, promised.upper)


def test_people_of_two_other_laptops_are_left_to_these(desks: Desks, tmp_path: Path) -> None:
    """Each of the two looks at its own; so a laptop that is filled with a whole country looks at nobody."""
    a, b = desks.a, desks.b
    with workspace(tmp_path, "C") as c:
        exchange_page.take_invitation(c, tmp_path / "invitation")
        for store in (a, b, c, a, b, c):
            desks.turn(store)
        fair(a)
        for store in (a, b, c):
            desks.turn(store)
        same = {"name": "Sok Sophea", "phone": "012 345 678"}
        register(b, same)
        register(c, same, {"name": "Keo Bopha", "phone": "012 999 111"})
        for store, folder in ((b, tmp_path / "from-b"), (c, tmp_path / "from-c")):
            folder.mkdir()
            package_files.make_packages(store, folder, to=a.identity.device, email=False)
        exchange_page.take_in(a, sorted((tmp_path / "from-b").iterdir()) + sorted((tmp_path / "from-c").iterdir()))
        with a.read() as reading:
            assert list(reading.records("link")) == []
        for store in (b, c, b, a):
            desks.turn(store)
        for store in (a, b, c):
            with store.read() as reading:
                assert [one.value.verdict for one in reading.records("link")] == [Verdict.same]  # type: ignore[attr-defined]
                assert counted_figures.figures(reading).reach.whole.upper == 2


def test_where_both_laptops_found_a_pair_at_the_same_time_it_is_still_one_and_decided_as_one(desks: Desks) -> None:
    a, b = desks.a, desks.b
    fair(a)
    for store in (a, b, a, b):
        desks.turn(store)
    register(a, {"name": "Keo Bopha Rany"})
    register(b, {"name": "Keo Bopha Rany"})
    (desks.folder / "other").mkdir()
    usb_stick.exchange(a, desks.stick)
    usb_stick.exchange(b, desks.folder / "other")
    usb_stick.exchange(b, desks.stick)
    usb_stick.exchange(a, desks.folder / "other")
    for _ in range(2):
        desks.turn(a)
        desks.turn(b)
    for store in (a, b):
        with store.read() as reading:
            assert reading.execute("SELECT count(*) FROM link WHERE removed = 0").first() == (2,), "each put it on record"
            [pair] = duplicate_people.open_pairs(reading)
            assert len(duplicate_pairs.likely_duplicates(reading, pair.a)) == 1
            assert counted_figures.figures(reading).reach.whole.open_pairs == 1
    duplicate_pairs.decide(a, pair.a, pair.b, Verdict.different)
    desks.turn(a)
    desks.turn(b)
    with b.read() as reading:
        assert duplicate_people.open_pairs(reading) == [] and duplicate_pairs.likely_duplicates(reading, pair.a) == []


def test_what_was_joined_and_taken_back_is_not_joined_again(desks: Desks) -> None:
    a, b = desks.a, desks.b
    fair(a)
    for store in (a, b, a, b):
        desks.turn(store)
    register(a, {"name": "Sok Sophea", "phone": "012 345 678"})
    register(b, {"name": "Sok Sophea", "phone": "012 345 678"})
    desks.turn(a)
    desks.turn(b)
    step = b.undo.last_undoable()
    assert step is not None
    b.undo.undo(step)
    with b.work("edit", 1) as work:
        with b.read() as reading:
            [first, _second] = [row[0] for row in reading.execute("SELECT id FROM person ORDER BY id").fetchall()]
        work.set("person", {first: {"occupation": None, "email": "sophea@example.org"}})
    for store in (b, a, b):
        desks.turn(store)
    for store in (a, b):
        with store.read() as reading:
            assert counted_figures.figures(reading).reach.whole.named == 2


def test_a_card_that_was_altered_or_is_of_another_country_or_office_meets_nobody(desks: Desks, tmp_path: Path) -> None:
    a, b = desks.a, desks.b
    usb_stick.exchange(a, desks.stick)
    [path] = (desks.stick / "ProSSCE").iterdir()
    card = path.read_bytes()
    with pytest.raises(FingerprintDiffers):
        device_cards.meet(b, card, "six other words that are wrong", app.now())
    with b.read() as reading, pytest.raises(RequestRefused):
        device_cards.stranger(reading.execute, b.identity, card.replace(b"Officer A", b"Officer X"))
    path.write_bytes(card.replace(b"Officer A", b"Officer X"))
    assert usb_stick.dry_run_stick(b, desks.stick, silent).strangers == ()
    path.write_bytes(card)
    assert read_request(card).country == "KH"
    with workspace(tmp_path, "office-2", "TH") as office, workspace(tmp_path, "LA", "LA") as lao, workspace(tmp_path, "C") as c:
        with pytest.raises(NoOffice):
            usb_stick.dry_run_stick(c, desks.stick, silent)
        exchange_page.take_invitation(lao, tmp_path / "invitation")
        assert usb_stick.dry_run_stick(lao, desks.stick, silent).strangers == ()
        exchange_page.invite(office, tmp_path / "invitation-2", country=None, share=ShareLevel.codes)
        exchange_page.take_invitation(c, tmp_path / "invitation-2")
        assert usb_stick.dry_run_stick(c, desks.stick, silent).strangers == (), "it works with another office"
    with pytest.raises(FolderMissing):
        usb_stick.dry_run_stick(b, tmp_path / "pulled out", silent)


def test_packages_are_found_however_many_photos_the_stick_holds(desks: Desks, monkeypatch: pytest.MonkeyPatch) -> None:
    a, b = desks.a, desks.b
    monkeypatch.setattr(usb_stick, "_MOST_FILES", 10)
    (desks.stick / "DCIM").mkdir()
    for n in range(20):
        (desks.stick / "DCIM" / f"{n}.jpg").write_bytes(b"a photo")
    usb_stick.exchange(a, desks.stick)
    assert len(usb_stick.dry_run_stick(b, desks.stick, silent).strangers) == 1


def test_other_files_on_the_stick_and_packages_for_others_are_left_alone(desks: Desks) -> None:
    a, b = desks.a, desks.b
    fair(a)
    for store in (a, b, a, b):
        desks.turn(store)
    (desks.stick / "photo.jpg").write_bytes(b"\xff\xd8" + bytes(5_000))
    (desks.stick / "letter.txt").write_text("Dear colleagues", encoding="utf-8")
    (desks.stick / "other.age").write_bytes(b"age-encryption.org/v1\n-> X25519 abc\n")
    register(a, {"name": "Sok Sophea"})
    desks.turn(a)
    found = usb_stick.dry_run_stick(b, desks.stick, silent)
    assert {one.file.name.rpartition("-")[0] or one.file.name for one in found.dry_run.results} == {a.identity.device, "other.age"}
    assert {one.outcome.status for one in found.dry_run.results} == {"accepted", "refused"}
    before = b.digest()
    assert usb_stick.dry_run_stick(b, desks.stick, silent).dry_run.has_news and b.digest() == before, "looking changes nothing"
    assert (desks.stick / "photo.jpg").exists()


def test_too_much_on_one_laptop_alone_is_said_until_another_one_holds_it(desks: Desks, monkeypatch: pytest.MonkeyPatch) -> None:
    a, b = desks.a, desks.b
    fair(a)
    for store in (a, b, a, b):
        desks.turn(store)
    register(a, *({"name": f"Sok {n}"} for n in range(499)))
    lone = exchange_status.waits(a).lone
    assert (lone.people, lone.days, lone.is_much) == (499, 1, False)
    register(a, {"name": "Keo Bopha"})
    assert exchange_status.waits(a).lone.is_much
    assert exchange_page.standing(a).lone.people == 500
    for store in (a, b, a):
        desks.turn(store)
    assert exchange_status.waits(a).lone.people == 0
    register(a, {"name": "Today"})
    monkeypatch.setattr(a._base, "now", lambda: dt.datetime.now(dt.UTC) + dt.timedelta(days=1))
    register(a, {"name": "Tomorrow"})
    lone = exchange_status.waits(a).lone
    assert (lone.people, lone.days, lone.is_much) == (2, 2, True)
    introductions.retire(a, b.identity.device)
    assert exchange_status.waits(a).lone.people == 502, "a laptop that is not used any more is no safe place"


def test_nothing_is_written_for_a_retired_laptop_until_it_is_used_again(desks: Desks) -> None:
    a, b = desks.a, desks.b
    for store in (a, b, a, b):
        desks.turn(store)
    name = b.identity.device
    introductions.retire(a, name)
    assert desks.turn(a).colleagues == ()
    introductions.retire(a, name, is_back=True)
    assert [one.name for one in desks.turn(a).colleagues] == [name]


def test_a_laptop_that_was_shut_out_is_not_met_again(desks: Desks) -> None:
    a, b = desks.a, desks.b
    usb_stick.exchange(a, desks.stick)
    [card] = usb_stick.dry_run_stick(b, desks.stick, silent).strangers
    usb_stick.meet(b, card)
    with b.sync.exchanging() as db:
        [device] = [one for one in all_devices(db.execute) if one.name == a.identity.device]
        keep_device(db, _shut(device))
    assert usb_stick.dry_run_stick(b, desks.stick, silent).strangers == ()
    with pytest.raises(RequestRefused):
        usb_stick.meet(b, card)


def _shut(device: Device) -> Device:
    from dataclasses import replace

    return replace(device, state="revoked")
