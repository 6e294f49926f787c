"""The report page and its files: the screen, CSV, XLSX, PDF and the month-end pack say the same."""

import asyncio
from collections.abc import Iterator
from typing import Annotated, Any

from litestar import Response, get, post
from litestar.params import FromPath, QueryParameter
from litestar.response import Redirect, Stream
from markupsafe import Markup, escape
from msgspec import Struct
from sqlalchemy import Connection

from elderapp import clock, i18n
from elderapp.hub import figures
from elderapp.hub.auth import MANAGERS, REPORTERS, NotFound
from elderapp.hub.figures import Asked, Report
from elderapp.hub.pages import printing, report_files
from elderapp.hub.pages.classes import member_of
from elderapp.hub.pages.forms import several
from elderapp.hub.pages.render import Browser, fragment, language_of, page
from elderapp.hub.pages.report_files import Told
from elderapp.hub.pages.rosters import file
from elderapp.hub.storage import audit, courses, sharing
from elderapp.hub.storage.engine import reading, transact
from elderapp.hub.threads import in_thread

Month = Annotated[str, QueryParameter(name="month")]
Cohort = Annotated[str, QueryParameter(name="cohort")]
Months = Annotated[str, QueryParameter(name="months")]
Counted = Annotated[str, QueryParameter(name="counted")]

MANY = 60
"""Centres times months from which counting may take longer than a second: then the page tells how far it has come."""
KEPT_FOR = 5 * 60 * 1000
"""Milliseconds for which a long report is kept, so that its page and its files need not be counted again."""
MOST_KEPT = 8
_MARK = "<!--steps-->"


class Choice(Struct, frozen=True):
    """What somebody asks for, as far as she may, and what she may ask for at all (`may`: centres and titles)."""

    asked: Asked
    centres: dict[int, str]
    may: dict[int, str]
    cohort: str

    @property
    def query(self) -> str:
        """The part of an address that asks for the same of another month."""
        parts = [f"months={self.asked.months}"] if self.asked.months > 1 else []
        parts += [f"cohort={self.asked.cohort}"] if self.asked.cohort else []
        parts += [f"centre={one}" for one in self.centres] if len(self.may) > 1 else []
        return "?" + "&".join(parts) if parts else ""

    @property
    def is_long(self) -> bool:
        """Whether counting may take a while."""
        return len(self.centres) * max(figures.MONTHS, self.asked.months) > MANY


def choice(request: Browser, month: str, cohort: str, months: str) -> Choice:
    """What is asked for. Raises `NotFound` for months, classes and centres that are not there, or not for her."""
    member, asked_for = member_of(request), request.query_params.getall("centre", [])
    month = month or figures.month_of(clock.wall_ms())
    if not figures.is_month(month) or months not in {"", *map(str, figures.SPANS)}:
        raise NotFound("there is no such month")
    with reading(request.app.state.engine) as connection:
        may = sharing.countable(connection, member)
        chosen = {number: title for number, title in may.items() if str(number) in asked_for}
        if len(chosen) != len(set(asked_for)):
            raise NotFound("there is no such centre")
        chosen = chosen or (may if member.role == "operator" else {member.centre: may.get(member.centre, "")})
        only = next(iter(chosen)) if len(chosen) == 1 else 0
        found = courses.find(connection, only, cohort) if cohort and only else None
    if cohort and found is None:
        raise NotFound("there is no such class")
    return Choice(Asked(month, cohort, int(months or 1)), chosen, may, found.title if found else "")


class Kept:
    """Long reports that were just counted, by who asked for what."""

    def __init__(self) -> None:
        """None yet."""
        self._reports: dict[object, Report] = {}

    def find(self, key: object) -> Report | None:
        """The report, while it is fresh."""
        found = self._reports.get(key)
        return found if found and clock.wall_ms() - found.counted < KEPT_FOR else None

    def keep(self, key: object, report: Report) -> None:
        """Keeps a report; the oldest makes room."""
        self._reports.pop(key, None)
        self._reports[key] = report
        while len(self._reports) > MOST_KEPT:
            self._reports.pop(next(iter(self._reports)), None)


def _key(chosen: Choice) -> object:
    return chosen.asked, tuple(chosen.centres)


def report_of(request: Browser, chosen: Choice) -> Report:
    """The report that is asked for."""
    state = request.app.state
    found: Report | None = state.reports.find(_key(chosen)) if chosen.is_long else None
    if found is not None:
        return found
    with reading(state.engine) as connection:
        made = figures.report(connection, chosen.centres, chosen.asked, clock.wall_ms(), state.shelf.lesson)
    if chosen.is_long:
        state.reports.keep(_key(chosen), made)
    return made


