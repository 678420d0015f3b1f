"""The columns of the people grid by kind of activity, which show at first, and their words."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from functools import lru_cache

from prossce_desktop.domain.model.codes import FAIR_STAGES, TRAINING_STAGES, Channel, Disability
from prossce_desktop.domain.model.fields import Field, FieldKind, field_of
from prossce_desktop.domain.model.people import WG_FIELDS, Participation, Person
from prossce_desktop.domain.model.setting_keys import SettingKey, SuffixedKey
from prossce_desktop.domain.translatable import N_
from prossce_desktop.language.messages import _, language
from prossce_desktop.reference import code_lists
from prossce_desktop.ui.parts.choice_field import Choice
from prossce_desktop.ui.records.field_choices import choices_among

CHECK = "check"
SESSION = "session_"

_WIDTHS = {
    "name": 148, "latin_name": 126, "sex": 44, "birth": 100, "age": 44, "phone": 98, "province": 114,
    "disability": 76, "pre": 54,
    "post": 50, "stage": 126, "channel": 80, "national_id": 116, "certificate": 84, "attended": 76,
    "counted_on": 100,
}  # fmt: skip
_RIGHT = frozenset({"age", "pre", "post", "attended"})
_HEADS = {
    "age": N_("Age"), "stage": N_("Stage"), "attended": N_("Sessions"), "pre": N_("Pre-test"),
    "post": N_("Post-test"),
    "certificate": N_("Certificate"), "consent": N_("Consent"), "education": N_("Education"),
    "occupation": N_("Occupation"),
    "constituent": N_("Constituent group"), "wg_seeing": N_("Seeing"), "wg_hearing": N_("Hearing"),
    "wg_walking": N_("Walking"),
    "wg_remembering": N_("Remembering"), "wg_selfcare": N_("Washing"),
    "wg_communicating": N_("Communicating"),
}  # fmt: skip
_FIRST = ("name", "latin_name", "sex", "birth", "age", "phone", "province", "disability")
_MORE = (
    "national_id", "email", "address", "nationality", "country", "education", "occupation", "employer",
    "constituent",
    *WG_FIELDS, "consent", "remarks",
)  # fmt: skip
_TOOK_PART = frozenset(
    {"age", "stage", "channel", "attended", "pre", "post", "certificate", "role", "counted_on"}
)


@dataclass(frozen=True, slots=True)
class PeopleColumn:
    """One column: `key` is the field's name on the command line (CLI6), or `check`."""

    key: str
    head: str
    width: int
    right: bool = False
    tip: str = ""

    @property
    def is_tick(self) -> bool:
        return self.key.startswith(SESSION)


@dataclass(frozen=True, slots=True)
class ColumnScope:
    """What of an activity decides about its columns."""

    kind: str
    country: str
    sessions: tuple[str, ...] = ()
    """What each session is called in a tooltip, in their order."""
    both_channels: bool = False


def all_columns(sheet: ColumnScope) -> list[PeopleColumn]:
    """Every column there can be, in the order of the grid; Check is the last."""
    of_kind: tuple[str, ...] = ("stage",)
    more: tuple[str, ...] = ("role",)
    if sheet.kind == "training":
        of_kind = ("pre", "post", "stage")
        more = (*(() if sheet.sessions else ("attended",)), "certificate", "role")
    elif sheet.kind == "career_fair":
        of_kind, more = ("stage", "channel"), ("role", "counted_on")
    ticks = [
        PeopleColumn(
            f"{SESSION}{at}",
            # Translators: heading of a narrow column: S stands for “session”
            _("S{number}").format(number=at),
            34,
            tip=_("{session}\nAlt+A: everybody present").format(session=tip),
        )
        for at, tip in enumerate(sheet.sessions, 1)
    ]
    named = [_column(key, sheet) for key in (*of_kind, *more, *_MORE)]
    return [*(_column(key, sheet) for key in _FIRST), *ticks, *named, _check()]


def shown_at_first(sheet: ColumnScope) -> set[str]:
    """The keys that are shown until the office chooses others."""
    of_kind = {
        "training": {"pre", "post", "stage"},
        "career_fair": {"stage", *({"channel"} if sheet.both_channels else ())},
    }
    ticks = {f"{SESSION}{at}" for at in range(1, len(sheet.sessions) + 1)}
    return {*_FIRST, *ticks, *of_kind.get(sheet.kind, {"stage"}), CHECK}


