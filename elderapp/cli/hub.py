"""`elderapp hub`: the centre's server."""

import datetime as dt
import logging
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import click

from elderapp import clock, resources
from elderapp.cli.hub_options import trust as default_trust
from elderapp.cli.lazy import Lazy
from elderapp.cli.options import PORT, made

if TYPE_CHECKING:
    from socket import socket

    from elderapp.hub.settings import Settings

_PARTS: dict[str, str] = {
    "backup": "hub_backup:backup",
    "centre": "hub_centre:centre",
    "credential": "hub_credential:credential",
    "operator": "hub_operator:operator",
    "parent": "hub_parent:parent",
    "report": "hub_report:report",
    "restore": "hub_backup:restore",
    "usb": "hub_usb:usb",
    "verify": "hub_verify:verify",
}
"""What an operator does to a hub's data, each with options of its own; without one of them the server starts."""


@click.group(cls=Lazy, table=_PARTS, invoke_without_command=True)
@click.option("--demo", is_flag=True, help="Make a small invented centre with a class that is on.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on; 0.0.0.0 for tablets.")
@click.option("--port", type=PORT, default=8700, show_default=True, help="0 takes a free one.")
@click.option(
    "--database",
    envvar="ELDERAPP_DATABASE",
    default="",
    help="postgresql://…; without it a SQLite file in the data folder.",
)
@click.option("--data", type=click.Path(path_type=Path, file_okay=False), help="The hub's folder  [default: build/hub]")
@click.option(
    "--packs",
    type=click.Path(path_type=Path, file_okay=False),
    help="Packs for tablets  [default: DATA/packs; with --demo build/packs]",
)
@click.option("--trust", type=click.Path(path_type=Path), help="Publishers whose packs are offered (a JSON list).")
@click.option("--announce", is_flag=True, help="Tell tablets in the network where this hub is; always with --host.")
@click.option(
    "--tls", is_flag=True, help="Speak TLS with a certificate of its own: tablets pin it, browsers warn once."
)
@click.option(
    "--xapi-version",
    type=click.Choice(["1.0.3", "2.0.0"]),
    default="2.0.0",
    show_default=True,
    help="Edition in which others' tools that name none are answered.",
)
@click.option(
    "--backups",
    envvar="ELDERAPP_BACKUPS",
    type=click.Path(path_type=Path, file_okay=False),
    help="Where the daily backup goes, a second disk at best  [default: DATA/backups]",
)
@click.option("--browser", is_flag=True, help="Open the hub in this machine's browser.")
@click.pass_context
def hub(
    context: click.Context,
    *,
    demo: bool,
    host: str,
    port: int,
    database: str,
    data: Path | None,
    packs: Path | None,
    trust: Path | None,
    announce: bool,
    tls: bool,
    xapi_version: str,
    backups: Path | None,
    browser: bool,
) -> None:
    """Start the centre's server: tablets hand in what was learnt, trainers see it in a browser."""
    if context.invoked_subcommand is not None:
        return
    from elderapp.cli.hub_studio import studio
    from elderapp.hub import server
    from elderapp.hub.opening import first_link
    from elderapp.hub.settings import Settings

    logging.basicConfig(level=logging.INFO, stream=sys.stderr, format="%(message)s")
    logging.getLogger("alembic").setLevel(logging.WARNING)
    logging.getLogger("uvicorn").setLevel(logging.WARNING)
    data = made(data or resources.build() / "hub")
    packs = packs or (resources.build() / "packs" if demo else None)
    settings = Settings(
        data=data, database=database, packs=packs, trust=trust or default_trust(), host=host, port=port, tls=tls,
        studio=studio, backups=backups,
        xapi_version=xapi_version,
    )  # fmt: skip
    bound = server.listen(host, port)
    address = server.address_of(bound, settings.scheme)
    if demo:
        _tell(settings, address)
    elif link := first_link(settings, address):
        click.echo(f"Nobody manages this hub yet. Open this once, within 48 hours: {link}")
    if browser:
        import webbrowser

        webbrowser.open(address if demo else link or address)  # it waits until the hub answers
    click.echo(f"hub: {address}  (Ctrl-C stops it)")
    with _announced(settings, bound) if announce or not _is_own(host) else nullcontext():
        server.serve(settings, bound)


def _is_own(host: str) -> bool:
    """Whether only this machine reaches it there."""
    return host in ("localhost", "::1") or host.startswith("127.")


@contextmanager
def _announced(settings: "Settings", bound: "socket") -> Iterator[None]:
    """Tablets find the hub meanwhile. A network without multicast is no reason not to serve."""
    from elderapp import keys
    from elderapp.sync import discovery

    key = keys.key_id(keys.public_of(keys.load_or_make(settings.data / "hub.key")))
    host, port = bound.getsockname()[:2]
    addresses = discovery.own_addresses() if host in ("0.0.0.0", "::") else [host]
    with ExitStack() as ending:
        try:
            ending.enter_context(discovery.announced(addresses, port, key, scheme=settings.scheme))
        except OSError as error:
            click.echo(f"tablets must be told the address, this network carries no announcements: {error}", err=True)
        yield


def _tell(settings: object, address: str) -> None:
    """Fills the demo centre and tells how to log in. The passwords stay in a file of the data folder."""
    from elderapp.hub import demo
    from elderapp.hub.settings import Settings

    assert isinstance(settings, Settings)
    centre = demo.prepare(settings, clock.wall_ms())
    until = dt.datetime.fromtimestamp(clock.wall_ms() / 1000 + 15 * 60, clock.HONG_KONG)
    click.echo(f"trainer: {centre.username} / {centre.password}")
    click.echo(f"manager: {centre.manager} / {centre.manager_password}")
    click.echo(f"pairing code: {centre.pairing_code}  (once, until {until:%H:%M} in Hong Kong)")
    click.echo(f"class page: {address}/live")
