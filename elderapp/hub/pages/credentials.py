"""With what other programs read and write the centre's records (xAPI): making a credential, taking it back."""

import asyncio

from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect
from sqlalchemy import Connection

from elderapp import clock
from elderapp.hub.auth import MANAGERS, NotFound
from elderapp.hub.pages.classes import member_of
from elderapp.hub.pages.forms import Fields, fields
from elderapp.hub.pages.render import Browser, page
from elderapp.hub.storage import audit, credentials
from elderapp.hub.storage.credentials import Credential
from elderapp.hub.storage.engine import reading, transact
from elderapp.hub.threads import in_thread
from elderapp.hub.xapi.requests import BASE

LONGEST_TITLE = 40
RIGHTS = ("read", "write")


@get("/credentials", opt=MANAGERS, include_in_schema=False)
@in_thread
def show(request: Browser) -> Response[str]:
    """Every credential that the centre gave out."""
    return _page(request)


@post("/credentials", opt=MANAGERS, include_in_schema=False, status_code=200)
async def add(request: Browser) -> Response[str]:
    """A new one; its secret is shown this once."""
    given = await fields(request)
    return await asyncio.to_thread(_add, request, given)


@get("/credentials/{credential:str}/revoke", opt=MANAGERS, include_in_schema=False)
@in_thread
def ask_revoke(request: Browser, credential: FromPath[str]) -> Response[str]:
    """What taking it back will do, before it is done."""
    return page(request, "credential_revoke.html", one=_one(request, credential))


@post("/credentials/{credential:str}/revoke", opt=MANAGERS, include_in_schema=False, status_code=303)
@in_thread
def revoke(request: Browser, credential: FromPath[str]) -> Response[str]:
    """It opens nothing any more."""
    member, one, now = member_of(request), _one(request, credential), clock.wall_ms()

    def act(connection: Connection) -> None:
        if credentials.revoke(connection, member.centre, one.id, now):
            audit.note(connection, member.centre, member.id, "credential-revoked", one.id, now)

    transact(request.app.state.engine, act)
    return Redirect("/credentials", status_code=303)


def _add(request: Browser, given: Fields) -> Response[str]:
    title, right = given.get("title", ""), given.get("right", "")
    if not 0 < len(title) <= LONGEST_TITLE:
        return _page(request, given=given, wrong="title")
    if right not in RIGHTS:
        return _page(request, given=given, wrong="right")
    member, now = member_of(request), clock.wall_ms()

    def act(connection: Connection) -> tuple[str, str]:
        made = credentials.make(connection, member.centre, title, may_write=right == "write", who=member.id, now=now)
        audit.note(connection, member.centre, member.id, "credential-added", made[0], now)
        return made

    return _page(request, made=transact(request.app.state.engine, act), about=title)


def _page(
    request: Browser, *, given: Fields | None = None, wrong: str = "", made: tuple[str, str] | None = None,
    about: str = "",
) -> Response[str]:  # fmt: skip
    with reading(request.app.state.engine) as connection:
        found = credentials.credentials(connection, member_of(request).centre)
    address = f"{request.base_url.scheme}://{request.base_url.netloc}{BASE}/"
    return page(
        request, "credentials.html", status=422 if wrong else 200, found=found, given=given or {}, wrong=wrong,
        made=made, about=about, address=address,
    )  # fmt: skip


def _one(request: Browser, name: str) -> Credential:
    with reading(request.app.state.engine) as connection:
        found = credentials.credentials(connection, member_of(request).centre)
    if one := next((one for one in found if one.id == name), None):
        return one
    raise NotFound("there is no such credential")
