"""A report as words and numbers, and the files made of it: CSV, XLSX, PDF and the month-end pack say the same."""

import csv
import io
import zipfile
from collections.abc import Callable, Mapping

from msgspec import Struct

from elderapp import i18n
from elderapp.hub import figures
from elderapp.hub.figures import Report
from elderapp.hub.pages import printing, words
from elderapp.hub.pages.attendance import safe
from elderapp.i18n import Words
from elderapp.paper import spreadsheet
from elderapp.paper.sections import Section

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

DEFINITIONS = {
    "visits": ("人次", "每人每堂計一次，以導師點名為準。遲到、早走、補堂、臨時嚟都計；缺席同未點名唔計。"),
    "people": (
        "受惠人數",
        "唔同嘅人，每人只計一次。兩間中心都連咗同一張會員卡先當一個人，否則各計一次；唔會用姓名估。",
    ),
    "sessions": ("堂數", "真係有開、最少一人出席嘅堂。取消咗嘅唔計。"),
    "hours": ("課時（小時）", "呢啲堂由開始到完嘅時間相加，唔乘人數。"),
    "completions": ("完成課堂", "每人每課第一次做完計一次，計入做完嗰個月；再做唔重複計。"),
    "desk_visits": ("求助站人次", "每位嚟問嘅人計一次，問多幾樣唔重複計；唔入課堂人次。揀咗一班就唔計。"),
    "enquiries": ("求助次數", "求助站每條問題計一次，唔入人次。揀咗一班就唔計。"),
}
"""What is counted, in everyday words; the same under the number, in every file."""
MOST_PAIRS = 8
"""Months of which two bars each can stand beside each other, with their numbers in large print."""
ANSWERS = {3: "有信心", 2: "麻麻哋", 1: "冇信心"}
"""What people say of themselves and their phone."""


class Told(Struct, frozen=True):
    """What a report is about, in words: its centres, its cohort (empty: all), and the language of its reader."""

    centres: Mapping[int, str]
    cohort: str
    language: str

    @property
    def words(self) -> Words:
        """The reader's words."""
        return i18n.words(self.language)


def numbers(report: Report) -> list[tuple[str, int | float, str, str]]:
    """Code, value, name and definition of each number."""
    values = {
        "visits": report.total.visits, "people": report.total.people, "sessions": report.total.sessions,
        "hours": report.total.hours, "completions": report.completions, "desk_visits": report.desk_visits,
        "enquiries": report.enquiries,
    }  # fmt: skip
    return [(code, values[code], name, said) for code, (name, said) in DEFINITIONS.items()]


def sections(report: Report, told: Told) -> dict[str, Section]:
    """The report as tables of words and numbers, by name: what the page and every file are made of."""
    _ = told.words
    heads = (_("人次"), _("受惠人數"), _("堂數"), _("課時（小時）"))
    found = {
        "numbers": Section(
            _("數字"),
            ((_("數"), "", _("點樣計")), *((_(name), value, _(said)) for _c, value, name, said in numbers(report))),
            _not_counted(report, _),
        ),
        "months": Section(
            _("每個月"),
            ((_("月份"), *heads), *((_month(month, told.language), *_row(one)) for month, one in report.months)),
        ),
    }
    if len(report.centres) > 1:
        rows = ((title, *_row(one)) for title, one in report.centres)
        found["centres"] = Section(_("每間中心"), ((_("中心"), *heads), *rows), _shared(report, _))
    rows = ((title, *_row(one)) for title, one in report.cohorts)
    return found | {"cohorts": Section(_("每一班"), ((_("班"), *heads), *rows))} | _counts(report, _)


def _not_counted(report: Report, _: Words) -> str:
    return _("未滿 60 歲嘅 {n} 人次冇計。平板見到但未點名嘅 {m} 人次亦冇計。").format(n=report.young, m=report.unmarked)


def _shared(report: Report, _: Words) -> str:
    """Why the centres' people may be more than the total."""
    return _("當中 {n} 人兩間或以上中心都認得佢張會員卡，總數只計一次。").format(n=report.shared)


