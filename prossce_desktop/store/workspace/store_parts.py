"""The parts of a store: settings, drafts, undo, backups, officers, and what the exchange needs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from prossce_desktop.domain.model.setting_keys import SettingKey, SuffixedKey
from prossce_desktop.domain.operations.action_kind import ActionKind
from prossce_desktop.errors import AlreadyUndone, NothingUndone
from prossce_desktop.store.actions import form_drafts, undo
from prossce_desktop.store.actions.form_drafts import DraftRow
from prossce_desktop.store.actions.step_history import Step, history
from prossce_desktop.store.actions.unit_of_work import Change
from prossce_desktop.store.db import settings
from prossce_desktop.store.db.connection import Connection, bulk, in_words
from prossce_desktop.store.devices.identity import Identity, renamed, working, write_identity
from prossce_desktop.store.devices.officers import Officer, officers, write_officers
from prossce_desktop.store.log import steps
from prossce_desktop.store.log.operation_log import Title
from prossce_desktop.store.maintenance.base_backup import (
    back_up_to,
    back_up_to_folder,
    backups_in,
    has_changed_since,
    made_at,
)
from prossce_desktop.store.workspace.missing_actions import gone, keep_known
from prossce_desktop.store.workspace.open_base import OpenBase
from prossce_desktop.system.progress import ProgressCallback as Progress, silent

DAILY = dt.timedelta(days=1)
"""Age of the newest copy from which another is due."""


class StoredSettings:
    """Settings kept inside the base; never sent, in no digest."""

    def __init__(self, base: OpenBase) -> None:
        self._base = base

    def read(self, key: SettingKey | SuffixedKey) -> str | None:
        """A setting; None where there is none."""
        with self._base.read() as reading:
            return settings.read(reading.execute, key)

    def write(self, key: SettingKey | SuffixedKey, value: str | None) -> None:
        """Keep a setting; None forgets it."""
        with self._base.write() as db:
            settings.write(db, key, value)

    def note(self, key: SettingKey | SuffixedKey, value: str | None) -> None:
        """Keep a setting of the program's own book-keeping, which is not worth a backup."""
        wrote = self._base.wrote
        self.write(key, value)
        self._base.wrote = wrote


class StoredDrafts:
    """What was typed and not saved."""

    def __init__(self, base: OpenBase) -> None:
        self._base = base

    def save(
        self, key: str, kind: str, record: int | None, typed: Mapping[str, object], time: dt.datetime
    ) -> None:
        """Keep what was typed so far; a later draft of the same key takes its place."""
        with self._base.write() as db:
            form_drafts.save(db, DraftRow(key, kind, record, dict(typed), time))

    def held(self) -> list[DraftRow]:
        """Everything that was typed and not saved, newest first."""
        with self._base.read() as reading:
            return form_drafts.held(reading)

    def drop(self, key: str) -> None:
        """Forget a draft: it was saved, or given up."""
        with self._base.write() as db:
            form_drafts.drop(db, key)


class StoredUndo:
    """Steps, taken back and brought back."""

    def __init__(self, base: OpenBase) -> None:
        self._base = base

    def undo(self, step: str) -> Change:
        """Take a step back. Raises UnknownStep, AlreadyUndone, ChangedSince."""
        db = self._base.writer()
        with self._base.in_words():
            row = steps.step_named(db, step)
            if row.action in steps.undone_actions(db):
                raise AlreadyUndone(step=row.name)
        return self._take_back(row, ActionKind.undone)

    def redo(self, step: str) -> Change:
        """Bring a step back that was taken back. Raises UnknownStep, NothingUndone, ChangedSince."""
        db = self._base.writer()
        with self._base.in_words():
            row = steps.step_named(db, step)
            undoing = steps.undo_of(db, row.action)
        if undoing is None:
            raise NothingUndone(step=row.name)
        return self._take_back(undoing, ActionKind.redone)

    def _take_back(self, row: steps.StepRow, kind: ActionKind) -> Change:
        with self._base.action(Title(kind, (row.action,)), undoes=row.action) as work:
            undo.take_back(work, row.action)
        return work.change

    def last_undoable(self) -> str | None:
        """The step Ctrl+Z takes back."""
        with self._base.read() as reading:
            return steps.last_undoable(reading, self._base.identity.device_key)

    def last_redoable(self) -> str | None:
        """The step Ctrl+Y brings back."""
        with self._base.read() as reading:
            return steps.last_redoable(reading, self._base.identity.device_key)

    def history(self, record: int | None = None, limit: int | None = None) -> list[Step]:
        """Steps, newest first; of one record with the changes of its fields."""
        with self._base.read() as reading:
            return history(reading, record, limit)


