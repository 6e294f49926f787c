"""`elderapp hub report`: the month-end pack from the command line."""

from pathlib import Path

import click
from rich.console import Console
from rich.progress import Progress

from elderapp import clock
from elderapp.cli.hub_options import placed, settings_of


@click.command()
@placed
@click.option("--packs", type=click.Path(path_type=Path, file_okay=False), help="Packs for tablets, for the topics.")
@click.option("--month", default="", help="2026-10; without it the month before this one.")
@click.option("--months", type=click.Choice(["1", "3", "6", "12"]), default="1", show_default=True, help="Up to it.")
@click.option("--centre", "centres", type=int, multiple=True, help="Only this one; may be given several times.")
@click.option("--language", type=click.Choice(["yue", "en"]), default="yue", show_default=True)
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="[default: report-MONTH.zip]")
def report(
    *,
    data: Path | None,
    database: str,
    packs: Path | None,
    month: str,
    months: str,
    centres: tuple[int, ...],
    language: str,
    out: Path | None,
) -> None:
    """Write the month-end pack (CSV, XLSX and PDF in a zip): counts with their definitions, and nobody's name."""
    from elderapp.hub import figures, overall
    from elderapp.hub.pages import report_files
    from elderapp.hub.shelf import Shelf
    from elderapp.hub.storage.engine import reading

    now = clock.wall_ms()
    month = month or figures.earlier(figures.month_of(now), 1)
    if not figures.is_month(month):
        raise click.BadParameter(f"{month} is no month like 2026-10", param_hint="--month")
    settings = settings_of(data, database, packs)
    with overall.opened(settings) as engine, reading(engine) as connection:
        wanted = overall.chosen(engine, centres)
        asked = figures.Asked(month, "", int(months))
        steps = figures.steps(connection, wanted, asked, now, Shelf(settings.pack_folder, settings.trust).lesson)
        with Progress(console=Console(stderr=True), transient=True) as bar:
            task = bar.add_task("centres", total=len(wanted))
            while True:
                try:
                    next(steps)
                except StopIteration as ended:
                    made: figures.Report = ended.value
                    break
                bar.advance(task)
    path = out or Path(f"report-{month}.zip")
    part = path.with_name(f"{path.name}.part")
    part.write_bytes(report_files.pack(made, report_files.Told(wanted, "", language)))
    part.replace(path)
    click.echo(f"{path}: {made.total.visits} attendances of {made.total.people} people in {len(wanted)} centres")
