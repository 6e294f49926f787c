"""Those who work at a centre: adding somebody, a link to a new password, a number for the tablets, leaving."""

import asyncio
import re
from collections.abc import Callable

from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect
from sqlalchemy import Connection

from elderapp import clock
from elderapp.hub.auth import MANAGERS, NotFound
from elderapp.hub.pages.classes import member_of
from elderapp.hub.pages.forms import Fields, fields
from elderapp.hub.pages.render import Browser, page
from elderapp.hub.storage import audit, courses, factors, invites, staff, team
from elderapp.hub.storage.engine import reading, transact
from elderapp.hub.storage.staff import GIVEN, Staff
from elderapp.hub.storage.team import Colleague
from elderapp.hub.threads import in_thread

USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,31}")
PIN = re.compile(r"\d{4,6}")


@get("/staff", opt=MANAGERS, include_in_schema=False)
@in_thread
def show(request: Browser) -> Response[str]:
    """Everybody."""
    return _page(request)


def _page(
    request: Browser, *, given: Fields | None = None, wrong: str = "", link: str = "", about: str = ""
) -> Response[str]:
    with reading(request.app.state.engine) as connection:
        found = team.colleagues(connection, member_of(request).centre)
        coded = factors.with_one(connection, member_of(request).centre)
    return page(
        request, "staff.html", status=422 if wrong else 200, colleagues=found, given=given or {}, wrong=wrong,
        link=link, about=about, roles=GIVEN, coded=coded,
    )  # fmt: skip


@post("/staff", opt=MANAGERS, include_in_schema=False, status_code=200)
async def add(request: Browser) -> Response[str]:
    """Adds somebody, and shows the link with which they choose their password."""
    given = await fields(request)
    return await asyncio.to_thread(_add, request, given)


def _add(request: Browser, given: Fields) -> Response[str]:
    member, now = member_of(request), clock.wall_ms()
    name, username, role = (given.get(field, "") for field in ("name", "username", "role"))
    if not 0 < len(name) <= 40:
        return _page(request, given=given, wrong="name")
    if not USERNAME.fullmatch(username):
        return _page(request, given=given, wrong="username")
    if role not in GIVEN:
        return _page(request, given=given, wrong="role")
    made = Staff(member.centre, clock.new_id(), name, role)

    def act(connection: Connection) -> str:
        if team.is_taken(connection, username):
            return ""
        staff.invite_staff(connection, made, username, now)
        audit.note(connection, member.centre, member.id, "staff-added", made.id, now)
        return invites.make(connection, member.centre, made.id, now)

    token = transact(request.app.state.engine, act)
    if not token:
        return _page(request, given=given, wrong="taken")
    return _page(request, link=_link(request, token), about=name)


def _link(request: Browser, token: str) -> str:
    return f"{request.base_url.scheme}://{request.base_url.netloc}/setup/{token}"


@post("/staff/{who:str}/link", opt=MANAGERS, include_in_schema=False, status_code=200)
@in_thread
def new_link(request: Browser, who: FromPath[str]) -> Response[str]:
    """A link to a new password: shown this once."""
    member, one = member_of(request), _colleague(request, who)
    if one.ended:
        raise NotFound("they work here no more")

    def act(connection: Connection) -> str:
        audit.note(connection, member.centre, member.id, "staff-link", one.id, clock.wall_ms())
        return invites.make(connection, member.centre, one.id, clock.wall_ms())

    return _page(request, link=_link(request, transact(request.app.state.engine, act)), about=one.name)


@post("/staff/{who:str}/role", opt=MANAGERS, include_in_schema=False, status_code=303)
async def set_role(request: Browser, who: FromPath[str]) -> Response[str]:
    """They may do something else from now on. The last manager stays one."""
    role = (await fields(request)).get("role", "")
    if role not in GIVEN:
        raise NotFound("there is no such role")
    one = await asyncio.to_thread(_colleague, request, who)
    changed = Staff(member_of(request).centre, one.id, one.name, role)
    return await asyncio.to_thread(
        _do, request, one, "staff-role", role != "manager",
        lambda connection: staff.invite_staff(connection, changed, one.username, clock.wall_ms()),
    )  # fmt: skip


