"""Tokens for a centre's own programs: made, shown once, revoked."""

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
from elderapp.hub.storage import audit, tokens
from elderapp.hub.storage.engine import reading, transact
from elderapp.hub.threads import in_thread


@get("/tokens", opt=MANAGERS, include_in_schema=False)
@in_thread
def show(request: Browser) -> Response[str]:
    """Every token, and a form for another."""
    return _page(request)


def _page(request: Browser, *, secret: str = "", title: str = "", wrong: str = "") -> Response[str]:
    with reading(request.app.state.engine) as connection:
        found = tokens.listed(connection, member_of(request).centre)
    status = 422 if wrong else 200
    return page(
        request, "tokens.html", status=status, tokens=found, secret=secret, about=title, wrong=wrong,
        longest=tokens.MOST_TITLE, most=tokens.MOST,
    )  # fmt: skip


@post("/tokens", opt=MANAGERS, include_in_schema=False, status_code=200)
async def make(request: Browser) -> Response[str]:
    """A new one; its secret is on this page and never again."""
    given = await fields(request)
    return await asyncio.to_thread(_make, request, given)


def _make(request: Browser, given: Fields) -> Response[str]:
    member, now, title = member_of(request), clock.wall_ms(), given.get("title", "")
    if not 0 < len(title) <= tokens.MOST_TITLE or not title.isprintable():
        return _page(request, wrong="title")

    def act(connection: Connection) -> str:
        name, secret = tokens.make(connection, member, title, now)
        if secret:
            audit.note(connection, member.centre, member.id, "token-made", name, now)
        return secret

    secret = transact(request.app.state.engine, act)
    return _page(request, secret=secret, title=title, wrong="" if secret else "many")


@post("/tokens/{token:str}/revoke", opt=MANAGERS, include_in_schema=False, status_code=303)
@in_thread
def revoke(request: Browser, token: FromPath[str]) -> Response[str]:
    """From now on it opens nothing."""
    member, now = member_of(request), clock.wall_ms()

    def act(connection: Connection) -> bool:
        done = tokens.revoke(connection, member.centre, token, now)
        if done:
            audit.note(connection, member.centre, member.id, "token-revoked", token, now)
        return done

    if not transact(request.app.state.engine, act):
        raise NotFound("there is no such token")
    return Redirect("/tokens", status_code=303)
