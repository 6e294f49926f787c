"""Log-in in two steps, for whoever manages a centre or looks after the hub: turned on, used, turned off."""

import asyncio

import segno
from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect
from markupsafe import Markup
from sqlalchemy import Connection

from elderapp import clock
from elderapp.hub import codes
from elderapp.hub.auth import EVERYBODY, MANAGERS, OVERSEERS, NotFound
from elderapp.hub.log import logger
from elderapp.hub.pages.classes import member_of
from elderapp.hub.pages.forms import Fields, fields
from elderapp.hub.pages.login import local, login_cookie
from elderapp.hub.pages.render import Browser, page
from elderapp.hub.storage import audit, factors, places, staff, team
from elderapp.hub.storage.engine import reading, transact
from elderapp.hub.storage.staff import Staff
from elderapp.hub.threads import in_thread


@post("/login/code", opt=EVERYBODY, include_in_schema=False, status_code=200)
async def log_in(request: Browser) -> Response[str]:
    """The second step: a ticket that says the password was right, and a code."""
    given = await fields(request, longest=2000)
    return await asyncio.to_thread(_log_in, request, given)


def _log_in(request: Browser, given: Fields) -> Response[str]:
    app, now, tick = request.app.state, clock.wall_ms(), clock.mono_ms()
    sealed = given.get("ticket", "")
    found = codes.read_ticket(app.secret, sealed, now)
    member = _holder(request, found) if found else None
    if found is None or member is None:
        return Redirect("/login", status_code=303)
    if app.tries.take_code(member.centre, member.id, tick):
        return page(request, "code.html", status=429, ticket=sealed, problem="wait")

    def enter(connection: Connection) -> str:
        if not codes.is_right(connection, member, given.get("code", ""), app.secret, now):
            return ""
        if request.auth:
            staff.log_out(connection, request.auth)
        return staff.log_in(connection, member, now)

    token = transact(app.engine, enter)
    if not token:
        logger.info("code-refused", centre=member.centre, staff=member.id)
        return page(request, "code.html", status=403, ticket=sealed, problem="wrong")
    app.tries.forget_code(member.centre, member.id)
    logger.info("login", centre=member.centre, staff=member.id)
    return Redirect(local(found.onward), status_code=303, cookies=[login_cookie(request, token)])


def _holder(request: Browser, found: codes.Ticket) -> Staff | None:
    """Whose ticket it is, while they work here and their password is the one that was given."""
    with reading(request.app.state.engine) as connection:
        one = team.colleague(connection, found.centre, found.staff)
        mark = staff.mark_of(connection, found.centre, found.staff)
    return Staff(found.centre, one.id, one.name, one.role) if one and not one.ended and mark == found.mark else None


@get("/account/second", opt=OVERSEERS, include_in_schema=False)
@in_thread
def show(request: Browser) -> Response[str]:
    """Whether it is on, and what to do."""
    return _page(request)


def _page(request: Browser, *, wrong: str = "", secret: str = "", paper: tuple[str, ...] = ()) -> Response[str]:
    member = member_of(request)
    with reading(request.app.state.engine) as connection:
        is_on, left = factors.is_on(connection, member), factors.codes_left(connection, member)
        one = team.colleague(connection, member.centre, member.id)
        centre = places.centre_title(connection, member.centre)
    picture = _picture(codes.address(secret, one.username, centre)) if secret and one else ""
    status = {"": 200, "wait": 429}.get(wrong, 422)
    return page(
        request, "second.html", status=status, wrong=wrong, secret=secret, picture=picture, paper=paper, is_on=is_on,
        left=left,
    )  # fmt: skip


def _picture(text: str) -> Markup:
    drawn = segno.make(text, error="m", micro=False)
    return Markup(drawn.svg_inline(border=2, dark="#1C2331", light="#FFFFFF", omitsize=True))


