"""Figures and pages that the tests of PDFs share, and reading a PDF back."""

from __future__ import annotations

import datetime as dt
import io
import re

from pypdf import PdfReader

from prossce_desktop.domain.counting.facts_and_tallies import Period
from prossce_desktop.domain.counting.figures import (
    ActivityRow,
    CountRow,
    Figures,
    FunnelRow,
    Note,
    OutsideRow,
    RateRow,
    Reach,
    ReachRange,
    ShareRow,
)
from prossce_desktop.reports.report_data import ActivityLine, CountWithBasis, Origin
from tests.pdf_text import pdf_text

D = dt.date
ORIGIN = Origin("Country office", D(2025, 1, 24), dt.datetime(2025, 1, 24, 9, 30, tzinfo=dt.UTC), "k7f3-91aa-04")
YEAR = Period(D(2024, 1, 1), D(2024, 12, 31))

CAMBODIA = Figures(
    YEAR,
    ("KH",),
    sample=True,
    activities=(ActivityRow("KH", "career_fair", 5, 73, 0, 0, 0, 0),),
    counts=(
        CountRow("KH", "career_fair", "persons_organiser", 45_115, 2, "exact", False),
        CountRow("KH", "career_fair", "online_visits", 63_267, 1, "exact", False),
        CountRow("KH", "career_fair", "attendances", 58_205, 2, "exact", False),
        CountRow("KH", "career_fair", "posts", 31_700, 2, "more_than", False),
    ),
    reach=Reach(
        ReachRange(41_422, 45_115),
        41_422,
        (ReachRange(41_422, 45_115, country="KH"),),
        (OutsideRow("attendances", 58_205, 2), OutsideRow("online_visits", 63_267, 1)),
    ),
    shares=tuple(ShareRow(one, place, place is None, 0, 0, 45_115, 0.0, None) for place in ("KH", None) for one in ("women", "men")),
)
"""Cambodia in 2024 as worked out by hand for the published sample."""

REGION = Figures(
    YEAR,
    (),
    sample=False,
    activities=(
        ActivityRow("KH", "career_fair", 15, 80, 2, 1, 1, 1),
        ActivityRow("ID", "training", 48, 45, 3, 0, 1, 2),
        ActivityRow(None, "policy_dialogue", 9, 9, 4, 0, 0, 0),
    ),
    counts=(
        CountRow("KH", "career_fair", "persons_organiser", 45_115, 2, "exact", False),
        CountRow("ID", "training", "persons_organiser", 605, 1, "exact", False),
        CountRow("KH", "training", "persons_named", 302, 17, "exact", False),
        CountRow("PH", "career_fair", "persons_organiser", 487_640, 1, "exact", True),
    ),
    reach=Reach(
        ReachRange(41_422, 46_022, 302, 298, 4),
        42_329,
        (ReachRange(41_422, 45_115, country="KH"), ReachRange(605, 605, country="ID"), ReachRange(302, 302, 302, country="LA")),
        (OutsideRow("attendances", 58_205, 2),),
        3,
    ),
    shares=(
        ShareRow("women", None, True, 283, 573, 605, 573 / 605, 283 / 573, others=290),
        ShareRow("men", None, True, 288, 573, 605, 573 / 605, 288 / 573, others=285),
        ShareRow("with_disability", None, True, 17, 166, 6_902, 166 / 6_902, None, others=149),
    ),
    funnel=(
        FunnelRow("KH", "hired_on_spot", "persons_organiser", 5_790),
        FunnelRow("KH", "interviews", "interviews", 20_140),
        FunnelRow("KH", "qualified", "persons_organiser", 17_204),
        FunnelRow("KH", "registered", "persons_organiser", 38_960, from_count=38_960),
        FunnelRow("PH", "registered", "persons_organiser", 487_640, context=True),
        FunnelRow("PH", "qualified", "persons_organiser", 229_538, context=True),
        FunnelRow("PH", "hired_on_spot", "persons_organiser", 135_590, context=True),
    ),
    rates=(
        RateRow("hired_of_qualified", "PH", 135_590, 229_538, 135_590 / 229_538, "persons_organiser", True),
        RateRow("hired_of_registered", "PH", 135_590, 487_640, 135_590 / 487_640, "persons_organiser", True),
        RateRow("hired_of_qualified", "KH", 5_790, 17_204, 5_790 / 17_204, "persons_organiser"),
        RateRow("interviews_per_qualified", "KH", 20_140, 17_204, 20_140 / 17_204, "persons_organiser"),
        RateRow("learning_gain", "ID", 8_735, 18_869, 8_735 / 18_869, "persons_named", pairs=412, mean_before=54.2, mean_after=75.4),
    ),
    notes=(Note("part", "“{title}” counts with the larger activity.", (("title", "Tier 2"),)),),
)


def line(number: int = 1, title: str = "Training of counsellors") -> ActivityLine:
    """An activity of the list."""
    return ActivityLine(
        f"KH-{number:04}", title, "training", "KH", D(2024, 3, 4), D(2024, 3, 8), "held", "organised", "Phnom Penh", (CountWithBasis(25, "persons_named"),)
    )


def words(data: bytes) -> str:
    """What poppler reads, with every run of white space as one space."""
    return re.sub(r"\s+", " ", layout(data))


def in_order(data: bytes) -> str:
    """What poppler reads in the order of the document, where things stand side by side; every white space as one space."""
    read = pdf_text(data, "raw")
    return re.sub(r"\s+", " ", read)


def layout(data: bytes) -> str:
    """What poppler reads, as it stands on the page."""
    return pdf_text(data, "layout")


def faults(data: bytes) -> list[str]:
    """What is wrong with the tags: text outside a mark, a mark in a mark, marks the tree does not own, Helvetica."""
    reader = PdfReader(io.BytesIO(data))
    found = []
    parents = reader.root_object["/StructTreeRoot"]["/ParentTree"]["/Nums"]  # type: ignore[index]
    owners = {parents[at]: parents[at + 1].get_object() for at in range(0, len(parents), 2)}
    for number, page in enumerate(reader.pages):
        stream = page.get_contents()
        assert stream is not None
        depth, marks = [], 0
        for token in re.findall(rb"/(\w+) (?:BMC|<< /MCID \d+ >> BDC)|(/Span) <<|\b(EMC)\b|\b(BT)\b", stream.get_data()):
            kind, span, end, text = token
            if end:
                depth.pop()
            elif span:
                depth.append(b"Span")
            elif text and not depth:
                found.append(f"text outside a mark on page {number + 1}")
            elif kind:
                if depth:
                    found.append(f"{kind!r} inside {depth!r} on page {number + 1}")
                depth.append(kind)
                marks += kind != b"Artifact"
        if depth or marks != len(owners[number]):
            found.append(f"page {number + 1}: {marks} marks, {len(owners[number])} owners, {depth!r} open")
    if b"Helvetica" in data:
        found.append("Helvetica")
    return found
