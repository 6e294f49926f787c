"""Serves a hub: for good from the command line, or for a while inside another program."""

import errno
import gc
import socket
import threading
import time
from types import TracebackType

import uvicorn
from litestar import Litestar

from elderapp import clock, watchdog
from elderapp.errors import ElderError
from elderapp.hub import certificate
from elderapp.hub.app import create_app
from elderapp.hub.patience import Patient, in_time
from elderapp.hub.settings import Settings

START_WITHIN = 30.0
"""Seconds in which a hub must answer."""


class HubFailed(ElderError):
    """The hub did not start: the message says why."""

    code = "hub-failed"


class _Server(uvicorn.Server):
    """Whoever waits for news is answered before it ends."""

    def __init__(self, settings: Settings) -> None:
        self._app = create_app(settings)
        super().__init__(_config(self._app, settings))
        self._sign_every, self._signed = watchdog.every(), 0.0

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Answers from now on."""
        await super().startup(sockets)
        if self.started:
            watchdog.tell("READY=1")

    async def on_tick(self, counter: int) -> bool:
        """Ten times a second while requests can be answered; says so, where somebody waits for it."""
        if self._sign_every and clock.monotonic() - self._signed >= self._sign_every:
            self._signed = clock.monotonic()
            watchdog.tell("WATCHDOG=1")
        return await super().on_tick(counter)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Ends once every request is answered."""
        watchdog.tell("STOPPING=1")
        self._app.state.board.close()
        await super().shutdown(sockets)


def _config(app: Litestar, settings: Settings) -> uvicorn.Config:
    shown, key = certificate.files(settings.data) if settings.tls else (None, None)
    return uvicorn.Config(
        in_time(app), http=Patient, host=settings.host, port=settings.port, log_config=None, access_log=False,
        server_header=False, timeout_graceful_shutdown=5, timeout_keep_alive=30, h11_max_incomplete_event_size=32_768,
        ssl_certfile=shown, ssl_keyfile=key,
    )  # fmt: skip


def listen(host: str, port: int) -> socket.socket:
    """A socket that is ours alone; port 0 takes a free one. Raises `HubFailed` when it cannot be had."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # asyncio sends at once only where TCP is named: else a body waits 40 ms for the other end to confirm its head.
    bound = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    # On Windows the option of this name would let two hubs listen on one port.
    bound.setsockopt(socket.SOL_SOCKET, getattr(socket, "SO_EXCLUSIVEADDRUSE", socket.SO_REUSEADDR), 1)
    try:
        bound.bind((host, port))
        bound.listen(128)
    except OSError as error:
        bound.close()
        raise HubFailed(_why(host, port, error)) from error
    return bound


def _why(host: str, port: int, error: OSError) -> str:
    """What is in the way of listening, and what to do about it."""
    if error.errno == errno.EADDRINUSE:
        return f"port {port} is taken, perhaps by a hub that runs already: end it, or choose another with --port"
    if error.errno == errno.EACCES:
        return f"port {port} may not be used by this user: choose one above 1023 with --port"
    return f"{host} is not an address of this machine ({error.strerror}): choose another with --host"


def address_of(bound: socket.socket, scheme: str = "http") -> str:
    """How a browser reaches a bound socket; one that listens everywhere is reached at this machine's own address."""
    host, port = bound.getsockname()[:2]
    if host in ("0.0.0.0", "::"):
        host = _own_address()
    return f"{scheme}://[{host}]:{port}" if ":" in host else f"{scheme}://{host}:{port}"


def _own_address() -> str:
    """This machine's address in its network, its name where it is in none. Nothing is sent to find out."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # an address set aside for documents
            return str(probe.getsockname()[0])
        except OSError:
            return socket.gethostname()


def serve(settings: Settings, bound: socket.socket) -> None:
    """Serves until it is told to stop; requests that are being answered are finished first."""
    try:
        server = _Server(settings)
        gc.collect()
        gc.freeze()  # what stays for good need not be looked through for what is gone, while somebody waits for a page
        server.run([bound])
    finally:
        bound.close()


class Running:
    """A hub in a thread of this program, on a free port unless `settings` names one: ``with Running(…) as hub``."""

    def __init__(self, settings: Settings, *, port: int = 0) -> None:
        """The hub is not started yet."""
        self._settings, self._port = settings, port
        self.address = ""

    def __enter__(self) -> "Running":
        """Starts it; returns once it answers. Raises `HubFailed`."""
        self._socket = listen(self._settings.host, self._port)
        self.address = address_of(self._socket, self._settings.scheme)
        try:
            self._server = _Server(self._settings)
        except BaseException:
            self._socket.close()
            raise
        self._thread = threading.Thread(target=self._server.run, args=([self._socket],), name="hub", daemon=True)
        self._thread.start()
        until = time.monotonic() + START_WITHIN
        while not self._server.started:
            if not self._thread.is_alive() or time.monotonic() > until:
                self.__exit__(None, None, None)
                raise HubFailed("the hub did not start: see its diary")
            time.sleep(0.01)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stops it; requests that are being answered are finished first."""
        self._server.should_exit = True
        self._thread.join(timeout=10)
        self._socket.close()
