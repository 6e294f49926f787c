"""Who is at the browser, and what they may: every route says who may open it, or it opens for nobody."""

import asyncio
from typing import Any

from litestar.connection import ASGIConnection
from litestar.handlers.base import BaseRouteHandler
from litestar.middleware.authentication import AbstractAuthenticationMiddleware, AuthenticationResult

from elderapp import clock
from elderapp.errors import ElderError
from elderapp.hub.storage import staff
from elderapp.hub.storage.engine import reading

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
        """Looks the log-in's cookie up."""
        token = connection.cookies.get(COOKIE, "")
        if not token:
            return AuthenticationResult(user=None, auth="")
        member = await asyncio.to_thread(_who, connection.app.state.engine, token)
        return AuthenticationResult(user=member, auth=token if member else "")


def _who(engine: Any, token: str) -> staff.Staff | None:
    with reading(engine) as connection:
        return staff.who(connection, token, clock.wall_ms())


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