def _counts(report: Report, _: Words) -> dict[str, Section]:
    bands = tuple((_(words.BANDS[code]), count) for code, count in report.bands)
    livings = tuple((_(words.LIVINGS[code]), count) for code, count in report.livings)
    found = {
        "bands": Section(
            _("年齡組（受惠人數）"), ((_("組別"), _("人數")), *bands, (_("總數"), report.total.people)),
            _("當中{first} {n} 人、{second} {m} 人。").format(
                first=livings[0][0], n=livings[0][1], second=livings[1][0], m=livings[1][1]
            ),
        ),
        "topics": Section(
            _("課題（完成課堂）"),
            ((_("課題"), _("次數")), *((_(words.TRACKS[track]), count) for track, count in report.topics)),
        ),
        "questions": Section(
            _("求助題目（求助次數）"),
            ((_("問乜"), _("次數")), *((_(words.TOPICS[code][1]), count) for code, count in report.questions)),
        ),
    }  # fmt: skip
    return found | _confidence(report, _)


def _confidence(report: Report, _: Words) -> dict[str, Section]:
    said = report.confidence
    if not said.people:
        return {}
    rows = zip((_(one) for one in ANSWERS.values()), said.before, said.after, strict=True)
    below = _("「用手機，你有幾大信心？」淨係計開班前同完班後都答咗嘅 {n} 人：{better} 人好咗，{worse} 人差咗。")
    told = below.format(n=said.people, better=said.better, worse=said.worse)
    heads = (_("答案"), _("開班前"), _("完班後"))
    return {"confidence": Section(_("信心（人數）"), (heads, *rows), told)}


def _row(one: figures.Numbers) -> tuple[int | float, ...]:
    return one.visits, one.people, one.sessions, one.hours


def _month(month: str, language: str) -> str:
    return words.month(figures.begins(month), language)


def chart(report: Report, told: Told) -> "printing.charts.Drawing":
    """Visits of the months, and people beside them where their numbers have room; the table has both always."""
    _ = told.words
    labels = [words.short_month(figures.begins(month), told.language) for month, _one in report.months]
    visits = [one.visits for _m, one in report.months]
    series = [(_("人次"), visits)]
    if len(labels) <= MOST_PAIRS:
        series.append((_("受惠人數"), [one.people for _m, one in report.months]))
    return printing.charts.bars(labels, series, 515, 310)


def span(report: Report, language: str) -> str:
    """Which months a report counts: October 2026, or from when to when."""
    asked = report.asked
    months = (_month(one, language) for one in dict.fromkeys((asked.first, asked.month)))
    return "–".join(months)


def whom(told: Told) -> str:
    """Which centres, in a few words."""
    titles = list(told.centres.values())
    return titles[0] if len(titles) == 1 else told.words("{n} 間中心").format(n=len(titles))


def context(report: Report, told: Told) -> str:
    """What stands under a file's heading."""
    _ = told.words
    said = [
        whom(told),
        told.cohort or _("全部班"),
        _("數截至 {when}").format(when=f"{words.moment(report.until):%Y-%m-%d %H:%M}"),
    ]
    return "・".join([*said, _("未完")] if report.is_running else said)


def heading(report: Report, told: Told) -> str:
    """A file's heading."""
    title = told.words("每月報告") if report.asked.months == 1 else told.words("報告")
    return f"{title} {span(report, told.language)}"


def as_csv(report: Report, told: Told) -> bytes:
    """One section below the other, UTF-8 with the mark Excel wants."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([safe(heading(report, told))])
    writer.writerow([safe(context(report, told))])
    for section in sections(report, told).values():
        writer.writerow([])
        writer.writerow([safe(section.title)])
        writer.writerows([safe(cell) if isinstance(cell, str) else cell for cell in row] for row in section.rows)
        if section.below:
            writer.writerow([safe(section.below)])
    return ("\ufeff" + text.getvalue()).encode()


def as_xlsx(report: Report, told: Told) -> bytes:
    """A sheet a section."""
    above = (heading(report, told), context(report, told))
    return spreadsheet.xlsx(
        [
            spreadsheet.Table(one.title, one.rows, above, (one.below,) if one.below else ())
            for one in sections(report, told).values()
        ]
    )


def as_pdf(report: Report, told: Told) -> bytes:
    """On A4, with the chart."""
    drawn = chart(report, told)
    parts = list(sections(report, told).values())
    return printing.report.pdf(heading(report, told), context(report, told), parts, drawn, told.language)


MADE: dict[str, tuple[Callable[[Report, Told], bytes], str]] = {
    "csv": (as_csv, "text/csv; charset=utf-8"),
    "xlsx": (as_xlsx, XLSX),
    "pdf": (as_pdf, "application/pdf"),
}
"""How each kind of file is made, and what it is."""


def pack(report: Report, told: Told) -> bytes:
    """The month-end pack: every file, zipped."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for kind, (make, _media) in MADE.items():
            archive.writestr(f"report-{report.asked.month}.{kind}", make(report, told))
    return packed.getvalue()
