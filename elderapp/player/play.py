"""The words that the player and its shell exchange: what happened, what to do, what to show."""

from typing import Literal

from msgspec import Struct

from elderapp.lesson.mock import Screen
from elderapp.lesson.model import Line, StageKind
from elderapp.records.statements import Result, Verb

Outcome = Literal["alone", "hint1", "hint2", "shown", "trainer"]


class _Input(Struct, frozen=True):
    pass


class Tapped(_Input, frozen=True, tag=True):
    """Something on the phone was tapped, by its id in the mock (keys of a keypad too)."""

    target: str


class Missed(_Input, frozen=True, tag=True):
    """The phone was tapped where nothing is."""


class Swiped(_Input, frozen=True, tag=True):
    """A swipe over the phone; the way the finger went."""

    direction: Literal["up", "down", "left", "right"]


class Held(_Input, frozen=True, tag=True):
    """Something on the phone was pressed for long, by its id."""

    target: str


class Scrolled(_Input, frozen=True, tag=True):
    """The phone's screen was scrolled until this came into view."""

    target: str


class Chose(_Input, frozen=True, tag=True):
    """One of the view's answers."""

    answer: str


class Next(_Input, frozen=True, tag=True):
    """下一步."""


class Back(_Input, frozen=True, tag=True):
    """返回."""


class Again(_Input, frozen=True, tag=True):
    """再聽一次."""


class Hint(_Input, frozen=True, tag=True):
    """提吓我."""


class Helped(_Input, frozen=True, tag=True):
    """A trainer has seen this step done with help."""


class Spoken(_Input, frozen=True, tag=True):
    """The voice has said the line with this id to its end (also when there was no clip to play)."""

    line: str


class Shown(_Input, frozen=True, tag=True):
    """The ghost finger has finished its movement."""


class Idle(_Input, frozen=True, tag=True):
    """Nothing was touched for so many seconds on this step: 15, 40 or 75."""

    seconds: int


class Waited(_Input, frozen=True, tag=True):
    """A button's waiting time is over."""

    target: str


Input = (
    Tapped | Missed | Swiped | Held | Scrolled | Chose | Next | Back | Again | Hint | Helped | Spoken | Shown | Idle
    | Waited
)  # fmt: skip


class Play(Struct, frozen=True, tag=True):
    """Say this line; a line that is being said stops."""

    line: Line


class Record(Struct, frozen=True, tag=True):
    """Write a statement of this attempt. `object` is below the lesson: empty, or ``stage/step``."""

    verb: Verb
    object: str = ""
    result: Result = {}


class Wait(Struct, frozen=True, tag=True):
    """Tell `Waited(target)` after so many seconds."""

    target: str
    seconds: int


class Leave(Struct, frozen=True, tag=True):
    """The lesson is left (返回 at its first step); progress is kept."""


class Finish(Struct, frozen=True, tag=True):
    """The lesson is over; show the well done card."""


Effect = Play | Record | Wait | Leave | Finish


class StageMark(Struct, frozen=True):
    """One stage in the row of discs."""

    kind: StageKind
    state: Literal["done", "now", "next"]


class Answer(Struct, frozen=True):
    """One thing to choose. `icon` is an icon name; `line` what it says. All answers of a view look alike.

    `tried` ones were picked before and explained. `place` is the one it was put at, from 1, where things are put in
    order.
    """

    id: str
    line: Line
    icon: str = ""
    tried: bool = False
    place: int = 0


class Ghost(Struct, frozen=True):
    """The ghost hand acts on the phone: `act` on `target`; `text` is the swipe's direction or the keys to press.

    `turn` tells two movements apart that are otherwise equal: another number, another movement.
    """

    act: Literal["tap", "type", "swipe", "hold", "scroll"]
    target: str
    text: str = ""
    turn: int = 0


class PhoneView(Struct, frozen=True):
    """The practice phone as it looks now.

    `typed` are the contents of fields and keypads by id. `grey` are the ids of buttons that cannot act yet. `ring`
    is lit and everything else dims when `dim`. `marked` are parts of a message to point out, `live` parts that can be
    tapped. `message` and `call` replace the screen in spot and call steps. `gesture` is what a finger may do besides
    tapping, `wanted` what is to be held or to come into view; `scrolled`: a long screen shows its lower end.
    """

    mock: str
    ribbon: Literal["money", "message", "call", "plain"]
    screen: Screen
    screen_id: str = ""
    typed: dict[str, str] = {}
    grey: tuple[str, ...] = ()
    waiting: dict[str, int] = {}
    ring: str = ""
    dim: bool = False
    ghost: Ghost | None = None
    live: tuple[str, ...] = ()
    marked: tuple[str, ...] = ()
    gesture: Literal["", "swipe", "hold", "scroll"] = ""
    wanted: str = ""
    scrolled: bool = False


class LessonView(Struct, frozen=True):
    """What is on the screen in a lesson, in no toolkit.

    `caption` is the line on the card and `tag` the small label over it. `question` stands over the answers where the
    card holds somebody else's words. `step` and `steps` count within the stage, from 1. `primary` is the one amber
    button: ``next`` (下一步), ``begin`` (開始), ``done`` (做完), or none. `items` are a checklist's lines. `ring` is
    the answer that is pointed out, `track` what the lesson belongs to.
    """

    lesson: str
    title: Line
    stage: StageKind
    stages: tuple[StageMark, ...]
    step: int
    steps: int
    caption: Line
    tag: Literal["", "hint", "slip", "they-say", "praise"] = ""
    question: Line | None = None
    answers: tuple[Answer, ...] = ()
    phone: PhoneView | None = None
    primary: Literal["", "begin", "next", "done"] = ""
    picture: str = ""
    items: tuple[Line, ...] = ()
    ring: str = ""
    track: str = ""


class WellDone(Struct, frozen=True):
    """The card after a lesson: praise, up to three ticks from the take-home card."""

    lesson: str
    title: Line
    praise: Line
    ticks: tuple[Line, ...]
