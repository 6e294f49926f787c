"""`elderapp hub centre`: one more centre on the same hub."""

import re
from pathlib import Path

import click

from elderapp.cli.hub_options import placed, settings_of


@click.command()
@placed
@click.argument("title", required=False)
@click.option("--name", help="Whoever is to manage it.")
@click.option("--username", help="The name she will log in by: 2 to 32 small letters and digits.")
@click.option("--address", default="http://127.0.0.1:8700", show_default=True, help="Where browsers find the hub.")
@click.option("--list", "lists", is_flag=True, help="Tell the centres there are.")
def centre(
    *,
    data: Path | None,
    database: str,
    title: str | None,
    name: str | None,
    username: str | None,
    address: str,
    lists: bool,
) -> None:
    """Make one more centre called TITLE, and print the link with which its manager chooses a password."""
    from elderapp.hub import overall

    with overall.opened(settings_of(data, database)) as engine:
        if lists:
            for number, known in overall.titles(engine).items():
                click.echo(f"{number}  {known}")
            return
        if not title or not name or not username:
            raise click.UsageError("a centre needs TITLE, --name and --username")
        if not re.fullmatch(r"[a-z0-9][a-z0-9._-]{1,31}", username):
            raise click.BadParameter(f"{username} is not 2 to 32 small letters and digits", param_hint="--username")
        number, token = overall.open_centre(engine, title[:60], name[:40], username, "manager")
    click.echo(f"centre {number}: {title}")
    click.echo(f"for {name}, within 48 hours, once: {address.rstrip('/')}/setup/{token}")
