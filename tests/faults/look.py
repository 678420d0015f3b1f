"""What must hold after every fault; the answer is the list of promises that were broken."""

from __future__ import annotations

import contextlib
import io
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from prossce_desktop.domain.model.people import Person
from prossce_desktop.errors import ProssceError
from prossce_desktop.store.db.connection import connect
from prossce_desktop.store.maintenance import backup_file
from prossce_desktop.store.workspace import workspace_lifecycle
from prossce_desktop.store.workspace.store import Store
from prossce_desktop.store.workspace.workspace_lifecycle import open_workspace
from tests.faults import later_program
from tests.faults.officer import Place

Acks = Sequence[dict[str, Any]]


def look(place: Place, job: str, acks: Acks) -> dict[str, object]:
    """Open the workspace as the next start does, and compare it with what was acknowledged."""
    with later_program.installed() if job == "migrating" else contextlib.nullcontext():
        broken = _exports(place, acks) + _restored(place, acks)
        try:
            with open_workspace(place.workspace, None, writing=True, wait=0) as store:
                broken += _held(place, job, store, acks)
                opened = True
        except ProssceError as error:
            opened = False
            broken += _refused(place, job, acks, error)
        if opened:
            with open_workspace(place.workspace, None, writing=True, wait=0) as store:
                broken += [f"the next start: {one.name}: {one.detail}" for one in store.check() if not one.ok]
    return {"broken": broken, "opened": opened}


def operations(base: Path, key: bytes | None) -> set[int]:
    """All operations a base holds."""
    db = connect(base, key, writing=False)
    try:
        return {row[0] for row in db.execute("SELECT id FROM op")}
    finally:
        db.close()


def _held(place: Place, job: str, store: Store, acks: Acks) -> list[str]:
    broken = [f"check: {one.name}: {one.detail}" for one in store.check() if not one.ok]
    held = operations(store.files.base, store.key)
    lost = {one["op"] for one in acks if "op" in one} - held
    if lost:
        broken += _lost(place, store, acks, lost)
    broken += _drafts(job, store, acks)
    broken += _copies(place, store, acks)
    with store.work("new", 1) as work:
        work.new("person", [Person(name="After the fault")])
    if work.change.operation not in operations(store.files.base, store.key):
        broken.append("a later action is not kept")
    return broken


def _lost(place: Place, store: Store, acks: Acks, lost: set[int]) -> list[str]:
    """Only a restore may take operations out of the base: they stand in the base that was put aside, and a new incarnation has begun."""
    if not any("restoring" in one for one in acks):
        return [f"{len(lost)} acknowledged operations are lost"]
    broken = []
    aside: set[int] = set()
    for one in place.workspace.glob("damaged-*.db"):
        aside |= operations(one, store.key)
    if lost - aside:
        broken.append(f"{len(lost - aside)} acknowledged operations are neither in the base nor in the one put aside")
    low, high = store.identity.own.number << 24, (store.identity.own.number + 1) << 24
    if any(low <= one < high for one in lost):
        broken.append("operations are gone, and the same incarnation goes on")
    return broken


def _drafts(job: str, store: Store, acks: Acks) -> list[str]:
    if any("restoring" in one for one in acks):
        return []
    wanted: dict[str, int] = {} if job == "beginning" else {"new:career_fair:1": 1}
    unsure: set[str] = set()
    for one in acks:
        if "draft" in one:
            wanted[one["draft"]] = one["n"]
        unsure |= {one["dropping"]} if "dropping" in one else set()
        if "dropped" in one:
            wanted.pop(one["dropped"], None)
    found = {one.key: one.typed.get("n") for one in store.drafts.held()}
    missing = [key for key, n in wanted.items() if key not in unsure and (key not in found or int(str(found[key])) < n)]
    return [f"the draft {key} is lost" for key in missing]


def _copies(place: Place, store: Store, acks: Acks) -> list[str]:
    broken = []
    for path in (place.workspace / "backups").glob("[!.]*.db"):
        try:
            workspace_lifecycle.verify(path, store.key)
        except Exception as error:
            broken.append(f"the copy {path.name} is not whole: {error}")
    made = [(one["backup"], one["up_to"]) for one in acks if "backup" in one]
    held = {name: operations(place.workspace / "backups" / name, store.key) for name, _ in made}
    return broken + [f"the copy {name} has not what was saved before" for name, up_to in made if up_to not in held[name]]


def _refused(place: Place, job: str, acks: Acks, error: ProssceError) -> list[str]:
    """A workspace that does not open: only one that was never finished, or one in the middle of a restore, whose copy then opens."""
    if job == "beginning" and not acks:
        return _begins_anew(place)
    if not any("restoring" in one for one in acks) or error.code != "workspace-damaged":
        return [f"it does not open: {error}"]
    good = next(workspace_lifecycle.verified_backups(place.workspace, None), None)
    if good is None:
        return ["it does not open and no good copy is offered"]
    workspace_lifecycle.restore_in_place(place.workspace, None, good)
    with open_workspace(place.workspace, None, writing=True, wait=0) as store:
        return _held(place, job, store, acks)


def _begins_anew(place: Place) -> list[str]:
    """Half a workspace is in nobody's way."""
    from prossce_desktop import app

    if app.is_workspace(place.workspace):
        return ["half a workspace is taken for one"]
    store, _ = workspace_lifecycle.create(place.workspace, country="KH", office="O", officer="A", unlock=workspace_lifecycle.Remembered())
    with store:
        return [f"made anew: {one.name}: {one.detail}" for one in store.check() if not one.ok]


def _exports(place: Place, acks: Acks) -> list[str]:
    """Every export is whole: the old one or a new one. Every one acknowledged is there."""
    broken = [f"the export {one['file']} is gone" for one in acks if "file" in one and not (place.exports / one["file"]).exists()]
    for path in place.exports.iterdir() if place.exports.is_dir() else ():
        if path.name.startswith("."):
            continue  # aside files; nobody opens them, and they are swept
        try:
            is_whole(path)
        except Exception as error:
            broken.append(f"half an export: {path.name}: {error}")
    return broken


def _restored(place: Place, acks: Acks) -> list[str]:
    """The new folder of a restore is there as a whole or not at all."""
    wanted = [one["up_to"] for one in acks if "new" in one]
    if not place.restored.exists():
        return ["what was restored is gone"] if wanted else []
    with open_workspace(place.restored, None, writing=True, wait=0) as store:
        broken = [f"restored: {one.name}: {one.detail}" for one in store.check() if not one.ok]
        held = operations(store.files.base, store.key)
    return broken + [f"restored: {one} is lost" for one in wanted if one not in held]


def is_whole(path: Path) -> None:
    """Raises whatever a reader of that format says."""
    if path.suffix == ".prossce-backup":
        backup_file.unpack(path, Path(tempfile.mkdtemp(dir=path.parent.parent)))
        return
    data = path.read_bytes()
    if path.suffix == ".xlsx":
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            assert parts.testzip() is None
            assert "xl/workbook.xml" in parts.namelist()
        return
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(data), strict=True)
    assert len(reader.pages) > 0 and data.rstrip().endswith(b"%%EOF")
