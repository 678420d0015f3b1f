"""From arguments to one exit status: find the command, run it, say errors in one sentence."""

from __future__ import annotations

import errno
import json
import sys
from collections.abc import Sequence
from datetime import UTC, datetime

from prossce_desktop import __version__
from prossce_desktop.cli.command_parts.arguments import Arguments, parse
from prossce_desktop.cli.commands import NAMES, command
from prossce_desktop.domain.text.cleaning import clean_text, escaped_for_terminal, for_terminal
from prossce_desktop.errors import ProssceError, WrongUse
from prossce_desktop.system import temporary_folders

BUG = 1
LONGEST = 600
"""Characters of a sentence on standard error; what was given may be longer than a person reads."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; gives its exit status, never raises."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    as_json = "--json" in words
    try:
        _speak_utf8()
        if words[:1] == ["--version"]:
            print(f"ProSSCE Desktop {__version__}")
            return 0
        if not words or words[0] in ("--help", "-h", "help"):
            print(overview())
            return 0
        called = command(words[0])
        if called is None:
            raise WrongUse(
                message=f"There is no command “{words[0][:60]}”. prossce-desktop --help lists them."
            )
        parsed = parse(called, words[1:])
        if isinstance(parsed, str):
            print(parsed)
            return 0
        temporary_folders.sweep()
        answer = called.run(parsed)
        _print_answer(parsed, answer.data, answer.sentences)
        if answer.problem:
            print(_one_sentence(answer.problem), file=sys.stderr)
        return answer.exit_status
    except ProssceError as error:
        return _failed(error.code, str(error), error.detail, error.exit_status, as_json)
    except OSError as error:
        if not _nobody_reads(error):
            return _mistake(error, as_json)
        return 0
    except KeyboardInterrupt:
        return _failed("cancelled", "Cancelled. Nothing was changed.", {}, 1, as_json)
    except Exception as error:
        return _mistake(error, as_json)


def _nobody_reads(error: OSError) -> bool:
    """Whether who read our output has ended, as `head` does; Windows calls it EINVAL, of no file."""
    closed = sys.platform == "win32" and error.errno == errno.EINVAL and error.filename is None
    return isinstance(error, BrokenPipeError) or closed


def _mistake(error: Exception, as_json: bool) -> int:
    path = report_bug(error)
    return _failed(
        "bug",
        f"This is a mistake of the program, not yours. A report was written to {path}.",
        {"report": path},
        BUG,
        as_json,
    )


def overview() -> str:
    """The list of commands, one line each."""
    lines = [f"  {name:<14} {known.about}" for name in NAMES if (known := command(name)) is not None]
    return "\n".join(
        [
            "prossce-desktop COMMAND WORKSPACE [ARGUMENTS] [OPTIONS]",
            "Without arguments the window opens. Every command takes --json and --passphrase-file FILE.",
            "",
            *lines,
            "",
            "prossce-desktop COMMAND --help says more.",
        ]
    )


def report_bug(error: Exception) -> str:
    """Write what went wrong (no values of records) to the log folder, and say where."""
    from prossce_desktop.system import crash_reports

    path = crash_reports.write_report(error, datetime.now(UTC)).path
    return str(path) if path else "nowhere: the folder cannot be written to"


def _print_answer(parsed: Arguments, data: dict[str, object], sentences: Sequence[str]) -> None:
    if parsed.json:
        print(escaped_for_terminal(json.dumps(data, ensure_ascii=False, separators=(",", ":"))))
        return
    for sentence in sentences:
        print(for_terminal(sentence))


def _failed(code: str, message: str, detail: dict[str, object], status: int, as_json: bool) -> int:
    sentence = _one_sentence(message)
    print(sentence, file=sys.stderr)
    if as_json:
        plain = {
            name: value if isinstance(value, str | int | float | bool | None) else str(value)
            for name, value in detail.items()
        }
        answer = {"error": {"code": code, "message": sentence, "detail": plain}}
        print(escaped_for_terminal(json.dumps(answer, ensure_ascii=False)))
    return status


def _one_sentence(message: str) -> str:
    """No control character that was given reaches a terminal, and nothing longer than a person reads."""
    sentence = clean_text(message)
    return sentence if len(sentence) <= LONGEST else f"{sentence[: LONGEST - 1]}…"


def _speak_utf8() -> None:
    """The output is UTF-8 in every system language; a lone surrogate in an argument becomes “?”."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")
