"""A finished document: its bytes and pages, and putting it where it belongs in one step."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from prossce_desktop.domain.model.scopes import PersonalData
from prossce_desktop.language import formatting, messages
from prossce_desktop.language.messages import _
from prossce_desktop.reports import figure_sentences
from prossce_desktop.reports.pdf.drawn_pages import Paper
from prossce_desktop.reports.pdf.pdf_file import PdfMetadata, pdf
from prossce_desktop.reports.report_data import Origin
from prossce_desktop.system.atomic_files import replacing

PROJECT = "ProSSCE-ASEAN"


@dataclass(frozen=True, slots=True)
class Document:
    """A PDF in memory, for the preview or a file."""

    data: bytes
    pages: int

    def write(self, path: Path, *, private: bool = False) -> None:
        """Put it at `path` as `atomic_files.replacing` does, with its errors; `private`: it holds names."""
        with replacing(path, private=private) as aside:
            aside.write_bytes(self.data)


def document(
    paper: Paper, *, title: str, subject: str, origin: Origin, personal: str = PersonalData.none
) -> Document:
    """The drawn sheets as a PDF with its origin and the personal data that was asked for (none, all)."""
    language = messages.language() if messages.language() != messages.PSEUDO else messages.ENGLISH
    about = PdfMetadata(
        title,
        origin.office or PROJECT,
        subject,
        origin.made_at,
        language,
        figure_sentences.personal(personal),
    )
    return Document(pdf(paper, about), len(paper.sheets))


def foot(origin: Origin) -> str:
    """The foot of every page: the date of the data, its code, and that it is sample data if it is."""
    parts = [_("Data up to {day}").format(day=formatting.day(origin.data_as_at))]
    if origin.code:
        parts.append(_("code {code}").format(code=origin.code))
    if origin.office:
        parts.append(origin.office)
    if origin.sample:
        parts.insert(0, _("SAMPLE DATA"))
    return " · ".join(parts)
