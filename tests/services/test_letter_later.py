"""The letter to somebody who was erased says the same whenever it is saved: the day of erasing, and what had been made until then."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from prossce_desktop.domain.model.attachment import Attachment
from prossce_desktop.domain.model.people import Link, Participation, Person
from prossce_desktop.domain.model.training import Training
from prossce_desktop.errors import UnknownRecord
from prossce_desktop.services.devices import introductions
from prossce_desktop.services.people import person_erasure
from prossce_desktop.services.reporting import export_log
from prossce_desktop.services.sync import package_sending
from prossce_desktop.store.devices.known_devices import regional_office
from prossce_desktop.store.workspace import workspace_lifecycle
from prossce_desktop.store.workspace.workspace_lifecycle import Plain, create
from prossce_desktop.system import clock
from tests.pdf_text import pdf_text
from tests.program import inside

RECORDED, ERASED, LATER = (dt.datetime(*day, 12, 0, tzinfo=dt.UTC) for day in ((2026, 11, 20), (2026, 11, 28), (2027, 1, 7)))


class Laptop:
    """A laptop of Cambodia whose clock is set by hand, with a training, its one person, and an office to which it sends."""

    def __init__(self, folder: Path) -> None:
        self.clock, self.folder = RECORDED, folder / "kh"
        self.store, _ = create(self.folder, country="KH", office="Office KH", officer="Dara", unlock=Plain(), now=lambda: self.clock)
        office, _ = create(folder / "th", country="TH", office="Region", officer="Bo", unlock=Plain(), now=lambda: self.clock)
        with office:
            introductions.take_invitation(self.store, introductions.invite(office, self.clock)[0], self.clock)
        with self.store.work("new", 1) as work:
            [self.training] = work.new("training", [Training(title="Workshop", start="2026-11-02", country="KH")])  # type: ignore[arg-type]
        self.person = self.record("Kanari Dara")

    def record(self, name: str) -> int:
        with self.store.work("new", 1) as work:
            [person] = work.new("person", [Person(name=name, sex="female")])  # type: ignore[arg-type]
            work.new("participation", [Participation(person=person, activity=self.training)])
        return person

    def make(self, name: str) -> None:
        """A package, a copy, a sheet and a scan, at the moment of the clock."""
        with self.store.work("new", 1) as work:
            work.new("attachment", [Attachment(activity=self.training, name=f"scan-{name}.jpg", sha256="0" * 64, media="image/jpeg", size=1)])
        with self.store.read() as reading:
            office = regional_office(reading.execute)
        assert office is not None
        package_sending.make(self.store, office, self.clock)
        export_log.note_sheet(self.store, self.training, f"sheet-{name}.pdf", self.clock)
        (self.folder / "backups").mkdir(exist_ok=True)
        (self.folder / "backups" / f"base-{self.clock:%Y%m%d-%H%M%S}.db").touch()

    def at(self, clock: dt.datetime, name: str) -> None:
        self.clock = clock
        self.make(name)

    def letter(self, left: person_erasure.OutOfReach) -> str:
        person_erasure.write_letter(self.store, left, self.clock, self.folder.parent / "letter.pdf")
        return text_of(self.folder.parent / "letter.pdf")


def text_of(path: Path) -> str:
    said = pdf_text(path)
    return " ".join(said.split())


@pytest.fixture
def laptop(tmp_path: Path) -> Iterator[Laptop]:
    """Erased on 28 November after one of everything was made; two of everything were made since, the last at the very hour of the letter."""
    laptop = Laptop(tmp_path)
    laptop.make("before")
    laptop.clock = ERASED
    person_erasure.erase(laptop.store, laptop.person, "asked for it", ERASED)
    laptop.at(ERASED + dt.timedelta(days=9), "between")
    laptop.at(LATER, "after")
    yield laptop
    laptop.store.close()


def speaks_of_that_day(text: str) -> None:
    assert "On 28 November 2026 we erased" in text
    assert "1 encrypted package was sent by e-mail on 20 November 2026." in text
    assert "1 older backup on this computer." in text
    assert "sheet-before.pdf" in text and "scan-before.jpg" in text
    assert not [file for when in ("between", "after") for file in (f"sheet-{when}.pdf", f"scan-{when}.jpg") if file in text]


def test_the_letter_that_is_saved_weeks_later_counts_what_was_made_until_the_day_of_erasing(laptop: Laptop) -> None:
    left = person_erasure.out_of_reach(laptop.store, [laptop.person])
    assert (left.time, left.packages, left.last_package, left.backups) == (ERASED, 1, RECORDED, (RECORDED,))
    speaks_of_that_day(laptop.letter(left))


def test_erasing_again_tells_what_was_out_of_reach_the_first_time(laptop: Laptop) -> None:
    done = person_erasure.erase(laptop.store, laptop.person, "asked again", LATER)
    assert done.step is None
    speaks_of_that_day(laptop.letter(done.left))


@pytest.mark.slow
def test_the_command_line_writes_the_same_letter_later(laptop: Laptop, monkeypatch: pytest.MonkeyPatch) -> None:
    laptop.store.close()
    monkeypatch.setattr(clock, "now", lambda: LATER)
    monkeypatch.setitem(workspace_lifecycle.open_workspace.__kwdefaults__ or {}, "now", lambda: LATER)
    letter = laptop.folder.parent / "letter.pdf"
    said = inside()("erase", laptop.folder, laptop.person, "--reason", "asked again", "--letter", letter, "--json").json
    assert said["already"] is True
    told = said["out_of_reach"]
    assert (told["packages"], told["copies"]) == (1, ["2026-11-20T12:00:00Z"])
    assert ([one["file"] for one in told["exports"]], told["attachments"]) == (["sheet-before.pdf"], ["scan-before.jpg"])
    speaks_of_that_day(text_of(letter))


def test_who_was_erased_just_now_is_told_of_everything_also_where_the_clock_was_set_back(tmp_path: Path) -> None:
    laptop = Laptop(tmp_path)
    laptop.at(LATER, "ahead")
    laptop.clock = ERASED
    done = person_erasure.erase(laptop.store, laptop.person, "asked for it", ERASED)
    assert (done.left.time, done.left.packages, done.left.last_package, done.left.backups) == (ERASED, 1, LATER, (LATER,))
    assert "sheet-ahead.pdf" in laptop.letter(done.left)
    laptop.store.close()


def test_of_a_person_joined_later_the_last_record_that_was_erased_counts(laptop: Laptop) -> None:
    double = laptop.record("Kanari D.")
    with laptop.store.work("new", 1) as work:
        a, b = sorted((laptop.person, double))
        work.new("link", [Link(a=a, b=b, verdict="same")])  # type: ignore[arg-type]
    laptop.clock = LATER + dt.timedelta(days=1)
    assert person_erasure.out_of_reach(laptop.store, [laptop.person, double]).time == ERASED
    person_erasure.erase(laptop.store, double, "asked for it", laptop.clock)
    left = person_erasure.out_of_reach(laptop.store, [laptop.person, double])
    assert (left.time, left.packages, left.last_package) == (laptop.clock, 3, LATER)


def test_of_nobody_who_was_erased_there_is_nothing_to_tell(tmp_path: Path) -> None:
    laptop = Laptop(tmp_path)
    with pytest.raises(UnknownRecord):
        person_erasure.out_of_reach(laptop.store, [laptop.person])
    laptop.store.close()
