"""The content of a draft: a plain dict, which every version can read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from pydantic import ValidationError

from prossce_desktop.domain.model.fields import AcceptedDoubt
from prossce_desktop.services.records.record_editor import CountTyped

if TYPE_CHECKING:
    from prossce_desktop.ui.records.record_form import RecordForm


def key_of(record: int) -> str:
    return f"record:{record}"


def draft_of(
    fields: Mapping[str, object],
    counts: Sequence[CountTyped],
    accepted: Sequence[AcceptedDoubt],
    names: Mapping[int, str],
    title: str,
) -> dict[str, object]:
    return {
        "title": title,
        "fields": dict(fields),
        "names": {str(id): name for id, name in names.items()},
        "kept": [one.model_dump() for one in accepted],
        "counts": [
            {"record": one.record, "removed": one.removed, "fields": dict(one.fields)} for one in counts
        ],
    }


def called_in(form: RecordForm | None) -> str:
    words = (form.value(name) for name in ("title", "name")) if form is not None else ()
    return next((str(one) for one in words if one), "")


def accepted_doubts_in(typed: Mapping[str, object]) -> list[AcceptedDoubt]:
    found: list[AcceptedDoubt] = []
    for one in _dicts(typed.get("kept")):
        try:
            found.append(AcceptedDoubt.model_validate(one))
        except ValidationError:
            continue
    return found


def counts_in(typed: Mapping[str, object]) -> list[CountTyped]:
    found: list[CountTyped] = []
    for one in _dicts(typed.get("counts")):
        record, fields = one.get("record"), one.get("fields")
        if isinstance(fields, Mapping):
            found.append(
                CountTyped(
                    record if isinstance(record, int) else None, dict(fields), bool(one.get("removed"))
                )
            )
    return found


def fields_in(typed: Mapping[str, object]) -> dict[str, object]:
    fields = typed.get("fields")
    return {str(name): value for name, value in fields.items()} if isinstance(fields, Mapping) else {}


def names_in(typed: Mapping[str, object]) -> dict[int, str]:
    """Names of the records that those fields point to."""
    names = typed.get("names")
    return {int(one): str(name) for one, name in names.items()} if isinstance(names, Mapping) else {}


def _dicts(value: object) -> list[Mapping[str, object]]:
    return [one for one in value if isinstance(one, Mapping)] if isinstance(value, list) else []
