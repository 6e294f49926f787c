"""Rules of practice phones: every screen can be reached and left, money is looked at twice."""

from collections.abc import Callable, Iterator, Mapping

from elderapp.lesson.actions import actions_of, text_ids, typed_of, ways_of
from elderapp.lesson.given import Given
from elderapp.lesson.mock import Banner, Dialog, Keypad, Mock, Rows, Screen, Toggle
from elderapp.lesson.problems import Problem

BACK = "back"
_MONEY_KINDS = ("bank", "wallet")


def of_mock(mock: Mock, given: Given) -> Iterator[Problem]:
    """What is wrong with one practice phone."""
    for rule in _MOCK_RULES:
        yield from rule(mock, given)


def _start_exists(mock: Mock, given: Given) -> Iterator[Problem]:
    if mock.screens and mock.start not in mock.screens:
        yield given.problem(
            "L202", f"{_id(mock)}#start", _id(mock), value=mock.start, mock=_id(mock), known="、".join(mock.screens)
        )


def _ways_exist(mock: Mock, given: Given) -> Iterator[Problem]:
    """Every `goto` leads to a screen that is there."""
    for name, screen in mock.screens.items():
        for goto in ways_of(screen):
            if goto != BACK and goto not in mock.screens:
                path = f"{_id(mock)}:{name}"
                yield given.problem(
                    "L203",
                    f"{path}>{goto}",
                    *(f"{path}~{way}" for way, to in screen.swipes.items() if to == goto),
                    path,
                    value=goto,
                    screen=name,
                    known="、".join(mock.screens),
                )


def _screens_are_reached(mock: Mock, given: Given) -> Iterator[Problem]:
    base = _id(mock)
    reached = {name for name in mock.screens if f"{base}:{name}" in given.entered} | {mock.start}
    todo = list(reached)
    while todo:
        screen = mock.screens.get(todo.pop())
        for goto in ways_of(screen) if screen else ():
            if goto not in reached:
                reached.add(goto)
                todo.append(goto)
    for name in mock.screens:
        if name not in reached and mock.start in mock.screens:
            yield given.problem("L204", f"{base}:{name}", base, severity="warning", screen=name, mock=base)


def _screens_can_be_left(mock: Mock, given: Given) -> Iterator[Problem]:
    """A screen without a way on is an end, and an end says so with a banner."""
    if len(mock.screens) < 2:
        return
    for name, screen in mock.screens.items():
        if not ways_of(screen) and not any(isinstance(widget, Banner) for widget in screen.widgets):
            yield given.problem("L205", f"{_id(mock)}:{name}", _id(mock), screen=name, mock=_id(mock))


def _needs_exist(mock: Mock, given: Given) -> Iterator[Problem]:
    """A button waits for something that can be filled; a keypad fills a field that is there."""
    for name, screen in mock.screens.items():
        ids = {widget.id for widget in typed_of(screen)}
        ids |= {widget.id for widget in screen.widgets if isinstance(widget, Toggle)}
        for action in actions_of(screen):
            needs = action.button.needs if action.button else ""
            if needs and needs not in ids:
                path = f"{_id(mock)}:{name}"
                yield given.problem("L210", f"{path}.{action.id}", path, value=needs, screen=name, known="、".join(ids))
        for widget in screen.widgets:
            if isinstance(widget, Keypad) and widget.field and widget.field not in ids:
                path = f"{_id(mock)}:{name}"
                yield given.problem(
                    "L210", f"{path}.{widget.id}", path, value=widget.field, screen=name, known="、".join(ids)
                )


def _holds_exist(mock: Mock, given: Given) -> Iterator[Problem]:
    """What is pressed for long stands on the screen."""
    for name, screen in mock.screens.items():
        ids = {action.id for action in actions_of(screen)} | text_ids(screen)
        for target in screen.holds:
            if target not in ids:
                path = f"{_id(mock)}:{name}"
                known = "、".join(sorted(ids))
                yield given.problem(
                    "L201", f"{path}^{target}", path, value=target, screen=name, mock=_id(mock), known=known
                )


def _money_says_so(mock: Mock, given: Given) -> Iterator[Problem]:
    if mock.ribbon != "money" and (mock.kind in _MONEY_KINDS or pays(mock.screens)):
        yield given.problem("L221", _id(mock), mock=_id(mock))


def _money_is_looked_at_twice(mock: Mock, given: Given) -> Iterator[Problem]:
    """Nothing is paid from the screen where the amount was entered: a screen with rows or a question lies between."""
    base = _id(mock)
    if mock.ribbon != "money" and not pays(mock.screens):
        return
    for name, screen in mock.screens.items():
        if _is_review(screen) or not _takes_money(screen):
            continue
        for goto in ways_of(screen):
            after = mock.screens.get(goto)
            if after is not None and _is_done(after):
                yield given.problem("L220", f"{base}:{name}>{goto}", f"{base}:{name}", base, screen=name, other=goto)
    if pays(mock.screens) and not any(_is_review(screen) for screen in mock.screens.values()):
        yield given.problem("L220", base, screen=base, other="")


def pays(screens: Mapping[str, Screen]) -> bool:
    """Whether amounts of money are entered on one of these screens."""
    return any(_takes_money(screen) for screen in screens.values())


def _takes_money(screen: Screen) -> bool:
    return any(isinstance(widget, Keypad) and widget.kind == "money" for widget in screen.widgets)


def _is_review(screen: Screen) -> bool:
    return any(isinstance(widget, (Dialog, Rows)) for widget in screen.widgets) and not _takes_money(screen)


def _is_done(screen: Screen) -> bool:
    return any(isinstance(widget, Banner) and widget.tone in ("good", "plain") for widget in screen.widgets)


def _id(mock: Mock) -> str:
    return mock.id.partition("@")[0]


_MOCK_RULES: tuple[Callable[[Mock, Given], Iterator[Problem]], ...] = (
    _start_exists,
    _ways_exist,
    _screens_are_reached,
    _screens_can_be_left,
    _needs_exist,
    _holds_exist,
    _money_says_so,
    _money_is_looked_at_twice,
)
