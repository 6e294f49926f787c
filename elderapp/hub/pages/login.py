"""Logging in and out, and the choice of language."""

import asyncio
from typing import Annotated

from litestar import Response, get, post
from litestar.datastructures import Cookie
from litestar.params import FromPath, QueryParameter
from litestar.response import Redirect
from sqlalchemy import Connection

from elderapp import clock, i18n
from elderapp.hub import codes
from elderapp.hub.auth import ANY_STAFF, COOKIE, EVERYBODY
from elderapp.hub.log import logger
from elderapp.hub.pages.render import LANGUAGE, Browser, page
from elderapp.hub.storage import factors, staff
from elderapp.hub.storage.engine import reading, transact
from elderapp.hub.threads import in_thread
from elderapp.hub.throttle import Throttle

PER = 5 * 60 * 1000
MOST_BY_NAME = 5
MOST_BY_ADDRESS = 30
LONGEST = 200

Next = Annotated[str, QueryParameter(name="next")]


class Tries:
    """Wrong passwords lately: for one name from one address, and for one address."""

    def __init__(self) -> None:
        """None yet."""
        self._names, self._addresses = Throttle(MOST_BY_NAME, PER), Throttle(MOST_BY_ADDRESS, PER)
        self._codes = Throttle(MOST_BY_NAME, PER)

    def take(self, name: str, address: str, now: int) -> int:
        """Milliseconds until the next try of a password is allowed; 0 when it is, and then it is counted."""
        if not self._names.take((name, address), now):
            return self._names.wait((name, address), now)
        if not self._addresses.take(address, now):
            self._names.give_back((name, address))
            return self._addresses.wait(address, now)
        return 0

    def forget(self, name: str, address: str) -> None:
        """The right one."""
        self._names.forget((name, address))
        self._addresses.give_back(address)

    def take_code(self, centre: int, name: str, now: int) -> int:
        """The same for a code: by whoever knows the password, from whatever address."""
        return 0 if self._codes.take((centre, name), now) else self._codes.wait((centre, name), now)

    def give_code_back(self, centre: int, name: str) -> None:
        """That was no try of a code."""
        self._codes.give_back((centre, name))

    def forget_code(self, centre: int, name: str) -> None:
        """The right one."""
        self._codes.forget((centre, name))


def local(path: str) -> str:
    r"""`path` if it leads to a page of ours, else the first page.

    >>> local("/live?session=a"), local("//evil.example"), local("https://evil.example"), local("/\\evil.example")
    ('/live?session=a', '/', '/', '/')
    """
    is_ours = path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable()
    return path if is_ours else "/"


@get("/login", opt=EVERYBODY, include_in_schema=False)
@in_thread
def show_login(request: Browser, onward: Next = "/") -> Response[str]:
    """The log-in form."""
    if request.user:
        return Redirect(local(onward), status_code=303)
    return page(request, "login.html", onward=local(onward), username="", problem="")


@post("/login", opt=EVERYBODY, include_in_schema=False, status_code=200)
async def log_in(request: Browser) -> Response[str]:
    """Checks name and password; both wrong or one wrong, the answer is the same."""
    form = await request.form()
    given = [str(form.get(name, "")).replace("\0", "")[:LONGEST] for name in ("username", "password", "next")]
    return await asyncio.to_thread(_log_in, request, *given)


def _log_in(request: Browser, username: str, password: str, onward: str) -> Response[str]:
    app, address = request.app.state, request.client.host if request.client else ""
    tick = clock.mono_ms()
    if wait := app.tries.take(username, address, tick):
        answer = page(request, "login.html", status=429, onward=local(onward), username=username, problem="wait")
        answer.set_header("Retry-After", str(-(-wait // 1000)))
        return answer
    with reading(app.engine) as connection:
        member = staff.check_password(connection, username, password)
    if member is None:
        logger.info("login-refused", client=address)
        return page(request, "login.html", status=403, onward=local(onward), username=username, problem="wrong")
    app.tries.forget(username, address)
    if ticket := _ticket(request, member, local(onward)):
        return page(request, "code.html", ticket=ticket, problem="")

    def enter(connection: Connection) -> str:
        if request.auth:  # never two log-ins of one browser, and none that was there before the password
            staff.log_out(connection, request.auth)
        return staff.log_in(connection, member, clock.wall_ms())

    token = transact(app.engine, enter)
    kept = login_cookie(request, token)
    logger.info("login", centre=member.centre, staff=member.id)
    return Redirect(local(onward), status_code=303, cookies=[kept])


def _ticket(request: Browser, member: staff.Staff, onward: str) -> str:
    """For the second step, where somebody needs one."""
    app = request.app.state
    with reading(app.engine) as connection:
        if not factors.is_on(connection, member):
            return ""
        mark = staff.mark_of(connection, member.centre, member.id)
    expires = clock.wall_ms() + codes.TICKET_LIVES
    return codes.ticket(app.secret, codes.Ticket(member.centre, member.id, mark, onward, expires))


def _is_private(request: Browser) -> bool:
    """Whether nobody on the way can read along: then a cookie is never sent where somebody could."""
    return bool(request.app.state.settings.is_secure or request.url.scheme == "https")


def login_cookie(request: Browser, token: str) -> Cookie:
    """What a browser keeps of a log-in."""
    return Cookie(
        COOKIE, value=token, path="/", httponly=True, samesite="lax", secure=_is_private(request),
        max_age=staff.LOGIN_LIVES // 1000,
    )  # fmt: skip


@post("/logout", opt=ANY_STAFF, include_in_schema=False, status_code=303)
@in_thread
def log_out(request: Browser) -> Response[str]:
    """Ends the log-in, here and on the hub."""
    transact(request.app.state.engine, lambda connection: staff.log_out(connection, request.auth))
    answer = Redirect("/login", status_code=303)
    answer.delete_cookie(COOKIE)
    return answer


@get("/language/{code:str}", opt=EVERYBODY, include_in_schema=False, sync_to_thread=False)
def choose_language(request: Browser, code: FromPath[str], onward: Next = "/") -> Response[str]:
    """Changes the pages' language in this browser."""
    chosen = code if code in i18n.LANGUAGES else i18n.SOURCE
    kept = Cookie(
        LANGUAGE, value=chosen, path="/", httponly=True, samesite="lax", secure=_is_private(request),
        max_age=365 * 24 * 3600,
    )  # fmt: skip
    return Redirect(local(onward), status_code=303, cookies=[kept])
