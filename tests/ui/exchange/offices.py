"""A country's laptop and the regional office, each with its real base, and a folder between them."""

from __future__ import annotations

from pathlib import Path

from prossce_desktop.domain.model.scopes import ShareLevel
from prossce_desktop.services.commands import adding
from prossce_desktop.services.devices import introductions
from prossce_desktop.services.exchange import exchange_page, package_files
from prossce_desktop.services.people import people_sheet
from prossce_desktop.services.people.people_sheet import RowDraft
from prossce_desktop.store.workspace.store import Store
from prossce_desktop.store.workspace.workspace_lifecycle import Plain, create
from tests.ui.window import TODAY, store_id


def office(folder: Path) -> Store:
    """A regional office that invited nobody yet."""
    store, _ = create(folder / "office", country="TH", office="ILO Bangkok", officer="Anong Srisai", unlock=Plain())
    return store


def invited(regional: Store, folder: Path) -> Path:
    """An invitation of this office as a file."""
    folder.mkdir(exist_ok=True)
    exchange_page.invite(regional, folder / "invitation.prossce-invitation", country=None, share=ShareLevel.codes)
    return folder / "invitation.prossce-invitation"


def laptop(folder: Path, name: str = "kh") -> Store:
    """A laptop in Phnom Penh."""
    store, _ = create(folder / name, country="KH", office="Phnom Penh", officer="Sok Chantha", unlock=Plain())
    return store


def introduced(regional: Store, store: Store, folder: Path) -> None:
    """Both know each other, and the words were compared."""
    exchange_page.take_invitation(store, invited(regional, folder))
    exchange_page.write_request(store, folder / "request")
    words = exchange_page.standing(store).office
    assert words is not None
    package_files.accept(regional, folder / "request", words.words)


def training(store: Store, code: str, *names: str) -> int:
    """A training with people."""
    adding.add(store, "training", [("title", f"Training {code}"), ("code", code), ("start", "2024-11-18"), ("count", "3")], today=TODAY)
    id = store_id(store, code)
    people_sheet.save_rows(store, id, [RowDraft(None, None, {"name": one, "sex": "f"}) for one in names], TODAY)
    return id


def send(store: Store, folder: Path, *, to: str | None = None, most: int = package_files.MAILED_BYTES) -> list[Path]:
    """Packages of this laptop as files in the folder, for all who receive some or for one of them."""
    folder.mkdir(exist_ok=True)
    return [one.path for one in package_files.make_packages(store, folder, to=to, most=most, email=False)]


__all__ = ["introduced", "introductions", "invited", "laptop", "office", "send", "training"]
