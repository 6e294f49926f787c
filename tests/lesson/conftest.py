from collections.abc import Callable

import pytest
from msgspec.structs import replace

from elderapp.lesson import mock, model
from elderapp.lesson.model import Lesson, Line, Stage, Step
from elderapp.lesson.rules import Given, check


def line(text: str = "撳掣。", identity: str = "a/x/say") -> Line:
    return Line(identity, text)


PHONE = mock.Mock(
    id="phone",
    kind="phone",
    start="home",
    screens={
        "home": mock.Screen(
            (mock.Button(id="go", text="去", goto="list"), mock.Button(id="stay", text="留")), {"up": "list"}
        ),
        "list": mock.Screen((mock.AppBar(text="單", back="home"), mock.Keypad(id="pad", length=4))),
    },
)

GO = model.Tap(id="go", say=line(), where=line("喺中間。", "a/go/where"), mock="phone", screen="home", target="go")
FILL = model.Type(
    id="fill", say=line(), where=line("喺下面。", "a/fill/where"), mock="phone", screen="list", field="pad", expect="12"
)
SWIPE = model.Gesture(id="up", say=line(), where=line("喺下面。"), mock="phone", screen="home", gesture="up")

Made = Callable[..., Lesson]
Codes = Callable[..., list[str]]


@pytest.fixture
def made() -> Made:
    """A sound lesson of one action, with other steps or fields where a test wants them."""

    def make(*steps: Step, stage: str = "together", phone: mock.Mock = PHONE, **fields: object) -> Lesson:
        stages = (Stage("together", (GO,)),) if stage != "together" else ()
        lesson = Lesson(
            id="a",
            track="basics",
            title=line("開電話", "a/title"),
            goal=line("識開電話。", "a/goal"),
            minutes=5,
            reviewed="2026-11-20 陳大文",
            stages=(*stages, Stage(stage, steps or (GO,), line("你試吓。", "a/task"))),  # type: ignore[arg-type]
            done=line("你識做喇。", "a/done"),
            mocks={phone.id: phone},
        )
        return replace(lesson, **fields)

    return make


@pytest.fixture
def codes() -> Codes:
    """The codes of the problems of a lesson, in their order."""

    def find(lesson: Lesson, **given: object) -> list[str]:
        return [problem.code for problem in check(lesson, Given(today="2026-11-22", **given))]  # type: ignore[arg-type]

    return find
