"""The activity a record counts under: itself, its parent, or the other record of the same event."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from prossce_desktop.domain.counting.facts_and_tallies import ActivityFacts, Period
from prossce_desktop.domain.counting.figures import Note
from prossce_desktop.domain.model.codes import Status
from prossce_desktop.domain.translatable import N_


@dataclass(frozen=True)
class ActivityRoots:
    """The activities, and the countries and kinds asked for (empty: all)."""

    activities: Mapping[int, ActivityFacts]
    countries: tuple[str, ...]
    kinds: tuple[str, ...]

    def wants(self, activity: ActivityFacts) -> bool:
        """Whether country and kind are asked for."""
        return (not self.countries or activity.country in self.countries) and (
            not self.kinds or str(activity.kind.value) in self.kinds
        )

    def selected(self) -> Iterable[ActivityFacts]:
        """Activities of the countries and kinds asked for, by id."""
        return (self.activities[key] for key in sorted(self.activities) if self.wants(self.activities[key]))

    def root_id(self, activity: int) -> int:
        """The record under which it counts, following links; in a ring of links the oldest record counts."""
        path = [activity]
        while (following := self._above(self.activities[path[-1]])) is not None:
            if following in path:
                return min(path[path.index(following) :])
            path.append(following)
        return path[-1]

    def root(self, activity: int) -> ActivityFacts | None:
        """The same as facts; None if it or the one it counts under is not held or not asked for."""
        own = self.activities.get(activity)
        if own is None or own.status is not Status.held:
            return None
        found = self.activities[self.root_id(activity)]
        return found if self.wants(found) else None

    def counts_itself(self, activity: int) -> bool:
        """Whether its own numbers count: held, asked for, not in a parent's, no second record of an event."""
        found = self.root(activity)
        return found is not None and found.id == activity

    def _above(self, activity: ActivityFacts) -> int | None:
        """What it counts under: nothing that is not held, somebody else's beside ours, or of another country,
        whose figures hang on no link."""
        links = [activity.same_event_as]
        if activity.included_in_parent is not False:
            links.append(activity.part_of)
        for link in links:
            above = self.activities.get(link) if link is not None else None
            if (
                above is None
                or above.id == activity.id
                or above.status is not Status.held
                or above.country != activity.country
            ):
                continue
            if activity.context or not above.context:
                return above.id
        return None


def notes_of(standing: ActivityRoots, in_period: Iterable[ActivityFacts]) -> tuple[Note, ...]:
    """A note for each held activity of the period that adds nothing by itself."""
    notes = []
    for one in in_period:
        root = standing.activities[standing.root_id(one.id)]
        if one.status is not Status.held or root.id == one.id:
            continue
        same = one.same_event_as is not None and one.same_event_as in standing.activities
        code, message = (
            ("same-event", N_("{code} is the same event as {other}. Only {other} is counted."))
            if same
            else ("part-of", N_("{code} belongs to {other} and is counted there, on {day}."))
        )
        day = root.counting_date.isoformat() if root.counting_date else "?"
        notes.append(
            Note(code, message, (("code", one.code), ("other", root.code), ("day", day)), (one.id, root.id))
        )
    return tuple(notes)


def undated_notes(standing: ActivityRoots, period: Period) -> tuple[Note, ...]:
    """Held activities without any day: they are in the figures of all time alone (C2.2)."""
    if period.holds(None):
        return ()
    bare = [
        one
        for one in standing.selected()
        if one.counting_date is None and one.status is Status.held and not one.context
    ]
    if not bare:
        return ()
    codes = ", ".join(one.code for one in bare)
    message = N_("Without a date, so not in any period: {codes}.")
    return (Note("undated", message, (("codes", codes),), tuple(one.id for one in bare)),)