@post("/account/second", opt=OVERSEERS, include_in_schema=False, status_code=200)
async def change(request: Browser) -> Response[str]:
    """One of three steps: begin with the password, confirm with a code, or turn off with both."""
    given = await fields(request)
    return await asyncio.to_thread(_change, request, given)


def _change(request: Browser, given: Fields) -> Response[str]:
    app, member, tick = request.app.state, member_of(request), clock.mono_ms()
    steps = {"begin": _begin, "confirm": _confirm, "off": _off}
    step = steps.get(given.get("step", ""))
    if step is None:
        raise NotFound("there is no such step")
    if app.tries.take_code(member.centre, member.id, tick):
        return _page(request, wrong="wait")
    return step(request, member, given)


def _begin(request: Browser, member: Staff, given: Fields) -> Response[str]:
    app = request.app.state
    if not _knows(request, member, given):
        return _page(request, wrong="password")
    app.tries.give_code_back(member.centre, member.id)
    sealed = codes.new_secret(app.secret)
    if not transact(app.engine, lambda connection: factors.begin(connection, member, sealed)):
        return _page(request)
    return _page(request, secret=codes.plain(app.secret, sealed))


def _confirm(request: Browser, member: Staff, given: Fields) -> Response[str]:
    app, now, paper = request.app.state, clock.wall_ms(), codes.on_paper()

    def act(connection: Connection) -> str:
        sealed = factors.sealed(connection, member)
        step = codes.step_of(codes.plain(app.secret, sealed), given.get("code", "").replace(" ", ""), now)
        if factors.is_on(connection, member) or not step or not factors.take(connection, member, step):
            return ""
        factors.confirm(connection, member, paper, app.secret, now)
        audit.note(connection, member.centre, member.id, "second-on", member.id, now)
        staff.end_log_ins(connection, member.centre, member.id)
        return staff.log_in(connection, member, now)

    token = transact(app.engine, act)
    if not token:
        with reading(app.engine) as connection:
            known = "" if factors.is_on(connection, member) else factors.sealed(connection, member)
        return _page(request, wrong="code", secret=codes.plain(app.secret, known) if known else "")
    app.tries.forget_code(member.centre, member.id)
    answer = _page(request, paper=tuple(paper))
    answer.cookies.append(login_cookie(request, token))
    return answer


def _off(request: Browser, member: Staff, given: Fields) -> Response[str]:
    app, now = request.app.state, clock.wall_ms()
    if not _knows(request, member, given):
        return _page(request, wrong="password")

    def act(connection: Connection) -> bool:
        if not codes.is_right(connection, member, given.get("code", ""), app.secret, now):
            return False
        factors.remove(connection, member)
        audit.note(connection, member.centre, member.id, "second-off", member.id, now)
        return True

    if not transact(app.engine, act):
        return _page(request, wrong="code")
    app.tries.give_code_back(member.centre, member.id)
    return Redirect("/account/second", status_code=303)


def _knows(request: Browser, member: Staff, given: Fields) -> bool:
    """Whether the password is theirs."""
    with reading(request.app.state.engine) as connection:
        return staff.is_password_of(connection, member, given.get("password", ""))


@post("/staff/{who:str}/second-off", opt=MANAGERS, include_in_schema=False, status_code=303)
@in_thread
def turn_off(request: Browser, who: FromPath[str]) -> Response[str]:
    """A colleague's phone and paper are gone: the password alone is enough again. Not for oneself, nor an operator."""
    member, now = member_of(request), clock.wall_ms()
    one = Staff(member.centre, who, "", "manager")

    def act(connection: Connection) -> bool:
        found = team.colleague(connection, member.centre, who)
        is_theirs = found is not None and found.role in staff.GIVEN and who != member.id
        done = is_theirs and factors.remove(connection, one)
        if done:
            staff.end_log_ins(connection, member.centre, who)
            audit.note(connection, member.centre, member.id, "second-off", who, now)
        return done

    if not transact(request.app.state.engine, act):
        raise NotFound("there is nothing to turn off")
    return Redirect("/staff", status_code=303)
