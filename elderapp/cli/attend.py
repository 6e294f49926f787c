"""`elderapp attend`: a learner made of code tries an installation out, from the glass to the trainer's page."""

from pathlib import Path

import click

from elderapp import resources
from elderapp.cli.options import hub_address, made, pairing_code


@click.command()
@click.option(
    "--data",
    type=click.Path(path_type=Path, file_okay=False),
    help="The folder of the tablet that she uses  [default: build/attend, never a tablet in use]",
)
@click.option("--hub", "address", help="The hub's address, to pair with it first: http://…")
@click.option("--code", help="The one-time code of eight digits that the hub shows.")
@click.option("--pictures", type=click.Path(path_type=Path, file_okay=False), help="Where pictures of screens go.")
def attend(data: Path | None, address: str | None, code: str | None, pictures: Path | None) -> None:
    """Let a learner made of code do today's lesson as the first of the class: a try of tablet and hub together.

    The class must be on, and she counts as the person whose name she takes: try it with an invented one.
    """
    from elderapp.sync import client
    from elderapp.tablet import window
    from elderapp.workshop import attending, tablets

    if bool(address) != bool(code):
        raise click.UsageError("pairing needs both: --hub ADDRESS --code CODE")
    home = tablets.Home(made(data or resources.build() / "attend"), tablets.trust())
    with home.open_store() as store:
        if address and code:
            client.pair(store, hub_address(address), pairing_code(code), name="attend").close()
        hub = client.known_hub(store)
        if hub is None:
            raise click.UsageError("this tablet is not paired: give --hub ADDRESS --code CODE")
        with hub:
            home.visit(store, hub)
        roster = store.roster()
        if roster is None or not roster.learners:
            raise click.ClickException("nobody is on this tablet's list: open a class and put somebody in it")
    found = attending.attend(home, pictures, offscreen=not window.has_display())
    click.echo(f"{found.name} did {found.lesson}: {len(found.steps)} steps; the hub took {found.sent} statements")
