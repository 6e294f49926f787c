"""`elderapp tablet`: the app itself."""

from pathlib import Path

import click

from elderapp import clock, keys, resources
from elderapp.packs import trust
from elderapp.sync.client import Hub, pair


@click.command()
@click.option("--data", type=click.Path(path_type=Path), default=Path.home() / ".elderapp", help="The tablet's folder.")
@click.option("--hub", "address", help="The hub's address, to pair with it: http://…")
@click.option("--code", help="The one-time code of eight digits that the hub shows.")
@click.option("--portrait", is_flag=True, help="Upright instead of across.")
@click.option("--muted", is_flag=True, help="No sound.")
def tablet(data: Path, address: str | None, code: str | None, portrait: bool, muted: bool) -> None:
    """Open the tablet app. The first time: --hub ADDRESS --code CODE pairs it with the centre."""
    from elderapp.workshop import tablets

    if bool(address) != bool(code):
        raise click.UsageError("pairing needs both: --hub ADDRESS --code CODE")
    home = tablets.Home(data)
    if address and code:
        tablets.pair(home, address, code)
    tablets.run(home, portrait=portrait, muted=muted)
