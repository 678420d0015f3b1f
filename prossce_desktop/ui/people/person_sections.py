"""The parts of a person's page: facts, the six answers, what they took part in, who may be the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from prossce_desktop.domain.model.codes import NOT_PRESENT, Stage
from prossce_desktop.language import formatting
from prossce_desktop.language.messages import _, ngettext_
from prossce_desktop.services.decisions.duplicate_pairs import DuplicateShown
from prossce_desktop.services.history.step_sentences import StepInWords
from prossce_desktop.services.lists.list_queries import TookPart
from prossce_desktop.services.lists.list_words import days_words
from prossce_desktop.ui.base.place import Place
from prossce_desktop.ui.look.theme import theme
from prossce_desktop.ui.parts.buttons import Button, Kind
from prossce_desktop.ui.parts.cards import Card, Icon
from prossce_desktop.ui.parts.history_groups import GroupLines
from prossce_desktop.ui.parts.labels import Hairline, Label, Tone
from prossce_desktop.ui.parts.layouts import STRETCH, add_to, in_column, in_row
from prossce_desktop.ui.parts.scroll_area import emptied
from prossce_desktop.ui.parts.tooltips import set_tip

KIND_ICONS = {
    "training": "graduation-cap", "career_fair": "store", "policy_dialogue": "messages-square",
    "knowledge_product": "book-open",
    "sstc_exchange": "plane",
}  # fmt: skip


def head(title: str, trailing: str = "") -> QHBoxLayout:
    """A section's title with a caption at the right."""
    return in_row(Label(title, "section"), STRETCH, Label(trailing, "caption"))


class Facts(QWidget):
    """Captions with what is known beside them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._facts: tuple[tuple[str, str], ...] = ()
        self._notes: dict[str, str] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 4, 0, 8)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(9)
        self._grid.setColumnStretch(1, 1)

    def show_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        """Show these; nothing known is said in words."""
        self._facts = tuple(facts)
        self._fill()

    def show_beside(self, notes: Mapping[str, str]) -> None:
        """Say a sentence under facts, by their captions."""
        if notes != self._notes:
            self._notes = dict(notes)
            self._fill()

    def _fill(self) -> None:
        emptied(self._grid)
        for at, (label, words) in enumerate(self._facts):
            caption = Label(label, "caption", wraps=True)
            caption.setFixedWidth(theme().px(112))
            self._grid.addWidget(caption, at, 0, Qt.AlignmentFlag.AlignTop)
            said = Label(words or _("Not recorded"), "body", "" if words else "muted", wraps=True)
            said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            if label in self._notes:
                both = in_column(said, Label(self._notes[label], "caption", "warning", wraps=True), spacing=2)
                self._grid.addLayout(both, at, 1)
            else:
                self._grid.addWidget(said, at, 1, Qt.AlignmentFlag.AlignTop)
        self._grid.setRowStretch(len(self._facts), 1)


class Squares(QWidget):
    """One answer of the Washington Group's set: so many of four squares."""

    def __init__(self, answer: int | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._answer = answer or 0
        self.setFixedSize(QSize(60, 18))

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = theme().tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for at in range(4):
            box = QRectF(at * 15 + 0.5, 3.5, 11, 11)
            if at < self._answer:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(colours.warnline if self._answer >= 3 else colours.c1))
            else:
                painter.setPen(QPen(QColor(colours.field), 1))
                painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, 2, 2)


