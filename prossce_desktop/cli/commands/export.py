"""export: the Excel workbook and the PDF summary of a period."""

from __future__ import annotations

import argparse
from pathlib import Path

from prossce_desktop import app
from prossce_desktop.cli.command_parts.arguments import Arguments, Command, CommandOutput, refuse_language
from prossce_desktop.cli.commands.figures import countries_of, period_of, takes_period
from prossce_desktop.domain.model.scopes import PersonalData
from prossce_desktop.errors import ProssceError, WrongUse
from prossce_desktop.language.messages import _
from prossce_desktop.services.reporting import export_log, report_export


def takes(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--excel", metavar="FILE", help="save the workbook in this file")
    parser.add_argument("--pdf", metavar="FILE", help="save the PDF summary in this file")
    takes_period(parser)
    parser.add_argument("--language", default="en", help="language of the files: en, km ...")
    parser.add_argument(
        "--password-file",
        metavar="FILE",
        help="a file with a password; then the workbook and the PDF ask for it",
    )
    parser.add_argument(
        "--personal",
        choices=[level.value for level in PersonalData],
        default=PersonalData.none.value,
        help="which personal data the workbook contains",
    )


def run(asked: Arguments) -> CommandOutput:
    if not asked.excel and not asked.pdf:
        raise WrongUse(message=_("Name the file to write: --excel FILE, --pdf FILE, or both."))
    refuse_language(asked.language)
    start, end = period_of(asked)
    wanted = report_export.Wanted(
        start=start,
        end=end,
        countries=tuple(countries_of(asked)),
        language=asked.language,
        personal=asked.personal,
        excel=Path(asked.excel) if asked.excel else None,
        pdf=Path(asked.pdf) if asked.pdf else None,
        password=_password(asked.password_file),
    )
    with app.opened(asked.workspace, asked.passphrase_file, writing=False) as store:
        made = report_export.export(store, wanted, now=app.now(), today=app.today())
    files: list[dict[str, object]] = [_file(one) for one in made.files]
    sentences = [_("Saved: {path}").format(path=one.path) for one in made.files]
    trouble = _note(asked, wanted)
    noted = not trouble if export_log.is_noted(wanted) else None
    return CommandOutput({"files": files, "code": made.code, "noted": noted}, sentences, problem=trouble)


def _note(asked: Arguments, wanted: report_export.Wanted) -> str:
    """Note that a workbook holds names, for later erasures; "", or why not. This alone waits for writers."""
    if not export_log.is_noted(wanted):
        return ""
    try:
        with app.opened(asked.workspace, asked.passphrase_file, writing=True) as store:
            export_log.note_workbook(store, wanted, app.now())
    except ProssceError as error:
        return _(
            "The files are saved, but the program could not note that the workbook contains people’s names. "
            "When one of these people is erased, check the workbook yourself or export it again. {why}"
        ).format(why=error)
    return ""


def _password(file: str | None) -> str:
    """The whole content, one newline at the end taken off, as with a passphrase."""
    if file is None:
        return ""
    try:
        text = Path(file).read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError):
        raise WrongUse(message=_("The password file {path} cannot be read.").format(path=file)) from None
    password = text.removesuffix("\n").removesuffix("\r")
    if not password:
        raise WrongUse(message=_("The password file is empty."))
    return password


def _file(made: report_export.ReportFile) -> dict[str, object]:
    told: dict[str, object] = {"path": str(made.path), "bytes": made.bytes}
    return {**told, "sheets": list(made.sheets)} if made.sheets else {**told, "pages": made.pages}


COMMAND = Command("export", "save the Excel workbook and the PDF summary of a period", takes, run)
