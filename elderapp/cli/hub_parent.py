"""`elderapp hub parent`: the hub above this one. To it, this hub is a tablet that brings other tablets' work along."""

import datetime as dt
from pathlib import Path

import click

from elderapp import clock
from elderapp.cli.hub_options import placed, settings_of
from elderapp.cli.options import hub_address, pairing_code

_CENTRE = click.option("--centre", default=1, show_default=True, help="Which centre's parent.")


@click.group()
def parent() -> None:
    """The hub above this one, at headquarters: `pair` with it, ask how it stands, `leave` it; `invite` a hub below."""


@parent.command()
@placed
@_CENTRE
@click.option("--key", default="", help="The parent's key as it was told you (16 digits): no other hub gets the code.")
@click.argument("address", metavar="URL")
@click.argument("code")
def pair(*, data: Path | None, database: str, centre: int, key: str, address: str, code: str) -> None:
    """Make the hub at URL this centre's parent, with the one-time CODE that it shows. Nobody's name goes there."""
    from elderapp.hub import overall, upward

    settings = settings_of(data, database)
    with overall.opened(settings) as engine:
        overall.chosen(engine, (centre,))
        link = upward.pair(engine, settings, centre, hub_address(address), pairing_code(code), key=key)
    click.echo(f"配對好：{link.address}（{link.title}）· paired with {link.address}, where this centre is {link.title}")
    click.echo("開着的中心一分鐘內會送上紀錄 · a running hub brings its records within a minute; names stay here")


@parent.command()
@placed
@_CENTRE
def status(*, data: Path | None, database: str, centre: int) -> int:
    """How the parent stands: when it was met last, what waits, what is in the way. 1 where something is."""
    from elderapp.hub import overall, relations

    with overall.opened(settings_of(data, database)) as engine:
        found = relations.stands(engine, centre)
    if found is None:
        return _none(centre)
    link = found.link
    click.echo(f"上級中心 · parent: {link.address} ({link.title}, {link.device})")
    click.echo(f"最後成功 · last visit: {_when(link.met)}")
    click.echo(f"等緊送 · waiting: {found.waiting}")
    for device, code, count in found.stuck:
        click.echo(f"✗ 平板 · tablet {device}: {code} ({count})")
    if link.trouble:
        click.echo(f"✗ {link.trouble} ({_when(link.tried)})")
    return 1 if link.trouble or found.stuck else 0


def _none(centre: int) -> int:
    click.echo(f"第 {centre} 間中心沒有上級中心 · centre {centre} has no parent hub")
    return 1


@parent.command()
@placed
@_CENTRE
@click.option("--yes", is_flag=True, help="Do not ask.")
def leave(*, data: Path | None, database: str, centre: int, yes: bool) -> int:
    """Have no parent any more. Nothing of this centre is touched; what the parent has, it keeps."""
    from elderapp.hub import overall, relations

    with overall.opened(settings_of(data, database)) as engine:
        if not yes:
            click.confirm("離開上級中心？· Leave the parent hub?", abort=True)
        if not relations.leave(engine, centre, "@hub"):
            return _none(centre)
    click.echo("離開了；這裏的紀錄全部都在 · left; everything here is as it was")
    return 0


@parent.command()
@placed
@click.option("--centre", default=0, help="A centre that is here already, whose hub is another machine now.")
@click.argument("title", required=False, default="")
def invite(*, data: Path | None, database: str, centre: int, title: str) -> None:
    """At the parent: make a centre called TITLE, and a code of one day with which its hub pairs."""
    from elderapp.hub import overall, relations

    if bool(title) == bool(centre):
        raise click.UsageError("name either the TITLE of a new centre or, with --centre, one that is here")
    settings = settings_of(data, database)
    with overall.opened(settings) as engine:
        if centre:
            overall.chosen(engine, (centre,))
        made = relations.invite(engine, settings, title, "@hub", centre=centre)
    click.echo(f"第 {made.centre} 間中心 · centre {made.centre}: {made.code[:4]} {made.code[4:]}")
    click.echo(f"有效到 · once, until {_when(made.expires)}: elderapp hub parent pair URL {made.code}")


def _when(ms: int) -> str:
    return f"{dt.datetime.fromtimestamp(ms / 1000, clock.HONG_KONG):%Y-%m-%d %H:%M}" if ms else "—"
