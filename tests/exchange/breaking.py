"""Breaks one rule of the program for as long as a test lasts."""

from __future__ import annotations

import inspect
import re
import textwrap
import types
from collections.abc import Callable

import pytest

from prossce_desktop.store.log import field_heads

Broken = Callable[[pytest.MonkeyPatch], None]


def rewritten(module: types.ModuleType, path: str, old: str, new: str) -> Broken:
    """A function or method of a module with one piece of its text replaced."""

    def put(patch: pytest.MonkeyPatch) -> None:
        owner: object = module
        *before, name = path.split(".")
        for one in before:
            owner = getattr(owner, one)
        function = getattr(owner, name)
        text = textwrap.dedent(inspect.getsource(function))
        found = _in_any_layout(old).findall(text)
        assert len(found) == 1, f"{path} has changed: {old!r} stands there {len(found)} times"
        made: dict[str, Callable[..., object]] = {}
        exec(compile("from __future__ import annotations\n" + text.replace(found[0], new), module.__file__ or "", "exec"), module.__dict__, made)
        patch.setattr(owner, name, made[name])

    return put


def _in_any_layout(piece: str) -> re.Pattern[str]:
    """The piece however its lines are broken."""
    words = [re.escape(one) for one in re.findall(r"\w+|\S", piece)]
    begins, ends = (r"\s*" if piece[at].isspace() else "" for at in (0, -1))
    return re.compile(begins + r"\s*".join(rf",?\s*{one}" if one in (r"\)", r"\]", r"\}") else one for one in words) + ends)


def everywhere(user: types.ModuleType, broken: Broken) -> Broken:
    """A module that took `settle` by its name uses the broken one too."""

    def put(patch: pytest.MonkeyPatch) -> None:
        broken(patch)
        patch.setattr(user, "settle", field_heads.settle)

    return put


def instead(owner: object, name: str, other: object) -> Broken:
    """One name of a module or class stands for something else."""
    return lambda patch: patch.setattr(owner, name, other)


def together(*those: Broken) -> Broken:
    """All of them at once, where each rule stands behind another."""

    def put(patch: pytest.MonkeyPatch) -> None:
        for one in those:
            one(patch)

    return put
