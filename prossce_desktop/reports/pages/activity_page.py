"""One activity on paper: facts, participants, list and head count, stages or funnel, sessions, employers."""

from __future__ import annotations

from prossce_desktop.domain.model.codes import Basis
from prossce_desktop.language import formatting
from prossce_desktop.language.messages import _
from prossce_desktop.reports import figure_sentences
from prossce_desktop.reports.ink_and_type import ACCENT, FACT, GREY, HEAD, INK, LABEL, MID, NUMBER
from prossce_desktop.reports.pages.age_pyramid import pyramid
from prossce_desktop.reports.pages.finished_document import PROJECT, Document, document, foot
from prossce_desktop.reports.pages.page_charts import Chart
from prossce_desktop.reports.pages.page_table import Bar, PageTable, TableCell, TableColumn, TableRow
from prossce_desktop.reports.pages.page_writer import WIDE, RunningHeads, Writer, columns
from prossce_desktop.reports.pages.sex_age_table import cube, people_table
from prossce_desktop.reports.pdf.drawn_pages import Paper
from prossce_desktop.reports.pdf.text_layout import shortened
from prossce_desktop.reports.report_data import ActivityPageData, Gain

_LABEL = 54.0


def activity_page(data: ActivityPageData) -> Document:
    """The document of one activity; parts that have nothing to say are left out."""
    name = " · ".join(part for part in (PROJECT, data.code) if part)
    writer = Writer(RunningHeads(name, foot(data.origin)))
    with writer.sect():
        writer.begin(figure_sentences.kind(data.kind), data.title, bookmark=data.title)
        if data.finding:
            writer.lines(data.finding, wide=columns(11))
        _facts(writer, data)
        for part in (_people, _sets, _other_counts, _stages, _funnel, _sessions, _gain, _employers):
            part(writer, data)
    subject = _("One activity: {kind}").format(kind=figure_sentences.kind(data.kind))
    return document(writer.finish(), title=data.title, subject=subject, origin=data.origin)


def _number(value: int | None, qualifier: str = "") -> str:
    return _("not recorded") if value is None else figure_sentences.counted(value, qualifier)


def _facts(writer: Writer, data: ActivityPageData) -> None:
    facts = [fact for fact in data.facts if fact.value]
    if not facts:
        return
    writer.section(_("Facts"), keep=54)
    table = PageTable([TableColumn("", _LABEL), TableColumn(""), TableColumn("", _LABEL), TableColumn("")])
    rows = []
    for left, right in zip(facts[::2], [*facts[1::2], None], strict=False):
        cells = [TableCell(left.label, ink=FACT.ink, small=True), TableCell(left.value)]
        cells += (
            [TableCell(right.label, ink=FACT.ink, small=True), TableCell(right.value)]
            if right
            else [TableCell(""), TableCell("")]
        )
        rows.append(cells)
    table.write(writer, rows)


def _people(writer: Writer, data: ActivityPageData) -> None:
    people = cube(data.people, data.unsaid)
    if not people.sum():
        return
    people_table(writer, people, data.people_note)
    chart = pyramid(people, columns(12))
    if chart is not None:
        writer.alone(_("Women and men by age"), chart.note, chart.chart)


def _sets(writer: Writer, data: ActivityPageData) -> None:
    if not data.sets:
        return
    writer.section(
        _("List and head count"),
        _(
            "Took part: for each sex, the larger number from list and head count, because a list is often "
            "not complete."
        ),
    )
    table = PageTable(
        [
            TableColumn(_("Where and when")),
            *(TableColumn(name, 90, True) for name in (_("On the list"), _("Counted"), _("Took part"))),
        ]
    )
    rows = []
    for one in data.sets:
        counted = _number(one.counted, one.qualifier)
        took_part = _number(one.took_part, one.took_part_qualifier)
        rows.append((one.name, _number(one.listed), counted, TableCell(took_part, bold=True)))
    table.write(writer, rows)


def _other_counts(writer: Writer, data: ActivityPageData) -> None:
    if not data.other_counts:
        return
    writer.section(_("Other counts"), _("Not counts of persons. They are never added to persons."))
    rows = [
        (figure_sentences.label(Basis, one.basis), figure_sentences.counted(one.value, one.qualifier))
        for one in data.other_counts
    ]
    PageTable([TableColumn(_("What was counted")), TableColumn(_("Number"), 120, True)]).write(writer, rows)


def _stages(writer: Writer, data: ActivityPageData) -> None:
    if not data.stages:
        return
    writer.section(_("Who reached which stage"), keep=90)
    names = (
        _("Women"),
        _("Men"),
        _("Another"),
        _("Not recorded"),
        _("All"),
        _("Share of those who attended"),
    )
    table = PageTable(
        [
            TableColumn(_("Stage")),
            *(
                TableColumn(name, wide, True)
                for name, wide in zip(names, (40, 40, 40, 56, 40, 52), strict=True)
            ),
        ]
    )
    attended = next((one.all for one in data.stages if one.attended), 0)
    rows, reached = [], False
    for one in data.stages:
        reached = reached or one.attended
        share = formatting.rate(one.all / attended) if reached and attended else formatting.DASH
        numbers = [
            formatting.number(number)
            for number in (one.women, one.men, one.another, one.not_recorded, one.all)
        ]
        rows.append(TableRow([one.name, *numbers, share], total=one.attended))
    note = _("Persons on the list, each counted once.")
    if attended:
        note += " " + _("The share is of all who attended: {n}.").format(n=formatting.number(attended))
    table.write(writer, rows, note)


