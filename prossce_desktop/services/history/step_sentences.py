"""The history as sentences: who did what when, and what it changed from what to what."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace

from prossce_desktop.domain.model.organisations_and_results import OrganisationLink
from prossce_desktop.domain.model.people import Link
from prossce_desktop.domain.model.record_kinds import ACTIVITY_KINDS, KINDS, LINKS, PAIRS, PARTS
from prossce_desktop.domain.operations.action_kind import ActionKind, kind_of
from prossce_desktop.domain.translatable import N_
from prossce_desktop.errors import UnknownRecord
from prossce_desktop.language import formatting
from prossce_desktop.language.messages import _, ngettext_
from prossce_desktop.services.history import reason_sentences
from prossce_desktop.services.history.bulk_step_sentences import of_several
from prossce_desktop.services.history.people_changes import WORKED_OUT, Group, groups, names_before, of_pairs
from prossce_desktop.services.records import value_words
from prossce_desktop.services.records.record_names import named
from prossce_desktop.store.actions.page_undo import belonging
from prossce_desktop.store.actions.step_history import FieldChange, Step, history
from prossce_desktop.store.actions.touched_records import (
    Touch,
    actions_of,
    actions_touching,
    parts_of,
    touch_of,
)
from prossce_desktop.store.erasure.erased_people import reason_of, rewritten_steps
from prossce_desktop.store.log.record_lots import making_actions
from prossce_desktop.store.log.steps import title_of
from prossce_desktop.store.queries.duplicate_people import all_records_of
from prossce_desktop.store.queries.office_queries import reasons_of_changes
from prossce_desktop.store.workspace.store import Reading, Store

__all__ = ["FieldChange", "StepInWords", "about", "history_in_words", "sentences", "steps_in_words"]

FIRST_NAMED = (*ACTIVITY_KINDS, "programme", "organisation", "institutional_result", "impact_story")
"""A step is named after a record of these kinds, else after a part of an activity, or a person."""

GROUPED = (*ACTIVITY_KINDS, "person")
"""Kinds of which the history also tells what was changed in people, or where they took part."""

_PAIRS = {
    ActionKind.pair_same: N_("Joined: {a} and {b}"),
    ActionKind.pair_different: N_("Not the same: {a} and {b}"),
}


@dataclass(frozen=True, slots=True)
class StepInWords:
    """One step. `title`: a sentence without full stop; `changes`: only in the history of one record."""

    id: str
    time: dt.datetime
    """UTC."""
    who: str
    title: str
    records: int
    undone: bool
    changes: list[FieldChange]
    is_undo: bool = False
    """It took another step back, or brought it back: it has no Undo of its own."""
    lines: tuple[str, ...] = ()
    """The changes as sentences, filled in by `about`."""
    groups: tuple[Group, ...] = ()
    """What changed in people, each sentence with whom it is about; filled in by `about`."""


def history_in_words(store: Store, record: int | None = None, limit: int | None = None) -> list[StepInWords]:
    """Steps, newest first: all, or those of a record with its changes. Raises UnknownRecord."""
    with store.read() as reading:
        if record is not None and reading.find(record) is None:
            raise UnknownRecord(record=record)
        steps = history(reading, record, limit)
        return steps_in_words(reading, steps)


def about(store: Store, record: int, limit: int = 200) -> list[StepInWords]:
    """For the window: steps that touched a record or what belongs to it, with their lines."""
    with store.read() as reading:
        stored = reading.record(record)
        own = {one.id: one for one in history(reading, record)}
        belongs = belonging(reading, record) if stored.kind in GROUPED else set()
        if stored.kind in ACTIVITY_KINDS:
            own = _with_parts(reading, record, own, belongs)
        elif stored.kind == "person":
            own |= _of_actions(reading, actions_touching(reading, belongs), own)
        if stored.kind in LINKS:
            own = _with_links(reading, record, LINKS[stored.kind].KIND, own)
        steps = sorted(own.values(), key=lambda one: int(one.id.rpartition("-")[2]), reverse=True)[:limit]
        names: dict[int, str] = {}
        rewritten = rewritten_steps(reading.execute, [one.id for one in steps])
        reasons, actions = _office_reasons(reading), actions_of(reading, [one.id for one in steps])
        told, by_person = [], stored.kind == "person"
        for one in steps_in_words(reading, steps):
            action, lines = actions[one.id][0], sentences(reading, one.changes, of=record, names=names)
            if one.id in rewritten:
                lines.append(_("The values of an erased person were deleted from this step"))
            pairs = of_pairs(reading, action, one.changes, record)
            changed = groups(reading, action, belongs, of_person=by_person)
            lines += reasons.get(action, ())
            told.append(replace(one, lines=tuple(lines), groups=(*pairs, *changed)))
        return told


def _of_actions(reading: Reading, actions: set[int], known: Mapping[str, Step]) -> dict[str, Step]:
    """Steps that touched what belongs to a record and not the record itself."""
    every = [one for one in history(reading) if one.id not in known]
    of = actions_of(reading, [one.id for one in every])
    return {one.id: one for one in every if of[one.id][0] in actions}


def _office_reasons(reading: Reading) -> dict[int, list[str]]:
    """By action what the regional office said why it changed something."""
    said = {
        int(id): _("{who}: “{why}”").format(
            who=by or _("The regional office"), why=text or _("the text stays in the country")
        )
        for id, by, text in reasons_of_changes(reading.execute)
    }
    found: dict[int, list[str]] = {}
    for id, action in making_actions(reading, said).items():
        found.setdefault(action, []).append(said[id])
    return found


def _with_parts(reading: Reading, activity: int, own: dict[str, Step], belongs: set[int]) -> dict[str, Step]:
    parts = parts_of(reading, activity)
    actions = actions_touching(reading, belongs)
    every = history(reading)
    known = actions_of(reading, [one.id for one in every])
    reasons = reason_sentences.about_activity(every, known, activity)
    kept = {
        id for action in sorted(reasons)[-50:] for ids in touch_of(reading, action).set.values() for id in ids
    }
    few = [*(id for kind in ("head_count", "fair_employer") for id in parts[kind][:50]), *sorted(kept)[-50:]]
    changes: dict[str, list[FieldChange]] = {}
    for part in few:
        for step in history(reading, part):
            changes.setdefault(step.id, []).extend(
                one for one in step.changes if part not in kept or one.field == "kept"
            )
    found = dict(own)
    for step in every:
        if known[step.id][0] in actions | reasons or step.id in own:
            mine = own[step.id].changes if step.id in own else []
            found[step.id] = replace(step, changes=[*mine, *changes.get(step.id, [])])
    return found


def _with_links(reading: Reading, record: int, kind: str, own: dict[str, Step]) -> dict[str, Step]:
    """With what was said of it and another record: it stands in the history of both."""
    found = dict(own)
    for link in all_records_of(reading, record, kind):
        for step in history(reading, link):
            mine = found.get(step.id)
            found[step.id] = step if mine is None else replace(mine, changes=[*mine.changes, *step.changes])
    return found


def steps_in_words(reading: Reading, steps: list[Step]) -> list[StepInWords]:
    """These steps as sentences."""
    known = actions_of(reading, [one.id for one in steps])
    made: list[StepInWords] = []
    for step in steps:
        action, undoes = known[step.id]
        title = _title(reading, step.title, step.numbers, action, undoes)
        kind = kind_of(step.title)
        has_no_undo = undoes is not None or (kind is not None and not kind.undoable)
        made.append(
            StepInWords(
                step.id, step.time, step.who, title, step.records, step.undone, step.changes, has_no_undo
            )
        )
    return made


def _title(reading: Reading, code: str, numbers: tuple[int, ...], action: int, undoes: int | None) -> str:
    if undoes is not None:
        return _taken_back(reading, undoes, code)
    kind = kind_of(code)
    if kind is not None and kind.label:
        return _(kind.label)
    n = numbers[0] if numbers else 1
    if kind is ActionKind.ages_mended:
        return ngettext_("Age of {n} person updated", "Ages of {n} people updated", n).format(n=f"{n:,}")
    if kind is ActionKind.decided:
        return ngettext_(
            "Decided: {n} field with two values", "Decided: {n} fields with two values", n
        ).format(n=f"{n:,}")
    if kind is ActionKind.joined:
        return _joined(*numbers[:2])
    if kind is ActionKind.erased:
        reason = reason_of(reading.execute, action)
        return (
            _("Erased permanently. Reason: “{reason}”").format(reason=reason)
            if reason
            else _("Erased permanently")
        )
    touch = touch_of(reading, action)
    if kind in _PAIRS and (words := _of_pair(reading, touch, _PAIRS[kind], action)):
        return words
    if kind is ActionKind.reasons:
        return _reasons_given(reading, touch, n)
    if kind in (ActionKind.imported, ActionKind.pasted):
        n = touch.how_many.get("participation", numbers[0] if numbers else 0)
        return _with_place(
            reading, ngettext_("{n} person added", "{n} people added", n).format(n=f"{n:,}"), touch
        )
    # so many as its title says
    several = of_several(touch, _fields_of(touch)) if numbers and numbers[0] > 1 else ""
    return _of_people(reading, touch) or several or of_touch(reading, touch)


def _of_pair(reading: Reading, touch: Touch, sentence: str, action: int) -> str:
    """Joined: Sok Dara and Chan Dara."""
    link = next(
        (ids[0] for ids in (*touch.set.values(), *touch.made.values()) if ids and _is_pair(reading, ids[0])),
        None,
    )
    pair = reading.record(link).value if link is not None else None
    if not isinstance(pair, Link | OrganisationLink):
        return ""
    kind = next(kind for kind, made in LINKS.items() if made is type(pair))
    names = names_before(reading, action, kind, (pair.a, pair.b))
    return _(sentence).format(a=names[pair.a], b=names[pair.b])


def _is_pair(reading: Reading, record: int) -> bool:
    stored = reading.find(record)
    return stored is not None and stored.kind in PAIRS


def _of_people(reading: Reading, touch: Touch) -> str:
    """Sok Sophea: Stage changed, Fair B; 16 people: attendance changed, Training A."""
    kinds = {*touch.made, *touch.set, *touch.removed, *touch.restored}
    if touch.made or not kinds <= {"person", "participation", "link"}:
        return ""
    removed, restored, changed = (
        next((kind for kind in ("participation", "person") if kind in ids), None)
        for ids in (touch.removed, touch.restored, touch.set)
    )
    kind = removed or restored or changed
    if kind is None or (kind == "person" and (removed or restored or touch.how_many[kind] == 1)):
        return ""
    n = touch.how_many[kind]
    ids = (touch.removed if removed else touch.restored if restored else touch.set)[kind]
    if removed:
        one, said = (
            _("{name} removed from the list"),
            ngettext_("{n} person removed from the list", "{n} people removed from the list", n),
        )
    elif restored:
        one, said = (
            _("{name} back on the list"),
            ngettext_("{n} person back on the list", "{n} people back on the list", n),
        )
    else:
        one, said = (
            _("{name}: {fields} changed"),
            ngettext_("{n} person: {fields} changed", "{n} people: {fields} changed", n),
        )
    words = (one if n == 1 else said).format(
        name=named(reading, ids[0]), n=formatting.number(n), fields=_fields_of(touch)
    )
    return _with_place(reading, words, touch)


def _fields_of(touch: Touch) -> str:
    labels = []
    for kind, names in touch.fields.items():
        for name in names:
            field = value_words.field_named(kind, name)
            if name == "ticks":
                labels.append(_("attendance"))
            elif field is not None and not ("ticks" in names and name in WORKED_OUT):
                labels.append(_(field.shown.label))
    labels = list(dict.fromkeys(labels))
    return ", ".join(labels) if 0 < len(labels) <= 3 else _("several values")


def _joined(certain: int = 0, likely: int = 0) -> str:
    """People that came from other laptops and were found to be here already."""
    joined = ngettext_(
        "{n} person from another laptop joined with a person here",
        "{n} people from other laptops joined with people here",
        certain,
    )
    asked = ngettext_("{n} possible duplicate to check", "{n} possible duplicates to check", likely)
    said = [joined.format(n=f"{certain:,}")] if certain else []
    said += [asked.format(n=f"{likely:,}")] if likely else []
    return ", ".join(said) or _("People from other laptops compared with those here")


def _reasons_given(reading: Reading, touch: Touch, rows: int) -> str:
    one = next((ids[0] for ids in touch.set.values()), None)
    if rows == 1 and one is not None:
        return _("A value of {name} is kept, with a reason").format(name=named(reading, one))
    said = ngettext_(
        "A value of {n} person is kept, with a reason", "Values of {n} people are kept, with a reason", rows
    )
    return said.format(n=f"{rows:,}")


def _taken_back(reading: Reading, undoes: int, code: str) -> str:
    known = title_of(reading, undoes)
    if known is None:
        return _("Undone")
    title, further = known
    if further is not None and code == ActionKind.redone:
        return _("Redone: {what}").format(what=_inner(reading, further))
    return _("Undone: {what}").format(what=_title(reading, title.code, title.numbers, undoes, further))


def _inner(reading: Reading, action: int) -> str:
    known = title_of(reading, action)
    return "" if known is None else _title(reading, known[0].code, known[0].numbers, action, known[1])


def of_touch(reading: Reading, touch: Touch) -> str:
    """New training A; Changed fair B; 12 new people in fair B; Removed head count of fair B."""
    people = touch.made.get("participation", [])
    if people and not any(kind in touch.made for kind in FIRST_NAMED):
        n = touch.how_many["participation"]
        if n == 1:
            return _with_place(reading, _("New person {name}").format(name=named(reading, people[0])), touch)
        return _with_place(
            reading, ngettext_("{n} new person", "{n} new people", n).format(n=f"{n:,}"), touch
        )
    forms = (
        (touch.made, _("New {kind} {name}")),
        (touch.set, _("Changed {kind} {name}")),
        (touch.removed, _("Removed {kind} {name}")),
        (touch.restored, _("Restored {kind} {name}")),
    )
    for kinds in (
        FIRST_NAMED,
        ("head_count", "fair_employer", "participation", "person", "follow_up", "attachment", *sorted(PAIRS)),
    ):
        for ids, form in forms:
            kind = next((one for one in kinds if one in ids), None)
            if kind is None:
                continue
            label = _("Employer") if kind == "fair_employer" else _(KINDS[kind].LABEL)
            if touch.how_many[kind] > 1 and kind not in ACTIVITY_KINDS:
                several = form.format(kind=f"{touch.how_many[kind]:,}", name=_lower(_(KINDS[kind].PLURAL)))
                return _with_place(reading, several.strip(), touch)
            return _with_place(
                reading, form.format(kind=_lower(label), name=named(reading, ids[kind][0])).strip(), touch
            )
    return _("Nothing changed")


def _lower(label: str) -> str:
    """The label inside a sentence: "Career fair" is "career fair", "SSTC exchange" stays."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


