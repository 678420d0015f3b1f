"""Activities, programmes, results and stories taken out of their list: asked once, one step, and the short message brings it back."""

from __future__ import annotations

from prossce_desktop.errors import ProssceError
from prossce_desktop.language import formatting
from prossce_desktop.language.messages import _, ngettext_
from prossce_desktop.services.lists.chosen_rows import ChosenRows, ids_in_order
from prossce_desktop.services.records import record_editor
from prossce_desktop.services.records.record_editor import Change
from prossce_desktop.system.progress import ProgressCallback
from prossce_desktop.ui.lists.row_actions import ActionContext


def remove(here: ActionContext, chosen: ChosenRows) -> None:
    """Ask, then take them out."""
    yes, no = _("Remove"), _("Cancel")
    more = _("Its people, head counts and pictures are removed too. Undo restores them all.")
    if here.session.speaker.ask(_question(chosen), (yes, no), more) == yes:
        _go_on(here, chosen)


def _question(chosen: ChosenRows) -> str:
    if chosen.count == 1 and chosen.held:
        return _("Remove “{title}”?").format(title=chosen.held[0].title)
    return ngettext_("Remove {n} record?", "Remove {n} records?", chosen.count).format(n=formatting.number(chosen.count))


def _go_on(here: ActionContext, chosen: ChosenRows) -> None:
    session = here.session
    store, today = session.store, session.today()

    def work(step: ProgressCallback) -> Change:
        with store.read() as reading:
            records = list(ids_in_order(reading, chosen, today))
        return record_editor.remove(store, *records)

    def done(change: Change) -> None:
        session.tell(change)
        said = ngettext_("{n} record removed", "{n} records removed", chosen.count).format(n=formatting.number(chosen.count))
        if chosen.count == 1 and chosen.held:
            said = _("Removed: {title}").format(title=chosen.held[0].title)
        session.speaker.mention(said, undoes=change)

    def failed(error: ProssceError) -> None:
        session.speaker.mention(str(error))
        session.ask_why(error, lambda: _go_on(here, chosen))

    session.jobs.start(work, done, failed)
