"""The funder's own workbook: uploaded once, looked at, and filled from a report as often as there is one."""

import asyncio
import difflib
from pathlib import PurePath

from litestar import Response, get, post
from litestar.datastructures import UploadFile
from litestar.params import FromPath
from litestar.response import Redirect
from msgspec import Struct
from sqlalchemy import Connection

from elderapp import clock, i18n
from elderapp.hub import figures, funder
from elderapp.hub.auth import REPORTERS, NotFound
from elderapp.hub.pages import report_files, reporting, words
from elderapp.hub.pages.classes import member_of
from elderapp.hub.pages.render import Browser, language_of, page
from elderapp.hub.pages.reporting import Cohort, Month, Months
from elderapp.hub.pages.rosters import XLSX, file
from elderapp.hub.storage import audit, templates
from elderapp.hub.storage.engine import reading, transact
from elderapp.hub.storage.templates import Template
from elderapp.hub.threads import in_thread
from elderapp.i18n import Words
from elderapp.paper import workbook
from elderapp.paper.workbook import Cell, Place, WorkbookRefused

PLAIN = {
    "centre": ("中心", "邊間中心；幾間就寫間數。"),
    "month": ("月份", "報告計邊個月，或者由邊個月到邊個月。"),
    "enquiry_minutes": ("求助分鐘", "求助站所有問題用咗嘅時間加埋。"),
    "under_60_visits": ("未滿 60 歲人次", "其他數都唔包佢哋。"),
    "living": ("獨老、雙老", "受惠嘅人入面，獨居或者兩老同住嘅人數。"),
    "confidence_people": ("信心：人數", "開班前同完班後都答咗嘅人。"),
    "confidence_better": ("信心：好咗", "當中完班後答得好過開班前嘅人。"),
    "confidence_worse": ("信心：差咗", "當中完班後答得差過開班前嘅人。"),
}
"""What stands in cells whose numbers the page does not show."""


def definitions(_: Words) -> list[tuple[str, str, str]]:
    """Each name we fill, what it is called, and how it is counted."""
    told = {**report_files.DEFINITIONS, **PLAIN}
    return [
        (
            name,
            _(told[number][0]) + (f"：{_part(number, part, _)}" if _is_part(name, number) else ""),
            _(told[number][1]),
        )
        for name, (number, part) in funder.NAMES.items()
    ]


def _is_part(name: str, number: str) -> bool:
    return name != f"{workbook.PREFIX}{number}"


def _part(number: str, part: str, _: Words) -> str:
    known = {
        "people": words.BANDS, "living": words.LIVINGS, "completions": words.TRACKS,
        "enquiries": {code: word for code, (_icon, word) in words.TOPICS.items()},
    }  # fmt: skip
    return _(known[number][part])


@get("/reports/templates", opt=REPORTERS, include_in_schema=False)
@in_thread
def show(request: Browser) -> Response[str]:
    """The workbooks there are, how to add one, and every name we fill."""
    return _list(request)


def _list(request: Browser, wrong: str = "") -> Response[str]:
    with reading(request.app.state.engine) as connection:
        found = templates.templates(connection, member_of(request).centre)
    names = definitions(i18n.words(language_of(request)))
    return page(request, "funders.html", status=422 if wrong else 200, templates=found, names=names, wrong=wrong)


@post("/reports/templates", opt=REPORTERS, include_in_schema=False, status_code=200)
async def add(request: Browser) -> Response[str]:
    """Keeps a workbook, or says why not. Nothing is kept of one that is refused."""
    form = await request.form()
    given = form.get("file")
    data = await given.read() if isinstance(given, UploadFile) else b""
    name = PurePath(given.filename).stem if isinstance(given, UploadFile) else ""
    return await asyncio.to_thread(_add, request, "".join(sign for sign in name if sign.isprintable())[:60], data)