def _with_place(reading: Reading, words: str, touch: Touch) -> str:
    """The words with the activity that parts of it belong to."""
    if any(
        kind in ids
        for ids in (touch.made, touch.set, touch.removed, touch.restored)
        for kind in FIRST_NAMED[: len(ACTIVITY_KINDS)]
    ):
        return words
    for kind in PARTS["activity"]:
        for ids in (touch.made, touch.set, touch.removed, touch.restored):
            for id in ids.get(kind, [])[:1]:
                stored = reading.find(id)
                activity = getattr(stored.value, "activity", None) if stored is not None else None
                if activity is not None:
                    return _("{what}, {activity}").format(what=words, activity=named(reading, activity))
    return words


def sentences(
    reading: Reading,
    changes: list[FieldChange],
    *,
    of: int | None = None,
    names: dict[int, str] | None = None,
) -> list[str]:
    """Ends: 2 Nov 2024 → 5 Nov 2024; a new record is one line. Other records than `of` are named."""
    by_record: dict[int, list[FieldChange]] = {}
    for change in changes:
        if _is_said(change):
            by_record.setdefault(change.record, []).append(change)
    lines: list[str] = []
    for record, found in by_record.items():
        before = _who(reading, found[0]) if of is not None and record != of else ""
        said = [line for one in found for line in _sentences(reading, one, names)]
        if len(found) > 1 and all(one.old is None and not one.withheld for one in found):
            lines.append(" · ".join(said))
        else:
            lines += [
                _("{kind}, {what}").format(kind=before, what=_lower(one)) if before else one for one in said
            ]
    return lines


