"""One run: two trainings with their people, a person's page, the command line; keys pressed at random, each answered by the model."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from prossce_desktop.domain.model.people import Person
from prossce_desktop.domain.model.training import Training
from prossce_desktop.services.commands import adding
from prossce_desktop.services.history import step_sentences
from prossce_desktop.services.history.current_page import stand_at
from prossce_desktop.services.people import people_sheet
from prossce_desktop.services.people.people_sheet import RowDraft
from prossce_desktop.services.records import record_editor
from prossce_desktop.store.workspace.store import Store
from prossce_desktop.ui.base.place import PageName, Place
from tests.ui.typing.post import Post
from tests.ui.undoing.model import Expected, Key, Model, Step
from tests.ui.waiting import at_rest
from tests.ui.window import TODAY, Window

K = Qt.Key
NONE = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
FIELDS = {"title": "Title", "place": "Place"}
PEOPLE = ("Sok Sophea", "Chan Dara", "Kim Ly")
PHONES = ("012447906", "015151075", "016217034", "012884310", "")


class Run:
    """Keys into `made`, by `chance`; `log` tells what was done, for whoever looks at a failure."""

    def __init__(self, made: Window, post: Post, chance: random.Random, number: int) -> None:
        self.made = made
        self.post = post
        self.chance = chance
        self.model = Model()
        self.log: list[str] = []
        self.ids: dict[str, int] = {}
        self.parts: dict[str, int] = {}
        self.new = 0
        for name in ("A", "B"):
            self._training(name, f"{name}{number}")
        self.at = ("", "")
        """Record and tab in sight."""
        self.read = {"A": "", "B": ""}

    def _training(self, name: str, title: str) -> None:
        store = self.made.store
        stand_at(None)
        pairs = [("title", title), ("code", title), ("start", "2024-11-18")]
        self.ids[name] = adding.add(store, "training", pairs, today=TODAY).id
        rows = [RowDraft(None, None, {"name": f"{one} {title}", "phone": f"09{number}{self.ids[name] % 100_000:05}{at}"[:9]})
                for at, (number, one) in enumerate(zip((1, 2, 3), PEOPLE, strict=True))]  # fmt: skip
        saved = people_sheet.save_rows(store, self.ids[name], rows, TODAY)
        assert saved.change is not None and saved.change.step is not None
        self.model.stored |= {(name, "title"): title, (name, "place"): ""}
        for at, (draft, row) in enumerate(zip(rows, saved.rows, strict=True)):
            self.ids[f"{name}{at}"], self.parts[f"{name}{at}"] = row.person or 0, row.participation or 0
            self.model.stored |= {(f"{name}{at}", "name"): str(draft.typed["name"]), (f"{name}{at}", "on"): "yes"}
            self.model.stored[f"{name}{at}", "phone"] = self._phone(f"{name}{at}")
        self.model.steps.append(Step(saved.change.step, "", {}, frozenset({name, *(f"{name}{at}" for at in range(3))})))

    # -- the window -----------------------------------------------------------------------------------------------

    def settle(self) -> None:
        """Wait until nothing runs beside the window."""
        at_rest(self.made.session.jobs, due_ms=0)

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = NONE) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.made.window, key, held)

    def go(self, name: str, tab: str) -> None:
        """To a tab of a training, or to the page of a person."""
        if self.at == (name, tab):
            return
        self.log.append(f"go {name} {tab}")
        if tab == "person":
            self.made.shell.go(Place(PageName.person, record=self.ids[name]))
        else:
            self.made.shell.go(Place(PageName.activity, record=self.ids[name], kind="training", tab=tab))
        self.settle()
        self._after_going(name, tab)
        self.at = (name, tab)
        if tab == "people":
            self.page.tabs.people.view.setFocus()

    def _after_going(self, name: str, tab: str) -> None:
        """Another record in the same page, or one that was changed while another page was in sight, is read anew."""
        shown = self.read.get("shown", "")
        if tab == "person":
            return
        if shown != name or self.read.get("old"):
            self._form_read(name, as_typed=shown == name)
        if shown != name:
            self._form_read(shown)
        if tab == "people" and self.read.get("people", "") != name:
            for one in (name, self.read.get("people", "")):
                self._grid_read(one)
            self.read["people"] = name
        self.read |= {"shown": name, "old": ""}

    def _form_read(self, name: str, *, as_typed: bool = False) -> None:
        if name:
            fields = [(label, [(name, field)]) for field, label in FIELDS.items()]
            self.model.read_again(f"{name} form", fields, as_typed=as_typed)

    def _grid_read(self, name: str) -> None:
        rows = [row for row in self.parts if row[0] == name]
        if name:
            self.model.read_again(f"{name} grid", [(row, [(row, "name"), (row, "phone")]) for row in rows])

    @property
    def page(self) -> Any:
        return self.made.shell.page(PageName.activity)

    @property
    def scope(self) -> str:
        name, tab = self.at
        return f"{name} {'grid' if tab == 'people' else 'form'}"

    # -- what is there --------------------------------------------------------------------------------------------

    def _phone(self, row: str) -> str:
        with self.made.store.read() as reading:
            value = reading.record(self.ids[row]).value
        assert isinstance(value, Person)
        return value.phone or ""

    def stored(self) -> dict[Key, str]:
        """What the base holds of everything in this run."""
        found: dict[Key, str] = {}
        with self.made.store.read() as reading:
            for name in ("A", "B"):
                value = reading.record(self.ids[name]).value
                assert isinstance(value, Training)
                found |= {(name, "title"): value.title, (name, "place"): value.place or ""}
            for row, part in self.parts.items():
                person, on = reading.record(self.ids[row]), not reading.record(part).removed
                assert isinstance(person.value, Person)
                found |= {(row, "name"): person.value.name or "", (row, "phone"): person.value.phone or "", (row, "on"): "yes" if on else ""}
        return found

    def check(self) -> None:
        """Base and screen are as the model has them: nothing else moved."""
        assert self.stored() == self.model.stored, self.story()
        name, tab = self.at
        if tab == "details":
            form = self.page.editing.form
            keys = [(name, field) for field in FIELDS]
            now, wanted = {key: str(form.value(key[1]) or "") for key in keys}, self.model.shown(self.scope, keys)
            assert now == wanted, (now, wanted, self.story())
        elif tab == "people":
            model = self.page.tabs.people.model
            by_part = {row.participation: row for row in model.rows}
            live = [row for row, part in self.parts.items() if row.startswith(name) and self.model.stored[row, "on"]]
            assert {self.parts[row] for row in live} == set(by_part), self.story()
            keys = [(row, field) for row in live for field in ("name", "phone")]
            now = {key: _plain(by_part[self.parts[key[0]]].text(key[1]), key[1]) for key in keys}
            wanted = {key: _plain(value, key[1]) for key, value in self.model.shown(self.scope, keys).items()}
            assert now == wanted, ({key: (now[key], wanted[key]) for key in keys if now[key] != wanted[key]}, self.story())

    def story(self) -> str:
        """What was done so far."""
        return "\n".join(self.log[-30:])

    def _step(self) -> str:
        return self.made.store.undo.history(limit=1)[0].id

    def _said(self) -> str:
        return self.made.speaker.mentioned[-1] if self.made.speaker.mentioned else ""

    # -- acts -----------------------------------------------------------------------------------------------------

    def act(self) -> None:
        """One act, mostly where the window is."""
        ways = [self.type_form, self.type_form, self.save_form, self.type_phone, self.type_phone, self.type_nonsense, self.empty_phones,
                self.empty_name, self.empty_names, self.new_row, self.remove_row, self.edit_person, self.outside, self.package]  # fmt: skip
        self.chance.choice(ways)()
        self.settle()
        self.check()

    def _somewhere(self, tab: str) -> str:
        name = self.at[0][:1] if self.at[0] and self.chance.random() < 0.75 else self.chance.choice("AB")
        self.go(name, tab)
        return name

    def type_form(self) -> None:
        """Some letters into a field of a form."""
        name, field = self._somewhere("details"), self.chance.choice([*FIELDS])
        text = f"{field} {self.chance.randrange(1000)}"
        self.log.append(f"type {name} {field} {text}")
        self.page.editing.form.go_to_field(field)
        self.press(K.Key_A, CTRL)
        QTest.keyClicks(QApplication.focusWidget(), text)
        if text != self.model.shown(self.scope, [(name, field)])[name, field]:
            self.model.type(self.scope, FIELDS[field], {(name, field): text}, goes_on=True)

    def save_form(self) -> None:
        """Ctrl+S."""
        name = self._somewhere("details")
        self.log.append(f"save {name}")
        typed = bool(self.model.typed.get(self.scope))
        before = self._step()
        self.press(K.Key_S, CTRL)
        self.settle()
        if typed and self._step() != before:
            self.model.save_typed(self.scope, self._step(), name, [name])
        elif typed:
            self.model.typed.pop(self.scope)
            self.model.brought_back.pop(self.scope, None)
        else:
            self.model.brought_back.pop(self.scope, None)

    def _rows(self, name: str) -> list[str]:
        return [row for row in self.parts if row.startswith(name) and self.model.stored[row, "on"]]

    def _grid_go(self, row: str, field: str) -> tuple[Any, int, int]:
        view = self.page.tabs.people.view
        rows = [one.participation for one in view.model().rows]
        at, column = rows.index(self.parts[row]), view.model().column_of(field)
        view.go_to(at, column)
        return view, at, column

    def _row(self) -> tuple[str, str] | None:
        name = self._somewhere("people")
        rows = self._rows(name)
        return (name, self.chance.choice(rows)) if rows else None

    def _touching(self, row: str) -> list[str]:
        return [row[0], row]

    def type_phone(self) -> None:
        """A phone into a cell of a saved person: saved at once, unless the row lacks its name."""
        if (found := self._row()) is None:
            return
        name, row = found
        phone = self.chance.choice(PHONES)
        shown = self.model.shown(self.scope, [(row, "phone"), (row, "name")])
        if not shown[row, "name"] or _plain(shown[row, "phone"], "phone") == phone:
            return
        self.log.append(f"phone {row} {phone!r}")
        view, _at, _column = self._grid_go(row, "phone")
        if phone:
            _letters(view, phone)
            QTest.keyClick(view.editor() or view, K.Key_Return)
        else:
            QTest.keyClick(view, K.Key_Delete)
        self.settle()
        lost = [one for one in self.model.typed.get(self.scope, []) if (row, "phone") in one.changes]
        for one in lost:  # what could not be read is no longer there
            self.model.typed[self.scope].remove(one)
        self.model.brought_back.pop(self.scope, None)
        if self.model.stored[row, "phone"] != phone:
            self.model.save(self._step(), name, {(row, "phone"): phone}, self._touching(row))

    def type_nonsense(self) -> None:
        """What is no phone stays in its cell, marked."""
        if (found := self._row()) is None or any((found[1], "phone") in one.changes for one in self.model.typed.get(self.scope, [])):
            return
        _name, row = found
        if not self.model.shown(self.scope, [(row, "name")])[row, "name"]:
            return
        self.log.append(f"nonsense {row}")
        view, at, _column = self._grid_go(row, "phone")
        _letters(view, "ask later")
        QTest.keyClick(view.editor() or view, K.Key_Return)
        self.model.type(self.scope, f"Phone, row {at + 1}", {(row, "phone"): "ask later"})

    def empty_phones(self) -> None:
        """Delete over the phones of all: one step."""
        name = self._somewhere("people")
        rows = self._rows(name)
        shown = self.model.shown(self.scope, [(row, field) for row in rows for field in ("name", "phone")])
        if len(rows) < 2 or any(not shown[row, "name"] or shown[row, "phone"] == "ask later" for row in rows):
            return
        self.log.append(f"empty phones {name}")
        self._select(rows, "phone")
        self.press(K.Key_Delete)
        self.settle()
        changes = {(row, "phone"): "" for row in rows if self.model.stored[row, "phone"]}
        if changes:
            self.model.brought_back.pop(self.scope, None)
            self.model.save(self._step(), name, changes, {name, *(row for row, _field in changes)})

    def _select(self, rows: Sequence[str], field: str) -> None:
        """From the first of them down; a row that was brought back stands above the others until the list is read again."""
        shown = [one.participation for one in self.page.tabs.people.view.model().rows]
        view, _at, _column = self._grid_go(min(rows, key=lambda row: shown.index(self.parts[row])), field)
        for _ in rows[1:]:
            QTest.keyClick(view, K.Key_Down, SHIFT)

    def empty_name(self) -> None:
        """The seen fault: Delete on the name of a saved person."""
        if (found := self._row()) is None:
            return
        _name, row = found
        if not self.model.shown(self.scope, [(row, "name")])[row, "name"]:
            return
        self.log.append(f"empty name {row}")
        view, at, _column = self._grid_go(row, "name")
        QTest.keyClick(view, K.Key_Delete)
        self.model.type(self.scope, f"Name, row {at + 1}", {(row, "name"): ""})

    def empty_names(self) -> None:
        """Delete over the names of all, and yes to the question."""
        name = self._somewhere("people")
        rows = self._rows(name)
        shown = self.model.shown(self.scope, [(row, "name") for row in rows])
        if len(rows) < 2 or not all(shown.values()):
            return
        self.log.append(f"empty names {name}")
        self._select(rows, "name")
        asked = len(self.made.speaker.asked)
        self.made.speaker.will_answer("Delete the names")
        self.press(K.Key_Delete)
        assert len(self.made.speaker.asked) == asked + 1, self.story()
        self.model.type(self.scope, f"{len(rows)} cells", {(row, "name"): "" for row in rows})

    def new_row(self) -> None:
        """A name into the empty row, and Enter: a new person."""
        name = self._somewhere("people")
        if len(self._rows(name)) > 4:
            return
        self.new += 1
        row, called = f"{name}{2 + self.new}", f"Vuth Pisey {chr(96 + self.new)}{self.ids[name] % 1000}"
        self.log.append(f"new row {row}")
        view = self.page.tabs.people.view
        view.go_to(view.model().rowCount() - 1, view.model().column_of("name"))
        _letters(view, called)
        QTest.keyClick(view.editor() or view, K.Key_Return)
        self.settle()
        grid = next(one for one in view.model().rows if one.text("name") == called)
        self.ids[row], self.parts[row] = grid.person or 0, grid.participation or 0
        self.model.stored |= {(row, "name"): called, (row, "phone"): "", (row, "on"): ""}
        self.model.brought_back.pop(self.scope, None)
        self.model.save(self._step(), name, {(row, "on"): "yes"}, self._touching(row))

    def remove_row(self) -> None:
        """Ctrl+Minus on a saved person."""
        if (found := self._row()) is None:
            return
        name, row = found
        if any(key[0] == row for one in self.model.typed.get(self.scope, []) for key in one.changes):
            return
        self.log.append(f"remove {row}")
        view, _at, _column = self._grid_go(row, "name")
        QTest.keyClick(view, K.Key_Minus, CTRL)
        self.settle()
        self.model.save(self._step(), name, {(row, "on"): ""}, self._touching(row))
        self.model.brought_back.pop(self.scope, None)

    def edit_person(self) -> None:
        """The phone of a person, on the person's own page."""
        row = self.chance.choice([one for one in self.parts if self.model.stored[one, "on"]] or ["A0"])
        if not self.model.stored[row, "on"] or any((row, "phone") in one.changes for stack in self.model.typed.values() for one in stack):
            return
        phone = self.chance.choice(PHONES[:4])
        if self.model.stored[row, "phone"] == phone:
            return
        self.go(row, "person")
        self.log.append(f"on the page of {row} {phone}")
        page: Any = self.made.shell.page(PageName.person)
        page.edit()
        self.settle()
        page.edit_frame.form.put("phone", phone)
        QTest.keyClick(page.edit_frame, K.Key_S, CTRL)
        self.settle()
        self.model.save(self._step(), row, {(row, "phone"): phone}, self._touching(row))
        self.read["old"] = "yes"

    def outside(self) -> None:
        """The command line gives a training another place."""
        name, place = self.chance.choice("AB"), f"Hall {self.chance.randrange(1000)}"
        self.log.append(f"outside {name} {place}")
        store, record, out = self.made.store, self.ids[name], []
        with _nowhere():
            self.made.session.jobs.start(
                lambda _step: out.append(record_editor.save(store, "training", record, {"place": place}, today=TODAY)),
                lambda _nothing: self.made.session.tell(out[0].change),
            )  # fmt: skip
        self.settle()
        self.model.save(self._step(), "", {(name, "place"): place}, [name])
        if self.at[1] == "person":
            self.read["old"] = "yes"
        elif self.at[0] == name:
            self._form_read(name, as_typed=True)

    def package(self) -> None:
        """A package comes of a colleague who gave a training another place."""
        name, place = self.chance.choice("AB"), f"Hall {self.chance.randrange(1000)} of a colleague"
        self.log.append(f"package {name} {place}")
        record = self.ids[name]

        def work(mate: Store) -> None:
            record_editor.save(mate, "training", record, {"place": place}, today=TODAY)

        with _nowhere():
            self.made.session.jobs.start(lambda _step: self.post.deliver(work), self.made.session.tell)
        self.settle()
        self.model.save(self._step(), "", {(name, "place"): place}, [name])
        if self.at[1] == "person":
            self.read["old"] = "yes"
        elif self.at[0] == name:
            self._form_read(name, as_typed=True)
        for one in (one for typed in self.model.typed.values() for one in typed):
            one.goes_on = False  # every record that is open is read again, and the next letters are a change of their own

    # -- back and forth -------------------------------------------------------------------------------------------

    def undo(self) -> Expected:
        """Ctrl+Z where the window is; what it says and does is what the model expects."""
        if self.at[1] not in ("details", "people", "person"):
            self._somewhere("details")
        expected = self.model.expect(self.scope, self.at[0])
        titles = {one.id: one.title for one in step_sentences.history_in_words(self.made.store, limit=60)} if expected.step is not None else {}
        self.log.append(f"undo: {expected.what} {expected.name} {expected.step.id if expected.step is not None else ''}")
        mentioned = len(self.made.speaker.mentioned)
        self.press(K.Key_Z, CTRL)
        self.settle()
        said = self.made.speaker.mentioned[mentioned:]
        match expected.what:
            case "typed":
                assert len(said) == 1 and said[0].startswith("Undone (not saved yet): "), (said, self.story())
                if expected.name not in self.ids:  # a row that a draft brought back is named by its cells
                    assert said[0] == f"Undone (not saved yet): {expected.name}", (said, self.story())
            case "undone":
                assert expected.step is not None and said == [f"Undone: {titles[expected.step.id]}"], (said, self.story())
            case "elsewhere":
                assert expected.step is not None and len(said) == 1, (said, self.story())
                assert said[0].startswith("Nothing was undone. The last change was made elsewhere: "), (said, self.story())
                assert titles[expected.step.id] in said[0], (said, self.story())
                self._history()
            case _:
                assert said == ["Nothing to undo here."], (said, self.story())
        self.model.undo(self.scope, expected)
        if expected.what == "undone":
            self._follow(expected.step)
        self.check()
        return expected

    def _history(self) -> None:
        """The window shows the history of what it told of."""
        if self.at[1] == "person":
            assert self.made.shell.place.page is PageName.person, self.story()
            return
        assert self.made.shell.place.tab == "history", self.story()
        self.at = (self.at[0], "history")

    def _follow(self, step: Step | None) -> None:
        """A record that a step changed is read again where it is shown."""
        if step is None:
            return
        if self.at[1] == "person":
            self.read["old"] = "yes"
        elif any(key[0] == self.at[0] for key in step.changes):
            self._form_read(self.at[0], as_typed=True)

    def redo(self) -> None:
        """Ctrl+Shift+Z right after Ctrl+Z brings back what that took."""
        one = self.model.redo(self.scope)
        self.log.append(f"redo {getattr(one, 'id', getattr(one, 'name', ''))}")
        mentioned = len(self.made.speaker.mentioned)
        self.press(K.Key_Z, CTRL | SHIFT)
        self.settle()
        said = self.made.speaker.mentioned[mentioned:]
        if isinstance(one, Step):
            assert len(said) == 1 and said[0].startswith("Redone: "), (said, self.story())
            self._follow(one)
        else:
            assert len(said) == 1 and said[0].startswith("Redone (not saved yet): "), (said, self.story())
        self.check()

    def back_and_forth(self) -> None:
        """Some undos, and perhaps redos of them, to where it was."""
        done = 0
        for _ in range(self.chance.randrange(1, 4)):
            expected = self.undo()
            if expected.what == "elsewhere":
                return
            done += expected.what != "nothing"
        for _ in range(self.chance.randrange(done + 1)):
            self.redo()


def _letters(view: Any, text: str) -> None:
    """The first letter opens the cell."""
    for letter in text:
        QTest.keyClicks(view.editor() or view, letter)


def _plain(text: str, field: str) -> str:
    return text if field != "phone" or not text[:1].isdigit() else text.replace(" ", "")


@contextmanager
def _nowhere() -> Iterator[None]:
    from prossce_desktop.services.history.current_page import here

    before = here()
    stand_at(None)
    try:
        yield
    finally:
        stand_at(before)
