"""A colleague's laptop of the same country, and the office between: packages that change what is typed in here."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from prossce_desktop.app import Store
from prossce_desktop.services.exchange import exchange_page
from tests.ui.exchange.offices import introduced, laptop, office, send


class Post:
    """Made when the first package is wanted; everything happens in the thread that writes."""

    def __init__(self, store: Store, folder: Path) -> None:
        self._store = store
        self._folder = folder
        self._others: tuple[Store, Store] | None = None
        self._sent = 0

    def deliver(self, work: Callable[[Store], object]) -> object:
        """The colleague learns what is here, does `work`, and its package is read in here. The news of it."""
        return exchange_page.take_in(self._store, self.written(work))[1]

    def written(self, work: Callable[[Store], object]) -> list[Path]:
        """The same, but its package is not read in yet: the files that are to be read here."""
        regional, mate = self._everybody()
        self._carry(self._store, regional, mate)
        work(mate)
        return self._files(mate, regional, self._store)

    def _everybody(self) -> tuple[Store, Store]:
        if self._others is None:
            self._folder.mkdir()
            regional, mate = office(self._folder), laptop(self._folder, "mate")
            for store in (self._store, mate):
                introduced(regional, store, self._folder / "words")
            for _again in range(2):
                self._carry(self._store, regional, mate)
                self._carry(mate, regional, self._store)
                for store, other in ((self._store, mate), (mate, self._store)):
                    for one in exchange_page.standing(store).devices:
                        if one.name == other.identity.device:
                            exchange_page.confirm_fingerprint(store, one)
            self._others = regional, mate
        return self._others

    def _carry(self, sender: Store, regional: Store, receiver: Store) -> None:
        exchange_page.take_in(receiver, self._files(sender, regional, receiver))

    def _files(self, sender: Store, regional: Store, receiver: Store) -> list[Path]:
        """What a sender has goes to the office; what the office has for a receiver then."""
        self._sent += 1
        exchange_page.take_in(regional, send(sender, self._folder / f"in-{self._sent}"))
        return send(regional, self._folder / f"out-{self._sent}", to=receiver.identity.device)

    def close(self) -> None:
        """Both bases are closed."""
        for store in self._others or ():
            store.close()
