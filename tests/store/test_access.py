"""Each officer has a passphrase of their own; the paper key opens when all else is lost; a slot opens nowhere but where it was made."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from prossce_desktop.domain.model.people import Person
from prossce_desktop.errors import (
    LastWayIn,
    NotEncrypted,
    OfficerKnown,
    OfficerWorking,
    PassphraseNeeded,
    PassphraseTaken,
    RecoveryKeyMistyped,
    UnknownOfficer,
    WrongPassphrase,
    WrongRecoveryKey,
)
from prossce_desktop.store.workspace import key_file, officer_access, stored_key
from prossce_desktop.store.workspace.store import Store
from prossce_desktop.store.workspace.workspace_lifecycle import (
    Passphrase,
    Plain,
    RecoveryKey,
    Remembered,
    Unlock,
    create,
    open_workspace,
)

pytestmark = pytest.mark.slow

FIRST = Passphrase("first passphrase")
SECOND = Passphrase("second passphrase")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "w"


def make(folder: Path, unlock: Unlock = FIRST) -> tuple[Store, str]:
    store, paper = create(folder, country="KH", office="Office", officer="Dara", unlock=unlock, recovery=True)
    assert paper is not None
    return store, paper


@pytest.fixture
def made(folder: Path) -> Iterator[tuple[Store, str]]:
    store, paper = make(folder)
    with store:
        yield store, paper


def who_recorded(store: Store) -> str:
    with store.work("new", 1) as work:
        [id] = work.new("person", [Person(name="Sok")])
    return store.undo.history(record=id)[0].who


def opens(folder: Path, unlock: Unlock | None) -> str:
    """The officer a workspace opened like this works as."""
    with open_workspace(folder, unlock, writing=False) as store:
        return store.identity.officer


def test_every_operation_carries_the_officer_whose_passphrase_opened(made: tuple[Store, str], folder: Path) -> None:
    store, _paper = made
    officer_access.add_officer(store, "Bopha", SECOND.text, FIRST)
    assert who_recorded(store) == "Dara"
    store.close()

    with open_workspace(folder, SECOND, writing=True) as other:
        assert who_recorded(other) == "Bopha"
    assert opens(folder, FIRST) == "Dara"
    assert [(one.officer.name, one.has_passphrase, one.works) for one in ways(folder)] == [("Dara", True, True), ("Bopha", True, False)]


def ways(folder: Path) -> tuple[officer_access.Access, ...]:
    with open_workspace(folder, FIRST, writing=False) as store:
        return officer_access.ways_in(store).officers


@pytest.mark.parametrize("proof", [None, Passphrase("guess")])
def test_nobody_is_added_without_a_proof(made: tuple[Store, str], folder: Path, proof: Passphrase | None) -> None:
    store, _paper = made

    with pytest.raises(PassphraseNeeded if proof is None else WrongPassphrase):
        officer_access.add_officer(store, "Thief", "thief", proof)

    assert [one.name for one in store.officers.listed()] == ["Dara"]
    with pytest.raises(WrongPassphrase):
        opens(folder, Passphrase("thief"))


def test_the_paper_key_is_a_proof_and_that_of_another_workspace_is_none(made: tuple[Store, str], tmp_path: Path, folder: Path) -> None:
    store, paper = made
    other, other_paper = make(tmp_path / "other")
    other.close()

    with pytest.raises(WrongRecoveryKey):
        officer_access.add_officer(store, "Bopha", SECOND.text, RecoveryKey(other_paper))
    officer_access.add_officer(store, "Bopha", SECOND.text, RecoveryKey(paper))

    assert opens(folder, SECOND) == "Bopha"


def test_a_changed_passphrase_opens_and_the_old_one_does_not(made: tuple[Store, str], folder: Path) -> None:
    store, _paper = made

    officer_access.set_passphrase(store, store.identity.officer_id, "changed words", FIRST)

    assert opens(folder, Passphrase("changed words")) == "Dara"
    with pytest.raises(WrongPassphrase):
        opens(folder, FIRST)


def test_a_removed_officer_opens_nothing_and_what_he_recorded_stays(made: tuple[Store, str], folder: Path) -> None:
    store, _paper = made
    bopha = officer_access.add_officer(store, "Bopha", SECOND.text, FIRST)
    store.close()
    with open_workspace(folder, SECOND, writing=True) as his:
        assert who_recorded(his) == "Bopha"
        with pytest.raises(OfficerWorking):
            officer_access.remove_officer(his, bopha.id, FIRST)

    with open_workspace(folder, FIRST, writing=True) as mine:
        officer_access.remove_officer(mine, bopha.id, FIRST)
        assert [step.who for step in mine.undo.history()] == ["Bopha"]
        with pytest.raises(UnknownOfficer):
            officer_access.remove_officer(mine, bopha.id, FIRST)

    with pytest.raises(WrongPassphrase):
        opens(folder, SECOND)


def test_the_last_passphrase_is_never_removed(made: tuple[Store, str], folder: Path) -> None:
    store, paper = made
    first = store.identity.officer_id
    bopha = officer_access.add_officer(store, "Bopha", None, FIRST)
    store.officers.work_as(bopha)

    with pytest.raises(LastWayIn):
        officer_access.remove_officer(store, first, RecoveryKey(paper))

    assert opens(folder, FIRST) == "Dara"


def test_two_officers_never_have_one_name_or_one_passphrase(made: tuple[Store, str]) -> None:
    store, _paper = made
    bopha = officer_access.add_officer(store, "Bopha", SECOND.text, FIRST)

    with pytest.raises(OfficerKnown):
        officer_access.add_officer(store, "BOPHA", "third", FIRST)
    with pytest.raises(PassphraseTaken):
        officer_access.add_officer(store, "Chan", FIRST.text, FIRST)
    with pytest.raises(PassphraseTaken):
        officer_access.set_passphrase(store, bopha.id, FIRST.text, SECOND)

    officer_access.set_passphrase(store, bopha.id, SECOND.text, SECOND)
    assert [one.name for one in store.officers.listed()] == ["Dara", "Bopha"]


def test_a_slot_copied_to_another_officer_or_another_workspace_opens_nothing(made: tuple[Store, str], folder: Path, tmp_path: Path) -> None:
    store, _paper = made
    bopha = officer_access.add_officer(store, "Bopha", SECOND.text, FIRST)
    store.close()
    known = json.loads((folder / "key.json").read_text())
    del known["check"]
    [firsts] = [slot for slot in known["slots"] if slot["officer"] != bopha.id]
    other, _ = make(tmp_path / "other", Passphrase("other"))
    other.close()

    (folder / "key.json").write_text(json.dumps(known | {"slots": [firsts | {"officer": bopha.id}]}))
    with pytest.raises(WrongPassphrase):
        opens(folder, FIRST)
    strange = json.loads((tmp_path / "other" / "key.json").read_text())
    del strange["check"]
    (tmp_path / "other" / "key.json").write_text(json.dumps(strange | {"slots": [firsts]}))
    with pytest.raises(WrongPassphrase):
        opens(tmp_path / "other", FIRST)


def test_a_workspace_without_passphrases_gets_its_first_one_without_proof(folder: Path) -> None:
    store, _paper = make(folder, Remembered())
    with store:
        assert not officer_access.ways_in(store).asks_proof
        with pytest.raises(LastWayIn):
            officer_access.forget(store)
        bopha = officer_access.add_officer(store, "Bopha", None, None)
        officer_access.set_passphrase(store, store.identity.officer_id, FIRST.text, None)
        with pytest.raises(PassphraseNeeded):
            officer_access.set_passphrase(store, bopha.id, SECOND.text, None)
        officer_access.set_passphrase(store, bopha.id, SECOND.text, FIRST)

    assert opens(folder, None) == "Dara"  # this computer still remembers, and who worked last works
    assert opens(folder, SECOND) == "Bopha"
    with pytest.raises(WrongPassphrase):
        opens(folder, Passphrase("is nobody's"))
    with open_workspace(folder, None, writing=True) as store:
        officer_access.forget(store)
    with pytest.raises(PassphraseNeeded):
        opens(folder, None)
    assert opens(folder, SECOND) == "Bopha"


def test_a_computer_remembers_and_forgets(made: tuple[Store, str], folder: Path) -> None:
    store, _paper = made
    assert not officer_access.ways_in(store).remembered

    officer_access.remember(store)
    assert officer_access.ways_in(store).remembered and opens(folder, None) == "Dara"
    officer_access.forget(store)

    assert not officer_access.ways_in(store).remembered
    with pytest.raises(PassphraseNeeded):
        opens(folder, None)


def test_a_key_lost_from_this_computer_is_found_on_paper(folder: Path) -> None:
    store, paper = make(folder, Remembered())
    store.close()
    stored_key.forget(key_file.read(folder).workspace)

    with open_workspace(folder, RecoveryKey(paper), writing=True) as store:
        officer_access.set_passphrase(store, store.identity.officer_id, FIRST.text, None)

    assert opens(folder, FIRST) == "Dara"


def as_it_is_copied(paper: str) -> list[str]:
    rest = paper.removeprefix("AGE-SECRET-KEY-1")
    groups = "  ".join(rest[at : at + 6] for at in range(0, len(rest), 6))
    return [paper, f"  {paper.lower()}\n", groups, groups.lower().replace("  ", "\n"), f"# made on a day\n# age-secret-key\n{paper}\n"]


def test_the_paper_key_opens_however_it_is_copied(made: tuple[Store, str], folder: Path) -> None:
    _store, paper = made
    for text in as_it_is_copied(paper):
        assert opens(folder, RecoveryKey(text)) == "Dara"


def test_one_wrong_letter_of_the_paper_key_is_said(made: tuple[Store, str], folder: Path) -> None:
    _store, paper = made
    at = 30
    wrong = paper[:at] + ("Q" if paper[at] != "Q" else "P") + paper[at + 1 :]
    for text in (wrong, paper[:-1], "", "AGE", "១២៣"):
        with pytest.raises(RecoveryKeyMistyped):
            opens(folder, RecoveryKey(text))


def test_a_plain_workspace_has_officers_and_no_passphrases(folder: Path) -> None:
    store, _paper = make(folder, Plain())
    with store:
        bopha = officer_access.add_officer(store, "Bopha", None, None)
        store.officers.work_as(bopha)
        assert who_recorded(store) == "Bopha"
        with pytest.raises(NotEncrypted):
            officer_access.set_passphrase(store, bopha.id, SECOND.text, None)
    assert opens(folder, None) == "Bopha"


def test_no_name_of_an_officer_stands_in_the_key_file(made: tuple[Store, str], folder: Path) -> None:
    store, _paper = made
    officer_access.add_officer(store, "Canary Bopha", SECOND.text, FIRST)

    assert "anary" not in (folder / "key.json").read_text()
    assert all("Bopha" not in str(one) for one in folder.iterdir())


def test_only_their_own_passphrase_lets_an_officer_work_also_where_the_computer_opens_by_itself(
    made: tuple[Store, str], folder: Path
) -> None:
    store, _paper = made
    dara = store.identity.officer_id
    bopha = officer_access.add_officer(store, "Bopha", SECOND.text, FIRST)
    helper = officer_access.add_officer(store, "Helper", None, FIRST)
    officer_access.remember(store)
    store.close()

    with open_workspace(folder, None, writing=True) as again:
        officer_access.sign_in(again, helper.id, "")
        assert who_recorded(again) == "Helper"
        for typed in ("", "guess", FIRST.text):
            with pytest.raises(WrongPassphrase):
                officer_access.sign_in(again, bopha.id, typed)
            assert who_recorded(again) == "Helper"
        officer_access.sign_in(again, bopha.id, SECOND.text)
        assert who_recorded(again) == "Bopha"
        with pytest.raises(WrongPassphrase):
            officer_access.sign_in(again, dara, SECOND.text)


def test_a_wrong_passphrase_on_a_computer_that_knows_the_key_opens_nothing_under_another_name(folder: Path) -> None:
    store, _paper = make(folder, Remembered())
    with store:
        officer_access.set_passphrase(store, store.identity.officer_id, FIRST.text, None)
        officer_access.add_officer(store, "Bopha", SECOND.text, FIRST)

    with pytest.raises(WrongPassphrase):
        opens(folder, Passphrase("guess guess"))
    assert opens(folder, SECOND) == "Bopha"
    assert opens(folder, None) == "Dara"
