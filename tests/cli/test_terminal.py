"""What others wrote does nothing to a terminal: neither on standard output nor on standard error, as text or as JSON."""

from __future__ import annotations

import json

import pytest

from prossce_desktop.cli import run
from prossce_desktop.cli.command_parts.arguments import CommandOutput
from prossce_desktop.errors import UnknownDevice

EVIL = "KH\x1b[2J\x9b31m\u202efdp\u2066\r\nKH-000000 let in\x07"


class Called:
    """A command that answers with that, or refuses it."""

    def __init__(self, refuses: bool) -> None:
        self._refuses = refuses

    def run(self, asked: object) -> CommandOutput:
        if self._refuses:
            raise UnknownDevice(device=EVIL)
        return CommandOutput({"name": EVIL}, [EVIL, "a  b"], 6, EVIL)


@pytest.mark.parametrize("refuses", [True, False])
@pytest.mark.parametrize("as_json", [True, False])
def test_no_stream_carries_what_moves_or_turns_other_text(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, as_json: bool, refuses: bool
) -> None:
    class Parsed:
        json = as_json

    monkeypatch.setattr(run, "command", lambda name: Called(refuses))
    monkeypatch.setattr(run, "parse", lambda called, words: Parsed())
    run.main(["figures", "W", *(["--json"] if as_json else [])])
    out, err = capsys.readouterr()
    for text in (out, err):
        assert not any(one in text for one in "\x1b\x9b\u202e\u2066\x07\r")
    assert err.count("\n") == 1
    if as_json:
        said = json.loads(out)
        assert (said["error"]["detail"]["device"] if refuses else said["name"]) == EVIL, "the JSON says the same"
    elif not refuses:
        assert out.count("\n") == 2 and "a  b" in out, "one line each, spaced as it was"
