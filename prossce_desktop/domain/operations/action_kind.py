"""What an action was: the first word of its operations' titles. They travel with them, so words stay."""

from __future__ import annotations

from enum import StrEnum

from prossce_desktop.domain.translatable import N_


class ActionKind(StrEnum):
    """`label`: the one sentence for it; "" for an action that is told by what it touched.
    `prefix`: how its step is called (`op-0001`). `undoable`: by somebody. `by_program`: nobody asked for it,
    Undo on a page passes over it. `owes_reason`: the regional office tells a country why it changes its
    records.
    """

    label: str
    prefix: str
    undoable: bool
    by_program: bool
    owes_reason: bool

    def __new__(
        cls,
        code: str,
        label: str = "",
        prefix: str = "op",
        undoable: bool = True,
        by_program: bool = False,
        owes_reason: bool = True,
    ) -> ActionKind:
        made = str.__new__(cls, code)
        made._value_ = code
        made.label, made.prefix = label, prefix
        made.undoable, made.by_program, made.owes_reason = undoable, by_program, owes_reason
        return made

    new = "new"
    edit = "edit"
    remove = "remove"
    people = "people"
    people_removed = "people-removed"
    reasons = "kept"
    employers = "employers"
    imported = "import", "", "imp"
    pasted = "paste"
    sample = "sample", N_("Sample data")
    sample_removed = "sample-removed", N_("Sample data removed")
    decided = "decide"
    pair_same = "pair-same"
    pair_different = "pair-different"
    pair_open = "pair-open"
    asked = "ask", N_("A question was asked")
    answered = "answer", N_("A question was answered"), "op", True, False, False
    question_closed = "close-question", N_("A question was closed"), "op", True, False, False
    change_read = "read-change", N_("The reason for a change was read"), "op", True, False, False
    erased = "erase", "", "era", False
    undone = "undo"
    redone = "redo"
    shut_out = "shut-out", N_("A laptop was blocked: its changes were undone"), "op", True, False, False
    joined = "joined", "", "op", True, True, False
    ages = "ages", "", "op", False, True, False
    ages_mended = "ages-mended", "", "age", False, True, False
    fork = "fork", N_("Corrected after an older backup was restored on this laptop"), "op", True, True, False
    bound = "bound", N_("A laptop was blocked: its later changes are not used"), "op", True, True
    bound_lifted = (
        "bound-lifted",
        N_("A laptop was blocked: its earlier changes are used again"),
        "op",
        True,
        True,
    )

    @property
    def titles(self) -> str:
        """A pattern of SQL for the titles of this kind that have numbers."""
        return f"{self.value} %"


def kind_of(code: str) -> ActionKind | None:
    """The kind of this word; None for one of another program."""
    return _BY_CODE.get(code)


_BY_CODE = {one.value: one for one in ActionKind}
TAKES_BACK = frozenset({ActionKind.undone, ActionKind.redone})
"""Actions that take another one back, or bring it back; their title names it."""
CHANGES_NO_RECORD = (ActionKind.fork, ActionKind.bound, ActionKind.bound_lifted)
"""A fork or a choice of a device's last valid operation: nothing to undo."""
PAIR_DECISIONS = (ActionKind.pair_same, ActionKind.pair_different, ActionKind.pair_open)
"""Somebody decided about two records."""
