"""Puts the hub together: tablets' side, pages, documents for machines, and what every answer carries."""

import asyncio
import functools
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from typing import Any
from urllib.parse import quote

from litestar import Litestar, Request, Response, asgi, get
from litestar.config.csrf import CSRFConfig
from litestar.exceptions import HTTPException
from litestar.middleware import DefineMiddleware
from litestar.params import FromPath
from litestar.response import Redirect
from litestar.types import ASGIApp, Message, Method, Receive, Scope, Send
from sqlalchemy import Engine, text
from sqlalchemy.exc import DataError, SQLAlchemyError

from elderapp import clock, keys, resources
from elderapp.errors import ElderError
from elderapp.hub import backups, document, housekeeping, metrics
from elderapp.hub.auth import EVERYBODY, NotAllowed, NotFound, NotSignedIn, Session, guard
from elderapp.hub.board import Board
from elderapp.hub.database import open_hub
from elderapp.hub.gate import Gate, by_version
from elderapp.hub.keeper import Keeper
from elderapp.hub.log import logger
from elderapp.hub.messenger import Messenger
from elderapp.hub.pages import login, render, reporting, watching
from elderapp.hub.pages.routes import ROUTES
from elderapp.hub.patience import TooSlow
from elderapp.hub.publishing import key_of, put_on_shelf
from elderapp.hub.rounds import Rounds
from elderapp.hub.settings import Settings, secret
from elderapp.hub.shelf import Shelf
from elderapp.hub.storage import alerts
from elderapp.hub.storage.engine import reading
from elderapp.hub.tablets import Tablets
from elderapp.hub.threads import in_thread
from elderapp.hub.unsettled import Unsettled
from elderapp.hub.xapi.door import Door
from elderapp.hub.xapi.requests import BASE as XAPI
from elderapp.hub.xapi.service import Store
from elderapp.keys import sha256
from elderapp.sync.protocol import PROBLEM_JSON, Refusal, encode

LARGEST_FORM = 256 * 1024

HEADERS = {
    "content-security-policy": "default-src 'none'; style-src 'self'; script-src 'self'; font-src 'self'; "
    "img-src 'self'; media-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
}

_LINES = [(name.encode(), value.encode()) for name, value in HEADERS.items()]


class NotReady(ElderError):
    """The hub runs and cannot work: see its diary."""

    code = "not-ready"


SYNC = "/sync"
"""Below it the wire, one address a version."""
_MACHINES = [f"^{SYNC}/", f"^{XAPI}", "^/static/"]
"""What knows its visitors by other means than a log-in, or not at all."""

STATUS: dict[type[Exception], int] = {NotSignedIn: 401, NotAllowed: 403, NotFound: 404, NotReady: 503, TooSlow: 408}


def create_app(settings: Settings) -> Litestar:
    """The hub as an ASGI application. Its database is opened, and brought up to date, at once."""
    ended = backups.runs_in(settings.data)
    engine = open_hub(settings)
    shelf = shelf_of(settings)
    _put_back_alerts(engine, settings)
    key, board, unsettled = secret(settings.data), Board(engine), Unsettled()
    gate = Gate(Tablets(engine, settings, shelf), board, settings.in_flight, unsettled)
    app = Litestar(
        route_handlers=[
            _mounted(SYNC, by_version(gate)),
            _mounted(XAPI, Door(Store(engine, settings, unsettled))),
            *ROUTES,
            *(static, healthz, readyz),
        ],
        guards=[guard],
        before_send=[_carry],
        middleware=[
            metrics.counting,
            DefineMiddleware(Session, exclude=_MACHINES, exclude_http_methods=[]),
        ],
        csrf_config=CSRFConfig(
            # Named by the hub: a browser keeps cookies by host, and one that another hub made would bar the log-in.
            secret=key.hex(), cookie_name=f"elder-form-{sha256(key)[:8]}", cookie_httponly=True, cookie_samesite="lax",
            cookie_secure=settings.is_secure, exclude=[*_MACHINES, "^/healthz", "^/readyz", "^/schema"],
        ),
        exception_handlers={ElderError: _refused, HTTPException: _refused, DataError: _nowhere, Exception: _failed},
        openapi_config=document.config(),
        lifespan=[
            functools.partial(_lives, [Messenger(engine, settings, shelf), Keeper(settings, engine)], engine, ended),
            functools.partial(housekeeping.daily, engine, settings.data),
        ],
        request_max_body_size=LARGEST_FORM,
        logging_config=None,
    )  # fmt: skip
    app.state.update(
        {
            "engine": engine,
            "settings": settings,
            "shelf": shelf,
            "secret": key,
            "board": board,
            "tries": login.Tries(),
            "reports": reporting.Kept(),
            "metrics": metrics.Metrics(),
            "unsettled": unsettled,
        }
    )
    app.state.watch = watching.Watch(app.state)
    return app


def shelf_of(settings: Settings) -> Shelf:
    """The packs and alerts that this hub offers."""
    trust, own = settings.trust or resources.assets() / "trust.json", keys.public_of(key_of(settings.data)).hex()
    return Shelf(settings.pack_folder, trust, alerts=settings.alert_folder, hub_key=own)


