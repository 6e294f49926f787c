"""`elderapp hub backup` and `elderapp hub restore`."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from elderapp import clock, resources

if TYPE_CHECKING:
    from elderapp.hub.settings import Settings

_FOLDER = click.Path(path_type=Path, file_okay=False)


def _where(command: Callable[..., None]) -> Callable[..., None]:
    """Where the hub keeps its things: as `elderapp hub` itself is told."""
    for option in (
        click.option("--data", type=_FOLDER, help="The hub's folder  [default: build/hub]"),
        click.option(
            "--database",
            envvar="ELDERAPP_DATABASE",
            default="",
            help="postgresql://…; without it a SQLite file in the data folder.",
        ),
        click.option(
            "--backups",
            envvar="ELDERAPP_BACKUPS",
            type=_FOLDER,
            help="Where backups are kept, a second disk at best  [default: DATA/backups]",
        ),
    ):
        command = option(command)
    return command


@click.command()
@_where
@click.option("--keep", type=click.IntRange(1), default=14, show_default=True, help="So many stay, older ones go.")
@click.option("--new-disk", is_flag=True, help="The folder is empty now, although backups were put there before.")
def backup(keep: int, *, new_disk: bool, **where: Any) -> None:
    """Copy the whole database while the hub runs, check the copy, and let the oldest go."""
    from elderapp.hub import backups
    from elderapp.hub.database import open_hub

    settings = _settings(keep=keep, **where)
    if not settings.database and not (settings.data / "hub.db").exists():
        raise click.BadParameter(f"there is no hub in {settings.data}", param_hint="--data")
    engine = open_hub(settings)
    try:
        steps: Any = click.progressbar(length=100, label="copying", file=click.get_text_stream("stderr"))
        with steps as bar:
            made = backups.back_up(
                settings,
                engine,
                lambda done, of: bar.update(100 * done // max(of, 1) - bar.pos),
                new_disk=new_disk,
            )
    finally:
        engine.dispose()
    click.echo(f"{settings.backup_folder / made.file}  {made.bytes:,} bytes, {made.statements:,} statements, checked")
    if not settings.is_apart:
        click.echo(
            "It lies in the hub's own folder, and would be lost with it: give --backups a folder on another disk.\n"
            "Until then tablets keep every row."
        )


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@_where
def restore(file: Path, **where: Any) -> None:
    """Put the backup FILE in the database's place, while no hub runs. What was there is kept aside."""
    from elderapp.hub import backups

    settings = _settings(**where)
    done = backups.restore(settings, file)
    made = f"{dt.datetime.fromtimestamp(done.made / 1000, clock.HONG_KONG):%Y-%m-%d %H:%M}" if done.made else "unknown"
    click.echo(f"The hub is as it was at {made} (Hong Kong), with {done.statements:,} statements.")
    if done.aside:
        click.echo(f"The database until now: {done.aside}")
    click.echo("Start the hub: each tablet sends what is missing at its next visit.")
    if done.shut_out < 0:
        click.echo(
            "Who was shut out after that is not known here: see Devices, Staff and Keys for whom to shut out again.",
            err=True,
        )
    elif done.shut_out:
        click.echo(f"Tablets, colleagues and keys that were shut out since and are again: {done.shut_out}")
    if done.beyond:
        click.echo(
            f"Newer backups held {done.beyond:,} statements that tablets may have deleted since: "
            "restore one of those if you can.",
            err=True,
        )


def _settings(*, data: Path | None, database: str, backups: Path | None, keep: int = 14) -> "Settings":
    """What was said here, or before the command's name: `elderapp hub --data X backup`."""
    from elderapp.hub.settings import Settings

    parent = click.get_current_context().parent
    before = parent.params if parent else {}
    return Settings(
        data=data or before.get("data") or resources.build() / "hub",
        database=database or before.get("database", ""),
        backups=backups or before.get("backups"),
        keep=keep,
    )
