"""The stick between two laptops: where it is, whose card lies on it, what is done with it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from prossce_desktop.language import formatting
from prossce_desktop.language.messages import _, ngettext_
from prossce_desktop.services.exchange.usb_stick import Colleague, Done, Drive, OnStick, Stranger
from prossce_desktop.services.reporting.counted_figures import between
from prossce_desktop.ui.base.keyboard_focus import leads
from prossce_desktop.ui.exchange import exchange_words
from prossce_desktop.ui.exchange.item_list import PackageList
from prossce_desktop.ui.parts.buttons import Button
from prossce_desktop.ui.parts.cards import Card
from prossce_desktop.ui.parts.chips import FlowLayout
from prossce_desktop.ui.parts.labels import Label
from prossce_desktop.ui.parts.layouts import STRETCH, add_to, in_column, in_row
from prossce_desktop.ui.parts.tooltips import set_tip

_MOST_ROWS = 6


class StickCard(Card):
    """`chosen(Path)` or `folder_wanted()` for the place; `met(Stranger)`; `wanted()` to do all; `left()`."""

    chosen = Signal(object)
    folder_wanted = Signal()
    met = Signal(object)
    wanted = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._strangers: tuple[Stranger, ...] = ()
        self._on_stick: OnStick | None = None
        self.setAccessibleName(_("Exchange by USB stick"))
        self.title = Label(_("Exchange by USB stick"), "section", wraps=True)
        self.sentence = Label("", "body", wraps=True)
        self.trouble = Label("", "caption", "error", wraps=True)
        self.places = QWidget()
        self._flow = FlowLayout(self.places)
        self.folder = Button(_("Choose a folder…"), icon="folder-open", clicked=self.folder_wanted)
        self.drives: list[Button] = []
        self.stranger = Label("", "total", wraps=True)
        self.words = Label("", "section", "accent", wraps=True)
        self.compare = Label("", "caption", "muted", wraps=True)
        self.same = Button(_("They are the same"), "primary", icon="check", clicked=self._was_met)
        self.other = Button(_("Not for this laptop"), clicked=self._leave_out)
        self.view = PackageList(most=_MOST_ROWS)
        self.figures = Label("", "body", wraps=True)
        self.then = Label("", "body", wraps=True)
        self.own = Label("", "caption", "muted", wraps=True)
        self.go = Button(_("Import, then write to the USB stick"), "primary", icon="arrow-left-right")
        self.close_button = Button(_("Close"), clicked=self.left)
        self.go.clicked.connect(self.wanted)
        self._lay_out()

    def _lay_out(self) -> None:
        self._meeting = QWidget()
        in_column(
            self.stranger, self.words, self.compare, 6, in_row(self.same, self.other, STRETCH, spacing=8),
            into=self._meeting, margins=(0, 4, 0, 4), spacing=2,
        )  # fmt: skip
        foot = in_row(self.go, self.close_button, STRETCH, spacing=8)
        add_to(self.body, self.title, self.sentence, self.trouble, self.places, self._meeting, self.view)
        add_to(self.body, self.figures, self.then, self.own, foot)

    @leads
    def show_places(self, drives: Sequence[Drive]) -> QWidget:
        """Ask where the stick is."""
        self._only(self.places)
        self.sentence.setText(
            _(
                "For laptops of one office without a network. Put in a USB stick, import what is on it, then "
                "take it to the other laptop."
            )
        )
        for button in self.drives:
            self._flow.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._flow.removeWidget(self.folder)
        self.drives = [Button(drive.name, icon="save") for drive in drives]
        for button, drive in zip(self.drives, drives, strict=True):
            set_tip(button, str(drive.folder))
            button.clicked.connect(lambda _on=False, folder=drive.folder: self.chosen.emit(folder))
            self._flow.addWidget(button)
        self._flow.addWidget(self.folder)
        self.folder.show()
        self.close_button.set_words(_("Cancel"))
        return self.drives[0] if self.drives else self.folder

    def show_found(self, on_stick: OnStick, device: str) -> None:
        """Nothing was changed yet: whose card lies there, and what would be done."""
        self._strangers = on_stick.strangers
        self.own.setText(
            _("This laptop is {name}. Its six words: {words}").format(name=device, words=on_stick.words)
        )
        self._on_stick = on_stick
        if on_stick.strangers:
            self._show_stranger(on_stick.strangers[0])
        else:
            self._show_would(on_stick)

    @leads
    def _show_stranger(self, stranger: Stranger) -> QWidget:
        self._only(self._meeting, self.own)
        self.sentence.setText(
            _("The USB stick has the ID file of a laptop. Its six words were not compared here yet.")
            if stranger.known
            else _("The USB stick has the ID file of a laptop that is not known here.")
        )
        self.stranger.setText(f"{stranger.name}: {stranger.officer}, {stranger.office}")
        self.words.setText(stranger.words)
        self.compare.setText(
            _(
                "Compare these six words with the words on the screen of that laptop, under “Exchange by USB "
                "stick”. After that, it can read names."
            )
        )
        self.close_button.set_words(_("Cancel"))
        return self.same

    @leads
    def _show_would(self, on_stick: OnStick) -> QWidget:
        dry_run = on_stick.dry_run
        self._only(self.then, self.own, self.go, *([self.view] if dry_run.results else []))
        self.sentence.setText(
            _("What will be done with “{folder}”").format(folder=on_stick.folder.name or on_stick.folder)
            if dry_run.results
            else _("Nothing for this laptop is on “{folder}”.").format(
                folder=on_stick.folder.name or on_stick.folder
            )
        )
        self.view.show_packages(dry_run.results, exchange_words.would)
        if dry_run.has_news:
            people = _("People, each counted once: {before} before, {after} after")
            ends = [*map(between, dry_run.people)]
            self.figures.setText(people.format(before=ends[0], after=ends[1]))
            self.figures.show()
        self.then.setText(_would_write(on_stick.colleagues))
        self.go.set_words(
            _("Import, then write to the USB stick") if dry_run.has_news else _("Write to the USB stick")
        )
        self.close_button.set_words(_("Cancel"))
        return self.go

    @leads
    def show_done(self, done: Done) -> QWidget:
        """It was done: what became of each package, and where the stick goes now."""
        self._only(self.then, self.own, *([self.view] if done.results else []))
        self.sentence.setText(_("Done. Safely remove the USB stick."))
        self.view.show_packages(done.results, exchange_words.became)
        self.then.setText(_next(done.colleagues))
        self.close_button.set_words(_("Close"))
        return self.close_button

    def say_trouble(self, sentence: str) -> None:
        self.trouble.setText(sentence)
        self.trouble.show()

    def _only(self, *shown: QWidget) -> None:
        above = (self.trouble, self.places, self._meeting, self.view)
        for widget in (*above, self.figures, self.then, self.own, self.go):
            widget.setVisible(widget in shown)

    def _was_met(self) -> None:
        self.met.emit(self._strangers[0])

    def _leave_out(self) -> None:
        self._strangers = self._strangers[1:]
        if self._strangers:
            self._show_stranger(self._strangers[0])
        elif self._on_stick is not None:
            self._show_would(self._on_stick)


def _would_write(colleagues: Sequence[Colleague]) -> str:
    if not colleagues:
        return _(
            "No other laptop is known here yet. The program will write the ID file of this laptop. The other "
            "laptop will then show the six words of this laptop."
        )
    names = ", ".join(one.name for one in colleagues)
    said = ngettext_(
        "Then the program writes the changes that {names} does not have yet.",
        "Then the program writes the changes that {names} do not have yet, one package for each.",
        len(colleagues),
    )
    return " ".join([said.format(names=names), *_without_names(colleagues)])


def _next(colleagues: Sequence[Colleague]) -> str:
    if not colleagues:
        return _(
            "The ID file of this laptop is on the USB stick. Put the USB stick into the other laptop and "
            "open “Exchange by USB stick” there."
        )
    lines: list[str] = []
    for one in colleagues:
        if one.lacks:
            said = ngettext_(
                "{n} change for {name} is on the USB stick. Next, put the USB stick into that laptop.",
                "{n} changes for {name} are on the USB stick. "
                "Next, put the USB stick into that laptop.", one.lacks,
            )  # fmt: skip
            lines.append(said.format(n=formatting.number(one.lacks), name=one.name))
        else:
            lines.append(_("{name} has everything from this laptop.").format(name=one.name))
    return "\n".join([*lines, *_without_names(colleagues)])


def _without_names(colleagues: Sequence[Colleague]) -> list[str]:
    said = _("{name} cannot read names of people. First compare its six words in the list of laptops.")
    return [said.format(name=one.name) for one in colleagues if not one.names]
