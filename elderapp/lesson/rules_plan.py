"""Rules of the whole: not too much at once, pictures that are there, sources that were looked at."""

import re
from collections.abc import Iterator

from elderapp.lesson import mock as widgets
from elderapp.lesson.given import Given
from elderapp.lesson.mock import Mock
from elderapp.lesson.model import Call, Choose, Gesture, Lesson, Order, Say, Spot, Stage, Tap, Type
from elderapp.lesson.problems import Problem

MOST_STEPS = 12
MOST_ACTIONS = 7
LEAST_THINGS, MOST_THINGS = 2, 4
"""Of a step in which things are put in order: they stand on the screen all at once (A09)."""
_CALLS = re.compile("打去|打俾|致電|打電話|熱線|打 ?[0-9]")
_SHOWS = re.compile("職員|導師|家人|屋企人|親身|櫃位|分行")
_ACTIONS = (Tap, Type, Gesture, Order)
_ASKS = (Choose, Spot, Call)


def of_lesson(lesson: Lesson, given: Given) -> Iterator[Problem]:
    """What is wrong with the plan of a lesson."""
    for stage in lesson.stages:
        if stage.kind == "together":
            yield from _together(lesson, stage, given)
    yield from _orders(lesson, given)
    yield from _renames(lesson, given)
    yield from _rescue(lesson, given)
    yield from _needs(lesson, given)
    yield from _pictures(lesson, given)
    yield from _review(lesson, given)


def of_mock(mock: Mock, given: Given) -> Iterator[Problem]:
    """What is missing of one practice phone's pictures."""
    folder = f"{_folder(given)}{mock.id}/"
    for name, screen in mock.screens.items():
        for widget in screen.widgets:
            if isinstance(widget, widgets.Image):
                base = f"{mock.id}:{name}"
                yield from _file(widget.picture, f"picture {base}={widget.picture}", base, given, folder)


def icons_of(mock: Mock) -> Iterator[tuple[str, str]]:
    """Every icon of a practice phone with the path of its place."""
    base = mock.id.partition("@")[0]
    for name, screen in mock.screens.items():
        for icon in (icon for widget in screen.widgets for icon in _icons(widget)):
            yield f"icon {base}:{name}={icon}", icon


def _icons(widget: widgets.Widget) -> Iterator[str]:
    match widget:
        case widgets.Tiles(items=tiles) | widgets.Tabs(items=tiles):
            yield from (tile.icon for tile in tiles)
        case widgets.List(items=items):
            yield from (item.icon for item in items)
        case widgets.Dialog(accept=accept, cancel=cancel):
            yield from (button.icon for button in (accept, cancel) if button)
        case widgets.AppBar(icon=icon) | widgets.Button(icon=icon) | widgets.Banner(icon=icon):
            yield icon
        case _:
            return


def _together(lesson: Lesson, stage: Stage, given: Given) -> Iterator[Problem]:
    steps = stage.steps
    if len(steps) > MOST_STEPS:
        path = f"{lesson.id}/{steps[MOST_STEPS].id}"
        yield given.problem("L505", path, lesson.id, count=str(len(steps)), most=str(MOST_STEPS))
    actions = [step for step in steps if isinstance(step, (*_ACTIONS, *_ASKS))]
    if len(actions) > MOST_ACTIONS:
        path = f"{lesson.id}/{actions[MOST_ACTIONS].id}"
        yield given.problem("L506", path, lesson.id, count=str(len(actions)), most=str(MOST_ACTIONS))
    if not any(isinstance(step, _ACTIONS) for step in steps):
        yield given.problem("L224", f"{lesson.id}/alone", lesson.id)


def _orders(lesson: Lesson, given: Given) -> Iterator[Problem]:
    for stage in lesson.stages:
        for step in stage.steps:
            if isinstance(step, Order) and not LEAST_THINGS <= len(step.items) <= MOST_THINGS:
                path = f"{lesson.id}/{step.id}"
                yield given.problem(
                    "L225",
                    f"{path}#items",
                    path,
                    step=step.id,
                    count=str(len(step.items)),
                    least=str(LEAST_THINGS),
                    most=str(MOST_THINGS),
                )