@get("/reports", opt=REPORTERS, include_in_schema=False)
@in_thread
def show(
    request: Browser, month: Month = "", cohort: Cohort = "", months: Months = "", counted: Counted = ""
) -> Response[Any]:
    """A month's report, or one over several months, of one centre or several."""
    chosen = choice(request, month, cohort, months)
    if chosen.is_long and not counted and request.app.state.reports.find(_key(chosen)) is None:
        return Stream(
            _told(request, chosen), media_type="text/html; charset=utf-8", headers={"Cache-Control": "no-store"}
        )
    report, told = report_of(request, chosen), told_of(request, chosen)
    parts, _ = report_files.sections(report, told), told.words
    is_pair = len(report.months) <= report_files.MOST_PAIRS
    head = _("{n} 個月：人次同受惠人數") if is_pair else _("{n} 個月：人次")
    head = head.format(n=len(report.months))
    label = f"{head}。" + "；".join(
        f"{row[0]} {row[1]}／{row[2]}" if is_pair else f"{row[0]} {row[1]}" for row in parts["months"].rows[1:]
    )
    only = next(iter(chosen.centres)) if len(chosen.centres) == 1 else 0
    with reading(request.app.state.engine) as connection:
        classes = courses.cohorts(connection, only) if only else []
    return page(
        request, "report.html", report=report, sections=parts, numbers=report_files.numbers(report),
        chart=Markup(printing.charts.svg(report_files.chart(report, told), label)), cohorts=classes, chosen=chosen,
        months=[figures.earlier(figures.month_of(clock.wall_ms()), by) for by in range(12)], figures=figures,
        chart_title=head, span=report_files.span(report, told.language), whom=report_files.whom(told),
    )  # fmt: skip


def told_of(request: Browser, chosen: Choice) -> Told:
    """The same in words."""
    return Told(chosen.centres, chosen.cohort, language_of(request))


def _told(request: Browser, chosen: Choice) -> Iterator[str]:
    """A page that grows while it is counted, and then asks for the report: no script is needed."""
    _ = i18n.words(language_of(request))
    extra = f"&{chosen.query[1:]}" if chosen.query else ""
    onward = f"/reports?month={chosen.asked.month}{extra}&counted=1"
    before, _mark, after = fragment(request, "counting.html", n=len(chosen.centres), onward=onward).partition(_MARK)
    yield before
    state = request.app.state
    with reading(state.engine) as connection:
        steps = figures.steps(connection, chosen.centres, chosen.asked, clock.wall_ms(), state.shelf.lesson)
        while True:
            try:
                n = next(steps)
            except StopIteration as ended:
                state.reports.keep(_key(chosen), ended.value)
                break
            said = _("數咗 {n} 間中心，一共 {of} 間").format(n=n, of=len(chosen.centres))
            yield f"<p>{escape(said)}</p>\n"
    yield f'<meta http-equiv="refresh" content="0;url={escape(onward)}">{after}'


@get("/reports/{name:str}", opt=REPORTERS, include_in_schema=False)
@in_thread
def download(request: Browser, name: FromPath[str], cohort: Cohort = "", months: Months = "") -> Response[bytes]:
    """``2026-10.csv``, ``.xlsx``, ``.pdf``, or ``.zip``: the month-end pack with all three. Nobody is named."""
    month, _dot, kind = name.partition(".")
    if not month or (kind not in report_files.MADE and kind != "zip"):
        raise NotFound("there is no such file")
    chosen = choice(request, month, cohort, months)
    report, told = report_of(request, chosen), told_of(request, chosen)
    if kind == "zip":
        return file(report_files.pack(report, told), "application/zip", f"report-{month}.zip")
    make, media = report_files.MADE[kind]
    return file(make(report, told), media, f"report-{month}.{kind}")


@get("/reports/sharing", opt=MANAGERS, include_in_schema=False)
@in_thread
def show_sharing(request: Browser) -> Response[str]:
    """Which other centres may count this one's figures."""
    with reading(request.app.state.engine) as connection:
        others = sharing.others(connection, member_of(request).centre)
    return page(request, "sharing.html", others=others, done=request.query_params.get("done", ""))


@post("/reports/sharing", opt=MANAGERS, include_in_schema=False, status_code=303)
async def share(request: Browser) -> Response[str]:
    """Lets exactly these centres count."""
    given = await several(request, "centre")
    return await asyncio.to_thread(_share, request, given)


def _share(request: Browser, given: list[str]) -> Response[str]:
    member, now = member_of(request), clock.wall_ms()
    wanted = [int(one) for one in given if one.isascii() and one.isdigit() and len(one) < 10]

    def act(connection: Connection) -> None:
        sharing.share(connection, member.centre, wanted, now)
        audit.note(connection, member.centre, member.id, "figures-shared", " ".join(given)[:100], now)

    transact(request.app.state.engine, act)
    return Redirect("/reports/sharing?done=1", status_code=303)
