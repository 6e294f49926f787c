"""What a monitoring program reads at ``/metrics``: how much is asked, how it went and how much has come in. No names.

Routes stand there as their patterns, so that no id of a learner, a tablet or a session is a label.
"""

from litestar import Response, get
from litestar.types import ASGIApp, Message, Receive, Scope, Send
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from sqlalchemy import Connection, func, select

from elderapp import __version__, clock
from elderapp.hub.auth import WATCHERS
from elderapp.hub.pages.render import Browser
from elderapp.hub.storage import schema
from elderapp.hub.storage.engine import reading
from elderapp.hub.threads import in_thread
from elderapp.sync.protocol import BASE

_TABLETS = ("pair", "people", "roster", "live", "packs", "below")
_METHODS = ("GET", "POST", "HEAD", "OPTIONS")


class Metrics:
    """The figures of one hub, kept in its memory; those of the database are read when they are asked for."""

    def __init__(self) -> None:
        """Nothing has been asked yet."""
        self.registry = CollectorRegistry()
        labels = ("route", "method", "status")
        self.requests = Counter("elderapp_requests", "Requests answered", labels, registry=self.registry)
        self.seconds = Histogram(
            "elderapp_answer_seconds", "Seconds until an answer began", ("route",), registry=self.registry,
            buckets=(0.005, 0.02, 0.05, 0.1, 0.25, 1, 5, 30),
        )  # fmt: skip
        kinds = {
            "statements": "Statements stored", "quarantined": "Statements set aside", "tablets": "Tablets paired",
            "tablets_heard": "Tablets heard of within a day", "logins": "Log-ins alive", "erased": "People erased",
        }  # fmt: skip
        self.held = {name: Gauge(f"elderapp_{name}", said, registry=self.registry) for name, said in kinds.items()}
        about = Gauge("elderapp_build", "This hub's version", ("version",), registry=self.registry)
        about.labels(__version__).set(1)

    def text(self, connection: Connection) -> bytes:
        """Everything, as Prometheus reads it."""
        now = clock.wall_ms()
        for name, value in _held(connection, now).items():
            self.held[name].set(value)
        return generate_latest(self.registry)


def _held(connection: Connection, now: int) -> dict[str, int]:
    device, erased = schema.device, schema.schema_privacy.erased
    asked = {
        "statements": select(func.coalesce(func.sum(schema.log.c.seq), 0)),
        "quarantined": select(func.count()).select_from(schema.quarantine),
        "tablets": select(func.count()).where(device.c.revoked == 0),
        "tablets_heard": select(func.count()).where(device.c.revoked == 0, device.c.seen > now - 24 * 3_600_000),
        "logins": select(func.count()).where(schema.login.c.expires > now),
        "erased": select(func.count()).where(erased.c.merged == ""),
    }
    return {name: int(connection.scalar(one) or 0) for name, one in asked.items()}


def counting(app: ASGIApp) -> ASGIApp:
    """Counts every answer of `app`, and how long it took until it began."""

    async def counted(scope: Scope, receive: Receive, send: Send) -> None:
        began = clock.monotonic()

        async def note(message: Message) -> None:
            if message["type"] == "http.response.start":
                metrics: Metrics = scope["litestar_app"].state.metrics
                route = _route(scope)
                method = str(scope.get("method", ""))
                metrics.requests.labels(route, method if method in _METHODS else "other", message["status"]).inc()
                metrics.seconds.labels(route).observe(clock.monotonic() - began)
            await send(message)

        await app(scope, receive, note)

    return counted


def _route(scope: Scope) -> str:
    """The pattern of an address: of one that is no route, and of the tablets' side, only what is known beforehand."""
    path = scope.get("raw_path", b"").decode("latin-1")  # the other loses its front on the tablets' side
    if path.startswith(BASE):
        last = [part for part in path.removeprefix(BASE).split("/") if part in _TABLETS]
        return f"{BASE}/{last[0] if last else 'batch'}"
    return str(scope.get("path_template") or "none")


@get("/metrics", opt=WATCHERS, include_in_schema=False)
@in_thread
def show(request: Browser) -> Response[bytes]:
    """The figures, for whoever looks after the hub, and for programs with a token."""
    with reading(request.app.state.engine) as connection:
        found = request.app.state.metrics.text(connection)
    return Response(found, headers={"Content-Type": CONTENT_TYPE_LATEST, "Cache-Control": "no-store"})
