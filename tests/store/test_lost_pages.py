"""Whatever page of the base is lost: nothing of it is shown, saved over or copied as if it had been written."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from prossce_desktop.domain.model.people import Person
from prossce_desktop.errors import WorkspaceDamaged
from prossce_desktop.store.db.connection import in_words
from prossce_desktop.store.maintenance.base_backup import back_up_to
from prossce_desktop.store.workspace.store import Files, Store
from prossce_desktop.store.workspace.workspace_lifecycle import Remembered, create, open_workspace
from tests.store.raw_base import open_raw

PAGE = 4096
REMARKS = "A remark that goes on over several pages. " * 230


@pytest.fixture
def closed(tmp_path: Path) -> tuple[Files, int]:
    """An encrypted base with one long value, and whose it is."""
    store, _ = create(tmp_path / "ws", country="KH", office="O", officer="A", unlock=Remembered())
    with store, store.work("new", 1) as work:
        [person] = work.new("person", [Person(name="Dara", remarks=REMARKS)])
    return store.files, person


def each_page_lost(base: Path, content: bytes) -> Iterator[int]:
    whole = base.read_bytes()
    for at in range(PAGE, len(whole), PAGE):  # without the first nothing opens
        base.write_bytes(whole[:at] + content + whole[at + PAGE :])
        yield at // PAGE
    base.write_bytes(whole)


LOST = {"zeros": bytes(PAGE), "nonsense": b"lost" * (PAGE // 4)}


@pytest.mark.slow
@pytest.mark.parametrize("content", list(LOST))
def test_a_lost_page_is_never_a_part_of_a_value(closed: tuple[Files, int], content: str) -> None:
    files, person = closed
    refused = 0
    for _ in each_page_lost(files.base, LOST[content]):
        store = Store(files, None, None, None)  # type: ignore[arg-type]
        try:
            with store.read() as reading:
                shown = reading.execute("SELECT name, remarks FROM person WHERE id = ?", (person,)).one()
            assert shown == ("Dara", REMARKS)
        except WorkspaceDamaged:
            refused += 1
        finally:
            store.close()
    assert refused >= 3, "the row and the pages on which its value goes on"


@pytest.mark.slow
@pytest.mark.parametrize("content", list(LOST))
def test_a_lost_page_comes_into_no_copy(closed: tuple[Files, int], tmp_path: Path, content: str) -> None:
    files, _person = closed
    with open_raw(files.base, key=files.key) as db:
        whole = db.execute("SELECT * FROM person").fetchall()
    pages = refused = 0
    for _ in each_page_lost(files.base, LOST[content]):
        pages += 1
        (tmp_path / "copy.db").unlink(missing_ok=True)
        try:
            with in_words(files.base):
                back_up_to(files.base, files.key, tmp_path / "copy.db")
        except WorkspaceDamaged:
            refused += 1
            assert not (tmp_path / "copy.db").exists()
            continue
        with open_raw(tmp_path / "copy.db", key=files.key) as db:
            assert db.execute("SELECT * FROM person").fetchall() == whole
    assert refused >= pages - 5, "a page that nothing stands on may be lost"


@pytest.mark.slow
def test_nothing_is_saved_by_an_action_that_met_a_lost_page(closed: tuple[Files, int]) -> None:
    files, person = closed
    met = 0
    for _ in each_page_lost(files.base, bytes(PAGE)):
        try:
            with open_workspace(files.folder, None, writing=True) as store, store.work("edit", 1) as work:
                [remarks] = store._base.writer().execute("SELECT remarks FROM person WHERE id = ?", (person,)).fetchone()
                work.set("person", {person: {"phone": "012345678"}})
            assert remarks == REMARKS
        except WorkspaceDamaged:
            met += 1
    assert met >= 3
