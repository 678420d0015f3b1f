"""What a base keeps beside its records, by its key: never sent, in no digest. Every key is declared here, once."""

from __future__ import annotations

from enum import StrEnum
from typing import NewType

from prossce_desktop.domain.translatable import N_

SuffixedKey = NewType("SuffixedKey", str)
"""A key with the suffix of the one device, source, action, list or officer it is about."""


class SettingKey(StrEnum):
    """A key, or with `of` how the keys of several things begin.

    `label`: what a person calls it who chose it; "" for the program's own book-keeping.
    `may_name_people`: it may hold what somebody typed, so an erasure looks through it.
    """

    label: str
    may_name_people: bool

    def __new__(cls, text: str, label: str = "", may_name_people: bool = False) -> SettingKey:
        made = str.__new__(cls, text)
        made._value_ = text
        made.label, made.may_name_people = label, may_name_people
        return made

    second_place = "second-place", N_("Second backup folder")
    exchange_folder = "exchange_folder", N_("Folder for e-mails")
    mail_box_takes = "mail_box_takes", N_("Largest e-mail"), True
    reasons = "reasons", N_("Reasons used before"), True
    pinned = "pinned ", N_("Values kept for the next record"), True
    people_columns = "people.columns.", N_("Columns of lists")
    pasted_columns = "people.paste.", N_("Columns of pasted lists")
    list_layout = "list.", "", True
    left_unmarked = "people.unmarked.", "", True

    backup_checked = "copies:checked", "", True
    backup_spoiled = "copies:spoiled", "", True
    backup_reached = "copies:reached", "", True
    backup_trouble = "copies:trouble", "", True
    recovery_unseen = "recovery.unseen", "", True
    missing_known = "gone"

    unwiped = "erasing:unwiped"
    left_open = "erasing:left-open"
    looked_through = "erasing:looked-through"

    fork = "fork:"
    given_up = "given-up:"
    wanted = "wanted:"
    attachments_told = "pictures:"
    attachments_asked = "pictures:asked"
    arrived = "exchange:arrived"
    refused = "exchange:refused"
    latest = "exchange:latest:"
    device_recovery = "exchange:paper:"
    device_erasures = "exchange:erasures:"
    taken_back = "exchange:taken-back:"
    asked_for_names = "exchange:asked-for-names"
    opened_invitation = "exchange:opened-invitation"
    ticket = "exchange:ticket"
    held_back = "exchange.held-back."
    packed = "exchange.packed."
    retried = "exchange.tried"

    def of(self, *which: str | int | bytes) -> SuffixedKey:
        """The key of one of them; a device or its key in hexadecimal."""
        ends = (one.hex() if isinstance(one, bytes) else str(one) for one in which)
        return SuffixedKey(self.value + self.value[-1].join(ends))


BACKUP_NOTES = (SettingKey.backup_checked, SettingKey.backup_spoiled, SettingKey.backup_reached, SettingKey.backup_trouble)
"""Notes about the backups of one folder; a restored workspace has none."""


def key_of(name: str) -> SettingKey | None:
    """Which key a stored name is or begins with; None for one that this program does not know."""
    found = [one for one in SettingKey if name == one or (not one[-1].isalnum() and name.startswith(one))]
    return max(found, key=len, default=None)
