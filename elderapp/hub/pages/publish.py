"""Packs for tablets: somebody brings one, some tablets try it, then all; and back to the version before."""

import asyncio
import tempfile
from pathlib import Path

from litestar import Response, get, post
from litestar.datastructures import UploadFile
from litestar.response import Redirect
from msgspec import Struct
from sqlalchemy import Connection

from elderapp import clock
from elderapp.errors import ElderError
from elderapp.hub import offering, publishing
from elderapp.hub.auth import OVERSEERS
from elderapp.hub.log import logger
from elderapp.hub.pages import words
from elderapp.hub.pages.classes import member_of
from elderapp.hub.pages.forms import fields, several
from elderapp.hub.pages.render import Browser, page
from elderapp.hub.shelf import Shelved
from elderapp.hub.storage import audit, devices
from elderapp.hub.storage.engine import reading, transact
from elderapp.hub.threads import in_thread
from elderapp.packs.errors import PackDamaged, PackTooNew, PackUntrusted
from elderapp.packs.model import PICTURES_FOR_ROOMS, age

LARGEST = 256 * 1024 * 1024
"""Bytes of an uploaded pack."""
CHUNK = 1024 * 1024


class Version(Struct, frozen=True):
    """One version of a pack on the shelf, and the numbers of the tablets that are to have it, and that took it."""

    pack: Shelved
    wanted: tuple[str, ...]
    taken: tuple[str, ...]


@get("/devices/packs", opt=OVERSEERS, include_in_schema=False)
@in_thread
def show(request: Browser) -> Response[str]:
    """Every pack with its versions, and which tablet has which."""
    return _page(request)


def _page(request: Browser, wrong: str = "") -> Response[str]:
    centre, shelf = member_of(request).centre, request.app.state.shelf
    with reading(request.app.state.engine) as connection:
        tablets = [line.device for line in devices.devices(connection, centre) if not line.device.revoked]
        told, took = offering.releases(connection, centre), offering.taken(connection, centre)
    wanted = {one.label: offering.packs_for(shelf, told, one.label) for one in tablets}
    packs: dict[str, list[Version]] = {}
    for pack in shelf.versions():
        name = pack.entry.id
        mine = [label for label, theirs in wanted.items() if name in theirs and theirs[name].entry == pack.entry]
        have = [
            one.label
            for one in tablets
            if (found := took.get(one.device, {}).get(name)) and found.digest == pack.entry.digest
        ]
        packs.setdefault(name, []).append(Version(pack, tuple(mine), tuple(have)))
    rooms = {name for name in packs if name.startswith(PICTURES_FOR_ROOMS)}
    return page(
        request, "packs.html", status=422 if wrong else 200, packs=packs, rooms=rooms, tablets=tablets, wrong=wrong,
        says=words.PACK_FAULTS, done=request.query_params.get("done", ""), history=told[:12],
        may_all=member_of(request).role == "operator",
    )  # fmt: skip


@post("/devices/packs", opt=OVERSEERS, include_in_schema=False, status_code=303, request_max_body_size=LARGEST + CHUNK)
async def upload(request: Browser) -> Response[str]:
    """A signed pack comes on the shelf; no tablet has it before it is published."""
    form = await request.form()
    given = form.get("file")
    if not isinstance(given, UploadFile):
        return await asyncio.to_thread(_page, request, "nothing")
    with tempfile.TemporaryDirectory(prefix="pack-") as folder:
        path = Path(folder) / "upload.pack"
        with path.open("wb") as file:
            while piece := await given.read(CHUNK):
                await asyncio.to_thread(file.write, piece)
        return await asyncio.to_thread(_take_in, request, path)


def _take_in(request: Browser, path: Path) -> Response[str]:
    member, state, now = member_of(request), request.app.state, clock.wall_ms()
    if not path.stat().st_size:
        return _page(request, "nothing")
    try:
        pack = publishing.take_in(path, state.shelf)
    except (PackDamaged, PackTooNew, PackUntrusted, OSError) as error:
        code = error.code if isinstance(error, ElderError) else "no-room"
        logger.warning("upload-refused", centre=member.centre, code=code, why=str(error))
        return _page(request, code)
    name = f"{pack.manifest.id} {pack.manifest.version}"

    def act(connection: Connection) -> None:
        # Held back: until it is published it is for a tablet that there is none of.
        one = next(one for one in state.shelf.versions() if one.entry.digest == pack.digest)
        if not any(each.digest == pack.digest for each in offering.releases(connection, member.centre)):
            every = offering.every_centre(connection)
            offering.publish(connection, every, one, (offering.NOBODY,), member.id, "some", now)
        audit.note(connection, member.centre, member.id, "pack-uploaded", name, now)

    transact(state.engine, act)
    return Redirect("/devices/packs?done=uploaded", status_code=303)


@post("/devices/packs/publish", opt=OVERSEERS, include_in_schema=False, status_code=303)
async def publish(request: Browser) -> Response[str]:
    """One version, for some tablets, for all of this centre, or for every centre of the hub."""
    given, tablets = await fields(request), await several(request, "tablet")
    return await asyncio.to_thread(_publish, request, given.get("digest", ""), given.get("whom", ""), tablets)


def _publish(request: Browser, digest: str, whom: str, tablets: list[str]) -> Response[str]:
    member, state, now = member_of(request), request.app.state, clock.wall_ms()
    every = state.shelf.versions()
    one = next((pack for pack in every if pack.entry.digest == digest), None)
    if one is None:
        return _page(request, "gone")

    def act(connection: Connection) -> str:
        known = {line.device.label for line in devices.devices(connection, member.centre)}
        chosen = sorted(known & set(tablets)) if whom == "some" else []
        if whom not in ("some", "centre", "all") or (whom == "some" and not chosen):
            return "nobody"
        if whom == "all" and member.role != "operator":
            return "not-all"
        centres = offering.every_centre(connection) if whom == "all" else [member.centre]
        is_back = any(
            age(pack.entry.version) > age(one.entry.version) for pack in every if pack.entry.id == one.entry.id
        )
        offering.publish(
            connection, centres, one, chosen, member.id, "back" if is_back else "some" if chosen else "all", now
        )
        what = "pack-back" if is_back else "pack-published"
        audit.note(connection, member.centre, member.id, what, f"{one.entry.id} {one.entry.version}", now)
        return ""

    if wrong := transact(state.engine, act):
        return _page(request, wrong)
    logger.info("published", centre=member.centre, pack=one.entry.id, version=one.entry.version, staff=member.id)
    return Redirect("/devices/packs?done=published", status_code=303)
