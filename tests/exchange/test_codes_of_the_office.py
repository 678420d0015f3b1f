"""The code by which the regional office and a country compare their records: in replies, on exports, in `digest`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from prossce_desktop.domain.model.organisations_and_results import Organisation
from prossce_desktop.domain.model.training import Training
from prossce_desktop.services.exchange import exchange_page, package_files
from prossce_desktop.services.reporting import activity_papers, report_export
from prossce_desktop.services.reporting.report_export import Wanted
from prossce_desktop.store.workspace.store import Store
from prossce_desktop.store.workspace.workspace_lifecycle import Plain, create
from prossce_desktop.system.progress import silent
from tests.ui.exchange.offices import introduced, laptop, office, send, training
from tests.ui.window import TODAY

pytestmark = pytest.mark.slow
NOW = dt.datetime(2024, 12, 1, 9, 0, tzinfo=dt.UTC)


class Three:
    """The regional office with laptops of Cambodia and the Lao PDR, both let in."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.office = office(folder)
        self.kh = laptop(folder)
        self.la, _ = create(folder / "la", country="LA", office="Vientiane", officer="Khamla", unlock=Plain())
        self._sent = 0
        for store in (self.kh, self.la):
            introduced(self.office, store, folder / "mail")

    def send(self, store: Store) -> None:
        """To the office."""
        self._sent += 1
        exchange_page.take_in(self.office, send(store, self.folder / f"sent-{self._sent}"))

    def reply(self, store: Store) -> package_files.WrittenPackage:
        """Of the office, which is taken in there."""
        self._sent += 1
        out = self.folder / f"reply-{self._sent}"
        out.mkdir()
        [written] = package_files.make_packages(self.office, out, to=store.identity.device)
        exchange_page.take_in(store, [written.path])
        return written

    def exported(self, name: str, *countries: str) -> tuple[Path, str]:
        """A workbook of the office, and the code that stands on it."""
        path = self.folder / name
        return path, report_export.export(self.office, Wanted(countries=countries, excel=path), NOW, TODAY).code

    def looked(self, path: Path) -> tuple[bool, bool]:
        """Whether Receive at the office calls the workbook current, and whether a figure is another one."""
        found = exchange_page.dry_run_files(self.office, [path], silent).workbooks[path]
        return found.is_current, bool(found.differs)

    def close(self) -> None:
        for store in (self.office, self.kh, self.la):
            store.close()


@pytest.fixture
def three(tmp_path: Path) -> Iterator[Three]:
    made = Three(tmp_path)
    yield made
    made.close()


def test_the_offices_code_is_another_one_after_each_package_of_any_country(three: Three) -> None:
    codes = [three.office.digest().code]
    for store, code in ((three.kh, "KH-TR-1"), (three.la, "LA-TR-1"), (three.kh, "KH-TR-2")):
        training(store, code, "Sok Sophea")
        three.send(store)
        codes.append(three.office.digest().code)
    assert len(set(codes)) == 4
    assert three.office.digest().shared == three.office.digest(("LA", "KH")).shared, "of all countries, in whatever order they are named"
    with three.office.work("new", 1) as work:
        work.new("training", [Training(title="The office's own")])
    assert three.office.digest().code not in codes, "what the office records itself counts in the whole"
    of_all = three.office.digest().code
    with three.office.work("new", 1) as work:
        work.new("organisation", [Organisation(name="ILO")])
    assert three.office.digest().code == of_all, "everybody's lists count nowhere"


def test_the_code_in_a_reply_is_that_of_the_country_it_goes_to(three: Three) -> None:
    for store, code in ((three.kh, "KH-TR-1"), (three.la, "LA-TR-1")):
        training(store, code, "Sok Sophea")
        three.send(store)
    for store, other in ((three.kh, three.la), (three.la, three.kh)):
        written = three.reply(store)
        code = store.digest().code
        assert f"Check code of the data: {code}\n" in written.text and other.digest().code not in written.text
        assert package_files.files_json(three.office, [written])["checksum"] == code


def test_the_code_on_an_export_of_the_office_is_that_of_the_countries_it_covers(three: Three) -> None:
    for store, code in ((three.kh, "KH-TR-1"), (three.la, "LA-TR-1")):
        training(store, code, "Sok Sophea")
        three.send(store)
    assert three.exported("kh.xlsx", "KH")[1] == three.kh.digest().code
    assert three.exported("both.xlsx", "KH", "LA")[1] == three.exported("all.xlsx")[1] == three.office.digest().code
    path = three.folder / "own.xlsx"
    found = report_export.export(three.kh, Wanted(countries=("KH",), excel=path), NOW, TODAY)
    assert found.code == three.kh.digest().code


def test_the_page_of_an_activity_carries_the_code_of_its_country(three: Three) -> None:
    for store, country in ((three.kh, "KH"), (three.la, "LA")):
        id = training(store, f"{country}-TR-1", "Sok Sophea")
        three.send(store)
        with three.office.read() as reading:
            assert activity_papers.activity_data(reading, id, NOW, TODAY).origin.code == store.digest().code


def test_the_offices_own_workbook_is_current_until_another_package_comes(three: Three) -> None:
    training(three.kh, "KH-TR-1", "Sok Sophea")
    three.send(three.kh)
    of_all, of_cambodia = three.exported("all.xlsx")[0], three.exported("kh.xlsx", "KH")[0]
    assert three.looked(of_all) == three.looked(of_cambodia) == (True, False)
    training(three.la, "LA-TR-1", "Heng Sovann")
    three.send(three.la)
    assert three.looked(of_all) == (False, True)
    assert three.looked(of_cambodia)[0], "nothing of Cambodia came"
    assert three.looked(three.exported("now.xlsx")[0]) == (True, False)
    training(three.kh, "KH-TR-2", "Chan Dara")
    three.send(three.kh)
    assert not three.looked(of_cambodia)[0] and not three.looked(three.folder / "now.xlsx")[0]
    assert three.looked(three.exported("kh now.xlsx", "KH")[0])[0]
