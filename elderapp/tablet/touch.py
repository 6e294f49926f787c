"""What an unsteady finger means: one tap, a miss, a swipe, or nothing. Pure.

Every event of every finger goes through `feel`, together with what can be tapped now; what comes back is the fingers'
new state and what happened. Lengths are in pixels with the origin at the bottom left, times in seconds of one clock.

* A tap acts when the finger lifts, on the target it landed on, however long it pressed. Trembling out of the target by
  up to 4 mm still counts; sliding further is nothing.
* After an accepted tap 600 ms are deaf, so that a trembling double tap is one. Keys of a keypad are deaf 300 ms.
* A new screen is deaf for 400 ms: nobody means what was not there when the finger began to fall.
* One finger acts at a time. Another is ignored, unless the first rests where nothing is, or has rested long: a palm.
"""

from math import hypot
from typing import Literal, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

Box = tuple[float, float, float, float]
"""Left, bottom, right, top."""

Role = Literal["button", "key", "mark", "row"]
"""A `row` only tells something: it may be tapped, but nobody is meant to aim at it, so it may be lower than 16 mm."""
Direction = Literal["up", "down", "left", "right"]

SLIDE_MM = 4.0
SWIPE_MM = 15.0
LOCK_OUT, KEY_LOCK_OUT, NEW_SCREEN, RESTING, HOLD = 0.6, 0.3, 0.4, 2.0, 0.8
"""Seconds."""


class Target(NamedTuple):
    """What can be tapped. Two boxes may share an id, as words broken over two lines do; boxes never overlap."""

    id: str
    box: Box
    role: Role = "button"


class Finger(Struct, frozen=True):
    """One event of one finger."""

    kind: Literal["down", "move", "up", "cancel"]
    finger: int
    x: float
    y: float
    t: float


class Scene(Struct, frozen=True):
    """What a finger can mean now.

    A finger that lands beside a target, no more than `reach_mm` away, means the nearest one. `swipes` is where a swipe
    may begin, `holds` what may be pressed for long; both are given only while the lesson teaches such a thing.
    """

    targets: tuple[Target, ...] = ()
    per_mm: float = 5.88
    reach_mm: float = 1.4
    swipes: Box | None = None
    holds: str = ""


class Press(Struct, frozen=True):
    """Draw this target pressed."""

    id: str


class Release(Struct, frozen=True):
    """Draw nothing pressed."""


class Accept(Struct, frozen=True):
    """This was tapped."""

    id: str


class Miss(Struct, frozen=True):
    """A tap where nothing can be tapped."""

    x: float
    y: float


class Hold(Struct, frozen=True):
    """This was pressed for long; the finger is still down and means nothing more."""

    id: str


class Swipe(Struct, frozen=True):
    """A swipe; the way the finger went."""

    direction: Direction


Event = Press | Release | Accept | Hold | Miss | Swipe


class _Held(Struct, frozen=True):
    """The finger that acts. `target` is empty where it landed on nothing."""

    finger: int
    x: float
    y: float
    t: float
    target: Target | None = None
    inside: bool = True


class Fingers(Struct, frozen=True):
    """What is remembered from one event to the next. Start with ``Fingers()``."""

    held: _Held | None = None
    deaf_until: float = float("-inf")
    accepted: Target | None = None
    accepted_at: float = float("-inf")
    missed_at: float = float("-inf")


class Felt(Struct, frozen=True):
    """The new state, and what happened, in this order."""

    fingers: Fingers
    events: tuple[Event, ...] = ()


def new_screen(fingers: Fingers, t: float) -> Fingers:
    """Another screen has come: what is on the glass now, or comes at once, means nothing."""
    return replace(fingers, held=None, deaf_until=t + NEW_SCREEN)


def feel(fingers: Fingers, scene: Scene, event: Finger) -> Felt:
    """What this event of a finger means."""
    if event.kind == "down":
        return _land(fingers, scene, event)
    held = fingers.held
    if held is None or held.finger != event.finger:
        return Felt(fingers)
    match event.kind:
        case "move":
            return _move(fingers, held, scene, event)
        case "up":
            return _lift(fingers, held, scene, event)
        case "cancel":
            return _let_go(fingers, held)


