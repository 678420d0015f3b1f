"""The draft of the e-mail that carries a package, and other forms of a package that was refused."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from prossce_desktop.exchange.armour import armoured
from prossce_desktop.exchange.limits import MOST_IN_BODY
from prossce_desktop.exchange.mail_drafts import (
    EXCEL_TYPE,
    PACKAGE_TYPE,
    PDF_TYPE,
    TEXT_TYPE,
    ZIP_TYPE,
    Attached,
    draft,
)
from prossce_desktop.language import messages
from prossce_desktop.language.messages import _
from prossce_desktop.services.reporting.counted_figures import figures
from prossce_desktop.services.reporting.report_export import Wanted, export
from prossce_desktop.services.reporting.report_lists import ReportLists
from prossce_desktop.services.sync import mail_words
from prossce_desktop.services.sync.package_sending import MadePackage
from prossce_desktop.services.sync.unsent_summary import unsent_for
from prossce_desktop.store.devices.known_devices import ACCEPTED, Device, all_devices
from prossce_desktop.store.log.operation_log import moment
from prossce_desktop.store.maintenance.state_digest import short_code
from prossce_desktop.store.sync import package_journal
from prossce_desktop.store.workspace.store import Store
from prossce_desktop.system import clock, held_files
from prossce_desktop.system.temporary_folders import temporary_folder


@dataclass(frozen=True, slots=True)
class Mail:
    """An e-mail: its texts, and the whole of it as a file."""

    subject: str
    text: str
    content: bytes


class Enclosed:
    """What goes with one receiver's packages: the figures of its own scope, each made once if asked for."""

    def __init__(self, store: Store, to: Device) -> None:
        self._store = store
        self._to = to

    @cached_property
    def news(self) -> str:
        """What is new, in a sentence."""
        with self._store.read() as reading:
            unsent = unsent_for(reading.execute, self._store.identity, self._to)
            lines = package_journal.lines(reading.execute)
        # those of one sending have one moment
        rounds = {one.made for one in lines if one.outgoing and one.device == self._to.key}
        return mail_words.news(unsent.made, unsent.changed, answered=unsent.answered, first=len(rounds) <= 1)

    @cached_property
    def device(self) -> str:
        """The receiver's laptop and officer where the country has several: only that one opens it."""
        if self._to.regional:
            return ""
        with self._store.read() as reading:
            others = [
                one
                for one in all_devices(reading.execute)
                if one.key != self._to.key and one.state == ACCEPTED
            ]
        has_several = any(not one.regional and one.country == self._to.country for one in others)
        return mail_words.named(self._to.name, self._to.officer) if has_several else ""

    @cached_property
    def summary(self) -> list[str]:
        """The figures and the code of the records, in lines; of sample data the code alone."""
        countries = (self._to.country,) if self._store.identity.regional and self._to.country else ()
        with self._store.read() as reading:
            lists = ReportLists(reading, figures(reading, countries=countries), clock.today(), withholds=True)
            lines = mail_words.summary(lists.figures, lists.printed, self._store.identity.office)
            code = mail_words.state(short_code(reading, countries))
        return [*lines, "", code] if lines else [code]

    @cached_property
    def files(self) -> tuple[Attached, ...]:
        """Workbook and PDF without personal data, from a country to the office; none of the sample."""
        if not self._to.regional or len(self.summary) == 1:
            return ()
        with temporary_folder() as folder:
            excel, pdf = folder / "figures.xlsx", folder / "summary.pdf"
            wanted = Wanted(language=messages.language(), excel=excel, pdf=pdf, withholds=True)
            export(self._store, wanted, clock.now(), clock.today())
            return Attached("", EXCEL_TYPE, held_files.read(excel)), Attached(
                "", PDF_TYPE, held_files.read(pdf)
            )


def mail_of(made: MadePackage, enclosed: Enclosed, most: int) -> Mail:
    """The draft of one package; what would make it larger than `most` is left out, the workbook first."""
    subject = mail_words.subject(made.header, enclosed.device)
    if made.asks:
        opening = mail_words.asking(made.header, made.to.office)
    else:
        opening = mail_words.opening(made.header, made.to.office, enclosed.device)
    package = Attached(made.name, PACKAGE_TYPE, made.content)
    found: Mail | None = None
    for lines, files in _fuller_first(made, enclosed):
        text = "\n".join([opening, *lines, mail_words.closing()]) + "\n"
        content = draft(subject, text, [package, *files], moment(made.header.made))
        found = Mail(subject, text, content)
        if len(content) <= most:
            break
    assert found is not None
    return found


def _fuller_first(made: MadePackage, enclosed: Enclosed) -> Iterator[tuple[list[str], list[Attached]]]:
    """Figures go with the first package; without news, only as the office's answer to a country."""
    if made.header.part == 1 and (made.portions or made.header.country is None):
        lines = [enclosed.news, "", *enclosed.summary, ""]
        stem = Path(made.name).stem
        files = [Attached(f"{stem}{_ENDINGS[one.type]}", one.type, one.content) for one in enclosed.files]
        if files:
            hint = _("The workbook and the PDF contain no personal data.")
            yield [*lines, hint], files
            yield [*lines, hint], [one for one in files if one.type == PDF_TYPE]
        yield lines, []
    yield [], []


_ENDINGS = {EXCEL_TYPE: ".xlsx", PDF_TYPE: ".pdf"}


@dataclass(frozen=True, slots=True)
class Disguised:
    """A package that a mail box refused, in another form: the file to attach, and a draft that carries it."""

    name: str
    content: bytes
    mail: Mail


def as_text(name: str, package: bytes) -> Disguised:
    """As text, which no mail server takes for a program; a small one stands in the e-mail itself."""
    plain = armoured(package)
    ours = f"{Path(name).stem}.txt"
    if len(plain) < MOST_IN_BODY:
        lines = [_("The text below is a ProSSCE Desktop package."), mail_words.closing(), "", plain.decode()]
        return Disguised(ours, plain, _mail(name, lines, []))
    lines = [_("The attached text file is a ProSSCE Desktop package."), mail_words.closing()]
    return Disguised(ours, plain, _mail(name, lines, [Attached(ours, TEXT_TYPE, plain)]))


def as_zip(name: str, package: bytes) -> Disguised:
    """In a zip, which some mail servers let through where they stop files of a kind unknown to them."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), package)
    ours = f"{Path(name).stem}.zip"
    lines = [_("The attached zip file is a ProSSCE Desktop package."), mail_words.closing()]
    return Disguised(
        ours, packed.getvalue(), _mail(name, lines, [Attached(ours, ZIP_TYPE, packed.getvalue())])
    )


def _mail(name: str, lines: list[str], files: list[Attached]) -> Mail:
    subject, text = _("ProSSCE package {name}").format(name=Path(name).stem), "\n".join(lines) + "\n"
    return Mail(subject, text, draft(subject, text, files, clock.now()))
