"""A sheet to sign at the door: A4 landscape, twenty rows, the activity's code as text and QR."""

from __future__ import annotations

from prossce_desktop.domain.model.scopes import PersonalData
from prossce_desktop.language import formatting
from prossce_desktop.language.messages import _
from prossce_desktop.reports.ink_and_type import CELL, GREY, HEAD, INK, NOTE, RULE, RUNNING, TEXT, Style
from prossce_desktop.reports.pages.finished_document import PROJECT, Document, document
from prossce_desktop.reports.pdf.drawn_pages import A4_LANDSCAPE, Paper
from prossce_desktop.reports.pdf.text_layout import leading, shortened, stacks, wrap
from prossce_desktop.reports.qr_code import squares
from prossce_desktop.reports.report_data import Origin, Signer, SignInSheet

ROWS = 20
_ROW = 24.0
_EDGE = 36.0
_WIDE = A4_LANDSCAPE[0] - 2 * _EDGE
_TOP = 88.0
_QR = 50.0
_FACTS = 59.0
_TITLE = Style(14, 18, 600)


def sign_in_sheet(data: SignInSheet) -> Document:
    """Blank rows, or the people's names filled in; as many pages as are asked for or needed."""
    pages = max(data.pages, -(-len(data.people) // ROWS), 1)
    paper = Paper(A4_LANDSCAPE, lowest=A4_LANDSCAPE[1] - 12, margin=_EDGE)
    for page in range(pages):
        paper.new_sheet(_("Page {page}").format(page=page + 1))
        with paper.group("Sect"):
            _head(paper, data)
            _table(paper, data.people[page * ROWS : (page + 1) * ROWS], page * ROWS + 1)
            _foot(paper, page + 1, pages, personal=bool(data.people))
    title = _("Sign-in sheet: {title}").format(title=data.title)
    origin = Origin("", data.made_at.date(), data.made_at, data.code)
    return document(
        paper,
        title=title,
        subject=_("Sign-in sheet"),
        origin=origin,
        personal=PersonalData.all if data.people else PersonalData.none,
    )


def _columns() -> list[tuple[str, float]]:
    """Heading and width of each column; they fill the width exactly."""
    fixed = [
        (_("Row"), 28.0),
        (_("Name"), 0.0),
        # Translators: the sex of a person: female or male, one letter each
        (_("F / M"), 40.0),
        (_("Year of birth"), 48.0),
        (_("Phone"), 92.0),
        (_("Organisation"), 148.0),
        (_("Disability: yes\u00a0/\u00a0no"), 66.0),
        (_("Signature"), 130.0),
    ]
    rest = _WIDE - sum(wide for _name, wide in fixed)
    return [(name, wide or rest) for name, wide in fixed]


def _head(paper: Paper, data: SignInSheet) -> None:
    room = _WIDE - _QR - 120
    with paper.tagged("H1"):
        rows = wrap(data.title, _TITLE, room)
        if len(rows) > 1:
            rest = shortened(" ".join(rows[1:]), _TITLE, room)
            rows = [shortened(data.title, _TITLE, room)] if stacks(data.title) else [rows[0], rest]
        y = 37.0 if len(rows) == 1 else 26.0
        for row in rows:
            paper.text(row, _EDGE, y, _TITLE)
            y += leading(row, _TITLE)
    facts = " · ".join(part for part in (formatting.days(data.start, data.end), data.place) if part)
    with paper.tagged("P"):
        paper.text(
            shortened(facts or _("Date and place: ______________________________"), TEXT, room),
            _EDGE,
            _FACTS,
            TEXT,
        )
    right = A4_LANDSCAPE[0] - _EDGE
    with paper.tagged("P"):
        if data.code:
            paper.text(
                shortened(data.code, TEXT.bold(), 150), right - _QR - 9, 36, TEXT.bold(), align="right"
            )
        paper.text(_("Sign-in sheet"), right - _QR - 9, 50, RUNNING, align="right")
    if data.code:
        with paper.tagged("Figure", alt=_("QR code: {code}").format(code=data.code)):
            _qr(paper, data.code, right - _QR, 18)


def _qr(paper: Paper, text: str, x: float, y: float) -> None:
    modules = squares(text)
    side = _QR / len(modules)
    full = [
        (x + column * side, y + row * side)
        for row, line in enumerate(modules)
        for column, on in enumerate(line)
        if on
    ]
    paper.boxes(full, side, INK)


def _table(paper: Paper, people: tuple[Signer, ...], first: int) -> None:
    columns = _columns()
    with paper.group("Table"):
        with paper.group("TR"):
            x = _EDGE
            for name, wide in columns:
                with paper.tagged("TH", attributes="<< /O /Table /Scope /Column >>"):
                    rows = wrap(name, HEAD, wide - 8)[:2]
                    for number, row in enumerate(rows):
                        paper.text(
                            row,
                            x + (0 if x == _EDGE else 4),
                            _TOP - 6 - (len(rows) - 1 - number) * HEAD.line,
                            HEAD,
                        )
                x += wide
        paper.rule(_EDGE, _TOP, _EDGE + _WIDE, _TOP, INK, 0.75)
        for place in range(ROWS):
            person = people[place] if place < len(people) else None
            with paper.group("TR"):
                _row(paper, columns, _TOP + place * _ROW, first + place, person)
    _lines(paper, columns)


def _row(
    paper: Paper, columns: list[tuple[str, float]], top: float, number: int, person: Signer | None
) -> None:
    cells = [formatting.number(number)]
    if person is not None:
        cells += [person.name, person.sex, person.birth_year, person.phone, person.organisation]
    x = _EDGE
    for at, (_name, wide) in enumerate(columns):
        with paper.tagged("TD"):
            text = cells[at] if at < len(cells) else ""
            if text:
                style = CELL.inked(GREY) if at == 0 else CELL
                paper.text(shortened(text, style, wide - 8), x + (0 if at == 0 else 4), top + 16, style)
        x += wide


def _lines(paper: Paper, columns: list[tuple[str, float]]) -> None:
    """Rows for the hand to write on; here upright lines help, since cells stand empty."""
    end = _TOP + ROWS * _ROW
    rows = [(_EDGE, _TOP + row * _ROW, _EDGE + _WIDE, _TOP + row * _ROW) for row in range(1, ROWS)]
    x, uprights = _EDGE, []
    for _name, wide in columns[:-1]:
        x += wide
        uprights.append((x, _TOP, x, end))
    paper.strokes(rows + uprights, RULE, 0.4)
    paper.rule(_EDGE, end, _EDGE + _WIDE, end, INK, 0.75)


def _foot(paper: Paper, page: int, pages: int, *, personal: bool) -> None:
    y = A4_LANDSCAPE[1] - 14
    if personal:
        with paper.tagged("P"):
            paper.text(
                _("This sheet contains personal data: keep it safe."),
                A4_LANDSCAPE[0] - _EDGE - 60,
                y,
                NOTE.bold(),
                align="right",
            )
    with paper.artifact():
        sentence = _(
            "An empty box means “not recorded”, never “no”. You may leave the question on disability empty. "
            "{project}"
        )
        paper.text(sentence.format(project=PROJECT), _EDGE, y, NOTE)
        place = _("{page} of {pages}").format(page=page, pages=pages)
        paper.text(place, A4_LANDSCAPE[0] - _EDGE, y, NOTE.bold(), align="right")
