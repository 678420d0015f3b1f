"""A country and the regional office that exchange packages, for the pictures of the window."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from prossce_desktop import app
from prossce_desktop.app import Store
from prossce_desktop.domain.model.scopes import ShareLevel
from prossce_desktop.services.commands import adding
from prossce_desktop.services.exchange import exchange_page, usb_stick
from prossce_desktop.services.people import people_sheet
from prossce_desktop.services.people.people_sheet import RowDraft

NAMES = ("Sok Sophea", "Keo Bopha", "Chan Dara", "Heng Sovann", "Meas Sophal", "Chea Sreyneang")


@dataclass(frozen=True)
class Offices:
    """Bangkok, Phnom Penh, which sent twice and has something new, and Siem Reap, which asks to be let in; what came lies in `mail`."""

    bangkok: Store
    phnom_penh: Store
    alone: Store
    """A laptop that opened no invitation yet."""
    mail: Path
    stick: Path
    """Here lies the card of Siem Reap."""


@contextmanager
def offices(folder: Path, today: dt.date) -> Iterator[Offices]:
    """Make them in this folder; they are closed at the end, their files stay."""
    mail, written = folder / "mail", folder / "mails to Bangkok"
    for one in (mail, written):
        one.mkdir(parents=True)
    bangkok = _workspace(folder / "bangkok", "TH", "ILO Bangkok", "Anong Srisai")
    phnom_penh = _workspace(folder / "phnom-penh", "KH", "Phnom Penh", "Sok Chantha")
    siem_reap = _workspace(folder / "siem-reap", "KH", "Siem Reap", "Meas Sophea")
    alone = _workspace(folder / "alone", "KH", "Phnom Penh", "Sok Chantha")
    invitation = folder / "invitation"
    exchange_page.invite(bangkok, invitation, country=None, share=ShareLevel.codes)
    for store in (phnom_penh, siem_reap):
        exchange_page.take_invitation(store, invitation)
    for store in (bangkok, phnom_penh, siem_reap):
        exchange_page.choose_folder(store, mail)
    _training(phnom_penh, "Counselling skills, Kampong Cham", NAMES[:4], today)
    exchange_page.take_in(bangkok, [one.path for one in exchange_page.send(phnom_penh)])
    [asks] = exchange_page.standing(bangkok).devices
    exchange_page.admit_device(bangkok, asks, is_compared=True)
    exchange_page.take_in(phnom_penh, [one.path for one in exchange_page.send(bangkok)])
    known = exchange_page.standing(phnom_penh).office
    if known is not None:
        exchange_page.confirm_fingerprint(phnom_penh, known)
    _training(siem_reap, "Interview skills, Siem Reap", NAMES[:1], today)
    exchange_page.take_in(bangkok, [one.path for one in exchange_page.send(siem_reap)])
    for one in mail.iterdir():
        one.unlink()
    _training(phnom_penh, "Labour market information, Takeo", NAMES[4:], today)
    pairs = [("name", "Angkor Garments"), ("constituent", "private_enterprise"), ("country", "KH")]
    adding.add(phnom_penh, "organisation", pairs, today=today)
    exchange_page.choose_folder(phnom_penh, written)
    for sent in exchange_page.send(phnom_penh):
        shutil.copy(sent.path, mail)
    (mail / "programme.txt").write_text("Dear colleagues, please find attached the programme of the fair.\n", encoding="utf-8")
    (folder / "KINGSTON").mkdir()
    usb_stick.exchange(siem_reap, folder / "KINGSTON")
    siem_reap.close()
    try:
        yield Offices(bangkok, phnom_penh, alone, mail, folder / "KINGSTON")
    finally:
        for store in (bangkok, phnom_penh, alone):
            store.close()


def _workspace(folder: Path, country: str, office: str, officer: str) -> Store:
    store, _key = app.first(folder, country=country, office=office, officer=officer, opening=app.UnlockChoice(None, remember=True))
    return store


def _training(store: Store, title: str, names: tuple[str, ...], today: dt.date) -> None:
    pairs = [("title", title), ("start", "2024-11-18"), ("count", str(len(names) + 2))]
    made = adding.add(store, "training", pairs, today=today)
    people_sheet.save_rows(store, made.id, [RowDraft(None, None, {"name": one, "sex": "f"}) for one in names], today)
