"""`elderapp doctor`: what is wrong with a tablet or a hub, and what to do about it."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from elderapp import resources
from elderapp.cli.doctor_words import WELL, WRONG
from elderapp.cli.options import PORT

if TYPE_CHECKING:
    from elderapp.sync.checkup import Finding

_FOLDER = click.Path(path_type=Path, exists=True, file_okay=False)


@click.command()
@click.option("--tablet", "tablet", type=_FOLDER, help="A tablet's folder  [default: ~/.elderapp, if it is one]")
@click.option("--hub", "hub", type=_FOLDER, help="A hub's folder  [default: build/hub, if it is one]")
@click.option("--port", type=PORT, default=8700, show_default=True, help="Where the hub listens.")
@click.option(
    "--database", envvar="ELDERAPP_DATABASE", default="", help="The hub's, if it is not a SQLite file in its folder."
)
@click.option("--packs", type=click.Path(path_type=Path, file_okay=False), help="The hub's packs.")
@click.option("--trust", type=click.Path(path_type=Path), help="Publishers whose packs are offered (a JSON list).")
def doctor(
    tablet: Path | None, hub: Path | None, port: int, database: str, packs: Path | None, trust: Path | None
) -> int:
    """Look this tablet, this hub, or both over: 0 when all is well, 1 when something is to be done."""
    if tablet is None and hub is None:
        tablet = _if_there(Path.home() / ".elderapp", "tablet.db")
        hub = _if_there(resources.build() / "hub", "hub.key")
    if tablet is None and hub is None:
        raise click.UsageError("there is neither a tablet nor a hub here: name its folder with --tablet or --hub")
    wrong = 0
    if tablet is not None:
        wrong += _tell(f"平板 · tablet  {tablet}", _of_tablet(tablet))
    if hub is not None:
        wrong += _tell(f"中心 · hub  {hub}", _of_hub(hub, port, database, packs, trust))
    click.echo("一切正常 · all is well" if not wrong else f"要處理 {wrong} 項 · {wrong} to see to")
    return 1 if wrong else 0


def _if_there(folder: Path, name: str) -> Path | None:
    return folder if (folder / name).exists() else None


def _of_tablet(folder: Path) -> "Iterable[Finding]":
    from elderapp.errors import ElderError
    from elderapp.store import Store
    from elderapp.sync import checkup
    from elderapp.workshop import tablets

    if not (folder / "tablet.db").exists():
        raise click.UsageError(f"{folder} is no tablet's folder: it holds no tablet.db")
    try:
        # Not mended here: the app may have it open.
        store = Store.open(folder / "tablet.db")
    except ElderError as error:
        return [checkup.Finding("file-damaged", ok=False, fact=str(error)), checkup.of_room(folder)]
    with store:
        sound = checkup.of_sound()
        found = checkup.of_tablet(store, folder / "packs", tablets.trust())
    return [*found, sound] if sound else found


def _of_hub(folder: Path, port: int, database: str, packs: Path | None, trust: Path | None) -> "Iterable[Finding]":
    from elderapp.cli.hub_options import trust as default_trust
    from elderapp.hub import checkup
    from elderapp.hub.settings import Settings

    if not (folder / "hub.key").exists():
        raise click.UsageError(f"{folder} is no hub's folder: it holds no hub.key")
    settings = Settings(data=folder, database=database, packs=packs, trust=trust or default_trust())
    return checkup.of_hub(settings, port=port)


def _tell(heading: str, findings: "Iterable[Finding]") -> int:
    """Prints what was found; gives how much is wrong."""
    click.echo(heading)
    wrong = 0
    for one in findings:
        if one.ok:
            chinese, english = WELL[one.code]
            click.echo(f"  ✓ {chinese} · {english}".replace("{fact}", one.fact))
            continue
        wrong += 1
        fact = one.fact or one.code
        (chinese, english), (todo, to_do) = WRONG.get(one.code, WRONG["hub-refused"])
        for line in (f"  ✗ {chinese}", f"    {english}", f"    → {todo}", f"      {to_do}"):
            click.echo(line.replace("{fact}", fact))
    return wrong
