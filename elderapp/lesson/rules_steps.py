"""Rules of steps on practice phones: everything is where the lesson says, and each step begins where one stands."""

from collections.abc import Iterator

from elderapp.lesson.actions import actions_of, text_ids, typed_of
from elderapp.lesson.given import Given
from elderapp.lesson.mock import Keypad, Mock, Screen
from elderapp.lesson.model import Choose, Gesture, Lesson, Move, Show, Stage, Step, Tap, Type
from elderapp.lesson.problems import Problem

BACK = "back"


def of_lesson(lesson: Lesson, given: Given) -> Iterator[Problem]:
    """What is wrong between the lesson's steps and its practice phones."""
    for stage in lesson.stages:
        for step in stage.steps:
            yield from _of_step(lesson, stage, step, given)
        yield from _jumps(lesson, stage, given)


def entered(lesson: Lesson) -> frozenset[str]:
    """The screens (``mock:screen``) at which some step of the lesson stands."""
    found = set()
    for stage in lesson.stages:
        for step in stage.steps:
            for mock, screen in _stands(step):
                found.add(f"{mock.partition('@')[0]}:{screen}")
    return frozenset(found)


def _stands(step: Step) -> Iterator[tuple[str, str]]:
    match step:
        case Tap(mock=mock, screen=screen) | Type(mock=mock, screen=screen) | Gesture(mock=mock, screen=screen):
            yield mock, screen
        case Choose(mock=mock, screen=screen):
            yield mock, screen
        case Show(moves=moves):
            yield from ((move.mock, move.screen) for move in moves)
        case _:
            return


def _of_step(lesson: Lesson, stage: Stage, step: Step, given: Given) -> Iterator[Problem]:
    if isinstance(step, Show):
        if stage.kind != "watch" or step.id != "watch":
            for number, move in enumerate(step.moves, 1):
                yield from _of_move(lesson, f"{lesson.id}/{step.id}.move-{number}", move, given)
        return
    for mock, name in _stands(step):
        phone = lesson.mocks.get(mock)
        if phone is None or not name:
            continue
        at = _Place(lesson, stage, step, given)
        screen = phone.screens.get(name)
        if screen is None:
            yield at.problem("L202", "screen", name, phone, known="、".join(phone.screens))
        elif isinstance(step, Tap):
            yield from _of_tap(step, phone, screen, at)
        elif isinstance(step, Type):
            yield from _of_type(step, phone, screen, at)
        elif isinstance(step, Gesture):
            yield from _of_gesture(step, phone, screen, at)


class _Place:
    """Where to report a problem of one step in one stage: a variant's problems stand at its mock."""

    def __init__(self, lesson: Lesson, stage: Stage, step: Step, given: Given) -> None:
        self.given = given
        base = f"{lesson.id}/{step.id}"
        self.is_variant = stage.kind == "variant"
        self.paths = (
            (f"{lesson.id}/variant.{step.id}", f"{lesson.id}/variant")
            if self.is_variant
            else (f"{lesson.id}/alone.{step.id}", base)
            if stage.kind == "alone"
            else (base,)
        )
        self.step = step

    def problem(self, code: str, key: str, value: str, phone: Mock, **about: str) -> Problem:
        """A problem with what the step says at `key`."""
        if self.is_variant and code == "L201":
            code = "L222"
        keyed = [f"{path}#{key}" for path in self.paths]
        if self.is_variant:
            keyed = keyed[:1] if keyed[0] in self.given.places and code != "L222" else [self.paths[-1]]
        about |= {"value": value, "screen": getattr(self.step, "screen", ""), "step": self.step.id, "mock": _id(phone)}
        return Problem(code, self.given.place(*keyed, *self.paths), about)


def _of_tap(step: Tap, phone: Mock, screen: Screen, at: _Place) -> Iterator[Problem]:
    ids = {action.id for action in actions_of(screen)}
    if step.target and step.target not in ids:
        elsewhere = _elsewhere(phone, step.target, at.given)
        yield at.problem("L201", "target", step.target, phone, known="、".join(sorted(filter(None, ids))), **elsewhere)
    slip = step.slip
    if slip is None or not slip.target:
        return
    if slip.target == step.target:
        yield at.problem("L223", "slip", slip.target, phone)
    elif slip.target not in ids:
        elsewhere = _elsewhere(phone, slip.target, at.given)
        yield at.problem("L201", "slip", slip.target, phone, known="、".join(sorted(filter(None, ids))), **elsewhere)


def _elsewhere(phone: Mock, target: str, given: Given) -> dict[str, str]:
    """On which other screen the target is, and where that is written."""
    for name, screen in phone.screens.items():
        if target in {action.id for action in actions_of(screen)}:
            base = phone.id.partition("@")[0]
            return {"other": name, "seen": given.whereabouts(f"{base}:{name}.{target}")}
    return {}


