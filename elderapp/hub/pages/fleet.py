"""More of the centre's tablets: sheets of codes, sticks, and a tablet that was lost."""

import asyncio

from litestar import Response, get, post
from litestar.datastructures import UploadFile
from litestar.params import FromPath
from litestar.response import Redirect
from sqlalchemy import Connection

from elderapp import clock, i18n
from elderapp.hub import breach
from elderapp.hub.auth import OVERSEERS, TECHNICAL, NotFound
from elderapp.hub.log import logger
from elderapp.hub.pages import printing, tablets, words
from elderapp.hub.pages.classes import member_of
from elderapp.hub.pages.forms import fields
from elderapp.hub.pages.render import Browser, language_of, page
from elderapp.hub.pages.rosters import file
from elderapp.hub.storage import audit, devices, places, sheets, standing
from elderapp.hub.storage.engine import reading, transact
from elderapp.hub.threads import in_thread
from elderapp.hub.usb import Desk, Taken
from elderapp.sync import usb

MOST_FILES = 40


@post("/devices/sheet", opt=TECHNICAL, include_in_schema=False, status_code=200)
@in_thread
def print_sheet(request: Browser) -> Response[bytes]:
    """Twenty codes on paper; the hub keeps only their digests."""
    member, state, now = member_of(request), request.app.state, clock.wall_ms()

    def act(connection: Connection) -> tuple[sheets.Sheet, list[str], str]:
        made, codes = sheets.new_sheet(connection, member.centre, state.secret, member.id, now)
        audit.note(connection, member.centre, member.id, "sheet-printed", made.sheet[:8], now)
        return made, codes, places.centre_title(connection, member.centre)

    made, codes, title = transact(state.engine, act)
    language, address = language_of(request), tablets.address_of(request)
    _ = i18n.words(language)
    printed = [printing.pairing.Code(code, tablets.qr_text(request, address, code)) for code in codes]
    last = made.expires - 60_000
    until = f"{words.day(last, language, _)} {words.time(last, language)}"
    pdf = printing.pairing.sheet(printed, title, until, address, _, language)
    return file(pdf, "application/pdf", "pairing.pdf", inline=True)


@post("/devices/sheet/cancel", opt=TECHNICAL, include_in_schema=False, status_code=303)
async def cancel_sheet(request: Browser) -> Response[str]:
    """Ends a sheet's codes that were not used."""
    given = await fields(request)
    await asyncio.to_thread(_cancel, request, given.get("sheet", ""))
    return Redirect("/devices", status_code=303)


def _cancel(request: Browser, sheet: str) -> None:
    member, now = member_of(request), clock.wall_ms()

    def act(connection: Connection) -> bool:
        done = sheets.cancel(connection, member.centre, sheet, now)
        if done:
            audit.note(connection, member.centre, member.id, "sheet-cancelled", sheet[:8], now)
        return done

    if not transact(request.app.state.engine, act):
        raise NotFound("there is no such sheet")


@post("/devices/usb", opt=TECHNICAL, include_in_schema=False, status_code=200, request_max_body_size=usb.MOST)
async def hand_in(request: Browser) -> Response[str]:
    """Takes in the files that tablets put onto a stick."""
    form = await request.form()
    uploads = [value for value in form.getall("file", []) if isinstance(value, UploadFile)][:MOST_FILES]
    data = [(upload.filename or "", await upload.read()) for upload in uploads]
    taken = await asyncio.to_thread(_take, request, [(name, body) for name, body in data if body])
    return await asyncio.to_thread(tablets.show, request, taken=taken)


def _take(request: Browser, files: list[tuple[str, bytes]]) -> list[tuple[str, Taken]]:
    desk, centre = _desk(request), member_of(request).centre
    return [(name[-60:], desk.take(body, centre)) for name, body in files]


@get("/devices/{device:str}/answer", opt=TECHNICAL, include_in_schema=False)
@in_thread
def answer(request: Browser, device: FromPath[str]) -> Response[bytes]:
    """What a tablet takes home from here on a stick; it alone can open it."""
    tablet = tablets.line_of(request, device).device
    made = _desk(request).answer(tablet, clock.wall_ms()) if not tablet.revoked else b""
    if not made:
        raise NotFound("nothing can be sealed for this tablet yet: hand in its own file first")
    return file(made, "application/octet-stream", f"{device}{usb.ENDING}")


@get("/devices/{device:str}/lost", opt=OVERSEERS, include_in_schema=False)
@in_thread
def ask_lost(request: Browser, device: FromPath[str]) -> Response[str]:
    """What reporting a tablet as lost does, before it is done; afterwards what is known of it."""
    line = tablets.shown_line(request, device)
    stored = _stored(request, line.line.device)
    # Whoever looks after machines alone sees no learner.
    people = stored.people if member_of(request).is_in_class else ()
    return page(request, "lost.html", line=line, stored=stored, people=people)


@post("/devices/{device:str}/lost", opt=OVERSEERS, include_in_schema=False, status_code=303)
@in_thread
def lose(request: Browser, device: FromPath[str]) -> Response[str]:
    """Shuts a lost tablet out, and notes when."""
    member, now, tablet = member_of(request), clock.wall_ms(), tablets.line_of(request, device).device

    def act(connection: Connection) -> None:
        devices.revoke(connection, member.centre, tablet.device, now)
        standing.note_lost(connection, tablet, now)
        audit.note(connection, member.centre, member.id, "device-lost", tablet.label, now)

    transact(request.app.state.engine, act)
    logger.warning("lost", centre=member.centre, device=device, staff=member.id)
    return Redirect(f"/devices/{device}/lost", status_code=303)


@get("/devices/{device:str}/lost.txt", opt={"may": ("manager",)}, include_in_schema=False)
@in_thread
def note_as_text(request: Browser, device: FromPath[str]) -> Response[bytes]:
    """The draft of a breach note, to be copied into a letter."""
    return file(_note(request, device).text.encode(), "text/plain; charset=utf-8", "breach.txt")


@get("/devices/{device:str}/lost.pdf", opt={"may": ("manager",)}, include_in_schema=False)
@in_thread
def note_as_pdf(request: Browser, device: FromPath[str]) -> Response[bytes]:
    """The same, to be finished by hand."""
    note = _note(request, device)
    return file(printing.letter.pdf(note.title, note.parts), "application/pdf", "breach.pdf", inline=True)


def _note(request: Browser, device: str) -> breach.Note:
    line = tablets.shown_line(request, device)
    if not line.standing.lost:
        raise NotFound("this tablet was not reported as lost")
    with reading(request.app.state.engine) as connection:
        title = places.centre_title(connection, member_of(request).centre)
    tablet = line.line.device
    return breach.draft(breach.Lost(title, tablet, line.standing, _stored(request, tablet), line.unsent))


def _stored(request: Browser, tablet: devices.Device) -> standing.Stored:
    with reading(request.app.state.engine) as connection:
        return standing.stored_on(connection, tablet, clock.wall_ms())


def _desk(request: Browser) -> Desk:
    state = request.app.state
    return Desk(state.engine, state.settings, state.shelf, state.unsettled)
