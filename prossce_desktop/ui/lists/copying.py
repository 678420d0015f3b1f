"""The chosen rows on the clipboard, with their headings; people once it was agreed to."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QStringListModel
from PySide6.QtGui import QGuiApplication

from prossce_desktop import compose, wording
from prossce_desktop.messages import _, ngettext_
from prossce_desktop.progress import Step
from prossce_desktop.services import noted_exports
from prossce_desktop.services.giving import clipboard
from prossce_desktop.services.giving.clipboard import Copied
from prossce_desktop.services.giving.given import GivenList
from prossce_desktop.services.listed.chosen import ChosenRows
from prossce_desktop.ui.lists.actions import Here

_AGREED = "copies_people"
"""Property of the session: somebody agreed since the program was started."""


def copy(here: Here, chosen: ChosenRows) -> None:
    """Put these rows on the clipboard, as text and as a table, and say how many."""
    session = here.session
    given = GivenList(chosen)
    if given.of_people and not _agreed(here):
        return
    given = GivenList(chosen, personal=given.of_people)
    store, today = session.store, session.today()

    def work(step: Step) -> Copied:
        with store.read() as reading:
            return clipboard.copied(reading, given, today, step)

    def done(found: Copied) -> None:
        put(found)
        session.speaker.mention(_said(found))
        if found.personal:
            activity = given.rows.activity
            session.jobs.start(lambda _step: noted_exports.note_list(store, activity, _("copied"), compose.now()))

    ask = session.jobs.start if chosen.kind == "participation" else session.jobs.read  # after what was typed is saved
    ask(work, done, lambda error: session.speaker.mention(str(error)))


def put(found: Copied) -> None:
    """On the clipboard, in both forms; it stays there when the program ends."""
    data = _empty()
    data.setText(found.text)
    data.setHtml(found.html)
    QGuiApplication.clipboard().setMimeData(data)


def _empty() -> QMimeData:
    """Made by Qt itself: one made here is asked for its formats by the clipboard after the interpreter has ended, which is fatal."""
    model = QStringListModel([""])
    made = model.mimeData([model.index(0)])
    made.clear()
    return made


def _said(found: Copied) -> str:
    n = wording.number(found.rows)
    if found.personal:
        return ngettext_("{n} row copied, with personal data.", "{n} rows copied, with personal data.", found.rows).format(n=n)
    return ngettext_("{n} row copied.", "{n} rows copied.", found.rows).format(n=n)


def _agreed(here: Here) -> bool:
    """Whether people may be copied: asked once, until the program is closed."""
    if not here.session.property(_AGREED):
        yes, no = _("Copy with personal data"), _("Cancel")
        explained = _("Each row is a person. Other programs on this computer can read copied data.")
        here.session.setProperty(_AGREED, here.session.speaker.ask(_("Copy people?"), (yes, no), explained) == yes)
    return bool(here.session.property(_AGREED))
