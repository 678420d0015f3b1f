"""How a record is called in a sentence. Light: the first page names drafts by it."""

from __future__ import annotations

from prossce_desktop.domain.model.people import Person
from prossce_desktop.services.records.unnamed_people import erased_words, person_called
from prossce_desktop.store.erasure.erased_people import erased_people
from prossce_desktop.store.queries.reading import Stored
from prossce_desktop.store.workspace.store import Reading


def name_of(reading: Reading, stored: Stored) -> str:
    """What a record is called in a sentence: its title, name or code; for parts what they stand for."""
    value = stored.value
    if isinstance(value, Person):
        if called := value.name or value.latin_name:
            return called
        return (
            erased_words()
            if erased_people(reading.execute, [stored.id])
            else person_called(reading, stored.id, value)
        )
    for attribute in ("title", "name"):
        words = getattr(value, attribute, None)
        if isinstance(words, str):
            return words
    for attribute in ("person", "organisation"):
        target = getattr(value, attribute, None)
        if isinstance(target, int):
            return named(reading, target)
    return ""


def named(reading: Reading, id: int) -> str:
    """The same of the record with this id; empty where it is not here."""
    stored = reading.find(id)
    return "" if stored is None else name_of(reading, stored)
