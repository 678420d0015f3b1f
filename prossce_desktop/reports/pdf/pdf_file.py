"""Drawn sheets as the bytes of one tagged PDF."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from prossce_desktop.reports.pdf import structure_tags
from prossce_desktop.reports.pdf.drawn_pages import Paper
from prossce_desktop.reports.pdf.pdf_objects import Objects, string
from prossce_desktop.reports.pdf.text_layout import prepared


@dataclass(frozen=True, slots=True)
class PdfMetadata:
    """What a document says of itself; `made_at` has a time zone."""

    title: str
    author: str
    subject: str
    made_at: dt.datetime
    language: str = "en"
    keywords: str = ""


def pdf(paper: Paper, about: PdfMetadata) -> bytes:
    """The whole document; the same drawing and `about` give the same bytes."""
    objects = Objects(about.made_at, about.language)
    tree, pages = objects.raw()
    fonts = " ".join(f"/{used.name} {used.write(objects)}" for used in paper.fonts.values())
    pictures = " ".join(f"/{name} {picture.write(objects)}" for picture, name in paper.pictures.items())
    drawn = f" /XObject << {pictures} >>" if pictures else ""
    resources, _ = objects.raw(
        f"<< /Font << {fonts} >>{drawn} /ProcSet [ /PDF /Text{' /ImageI' if pictures else ''} ] >>"
    )
    references = []
    for number, sheet in enumerate(paper.sheets):
        content = objects.stream("\n".join(sheet.drawn).encode("ascii"))
        page, _ = objects.raw(
            f"<< /Type /Page /Parent {tree} /MediaBox [ 0 0 {paper.wide:g} {paper.high:g} ] /Resources "
            f"{resources} /Contents {content} /StructParents {number} /Tabs /S >>"
        )
        references.append(page)
    pages.content = f"<< /Type /Pages /Kids [ {' '.join(references)} ] /Count {len(references)} >>"
    objects.root("Pages", tree)
    objects.root(
        "StructTreeRoot",
        structure_tags.write(paper.root, objects, references, [sheet.marks for sheet in paper.sheets]),
    )
    objects.root("MarkInfo", "<< /Marked true >>")
    objects.root("ViewerPreferences", "<< /DisplayDocTitle true >>")
    named = [
        (f"{reference} /XYZ 0 {paper.high - max(0.0, y - 12):.0f} null", name)
        for reference, sheet in zip(references, paper.sheets, strict=True)
        for name, y in sheet.bookmarks
    ]
    if named:
        objects.root("Outlines", _bookmarks(objects, named))
    entries = {name: prepared(getattr(about, name)) for name in ("title", "author", "subject", "keywords")}
    objects.describe(**entries, creator="ProSSCE Desktop")
    return objects.written()


def _bookmarks(objects: Objects, named: list[tuple[str, str]]) -> str:
    """A bookmark for each (place, name), all on one level."""
    top, written = objects.raw()
    made = [objects.raw() for _ in named]
    for at, (place, name) in enumerate(named):
        near = f" /Prev {made[at - 1][0]}" if at else ""
        near += f" /Next {made[at + 1][0]}" if at + 1 < len(made) else ""
        made[at][1].content = f"<< /Title {string(prepared(name))} /Parent {top}{near} /Dest [ {place} ] >>"
    written.content = f"<< /Type /Outlines /First {made[0][0]} /Last {made[-1][0]} /Count {len(made)} >>"
    return top
