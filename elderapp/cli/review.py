"""`elderapp review`: what somebody has to look at again, the most urgent first, with its source and place."""

import datetime as dt
import json
import re
from collections.abc import Iterator
from pathlib import Path

import click
from msgspec import Struct
from msgspec.structs import asdict

from elderapp import resources
from elderapp.authoring.coverage import table
from elderapp.authoring.diagnostics import cells
from elderapp.authoring.explanations import LANGUAGES
from elderapp.authoring.workspace import Workspace, load
from elderapp.cli.check import day_of, root_of
from elderapp.lesson.problems import Span

_NEVER = "never"
_HEADS = {"due": ("限期", "Due"), "id": ("編號", "Id"), "source": ("出處", "Source"), "place": ("位置", "Place")}
_SAYS = {
    "overdue": ("過期", "overdue"),
    "never": ("未核對過", "never reviewed"),
    "none": ("{day} 之前冇嘢要核對", "nothing is due by {day}"),
    "sum": (
        "{day} 之前要核對 {count} 樣：{overdue} 樣過咗期，{never} 樣未核對過",
        "{count} to review by {day}: {overdue} overdue, {never} never reviewed",
    ),
}


class Due(Struct, frozen=True):
    """A lesson or fact to look at again. `due` is an ISO date or empty, `reviewed` one or ``never``."""

    kind: str
    id: str
    due: str
    reviewed: str
    source: str
    file: str
    line: int
    overdue: bool


def _days(_context: click.Context, _option: click.Parameter, value: str) -> int:
    match = re.fullmatch(r"([0-9]{1,4}) ?([dw]?)", value.strip().lower())
    if not match:
        raise click.BadParameter(f"{value} is no time like 60d or 8w")
    return int(match[1]) * (7 if match[2] == "w" else 1)


@click.command()
@click.argument("path", required=False, type=click.Path(exists=True, path_type=Path))
@click.option("--due", "days", callback=_days, default="60d", show_default=True, help="How far ahead: 60d, 8w.")
@click.option("--today", callback=day_of, metavar="DATE", help="The day to count from.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--language", type=click.Choice(LANGUAGES), default="yue", show_default=True, help="Of what is told.")
@click.option("--coverage", is_flag=True, help="Instead: which stages, kinds, facts and clips each lesson has.")
def review(path: Path | None, days: int, today: str, form: str, language: str, *, coverage: bool) -> None:
    """Tell which lessons and facts are due for review, or were never reviewed, by date.

    PATH is a folder of lessons, or a file in it; without one, the lessons that come with the app. Ends with 0: being
    due is no mistake (`elderapp pack build --release` is what refuses).
    """
    workspace = load(root_of(path or resources.lessons()), cuts=False)
    if not workspace.sources:
        raise click.UsageError(f"there is no lesson.yaml under {path}")
    if coverage:
        click.echo(table(workspace, _spoken(workspace)))
        return
    until = (dt.date.fromisoformat(today) + dt.timedelta(days=days)).isoformat()
    found = due(workspace, today, until)
    if form == "json":
        click.echo(json.dumps([asdict(one) for one in found], ensure_ascii=False, indent=1))
        return
    at = LANGUAGES.index(language)
    for line in _table(found, at):
        click.echo(line)
    overdue, never = sum(one.overdue for one in found), sum(one.reviewed == _NEVER for one in found)
    told = _SAYS["sum" if found else "none"][at]
    click.echo(told.format(day=until, count=len(found), overdue=overdue, never=never))


def _spoken(workspace: Workspace) -> set[str]:
    """The lines whose clip of today's words lies in the cache: a person's, or that of the offline voice."""
    from elderapp.authoring.voice import build, lines, recordings, takes
    from elderapp.authoring.voice.espeak import Espeak

    every = {name: line for one in workspace.lessons.values() for name, line in lines.of_lesson(one).items()}
    planned = build.plan(every, Espeak(), workspace.respell, recordings.find(workspace.root))
    cache = resources.build() / "clips"
    return {one.line.id for one in planned if takes.read(cache, one.key) is not None}


def due(workspace: Workspace, today: str, until: str) -> list[Due]:
    """Everything whose review is due by `until`, and every lesson never reviewed, by date; what has none comes first.

    Days are ISO dates. A review is overdue from the day after its own, as `check` counts it.
    """
    found = [one for one in _all(workspace, today) if one.due <= until or one.reviewed == _NEVER]
    return sorted(found, key=lambda one: (one.due, one.kind, one.id))


def _all(workspace: Workspace, today: str) -> Iterator[Due]:
    for identity, lesson in workspace.drafts.items():
        places = workspace.places[identity]
        file = workspace.files[identity]
        where = places.get("review_by" if lesson.review_by else "reviewed", Span(file, 1, 1))
        on = lesson.reviewed.partition(" ")[0]
        sources = ", ".join(source.id for source in lesson.sources)
        overdue = bool(lesson.review_by) and lesson.review_by < today
        yield Due("lesson", identity, lesson.review_by, on, sources, file, where.line, overdue)
    for identity, fact in workspace.facts.items():
        where = workspace.places[""].get(f"fact.{identity}", Span("facts.yaml", 1, 1))
        overdue = fact.review_by < today
        yield Due("fact", identity, fact.review_by, fact.checked, fact.source, where.file, where.line, overdue)


def _table(found: list[Due], at: int) -> list[str]:
    """Columns as wide as what stands in them; a Chinese character takes two cells. The place comes last, in full."""
    if not found:
        return []
    rows = [[_HEADS[key][at] for key in ("due", "id", "source", "place")]]
    for one in found:
        notes = [
            _SAYS[name][at] for name, is_so in (("overdue", one.overdue), ("never", one.reviewed == _NEVER)) if is_so
        ]
        rows.append([" ".join([one.due or "–", *notes]), one.id, _short(one.source, 44), f"{one.file}:{one.line}"])
    widths = [max(cells(row[column]) for row in rows) for column in range(3)]
    return ["  ".join([*(_padded(row[n], widths[n]) for n in range(3)), row[3]]) for row in rows]


def _padded(text: str, width: int) -> str:
    return text + " " * (width - cells(text))


def _short(text: str, width: int) -> str:
    """The text, cut to so many cells."""
    if cells(text) <= width:
        return text
    while cells(text) > width - 1:
        text = text[:-1]
    return f"{text}…"
