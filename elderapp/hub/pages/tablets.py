"""The centre's tablets: which are well, pairing a new one, shutting one out and taking it back."""

import segno
from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect
from markupsafe import Markup
from sqlalchemy import Connection

from elderapp import clock, keys
from elderapp.hub import certificate, fleet, offering, relations
from elderapp.hub.auth import MANAGERS, OVERSEERS, TECHNICAL, NotFound
from elderapp.hub.log import logger
from elderapp.hub.pages.classes import member_of
from elderapp.hub.pages.render import Browser, page
from elderapp.hub.storage import audit, below, devices, places, sheets, standing
from elderapp.hub.storage.devices import DeviceLine
from elderapp.hub.storage.engine import reading, transact
from elderapp.hub.threads import in_thread
from elderapp.hub.usb import Taken
from elderapp.sync import discovery


@get("/devices", opt=TECHNICAL, include_in_schema=False)
@in_thread
def show_devices(request: Browser) -> Response[str]:
    """Every tablet of the centre; of one, what there is to do."""
    return show(request)


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
    address = address_of(request)
    drawn = segno.make(qr_text(request, address, code), error="m", micro=False)
    svg = drawn.svg_inline(border=2, dark="#1C2331", light="#FFFFFF", omitsize=True)
    return show(request, code=code, address=address, qr=Markup(svg))


def address_of(request: Browser) -> str:
    """Where tablets reach this hub. A browser on the hub's own machine may call it localhost, which they cannot."""
    url, settings = request.base_url, request.app.state.settings
    is_here = url.hostname in ("localhost", "127.0.0.1") and settings.host in ("0.0.0.0", "::")
    if is_here and (own := discovery.own_addresses()):
        return f"{url.scheme}://{own[0]}:{url.port or settings.port}"
    return f"{url.scheme}://{url.netloc}"


def qr_text(request: Browser, address: str, code: str) -> str:
    """What a pairing QR says: where, the code, the key that the hub there must have, its certificate if it has one."""
    settings = request.app.state.settings
    key = keys.key_id(keys.public_of(keys.load_or_make(settings.data / "hub.key")))
    pin = f"&pin={certificate.pin(settings.data)}" if settings.tls else ""
    return f"elderapp:pair?hub={address}&code={code}&key={key}{pin}"


def show(
    request: Browser, *, code: str = "", address: str = "", qr: str = "", taken: list[tuple[str, Taken]] | None = None
) -> Response[str]:
    """The page, with a fresh code or with what came on a stick."""
    state, member, now = request.app.state, member_of(request), clock.wall_ms()
    found = lines(request, now)
    with reading(state.engine) as connection:
        # Whoever looks after machines alone sees no learner.
        seen = (one.line.learner for one in found if member.is_in_class)
        names = places.names(connection, member.centre, seen)
        sheets_open = sheets.open_sheets(connection, member.centre, now)
        parent = relations.parent_of(connection, member.centre, now)
    picked = request.query_params.get("tablet", "")
    chosen = next((one for one in found if one.line.device.device == picked), None)
    return page(
        request, "devices.html", lines=[one for one in found if one.kind != "out"],
        out=[one for one in found if one.kind == "out"], counts=fleet.counts(found), chosen=chosen, names=names,
        sheets=sheets_open, code=code, address=address, qr=qr, taken=taken,
        parent=parent,
    )  # fmt: skip


@get("/devices/{device:str}/revoke", opt=OVERSEERS, include_in_schema=False)
@in_thread
def ask_revoke(request: Browser, device: FromPath[str]) -> Response[str]:
    """What shutting a tablet out will do, before it is done."""
    return page(request, "revoke.html", line=line_of(request, device))


@post("/devices/{device:str}/revoke", opt=OVERSEERS, include_in_schema=False, status_code=303)
@in_thread
def revoke(request: Browser, device: FromPath[str]) -> Response[str]:
    """Shuts a tablet out."""
    member, line = member_of(request), line_of(request, device)

    def act(connection: Connection) -> None:
        if devices.revoke(connection, member.centre, line.device.device, clock.wall_ms()):
            audit.note(connection, member.centre, member.id, "device-revoked", line.device.label, clock.wall_ms())

    transact(request.app.state.engine, act)
    logger.warning("revoked", centre=member.centre, device=device, staff=member.id)
    return Redirect("/devices", status_code=303)


@get("/devices/{device:str}/back", opt=MANAGERS, include_in_schema=False)
@in_thread
def ask_back(request: Browser, device: FromPath[str]) -> Response[str]:
    """What letting a tablet in again does, before it is done."""
    return page(request, "back.html", line=_shut_out(request, device))


@post("/devices/{device:str}/back", opt=MANAGERS, include_in_schema=False, status_code=303)
@in_thread
def take_back(request: Browser, device: FromPath[str]) -> Response[str]:
    """Lets a tablet in again that was shut out: it is at the centre, and has work to hand in."""
    member, tablet = member_of(request), _shut_out(request, device).device

    def act(connection: Connection) -> None:
        if devices.take_back(connection, member.centre, tablet.device):
            standing.note_found(connection, tablet)
            audit.note(connection, member.centre, member.id, "device-back", tablet.label, clock.wall_ms())

    transact(request.app.state.engine, act)
    logger.warning("taken-back", centre=member.centre, device=device, staff=member.id)
    return Redirect(f"/devices?tablet={device}", status_code=303)


def _shut_out(request: Browser, device: str) -> DeviceLine:
    line = line_of(request, device)
    if not line.device.revoked:
        raise NotFound("this tablet was not shut out")
    return line


def line_of(request: Browser, device: str) -> DeviceLine:
    """One tablet of this centre. Raises `NotFound`."""
    return shown_line(request, device).line


def shown_line(request: Browser, device: str) -> fleet.Line:
    """The same with how it is doing."""
    found = lines(request, clock.wall_ms())
    if one := next((one for one in found if one.line.device.device == device), None):
        return one
    raise NotFound("there is no such tablet")


def lines(request: Browser, now: int) -> list[fleet.Line]:
    """Every tablet of the centre, with how it is doing."""
    state, centre = request.app.state, member_of(request).centre
    with reading(state.engine) as connection:
        hubs = below.names(connection, centre)
        known = [one for one in devices.devices(connection, centre) if one.device.device not in hubs]
        meant = {
            one.device.device: {
                entry.id: entry.version
                for entry in offering.entries(connection, state.shelf, one.device, clock.day_of(now))
            }
            for one in known
        }
        return fleet.lines(known, standing.everybody(connection, centre), meant, now)
