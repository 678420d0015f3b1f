"""Join two people or organisations: find the other one, and choose one value of each field."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from prossce_desktop.domain.model.codes import Country
from prossce_desktop.errors import ProssceError
from prossce_desktop.language.messages import _
from prossce_desktop.services.decisions import duplicate_comparison, duplicate_decisions
from prossce_desktop.services.decisions.duplicate_comparison import Comparison
from prossce_desktop.services.history.current_page import ActionPage, stand_at
from prossce_desktop.services.records import references
from prossce_desktop.ui.base.place import PageName, Place, page_of_kind
from prossce_desktop.ui.base.shortcuts import letter_of
from prossce_desktop.ui.decisions.reason_bar import ReasonBar
from prossce_desktop.ui.decisions.record_places import PAIRS_TAB
from prossce_desktop.ui.look.theme import theme
from prossce_desktop.ui.parts.buttons import Button
from prossce_desktop.ui.parts.cards import Banner
from prossce_desktop.ui.parts.field_frame import FieldFrame
from prossce_desktop.ui.parts.labels import Hairline, Label
from prossce_desktop.ui.parts.layouts import STRETCH, add_to, in_column, in_row
from prossce_desktop.ui.parts.page_header import PageHeader
from prossce_desktop.ui.parts.reference_field import ReferenceField
from prossce_desktop.ui.parts.scroll_area import emptied, scrolled_column
from prossce_desktop.ui.parts.suggestions import Suggestion
from prossce_desktop.ui.people.join_fields import CAPTION, FieldRows
from prossce_desktop.ui.people.person_sections import Facts
from prossce_desktop.ui.session.page import Page
from prossce_desktop.ui.session.session import Session


class JoinPage(Page):
    """A place names a record, its kind, and as `focus` the other one; else the other is searched for."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.record: int | None = None
        self.kind = "person"
        self._other: int | None = None
        self._shown: Comparison | None = None
        self._chosen: dict[str, int] = {}
        self._works = False
        self._to_pairs = False
        self.header = PageHeader()
        self.header.setProperty("look", "head")
        self.different_button = Button("", hint="Alt D")
        self.join_button = Button(_("Join"), "primary", icon="link", hint="Ctrl ↵")
        self.header.add_action(self.different_button)
        self.header.add_action(self.join_button)
        self.reason_bar = ReasonBar(session)
        self.finder = ReferenceField(placeholder=_("Name, phone or ID"))
        self.find_frame = FieldFrame(_("Join with"), self.finder)
        self.cannot = Banner("error")
        self._warnings = QVBoxLayout()
        self.heads = [Label("", "section", wraps=True), Label("", "section", wraps=True)]
        self.about = [Label("", "caption", "muted", wraps=True), Label("", "caption", "muted", wraps=True)]
        self.opens = [Button(_("Open"), "link"), Button(_("Open"), "link")]
        self.rows = FieldRows()
        self.keys = Label(
            _("Press ← or → to choose a value, and Enter to continue. Press 0 to keep both values."),
            "caption",
            "muted",
            wraps=True,
        )
        self.alike_head = Label(_("The same in both"), "section")
        self.alike = Facts()
        self.does = Label("", "body", wraps=True)
        self._line = Hairline()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        down = scrolled_column(self, self.header)
        down.setSpacing(10)
        self._warnings.setSpacing(6)
        heads = in_row(margins=(8 + theme().px(CAPTION) + 12, 0, 8, 0), spacing=12)
        for name, about, opens in zip(self.heads, self.about, self.opens, strict=True):
            line = in_row((name, 1), (opens, 0, Qt.AlignmentFlag.AlignTop))
            heads.addLayout(in_column(line, about, STRETCH, spacing=0), 1)
        self._beside = QWidget()
        in_column(
            self._warnings, heads, self.rows, self.keys, self._line, self.does, self.alike_head, self.alike,
            into=self._beside, spacing=8,
        )  # fmt: skip
        add_to(down, self.reason_bar, self.cannot, self.find_frame, self._beside, STRETCH)

    def _connect(self) -> None:
        self.header.went_up.connect(self.up)
        self.finder.offers_wanted.connect(self._offer)
        self.finder.edited.connect(self._other_chosen)
        self.rows.edited.connect(self._keep_choice)
        self.rows.finished.connect(self.join_button.setFocus)
        self.join_button.clicked.connect(self.join)
        self.different_button.clicked.connect(self.decide_different)
        self.reason_bar.given.connect(self.join)
        for at, button in enumerate(self.opens):
            button.clicked.connect(lambda _on, at=at: self._open(at))
        self.session.news.changed.connect(self._news)

    def enter(self, place: Place) -> None:
        """Show both side by side, or ask for the other one."""
        self.record, self.kind, self._other = place.record, place.kind or "person", place.focus
        self._to_pairs = place.tab == PAIRS_TAB
        self._shown, self._chosen = None, {}
        self._empty()
        stand_at(self.where())
        is_person = self.kind == "person"
        self.header.say(_("Join two people") if is_person else _("Join two organisations"))
        self.header.show_path(_("People") if is_person else _("Organisations"), "")
        self.finder.setPlaceholderText(_("Name, phone or ID") if is_person else _("Name"))
        self.finder.set_value("")
        self.reason_bar.hide()
        self.reason_bar.forget()
        for widget in (self.cannot, self._beside, self.join_button, self.different_button):
            widget.hide()
        self.find_frame.setVisible(self._other is None and self.record is not None)
        if self._other is None:
            self.setFocusProxy(self.finder)
            self.finder.setFocus()
        else:
            self._wait_for_both()
        self._read()

    def _empty(self) -> None:
        """Nothing of the two that stood here before."""
        emptied(self._warnings)
        self.rows.show_fields((), {})
        for label in (*self.heads, *self.about, self.does):
            label.setText("")
        for widget in (self.keys, self._line, self.alike_head, self.alike, *self.opens):
            widget.hide()

    def where(self) -> ActionPage | None:
        """What is done here is done on the page to which the window goes next: there it is taken back."""
        return ActionPage(PageName.decisions.value) if self._to_pairs else ActionPage(self.kind, self.record)

    def up(self) -> None:
        """Back to the record, or to the pairs that wait."""
        if self._to_pairs:
            back = Place(PageName.decisions, tab=PAIRS_TAB)
        else:
            back = Place(page_of_kind(self.kind), record=self.record)
        self.go.emit(back)

    def _read(self) -> None:
        store, record, other = self.session.store, self.record, self._other
        if record is None:
            return
        if other is None:
            self.session.jobs.read(
                lambda _step: duplicate_comparison.name(store, record), self._name, self._failed
            )
        else:
            self.session.jobs.read(
                lambda _step: duplicate_comparison.compare(store, record, other), self._show, self._failed
            )

    def _name(self, name: str) -> None:
        if self._shown is None:
            self.header.show_path(_("People") if self.kind == "person" else _("Organisations"), name)

    def _offer(self, text: str) -> None:
        store, kind, record = self.session.store, self.kind, self.record
        if record is None:
            return
        self.session.jobs.read(
            lambda _step: duplicate_comparison.others(store, kind, record, text),
            lambda offers: self._offered(text, offers),
            self._failed,
        )

    def _offered(self, text: str, offers: list[references.Referred]) -> None:
        if offers:
            hint = _("Press ↓ and Enter to choose.")
        elif self.kind == "person":
            hint = _("No person matches.")
        else:
            hint = _("Nothing matches.")
        self.finder.show_offers(
            text, [Suggestion((one.name, one.second), one.id) for one in offers], hint if text.strip() else ""
        )

    def _other_chosen(self) -> None:
        if not self.finder.unchosen() and self.finder.value():
            self._other = int(str(self.finder.value()))
            self._wait_for_both()
            self._read()

    def _wait_for_both(self) -> None:
        """Focus the rows at once, not when they are there: somebody may be typing elsewhere by then."""
        self._beside.show()
        self.setFocusProxy(self.rows)
        self.rows.setFocus()

    def _show(self, comparison: Comparison) -> None:
        if (comparison.heads[0].id, comparison.heads[1].id) != (self.record, self._other):
            return
        is_first, self._shown = self._shown is None, comparison
        self.kind = comparison.kind
        is_person = comparison.kind == "person"
        names = [one.name for one in comparison.heads]
        self.header.show_path(
            _("People") if is_person else _("Organisations"), _("{a} and {b}").format(a=names[0], b=names[1])
        )
        self._offer_reasons(comparison)
        for side, record in enumerate(comparison.heads):
            self.heads[side].setText(record.name)
            self.about[side].setText(record.about)
            self.opens[side].show()
            self.opens[side].setAccessibleName(_("Open: {name}").format(name=record.name))
        emptied(self._warnings)
        for words in comparison.warnings:
            self._warnings.addWidget(Banner("warning", words))
        if is_first:
            self._chosen = comparison.first_choices()
        differ = tuple(one for one in comparison.fields if one.differs)
        alike = [(one.label, one.words[0]) for one in comparison.fields if not one.differs]
        self.rows.show_fields(differ, self._chosen)
        self.keys.setVisible(any(one.may_take for one in differ))
        self.alike.show_facts(alike)
        for widget in (self.alike_head, self.alike):
            widget.setVisible(bool(alike))
        self.does.setText(_does(comparison))
        self._line.show()
        self.cannot.say("error", comparison.cannot)
        self.cannot.setVisible(bool(comparison.cannot))
        self.join_button.setVisible(not comparison.cannot)
        self.join_button.set_words(
            _("Save the chosen values in both records") if comparison.is_one else _("Join")
        )
        self.different_button.set_words(_different_words(comparison))
        self.different_button.show()
        self._beside.show()
        is_waited_for = self.window().focusWidget() is self.rows  # also while another program has the keys
        if is_first and is_waited_for and not self.rows.begin():
            self.join_button.setFocus()

    def _offer_reasons(self, comparison: Comparison) -> None:
        if comparison.country is None:
            self.reason_bar.hide()
        else:
            self.reason_bar.offer(_(Country(comparison.country).label), comparison.reasons)

    def _keep_choice(self) -> None:
        self._chosen = self.rows.chosen()

    def _open(self, side: int) -> None:
        if self._shown is not None:
            self.go.emit(Place(page_of_kind(self.kind), record=self._shown.heads[side].id))

    def join(self) -> None:
        """Join the two with the values that are chosen, and go to the record."""
        shown, store = self._shown, self.session.store
        if shown is None or shown.cannot or self._works:
            return
        chosen = self.rows.chosen()
        a, b = (one.name for one in shown.heads)
        said = _("Joined: {a} and {b}").format(a=a, b=b)
        self._do(lambda: duplicate_comparison.join(store, shown, chosen), said)

    def decide_different(self) -> None:
        shown, store = self._shown, self.session.store
        if shown is None or self._works:
            return
        a, b = shown.heads
        said = _("Not the same: {a} and {b}").format(a=a.name, b=b.name)
        self._do(lambda: duplicate_decisions.split(store, a.id, b.id), said)

    def _do(self, work: Callable[[], object], sentence: str) -> None:
        self._works = True
        self.session.jobs.start(
            lambda _step: work(), lambda change: self._done(change, sentence), self._refused
        )

    def _done(self, change: object, sentence: str) -> None:
        self._works = False
        self.reason_bar.forget()
        self.up()
        self.session.tell(change)
        self.session.speaker.mention(
            sentence if change is not None else _("Nothing to change."), undoes=change
        )

    def _refused(self, error: ProssceError) -> None:
        self._works = False
        self._failed(error)
        self.session.ask_reason(error, self.join)

    def _failed(self, error: ProssceError) -> None:
        self.cannot.say("error", str(error))
        self.cannot.show()

    def _news(self, change: object) -> None:
        if self.isVisible() and self._shown is not None and not self._works:
            self._read()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if (
            event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            self.join()
        elif event.key() == Qt.Key.Key_Escape:
            self.up()
        elif event.modifiers() == Qt.KeyboardModifier.AltModifier and letter_of(event) == "D":
            self.decide_different()
        else:
            super().keyPressEvent(event)


def _different_words(comparison: Comparison) -> str:
    if comparison.is_one:
        return _("They are not the same")
    return _("Different people") if comparison.kind == "person" else _("Different organisations")


def _does(comparison: Comparison) -> str:
    if comparison.is_one:
        return _("They are already joined and are counted once.")
    if comparison.kind == "person":
        return _("Both stay in their lists, but are now counted as one person. You can undo this.")
    return _("Both records stay, but are now counted as one organisation. You can undo this.")
