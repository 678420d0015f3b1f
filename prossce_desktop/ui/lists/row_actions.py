"""What can be done with the rows of a list: one table from which the menu is made and the keys are read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from prossce_desktop.domain.translatable import N_
from prossce_desktop.errors import ProssceError
from prossce_desktop.language.formatting import numbered
from prossce_desktop.language.messages import _
from prossce_desktop.services.lists.chosen_rows import ChosenRows, ids_in_order, others_of
from prossce_desktop.services.lists.list_queries import ActivityFilter
from prossce_desktop.system.progress import ProgressCallback
from prossce_desktop.ui.base.place import PageName, Place, page_of_kind
from prossce_desktop.ui.base.shortcuts import Stroke
from prossce_desktop.ui.session.session import Session

if TYPE_CHECKING:
    from prossce_desktop.services.records.record_editor import Change

LISTS = frozenset({"activity", "person", "organisation"})
OF_ACTIVITY = frozenset({"participation"})
"""The people of an activity, whose grid has its own keys for cells."""
COLUMNS_KEY = Stroke("Alt+C")


@dataclass(frozen=True)
class ActionContext:
    """Where an action was asked for: dialogs stand over `widget`."""

    session: Session
    widget: QWidget
    go: Callable[[Place], None]
    choose_columns: Callable[[], None]
    everything: Callable[[], ChosenRows]
    """All that stands in the list, whatever is chosen in it."""
    save_typed: Callable[[], None] = lambda: None
    """What is typed there is saved, since rows are read as they are saved."""


def _always(chosen: ChosenRows) -> bool:
    return True


def _some(chosen: ChosenRows) -> bool:
    return chosen.count > 0


def _one(chosen: ChosenRows) -> bool:
    return chosen.count == 1 and chosen.ids is not None


def _has_fields(chosen: ChosenRows) -> bool:
    order = chosen.order
    return _some(chosen) and not (
        order is not None and isinstance(order.asked, ActivityFilter) and others_of(order.asked)
    )


@dataclass(frozen=True)
class Action:
    """`run(here, chosen)`, by its key or in the menus of lists of `kinds` while it `fits` what is chosen."""

    words: str
    run: Callable[[ActionContext, ChosenRows], None]
    stroke: Stroke | None = None
    kinds: frozenset[str] = LISTS
    fits: Callable[[ChosenRows], bool] = field(default=_some)
    otherwise: str = ""
    """Said where its key is pressed and it does not fit: what to choose first."""
    begins: bool = False
    """A line stands above it."""


def _place(chosen: ChosenRows, tab: str | None = None) -> Place:
    kind = str(getattr(chosen.held[0], "kind", chosen.kind)) if chosen.held else None
    return Place(
        page_of_kind(chosen.kind),
        record=(chosen.ids or (None,))[0],
        kind=kind if chosen.kind == "activity" else None,
        tab=tab,
    )


def _open(here: ActionContext, chosen: ChosenRows) -> None:
    here.go(_place(chosen))


def _history(here: ActionContext, chosen: ChosenRows) -> None:
    here.go(_place(chosen, "history"))


def _two(chosen: ChosenRows) -> bool:
    return chosen.count == 2 and chosen.chosen and len(_who(chosen)) == 2


def _who(chosen: ChosenRows) -> list[int]:
    """The people or organisations of the rows; of rows that are not saved nobody."""
    if chosen.kind == "participation":
        return list(dict.fromkeys(one.person for one in chosen.held if one.person is not None))
    return list(chosen.ids or ())


def _join(here: ActionContext, chosen: ChosenRows) -> None:
    first, second = sorted(_who(chosen))
    kind = "organisation" if chosen.kind == "organisation" else "person"
    here.go(Place(PageName.joining, record=first, focus=second, kind=kind))


def _columns(here: ActionContext, chosen: ChosenRows) -> None:
    here.choose_columns()


def _edit(here: ActionContext, chosen: ChosenRows) -> None:
    from prossce_desktop.ui.lists.bulk_edit_dialog import BulkEditDialog

    here.save_typed()
    BulkEditDialog(here, chosen).open()


def _copy(here: ActionContext, chosen: ChosenRows) -> None:
    from prossce_desktop.ui.lists.copy_rows import copy

    here.save_typed()
    copy(here, chosen)


def _is_empty(here: ActionContext) -> bool:
    """Whether there is nothing to take out, which is said."""
    empty = not here.everything().count
    if empty:
        here.session.speaker.mention(_("There are no rows in this list."))
    return empty


def _export(here: ActionContext, chosen: ChosenRows) -> None:
    if _is_empty(here):
        return
    from prossce_desktop.ui.lists.export_dialog import ExportDialog

    here.save_typed()
    ExportDialog(here, chosen).open()


def _print(here: ActionContext, chosen: ChosenRows) -> None:
    if _is_empty(here):
        return
    from prossce_desktop.ui.lists.print_dialog import PrintDialog

    here.save_typed()
    PrintDialog(here, chosen).open()


def remove(here: ActionContext, chosen: ChosenRows) -> None:
    """Ask, then take them out."""
    yes, no = _("Remove"), _("Cancel")
    # Translators: below the question whether to remove one or several activities; Undo is a button
    more = _("The list of people, the head counts, photos and scans are removed too. Undo restores them all.")
    if here.session.speaker.ask(_question(chosen), (yes, no), more) == yes:
        _go_on(here, chosen)


def _question(chosen: ChosenRows) -> str:
    if chosen.count == 1 and chosen.held:
        return _("Remove “{title}”?").format(title=chosen.held[0].title)
    return numbered("Remove {n} record?", "Remove {n} records?", chosen.count)


def _go_on(here: ActionContext, chosen: ChosenRows) -> None:
    session = here.session
    store, today = session.store, session.today()

    def work(step: ProgressCallback) -> Change:
        # with all that saves: not before the first list stands
        from prossce_desktop.services.records import record_editor

        with store.read() as reading:
            records = list(ids_in_order(reading, chosen, today))
        return record_editor.remove(store, *records)

    def done(change: Change) -> None:
        session.tell(change)
        said = numbered("{n} record removed", "{n} records removed", chosen.count)
        if chosen.count == 1 and chosen.held:
            said = _("Removed: {title}").format(title=chosen.held[0].title)
        session.speaker.mention(said, undoes=change)

    def failed(error: ProssceError) -> None:
        session.complain(error)
        session.ask_reason(error, lambda: _go_on(here, chosen))

    session.jobs.start(work, done, failed)


ACTIONS: tuple[Action, ...] = (
    Action(N_("Open"), _open, Stroke("Enter"), fits=_one),
    Action(
        N_("Edit one field…"),
        _edit,
        Stroke("F2"),
        fits=_has_fields,
        otherwise=N_("Change programmes, results and stories one by one."),
    ),
    Action(N_("Edit one field…"), _edit, kinds=OF_ACTIVITY),
    Action(
        N_("Join…"),
        _join,
        Stroke("Ctrl+J"),
        frozenset({"person", "organisation", "participation"}),
        fits=_two,
        otherwise=N_("Choose two rows to join them."),
    ),
    Action(
        N_("History"),
        _history,
        Stroke("Ctrl+H"),
        fits=_one,
        otherwise=N_("Choose one row to see its history."),
    ),
    Action(N_("Copy"), _copy, Stroke("Ctrl+C"), begins=True),
    Action(N_("Copy the rows"), _copy, kinds=OF_ACTIVITY, begins=True),
    Action(N_("Export to Excel…"), _export, Stroke("Ctrl+E"), kinds=LISTS | OF_ACTIVITY, fits=_always),
    Action(N_("Print…"), _print, Stroke("Ctrl+P"), kinds=LISTS | OF_ACTIVITY, fits=_always),
    Action(N_("Remove"), remove, Stroke("Del"), kinds=frozenset({"activity"}), begins=True),
    Action(N_("Columns…"), _columns, COLUMNS_KEY, LISTS | OF_ACTIVITY, fits=_always, begins=True),
)
"""In the order of the menu."""


def actions_for(chosen: ChosenRows) -> list[Action]:
    return [one for one in ACTIONS if chosen.kind in one.kinds and one.fits(chosen)]


def pressed(event: QKeyEvent, here: ActionContext, chosen: ChosenRows) -> bool:
    """Do what the key stands for; False where it is no action's."""
    for one in ACTIONS:
        if one.stroke is None or chosen.kind not in one.kinds or not one.stroke.fits(event):
            continue
        if one.fits(chosen):
            one.run(here, chosen)
        elif one.otherwise:
            here.session.speaker.mention(_(one.otherwise))
        else:
            return False
        return True
    return False
