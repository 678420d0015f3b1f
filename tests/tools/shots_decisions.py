"""Two laptops of one country that disagree, and an office that asks, for the pictures of the window."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from prossce_desktop import app
from prossce_desktop.app import Store
from prossce_desktop.domain.model.scopes import ShareLevel
from prossce_desktop.services.commands import adding
from prossce_desktop.services.decisions import questions
from prossce_desktop.services.exchange import exchange_page
from prossce_desktop.services.people import people_sheet
from prossce_desktop.services.people.people_sheet import RowDraft
from prossce_desktop.services.records import record_editor, record_saving
from prossce_desktop.services.records.recent_reasons import with_reason
from prossce_desktop.services.records.record_editor import CountTyped

OFFICES = {"phnom-penh": ("Phnom Penh", "Sok Chantha"), "siem-reap": ("Siem Reap", "Meas Sophea")}
NAMES = ("Sok Sophea", "Keo Bopha", "Chan Dara", "Heng Sovann")


@dataclass(frozen=True)
class Disputes:
    """Phnom Penh holds everything; `fair` and `training` have several values, `person` has two phones.

    `bangkok`, the regional office, asks about them, and changed the place of the training.
    """

    phnom_penh: Store
    bangkok: Store
    fair: int
    training: int
    person: int


@contextmanager
def disputes(folder: Path, today: dt.date) -> Iterator[Disputes]:
    """Make them in this folder; they are closed at the end, their files stay."""
    folder.mkdir(parents=True)
    bangkok = _workspace(folder / "bangkok", "TH", "ILO Bangkok", "Anong Srisai")
    laptops = [_workspace(folder / name, "KH", *who) for name, who in OFFICES.items()]
    invitation = folder / "invitation"
    exchange_page.invite(bangkok, invitation, country=None, share=ShareLevel.codes)
    for store in laptops:
        exchange_page.take_invitation(store, invitation)
    for store in (bangkok, *laptops):
        exchange_page.choose_folder(store, folder)
    first, second = laptops
    of_fair = {"title": "National Career and Productivity Fair 2024", "start": "2024-10-26", "channel": "on_site"}
    fair = _add(first, "career_fair", today, **of_fair, count="40000", women="21000")
    training = _add(first, "training", today, title="Counselling skills, Kampong Cham", start="2024-11-18", count="4")
    people = people_sheet.save_rows(first, training, [RowDraft(None, None, {"name": one, "sex": "f"}) for one in NAMES], today)
    person = people.rows[1].person or 0
    for _ in range(4):
        _pass_on(bangkok, laptops)
        for store in laptops:
            for one in exchange_page.standing(store).devices:
                exchange_page.confirm_fingerprint(store, one)
    counted = {first: ("41422", "21872"), second: ("41242", "22014")}
    titles = {first: "Counselling skills and job matching, Kampong Cham", second: "Counselling young jobseekers, Kampong Cham"}
    phones = {first: "012447910", second: "012447901"}
    for store in laptops:
        [count] = record_editor.open_record(store, "career_fair", fair, today).counts
        typed = CountTyped(count.record, {**count.fields, "count": counted[store][0], "women": counted[store][1]})
        record_editor.save(store, "career_fair", fair, {"place": "Koh Pich" if store is first else "Diamond Island"}, [typed], today=today)
        record_saving.save(
            store, "training", {"title": titles[store], "hours": "18" if store is first else "20"}, today=today, record=training
        )
        record_saving.save(store, "person", {"phone": phones[store]}, today=today, record=person)
    questions.ask(bangkok, training, "end", "The sheet shows three days, the record one. Which is right?")
    questions.ask(bangkok, fair, "hired_on_spot", "The ministry’s press line says 118. Do you have the list?")
    with with_reason("So it says in the letter of invitation"):
        record_saving.save(bangkok, "training", {"place": "Provincial hall"}, today=today, record=training)
    for _ in range(3):
        _pass_on(bangkok, laptops)
    try:
        yield Disputes(first, bangkok, fair, training, person)
    finally:
        for store in (bangkok, *laptops):
            store.close()


def _pass_on(bangkok: Store, laptops: list[Store]) -> None:
    for store in laptops:
        exchange_page.take_in(bangkok, [one.path for one in exchange_page.send(store)])
        for one in exchange_page.standing(bangkok).devices:
            if one.state == exchange_page.ASKS:
                exchange_page.admit_device(bangkok, one, is_compared=True)
        back = [one for one in exchange_page.send(bangkok) if one.made.to.name == store.identity.device]
        exchange_page.take_in(store, [one.path for one in back])


def _workspace(folder: Path, country: str, office: str, officer: str) -> Store:
    store, _key = app.first(folder, country=country, office=office, officer=officer, opening=app.UnlockChoice(None, remember=True))
    return store


def _add(store: Store, kind: str, today: dt.date, **fields: str) -> int:
    return adding.add(store, kind, list(fields.items()), today=today).id
