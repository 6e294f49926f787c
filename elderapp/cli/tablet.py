"""`elderapp tablet`: the app itself."""

from pathlib import Path

import click

from elderapp.cli.options import hub_address, made, pairing_code


@click.command()
@click.option("--data", type=click.Path(path_type=Path, file_okay=False), help="Its folder  [default: ~/.elderapp]")
@click.option("--hub", "address", help="The hub's address, to pair with it: http://…")
@click.option("--code", help="The one-time code of eight digits that the hub shows.")
@click.option("--portrait", is_flag=True, help="Upright instead of across.")
@click.option("--muted", is_flag=True, help="No sound.")
def tablet(data: Path | None, address: str | None, code: str | None, portrait: bool, muted: bool) -> None:
    """Open the tablet app. The first time: --hub ADDRESS --code CODE pairs it with the centre."""
    from elderapp.sync import client
    from elderapp.tablet import window
    from elderapp.workshop import tablets

    if bool(address) != bool(code):
        raise click.UsageError("pairing needs both: --hub ADDRESS --code CODE")
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
    tablets.run(home, portrait=portrait, muted=muted)
