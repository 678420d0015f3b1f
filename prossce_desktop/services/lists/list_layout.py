"""How an officer left a list on this laptop: columns, widths, order and filters, not the search."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field

from prossce_desktop.domain.model.setting_keys import SettingKey
from prossce_desktop.store.workspace.store import Store


@dataclass(frozen=True, slots=True)
class ListLayout:
    """`shown` None: the columns that stand there at first, which give way in a narrow window."""

    shown: tuple[str, ...] | None = None
    """Keys of the columns chosen, in no order."""
    places: tuple[str, ...] = ()
    """Keys of all columns from the left; empty: as declared."""
    widths: Mapping[str, int] = field(default_factory=dict)
    """In pixels at 100 %, of columns that somebody made wider or narrower."""
    sort: str = ""
    """Key of the column; "" the list's own order."""
    descending: bool = False
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Tokens by the name of the chip."""


def read(store: Store, name: str, officer: str) -> ListLayout:
    """As it was left; as it comes at first where nothing is kept, or what is kept cannot be read."""
    try:
        found = json.loads(store.settings.read(SettingKey.list_layout.of(name, officer)) or "{}")
        shown = found.get("shown")
        return ListLayout(
            None if shown is None else tuple(map(str, shown)), tuple(map(str, found.get("places", ()))),
            {str(key): int(width) for key, width in found.get("widths", {}).items()},
            str(found.get("sort", "")),
            bool(found.get("descending", False)),
            {str(key): tuple(map(str, tokens)) for key, tokens in found.get("filters", {}).items()},
        )  # fmt: skip
    except (ValueError, TypeError, AttributeError):
        return ListLayout()


def write(store: Store, name: str, officer: str, layout: ListLayout) -> None:
    """Keep it for this officer."""
    written = None if layout == ListLayout() else json.dumps(asdict(layout), ensure_ascii=False)
    store.settings.note(SettingKey.list_layout.of(name, officer), written)
