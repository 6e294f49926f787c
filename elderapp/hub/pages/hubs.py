"""Hubs above and below: how the parent stands; for whoever looks after the machines the hubs below, and codes for them.

Pairing with a parent is done on the hub's own machine: no page makes the hub call an address that somebody typed.
"""

import asyncio

from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect
from sqlalchemy import Connection

from elderapp import clock, keys
from elderapp.hub import children, relations
from elderapp.hub.auth import OVERSEERS, NotFound
from elderapp.hub.log import logger
from elderapp.hub.pages import tablets
from elderapp.hub.pages.classes import member_of
from elderapp.hub.pages.forms import Fields, fields
from elderapp.hub.pages.render import Browser, page
from elderapp.hub.storage import audit, below, devices
from elderapp.hub.storage.engine import reading, transact
from elderapp.hub.threads import in_thread

OPERATORS = {"may": ("operator",)}
"""Codes for hubs, and shutting them out: they are other centres' machines."""


@get("/devices/hubs", opt=OVERSEERS, include_in_schema=False)
@in_thread
def show(request: Browser) -> Response[str]:
    """How the hubs above and below stand."""
    return _page(request)


@post("/devices/hubs", opt=OPERATORS, include_in_schema=False, status_code=200)
async def invite(request: Browser) -> Response[str]:
    """A code for the hub of a new centre, or of one that has a hub already; shown this once."""
    given = await fields(request)
    return await asyncio.to_thread(_invite, request, given)


@get("/devices/hubs/{device:str}/revoke", opt=OPERATORS, include_in_schema=False)
@in_thread
def ask_revoke(request: Browser, device: FromPath[str]) -> Response[str]:
    """What shutting a hub out will do, before it is done."""
    return page(request, "hub_revoke.html", one=_child(request, device))


@post("/devices/hubs/{device:str}/revoke", opt=OPERATORS, include_in_schema=False, status_code=303)
@in_thread
def revoke(request: Browser, device: FromPath[str]) -> Response[str]:
    """The hub is heard no more; what it brought stays."""
    member, one, now = member_of(request), _child(request, device), clock.wall_ms()

    def act(connection: Connection) -> None:
        if devices.revoke(connection, one.child.centre, device, now):
            audit.note(connection, member.centre, member.id, "hub-revoked", device, now)

    transact(request.app.state.engine, act)
    logger.warning("hub-revoked", centre=one.child.centre, device=device, staff=member.id)
    return Redirect("/devices/hubs", status_code=303)


def _invite(request: Browser, given: Fields) -> Response[str]:
    state, member = request.app.state, member_of(request)
    title, number = given.get("title", ""), given.get("centre", "")
    known = _centres(request, _seen(request))
    if number and number not in set(map(str, known)):
        raise NotFound("there is no such centre below")
    if not number and not (0 < len(title) <= children.MOST_TITLE and title.isprintable()):
        return _page(request, given=given, wrong="title")
    made = relations.invite(state.engine, state.settings, title, member.id, centre=int(number or 0))
    logger.info("hub-invited", centre=made.centre, staff=member.id)
    return _page(request, made=made, title=known[made.centre] if number else title)


def _page(
    request: Browser, *, given: Fields | None = None, wrong: str = "", made: children.Invited | None = None,
    title: str = "",
) -> Response[str]:  # fmt: skip
    state, now = request.app.state, clock.wall_ms()
    with reading(state.engine) as connection:
        parent = relations.parent_of(connection, member_of(request).centre, now)
        pending = below.pending(connection) if member_of(request).role == "operator" else {}
    hubs = _seen(request)
    key = keys.key_id(keys.public_of(keys.load_or_make(state.settings.data / "hub.key")))
    return page(
        request, "hubs.html", status=422 if wrong else 200, parent=parent, hubs=hubs, given=given or {},
        pending=pending, known={**{one.child.centre: one.child.title for one in hubs}, **pending},
        wrong=wrong, made=made, title=title, key=key, address=tablets.address_of(request),
    )  # fmt: skip


def _seen(request: Browser) -> list[relations.Under]:
    """Whoever looks after the machines sees every hub below; others that of their own centre."""
    member = member_of(request)
    with reading(request.app.state.engine) as connection:
        centre = None if member.role == "operator" else member.centre
        return relations.children_of(connection, clock.wall_ms(), centre)


def _centres(request: Browser, hubs: list[relations.Under]) -> dict[int, str]:
    """Centres whose hub may be given another code."""
    with reading(request.app.state.engine) as connection:
        return {**{one.child.centre: one.child.title for one in hubs}, **below.pending(connection)}


def _child(request: Browser, device: str) -> relations.Under:
    if one := next((one for one in _seen(request) if one.child.device == device), None):
        return one
    raise NotFound("there is no such hub")
