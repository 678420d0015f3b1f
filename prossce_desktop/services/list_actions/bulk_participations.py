"""One column of the people's sheet filled for many rows, checked as if typed into each."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence

from prossce_desktop.domain.model.fields import field_of
from prossce_desktop.domain.model.people import Participation, Person
from prossce_desktop.domain.problems import Severity
from prossce_desktop.language import formatting
from prossce_desktop.language.messages import _
from prossce_desktop.services.list_actions.bulk_dry_run import SkippedRecord, Trial, remembering_reason
from prossce_desktop.services.people.sheet_reading import values_of
from prossce_desktop.services.people.sheet_saving import RowDraft, save_rows, tried
from prossce_desktop.services.records import value_words
from prossce_desktop.services.records.record_names import named
from prossce_desktop.store.queries import activity_sheet
from prossce_desktop.store.queries.activity_sheet import PARTICIPATION_COLUMNS
from prossce_desktop.store.queries.reading import Reading
from prossce_desktop.store.queries.record_scopes import Scopes, is_changeable, owes_reason
from prossce_desktop.store.workspace.store import Change, Store
from prossce_desktop.system.progress import ProgressCallback, silent

SESSION = "session_"


def now(reading: Reading, activity: int, ids: Sequence[int], key: str) -> list[tuple[str, int]]:
    """What the rows have in a column, in words with how many; "" for nothing recorded."""
    found: Counter[str] = Counter()
    for line in activity_sheet.lines(reading, activity, only=list(ids)):
        found[_words(reading, key, values_of(line).get(key))] += 1
    return found.most_common()


def trial(reading: Reading, activity: int, ids: Sequence[int], key: str, text: str, today: dt.date) -> Trial:
    """What would become of each row if this were typed into its column; "" clears it."""
    found = Trial(now(reading, activity, ids, key))
    scope = Scopes(reading.execute, reading.identity.scope).of(activity)
    if not is_changeable(scope, reading.identity):
        found.not_ours = [SkippedRecord(one, "", "") for one in ids]
        return found
    found.owes_reason = owes_reason(scope, reading.identity)
    people = {
        one.participation: one.person for one in activity_sheet.lines(reading, activity, only=list(ids))
    }
    drafts = [RowDraft(id, None, {key: text}) for id in ids]
    for id, row in zip(ids, tried(reading, activity, drafts, today), strict=True):
        stops = next((one for one in row.problems if one.severity is Severity.hard or one.field == key), None)
        if stops is not None:
            found.wrong.append(
                SkippedRecord(id, named(reading, people.get(id, 0)), formatting.problem(stops))
            )
        elif row.saved:
            found.changes.setdefault(Participation.KIND, {})[id] = {key: text}
        else:
            found.same += 1
    return found


def change(
    store: Store,
    activity: int,
    trial: Trial,
    today: dt.date,
    reason: str = "",
    step: ProgressCallback = silent,
) -> Change | None:
    """Fill the column of these rows as one step; None where nothing is different."""
    rows = trial.changes.get(Participation.KIND, {})
    if not rows:
        return None
    step(0, len(rows))
    drafts = [RowDraft(id, None, values) for id, values in rows.items()]
    with remembering_reason(store, reason):
        return save_rows(store, activity, drafts, today).change


def _words(reading: Reading, key: str, value: object) -> str:
    if key.startswith(SESSION):
        return _("Present") if value else _("Not present")
    field = field_of(Participation if key in PARTICIPATION_COLUMNS else Person, key)
    return value_words.words(reading, field, value)