def _funnel(writer: Writer, data: ActivityPageData) -> None:
    if not data.funnel:
        return
    note = _(
        "The bars show persons only, all on one scale. Organisations, posts and interviews are other units, "
        "shown as numbers."
    )
    writer.section(_("From attendance to work"), note, keep=18.0 * min(len(data.funnel), 10) + 20)
    most = max((one.value or 0 for one in data.funnel if one.persons), default=0)
    rows = []
    for one in data.funnel:
        share = (one.value or 0) / most if one.persons and most else 0.0
        bar = Bar(share, one.remark, ACCENT if share else MID)
        number = _number(one.value, one.qualifier)
        strong = one.persons and one.value is not None
        rows.append(
            (
                TableCell(one.name, bold=strong),
                TableCell(one.unit, ink=FACT.ink),
                TableCell(number, bold=strong),
                bar,
            )
        )
    PageTable(
        [
            TableColumn(_("Step"), 130),
            TableColumn(_("Unit"), 60),
            TableColumn(_("Number"), 76, True),
            TableColumn(""),
        ]
    ).write(writer, rows)


def _sessions(writer: Writer, data: ActivityPageData) -> None:
    if not data.sessions:
        return
    writer.section(_("Sessions"))
    heads = [TableColumn(_("Session"), 40, True), TableColumn(_("Day"), 110), TableColumn(_("Subject"))]
    table = PageTable([*heads, TableColumn(_("Hours"), 48, True), TableColumn(_("Present"), 64, True)])
    rows = []
    for number, one in enumerate(data.sessions, 1):
        day = formatting.day(one.day) if one.day else _("not recorded")
        hours = _("not recorded") if one.hours is None else formatting.number(one.hours)
        rows.append((formatting.number(number), day, one.subject, hours, _number(one.present)))
    table.write(writer, rows)


def _gain(writer: Writer, data: ActivityPageData) -> None:
    gain = data.gain
    if gain is None or not gain.pairs:
        return
    words = _(
        "Average test score before (empty circle) and after (filled circle). Only people who took both "
        "tests: {pairs} of {all}. {rule}"
    )
    rule = _("Gain: {n} of {all} possible points.")
    rule = rule.format(n=formatting.number(gain.gained), all=formatting.number(gain.possible))
    note = words.format(pairs=formatting.number(gain.pairs), all=formatting.number(gain.of), rule=rule)
    writer.alone(_("What they learned"), note, before_and_after(gain, WIDE))


def _employers(writer: Writer, data: ActivityPageData) -> None:
    if not data.employers:
        return
    writer.section(
        _("Employers"), _("As each employer told the organiser. Posts and interviews are not persons.")
    )
    names = (_("Posts, local"), _("Posts, overseas"), _("Interviews"), _("Hired"), _("Near-hires"))
    table = PageTable([TableColumn(_("Employer")), *(TableColumn(name, 56, True) for name in names)])
    rows = (
        (
            one.name,
            *(
                _number(n)
                for n in (one.posts_local, one.posts_overseas, one.interviews, one.hired, one.near_hires)
            ),
        )
        for one in data.employers
    )
    table.write(writer, rows)


_NAME, _GAIN, _PAIRS = 149.5, 59.0, 47.0
_RADIUS = 3.0


def before_and_after(gain: Gain, wide: float) -> Chart:
    """The two means, with the gain and the number of persons as columns."""
    share = formatting.DASH if gain.gain is None else formatting.rate(gain.gain)
    before, after = formatting.decimal(gain.mean_before), formatting.decimal(gain.mean_after)

    def paint(paper: Paper, x: float, y: float) -> None:
        zero, end = x + _NAME, x + wide - _GAIN - _PAIRS - 24
        scale = (end - zero) / max(gain.highest, 1.0)
        _axis(paper, zero, end, y + 18, gain.highest)
        paper.text(_("Gain"), x + wide - _PAIRS, y + 12, HEAD, align="right")
        paper.text(_("Persons"), x + wide, y + 12, HEAD, align="right")
        level = y + 33
        one, two = zero + gain.mean_before * scale, zero + gain.mean_after * scale
        left, right = min(one, two), max(one, two)
        paper.text(
            shortened(_("All who took both tests"), LABEL.bold(), _NAME - 12), x, level + 3, LABEL.bold()
        )
        paper.rule(left + _RADIUS, level, max(right - _RADIUS, left + _RADIUS), level, ACCENT, 1.2)
        paper.disc(one, level, _RADIUS, ACCENT, part="open")
        paper.disc(two, level, _RADIUS, ACCENT)
        first, second = (before, after) if one <= two else (after, before)
        paper.text(first, left - 7, level + 3, NUMBER.inked(INK), align="right")
        paper.text(second, right + 7, level + 3, NUMBER.inked(INK))
        paper.text(share, x + wide - _PAIRS, level + 3, LABEL.bold(), align="right")
        paper.text(formatting.number(gain.pairs), x + wide, level + 3, LABEL.bold(), align="right")

    text = _("Average before {before}, average after {after}, of {highest}; gain {share}; {pairs} persons.")
    alt = text.format(
        before=before,
        after=after,
        highest=formatting.number(gain.highest),
        share=share,
        pairs=formatting.number(gain.pairs),
    )
    return Chart(42, alt, paint)


def _axis(paper: Paper, zero: float, end: float, y: float, highest: float) -> None:
    paper.rule(zero, y, end, y, INK, 0.5)
    for part in range(5):
        x = zero + (end - zero) * part / 4
        paper.rule(x, y, x, y + 3, INK, 0.5)
        paper.text(
            formatting.number(round(highest * part / 4, 2)), x, y - 5, NUMBER.inked(GREY), align="middle"
        )
