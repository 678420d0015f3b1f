"""What became of an operation, and of a value it wrote; the store keeps both as numbers."""

from __future__ import annotations

from enum import IntEnum


class OpState(IntEnum):
    """Whether an operation of the log is applied. Formatted into SQL it is its number."""

    applied = 0
    held_back = 1
    """Refused, or lacking something."""
    passed_over = 2
    """Made twice by its laptop, under a lower number too."""


class EditState(IntEnum):
    """What a value of a field is beside the others that were written. Formatted into SQL it is its number."""

    replaced = 0
    head = 1
    """Nothing replaced it. Of several equal heads each is one."""
    conflict = 2
    """A head beside another one that differs: a person decides."""


IS_APPLIED = f"state = {OpState.applied}"
IS_NOT_APPLIED = f"state <> {OpState.applied}"
IS_HELD_BACK = f"state = {OpState.held_back}"
IS_PASSED_OVER = f"state = {OpState.passed_over}"
"""SQL about operations; with the table in front where two are read: `op.{IS_APPLIED}`."""

IS_HEAD = f"state <> {EditState.replaced}"
IS_IN_CONFLICT = f"state = {EditState.conflict}"
"""The same about values: nothing replaced it; somebody has to decide."""
