"""Lessons for those who write and teach them: where people stop, what they pick wrongly, what looks different now."""

import csv
import io
from collections.abc import Iterator, Mapping
from typing import Annotated, Any

import msgspec
from litestar import Response, get, post
from litestar.params import FromPath, QueryParameter
from litestar.response import Redirect
from markupsafe import Markup
from msgspec import Struct
from sqlalchemy import Connection

from elderapp import clock, i18n
from elderapp.hub import figures, insight
from elderapp.hub.auth import AUTHORS, NotFound
from elderapp.hub.insight import Step
from elderapp.hub.pages import printing, words
from elderapp.hub.pages.attendance import safe
from elderapp.hub.pages.classes import member_of
from elderapp.hub.pages.render import Browser, language_of, page
from elderapp.hub.pages.rosters import file
from elderapp.hub.shelf import words_of
from elderapp.hub.storage import audit
from elderapp.hub.storage.engine import reading, transact
from elderapp.hub.threads import in_thread
from elderapp.lesson.model import TRACKS, Call, Choose, Lesson, Order, Say, Show
from elderapp.lesson.model import Step as LessonStep
from elderapp.packs.trust import ALERTS

SPANS = (1, 3, 12)
"""Months that can be looked at, with the one that is running."""
BEST_FIRST = ("alone", "together", "variant", "trick")
"""Which stage is shown where nothing stands out."""

Months = Annotated[int, QueryParameter(name="months")]
StageName = Annotated[str, QueryParameter(name="stage")]


class Line(Struct, frozen=True):
    """One step of a stage: its number there, its words, what was counted, and the word for how it goes."""

    n: int
    step: str
    words: str
    counted: Step
    verdict: str
    wrongs: tuple[tuple[str, int], ...] = ()


@get("/lessons", opt=AUTHORS, include_in_schema=False)
@in_thread
def show_all(request: Browser, months: Months = 3) -> Response[str]:
    """Every lesson in a line; those that hold people up first."""
    centre, state = member_of(request).centre, request.app.state
    lessons = {one.id: one for one in state.shelf.lessons()}
    with reading(state.engine) as connection:
        found = insight.overview(connection, centre, _since(months), lambda one, place: _knows(lessons, one, place))
    tracks = {track: [one for one in lessons.values() if one.track == track] for track in TRACKS}
    gone = [name for name in found if name not in lessons and not name.startswith(ALERTS)]
    held = [(one.worst.share, name) for name, one in found.items() if one.worst]
    stuck = [found[name] for _share, name in sorted(held, reverse=True)[:5]]
    return page(
        request, "lessons.html", found=found, tracks=tracks, gone=gone, stuck=stuck, months=months, spans=SPANS,
        least=insight.LEAST, today=clock.day_of(clock.wall_ms()),
    )  # fmt: skip


@get("/lessons/{lesson:str}", opt=AUTHORS, include_in_schema=False)
@in_thread
def show(request: Browser, lesson: FromPath[str], months: Months = 3, stage: StageName = "") -> Response[str]:
    """One lesson, stage by stage."""
    centre, state = member_of(request).centre, request.app.state
    language, now = language_of(request), clock.wall_ms()
    with reading(state.engine) as connection:
        found, counted = _of(connection, request, lesson, months)
        reports = insight.reports(connection, centre, lesson)
        reviews = insight.reviews(connection, centre, lesson, clock.day_of(now))
        wrongs = insight.wrongs(connection, centre, lesson, _since(months))
    stages = stages_of(found, counted) if found else []
    shown = stage if stage in stages else _telling(stages, counted)
    lines = lines_of(found, shown, counted, wrongs, i18n.words(language)) if found else []
    return page(
        request, "insight.html", name=lesson, lesson=found, stages=stages, shown=shown, lines=lines, months=months,
        spans=SPANS, reports=reports, reviews=reviews, least=insight.LEAST, chart=_chart(lines, language),
        today=clock.day_of(now), manifest=state.shelf.manifest_of(lesson), place_words=_place_words(found),
    )  # fmt: skip


