"""People's rights: what is held of somebody, taking it away, erasing it, how long it is kept, what is told of it."""

import asyncio

from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect
from sqlalchemy import Connection

from elderapp import clock
from elderapp.hub import dossier, erasures, learning
from elderapp.hub.auth import MANAGERS, TEACHERS
from elderapp.hub.pages import words
from elderapp.hub.pages.classes import member_of
from elderapp.hub.pages.forms import Fields, fields
from elderapp.hub.pages.people import person_of
from elderapp.hub.pages.render import Browser, page
from elderapp.hub.storage import audit, erasing, people, places, retention
from elderapp.hub.storage.engine import reading, transact
from elderapp.hub.threads import in_thread
from elderapp.player.phrases import PHRASES

NOTICE = ("notice-1", "notice-2", "notice-3", "notice-4")
"""What the tablet says at the first sign-in; the last of its lines only says which button to press."""


@get("/learners/{learner:str}/data", opt=TEACHERS, include_in_schema=False)
@in_thread
def show(request: Browser, learner: FromPath[str]) -> Response[str]:
    """Everything that is held of a learner, to be read with her or printed."""
    person, centre, now = person_of(request, learner), member_of(request).centre, clock.wall_ms()
    today, shelf = words.moment(now).date().isoformat(), request.app.state.shelf
    with reading(request.app.state.engine) as connection:
        held = dossier.gather(connection, centre, places.centre_title(connection, centre), person.id, now)
        visits = learning.visits(connection, centre, person.id, now)
        lessons = learning.lessons(connection, centre, person.id, today, shelf.lesson)
        told = learning.told_apart(connection, centre, person.id)
        tried = learning.tried_at_home(connection, centre, person.id)
    walls = [row.wall for row in held.statements]
    return page(
        request, "data.html", person=person, held=held, visits=visits, lessons=lessons, told=told, tried=tried, now=now,
        wishes=next((row["wishes"] for row in held.tables["learner"] if row["wishes"]), {}),
        first=min(walls, default=0), last=max(walls, default=0),
    )  # fmt: skip


@get("/learners/{learner:str}/data.json", opt=TEACHERS, include_in_schema=False)
@in_thread
def download(request: Browser, learner: FromPath[str]) -> Response[bytes]:
    """The same in full, as a file; that it was taken away is written down."""
    person, member, now = person_of(request, learner), member_of(request), clock.wall_ms()
    engine = request.app.state.engine
    with reading(engine) as connection:
        title = places.centre_title(connection, member.centre)
        held = dossier.gather(connection, member.centre, title, person.id, now)
    transact(
        engine,
        lambda connection: audit.note(connection, member.centre, member.id, "learner-exported", person.id, now),
    )
    headers = {"Content-Disposition": 'attachment; filename="person.json"', "Cache-Control": "no-store"}
    return Response(dossier.written(held), media_type="application/json", headers=headers)


@get("/learners/{learner:str}/erase", opt=MANAGERS, include_in_schema=False)
@in_thread
def ask_erase(request: Browser, learner: FromPath[str]) -> Response[str]:
    """What goes and what stays, before it is done."""
    return _ask(request, learner)


def _ask(request: Browser, learner: str, wrong: str = "") -> Response[str]:
    person, centre, now = person_of(request, learner), member_of(request).centre, clock.wall_ms()
    with reading(request.app.state.engine) as connection:
        root = erasing.same_person(connection, centre, person.id)
        visits = len(learning.visits(connection, centre, root[0], now))
    return page(
        request, "erase.html", status=422 if wrong else 200, person=person, visits=visits, also=len(root) - 1,
        wrong=wrong,
    )  # fmt: skip


@post("/learners/{learner:str}/erase", opt=MANAGERS, include_in_schema=False, status_code=303)
async def erase(request: Browser, learner: FromPath[str]) -> Response[str]:
    """Erases her, once it is said twice."""
    given = await fields(request)
    if given.get("sure") != "yes":
        return await asyncio.to_thread(_ask, request, learner, "sure")
    await asyncio.to_thread(_erase, request, learner)
    return Redirect("/privacy?done=erased", status_code=303)


