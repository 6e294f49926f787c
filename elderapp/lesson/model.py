"""What a lesson is once compiled: values alone, exactly as a pack stores them.

Every stage is written out: `watch: auto`, `alone: same` and `variant` are expanded by the builder, placeholders and
facts are filled in. So the player needs no rule of the language beyond these shapes.
"""

from typing import Literal

from msgspec import Struct

from elderapp.lesson.mock import Mock

StageKind = Literal["why", "watch", "together", "alone", "variant", "trick", "card", "checklist"]
STAGES: tuple[StageKind, ...] = ("why", "watch", "together", "alone", "variant", "trick", "card", "checklist")
"""The stages in the order in which a lesson has them."""

BANK = "drills"
"""The id of the bank of messages that may be genuine or fake."""

TRACKS = ("basics", "e-payments", "government", "scams")


class Line(Struct, frozen=True, omit_defaults=True):
    """One caption and, word for word, what the voice says.

    `id` is ``lesson/stage-or-step/field`` and survives every edit of the words. `cuts` are the character offsets
    where a line of text may be broken (between words, never before a full stop), ascending, without 0 and the length.
    `speech` is the author's own spelling of the sound, where the derived one would be wrong.
    """

    id: str
    text: str
    cuts: tuple[int, ...] = ()
    speech: str = ""


class _Step(Struct, frozen=True, omit_defaults=True, kw_only=True, tag_field="do"):
    """`was` are the ids that the step had before: what was recorded under them counts for it."""

    id: str
    was: tuple[str, ...] = ()


class Say(_Step, frozen=True, kw_only=True, tag="say"):
    """The learner listens, then presses 下一步. `picture` is a file in the lesson's folder, or empty."""

    say: Line
    picture: str = ""


