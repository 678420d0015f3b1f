"""A photo or a scan that belongs to an activity. The picture itself is a file beside the records, named by the hash of its content."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field, StringConstraints

from prossce_desktop.domain.model.activity import ACTIVITIES, RecordId, Text
from prossce_desktop.domain.model.fields import FieldDisplay, Record
from prossce_desktop.domain.translatable import N_

Sha256 = Annotated[str, StringConstraints(pattern=r"[0-9a-f]{64}", min_length=64, max_length=64)]

LONGEST_SIDE = 1_600
"""Pixels to which a picture is shrunk, unless the original was asked for."""


class Attachment(Record):
    """What is known of a picture; its name as a file may name a person, so it is a personal value."""

    KIND: ClassVar[str] = "attachment"
    LABEL: ClassVar[str] = N_("Photo or scan")
    PLURAL: ClassVar[str] = N_("Photos and scans")

    activity: Annotated[RecordId, FieldDisplay(N_("Activity"), 24, refers=ACTIVITIES)]
    name: Annotated[Text | None, FieldDisplay(N_("File name"), 30, personal=True)] = None
    sha256: Annotated[Sha256, FieldDisplay(N_("Content"), 20)]
    media: Annotated[Text, FieldDisplay(N_("Type"), 12)]
    size: Annotated[Annotated[int, Field(ge=1)], FieldDisplay(N_("Bytes"), 10)]
    width: Annotated[Annotated[int, Field(ge=1)] | None, FieldDisplay(N_("Pixels wide"), 10)] = None
    height: Annotated[Annotated[int, Field(ge=1)] | None, FieldDisplay(N_("Pixels high"), 10)] = None
    for_report: Annotated[bool, FieldDisplay(N_("Use in the report"), 8, help=N_("Will be sent to the regional office with the next package."))] = False
