"""What a person without a name here is called (FORMAT5): KH-384039 · woman, 24."""

from __future__ import annotations

from prossce_desktop.domain.model.codes import Sex
from prossce_desktop.domain.model.people import Person, code_of
from prossce_desktop.domain.translatable import N_
from prossce_desktop.language.messages import _
from prossce_desktop.store.queries.list_people import PersonRow
from prossce_desktop.store.queries.participations_of_person import latest_age
from prossce_desktop.store.queries.reading import Reading

_WHO = {Sex.female.value: N_("woman"), Sex.male.value: N_("man")}


def nameless(id: int, country: object, sex: object, age: object) -> str:
    """The code, if a country has one, with what is known; `age`: at the latest activity."""
    code = code_of(id, country)
    who = code if country else _("Person {number}").format(number=code)
    about = [_(_WHO[str(sex)])] if str(sex) in _WHO else []
    about += [str(age)] if isinstance(age, int) and not isinstance(age, bool) else []
    return f"{who} · {', '.join(about)}" if about else who


def row_called(row: PersonRow) -> str:
    """The name of a row of a list, else what stands for it."""
    if called := row.name or row.latin_name:
        return called
    return erased_words() if row.is_erased else nameless(row.id, row.country, row.sex, row.age)


def person_called(reading: Reading, id: int, person: Person) -> str:
    """The same of a record that was read."""
    return nameless(id, person.country, person.sex, latest_age(reading, id))


def erased_words() -> str:
    """What stands for somebody who was erased."""
    return _("Erased person")
