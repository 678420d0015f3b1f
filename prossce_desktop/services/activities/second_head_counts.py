"""Head counts of one channel, day and basis of which nobody said whether they are of the same people (C3.4)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from prossce_desktop.domain.counting.head_count_doors import told_apart
from prossce_desktop.domain.counting.repeated_head_counts import Set, set_of
from prossce_desktop.domain.input.draft_reading import understand
from prossce_desktop.domain.model.head_count import HeadCount
from prossce_desktop.services.activities.head_count_totals import day_of
from prossce_desktop.services.records.record_editor import CountTyped, is_counted

_SAID = ("channel", "counted_on", "basis", "door")


def counted_again(values: Mapping[str, object], counts: Sequence[CountTyped]) -> list[tuple[int, int]]:
    """Each two of the head counts typed at an activity with these values, by their positions, the earlier first."""
    channel = str(values.get("channel") or values.get("mode") or "") or None
    day = day_of(values.get("end")) or day_of(values.get("start"))
    found: dict[int, tuple[Set, int | None]] = {}
    for at, one in enumerate(counts):
        said = {name: one.fields[name] for name in _SAID if one.fields.get(name) not in (None, "")}
        value = understand(HeadCount, {**said, "activity": "0"}).value
        if isinstance(value, HeadCount) and not one.removed and is_counted(one.fields):
            found[at] = set_of(value, channel, day), value.door
    return [
        (first, second) for first in found for second in found
        if first < second and found[first][0] == found[second][0] and not told_apart(found[first][1], found[second][1])
    ]  # fmt: skip
