"""The rules of the exchange are each broken on purpose; the scenario named beside must then fail, and holds as the program is.

| the broken rule                                               | caught by                                    |
|---------------------------------------------------------------|----------------------------------------------|
| references are not looked at                                  | a_reference_into_another_country             |
| what an operation replaced need not be here                   | an_edit_of_an_edit_that_is_not_here          |
| any device writes any scope                                   | records_by_a_laptop_of_another_country       |
| records of any scope may be set                               | an_edit_of_another_countrys_record           |
| what the receiver may not read is taken                       | a_package_with_another_countrys_records      |
| the chain is not worked out                                   | a_body_changed_by_who_passes_it_on           |
| heads are believed whoever signed them                        | a_head_signed_by_somebody_else               |
| later operations are not stopped after a refused one          | an_operation_after_a_refused_one             |
| operations of a newer program are applied                     | an_operation_of_a_newer_program              |
| names are sealed to whom the office lists                     | names_and_a_laptop_that_nobody_approved      |
| a laptop that was shut out is not told of                     | names_and_a_laptop_that_was_shut_out         |
| whoever was shut out comes in again by a list                 | a_laptop_shut_out_and_an_office_put_back     |
| wishes for names are not passed on                            | a_laptop_that_comes_later                    |
| the office keeps no sealed parts                              | a_laptop_that_comes_later                    |
| what comes above a hole is applied                            | the_second_part_first                        |
| a receipt only ever grows                                     | an_office_put_back                           |
| the owner of two branches does not give way                   | two_futures_of_a_laptop                      |
| the receiver's own branch is not told                         | two_futures_of_equal_length                  |
| a branch that was given up is taken when it comes late        | a_dropped_branch_that_comes_late             |
| simultaneous values are decided by arrival                    | two_edits_at_once                            |
| personal values stand in the open part                        | a_name_at_codes                              |
| a name is sealed to the office at every level                 | a_name_at_codes                              |
| what is held back of others is part of a country's digest     | a_country_and_what_is_held_back_of_another   |
| a branch of one's own is taken for another's                  | two_clones_that_each_see_the_others_branch   |
| a mark outside counts only the office's own scope             | an_office_that_only_corrects_is_put_back     |
| a decision names only one of the values                       | a_decision                                   |
| a decision that is taken back leaves one value                | a_decision_that_is_taken_back                |
| numbers of one head count are set one by one                  | two_edits_of_one_head_count                  |
| whoever takes a record out hides what others did with it      | a_record_taken_out_and_edited                |
| what a removal had seen is a question all the same            | a_record_taken_out_knowingly                 |
| values that are not here are taken for equal                  | two_phones_at_codes                          |
| a question belongs to who asks                                | a_question_of_the_office                     |
| the log is not rewritten by erasing                           | a_person_who_is_erased                       |
| an erasure is looked for only among what comes later          | a_person_who_is_erased_while_edited          |
| later edits of somebody erased are kept                       | somebody_erased_is_edited_again              |
| a rewritten body is believed without its erasure              | a_body_that_says_it_was_rewritten            |
| the office keeps what it holds sealed of somebody erased      | sealed_parts_of_somebody_erased              |
| a rewritten part is believed whoever sealed it                | a_part_rewritten_by_who_was_not_approved     |
| a copy that is put back is not erased again                   | a_copy_from_before_an_erasure                |
| any number of erasures in a package is taken at once          | a_package_that_erases_everybody              |
| erasures are counted package by package                       | a_laptop_that_erases_everybody_slowly        |
| erasures are counted for ever                                 | a_laptop_that_erases_few_each_month          |
| another office takes the place of one that was compared       | an_invitation_of_a_strangers_office          |
| an invitation in a package raises what the office gets        | an_invitation_in_a_package_that_asks_for_names |
| the office changes a country's record without a word          | a_change_by_the_office                       |
| a branch is dropped on anybody's word                         | a_colleague_that_gives_up_what_others_did    |
| what an office wrote into everybody's lists stays lost        | an_office_put_back_with_its_lists            |
| an undo brings back a withheld value as empty                 | a_name_that_the_office_takes_back            |
| an invitation brings records of a country                     | an_invitation_with_records_of_a_country      |
| what lies beyond is taken from a colleague                    | a_laptop_shut_out_that_writes_through_a_colleague |
| what was applied before stays applied                         | a_laptop_shut_out_that_writes_through_a_colleague |
| a new life of a laptop shut out is another laptop             | a_laptop_shut_out_that_writes_through_a_colleague |
| what replaces what lies beyond is applied                     | what_replaces_an_edit_of_a_laptop_shut_out   |
| anybody says where a laptop ended                             | a_colleague_that_says_where_another_ended    |
| an erasure that lies beyond erases                            | an_erasure_of_a_laptop_shut_out              |
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from prossce_desktop.domain.operations import hash_chain, operation
from prossce_desktop.exchange import package
from prossce_desktop.services.devices import country_devices, introductions, shared_lists
from prossce_desktop.services.packages import missing_parts, unconfirmed_operations
from prossce_desktop.services.people import erased_in_packages
from prossce_desktop.services.sync import own_forks, package_receiving, package_sending
from prossce_desktop.store.actions import device_undo, unit_of_work, unit_of_work as work_module
from prossce_desktop.store.db.connection import Connection
from prossce_desktop.store.devices import revocation
from prossce_desktop.store.devices.known_devices import Device
from prossce_desktop.store.erasure import erasure_rate, log_redaction as log_erasing
from prossce_desktop.store.log import field_heads, forks, operation_log, tombstones, version_vector
from prossce_desktop.store.maintenance import state_digest
from prossce_desktop.store.projection import apply
from prossce_desktop.store.queries import record_scopes
from prossce_desktop.store.sync import admission, readmission, receiving
from prossce_desktop.store.workspace import open_base, workspace_lifecycle
from tests.exchange import scenes_deciding, scenes_erasing, scenes_travel
from tests.exchange.breaking import Broken, everywhere, instead, rewritten, together
from tests.exchange.scenes import Region

pytestmark = pytest.mark.slow

SCENARIOS: dict[str, Callable[[Region], None]] = {
    name: scene
    for module in (scenes_travel, scenes_erasing, scenes_deciding)
    for name, scene in vars(module).items()
    if inspect.isfunction(scene) and scene.__module__ == module.__name__ and not name.startswith("_")
}

APPROVED_ALL = rewritten(package_sending, "_Making._personal_recipients", "one.approved and ", "")


def _drop_by_anybody(db: Connection, device: bytes, titles: list[str]) -> bool:
    """Whoever says that a branch is given up is taken for its laptop."""
    del device
    numbers = [int(one.split(" ")[1]) for one in titles]
    owners = [row for number in numbers for row in db.execute("SELECT device FROM source WHERE id = ?", (number,)).fetchall()]
    return sum(forks.drop_given_up(db, bytes(owner), titles) for (owner,) in owners) > 0


VARIANTS: dict[str, tuple[str, Broken]] = {
    "references are not looked at": ("a_reference_into_another_country", instead(admission, "REFERENCES", {})),
    "what an operation replaced need not be here": (
        "an_edit_of_an_edit_that_is_not_here", instead(admission._Admission, "_are_held", lambda *_: True),
    ),
    "any device writes any scope": ("records_by_a_laptop_of_another_country", instead(Device, "may_write", lambda *_: True)),
    "records of any scope may be set": (
        "an_edit_of_another_countrys_record",
        rewritten(admission, "_Admission._is_permitted", "{block.kind}, {scope}, needs)", "{block.kind}, None, needs)"),
    ),
    "what the receiver may not read is taken": (
        "a_package_with_another_countrys_records", instead(package_receiving, "_refuse_unreadable", lambda *_: None),
    ),
    "the chain is not worked out": ("a_body_changed_by_who_passes_it_on", instead(hash_chain.Stretch, "is_whole", lambda _: True)),
    "heads are believed whoever signed them": (
        "a_head_signed_by_somebody_else",
        rewritten(package, "contents_of", "if not all(is_signed(", "if not all(True or is_signed("),
    ),
    "later operations are not stopped after a refused one": (
        "an_operation_after_a_refused_one", rewritten(admission, "_refuse", "if op_source(one.id) in stopped and", "if False and"),
    ),
    "operations of a newer program are applied": (
        "an_operation_of_a_newer_program", rewritten(admission, "_Admission.cause_in_itself", "if held.schema > SCHEMA:", "if False:"),
    ),
    "names are sealed to whom the office lists": ("names_and_a_laptop_that_nobody_approved", APPROVED_ALL),
    "whoever was shut out comes in again by a list": (
        "a_laptop_shut_out_and_an_office_put_back",
        rewritten(country_devices, "_keep", "state == REVOKED or found.state == REVOKED", "state == REVOKED"),
    ),
    "a laptop that was shut out is not told of": (
        "names_and_a_laptop_that_was_shut_out", rewritten(package_sending, "_Making._devices", "one.state != ASKING", "one.is_heard"),
    ),
    "wishes for names are not passed on": ("a_laptop_that_comes_later", instead(missing_parts, "wanted_by", lambda *_: [])),
    "the office keeps no sealed parts": ("a_laptop_that_comes_later", instead(package_receiving, "keep_sealed_part", lambda *_: None)),
    "what comes above a hole is applied": (
        "the_second_part_first",
        rewritten(receiving, "_take", "if stretch.since > held:", "if stretch.since > held and False:"),
    ),
    "a receipt only ever grows": (
        "an_office_put_back",
        instead(
            package_receiving, "keep_receipt",
            lambda db, device, held: db.executemany(
                "INSERT INTO receipt VALUES(?, ?, ?) ON CONFLICT DO UPDATE SET n = max(n, excluded.n)", [(device, *one) for one in held.items()]
            ),
        ),
    ),
    "the owner of two branches does not give way": ("two_futures_of_a_laptop", instead(own_forks, "_give_way", lambda *_: None)),
    "the receiver's own branch is not told": ("two_futures_of_equal_length", instead(package_sending._Making, "_yours", lambda _: {})),
    "a branch that was given up is taken when it comes late": (
        "a_dropped_branch_that_comes_late", instead(receiving, "is_given_up", lambda *_: lambda *_: False),
    ),
    "simultaneous values are decided by arrival": (
        "two_edits_at_once", rewritten(apply, "_set", "if heads or id in self_replaced or values is None:", "if values is None:"),
    ),
    "personal values stand in the open part": ("a_name_at_codes", instead(operation, "declared_personal_fields", lambda _: frozenset())),
    "a name is sealed to the office at every level": ("a_name_at_codes", rewritten(
        package_sending, "_Making._personal_recipients", "self._to.regional and self._to.gets_names", "self._to.regional",
    )),
    "what is held back of others is part of a country's digest": (
        "a_country_and_what_is_held_back_of_another", rewritten(state_digest, "_shared", " if op_source(id) in counted", ""),
    ),
    "a branch of one's own is taken for another's": (
        "two_clones_that_each_see_the_others_branch", instead(own_forks, "_is_earlier", lambda *_: False),
    ),
    "a mark outside counts only the office's own scope": (
        "an_office_that_only_corrects_is_put_back", instead(open_base, "written_in", lambda db, own: operation_log.last_of(db, own)[0]),
    ),
    "a decision names only one of the values": (
        "a_decision",
        rewritten(
            unit_of_work, "Work._set_block", "prevs.setdefault(name, {}).setdefault(place[record], []).append(op)",
            "prevs.setdefault(name, {})[place[record]] = [op]",
        ),
    ),
    "a decision that is taken back leaves one value": (
        "a_decision_that_is_taken_back", instead(unit_of_work.Work, "put_beside", lambda *_: None),
    ),
    "numbers of one head count are set one by one": ("two_edits_of_one_head_count", instead(unit_of_work.Work, "_complete", lambda *_: None)),
    "whoever takes a record out hides what others did with it": (
        "a_record_taken_out_and_edited", instead(field_heads, "unseen", lambda *_: []),
    ),
    "what a removal had seen is a question all the same": (
        "a_record_taken_out_knowingly", instead(tombstones, "_seen_in", lambda *_: {}),
    ),
    "values that are not here are taken for equal": (
        "two_phones_at_codes", everywhere(apply, rewritten(field_heads, "settle", " or (None in values and len(heads) > 1)", "")),
    ),
    "a question belongs to who asks": (
        "a_question_of_the_office",
        together(instead(record_scopes.Scopes, "of_new", lambda self, *_: self._own), instead(record_scopes.Scopes, "refuse_mixed", lambda *_: None)),
    ),
    "the log is not rewritten by erasing": ("a_person_who_is_erased", rewritten(log_erasing, "forget", "if done.changed:", "if False:")),
    "an erasure is looked for only among what comes later": (
        "a_person_who_is_erased_while_edited",
        rewritten(log_erasing, "forget", 'ops = {int(row[0]) for row in db.execute(f"SELECT id FROM op WHERE {IS_NOT_APPLIED}").fetchall()}', "ops = set()"),
    ),
    "later edits of somebody erased are kept": ("somebody_erased_is_edited_again", instead(work_module, "pass_over", lambda *_: None)),
    "a rewritten body is believed without its erasure": ("a_body_that_says_it_was_rewritten", instead(package_receiving, "are_explained", lambda *_: True)),
    "the office keeps what it holds sealed of somebody erased": (
        "sealed_parts_of_somebody_erased", instead(erased_in_packages, "forget_sealed", lambda *_: 0),
    ),
    "a rewritten part is believed whoever sealed it": (
        "a_part_rewritten_by_who_was_not_approved", instead(package_receiving, "is_believed", lambda *_: True),
    ),
    "a copy that is put back is not erased again": ("a_copy_from_before_an_erasure", instead(workspace_lifecycle, "erase_again", lambda _: 0)),
    "any number of erasures in a package is taken at once": ("a_package_that_erases_everybody", instead(erasure_rate, "MANY", 1_000)),
    "erasures are counted package by package": ("a_laptop_that_erases_everybody_slowly", instead(erasure_rate, "_noted", lambda *_: {})),
    "erasures are counted for ever": ("a_laptop_that_erases_few_each_month", instead(erasure_rate, "_AS_LONG", 1 << 60)),
    "another office takes the place of one that was compared": (
        "an_invitation_of_a_strangers_office", rewritten(introductions, "take_invitation", "and not instead:", "and False:"),
    ),
    "an invitation in a package raises what the office gets": (
        "an_invitation_in_a_package_that_asks_for_names",
        rewritten(introductions, "_keep_office", "ShareLevel.codes if as_before else invitation.share", "invitation.share"),
    ),
    "a branch is dropped on anybody's word": (
        "a_colleague_that_gives_up_what_others_did",
        instead(receiving, "drop_given_up", _drop_by_anybody),
    ),
    "what an office wrote into everybody's lists stays lost": (
        "an_office_put_back_with_its_lists", instead(package_sending, "due_sources", lambda db, own, to: version_vector.held_sources(db, unconfirmed_operations.scopes_for(own, to))),
    ),
    "an invitation brings records of a country": (
        "an_invitation_with_records_of_a_country", rewritten(shared_lists, "take", "one.scope != SHARED", "False"),
    ),
    "an undo brings back a withheld value as empty": (
        "a_name_that_the_office_takes_back",
        rewritten(
            device_undo, "_before", "json.loads(value) for op, value, _state in rows if op in standing and value is not None",
            'json.loads(value or "null") for op, value, _state in rows if op in standing',
        ),
    ),
    "what lies beyond is taken from a colleague": (
        "a_laptop_shut_out_that_writes_through_a_colleague", instead(revocation.Bounds, "is_beyond", lambda *_: False),
    ),
    "what was applied before stays applied": (
        "a_laptop_shut_out_that_writes_through_a_colleague", instead(readmission, "applied_beyond", lambda *_: False),
    ),
    "a new life of a laptop shut out is another laptop": (
        "a_laptop_shut_out_that_writes_through_a_colleague",
        rewritten(revocation, "Bounds.is_beyond", "to.get(op_source(op), 0)", "to.get(op_source(op), op)"),
    ),
    "what replaces what lies beyond is applied": (
        "what_replaces_an_edit_of_a_laptop_shut_out", instead(admission, "_hold_what_builds_on", lambda _: None),
    ),
    "anybody says where a laptop ended": (
        "a_colleague_that_says_where_another_ended",
        instead(revocation, "_offices", lambda execute, _own: {bytes(row[0]) for row in execute("SELECT DISTINCT device FROM source").fetchall()}),
    ),
    "an erasure that lies beyond erases": (
        "an_erasure_of_a_laptop_shut_out",
        rewritten(log_erasing, "_effective", " and not ends.is_beyond(bytes(device), op)", ""),
    ),
    "the office changes a country's record without a word": ("a_change_by_the_office", instead(unit_of_work.Work, "_add_reasons", lambda _: None)),
}  # fmt: skip


@pytest.mark.parametrize("name", SCENARIOS)
def test_the_scenario_holds(tmp_path: Path, name: str) -> None:
    region = Region(tmp_path)
    SCENARIOS[name](region)
    region.close()


@pytest.mark.parametrize("rule", VARIANTS)
def test_the_broken_rule_is_caught(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rule: str) -> None:
    name, broken = VARIANTS[rule]
    region = Region(tmp_path)
    broken(monkeypatch)
    with pytest.raises(AssertionError):
        SCENARIOS[name](region)
    monkeypatch.undo()
    region.close()


def test_the_table_names_every_variant_with_its_scenario() -> None:
    assert __doc__ is not None
    told = {(row[0], row[1]) for row in re.findall(r"^\| (.+?) +\| (\w+) +\|$", __doc__, re.M)}
    assert told == {(rule, name) for rule, (name, _broken) in VARIANTS.items()}
    assert {name for name, _broken in VARIANTS.values()} == set(SCENARIOS)
