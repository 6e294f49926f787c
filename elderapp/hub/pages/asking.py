"""What staff ask for reports: a member card other centres know too, confidence before and after a course."""

import asyncio

from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect
from msgspec import Struct
from sqlalchemy import Connection

from elderapp import clock
from elderapp.hub.answer_sheets import Plan, Read
from elderapp.hub.auth import TEACHERS, NotFound
from elderapp.hub.pages.classes import member_of
from elderapp.hub.pages.forms import Fields, fields
from elderapp.hub.pages.people import person_of
from elderapp.hub.pages.render import Browser, page
from elderapp.hub.pages.report_files import ANSWERS
from elderapp.hub.storage import audit, cards, confidence, courses
from elderapp.hub.storage.confidence import AFTER, BEFORE, Answers
from elderapp.hub.storage.engine import reading, transact
from elderapp.hub.threads import in_thread


@post("/learners/{learner:str}/card", opt=TEACHERS, include_in_schema=False, status_code=303)
async def link(request: Browser, learner: FromPath[str]) -> Response[str]:
    """Links the organisation's member card to a learner; the number itself is not kept."""
    number = (await fields(request)).get("number", "")
    return await asyncio.to_thread(_link, request, learner, number)


def _link(request: Browser, learner: str, number: str) -> Response[str]:
    member, person = member_of(request), person_of(request, learner)
    wrong = cards.fault(number)
    if not wrong:
        digest = cards.digest(request.app.state.secret, number)

        def act(connection: Connection) -> str:
            if cards.link(connection, member.centre, person.id, digest):
                return "taken"
            audit.note(connection, member.centre, member.id, "card-linked", person.id, clock.wall_ms())
            return ""

        wrong = transact(request.app.state.engine, act)
    return Redirect(f"/learners/{person.id}{f'?card={wrong}' if wrong else ''}#card", status_code=303)


@post("/learners/{learner:str}/uncard", opt=TEACHERS, include_in_schema=False, status_code=303)
@in_thread
def unlink(request: Browser, learner: FromPath[str]) -> Response[str]:
    """Takes the link away."""
    member, person = member_of(request), person_of(request, learner)

    def act(connection: Connection) -> None:
        cards.unlink(connection, member.centre, person.id)
        audit.note(connection, member.centre, member.id, "card-unlinked", person.id, clock.wall_ms())

    transact(request.app.state.engine, act)
    return Redirect(f"/learners/{person.id}#card", status_code=303)


class Line(Struct, frozen=True):
    """One of a class and what she said (0: was not asked)."""

    id: str
    name: str
    before: int
    after: int


@get("/cohorts/{cohort:str}/confidence", opt=TEACHERS, include_in_schema=False)
@in_thread
def show(request: Browser, cohort: FromPath[str]) -> Response[str]:
    """What everybody of a class said before and after."""
    return answers_page(request, cohort)


def answers_page(
    request: Browser, cohort: str, read: Read | None = None, plan: Plan | None = None, entries: str = ""
) -> Response[str]:
    """The page, with what was read in a table."""
    found, lines = _class(request, cohort)
    done = request.query_params.get("done", "")
    return page(
        request, "confidence.html", status=422 if read and read.faults else 200, cohort=found, lines=lines,
        answers=ANSWERS, done=done, read=read, plan=plan, entries=entries,
    )  # fmt: skip


def _class(request: Browser, cohort: str) -> tuple[courses.Cohort, list[Line]]:
    centre = member_of(request).centre
    with reading(request.app.state.engine) as connection:
        found = courses.find(connection, centre, cohort)
        if found is None:
            raise NotFound("there is no such class")
        said = confidence.answers(connection, centre, cohort)
        listed = courses.enrolled(connection, centre, cohort)
    lines = [(who, name, said.get(who, Answers())) for _, who, name, _ in listed]
    return found, [Line(who, name, one.before, one.after) for who, name, one in lines]


@post("/cohorts/{cohort:str}/confidence", opt=TEACHERS, include_in_schema=False, status_code=303)
async def save(request: Browser, cohort: FromPath[str]) -> Response[str]:
    """Keeps the answers."""
    given = await fields(request)
    return await asyncio.to_thread(_save, request, cohort, given)


def _save(request: Browser, cohort: str, given: Fields) -> Response[str]:
    member, now = member_of(request), clock.wall_ms()
    _, lines = _class(request, cohort)
    fields_of = {(one.id, moment): f"{word}.{one.id}" for one in lines for word, moment in _MOMENTS.items()}
    said = {key: int(given[name]) for key, name in fields_of.items() if given.get(name, "") in {"1", "2", "3"}}

    def act(connection: Connection) -> None:
        if confidence.save(connection, member.centre, cohort, said, member.id, now):
            audit.note(connection, member.centre, member.id, "confidence-noted", cohort, now)

    transact(request.app.state.engine, act)
    return Redirect(f"/cohorts/{cohort}/confidence?done=1", status_code=303)


_MOMENTS = {"before": BEFORE, "after": AFTER}