def _put_back_alerts(engine: Engine, settings: Settings) -> None:
    """The database has every alert that was published: a folder that was lost, or a backup, is whole again."""
    with reading(engine) as connection:
        for digest, data in alerts.every_pack(connection):
            put_on_shelf(settings.alert_folder, digest, data)


@asynccontextmanager
async def _lives(
    workers: list[Rounds], engine: Engine, ended: Callable[[], None], app: Litestar
) -> AsyncIterator[None]:
    stops = [worker.start() for worker in workers]
    try:
        yield
    finally:
        for stop in stops:
            await asyncio.to_thread(stop)
        await asyncio.to_thread(engine.dispose)
        ended()


def _mounted(base: str, side: ASGIApp) -> Any:
    """A side of the hub that knows its visitors by other means than a log-in."""

    @asgi(base, is_mount=True, opt=EVERYBODY, copy_scope=True)
    async def mounted(scope: Scope, receive: Receive, send: Send) -> None:
        await side(scope, receive, send)

    return mounted


@get("/static/{name:str}", opt=EVERYBODY, include_in_schema=False)
@in_thread
def static(request: Request[Any, Any, Any], name: FromPath[str]) -> Response[bytes]:
    """Fonts, icons, style and script, all from here: a hub may have no internet."""
    found = render.static_file(name)
    if found is None:
        raise NotFound("there is no such file")
    # An address with the file's digest never means another file; a font's, named in the style sheet, may.
    kept = "public, max-age=31536000, immutable" if request.url.query else "public, max-age=86400"
    return Response(found[0], media_type=found[1], headers={"Cache-Control": kept})


@get("/healthz", opt=EVERYBODY, sync_to_thread=False)
def healthz() -> dict[str, str]:
    """Whether the hub runs at all."""
    return {"status": "ok"}


@get("/readyz", opt=EVERYBODY)
@in_thread
def readyz(request: Request[Any, Any, Any]) -> dict[str, str]:
    """Whether the hub can do its work: its database answers."""
    try:
        with reading(request.app.state.engine) as connection:
            connection.execute(text("select count(*) from centre")).scalar_one()
    except SQLAlchemyError as error:
        logger.error("not-ready", exc_info=error)
        raise NotReady("the database does not answer") from error
    return {"status": "ok"}


async def _carry(message: Message, scope: Scope) -> None:
    """What every answer carries, refusals too."""
    if message["type"] == "http.response.start":
        message["headers"] = [*message["headers"], *_LINES]


def _refused(request: Request[Any, Any, Any], error: Exception) -> Response[Any]:
    """What somebody asked for and cannot have."""
    if isinstance(error, NotSignedIn) and _wants_page(request):
        if request.headers.get("x-live"):
            return _told(request, error, 401)
        path = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        return Redirect(f"/login?next={quote(path)}" if request.method == "GET" else "/login", status_code=303)
    status = error.status_code if isinstance(error, HTTPException) else STATUS.get(type(error), 500)
    return _told(request, error, status)


def _nowhere(request: Request[Any, Any, Any], error: Exception) -> Response[Any]:
    """PostgreSQL will not even look for a text with a nought in it; SQLite looks and finds nothing."""
    return _told(request, NotFound("there is no such thing"), 404)


def _failed(request: Request[Any, Any, Any], error: Exception) -> Response[Any]:
    """The border: whatever broke is in the diary, and people read plain words."""
    logger.error("failed", route=request.url.path, exc_info=error)
    return _told(request, error, 500)


def _told(request: Request[Any, Any, Any], error: Exception, status: int) -> Response[Any]:
    by_status = {404: "not-found", 405: "wrong-method", 413: "too-large", 500: "hub-failed"}
    code = error.code if isinstance(error, ElderError) and status != 500 else by_status.get(status, "refused")
    headers = {"Allow": _allowed(request)} if status == 405 else {"Connection": "close"} if status == 408 else {}
    if _wants_page(request):
        request.scope.setdefault("user", None)  # no route, so nobody was looked up
        answer: Response[Any] = render.page(request, "error.html", status=status, code=code)
        answer.headers.update(headers)
        return answer
    problem = Refusal(code, status, code.replace("-", " "), now=clock.wall_ms())
    return Response(encode(problem), media_type=PROBLEM_JSON, status_code=status, headers=headers)


def _allowed(request: Request[Any, Any, Any]) -> str:
    """Which methods an address has."""
    found = []
    methods: tuple[Method, ...] = ("GET", "HEAD", "OPTIONS", "POST")
    for method in methods:
        with suppress(HTTPException):
            request.app.asgi_router.handle_routing(path=request.url.path, method=method)
            found.append(method)
    return ", ".join(found)


def _wants_page(request: Request[Any, Any, Any]) -> bool:
    for_machines = ("/api/", "/metrics", "/schema", "/healthz", "/readyz", "/static/", SYNC, XAPI)
    return not request.url.path.startswith(for_machines)
