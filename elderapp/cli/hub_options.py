"""Where a hub's data lies: the same options for everything that is done to it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from elderapp import resources


def placed(command: Callable[..., Any]) -> Callable[..., Any]:
    """Adds ``--data`` and ``--database``."""
    command = click.option(
        "--data", type=click.Path(path_type=Path, file_okay=False), help="The hub's folder  [default: build/hub]"
    )(command)
    return click.option(
        "--database",
        envvar="ELDERAPP_DATABASE",
        default="",
        help="postgresql://…; without it a SQLite file in the data folder.",
    )(command)


def settings_of(data: Path | None, database: str, packs: Path | None = None) -> Any:
    """The settings of a hub that is there. Raises `BadParameter` where none is."""
    from elderapp.hub.settings import Settings

    folder = data or resources.build() / "hub"
    if not database and not (folder / "hub.db").exists():
        raise click.BadParameter(f"there is no hub in {folder}: start one with `elderapp hub`", param_hint="--data")
    return Settings(data=folder, database=database, packs=packs, trust=trust())


def trust() -> Path:
    """The development publisher's key where there is one, else those that come with the app."""
    ours = resources.build() / "trust.json"
    return ours if ours.exists() else resources.assets() / "trust.json"
