"""Certificates: made for a learner or a class, looked up by whoever holds the paper, taken back."""

import asyncio
import io
import zipfile
from typing import Annotated

from litestar import Response, get, post
from litestar.params import FromPath, QueryParameter
from litestar.response import Redirect
from msgspec import Struct
from sqlalchemy import Connection

from elderapp import clock, i18n
from elderapp.hub import learning
from elderapp.hub.auth import EVERYBODY, TEACHERS, NotFound
from elderapp.hub.pages import printing, words
from elderapp.hub.pages.classes import member_of
from elderapp.hub.pages.forms import Fields, fields, several
from elderapp.hub.pages.people import person_of
from elderapp.hub.pages.render import Browser, page
from elderapp.hub.pages.rosters import file
from elderapp.hub.reports import ATTENDED
from elderapp.hub.storage import audit, certificates, courses, places
from elderapp.hub.storage.certificates import Certificate
from elderapp.hub.storage.engine import reading, transact
from elderapp.hub.threads import in_thread

About = Annotated[str, QueryParameter(name="about")]
COURSE = "course"
"""What a form sends where the whole course is meant, and not one lesson."""


@get("/certificate/{code:str}", opt=EVERYBODY, include_in_schema=False)
@in_thread
def verify(request: Browser, code: FromPath[str]) -> Response[str]:
    """Whether a certificate is genuine: nothing but what stands on the paper, and of one taken back not even that."""
    with reading(request.app.state.engine) as connection:
        found = certificates.look_up(connection, code)
    answer = page(
        request, "certificate.html", status=200 if found else 404, found=found[0] if found else None,
        title=found[1] if found else "",
    )  # fmt: skip
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer


def lessons_done(connection: Connection, centre: int, learner: str) -> list[str]:
    """The lessons somebody has finished at least once."""
    return [one.lesson for one in places.progress_of(connection, centre, [learner]).get(learner, ()) if one.completed]


@post("/learners/{learner:str}/certificates", opt=TEACHERS, include_in_schema=False, status_code=303)
async def issue(request: Browser, learner: FromPath[str]) -> Response[str]:
    """A certificate for one learner."""
    given = await fields(request)
    return await asyncio.to_thread(_issue, request, learner, given)


def _issue(request: Browser, learner: str, given: Fields) -> Response[str]:
    member, person = member_of(request), person_of(request, learner)
    about = given.get("about", "")

    def act(connection: Connection) -> None:
        wanted: list[Certificate] = []
        if about in person.cohorts:
            wanted.append(_certificate(request, person.id, person.name, "course", about, given, person.cohorts[about]))
        elif about in lessons_done(connection, member.centre, person.id):
            wanted.append(_certificate(request, person.id, person.name, "lesson", about, given))
        else:
            raise NotFound("there is no such lesson or class of hers")
        _add(connection, request, wanted)

    transact(request.app.state.engine, act)
    return Redirect(f"/learners/{person.id}#certificates", status_code=303)


def _certificate(
    request: Browser, learner: str, name: str, kind: certificates.Kind, about: str, given: Fields, title: str = ""
) -> Certificate:
    centre, shelf = member_of(request).centre, request.app.state.shelf
    shown = certificates.initial(name) if given.get("shown") == "initial" else name
    title, title_en = (title, "") if title else (shelf.title(about, "yue"), shelf.title(about, "en"))
    code = certificates.new_code(centre)
    return Certificate(centre, code, learner, kind, about, title, title_en, shown, clock.wall_ms())


def _add(connection: Connection, request: Browser, wanted: list[Certificate]) -> None:
    member = member_of(request)
    if wanted and certificates.issue(connection, wanted, member.id):
        audit.note(connection, member.centre, member.id, "certificates-made", wanted[0].about, clock.wall_ms())


@post("/learners/{learner:str}/certificates/{code:str}/revoke", opt=TEACHERS, include_in_schema=False, status_code=303)
@in_thread
def revoke(request: Browser, learner: FromPath[str], code: FromPath[str]) -> Response[str]:
    """It holds no more."""
    member, person, now = member_of(request), person_of(request, learner), clock.wall_ms()

    def act(connection: Connection) -> bool:
        done = certificates.revoke(connection, member.centre, person.id, code, now)
        if done:
            audit.note(connection, member.centre, member.id, "certificate-revoked", code, now)
        return done

    if not transact(request.app.state.engine, act):
        raise NotFound("there is no such certificate")
    return Redirect(f"/learners/{person.id}#certificates", status_code=303)


@get("/learners/{learner:str}/certificates/{name:str}", opt=TEACHERS, include_in_schema=False)
@in_thread
def one_pdf(request: Browser, learner: FromPath[str], name: FromPath[str]) -> Response[bytes]:
    """One learner's certificate, to print: ``CODE.pdf``."""
    person = person_of(request, learner)
    with reading(request.app.state.engine) as connection:
        held = certificates.of_learner(connection, member_of(request).centre, person.id)
    found = [one for one in held if name == f"{one.code}.pdf" and not one.revoked]
    if not found:
        raise NotFound("there is no such certificate")
    return file(printed(request, found), "application/pdf", name, inline=True)


