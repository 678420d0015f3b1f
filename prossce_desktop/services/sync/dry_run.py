"""A dry run of packages: they are taken in, looked at, and everything is taken back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from prossce_desktop.domain.counting.figures import Figures
from prossce_desktop.domain.operations.action_kind import ActionKind
from prossce_desktop.domain.operations.package_status import PackageStatus
from prossce_desktop.exchange.package import PackageRefused
from prossce_desktop.services.packages.package_outcome import PackageOutcome
from prossce_desktop.services.reporting.counted_figures import figures
from prossce_desktop.services.sync import request_receiving
from prossce_desktop.services.sync.after_receiving import pairs_of_arrived
from prossce_desktop.services.sync.package_receiving import (
    Opened,
    Receiver,
    open_content,
    refusal_reason,
    take_in,
)
from prossce_desktop.store.actions.unit_of_work import Work
from prossce_desktop.store.db.connection import Connection
from prossce_desktop.store.db.snapshots import Snapshot
from prossce_desktop.store.devices import device_keys
from prossce_desktop.store.log.operation_log import Title, milliseconds, moment
from prossce_desktop.store.log.record_ids import Ids
from prossce_desktop.store.projection.derived_ages import due
from prossce_desktop.store.queries.reading import Reading
from prossce_desktop.store.sync import package_journal
from prossce_desktop.store.sync.duplicate_check_queue import arrived, forget_arrived
from prossce_desktop.store.workspace.store import Store
from prossce_desktop.system.progress import ProgressCallback


@dataclass(frozen=True, slots=True)
class DryRunResult:
    """What each package would do, the figures before and after, and how many waiting ones it would free."""

    outcomes: tuple[PackageOutcome, ...]
    before: Figures
    after: Figures
    freed: int


class _TakenBackError(Exception):
    """Ends the transaction that nothing may be left of."""


def dry_run(
    store: Store, packages: Sequence[bytes], now: dt.datetime, step: ProgressCallback
) -> DryRunResult:
    """Import these in a transaction that is rolled back. On the writing thread."""
    found: list[DryRunResult] = []
    try:
        with store.sync.exchanging() as db:
            found.append(_DryRun(db, store, milliseconds(now)).all(packages, step))
            raise _TakenBackError
    except _TakenBackError:
        return found[0]


class _DryRun:
    def __init__(self, db: Connection, store: Store, time_ms: int) -> None:
        self._db = db
        self._store = store
        self._at = time_ms
        self._box = device_keys.box_identity(db.execute)

    def all(self, packages: Sequence[bytes], step: ProgressCallback) -> DryRunResult:
        total = len(packages) + 2
        before = self._figures()
        outcomes: list[PackageOutcome] = []
        for done, content in enumerate(packages, 1):
            step(done, total)
            outcomes.append(self._one(content))
        freed = (
            self._waiting() if any(one.new or one.status == PackageStatus.waiting for one in outcomes) else 0
        )
        step(total - 1, total)
        return DryRunResult(tuple(outcomes), before, self._figures(), freed)

    def _figures(self) -> Figures:
        with self._reading() as reading:
            return figures(reading)

    @contextmanager
    def _reading(self) -> Iterator[Reading]:
        snapshot = Snapshot(self._db)
        try:
            yield Reading(snapshot, self._store.identity)
        finally:
            snapshot.let_go()

    def _join(self) -> None:
        """People who come and are here already count once, as they will when this is taken in."""
        with self._reading() as reading:
            found, ops = pairs_of_arrived(reading), arrived(reading.execute)
        forget_arrived(self._db, ops)
        if found:
            work = self._work(ActionKind.joined)
            work.new("link", found)
            work.finish()
        if sets := due(self._db.execute):
            work = self._work(ActionKind.ages_mended)
            work.work_out(sets)
            work.finish()

    def _work(self, kind: ActionKind) -> Work:
        own = self._store.identity
        return Work(self._db, own, Ids(self._db, (own.own, own.sample)), moment(self._at), Title(kind))

    def _one(self, content: bytes, *, again: bool = False) -> PackageOutcome:
        """One package, as if it came now; a refused one leaves nothing for the next."""
        if self._box is None:
            return PackageOutcome(PackageStatus.refused, refusal_reason(content))
        if (asked := request_receiving.take(self._db, self._store.identity, content)) is not None:
            return asked
        self._db.execute("SAVEPOINT one_package")
        opened: Opened | None = None
        try:
            opened = open_content(content, self._box)
            outcome = take_in(
                Receiver(self._db, self._store.identity, self._box, self._at), opened, again=again
            )
        except PackageRefused as refused:
            self._db.execute("ROLLBACK TO one_package")
            outcome = PackageOutcome(
                PackageStatus.refused, refused.code, opened.header if opened is not None else None
            )
        self._db.execute("RELEASE one_package")
        self._join()
        return outcome

    def _waiting(self) -> int:
        """What waited for one of these; gives how many."""
        before, freed = -1, 0
        while freed != before:
            before = freed
            for line in package_journal.lines(self._db.execute, waiting=True):
                freed += self._one(line.content or b"", again=True).status in (
                    PackageStatus.accepted,
                    PackageStatus.known,
                )
        return freed