def _renames(lesson: Lesson, given: Given) -> Iterator[Problem]:
    """An id that a step had before is nobody's today: what was recorded under it would count for two."""
    living = {step.id for stage in lesson.stages for step in stage.steps}
    for stage in lesson.stages:
        for step in stage.steps:
            for old in step.was:
                if old in living:
                    path = f"{lesson.id}/{step.id}"
                    yield given.problem("L128", f"{path}#was={old}", path, id=old, step=step.id)


def _rescue(lesson: Lesson, given: Given) -> Iterator[Problem]:
    """Who cannot hear on the phone needs another way: the card that is shown to staff (A25)."""
    calls = next((line for line in lesson.card if _CALLS.search(line.text)), None)
    if calls is not None and not any(_SHOWS.search(line.text) for line in lesson.card):
        yield given.problem("L228", calls.id, f"{lesson.id}/card", lesson.id, severity="warning", value=calls.text)


def _needs(lesson: Lesson, given: Given) -> Iterator[Problem]:
    for need in lesson.needs:
        if need == lesson.id:
            yield given.problem("L510", f"needs={need}", lesson.id, id=need)
        elif need not in given.lessons:
            yield given.problem("L504", f"needs={need}", lesson.id, severity="warning", id=need)


def _pictures(lesson: Lesson, given: Given) -> Iterator[Problem]:
    for stage in lesson.stages:
        for step in stage.steps:
            path = f"{lesson.id}/{step.id}"
            if isinstance(step, Say | Choose) and step.picture:
                yield from _picture(step.picture, path, given)
            if isinstance(step, Choose):
                for option in step.options:
                    yield from _icon(option.icon, f"icon {path}={option.icon}", path, given)
            if isinstance(step, Order):
                for thing in step.items:
                    yield from _icon(thing.icon, f"icon {path}={thing.icon}", path, given)
    for mock in lesson.mocks.values():
        for path, icon in icons_of(mock):
            yield from _icon(icon, path, mock.id.partition("@")[0], given)


def _picture(name: str, path: str, given: Given) -> Iterator[Problem]:
    """A file beside the lesson, or one of the tablet's own icons."""
    at = (f"{path}#picture", path)
    if set(name) & set("./\\"):
        yield from _file(name, *at, given, _folder(given))
    else:
        yield from _icon(name, *at, given)


def _folder(given: Given) -> str:
    """Of the file that is looked at, with its slash."""
    return "".join(given.file.rpartition("/")[:2])


def _file(name: str, place: str, path: str, given: Given, folder: str) -> Iterator[Problem]:
    if "/" in name or "\\" in name or ".." in name:
        yield given.problem("L509", place, path, value=name, folder=folder)
    elif name and given.pictures is not None and name not in given.pictures:
        yield given.problem("L508", place, path, value=name, folder=folder)


def _icon(name: str, *at: object) -> Iterator[Problem]:
    *paths, given = at
    if not isinstance(given, Given) or given.icons is None or not name or name in given.icons:
        return
    yield given.problem("L507", *(str(path) for path in paths), value=name)


def _review(lesson: Lesson, given: Given) -> Iterator[Problem]:
    """Who opened the sources, and whether it is time to do so again. Notices: nobody is stopped from learning."""
    if lesson.reviewed == "never":
        yield given.problem("L501", "reviewed", lesson.id, severity="notice")
    elif (day := lesson.reviewed.partition(" ")[0]) > given.today:
        yield given.problem("L511", "reviewed", lesson.id, date=day)
    if lesson.review_by and lesson.review_by < given.today:
        yield given.problem("L502", "review_by", lesson.id, severity="notice", date=lesson.review_by)
    for source in lesson.sources:
        if source.review_by and source.review_by < given.today:
            paths = (f"sources={source.id}", lesson.id)
            yield given.problem("L503", *paths, severity="notice", id=source.id, date=source.review_by)
