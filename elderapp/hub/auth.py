"""Who is at the browser, and what they may: every route says who may open it, or it opens for nobody."""

import asyncio
from typing import Any

from litestar.connection import ASGIConnection
from litestar.handlers.base import BaseRouteHandler
from litestar.middleware.authentication import AbstractAuthenticationMiddleware, AuthenticationResult

from elderapp import clock
from elderapp.errors import ElderError
from elderapp.hub.storage import staff, tokens
from elderapp.hub.storage.engine import reading, transact

COOKIE = "elder-login"

EVERYBODY = {"may": "everybody"}
"""For routes that need no log-in, or know their visitors by other means."""
ANY_STAFF = {"may": ("operator", "manager", "trainer", "volunteer", "author")}
"""For what concerns oneself alone: one's password, logging out."""
CLASSROOM = {"may": ("volunteer", "trainer", "manager")}
"""The roll, raised hands and the help desk: what somebody who helps in class needs."""
TEACHERS = {"may": ("trainer", "manager")}
"""Everything about learners and their classes."""
AUTHORS = {"may": ("author", "trainer", "manager")}
"""How lessons go, without names, and scam alerts."""
REPORTERS = {"may": ("operator", "trainer", "manager")}
"""Figures without names: whose, says `storage.sharing`."""
TECHNICAL = {"may": ("operator", "trainer", "manager")}
"""The tablets; whoever looks after machines alone sees no learner there."""
MANAGERS = {"may": ("manager",)}
OVERSEERS = {"may": ("operator", "manager")}
"""Shutting tablets out, and the list of who changed what."""


READERS = {"may": ("trainer", "manager", "reader")}
"""What programs may read too, with a manager's token."""
WATCHERS = {"may": ("operator", "manager", "reader")}
"""Figures about the hub itself."""
FOR_PROGRAMS = ("/api/", "/metrics")
"""Where a token opens anything at all."""


class NotSignedIn(ElderError):
    """Nobody is logged in: log in first."""

    code = "not-signed-in"


class NotAllowed(ElderError):
    """Whoever is logged in may not do this: ask a manager."""

    code = "not-allowed"


class NotFound(ElderError):
    """There is no such thing, or not in this centre: the two look alike from outside."""

    code = "not-found"


class Session(AbstractAuthenticationMiddleware):
    """Puts the member of staff, or None, into `request.user`."""

    async def authenticate_request(self, connection: ASGIConnection[Any, Any, Any, Any]) -> AuthenticationResult:
        """Looks the log-in's cookie up, or a program's token where programs may come."""
        bearer = connection.headers.get("authorization", "")
        if bearer and connection.url.path.startswith(FOR_PROGRAMS):
            # Never both: whoever names a token is whoever the token says, or nobody.
            found = await asyncio.to_thread(_which, connection.app.state.engine, bearer)
            return AuthenticationResult(user=found, auth="")
        token = connection.cookies.get(COOKIE, "")
        if not token:
            return AuthenticationResult(user=None, auth="")
        member = await asyncio.to_thread(_who, connection.app.state.engine, token)
        return AuthenticationResult(user=member, auth=token if member else "")


def _who(engine: Any, token: str) -> staff.Staff | None:
    with reading(engine) as connection:
        return staff.who(connection, token, clock.wall_ms())


def _which(engine: Any, header: str) -> staff.Staff | None:
    scheme, _, secret = header.partition(" ")
    if scheme.casefold() != "bearer":
        return None
    now = clock.wall_ms()
    with reading(engine) as connection:
        found = tokens.reader(connection, secret.strip())
        stale = found is not None and tokens.is_stale(connection, found, now)
    if found is not None and stale:
        one = found
        transact(engine, lambda connection: tokens.used(connection, one, now))
    return found


def still_in(engine: Any, token: str) -> bool:
    """Whether this log-in is good still: for pages that stay open."""
    return _who(engine, token) is not None


def guard(connection: ASGIConnection[Any, Any, Any, Any], handler: BaseRouteHandler) -> None:
    """Lets in whom the route's `may` names. Raises `NotSignedIn`, `NotAllowed`."""
    may = handler.opt.get("may", ())
    if may == "everybody":
        return
    if connection.user is None:
        raise NotSignedIn("please log in")
    if connection.user.role not in may:
        raise NotAllowed("this page is for others of the staff")
