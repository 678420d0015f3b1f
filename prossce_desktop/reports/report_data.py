"""What a PDF needs to know, as plain values; figures come as they are from `domain.figures`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from prossce_desktop.domain.counting.figures import Figures
from prossce_desktop.domain.model.codes import Sex
from prossce_desktop.domain.model.head_count_cube import Cell as CubeCell


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a document comes from: office, date of its data, time of making, short code of the state."""

    office: str
    data_as_at: dt.date
    made_at: dt.datetime
    code: str = ""
    sample: bool = False
    country: str = ""
    """Of the workspace; none at the regional office."""


@dataclass(frozen=True, slots=True)
class CountWithBasis:
    """A number with its basis and qualifier, both tokens of `domain.codes`."""

    value: int
    basis: str
    qualifier: str = "exact"


@dataclass(frozen=True, slots=True)
class ActivityLine:
    """One activity in the list of a summary; tokens as they are stored."""

    code: str
    title: str
    kind: str
    country: str | None = None
    start: dt.date | None = None
    end: dt.date | None = None
    status: str | None = None
    our_part: str | None = None
    place: str = ""
    counted: tuple[CountWithBasis, ...] = ()
    remark: str = ""
    """Printed beneath: the same event as another record, part of another."""


@dataclass(frozen=True, slots=True)
class Summary:
    """A period and countries on paper."""

    figures: Figures
    origin: Origin
    activities: tuple[ActivityLine, ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """A field of a record as it is shown: its label and its value in words."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class SetLine:
    """One channel and day: how many are on the list, how many were counted, how many took part by both."""

    name: str
    listed: int | None = None
    counted: int | None = None
    took_part: int | None = None
    qualifier: str = "exact"
    """Of `counted`; and of `took_part` where the list alone does not make it."""

    @property
    def took_part_qualifier(self) -> str:
        """How good the number of those who took part is."""
        return self.qualifier if (self.took_part or 0) > (self.listed or 0) else "exact"


@dataclass(frozen=True, slots=True)
class StageLine:
    """How many people reached a stage, by sex; `attended` is the stage that rates are of."""

    name: str
    women: int
    men: int
    another: int
    not_recorded: int
    attended: bool = False

    @property
    def all(self) -> int:
        """All who reached it."""
        return self.women + self.men + self.another + self.not_recorded


@dataclass(frozen=True, slots=True)
class FunnelLine:
    """A step of a fair: its name, unit and number (None: not recorded); only persons are drawn."""

    name: str
    unit: str
    value: int | None
    persons: bool = False
    remark: str = ""
    qualifier: str = "exact"


@dataclass(frozen=True, slots=True)
class SessionLine:
    """A session of a training and how many of the listed people were there (None: not ticked)."""

    day: dt.date | None
    hours: float | None = None
    subject: str = ""
    present: int | None = None


@dataclass(frozen=True, slots=True)
class EmployerLine:
    """An organisation at a fair; None is not recorded."""

    name: str
    posts_local: int | None = None
    posts_overseas: int | None = None
    interviews: int | None = None
    hired: int | None = None
    near_hires: int | None = None


@dataclass(frozen=True, slots=True)
class Gain:
    """What was learned, by those tested before and after."""

    pairs: int
    of: int
    mean_before: float
    mean_after: float
    highest: float
    gain: float | None
    gained: float = 0.0
    possible: float = 0.0
    """What was gained and could have been, in points of all tested."""


@dataclass(frozen=True, slots=True)
class ActivityPageData:
    """One activity on paper."""

    code: str
    title: str
    kind: str
    origin: Origin
    finding: str = ""
    facts: tuple[Fact, ...] = ()
    people: Mapping[CubeCell, int] = field(default_factory=dict)
    """Everybody who took part by sex, age and disability; it closes on the total."""
    people_note: str = ""
    unsaid: frozenset[Sex] = frozenset()
    sets: tuple[SetLine, ...] = ()
    stages: tuple[StageLine, ...] = ()
    sessions: tuple[SessionLine, ...] = ()
    funnel: tuple[FunnelLine, ...] = ()
    employers: tuple[EmployerLine, ...] = ()
    gain: Gain | None = None
    other_counts: tuple[CountWithBasis, ...] = ()


@dataclass(frozen=True, slots=True)
class Signer:
    """A line of a sign-in sheet that is filled in beforehand."""

    name: str
    sex: str = ""
    birth_year: str = ""
    phone: str = ""
    organisation: str = ""


@dataclass(frozen=True, slots=True)
class SignInSheet:
    """A sheet to sign at the door: `pages` blank ones, or as many as the people on it need."""

    code: str
    title: str
    made_at: dt.datetime
    start: dt.date | None = None
    end: dt.date | None = None
    place: str = ""
    people: tuple[Signer, ...] = ()
    pages: int = 1
