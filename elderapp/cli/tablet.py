"""`elderapp tablet`: the app itself."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from elderapp.cli.options import hub_address, made, pairing_code

if TYPE_CHECKING:
    from elderapp.workshop.tablets import Home


@click.command()
@click.option("--data", type=click.Path(path_type=Path, file_okay=False), help="Its folder  [default: ~/.elderapp]")
@click.option("--hub", "address", help="The hub's address, to pair with it: http://…")
@click.option("--code", help="The one-time code of eight digits that the hub shows.")
@click.option("--portrait", is_flag=True, help="Upright instead of across.")
@click.option("--fullscreen", is_flag=True, help="As large as the screen.")
@click.option("--muted", is_flag=True, help="No sound.")
@click.option("--renew-key", is_flag=True, help="Take a new key, which the old one vouches for; opens nothing.")
def tablet(
    data: Path | None,
    address: str | None,
    code: str | None,
    portrait: bool,
    fullscreen: bool,
    muted: bool,
    renew_key: bool,
) -> None:
    """Open the tablet app. The first time: --hub ADDRESS --code CODE pairs it with the centre, or 配對 in the app."""
    from elderapp.sync import client
    from elderapp.tablet import window
    from elderapp.workshop import tablets

    if bool(address) != bool(code):
        raise click.UsageError("pairing needs both: --hub ADDRESS --code CODE")
    if renew_key:
        _renew(tablets.Home(made(data or Path.home() / ".elderapp"), tablets.trust()))
        return
    pairing = (hub_address(address), pairing_code(code)) if address and code else None
    if not window.has_display():
        # Before pairing, which would use up the code. SDL itself would open an invisible window and wait for ever.
        raise click.UsageError("there is no display for the app's window here: start it from the desktop")
    home = tablets.Home(made(data or Path.home() / ".elderapp"), tablets.trust())
    if pairing:
        with home.open_store() as store, client.pair(store, *pairing) as hub:
            visit = home.visit(store, hub)
        click.echo(f"paired with {hub.address}: {len(visit.packs)} packs of lessons came")
        for refused in visit.refused:
            click.echo(f"not taken: {refused}", err=True)
    tablets.run(home, portrait=portrait, muted=muted, fullscreen=fullscreen)


def _renew(home: "Home") -> None:
    """Changes the tablet's key. Unsent work is not touched by it."""
    from elderapp.sync import client, rotation

    with home.open_store() as store:
        hub = client.known_hub(store)
        if hub is None:
            raise click.UsageError("this tablet is not paired: there is no key to renew")
        with hub:
            click.echo(f"the tablet's key is now {rotation.rotate(store, hub)[:16]}…")
