"""The centre's tablets: which are well, pairing a new one, shutting one out."""

import segno
from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect
from markupsafe import Markup
from sqlalchemy import Connection

from elderapp import clock
from elderapp.hub.auth import OVERSEERS, TECHNICAL, NotFound
from elderapp.hub.log import logger
from elderapp.hub.pages.classes import member_of
from elderapp.hub.pages.render import Browser, page
from elderapp.hub.storage import devices, places
from elderapp.hub.storage.devices import DeviceLine
from elderapp.hub.storage.engine import reading, transact
from elderapp.hub.threads import in_thread

QUIET_AFTER = 24 * 60 * 60 * 1000
"""A tablet not heard of for a day lies in a cupboard, or is lost."""


@get("/devices", opt=TECHNICAL, include_in_schema=False)
@in_thread
def show_devices(request: Browser) -> Response[str]:
    """Every tablet of the centre."""
    return _page(request)


@post("/devices/pair", opt=TECHNICAL, include_in_schema=False, status_code=200)
@in_thread
def pair(request: Browser) -> Response[str]:
    """A code for one tablet, shown this once: the hub keeps only its digest."""
    member, state = member_of(request), request.app.state
    code = transact(
        state.engine,
        lambda connection: devices.new_code(connection, member.centre, state.secret, member.id, clock.wall_ms()),
    )
    logger.info("pairing-code", centre=member.centre, staff=member.id)
    address = f"{request.base_url.scheme}://{request.base_url.netloc}"
    drawn = segno.make(f"elderapp:pair?hub={address}&code={code}", error="m", micro=False)
    svg = drawn.svg_inline(border=2, dark="#1C2331", light="#FFFFFF", omitsize=True)
    return _page(request, code=code, address=address, qr=Markup(svg))


def _page(request: Browser, *, code: str = "", address: str = "", qr: str = "") -> Response[str]:
    centre = member_of(request).centre
    with reading(request.app.state.engine) as connection:
        lines = devices.devices(connection, centre)
        # Whoever looks after machines alone sees no learner.
        seen = (line.learner for line in lines if member_of(request).is_in_class)
        names = places.names(connection, centre, seen)
    return page(
        request, "devices.html", lines=lines, names=names, quiet_after=QUIET_AFTER, code=code, address=address, qr=qr
    )


@get("/devices/{device:str}/revoke", opt=OVERSEERS, include_in_schema=False)
@in_thread
def ask_revoke(request: Browser, device: FromPath[str]) -> Response[str]:
    """What shutting a tablet out will do, before it is done."""
    return page(request, "revoke.html", line=_line(request, device))


@post("/devices/{device:str}/revoke", opt=OVERSEERS, include_in_schema=False, status_code=303)
@in_thread
def revoke(request: Browser, device: FromPath[str]) -> Response[str]:
    """Shuts a tablet out."""
    member, line = member_of(request), _line(request, device)

    def act(connection: Connection) -> bool:
        return devices.revoke(connection, member.centre, line.device.device, clock.wall_ms())

    transact(request.app.state.engine, act)
    logger.warning("revoked", centre=member.centre, device=device, staff=member.id)
    return Redirect("/devices", status_code=303)


def _line(request: Browser, device: str) -> DeviceLine:
    with reading(request.app.state.engine) as connection:
        lines = devices.devices(connection, member_of(request).centre)
    if found := next((line for line in lines if line.device.device == device), None):
        return found
    raise NotFound("there is no such tablet")
