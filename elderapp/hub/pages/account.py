"""One's own password: chosen by a one-time link, changed later; and the first manager of a new hub."""

import asyncio

from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect
from sqlalchemy import Connection

from elderapp import clock
from elderapp.hub.auth import ANY_STAFF, EVERYBODY, NotFound
from elderapp.hub.log import logger
from elderapp.hub.pages.classes import member_of
from elderapp.hub.pages.forms import Fields, fields
from elderapp.hub.pages.login import login_cookie
from elderapp.hub.pages.render import Browser, page
from elderapp.hub.pages.team import USERNAME
from elderapp.hub.storage import audit, factors, invites, places, staff, team
from elderapp.hub.storage.engine import reading, transact
from elderapp.hub.storage.staff import Staff
from elderapp.hub.threads import in_thread

LEAST = 10
"""Characters of a password. Length is what counts; no signs are demanded."""


@get("/account", opt=ANY_STAFF, include_in_schema=False)
@in_thread
def show(request: Browser) -> Response[str]:
    """A form for another password."""
    return page(request, "account.html", wrong="", done=request.query_params.get("done", ""))


@post("/account", opt=ANY_STAFF, include_in_schema=False, status_code=200)
async def change(request: Browser) -> Response[str]:
    """Another password. Every other log-in of this person ends."""
    given = await fields(request)
    return await asyncio.to_thread(_change, request, given)


def _change(request: Browser, given: Fields) -> Response[str]:
    member, app = member_of(request), request.app.state
    address, tick = request.client.host if request.client else "", clock.mono_ms()
    if app.tries.take(member.id, address, tick):
        return page(request, "account.html", status=429, wrong="wait", done="")
    with reading(app.engine) as connection:
        is_right = staff.is_password_of(connection, member, given.get("old", ""))
    if is_right:
        app.tries.forget(member.id, address)
    wrong = "old" if not is_right else problem(given, member.name)
    if wrong:
        return page(request, "account.html", status=422, wrong=wrong, done="")

    def act(connection: Connection) -> str:
        staff.set_password(connection, member.centre, member.id, given["password"])
        audit.note(connection, member.centre, member.id, "password-changed", member.id, clock.wall_ms())
        return staff.log_in(connection, member, clock.wall_ms())

    return _entered(request, transact(app.engine, act), "/account?done=1")


def problem(given: Fields, *names: str) -> str:
    """What is wrong with the password a form brings, in a word, or nothing."""
    password = given.get("password", "")
    if len(password) < LEAST:
        return "short"
    if password.casefold() in {name.casefold() for name in names}:
        return "short"
    return "differs" if password != given.get("again", "") else ""


@get("/setup/{token:str}", opt=EVERYBODY, include_in_schema=False)
@in_thread
def show_setup(request: Browser, token: FromPath[str]) -> Response[str]:
    """For whom the link is, and a form for the password."""
    return _setup(request, token, {})


def _setup(request: Browser, token: str, given: Fields, wrong: str = "") -> Response[str]:
    with reading(request.app.state.engine) as connection:
        invite = invites.find(connection, token, clock.wall_ms())
        one = team.colleague(connection, invite.centre, invite.staff) if invite and invite.staff else None
    if invite is None or (invite.staff and (one is None or one.ended)):
        return page(request, "setup.html", status=404, invite=None, one=None, given={}, wrong="gone")
    return page(request, "setup.html", status=422 if wrong else 200, invite=invite, one=one, given=given, wrong=wrong)


@post("/setup/{token:str}", opt=EVERYBODY, include_in_schema=False, status_code=200)
async def setup(request: Browser, token: FromPath[str]) -> Response[str]:
    """Sets the password, and logs in."""
    given = await fields(request)
    return await asyncio.to_thread(_set_up, request, token, given)


def _set_up(request: Browser, token: str, given: Fields) -> Response[str]:
    now, engine = clock.wall_ms(), request.app.state.engine
    with reading(engine) as connection:
        invite = invites.find(connection, token, now)
    if invite is None:
        return _setup(request, token, {}, "gone")
    wrong = problem(given, given.get("username", ""))
    if not invite.staff:
        wrong = wrong or _missing(given)
    if wrong:
        return _setup(request, token, given, wrong)

    def act(connection: Connection) -> Staff | None:
        if invites.use(connection, token, now) is None:
            return None
        if not invite.staff:
            return _first(connection, invite.centre, given, now)
        one = team.colleague(connection, invite.centre, invite.staff)
        if one is None or one.ended:
            return None
        staff.set_password(connection, invite.centre, one.id, given["password"])
        audit.note(connection, invite.centre, one.id, "password-set", one.id, now)
        return Staff(invite.centre, one.id, one.name, one.role)

    member = transact(engine, act)
    if member is None:
        return _setup(request, token, {}, "gone")
    logger.info("set-up", centre=member.centre, staff=member.id)
    found = member
    with reading(engine) as connection:
        needs_code = factors.is_on(connection, member)
    if needs_code:  # a link is no second factor
        return Redirect("/login", status_code=303)
    return _entered(request, transact(engine, lambda connection: staff.log_in(connection, found, now)), "/")


def _missing(given: Fields) -> str:
    if not 0 < len(given.get("centre", "")) <= 60:
        return "centre"
    if not 0 < len(given.get("name", "")) <= 40:
        return "name"
    return "" if USERNAME.fullmatch(given.get("username", "")) else "username"


def _first(connection: Connection, centre: int, given: Fields, now: int) -> Staff | None:
    """The centre and its manager; nobody where there is a manager already."""
    if team.has_manager(connection) or team.is_taken(connection, given["username"]):
        return None
    made = Staff(centre, clock.new_id(), given["name"], "manager")
    places.new_centre(connection, centre, given["centre"])
    staff.add_staff(connection, made, given["username"], given["password"], now)
    audit.note(connection, centre, made.id, "centre-made", made.id, now)
    return made


def _entered(request: Browser, token: str, onward: str) -> Response[str]:
    if not token:
        raise NotFound("nobody could be logged in")
    return Redirect(onward, status_code=303, cookies=[login_cookie(request, token)])