def _add(request: Browser, title: str, data: bytes) -> Response[str]:
    member, now = member_of(request), clock.wall_ms()
    try:
        places = workbook.look(data, dict.fromkeys(funder.NAMES, 0))
    except WorkbookRefused as refused:
        return _list(request, refused.reason)
    if not places:
        return _list(request, "no-names")
    made = Template(clock.new_id(), title or "—", now, data)

    def act(connection: Connection) -> bool:
        kept = templates.save(connection, member.centre, made, member.id)
        if kept:
            audit.note(connection, member.centre, member.id, "template-added", made.id, now)
        return kept

    if not transact(request.app.state.engine, act):
        return _list(request, "too-many")
    return Redirect(f"/reports/templates/{made.id}", status_code=303)


class Line(Struct, frozen=True):
    """A place of a workbook, and a name that may have been meant where we do not know this one."""

    place: Place
    meant: str


@get("/reports/templates/{template:str}", opt=REPORTERS, include_in_schema=False)
@in_thread
def dry_run(
    request: Browser, template: FromPath[str], month: Month = "", cohort: Cohort = "", months: Months = ""
) -> Response[str]:
    """What would stand where, before anything is filled."""
    found, chosen = _template(request, template), reporting.choice(request, month, cohort, months)
    values, span = _values(request, chosen)
    places = workbook.look(found.body, values)
    lines = [Line(one, _meant(one)) for one in places]
    used = {one.name.lower() for one in places}
    unused = [one for one in definitions(i18n.words(language_of(request))) if one[0] not in used]
    return page(
        request, "funder.html", workbook=found, lines=lines, chosen=chosen, span=span, unused=unused,
        months=[figures.earlier(figures.month_of(clock.wall_ms()), by) for by in range(12)],
        figures=figures, states=_STATES,
        counts={state: sum(one.state == state for one in places) for state in _STATES},
    )  # fmt: skip


_STATES = {
    "filled": ("check_circle", "會填"),
    "empty": ("radio_button_unchecked", "今次冇數，留空"),
    "unknown": ("help", "唔識呢個名"),
    "unusable": ("warning", "指住唔止一格，或者格唔見咗"),
}
"""Icon and word of what becomes of a name."""


def _meant(place: Place) -> str:
    near = difflib.get_close_matches(place.name.lower(), funder.NAMES, 1, 0.75) if place.state == "unknown" else []
    return near[0] if near else ""


def _template(request: Browser, name: str) -> Template:
    with reading(request.app.state.engine) as connection:
        found = templates.find(connection, member_of(request).centre, name)
    if found is None:
        raise NotFound("there is no such workbook")
    return found


def _values(request: Browser, chosen: reporting.Choice) -> tuple[dict[str, Cell | None], str]:
    report, told = reporting.report_of(request, chosen), reporting.told_of(request, chosen)
    span = report_files.span(report, told.language)
    return funder.values(report, report_files.whom(told), span), span


@get("/reports/templates/{template:str}/filled.xlsx", opt=REPORTERS, include_in_schema=False)
@in_thread
def filled(
    request: Browser, template: FromPath[str], month: Month = "", cohort: Cohort = "", months: Months = ""
) -> Response[bytes]:
    """The workbook, filled."""
    found, chosen = _template(request, template), reporting.choice(request, month, cohort, months)
    made = workbook.fill(found.body, _values(request, chosen)[0])
    return file(made, XLSX, f"filled-{chosen.asked.month}.xlsx")


@post("/reports/templates/{template:str}/remove", opt=REPORTERS, include_in_schema=False, status_code=303)
@in_thread
def remove(request: Browser, template: FromPath[str]) -> Response[str]:
    """Throws the workbook away; reports stay."""
    member, found = member_of(request), _template(request, template)

    def act(connection: Connection) -> None:
        if templates.remove(connection, member.centre, found.id):
            audit.note(connection, member.centre, member.id, "template-removed", found.id, clock.wall_ms())

    transact(request.app.state.engine, act)
    return Redirect("/reports/templates", status_code=303)