def _is_said(change: FieldChange) -> bool:
    """Not what only the program needs, and not what the title says already."""
    if (
        change.kind in PAIRS
        or change.field == "removed"
        or value_words.field_named(change.kind, change.field) is None
    ):
        return False
    return change.kind not in ("head_count", "fair_employer") or change.field not in (
        "activity",
        "organisation",
    )


def _who(reading: Reading, change: FieldChange) -> str:
    """Whose field it is: people by their names, other parts of an activity by what they are."""
    name = named(reading, change.record) if change.kind in ("person", "participation") else ""
    return name or _(KINDS[change.kind].LABEL)


def _sentences(reading: Reading, change: FieldChange, names: dict[int, str] | None) -> list[str]:
    if change.field == "kept":
        return reason_sentences.lines(reading, change, names)
    field = value_words.field_named(change.kind, change.field)
    assert field is not None
    old, new = (
        value_words.words(reading, field, one, names, of=change.record) for one in (change.old, change.new)
    )
    if "old" in change.withheld and "new" not in change.withheld:
        old = _("not on this computer")
    return [_line(_(field.shown.label), old, _("not on this computer") if "new" in change.withheld else new)]


def _line(label: str, old: str, new: str) -> str:
    if old in ("", new):  # a decision for the value that was shown already
        return _("{field}: {new}").format(field=label, new=new)
    return _("{field}: {old} → {new}").format(field=label, old=old, new=new or _("not recorded"))
