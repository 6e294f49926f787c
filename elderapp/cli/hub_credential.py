"""`elderapp hub credential`: a key for another system's technician, where no browser is at hand."""

from pathlib import Path

import click

from elderapp import clock
from elderapp.cli.hub_options import placed, settings_of


@click.command()
@placed
@click.argument("title")
@click.option("--write", is_flag=True, help="It may also hand in statements and documents.")
@click.option("--centre", default=1, show_default=True, help="The centre whose records it opens.")
def credential(title: str, *, write: bool, centre: int, database: str, data: Path | None) -> None:
    """Make a credential for the learning record store (xAPI): TITLE says who uses it. A manager can revoke it."""
    from elderapp.hub.opening import give_credential

    name, secret = give_credential(settings_of(data, database), centre, title, may_write=write, now=clock.wall_ms())
    click.echo(f"name: {name}\nsecret: {secret}  (shown this once)")