class Move(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """One action of the ghost finger. `act` on `target` (a swipe: `text` is its direction; typing: what is typed)."""

    say: Line
    act: Literal["tap", "type", "swipe", "hold", "scroll"]
    mock: str
    screen: str
    target: str = ""
    text: str = ""


class Show(_Step, frozen=True, kw_only=True, tag="show"):
    """The ghost finger acts, one move after the other, while the voice tells; at its end 下一步."""

    moves: tuple[Move, ...]


class Slip(Struct, frozen=True, omit_defaults=True):
    """A planned wrong turn: `ask` leads to `target`, `say` tells what happened and how to get back."""

    ask: Line
    target: str
    say: Line


class Tap(_Step, frozen=True, kw_only=True, tag="tap"):
    """The learner taps `target` on `screen` of `mock`. `where` is the first hint: the place, in words."""

    say: Line
    where: Line
    mock: str
    screen: str
    target: str
    slip: Slip | None = None
    key: bool = True


class Type(_Step, frozen=True, kw_only=True, tag="type"):
    """The learner enters `expect` in `field` (a field or keypad of the screen), key by key."""

    say: Line
    where: Line
    mock: str
    screen: str
    field: str
    expect: str
    key: bool = True


class Gesture(_Step, frozen=True, kw_only=True, tag="gesture"):
    """The learner swipes (`gesture` is the way the finger goes), holds `target`, or scrolls until `target` shows."""

    say: Line
    where: Line
    mock: str
    screen: str
    gesture: Literal["up", "down", "left", "right", "hold", "scroll"]
    target: str = ""
    key: bool = True


class Thing(Struct, frozen=True, omit_defaults=True):
    """One of the things to be put in order."""

    id: str
    text: Line
    icon: str = ""


class Order(_Step, frozen=True, kw_only=True, tag="order"):
    """The learner taps two to four things in their order. `items` stand in the right one; `because` is said at the end.

    `where` is the first hint: what comes first, and why.
    """

    say: Line
    where: Line
    items: tuple[Thing, ...]
    because: Line
    key: bool = True


class Option(Struct, frozen=True, omit_defaults=True):
    """One answer. `because` is said after it is picked, right or not."""

    id: str
    text: Line
    because: Line
    right: bool = False
    icon: str = ""


class Choose(_Step, frozen=True, kw_only=True, tag="choose"):
    """A question with at most three answers, one right. A wrong pick explains itself and leaves the question open."""

    say: Line
    options: tuple[Option, ...]
    mock: str = ""
    screen: str = ""
    picture: str = ""


class Part(Struct, frozen=True, omit_defaults=True):
    """A piece of a message; `mark` is the id of the suspicious part it is, or empty."""

    text: str
    mark: str = ""


class Message(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """What arrived on the phone. `sender` is the name shown, `number` the number under it, if any.

    Of a call the words are what the caller says; of a code or a page, what is read there.
    """

    kind: Literal["sms", "chat", "call", "qr", "web"] = "sms"
    sender: str
    number: str = ""
    time: str = ""
    parts: tuple[Part, ...]


class Mark(Struct, frozen=True, omit_defaults=True):
    """Why one part of a message is suspicious."""

    id: str
    because: Line


class Spot(_Step, frozen=True, kw_only=True, tag="spot"):
    """Believe, verify or not believe a message; then guess whether it is genuine; then see the parts that tell.

    `because` explains the item as a whole. Verifying is always right. In a bank `hear` reads the message out, `scam` is
    the kind of trick it is about, `level` how hard it is (from 1).
    """

    say: Line
    genuine: bool
    message: Message
    suspicious: tuple[Mark, ...] = ()
    because: Line
    hear: tuple[Line, ...] = ()
    scam: str = ""
    level: int = 0


class Reply(Struct, frozen=True, omit_defaults=True):
    """One thing to do in a call: say `say`, or hang up. `to` is the turn it leads to."""

    id: str
    to: str
    say: Line
    hang_up: bool = False


class Turn(Struct, frozen=True, omit_defaults=True):
    """One turn of a phone call: the caller's words and the replies, or an end with what is said there.

    `end` is ``good`` (over, well done) or ``pause`` (unsafe: stop, explain, then go on at `to`).
    """

    hear: Line | None = None
    replies: tuple[Reply, ...] = ()
    end: Literal["", "good", "pause"] = ""
    say: Line | None = None
    to: str = ""


class Call(_Step, frozen=True, kw_only=True, tag="call"):
    """A practice phone call. Hanging up is possible at every turn and leads to `hang_up`, a good end."""

    say: Line
    role: Literal["self", "helper"] = "self"
    caller: str
    number: str = ""
    start: str
    hang_up: str
    turns: dict[str, Turn]


class Checklist(_Step, frozen=True, kw_only=True, tag="checklist"):
    """What the learner does on their own phone; a trainer ticks it, never the tablet."""

    say: Line
    items: tuple[Line, ...]


Step = Say | Show | Tap | Type | Gesture | Order | Choose | Spot | Call | Checklist


class Stage(Struct, frozen=True, omit_defaults=True):
    """One stage. `say` is the task, shown all through `alone` and `variant`, where steps show no line of their own."""

    kind: StageKind
    steps: tuple[Step, ...]
    say: Line | None = None


class Source(Struct, frozen=True, omit_defaults=True):
    """Where a fact of the lesson comes from. Dates are ISO."""

    id: str
    value: str
    source: str
    checked: str
    review_by: str
    volatile: bool = False


class Cover(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """What must be known of a lesson to list it, to say what it is about, to show its card."""

    id: str
    track: str
    title: Line
    title_en: str = ""
    goal: Line
    minutes: int
    version: str = "1.0.0"
    needs: tuple[str, ...] = ()
    was: tuple[str, ...] = ()
    reviewed: str = "never"
    review_by: str = ""
    card: tuple[Line, ...] = ()
    done: Line
    is_bank: bool = False

    @property
    def opened(self) -> "Lesson":
        """The whole lesson."""
        raise NotImplementedError


class Lesson(Cover, frozen=True, omit_defaults=True, kw_only=True):
    """One compiled lesson with every mock it uses (a variant's mock is stored under ``mock@variant``).

    A bank is no lesson to go through: it has one stage of many items, of which a practice draws a few.
    """

    sources: tuple[Source, ...] = ()
    stages: tuple[Stage, ...]
    mocks: dict[str, Mock] = {}

    @property
    def opened(self) -> "Lesson":
        """Itself."""
        return self
