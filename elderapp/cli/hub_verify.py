"""`elderapp hub verify`: whether the figures that pages show are those that the statements give."""

from collections import Counter
from pathlib import Path

import click
from rich.console import Console
from rich.progress import Progress

from elderapp.cli.hub_options import placed, settings_of

SHOWN = 20
"""Differences that are listed one by one."""


@click.command()
@placed
@click.option("--centre", "centres", type=int, multiple=True, help="Only this one; may be given several times.")
@click.option("--mend", is_flag=True, help="Put the recount in the place of what differs.")
def verify(*, data: Path | None, database: str, centres: tuple[int, ...], mend: bool) -> None:
    """Count every read model anew from the stored statements and compare. Exit 1 when something differs.

    It reads one moment of the database and may run while the hub does; --mend wants no tablets to be handing in.
    Stopped with Ctrl-C it has changed nothing of the centre it was at.
    """
    from elderapp.hub import overall, recount

    with overall.opened(settings_of(data, database)) as engine:
        wanted, sizes = overall.chosen(engine, centres), recount.centres(engine)
        found: list[recount.Difference] = []
        length = sum(sizes[number] for number in wanted)
        with Progress(console=Console(stderr=True), transient=True) as bar:
            task = bar.add_task("statements", total=length)
            for number in wanted:
                found += recount.check(engine, number, lambda n: bar.advance(task, n), mend=mend)
    models = len(recount.MODELS)
    click.echo(f"{length} statements of {len(wanted)} centres counted anew, {models} read models compared")
    if not found:
        click.echo("equal")
        return
    for one in found[:SHOWN]:
        click.echo(f"centre {one.centre}: {one.model} {'/'.join(map(str, one.key))}: {one.kind}")
    counts = Counter(f"{one.model} {one.kind}" for one in found)
    click.echo(f"{len(found)} rows differ: {', '.join(f'{what} {n}' for what, n in sorted(counts.items()))}")
    click.echo("mended" if mend else "`elderapp hub verify --mend` puts the recount in their place")
    raise click.exceptions.Exit(0 if mend else 1)
