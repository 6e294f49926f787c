"""`elderapp tablet`: the app itself."""

from pathlib import Path

import click


@click.command()
@click.option("--data", type=click.Path(path_type=Path), default=Path.home() / ".elderapp", help="The tablet's folder.")
@click.option("--hub", "address", help="The hub's address, to pair with it: http://…")
@click.option("--code", help="The one-time code of eight digits that the hub shows.")
@click.option("--portrait", is_flag=True, help="Upright instead of across.")
@click.option("--muted", is_flag=True, help="No sound.")
def tablet(data: Path, address: str | None, code: str | None, portrait: bool, muted: bool) -> None:
    """Open the tablet app. The first time: --hub ADDRESS --code CODE pairs it with the centre."""
    from elderapp.sync import client
    from elderapp.workshop import tablets

    if bool(address) != bool(code):
        raise click.UsageError("pairing needs both: --hub ADDRESS --code CODE")
    home = tablets.Home(data, tablets.trust())
    if address and code:
        with home.open_store() as store, client.pair(store, address, code) as hub:
            home.visit(store, hub)
    tablets.run(home, portrait=portrait, muted=muted)
