"""What an older program writes: fields that became personal later stand open, ages are not written, erasures keep a birth."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from itertools import product
from unittest.mock import patch

from prossce_desktop.domain.model.record_kinds import KINDS
from prossce_desktop.domain.operations import erasure as domain_erasing, operation
from prossce_desktop.domain.operations.operation import declared_personal_fields, open_in
from prossce_desktop.store.erasure import erased_people
from prossce_desktop.store.projection import derived_ages


@contextmanager
def an_older_program(schema: int) -> Iterator[None]:
    """The program that wrote operations of this schema, as far as what it writes differs."""
    for kind, version in product(KINDS, range(operation.AGES + 2)):
        open_in(kind, version)  # remembered as this program has it
    of_then = {kind: declared_personal_fields(kind) - open_in(kind, schema) for kind in KINDS}
    with ExitStack() as stack:
        for module in (operation, domain_erasing, erased_people):
            stack.enter_context(patch.object(module, "declared_personal_fields", of_then.__getitem__))
        for name in ("with_ages", "with_answers"):
            stack.enter_context(patch.object(derived_ages, name, lambda *_: None))
        stack.enter_context(patch.object(derived_ages, "due", lambda _execute: {}))
        yield
