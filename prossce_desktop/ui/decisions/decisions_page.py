"""To decide: values that stand against each other, and questions that offices ask each other."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtWidgets import QWidget

from prossce_desktop.domain.model.codes import QueryOutcome, Verdict
from prossce_desktop.errors import ProssceError, ReasonNeeded
from prossce_desktop.language import formatting
from prossce_desktop.language.formatting import numbered
from prossce_desktop.language.messages import _
from prossce_desktop.services.decisions import (
    conflict_decisions,
    duplicate_decisions,
    open_decisions,
    questions,
)
from prossce_desktop.services.decisions.duplicate_pairs import ListedPair
from prossce_desktop.services.decisions.open_conflicts import OpenConflict
from prossce_desktop.services.decisions.open_decisions import ToDecide
from prossce_desktop.services.decisions.questions import QueryShown
from prossce_desktop.ui.base.keyboard_focus import give_keys, offer_keys
from prossce_desktop.ui.base.place import PageName, Place
from prossce_desktop.ui.decisions.answer_drafts import AnswerDrafts, Typed, kept_answers, key_of
from prossce_desktop.ui.decisions.conflicts_view import ConflictsView
from prossce_desktop.ui.decisions.duplicate_pairs_view import DuplicatePairsView
from prossce_desktop.ui.decisions.questions_view import QuestionsView
from prossce_desktop.ui.decisions.reason_bar import ReasonBar
from prossce_desktop.ui.decisions.record_places import PAIRS_TAB, QUESTIONS_TAB, place_of
from prossce_desktop.ui.decisions.rule_card import RuleCard
from prossce_desktop.ui.parts.cards import Banner
from prossce_desktop.ui.parts.page_header import PageHeader
from prossce_desktop.ui.parts.scroll_area import scrolled_column
from prossce_desktop.ui.session.page import Page
from prossce_desktop.ui.session.session import Session

VALUES, QUESTIONS, PAIRS = range(3)
TABS = {QUESTIONS_TAB: QUESTIONS, PAIRS_TAB: PAIRS}


class DecisionsPage(Page):
    """A place names a record and with `search` a field; its tab is `questions`, `pairs` or conflicts."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._to_decide: ToDecide | None = None
        self._is_first = True
        self.header = PageHeader(_("To decide"), record=True)
        self.header.set_neighbours(False, False)
        self.header.show_path(_("Exchange"), "")
        self.header.tabs.add(_("Values"))
        self.header.tabs.add(_("Questions"))
        self.header.tabs.add(_("Possible duplicates"))
        self.banner = Banner("error")
        self.reason_bar = ReasonBar(session)
        self.rule = RuleCard()
        self.conflicts = ConflictsView()
        self.questions = QuestionsView()
        self.pairs = DuplicatePairsView()
        self._drafts = AnswerDrafts(session, self)
        self._lay_out()
        self._connect()
        self._bring_answers()

    def _lay_out(self) -> None:
        down = scrolled_column(self, self.header)
        for widget in (self.banner, self.reason_bar, self.rule, self.conflicts, self.questions, self.pairs):
            down.addWidget(widget)
        down.addStretch(1)
        for widget in (self.banner, self.rule, self.conflicts, self.questions, self.pairs):
            widget.hide()

    def _connect(self) -> None:
        self.header.went_up.connect(self._go_up)
        self.header.tabs.currentChanged.connect(self._show_tab)
        self.conflicts.decided.connect(self._decide)
        self.conflicts.record_wanted.connect(self._open_conflict)
        self.conflicts.many_wanted.connect(self._offer_rules)
        self.rule.decided.connect(self._decide_many)
        self.rule.leave.clicked.connect(self._leave_rules)
        self.reason_bar.given.connect(self._go_on)
        self.questions.answered.connect(self._answer)
        self.questions.closed.connect(self._close)
        self.questions.record_wanted.connect(self._open_question)
        self.questions.edited.connect(self._drafts.soon)
        self.pairs.decided.connect(self._decide_pair)
        self.pairs.opened.connect(self._open_pair)
        self._drafts.timer.timeout.connect(self._keep_answers)
        self.session.news.changed.connect(self._news)

    def enter(self, place: Place) -> None:
        self._is_first = True
        if place.record is not None:
            self.conflicts.want(place.record, place.search or "")
            self.questions.want(place.record)
        if place.tab is not None or place.record is not None:
            self.header.tabs.setCurrentIndex(TABS.get(place.tab or "", VALUES))
        self._read()

    def leave(self) -> bool:
        """A rule that was not used is forgotten; answers that were not sent are kept."""
        self._keep_answers()
        self._hide_rules()
        self.banner.hide()
        return True

    def _news(self, change: object) -> None:
        if self.isVisible():
            self._read()

    def _read(self) -> None:
        store = self.session.store
        self.session.jobs.read(lambda step: open_decisions.to_decide(store), self._show)

    def _show(self, to_decide: ToDecide) -> None:
        self._to_decide = to_decide
        here = sum(one.can_decide for one in to_decide.conflicts)
        waits = sum(one.waits for one in to_decide.queries)
        self.header.tabs.set_count(
            VALUES, formatting.number(len(to_decide.conflicts)) if to_decide.conflicts else ""
        )
        self.header.tabs.set_count(
            QUESTIONS, formatting.number(len(to_decide.queries)) if to_decide.queries else ""
        )
        self.header.tabs.set_count(
            PAIRS, formatting.number(to_decide.how_many_pairs) if to_decide.how_many_pairs else ""
        )
        self.header.show_path(_("Exchange"), scope_words(here, waits, to_decide.how_many_pairs))
        self.pairs.show_pairs(to_decide.pairs, to_decide.how_many_pairs)
        self.conflicts.show_conflicts(to_decide.conflicts)
        self.questions.show_questions(to_decide.queries, words_stay=to_decide.words_stay)
        if self._is_first and not to_decide.conflicts and to_decide.queries:
            self.header.tabs.setCurrentIndex(QUESTIONS)
        self._show_tab(self.header.tabs.currentIndex())

    def _show_tab(self, place: int) -> None:
        if self._to_decide is None:
            return
        if place != VALUES:
            self._hide_rules()
        self.conflicts.setVisible(place == VALUES)
        if place == VALUES and self._to_decide.regional and self._to_decide.conflicts:
            self.reason_bar.offer("", self._to_decide.reasons)
        else:
            self.reason_bar.hide()
        self.questions.setVisible(place == QUESTIONS)
        self.pairs.setVisible(place == PAIRS)
        shown = {QUESTIONS: self.questions, PAIRS: self.pairs}.get(place, self.conflicts)
        self.setFocusProxy(shown)
        if self._is_first or not self.header.tabs.hasFocus():
            self._is_first = False
            if self.isVisible() and self.rule.isHidden():
                give_keys(shown)

    def _go_up(self) -> None:
        self.go.emit(Place(PageName.exchange))

    # Values

    def _decide(self, conflict: OpenConflict, place: int) -> None:
        store = self.session.store
        said = _("Decided: {field}, {value}").format(field=conflict.label, value=conflict.sides[place].words)
        self._do(lambda: conflict_decisions.decide(store, [(conflict, place)]), said)

    def _offer_rules(self) -> None:
        if self._to_decide is not None:
            self.rule.show_conflicts(self._to_decide.conflicts, self.conflicts.current())
            self.rule.show()
            self.conflicts.rest(True)
            self.rule.field.setFocus()

    def _leave_rules(self) -> None:
        self._hide_rules()
        self.conflicts.setFocus()

    def _hide_rules(self) -> None:
        self.rule.hide()
        self.conflicts.rest(False)

    def _decide_many(self, chosen: Sequence[tuple[OpenConflict, int]]) -> None:
        store, those = self.session.store, list(chosen)
        n = len(those)
        said = numbered("{n} field was decided", "{n} fields were decided", n)
        self._do(lambda: conflict_decisions.decide(store, those), said)

    def _go_on(self) -> None:
        """The reason stands there: what is chosen is kept with it."""
        (self.conflicts.keep if self.rule.isHidden() else self.rule.decide).click()
        if self.rule.isHidden():
            self.conflicts.setFocus()

    def _open_conflict(self, conflict: OpenConflict) -> None:
        field = conflict.conflict.fields[0]
        place = place_of(conflict.conflict.kind, conflict.conflict.record, conflict.activity, field)
        if place is not None:
            self.go.emit(place)

    # Questions

    def _answer(self, query: QueryShown, text: str, outcome: QueryOutcome | None) -> None:
        store = self.session.store
        said = _("The answer will be sent with the next package")
        if outcome is None and self._to_decide is not None and self._to_decide.words_stay:
            said = _(
                "No result was chosen. The regional office will only see that the question was answered."
            )

        def work() -> object:
            change = questions.answer(store, query.id, text, outcome)
            store.drafts.drop(key_of(query.id))
            return change

        def answered() -> None:
            self.questions.forget(query.id)
            self._keep_answers()  # what the timer kept meanwhile goes

        self._do(work, said, answered)

    def _bring_answers(self) -> None:
        store = self.session.store
        self.session.jobs.read(lambda step: kept_answers(store), self._answers_found)

    def _answers_found(self, typed: Mapping[int, Typed]) -> None:
        self._drafts.note_stored(typed)
        self.questions.bring(typed)

    def _keep_answers(self) -> None:
        unsaved = self.questions.unsaved()
        if unsaved is not None:
            self._drafts.keep(unsaved)

    def _close(self, query: QueryShown) -> None:
        store = self.session.store
        self._do(
            lambda: questions.close(store, query.id),
            _("Marked as read") if query.change else _("The question is closed"),
        )

    def _open_question(self, query: QueryShown) -> None:
        place = place_of(query.kind, query.record, None, query.field)
        if place is not None:
            self.go.emit(place)

    # Pairs

    def _decide_pair(self, pair: ListedPair, same: bool) -> None:
        store, verdict = self.session.store, Verdict.same if same else Verdict.different
        form = _("Joined: {a} and {b}") if same else _("Not the same: {a} and {b}")
        said = form.format(a=pair.names[0], b=pair.names[1])
        self._do(lambda: duplicate_decisions.decide(store, pair.a, pair.b, verdict), said)

    def _open_pair(self, pair: ListedPair) -> None:
        self.go.emit(Place(PageName.joining, record=pair.a, focus=pair.b, kind=pair.kind, tab=PAIRS_TAB))

    def _do(self, work: Callable[[], object], sentence: str, then: Callable[[], None] | None = None) -> None:
        """One action, beside the window; it is said, and can be taken back."""
        self.banner.hide()

        def done(change: object) -> None:
            if then is not None:
                then()
            self._hide_rules()
            self.reason_bar.forget()  # another country's question has another reason
            self.session.tell(change)
            self.session.speaker.mention(sentence, undoes=change)

        self.session.jobs.start(lambda step: work(), done, self._failed)

    def _failed(self, error: ProssceError) -> None:
        self.banner.say("error", str(error))
        self.banner.show()
        # the side or the rule that was chosen stays, and Enter goes on with it
        if isinstance(error, ReasonNeeded):
            offer_keys(self, self.reason_bar.setFocus)
            return
        self._hide_rules()
        self._read()


def scope_words(here: int, waits: int, pairs: int = 0) -> str:
    """How much waits for this office."""
    said = []
    if here:
        said.append(numbered("{n} decision is waiting", "{n} decisions are waiting", here))
    if waits:
        words = numbered(
            "{n} question is waiting for this office", "{n} questions are waiting for this office", waits
        )
        said.append(words)
    if pairs:
        said.append(
            numbered(
                "{n} possible duplicate is not checked yet",
                "{n} possible duplicates are not checked yet",
                pairs,
            )
        )
    return ", ".join(said) or _("nothing is waiting for this office")