@get("/lessons/{lesson:str}/steps.csv", opt=AUTHORS, include_in_schema=False)
@in_thread
def download(request: Browser, lesson: FromPath[str], months: Months = 3) -> Response[bytes]:
    """Every step of a lesson, for a spreadsheet. Nobody is named."""
    _ = i18n.words(language_of(request))
    with reading(request.app.state.engine) as connection:
        found, counted = _of(connection, request, lesson, months)
    text = io.StringIO()
    table = csv.writer(text)
    heads = ("部分", "步", "做乜", "做過", "要提示", "示範咗", "再聽一次", "卡住", "中位時間（秒）")
    table.writerow([_(head) for head in heads])
    for stage in stages_of(found, counted) if found else []:
        for line in lines_of(found, stage, counted, {}, _) if found else []:
            one, enough = line.counted, line.counted.done >= insight.LEAST
            numbers = [one.done, one.hinted, one.shown, one.again, one.stuck, one.median if one.median >= 0 else ""]
            told = numbers if enough else [f"<{insight.LEAST}", *[""] * 5]
            table.writerow([_(words.STAGES[stage]), line.n, safe(line.words), *told])
    name = f"{lesson}-steps.csv" if lesson.isascii() and lesson.replace("-", "").isalnum() else "steps.csv"
    return file(("\ufeff" + text.getvalue()).encode(), "text/csv; charset=utf-8", name)


@post("/lessons/{lesson:str}/reports/{report:str}", opt=AUTHORS, include_in_schema=False, status_code=303)
@in_thread
def settle(request: Browser, lesson: FromPath[str], report: FromPath[str]) -> Response[str]:
    """Somebody looked into it."""
    member, now = member_of(request), clock.wall_ms()

    def act(connection: Connection) -> bool:
        if not insight.settle(connection, member.centre, lesson, report, member.id, now):
            return False
        audit.note(connection, member.centre, member.id, "report-settled", report, now)
        return True

    if not transact(request.app.state.engine, act):
        raise NotFound("there is no such report")
    return Redirect(f"/lessons/{lesson}", status_code=303)


def _knows(lessons: Mapping[str, Lesson], name: str, place: str) -> bool:
    """Whether a lesson has this step today. Of one that no pack has everything counts that was counted."""
    stage, _, step = place.partition("/")
    lesson = lessons.get(name)
    if lesson is None:
        return True
    return any(one.kind == stage and any(each.id == step for each in one.steps) for one in lesson.stages)


def _since(months: int) -> str:
    """The first month that is looked at."""
    return figures.earlier(figures.month_of(clock.wall_ms()), (months if months in SPANS else 3) - 1)


def _of(
    connection: Connection, request: Browser, lesson: str, months: int
) -> tuple[Lesson | None, dict[str, Step]]:  # fmt: skip
    """The lesson, and what was counted of it. Raises `NotFound` where neither is there."""
    centre = member_of(request).centre
    found = request.app.state.shelf.lesson(lesson)
    counted = insight.steps(connection, centre, lesson, _since(months))
    is_others = lesson.startswith(ALERTS) and not lesson.startswith(f"{ALERTS}{centre}-")
    if is_others or (found is None and not counted and lesson not in insight.open_reports(connection, centre)):
        raise NotFound("no pack has this lesson")
    return found, counted


def stages_of(lesson: Lesson, counted: dict[str, Step]) -> list[str]:
    """The stages in which something is asked of learners, or was counted."""
    return [
        stage.kind
        for stage in lesson.stages
        if any(_is_asked(step) or f"{stage.kind}/{step.id}" in counted for step in stage.steps)
    ]


def _is_asked(step: LessonStep) -> bool:
    return not isinstance(step, Say | Show)


def _telling(stages: list[str], counted: dict[str, Step]) -> str:
    """The stage with the step that holds people up most."""
    known = [one for one in counted.values() if one.done >= insight.LEAST and one.place.partition("/")[0] in stages]
    worst = max(known, key=lambda one: (one.share, one.done), default=None)
    if worst is not None and worst.share >= insight.WATCH:
        return worst.place.partition("/")[0]
    return next((stage for stage in BEST_FIRST if stage in stages), stages[0] if stages else "")