def printed(request: Browser, wanted: list[Certificate]) -> bytes:
    """Certificates on paper."""
    with reading(request.app.state.engine) as connection:
        centre = places.centre_title(connection, member_of(request).centre)
    base = f"{request.base_url.scheme}://{request.base_url.netloc}"
    paper, pages = printing.certificate, []
    for one in wanted:
        date = words.moment(one.made).date()
        days = i18n.full_date(date, "yue"), i18n.full_date(date, "en")
        address = f"{base}/certificate/{one.code}"
        pages.append(paper.Certificate(one.shown, one.title, one.title_en, centre, *days, one.code, address))
    return paper.pdf(pages, i18n.words("yue"), i18n.words("en"))


class Line(Struct, frozen=True):
    """One of a class: how often she was there, whether she has finished the lesson, and what she holds already."""

    id: str
    name: str
    attended: int
    is_done: bool
    held: Certificate | None


@get("/cohorts/{cohort:str}/certificates", opt=TEACHERS, include_in_schema=False)
@in_thread
def of_class(request: Browser, cohort: FromPath[str], about: About = "") -> Response[str]:
    """Everybody of a class, for the course or for one lesson."""
    about = about or COURSE
    found, held, lines, lessons = _class(request, cohort, about)
    return page(
        request, "certificates.html", cohort=found, lines=lines, held=held, about=about, lessons=lessons,
        done=request.query_params.get("done", ""),
    )  # fmt: skip


def _class(request: Browser, cohort: str, about: str) -> tuple[courses.Cohort, int, list[Line], list[str]]:
    """The class, how many meetings it had, its people, and the lessons that any of them has finished."""
    centre, now = member_of(request).centre, clock.wall_ms()
    with reading(request.app.state.engine) as connection:
        found = courses.find(connection, centre, cohort)
        if found is None:
            raise NotFound("there is no such class")
        listed = [(one, name) for _, one, name, _ in courses.enrolled(connection, centre, cohort)]
        held, came = learning.attended(connection, centre, cohort, now, ATTENDED)
        done = {
            one: {each.lesson for each in states if each.completed}
            for one, states in places.progress_of(connection, centre, [one for one, _ in listed]).items()
        }
        thing = cohort if about == COURSE else about
        has = {one.learner: one for one in certificates.about(connection, centre, thing, [one for one, _ in listed])}
    lessons = sorted(set().union(*done.values()))
    if about != COURSE and about not in lessons:
        raise NotFound("nobody of this class has finished such a lesson")
    lines = [
        Line(one, name, came[one], about in done.get(one, ()) if about != COURSE else True, has.get(one))
        for one, name in listed
    ]
    return found, held, lines, lessons


@post("/cohorts/{cohort:str}/certificates", opt=TEACHERS, include_in_schema=False, status_code=303)
async def issue_class(request: Browser, cohort: FromPath[str]) -> Response[str]:
    """Certificates for those who are ticked."""
    given, chosen = await fields(request), await several(request, "learner")
    return await asyncio.to_thread(_issue_class, request, cohort, given, set(chosen))


def _issue_class(request: Browser, cohort: str, given: Fields, chosen: set[str]) -> Response[str]:
    about = given.get("about", "") or COURSE
    found, _, lines, _ = _class(request, cohort, about)
    kind, thing, title = ("course", cohort, found.title) if about == COURSE else ("lesson", about, "")
    wanted = [
        _certificate(request, one.id, one.name, "course" if kind == "course" else "lesson", thing, given, title)
        for one in lines
        if one.id in chosen and one.is_done
    ]
    transact(request.app.state.engine, lambda connection: _add(connection, request, wanted))
    return Redirect(f"/cohorts/{cohort}/certificates?about={about}&done=1", status_code=303)


@get("/cohorts/{cohort:str}/certificates.pdf", opt=TEACHERS, include_in_schema=False)
@in_thread
def class_pdf(request: Browser, cohort: FromPath[str], about: About = "") -> Response[bytes]:
    """Every certificate of the class in one file."""
    return file(printed(request, _held(request, cohort, about)), "application/pdf", "certificates.pdf", inline=True)


@get("/cohorts/{cohort:str}/certificates.zip", opt=TEACHERS, include_in_schema=False)
@in_thread
def class_zip(request: Browser, cohort: FromPath[str], about: About = "") -> Response[bytes]:
    """The same, a file each."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for n, one in enumerate(_held(request, cohort, about), 1):
            archive.writestr(f"{n:02d}-{one.code}.pdf", printed(request, [one]))
    return file(packed.getvalue(), "application/zip", "certificates.zip")


def _held(request: Browser, cohort: str, about: str) -> list[Certificate]:
    held = [one.held for one in _class(request, cohort, about or COURSE)[2] if one.held]
    if not held:
        raise NotFound("there are no certificates")
    return held