class AnswersCard(QWidget):
    """The six answers and what they come to."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._down = in_column(into=self, margins=(0, 4, 0, 0), spacing=9)

    def show_answers(self, answers: Sequence[tuple[str, int | None, str]], verdict: str) -> None:
        emptied(self._down)
        self.setVisible(bool(verdict))
        if not verdict:
            return
        add_to(self._down, Hairline(), head(_("Washington Group")))
        for label, answer, words in answers:
            named = Label(label, "caption", wraps=True)
            named.setFixedWidth(theme().px(140))
            tone: Tone = "warning" if answer is not None and answer >= 3 else "muted"
            shown = Label(words or _("Not recorded"), "caption", tone, wraps=True)
            self._down.addLayout(in_row(named, Squares(answer), (shown, 1)))
        said = QFrame()
        said.setProperty("look", "note")
        said.setProperty("tone", "accent")
        in_row(Label(verdict, "caption", wraps=True), into=said, margins=(12, 6, 12, 6))
        self._down.addWidget(said)


class TitleLink(Button):
    """A link that gives way where the line is short: its end is cut, the tooltip has it whole."""

    def __init__(self, text: str, kind: Kind = "link", parent: QWidget | None = None) -> None:
        super().__init__(text, kind, parent)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        return QSize(60, self.sizeHint().height())


class Participations(QWidget):
    """What a person took part in, the newest first. `opened(activity, participation)` when one is pressed."""

    opened = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._down = in_column(into=self, spacing=4)

    def show_list(self, took_part: Sequence[TookPart]) -> None:
        emptied(self._down)
        n = len({one.activity for one in took_part})
        said = ""
        if n:
            said = ngettext_(
                "{n} activity, counted as one person", "{n} activities, counted as one person", n
            ).format(n=n)
        self._down.addLayout(head(_("Participations"), said))
        if not took_part:
            self._down.addWidget(Label(_("Not on any list yet."), "body", "muted"))
        before = ""
        for one in took_part:
            year = str(one.day // 10_000) if one.day else "–"
            self._down.addLayout(self._line(one, "" if year == before else year))
            before = year

    def _line(self, activity: TookPart, year: str) -> QHBoxLayout:
        shown = Label(year, "total")
        shown.setFixedWidth(theme().px(40))
        title = TitleLink(activity.title, "link")
        set_tip(title, activity.title)
        title.clicked.connect(lambda: self.opened.emit(activity.activity, activity.participation))
        first = in_row(title, STRETCH, Label(days_words(activity.start, activity.end), "caption"))
        details = " · ".join(part for part in (_stage(activity), *_details(activity)) if part)
        done = (
            activity.stage is not None
            and activity.stage in list(Stage)
            and Stage(activity.stage) not in NOT_PRESENT
        )
        said = Label(
            details,
            "caption",
            "done" if activity.stage in ("hired", "certified", "completed") else "muted",
            wraps=True,
        )
        said.setContentsMargins(5, 0, 0, 6)
        said.setAccessibleName(_("{stage}, present").format(stage=details) if done else details)
        high = title.sizeHint().height()
        beside = in_column(
            (shown, 0, Qt.AlignmentFlag.AlignTop), STRETCH,
            margins=(0, max(0, high - shown.sizeHint().height()) // 2, 0, 0),
        )  # fmt: skip
        icon = Icon(KIND_ICONS.get(activity.kind, "calendar"), 16)
        icon.setFixedHeight(high)
        words = in_column(first, said, spacing=1)
        return in_row(beside, (icon, 0, Qt.AlignmentFlag.AlignTop), (words, 1), spacing=8)


def _stage(part: TookPart) -> str:
    return _(Stage(part.stage).label) if part.stage in list(Stage) else _("Stage not recorded")


def _details(part: TookPart) -> list[str]:
    found = []
    if part.attended is not None and part.sessions:
        words = ngettext_("{n} of {all} session", "{n} of {all} sessions", part.sessions)
        found.append(words.format(n=part.attended, all=part.sessions))
    if part.pre is not None:
        found.append(_("pre-test {score}").format(score=f"{part.pre:g}"))
    if part.post is not None:
        found.append(_("post-test {score}").format(score=f"{part.post:g}"))
    if part.employer:
        found.append(part.employer)
    return found


class LikelyDuplicates(QWidget):
    """Likely duplicates, decided here. `decided(other, same)`, `opened(other)`."""

    decided = Signal(object, bool)
    opened = Signal(object)

    def __init__(self, parent: QWidget | None = None, *, people: bool = True) -> None:
        super().__init__(parent)
        if people:
            self._verdicts = (_("The same person"), _("Different people"))
        else:
            self._verdicts = (_("The same organisation"), _("Different organisations"))
        self._down = in_column(into=self, margins=(0, 8, 0, 0), spacing=8)

    def show_pairs(self, likely: Sequence[DuplicateShown]) -> None:
        emptied(self._down)
        self.setVisible(bool(likely))
        for pair in likely[:6]:
            self._down.addWidget(self._note(pair))

    def _note(self, pair: DuplicateShown) -> QFrame:
        note = QFrame()
        note.setProperty("look", "note")
        note.setProperty("tone", "warning")
        name = pair.name or _("a person without a name on this computer")
        first = in_row(
            Icon("users", 16, "warnline"),
            (Label(_("Probably the same as {name}").format(name=name), "body", "warning", wraps=True), 1),
            spacing=10,
        )  # fmt: skip
        inside = in_column(first, into=note, margins=(12, 8, 8, 8), spacing=4)
        reason = Label(pair.grounds[:1].upper() + pair.grounds[1:], "caption", wraps=True)
        reason.setContentsMargins(26, 0, 0, 0)
        inside.addWidget(reason)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(22, 0, 0, 0)
        same, different, opens = *map(Button, self._verdicts), Button(_("Open"), "link")
        same.clicked.connect(lambda: self.decided.emit(pair.other, True))
        different.clicked.connect(lambda: self.decided.emit(pair.other, False))
        opens.clicked.connect(lambda: self.opened.emit(pair.other))
        for button in (same, different, opens):
            button.setAccessibleName(f"{button.words()}: {name}")
            buttons.addWidget(button)
        buttons.addStretch(1)
        inside.addLayout(buttons)
        return note


class HistoryCard(Card):
    """A record's history, newest first, each step with Undo. `undo_wanted(step)`; `went` to a change."""

    undo_wanted = Signal(str)
    went = Signal(Place)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("History"), parent=parent)
        self._shown: list[StepInWords] | None = None
        self.list = QVBoxLayout()
        self.list.setSpacing(6)
        self.body.addLayout(self.list)

    def show_steps(self, steps: Sequence[StepInWords]) -> None:
        """Show them; where nothing of them is new, what is being read stays as it is."""
        if list(steps) == self._shown:
            return
        self._shown = list(steps)
        emptied(self.list)
        self.trailing.setText(ngettext_("{n} change", "{n} changes", len(steps)).format(n=len(steps)))
        for at, step in enumerate(steps):
            if at:
                self.list.addWidget(Hairline())
            self.list.addLayout(self._step(step))

    def _step(self, step: StepInWords) -> QVBoxLayout:
        first = QHBoxLayout()
        first.addStrut(theme().px(24))  # as high with Undo as without
        first.addWidget(Label(formatting.short_moment(step.time.astimezone()), "caption"), 1)
        if step.undone:
            first.addWidget(Label(_("Undone"), "caption"))
        elif not step.is_undo:
            undo = Button(_("Undo"), "link", icon="undo-2", clicked=lambda: self.undo_wanted.emit(step.id))
            undo.setAccessibleName(_("Undo: {what}").format(what=step.title))
            first.addWidget(undo)
        down = in_column(
            first, Label(step.title, "total" if not step.undone else "caption", wraps=True), spacing=2
        )
        for line in step.lines[:6]:
            down.addWidget(Label(line.replace(" · ", "\u00a0· "), "caption", wraps=True))
        if len(step.lines) > 6:
            down.addWidget(Label(_("and {n} more").format(n=len(step.lines) - 6), "caption"))
        if step.groups:
            changes = GroupLines(step.groups)
            changes.went.connect(self.went)
            down.addWidget(changes)
        down.addWidget(Label(step.who, "caption"))
        return down
