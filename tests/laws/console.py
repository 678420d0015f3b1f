"""The examples of CLI.md as somebody types them: one after the other, in one folder, through the real program.

A line that begins with `$ ` is typed; the lines beneath are what the program answers on standard output, and `exit N` its exit status where that
is not 0. In an answer a bare `…` stands for any value, `…` within a text for any part of it, at the end of a list for more of the same.
`$NAME` as a whole text keeps the value for later lines. Beside the program itself only `mkdir`, and `echo TEXT > FILE`, are understood.
"""

from __future__ import annotations

import io
import json
import os
import re
import shlex
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path

from prossce_desktop.cli import main

PROGRAM = "prossce-desktop"
ANY = "\0"
Json = dict[str, "Json"] | list["Json"] | str | int | float | bool | None


@dataclass(frozen=True)
class Typed:
    """One command of the page with the answer that stands beneath it."""

    rule: str
    line: str
    answer: tuple[str, ...]
    status: int


@dataclass(frozen=True)
class Ran:
    """What the program said to it, and how that differs from the page ("" where it does not)."""

    typed: Typed
    out: str
    difference: str


def typed_of(rule: str, lines: tuple[str, ...]) -> list[Typed]:
    """The commands of one block."""
    found: list[Typed] = []
    for line in lines:
        if line.startswith("$ "):
            found.append(Typed(rule, line[2:], (), 0))
        elif said := re.fullmatch(r"exit (\d+)", line):
            found[-1] = Typed(rule, found[-1].line, found[-1].answer, int(said[1]))
        else:
            found[-1] = Typed(rule, found[-1].line, (*found[-1].answer, line), found[-1].status)
    return found


@dataclass
class Console:
    """A folder in which the lines of the page are typed, and the values kept so far. The process stands in that folder."""

    kept: dict[str, str] = field(default_factory=dict)

    def run(self, typed: Typed) -> Ran:
        words = [self._filled(word) for word in shlex.split(typed.line)]
        if words[0] == "mkdir":
            Path(words[1]).mkdir()
            return Ran(typed, "", "")
        if words[0] == "echo":
            Path(words[3]).write_text(words[1] + "\n", encoding="utf-8")
            return Ran(typed, "", "")
        if words[0] != PROGRAM:
            return Ran(typed, "", f"not a command: {typed.line}")
        out, err = io.StringIO(), io.StringIO()
        with redirect_stdout(out), redirect_stderr(err):
            status = main(words[1:])
        return Ran(typed, out.getvalue(), self._difference(typed, status, out.getvalue(), err.getvalue()))

    def _filled(self, text: str) -> str:
        """With the values kept so far in their places."""
        return re.sub(r"\$([A-Z]+)", lambda found: self.kept.get(found[1], found[0]), text)

    def _difference(self, typed: Typed, status: int, out: str, err: str) -> str:
        if status != typed.status:
            return f"exit {status}, on the page {typed.status}: {err}{out}"
        if status and len(err.strip().splitlines()) != 1:
            return f"not one sentence on standard error: {err}"
        if not typed.answer:
            return ""
        if "--json" in typed.line:
            return self._compared(read("".join(typed.answer)), json.loads(out), "answer")
        said, shown = out.splitlines(), [self._filled(one) for one in typed.answer]
        if len(said) != len(shown) or not all(map(_fits, shown, said)):
            return f"said {said}"
        return ""

    def _compared(self, page: Json, here: Json, where: str) -> str:
        """The first place where the two differ."""
        if page == ANY:
            return ""
        if isinstance(page, dict) and isinstance(here, dict):
            if page.keys() != here.keys():
                return f"{where}: only on the page {sorted(page.keys() - here.keys())}, only here {sorted(here.keys() - page.keys())}"
            return next(filter(None, (self._compared(page[key], here[key], f"{where}.{key}") for key in page)), "")
        if isinstance(page, list) and isinstance(here, list):
            open_ended = page[-1:] == [ANY]
            shown = page[:-1] if open_ended else page
            if len(here) < len(shown) or (len(here) > len(shown) and not open_ended):
                return f"{where}: {len(here)} of them, on the page {len(shown)}"
            return next(filter(None, (self._compared(one, other, f"{where}[{n}]") for n, (one, other) in enumerate(zip(shown, here, strict=False)))), "")
        if isinstance(page, str) and isinstance(here, str):
            if re.fullmatch(r"\$[A-Z]+", page):
                page = self.kept.setdefault(page[1:], here)
            page = self._filled(page)
            return "" if _fits(page, here) else f"{where}: {here!r}, on the page {page!r}"
        return "" if page == here and type(page) is type(here) else f"{where}: {here!r}, on the page {page!r}"


def read(text: str) -> Json:
    """An answer as it stands on the page: JSON, with a bare `…` for any value."""
    parts = re.split(r'("(?:[^"\\]|\\.)*")', text)
    plain = "".join(part if part.startswith('"') else part.replace("…", json.dumps(ANY)) for part in parts)
    found: Json = json.loads(plain)
    return found


def _fits(page: str, here: str) -> bool:
    """Paths on the page are written with the strokes of Linux."""
    page, here = (one.replace(os.sep, "/") for one in (page, here))
    return re.fullmatch(".*".join(map(re.escape, page.split("…"))), here, re.S) is not None