@post("/staff/{who:str}/pin", opt=MANAGERS, include_in_schema=False, status_code=200)
async def set_pin(request: Browser, who: FromPath[str]) -> Response[str]:
    """The number with which they open the trainer's corner of a tablet; an empty one closes it to them."""
    pin = (await fields(request)).get("pin", "")
    if pin and not PIN.fullmatch(pin):
        return await asyncio.to_thread(_page, request, wrong="pin")
    one = await asyncio.to_thread(_colleague, request, who)
    centre = member_of(request).centre
    return await asyncio.to_thread(
        _do, request, one, "staff-pin", False, lambda connection: staff.set_pin(connection, centre, one.id, pin)
    )


@get("/staff/{who:str}/leave", opt=MANAGERS, include_in_schema=False)
@in_thread
def ask_leave(request: Browser, who: FromPath[str]) -> Response[str]:
    """What follows when somebody leaves, before it is done."""
    centre, one = member_of(request).centre, _colleague(request, who)
    with reading(request.app.state.engine) as connection:
        others = {id_: name for id_, name in team.trainers(connection, centre).items() if id_ != one.id}
        theirs = [each for each in courses.cohorts(connection, centre) if each.trainer == one.id and not each.ended]
        is_last = one.role == "manager" and not team.can_do_without(connection, centre, one.id)
    return page(request, "leave.html", one=one, others=others, cohorts=theirs, is_last=is_last)


@post("/staff/{who:str}/leave", opt=MANAGERS, include_in_schema=False, status_code=303)
async def leave(request: Browser, who: FromPath[str]) -> Response[str]:
    """Ends their log-ins, hands their classes over, and takes their number from the tablets at the next sync."""
    to = (await fields(request)).get("to", "")
    one = await asyncio.to_thread(_colleague, request, who)
    centre, now = member_of(request).centre, clock.wall_ms()

    def act(connection: Connection) -> None:
        heir = to if to in team.trainers(connection, centre) and to != one.id else ""
        courses.hand_over(connection, centre, one.id, heir, now)
        staff.deactivate(connection, centre, one.id, now)

    return await asyncio.to_thread(_do, request, one, "staff-left", True, act)


@post("/staff/{who:str}/return", opt=MANAGERS, include_in_schema=False, status_code=303)
@in_thread
def come_back(request: Browser, who: FromPath[str]) -> Response[str]:
    """They work here again, and need a link to a password."""
    one, centre = _colleague(request, who), member_of(request).centre
    return _do(request, one, "staff-back", False, lambda connection: staff.reactivate(connection, centre, one.id))


def _colleague(request: Browser, who: str) -> Colleague:
    """Whom a manager may change. Whoever could change an operator would be one, and see every centre of the hub."""
    with reading(request.app.state.engine) as connection:
        found = team.colleague(connection, member_of(request).centre, who)
    if found is None or found.role not in GIVEN:
        raise NotFound("nobody of that name works here for a manager to change")
    return found


def _do(
    request: Browser, one: Colleague, what: str, loses_manager: bool, act: Callable[[Connection], None]
) -> Response[str]:
    """Changes somebody; a centre that would be left without a manager stays as it is."""
    member = member_of(request)

    def change(connection: Connection) -> bool:
        if loses_manager and one.role == "manager" and not team.can_do_without(connection, member.centre, one.id):
            return False
        act(connection)
        audit.note(connection, member.centre, member.id, what, one.id, clock.wall_ms())
        return True

    if not transact(request.app.state.engine, change):
        return _page(request, wrong="last-manager")
    return Redirect("/staff", status_code=303)
