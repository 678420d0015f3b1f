"""What a report is asked for: period, countries, language, names; or one activity."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from prossce_desktop.domain.input import dates_without_year
from prossce_desktop.domain.model.codes import Country
from prossce_desktop.domain.model.scopes import PersonalData
from prossce_desktop.domain.parsing.dates import Around
from prossce_desktop.domain.problems import Severity
from prossce_desktop.language import formatting, messages
from prossce_desktop.language.messages import LANGUAGE_NAMES, _
from prossce_desktop.services.reporting.report_choices import Named, ReportChoices
from prossce_desktop.services.reporting.report_export import Wanted
from prossce_desktop.ui.parts.chips_field import ChipsField
from prossce_desktop.ui.parts.choice_field import Choice, ChoiceField
from prossce_desktop.ui.parts.date_field import DateField
from prossce_desktop.ui.parts.field_frame import FieldFrame
from prossce_desktop.ui.parts.labels import Label
from prossce_desktop.ui.parts.layouts import STRETCH, in_column
from prossce_desktop.ui.parts.scroll_area import Scrolled
from prossce_desktop.ui.parts.text_fields import TextField
from prossce_desktop.ui.parts.tick_box import TickBox
from prossce_desktop.ui.reports import report_periods
from prossce_desktop.ui.reports.report_kinds import KINDS, ReportKind
from prossce_desktop.ui.session.session import Session

BLANK_PAGES = ("1", "2", "3", "5", "10")


class Options(Scrolled):
    """`changed` comes at each change by the person that makes another report."""

    changed = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent, upright=True, takes_keys=False)
        self._session = session
        self._kind = ReportKind.summary
        self._named: dict[str, Named] = {}
        own = session.store.identity.country
        self._inner = QWidget(self)
        self.setWidget(self._inner)  # first: what comes into a window later is dressed twice
        self.title = Label("", "section")
        self.period = ChoiceField(needed=True)
        self.first = DateField(today=session.today)
        self.last = DateField(today=session.today)
        self.first.set_around(lambda: self._around(dates_without_year.START))
        self.last.set_around(lambda: self._around(dates_without_year.END))
        ordered = sorted(Country, key=lambda one: (one.value != own, _(one.label)))
        self.countries = ChipsField([Choice(str(one.value), _(one.label)) for one in ordered], shown=1)
        self.countries.set_value((own,) if own in list(Country) else ())
        self.language = ChoiceField(
            [Choice(one, LANGUAGE_NAMES.get(one, one)) for one in messages.languages()], needed=True
        )
        self.language.set_value(
            messages.language() if messages.language() in messages.languages() else messages.ENGLISH
        )
        self.names = TickBox(
            _("Names of people"), explained=_("If you turn this off, the file has no people, names or notes")
        )
        self.everything = TickBox(_("Phone numbers, IDs, addresses"), explained=_("All recorded data"))
        self.password = TextField(limit=200)
        self.password.setEchoMode(TextField.EchoMode.Password)
        self.activity = ChoiceField(empty=_("Type a few letters"), typed=True)
        self.filled = TickBox(
            _("Print the names from the list"), explained=_("From the list of the activity")
        )
        self.pages = ChoiceField([Choice(one, one) for one in BLANK_PAGES], needed=True)
        self.pages.set_value("1")
        self._lay_out()
        self._connect()
        self.show_kind(ReportKind.summary)

    def _lay_out(self) -> None:
        self.period_frame = FieldFrame(_("Period"), self.period, self._inner)
        self.first_frame = FieldFrame(_("From"), self.first, self._inner)
        self.last_frame = FieldFrame(_("To"), self.last, self._inner)
        self.countries_frame = FieldFrame(_("Countries"), self.countries, self._inner)
        self.all_note = Label(_("None chosen: all countries together."), "caption", wraps=True)
        self.language_frame = FieldFrame(_("Language"), self.language, self._inner)
        self.activity_frame = FieldFrame(_("Activity"), self.activity, self._inner)
        self.activity_words = Label("", "caption", wraps=True)
        self.password_frame = FieldFrame(_("Password for the files"), self.password, self._inner)
        # Translators: the password of a file, not the passphrase that opens the program
        told = _(
            "Without a password, anyone can open the files. Tell the password by phone. "
            "Without it, nobody can open them."
        )
        self.password_note = Label(told, "caption", wraps=True)
        self.pages_frame = FieldFrame(_("Blank pages"), self.pages, self._inner)
        in_column(
            self.title, self.activity_frame, self.activity_words, self.period_frame, self.first_frame,
            self.last_frame, self.countries_frame, self.all_note, self.language_frame, self.filled,
            self.pages_frame,
            self.names, self.everything, self.password_frame, self.password_note, STRETCH, into=self._inner,
            margins=(20, 20, 20, 20), spacing=14,
        )  # fmt: skip

    def _connect(self) -> None:
        chosen = (self.period_frame, self.countries_frame, self.language_frame, self.activity_frame)
        for frame in (*chosen, self.pages_frame):
            frame.edited.connect(self._was_changed)
        for day in (self.first, self.last):
            day.left.connect(self._was_changed)
            day.picked.connect(self._was_changed)
        for tick in (self.names, self.everything, self.filled):
            tick.toggled.connect(self._was_changed)

    def offer(self, choices: ReportChoices) -> None:
        """The years and activities that can be chosen; what was chosen stays."""
        today = self._session.today()
        before = str(self.period.value())
        self.period.set_choices(report_periods.choices(today, choices.years))
        self.period.set_value(before or report_periods.first_choice(today, choices.years))
        chosen = str(self.activity.value())
        self._named = {str(one.id): one for one in choices.activities}
        self.activity.set_choices([Choice(str(one.id), one.words, one.code) for one in choices.activities])
        held = chosen if chosen in self._named else next(iter(self._named), "")
        self.activity.set_value(held)
        self._show_fields()

    def choose_year(self, year: int) -> None:
        """A whole year and all countries together, as the Overview shows them, telling nobody."""
        self.period.set_value(str(year))
        self.countries.set_value(())
        self._show_fields()

    def choose_activity(self, id: int) -> None:
        """Another activity, telling nobody."""
        self.activity.set_value(str(id))
        self._show_fields()

    def needed(self) -> int:
        """So wide that no word of it is cut off, in pixels."""
        return self._inner.minimumSizeHint().width()

    def show_kind(self, kind: ReportKind) -> None:
        """The fields that mean something for this kind."""
        self._kind = kind
        self.title.setText(_(KINDS[kind].title))
        self._show_fields()

    def _show_fields(self) -> None:
        kind = self._kind
        one, sheet = kind.of_one_activity, kind is ReportKind.sign_in
        own = not one and self.period.value() == report_periods.OWN
        shown = {
            self.period_frame: not one, self.first_frame: own, self.last_frame: own,
            self.countries_frame: not one,
            self.all_note: not one and not self.countries.value(), self.names: not one,
            self.everything: not one and self.names.isChecked(), self.activity_frame: one, self.filled: sheet,
            self.password_frame: not one, self.password_note: not one,
            self.pages_frame: sheet and not self.filled.isChecked(), self.activity_words: one,
        }  # fmt: skip
        for widget, on in shown.items():
            widget.setVisible(on)
        chosen = self.chosen_activity()
        self.activity_words.setText(chosen.words if chosen else "")

    def wanted(self) -> Wanted:
        """What is asked for, without files."""
        days = self.days()
        countries = self.countries.value()
        chosen = tuple(map(str, countries)) if isinstance(countries, tuple) else ()
        if not self.names.isChecked():
            personal = PersonalData.none
        elif self.everything.isChecked():
            personal = PersonalData.all
        else:
            personal = PersonalData.names
        language = str(self.language.value()) or messages.ENGLISH
        return Wanted(days.first, days.last, chosen, language, personal, password=self.password.text())

    def days(self) -> report_periods.Days:
        token = str(self.period.value())
        if token == report_periods.OWN:
            return report_periods.Days(self.first.date(), self.last.date())
        return report_periods.days_of(token)

    def chosen_activity(self) -> Named | None:
        """The activity, for the kinds that are about one."""
        return self._named.get(str(self.activity.value()))

    def blank_pages(self) -> int:
        return int(str(self.pages.value()) or "1")

    def is_whole(self) -> bool:
        """Whether a report can be made of this; what is wrong stands at its field."""
        if self._kind.of_one_activity:
            return self.chosen_activity() is not None
        wrong = self._wrong_day(self.first_frame, self.first), self._wrong_day(self.last_frame, self.last)
        days = self.days()
        if not any(wrong) and days.first and days.last and days.last < days.first:
            self.last_frame.set_problem(Severity.hard, _("The last day is before the first."))
            return False
        return not any(wrong)

    def _wrong_day(self, frame: FieldFrame, field: DateField) -> bool:
        frame.clear_problem()
        problem = field.problem() if self.period.value() == report_periods.OWN else None
        if problem is not None:
            frame.set_problem(Severity.hard, formatting.problem(problem))
        return problem is not None

    def _around(self, name: str) -> Around | None:
        """A day of the period without its year lies in the year of the other one, else in this one."""
        days = {dates_without_year.START: self.first.whole(), dates_without_year.END: self.last.whole()}
        return dates_without_year.around(name, (), days, self._session.today())

    def _was_changed(self) -> None:
        self._show_fields()
        self.changed.emit()
