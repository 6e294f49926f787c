"""`elderapp hub operator`: who looks after the whole hub, for no page makes them."""

import re
from pathlib import Path

import click

from elderapp.cli.hub_options import placed, settings_of


@click.command()
@placed
@click.argument("username", required=False)
@click.option("--name", default="", help="What they are called; without it, USERNAME.")
@click.option("--centre", default=1, show_default=True, help="The centre whose tablets they look after.")
@click.option("--address", default="http://127.0.0.1:8700", show_default=True, help="Where browsers find the hub.")
@click.option("--without-code", is_flag=True, help="Their phone and paper are gone: turn their second step off.")
@click.option("--end", is_flag=True, help="They work here no more.")
def operator(
    *,
    data: Path | None,
    database: str,
    username: str | None,
    name: str,
    centre: int,
    address: str,
    without_code: bool,
    end: bool,
) -> None:
    """Make USERNAME an operator, or print a link to a new password; without USERNAME, tell who is one."""
    from elderapp.hub import overall

    with overall.opened(settings_of(data, database)) as engine:
        if not username:
            for one, by in overall.operators(engine):
                click.echo(f"{by}  {one.name}  (centre {one.centre})")
            return
        if not re.fullmatch(r"[a-z0-9][a-z0-9._-]{1,31}", username):
            raise click.BadParameter(f"{username} is not 2 to 32 small letters and digits", param_hint="USERNAME")
        if end:
            overall.end_operator(engine, username)
            click.echo(f"{username} is no operator any more")
            return
        called = (name or username)[:40]
        token = overall.invite_operator(engine, centre, called, username, without_code=without_code)
    click.echo(f"for {called}, within 48 hours, once: {address.rstrip('/')}/setup/{token}")