def lines_of(
    lesson: Lesson, stage: str, counted: dict[str, Step], wrongs: dict[str, list[tuple[str, int]]], _: i18n.Words
) -> list[Line]:
    """The steps of a stage that ask something, in their order."""
    steps = [step for one in lesson.stages if one.kind == stage for step in one.steps]
    known = [step for step in steps if _is_asked(step) or f"{stage}/{step.id}" in counted]
    numbers = {step.id: counted.get(f"{stage}/{step.id}", Step(f"{stage}/{step.id}")) for step in known}
    shares = [one.share for one in numbers.values() if one.done >= insight.LEAST]
    worst = max(shares, default=0.0)
    found = []
    for n, step in enumerate(steps, 1):
        if step.id in numbers:
            place, one = f"{stage}/{step.id}", numbers[step.id]
            picked = tuple((picked_words(lesson, step, what, _), count) for what, count in wrongs.get(place, []))
            found.append(Line(n, step.id, words_of(step), one, _verdict(one, worst), picked))
    return found


def _verdict(one: Step, worst: float) -> str:
    if one.done < insight.LEAST:
        return "few"
    if one.share >= insight.STUCK and one.share == worst:
        return "worst"
    return "watch" if one.share >= insight.WATCH else "fine"


def picked_words(lesson: Lesson, step: LessonStep, picked: str, _: i18n.Words) -> str:
    """What was picked, as it stands on the screen; the author's id where nothing is written there."""
    if picked in words.MISJUDGED:
        return _(words.MISJUDGED[picked])
    match step:
        case Choose(options=options):
            return next((one.text.text for one in options if one.id == picked), picked)
        case Order(items=items):
            return next((one.text.text for one in items if one.id == picked), picked)
        case Call(turns=turns) if picked in turns:
            said = [reply.say.text for turn in turns.values() for reply in turn.replies if reply.to == picked]
            return said[0] if said else picked
        case _:
            mock = lesson.mocks.get(getattr(step, "mock", ""))
            screen = mock.screens.get(getattr(step, "screen", "")) if mock else None
            if picked in words.KEYS:
                return _(words.KEYS[picked])
            things = _things(msgspec.to_builtins(screen.widgets)) if screen else iter(())
            return next((label for name, label in things if name == picked and label), picked)


def _things(data: Any) -> Iterator[tuple[str, str]]:
    """Ids and words of everything on a screen."""
    if isinstance(data, dict):
        label = next((str(data[key]) for key in ("text", "label", "title", "name") if data.get(key)), "")
        if isinstance(data.get("id"), str):
            yield data["id"], label
        for value in data.values():
            yield from _things(value)
    elif isinstance(data, list | tuple):
        for value in data:
            yield from _things(value)


def _place_words(lesson: Lesson | None) -> dict[str, str]:
    """What a learner reads at each place (``stage/step``)."""
    if lesson is None:
        return {}
    return {f"{stage.kind}/{step.id}": words_of(step) for stage in lesson.stages for step in stage.steps}


def _chart(lines: list[Line], language: str) -> Markup:
    """How often each step was done, and how often with a hint; nothing where too little is known."""
    _ = i18n.words(language)
    known = [line for line in lines if line.counted.done >= insight.LEAST]
    if not known:
        return Markup("")
    done, hinted = [line.counted.done for line in known], [line.counted.hinted for line in known]
    labels = [_("第 {n} 步").format(n=line.n) if len(known) < 9 else str(line.n) for line in known]
    label = "；".join(f"{name} {a}／{b}" for name, a, b in zip(labels, hinted, done, strict=True))
    drawn = printing.charts.bars(labels, [(_("做過"), done), (_("要提示"), hinted)], 700, 240)
    title = _("每一步做過幾多次、要提示幾多次") + "。" + label
    return Markup(printing.charts.svg(drawn, title))