def _land(fingers: Fingers, scene: Scene, event: Finger) -> Felt:
    target = target_at(scene, event.x, event.y)
    before = fingers.held
    if before and before.finger != event.finger and not (target and _rests(before, event.t)):
        return Felt(fingers)
    gone = _let_go(fingers, before) if before else Felt(fingers)
    if event.t < fingers.deaf_until or (target and _is_repeat(fingers, target, event.t)):
        return gone
    held = _Held(event.finger, event.x, event.y, event.t, target)
    pressed = (Press(target.id),) if target else ()
    return Felt(replace(fingers, held=held), (*gone.events, *pressed))


def _move(fingers: Fingers, held: _Held, scene: Scene, event: Finger) -> Felt:
    if held.target is None:
        return Felt(fingers)
    inside = _is_near(held.target, scene, event.x, event.y)
    if inside and held.target.id == scene.holds and event.t - held.t >= HOLD:
        return _act(_let_go(fingers, held), Hold(held.target.id), held.target, event.t)
    if inside == held.inside:
        return Felt(fingers)
    changed = replace(fingers, held=replace(held, inside=inside))
    return Felt(changed, (Press(held.target.id) if inside else Release(),))


def _lift(fingers: Fingers, held: _Held, scene: Scene, event: Finger) -> Felt:
    gone = _let_go(fingers, held)
    way = _swipe(held, scene, event)
    if way:
        return _act(gone, way, held.target, event.t)
    if held.target is None:
        return _miss(gone, held, scene, event)
    still_there = any(target.id == held.target.id for target in scene.targets)
    if not still_there or not _is_near(held.target, scene, event.x, event.y):
        return gone
    if event.t - fingers.accepted_at < KEY_LOCK_OUT:
        return gone
    if held.target.id == scene.holds and event.t - held.t >= HOLD:
        return _act(gone, Hold(held.target.id), held.target, event.t)
    return _act(gone, Accept(held.target.id), held.target, event.t)


def _act(gone: Felt, event: Event, target: Target | None, t: float) -> Felt:
    return Felt(replace(gone.fingers, accepted=target, accepted_at=t), (*gone.events, event))


def _miss(gone: Felt, held: _Held, scene: Scene, event: Finger) -> Felt:
    """A tap on nothing. It is deaf to its own repeat alone: the right tap may follow at once."""
    slid = hypot(event.x - held.x, event.y - held.y) > SLIDE_MM * scene.per_mm
    again = held.t - max(gone.fingers.missed_at, gone.fingers.accepted_at) < LOCK_OUT
    if slid or again:
        return gone
    return Felt(replace(gone.fingers, missed_at=event.t), (*gone.events, Miss(held.x, held.y)))


def _let_go(fingers: Fingers, held: _Held) -> Felt:
    shown = held.target is not None and held.inside
    return Felt(replace(fingers, held=None), (Release(),) if shown else ())


def _rests(held: _Held, t: float) -> bool:
    """Whether the first finger is a resting hand, so that another may act."""
    return held.target is None or t - held.t > RESTING


def _is_repeat(fingers: Fingers, target: Target, t: float) -> bool:
    """Whether landing now is the trembling echo of the tap before.

    Two different keys cannot be one trembling tap: there the 300 ms count from lift to lift, so a quick typist keeps
    every digit.
    """
    since = t - fingers.accepted_at
    before = fingers.accepted
    if before and before.role == "key" and target.role == "key":
        return before.id == target.id and since < KEY_LOCK_OUT
    return since < LOCK_OUT


def target_at(scene: Scene, x: float, y: float) -> Target | None:
    """What a finger at this place means: the target under it, or the nearest within reach."""
    if not scene.targets:
        return None
    nearest = min(scene.targets, key=lambda target: _distance(target.box, x, y))
    return nearest if _distance(nearest.box, x, y) <= scene.reach_mm * scene.per_mm else None


def _is_near(target: Target, scene: Scene, x: float, y: float) -> bool:
    return any(
        _distance(other.box, x, y) <= SLIDE_MM * scene.per_mm for other in scene.targets if other.id == target.id
    )


def _distance(box: Box, x: float, y: float) -> float:
    """How far a point is from a box; 0 inside it."""
    left, bottom, right, top = box
    return hypot(max(left - x, 0, x - right), max(bottom - y, 0, y - top))


def _swipe(held: _Held, scene: Scene, event: Finger) -> Swipe | None:
    if scene.swipes is None or _distance(scene.swipes, held.x, held.y) > 0:
        return None
    across, upward = event.x - held.x, event.y - held.y
    if hypot(across, upward) < SWIPE_MM * scene.per_mm:
        return None
    if abs(across) > abs(upward):
        return Swipe("right" if across > 0 else "left")
    return Swipe("up" if upward > 0 else "down")