def _of_type(step: Type, phone: Mock, screen: Screen, at: _Place) -> Iterator[Problem]:
    typed = {widget.id: widget for widget in typed_of(screen)}
    pads = [widget for widget in typed_of(screen) if isinstance(widget, Keypad)]
    pad = next((pad for pad in pads if step.field in (pad.id, pad.field)), None)
    if not step.field:
        return
    if step.field not in typed or pad is None:
        yield at.problem("L206", "field", step.field, phone, known="、".join(pad.id for pad in pads))
    elif step.expect:
        reason = _cannot_type(step.expect, pad)
        if reason:
            yield at.problem("L207", "expect", step.expect, phone, reason=reason)


def _of_gesture(step: Gesture, phone: Mock, screen: Screen, at: _Place) -> Iterator[Problem]:
    if step.gesture == "hold":
        if step.target and step.target not in screen.holds:
            yield at.problem("L226", "target", step.target, phone, known="、".join(screen.holds))
    elif step.gesture == "scroll":
        ids = {action.id for action in actions_of(screen)} | text_ids(screen)
        if not screen.long:
            yield at.problem("L227", "gesture", step.gesture, phone)
        elif step.target and step.target not in ids:
            elsewhere = _elsewhere(phone, step.target, at.given)
            yield at.problem(
                "L201", "target", step.target, phone, known="、".join(sorted(filter(None, ids))), **elsewhere
            )
    elif step.gesture not in screen.swipes:
        yield at.problem("L208", "gesture", step.gesture, phone, known="、".join(screen.swipes))


def _cannot_type(expect: str, pad: Keypad) -> str:
    """Why this keypad cannot give this text; empty where it can."""
    keys = "0123456789." if pad.kind == "money" else "0123456789"
    odd = next((sign for sign in expect if sign not in keys), "")
    if odd:
        return f"key {odd}"
    if expect.count(".") > 1 or (pad.kind == "money" and len(expect.partition(".")[2]) > 2):
        return "cents"
    if len(expect) > pad.length:
        return f"length {pad.length}"
    return f"max {pad.max}" if pad.max and _amount(expect) > _amount(pad.max) else ""


def _amount(text: str) -> int:
    """Cents; what is no amount counts nothing.

    >>> _amount("12.5"), _amount("5000"), _amount("")
    (1250, 500000, 0)
    """
    whole, _, cents = text.partition(".")
    return int((whole or "0") + cents.ljust(2, "0")[:2]) if (whole + cents).isdigit() else 0


def _of_move(lesson: Lesson, path: str, move: Move, given: Given) -> Iterator[Problem]:
    phone = lesson.mocks.get(move.mock)
    if phone is None or not move.screen:
        return
    mock = phone.id.partition("@")[0]
    screen = phone.screens.get(move.screen)
    if screen is None:
        yield given.problem(
            "L202", f"{path}#screen", path, value=move.screen, mock=mock, known="、".join(phone.screens)
        )
        return
    ids = {action.id for action in actions_of(screen)}
    if move.act == "tap" and move.target and move.target not in ids:
        about = {
            "value": move.target,
            "screen": move.screen,
            "mock": mock,
            "known": "、".join(sorted(filter(None, ids))),
        }
        about |= _elsewhere(phone, move.target, given)
        yield Problem("L201", given.place(f"{path}#tap", path), about)
    if move.act == "swipe" and move.text not in screen.swipes:
        yield given.problem(
            "L208", f"{path}#swipe", path, value=move.text, screen=move.screen, known="、".join(screen.swipes)
        )
    if move.act == "hold" and move.target not in screen.holds:
        yield given.problem(
            "L226", f"{path}#hold", path, value=move.target, screen=move.screen, known="、".join(screen.holds)
        )
    if move.act == "scroll" and not screen.long:
        yield given.problem("L227", f"{path}#scroll", path, value=move.target, screen=move.screen, mock=mock)


def _jumps(lesson: Lesson, stage: Stage, given: Given) -> Iterator[Problem]:
    """A step whose screen is not where the step before has led: the phone would change by itself."""
    if stage.kind not in ("together", "alone"):
        return
    before: tuple[str, str] | None = None
    for step in stage.steps:
        if not isinstance(step, (Tap, Type, Gesture)):
            continue
        phone = lesson.mocks.get(step.mock)
        if phone is None or step.screen not in phone.screens:
            before = None
            continue
        if before and before[0] == step.mock and before[1] not in (step.screen, BACK):
            at = _Place(lesson, stage, step, given)
            problem = at.problem("L209", "screen", step.screen, phone, other=before[1])
            yield Problem(problem.code, problem.where, problem.about, "warning")
        before = (step.mock, _after(step, phone.screens[step.screen]))


def _after(step: "Tap | Type | Gesture", screen: Screen) -> str:
    """The screen that stands there once the step is done."""
    match step:
        case Tap(target=target):
            goto = next((action.goto for action in actions_of(screen) if action.id == target), "")
        case Gesture(gesture="hold", target=target):
            goto = screen.holds.get(target, "")
        case Gesture(gesture=way):
            goto = screen.swipes.get(way, "")
        case _:
            goto = ""
    return goto or step.screen


def _id(mock: Mock) -> str:
    return mock.id.partition("@")[0]
