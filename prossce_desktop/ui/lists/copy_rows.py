"""The chosen rows on the clipboard, with their headings; people once it was agreed to."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QStringListModel
from PySide6.QtGui import QGuiApplication

from prossce_desktop import app
from prossce_desktop.language import formatting
from prossce_desktop.language.messages import _, ngettext_
from prossce_desktop.services.list_actions import list_to_clipboard
from prossce_desktop.services.list_actions.exported_list import GivenList
from prossce_desktop.services.list_actions.list_to_clipboard import Copied
from prossce_desktop.services.lists.chosen_rows import ChosenRows
from prossce_desktop.services.reporting import export_log
from prossce_desktop.system.progress import ProgressCallback
from prossce_desktop.ui.lists.row_actions import ActionContext

_AGREED = "copies_people"
"""Property of the session: somebody agreed since the program was started."""


def copy(here: ActionContext, chosen: ChosenRows) -> None:
    """Put these rows on the clipboard, as text and as a table, and say how many."""
    session = here.session
    given = GivenList(chosen)
    if given.of_people and not _agreed(here):
        return
    given = GivenList(chosen, personal=given.of_people)
    store, today = session.store, session.today()

    def work(step: ProgressCallback) -> Copied:
        with store.read() as reading:
            return list_to_clipboard.copied(reading, given, today, step)

    def done(copied: Copied) -> None:
        put(copied)
        session.speaker.mention(_words(copied))
        if copied.personal:
            activity = given.rows.activity
            session.jobs.start(lambda _step: export_log.note_list(store, activity, _("copied"), app.now()))

    # after what was typed is saved
    ask = session.jobs.start if chosen.kind == "participation" else session.jobs.read
    ask(work, done)


def put(copied: Copied) -> None:
    """On the clipboard, in both forms; it stays there when the program ends."""
    data = _empty()
    data.setText(copied.text)
    data.setHtml(copied.html)
    QGuiApplication.clipboard().setMimeData(data)


def _empty() -> QMimeData:
    """Made by Qt: the clipboard would ask one made here after the interpreter has ended, which is fatal."""
    model = QStringListModel([""])
    made = model.mimeData([model.index(0)])
    made.clear()
    return made


def _words(copied: Copied) -> str:
    n = formatting.number(copied.rows)
    if copied.personal:
        return ngettext_(
            "{n} row copied, with personal data.", "{n} rows copied, with personal data.", copied.rows
        ).format(n=n)
    return ngettext_("{n} row copied.", "{n} rows copied.", copied.rows).format(n=n)


def _agreed(here: ActionContext) -> bool:
    """Whether people may be copied: asked once, until the program is closed."""
    if not here.session.property(_AGREED):
        yes, no = _("Copy with personal data"), _("Cancel")
        explained = _("Each row is a person. Other programs on this computer can read copied data.")
        here.session.setProperty(
            _AGREED, here.session.speaker.ask(_("Copy people?"), (yes, no), explained) == yes
        )
    return bool(here.session.property(_AGREED))
