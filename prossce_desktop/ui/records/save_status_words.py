"""What the save bar says of a record that was just opened."""

from __future__ import annotations

from prossce_desktop.domain.model.record_kinds import ACTIVITY_KINDS
from prossce_desktop.errors import NotYours
from prossce_desktop.language.messages import _
from prossce_desktop.services.records.record_editor import OpenedRecord


def of_opened(opened: OpenedRecord) -> tuple[str, str]:
    """The standing and its sentence, where nothing is typed yet."""
    if opened.record is None:
        if opened.kind in ACTIVITY_KINDS:
            return "quiet", _("New record. Enter a title and a date. You can add the rest later.")
        return "quiet", _("New record. Enter a title. You can add the rest later.")
    return ("saved", _("Everything is saved.")) if opened.is_ours else ("theirs", _(NotYours.sentence))