class StoredBackups:
    """Copies of the base, each verified."""

    def __init__(self, base: OpenBase) -> None:
        self._base = base

    def copy_to(self, target: Path, step: Progress = silent) -> None:
        """A verified backup by the engine's means, same key; takes the place of `target` in one step."""
        with in_words(self._base.files.base):
            back_up_to(self._base.files.base, self._base.files.key, target, step)

    def at_exit(self, step: Progress = silent) -> Path | None:
        """A backup beside the base, thinned by `thinning`; None if nothing was written since the last."""
        newest = next(iter(backups_in(self._base.files.backups, self._base.now())), None)
        if not self._base.wrote and not self._behind(newest):
            return None
        return self.beside(step)

    def if_due(self, step: Progress = silent) -> Path | None:
        """The same in a quiet minute: only where the newest copy is older than a day."""
        now = self._base.now()
        newest = next(iter(backups_in(self._base.files.backups, now)), None)
        if newest is not None and dt.timedelta() <= now - made_at(newest) <= DAILY:
            return None
        return self.beside(step) if self._behind(newest) else None

    def beside(self, step: Progress = silent) -> Path:
        """A copy beside the base, now."""
        # what is saved while the copy is made counts for the next one
        wrote, self._base.wrote = self._base.wrote, False
        try:
            with in_words(self._base.files.base):
                return back_up_to_folder(
                    self._base.files.base,
                    self._base.files.key,
                    self._base.files.backups,
                    self._base.now(),
                    step,
                )
        except BaseException:
            self._base.wrote = wrote
            raise

    def _behind(self, newest: Path | None) -> bool:
        with in_words(self._base.files.base):
            return has_changed_since(self._base.files.base, self._base.files.key, newest)


class StoredOfficers:
    """Who works here, and under which name."""

    def __init__(self, base: OpenBase) -> None:
        self._base = base

    def listed(self) -> list[Officer]:
        """Everybody who works with this workspace; their passphrases are the key file's (`store.access`)."""
        with self._base.read() as reading:
            return officers(reading.execute)

    def keep(self, officers: Sequence[Officer]) -> None:
        """Keep the list of who works here."""
        with self._base.write() as db:
            write_officers(db, officers)

    def work_as(self, officer: Officer) -> None:
        """From now on every operation carries this officer's name; the next start proposes the same one."""
        identity = working(self._base.identity, officer)
        if identity.moved is None:
            with self._base.write() as db:
                write_identity(db, identity)
        self._base.identity = identity

    def rename(
        self, *, office: str | None = None, officer: str | None = None, language: str | None = None
    ) -> None:
        """Another office name, officer or language; what was done before keeps the name it was done under."""
        identity = renamed(self._base.identity, office=office, officer=officer, language=language)
        with self._base.write() as db:
            write_identity(db, identity)
            if officer is not None:
                those = officers(db.execute)
                write_officers(
                    db, [Officer(one.id, officer) if one.id == identity.officer_id else one for one in those]
                )
        self._base.identity = identity


class StoredSync:
    """What the exchange keeps and takes in, and which life of this device writes."""

    def __init__(self, base: OpenBase) -> None:
        self._base = base

    @contextmanager
    def exchanging(self) -> Iterator[Connection]:
        """The writing connection in one transaction, for what the exchange keeps and takes in."""
        self._base.marked(self._base.writer())
        with self._base.write() as db, bulk(db):
            yield db

    def lost(self) -> int:
        """How many actions saved here are missing: an older base lies there, or its log is gone."""
        with self._base.read() as reading:
            return gone(reading, self._base.identity.own)

    def go_on_without(self) -> None:
        """The officer knows of what is missing: begin a new incarnation, and say it no longer."""
        self._base.marked(self._base.writer())
        with self._base.write() as db:
            keep_known(db)

    def begin_anew(self) -> None:
        """Begin a new incarnation: records moved and came back, or an unnoticed restore."""
        self._base.begin_anew()

    def mark_moved(self, time: dt.datetime | None) -> None:
        """From now on nothing is written here: the records moved to another computer. None takes it back."""
        identity = replace(
            self._base.identity, moved=time.astimezone(dt.UTC).isoformat(timespec="seconds") if time else None
        )
        self.become(identity)

    def moved_at(self) -> dt.datetime | None:
        """When these records moved to another computer; None: they are here."""
        return dt.datetime.fromisoformat(self._base.identity.moved) if self._base.identity.moved else None

    def become_regional(self) -> None:
        """This workspace is the regional office from now on, with the records of all countries."""
        self.become(replace(self._base.identity, regional=True))

    def become(self, identity: Identity) -> None:
        """From now on this is whose records these are."""
        self._base.become(identity)