@dataclass(frozen=True, slots=True)
class Layout:
    """What is otherwise than at first: columns put on or off, their places, and widths in pixels at 100 %."""

    on: tuple[str, ...] = ()
    off: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    """All columns but Check from the left; empty: as declared."""
    widths: Mapping[str, int] = field(default_factory=dict)

    @classmethod
    def read(cls, setting: str | None) -> Layout:
        """As it is kept; as it comes at first where that cannot be read."""
        try:
            found = json.loads(setting or "{}")
            on, off, places = (tuple(map(str, found.get(name, ()))) for name in ("on", "off", "places"))
            return cls(
                on, off, places, {str(key): int(width) for key, width in found.get("widths", {}).items()}
            )
        except (ValueError, TypeError, AttributeError):
            return cls()

    def written(self) -> str | None:
        """As it is kept; None where nothing is otherwise."""
        return None if self == Layout() else json.dumps(asdict(self))

    def showing(self, sheet: ColumnScope, keys: Iterable[str]) -> Layout:
        """The same with these columns."""
        now, first = set(keys), shown_at_first(sheet)
        of_others = {*self.on, *self.off} - {one.key for one in all_columns(sheet)}
        on, off = (now - first) | (of_others & {*self.on}), (first - now) | (of_others & {*self.off})
        return replace(self, on=tuple(sorted(on)), off=tuple(sorted(off)))


def chosen_columns(sheet: ColumnScope, layout: Layout) -> list[PeopleColumn]:
    """The columns as somebody left them; sessions are always there, and Check is the last."""
    every = {one.key: one for one in all_columns(sheet)}
    never_off = {"name", CHECK, *(key for key in every if key.startswith(SESSION))}
    shown = (shown_at_first(sheet) | {*layout.on}) - ({*layout.off} - never_off)
    known = [key for key in layout.places if key in every and key != CHECK]
    rest = [key for key in every if key not in known and key != CHECK]
    return [every[key] for key in (*_merged(known, rest, list(every)), CHECK) if key in shown]


def _merged(known: list[str], rest: list[str], declared: list[str]) -> list[str]:
    """Columns without a saved place (a later session) stand behind the one declared before them."""
    merged = list(known)
    for key in rest:
        before = [one for one in declared[: declared.index(key)] if one in merged]
        merged.insert(merged.index(before[-1]) + 1 if before else 0, key)
    return merged


def setting_key(kind: str, officer: str = "") -> SuffixedKey:
    """Where an officer's choice of columns is kept; before, it was one for the office."""
    return SettingKey.people_columns.of(kind, officer) if officer else SettingKey.people_columns.of(kind)


def _column(key: str, sheet: ColumnScope) -> PeopleColumn:
    if key == "stage" and sheet.kind == "career_fair":
        head = _("Result")
    else:
        head = _(_HEADS.get(key) or _declared(key).shown.label)
    return PeopleColumn(key, head, _WIDTHS.get(key, 118), key in _RIGHT, _(_declared(key).shown.label))


def _check() -> PeopleColumn:
    # Translators: heading of a column that says what to check in a row
    return PeopleColumn(CHECK, _("Check"), 200)


def _declared(key: str) -> Field:
    return field_of(Participation if key in _TOOK_PART else Person, key)


def is_personal(key: str) -> bool:
    """Whether a column tells who somebody is, or about the person."""
    return key != CHECK and not key.startswith(SESSION) and _declared(key).shown.personal


def choices_of(key: str, sheet: ColumnScope) -> Sequence[Choice] | None:
    """What a cell of this column may be, with the words a person sees; None where it is not one of a few."""
    if key == CHECK or key == "sex" or key.startswith(SESSION):
        return None
    if key == "province":
        return _provinces(sheet.country)
    if key == "stage":
        return choices_among(FAIR_STAGES if sheet.kind == "career_fair" else TRAINING_STAGES)
    if key == "channel":
        return choices_among((Channel.on_site, Channel.online))
    if key == "disability":
        return choices_among(tuple(Disability)[:3])
    if key == "certificate":
        return (Choice("yes", _("Yes")), Choice("no", _("No")))
    declared = _declared(key)
    if declared.kind is FieldKind.choice:
        return choices_among(declared.choices)
    if declared.kind is FieldKind.code and declared.shown.codes:
        return _codes(declared.shown.codes)
    return None


def _codes(name: str) -> tuple[Choice, ...]:
    return _codes_in(name, language())


@lru_cache
def _codes_in(name: str, _spoken: str) -> tuple[Choice, ...]:
    return tuple(Choice(one.code, _(one.name)) for one in code_lists.codes(name))


@lru_cache
def _provinces(country: str) -> tuple[Choice, ...]:
    return tuple(
        Choice(one.code, one.name, " ".join(one.names()))
        for one in code_lists.provinces(country)
        if one.valid_to is None
    )