def _erase(request: Browser, learner: str) -> None:
    member, person, now = member_of(request), person_of(request, learner), clock.wall_ms()

    def act(connection: Connection) -> None:
        for one in erasing.erase(connection, member.centre, person.id, now):
            audit.note(connection, member.centre, member.id, "learner-erased", one, now)

    transact(request.app.state.engine, act)
    erasures.keep(request.app.state.engine, request.app.state.settings.data)


@get("/privacy", opt=MANAGERS, include_in_schema=False)
@in_thread
def rules(request: Browser) -> Response[str]:
    """How long people are kept, and whose time is over."""
    return _rules(request)


def _rules(request: Browser, wrong: str = "") -> Response[str]:
    centre, now = member_of(request).centre, clock.wall_ms()
    with reading(request.app.state.engine) as connection:
        chosen = retention.setting(connection, centre)
        over = retention.due(connection, centre, chosen.months, now)
        unknown = sum(not when for when in retention.last_seen(connection, centre).values())
        everybody = len(people.people(connection, centre, with_gone=True))
        gone = erasing.count(connection, centre)
    return page(
        request, "privacy.html", status=422 if wrong else 200, chosen=chosen, over=over, unknown=unknown, gone=gone,
        everybody=everybody, wrong=wrong, done=request.query_params.get("done", ""), fewest=retention.FEWEST,
        most=retention.MOST, acts=chosen.since + retention.GRACE, now=now,
    )  # fmt: skip


@post("/privacy", opt=MANAGERS, include_in_schema=False, status_code=303)
async def choose(request: Browser) -> Response[str]:
    """How many months; nothing is erased at once."""
    given = await fields(request)
    return await asyncio.to_thread(_choose, request, given)


def _choose(request: Browser, given: Fields) -> Response[str]:
    member, now, text = member_of(request), clock.wall_ms(), given.get("months", "")
    months = int(text) if text.isascii() and text.isdigit() and len(text) < 4 else -1
    if months != 0 and not retention.FEWEST <= months <= retention.MOST:
        return _rules(request, "months")

    def act(connection: Connection) -> None:
        if retention.setting(connection, member.centre).months != months:
            retention.choose(connection, member.centre, months, now)
            audit.note(connection, member.centre, member.id, "retention-changed", str(months), now)

    transact(request.app.state.engine, act)
    return Redirect("/privacy?done=saved", status_code=303)


@post("/privacy/erase", opt=MANAGERS, include_in_schema=False, status_code=303)
async def erase_due(request: Browser) -> Response[str]:
    """Erases those on the list, if it is as long as it was when it was looked at."""
    given = await fields(request)
    return await asyncio.to_thread(_erase_due, request, given)


def _erase_due(request: Browser, given: Fields) -> Response[str]:
    member, now = member_of(request), clock.wall_ms()

    def act(connection: Connection) -> bool:
        chosen = retention.setting(connection, member.centre)
        over = retention.due(connection, member.centre, chosen.months, now)
        if given.get("count") != str(len(over)) or given.get("sure") != "yes":
            return False
        retention.erase_due(connection, member.centre, member.id, now)
        return True

    if not transact(request.app.state.engine, act):
        return _rules(request, "sure")
    erasures.keep(request.app.state.engine, request.app.state.settings.data)
    return Redirect("/privacy?done=erased", status_code=303)


@get("/notice", opt=TEACHERS, include_in_schema=False)
@in_thread
def notice(request: Browser) -> Response[str]:
    """What people are told before anything is kept of them, in large letters for the wall."""
    with reading(request.app.state.engine) as connection:
        chosen = retention.setting(connection, member_of(request).centre)
        asks = places.asked_by(connection, member_of(request).centre)
    return page(request, "notice.html", lines=[PHRASES[one] for one in NOTICE], months=chosen.months, asks=asks)
