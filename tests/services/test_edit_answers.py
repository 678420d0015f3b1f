"""A person whose disability is worked out from the six answers can be edited like any other."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from prossce_desktop import app
from prossce_desktop.services.commands import adding
from prossce_desktop.services.records import record_editor

TODAY = dt.date(2025, 3, 10)


def test_a_person_with_answers_is_edited_again(tmp_path: Path) -> None:
    store = app.create(str(tmp_path / "ws"), country="KH", office="Office", officer="Sok", unlock=app.Plain())
    person = adding.add(store, "person", [("name", "Sok Sophea"), ("wg_hearing", "3")], today=TODAY).id
    done = record_editor.save(store, "person", person, {"remarks": "Called twice"}, today=TODAY)
    assert isinstance(done, record_editor.Saved), done.problems
    with store.read() as reading:
        value = reading.record(person).value
    assert (value.remarks, value.wg_hearing, str(value.wg)) == ("Called twice", "3", "yes")  # type: ignore[attr-defined]
    store.close()
