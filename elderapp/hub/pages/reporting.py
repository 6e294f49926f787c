"""The report page and its files: the screen, CSV, XLSX, PDF and the month-end pack say the same."""

import csv
import io
import zipfile
from typing import Annotated

from litestar import Response, get
from litestar.params import FromPath, QueryParameter
from markupsafe import Markup

from elderapp import clock, i18n
from elderapp.hub import figures
from elderapp.hub.auth import TEACHERS, NotFound
from elderapp.hub.figures import Asked, Report
from elderapp.hub.pages import words
from elderapp.hub.pages.attendance import safe
from elderapp.hub.pages.classes import member_of
from elderapp.hub.pages.render import Browser, language_of, page
from elderapp.hub.pages.rosters import XLSX, file
from elderapp.hub.storage import courses, places
from elderapp.hub.storage.engine import reading
from elderapp.hub.threads import in_thread
from elderapp.i18n import Words
from elderapp.paper import charts, spreadsheet
from elderapp.paper import report as paper
from elderapp.paper.charts import Drawing
from elderapp.paper.report import Section

Month = Annotated[str, QueryParameter(name="month")]
Cohort = Annotated[str, QueryParameter(name="cohort")]

DEFINITIONS = {
    "visits": ("人次", "每人每堂計一次，以導師點名為準。遲到、早走、補堂、臨時嚟都計；缺席同未點名唔計。"),
    "people": ("受惠人數", "唔同嘅人，每人只計一次。合併咗嘅兩個紀錄當一個人；唔會用姓名估。"),
    "sessions": ("堂數", "真係有開、最少一人出席嘅堂。取消咗嘅唔計。"),
    "hours": ("課時（小時）", "呢啲堂由開始到完嘅時間相加，唔乘人數。"),
    "completions": ("完成課堂", "每人每課第一次做完計一次，計入做完嗰個月；再做唔重複計。"),
    "enquiries": ("求助次數", "求助站每條問題計一次，唔入人次。揀咗一班就唔計。"),
}
"""What is counted, in everyday words; the same under the number, in every file."""


def numbers(report: Report) -> list[tuple[str, int | float, str, str]]:
    """Code, value, name and definition of each number."""
    values = {
        "visits": report.total.visits, "people": report.total.people, "sessions": report.total.sessions,
        "hours": report.total.hours, "completions": report.completions, "enquiries": report.enquiries,
    }  # fmt: skip
    return [(code, values[code], name, said) for code, (name, said) in DEFINITIONS.items()]


def sections(report: Report, language: str, _: Words) -> list[Section]:
    """The report as tables of words and numbers: what every file is made of."""
    heads = (_("人次"), _("受惠人數"), _("堂數"), _("課時（小時）"))
    bands = tuple((_(words.BANDS[code]), count) for code, count in report.bands)
    livings = tuple((_(words.LIVINGS[code]), count) for code, count in report.livings)
    return [
        Section(
            _("數字"),
            ((_("數"), "", _("點樣計")), *((_(name), value, _(said)) for _c, value, name, said in numbers(report))),
            _("未滿 60 歲嘅 {n} 人次冇計。平板見到但未點名嘅 {m} 人次亦冇計。").format(
                n=report.young, m=report.unmarked
            ),
        ),
        Section(
            _("每個月"),
            ((_("月份"), *heads), *((_month(month, language), *_row(one)) for month, one in report.months)),
        ),
        Section(_("每一班"), ((_("班"), *heads), *((title, *_row(one)) for title, one in report.cohorts))),
        Section(
            _("年齡組（受惠人數）"), ((_("組別"), _("人數")), *bands, (_("總數"), report.total.people)),
            _("當中{first} {n} 人、{second} {m} 人。").format(
                first=livings[0][0], n=livings[0][1], second=livings[1][0], m=livings[1][1]
            ),
        ),
        Section(
            _("課題（完成課堂）"),
            ((_("課題"), _("次數")), *((_(words.TRACKS[track]), count) for track, count in report.topics)),
        ),
    ]  # fmt: skip


def _row(one: figures.Numbers) -> tuple[int | float, ...]:
    return one.visits, one.people, one.sessions, one.hours


def _month(month: str, language: str) -> str:
    return words.month(figures.begins(month), language)


def chart(report: Report, language: str, _: Words) -> Drawing:
    """Visits and people of the months beside each other."""
    labels = [words.short_month(figures.begins(month), language) for month, _one in report.months]
    visits = [one.visits for _m, one in report.months]
    persons = [one.people for _m, one in report.months]
    return charts.bars(labels, [(_("人次"), visits), (_("受惠人數"), persons)], 515, 310)


@get("/reports", opt=TEACHERS, include_in_schema=False)
@in_thread
def show(request: Browser, month: Month = "", cohort: Cohort = "") -> Response[str]:
    """A month's report."""
    language = language_of(request)
    _ = i18n.words(language)
    report, title = _report(request, month, cohort)
    told = sections(report, language, _)
    label = _("六個月：人次同受惠人數") + "。" + "；".join(f"{row[0]} {row[1]}／{row[2]}" for row in told[1].rows[1:])
    with reading(request.app.state.engine) as connection:
        classes = courses.cohorts(connection, member_of(request).centre)
    svg = Markup(charts.svg(chart(report, language, _), label))
    months = [figures.earlier(figures.month_of(clock.wall_ms()), by) for by in range(12)]
    return page(
        request, "report.html", report=report, sections=told, numbers=numbers(report), chart=svg, cohorts=classes,
        months=months, cohort_title=title, figures=figures,
    )  # fmt: skip


def _report(request: Browser, month: str, cohort: str) -> tuple[Report, str]:
    """The report, and the title of the cohort it is about."""
    centre, now = member_of(request).centre, clock.wall_ms()
    month = month or figures.month_of(now)
    if not figures.is_month(month):
        raise NotFound("there is no such month")
    with reading(request.app.state.engine) as connection:
        found = courses.find(connection, centre, cohort) if cohort else None
        if cohort and found is None:
            raise NotFound("there is no such class")
        report = figures.report(connection, centre, Asked(month, cohort), now, request.app.state.shelf.lesson)
    return report, found.title if found else ""


@get("/reports/{name:str}", opt=TEACHERS, include_in_schema=False)
@in_thread
def download(request: Browser, name: FromPath[str], cohort: Cohort = "") -> Response[bytes]:
    """``2026-10.csv``, ``.xlsx``, ``.pdf``, or ``.zip``: the month-end pack with all three. Nobody is named."""
    month, _dot, kind = name.partition(".")
    if kind not in _MADE and kind != "zip":
        raise NotFound("there is no such file")
    report, title = _report(request, month, cohort)
    language = language_of(request)
    with reading(request.app.state.engine) as connection:
        centre = places.centre_title(connection, member_of(request).centre)
    given = (report, centre, title, language)
    if kind == "zip":
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            for each, (make, _media) in _MADE.items():
                archive.writestr(f"report-{month}.{each}", make(*given))
        return file(packed.getvalue(), "application/zip", f"report-{month}.zip")
    make, media = _MADE[kind]
    return file(make(*given), media, f"report-{month}.{kind}")


def _context(report: Report, centre: str, title: str, language: str) -> str:
    _ = i18n.words(language)
    said = [
        centre,
        title or _("全部班"),
        _("數截至 {when}").format(when=f"{words.moment(report.until):%Y-%m-%d %H:%M}"),
    ]
    return "・".join([*said, _("未完")] if report.is_running else said)


def _heading(report: Report, language: str) -> str:
    return f"{i18n.words(language)('每月報告')} {_month(report.asked.month, language)}"


def as_csv(report: Report, centre: str, title: str, language: str) -> bytes:
    """One section below the other, UTF-8 with the mark Excel wants."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([safe(_heading(report, language))])
    writer.writerow([safe(_context(report, centre, title, language))])
    for section in sections(report, language, i18n.words(language)):
        writer.writerow([])
        writer.writerow([safe(section.title)])
        writer.writerows([safe(cell) if isinstance(cell, str) else cell for cell in row] for row in section.rows)
        if section.below:
            writer.writerow([safe(section.below)])
    return ("\ufeff" + text.getvalue()).encode()


def as_xlsx(report: Report, centre: str, title: str, language: str) -> bytes:
    """A sheet a section."""
    above = (_heading(report, language), _context(report, centre, title, language))
    return spreadsheet.xlsx(
        [
            spreadsheet.Table(one.title, one.rows, above, (one.below,) if one.below else ())
            for one in sections(report, language, i18n.words(language))
        ]
    )


def as_pdf(report: Report, centre: str, title: str, language: str) -> bytes:
    """On A4, with the chart."""
    _ = i18n.words(language)
    drawn = chart(report, language, _)
    heading, context = _heading(report, language), _context(report, centre, title, language)
    return paper.pdf(heading, context, sections(report, language, _), drawn, language)


_MADE = {
    "csv": (as_csv, "text/csv; charset=utf-8"),
    "xlsx": (as_xlsx, XLSX),
    "pdf": (as_pdf, "application/pdf"),
}
