"""How a learner wants things: larger, louder, slower, in another language. And whether it is still her."""

from msgspec.structs import replace

from elderapp.player import machine, play
from elderapp.player.phrases import phrase
from elderapp.player.state import State as Playing
from elderapp.records.people import Resume
from elderapp.tablet.flow import arriving, pairing
from elderapp.tablet.flow.arriving import VOLUMES, change
from elderapp.tablet.flow.saying import go, is_guest, say, written
from elderapp.tablet.flow.state import Effect, State, Turn

SIZES = (1.0, 1.25, 1.5)


def open_wishes(state: State) -> Turn:
    """The learner's own page; a lesson that is open waits behind it."""
    return go(state, "me", "me", behind="lesson" if state.screen == "lesson" else "home")


def pick(state: State, what: str) -> Turn:
    """One thing made otherwise, at once: what is said next is said so."""
    learner = state.learner
    if learner is None:
        return Turn(state)
    match what:
        case "size":
            return _changed(state, "so-large", scale=_next(SIZES, learner.scale))
        case "volume":
            return _changed(state, "so-loud", volume=_next(VOLUMES, learner.volume or VOLUMES[1]))
        case "slow":
            return _changed(state, "so-slow" if not learner.slow else "so-quick", slow=not learner.slow)
        case "language":
            return _changed(state, "so-spoken", language=next_language(state, learner.language))
        case "pair" if can_pair(state):
            return pairing.invite(state)
        case "part" if state.beside:
            return arriving.home(pairing.part(state))
        case _:
            return Turn(state)


def next_language(state: State, now: str) -> str:
    """The one after `now` among those that the tablet speaks; empty for the tablet's own."""
    spoken = ("", *state.languages[1:])
    return spoken[(spoken.index(now) + 1) % len(spoken)] if now in spoken else ""


def can_pair(state: State) -> bool:
    """Whether somebody may join her: between lessons, and not a guest."""
    return state.beside is None and state.behind != "lesson" and not is_guest(state)


FAILURES = 2
"""After so many failures at one step a person is offered."""
LONG_PAUSE = 75
"""After so many seconds without a touch, too."""


def offer_hand(turn: Turn, before: Playing, event: play.Input) -> Turn:
    """After two failures or a long pause at a step 舉手 is offered, once; by voice when nothing else is to be said."""
    state = turn.state
    if state.screen != "lesson" or state.play is None:
        return Turn(replace(state, offers=False), turn.effects) if state.offers else turn
    play_now = state.play
    here, place = play_now.here, f"{state.attempt}/{play_now.key}"
    if state.offers and place != state.offered:
        state = replace(state, offers=False)
    failed = play_now.key == before.key and max(here.rung, here.helps, here.missed) >= FAILURES
    waited = isinstance(event, play.Idle) and event.seconds >= LONG_PAUSE
    if place != state.offered and (failed or waited) and not state.hand_up:
        return Turn(replace(state, offers=True, offered=place, said=None), turn.effects)
    is_quiet = isinstance(event, play.Spoken) and not any(isinstance(one, play.Play) for one in turn.effects)
    offer = phrase("offer-hand")
    if state.offers and is_quiet and not here.voice and event != play.Spoken(offer.id) and state.said != offer:
        return Turn(replace(state, said=offer), (*turn.effects, play.Play(offer)))
    return Turn(state, turn.effects)


def doubt(state: State) -> Turn:
    """Somebody touches the tablet that lay still for long: ask whether it is still her."""
    if state.learner is None or state.screen not in {
        "home",
        "lessons",
        "cards",
        "card",
        "well-done",
        "lesson",
        "me",
        "calling",
        "turn",
    }:
        return Turn(state)
    behind = state.behind if state.screen in {"me", "calling", "turn"} else state.screen
    return go(state, "still-you", "still-you", behind=behind)


def stumble(state: State) -> Turn:
    """The app failed: whatever is open waits behind a calm screen that sends for a trainer."""
    behind = (
        "lesson" if state.screen == "lesson" or (state.screen == "trouble" and state.behind == "lesson") else "home"
    )
    return go(state, "trouble", "ask-trainer", behind=behind)


def recover(state: State) -> Turn:
    """Go on after a failure: the step begins anew, with what is known of the attempt."""
    before = state.play
    is_known = before and (before.lesson.id in state.lessons or before.lesson.is_bank)
    if state.behind != "lesson" or before is None or not is_known:
        return go_on(replace(state, play=None))
    begun = machine.start(
        before.lesson,
        attempt=state.attempt,
        resume=Resume(before.current_stage.kind, before.current.id),
        shuffle=before.shuffle,
        earlier=state.progress.get(before.lesson.id),
    )
    spoken = tuple(each for each in begun.effects if isinstance(each, play.Play | play.Wait))
    return Turn(replace(state, screen="lesson", play=begun.state), spoken)


def pick_still_you(state: State, what: str) -> Turn:
    """She goes on where she was; somebody else begins at the names, and an open attempt ends as idle."""
    if what == "yes":
        return go_on(state)
    if what != "no":
        return Turn(state)
    kept: tuple[Effect, ...] = ()
    if state.play is not None and state.behind == "lesson":
        left = machine.leave(state.play, "idle")
        inside = replace(state, screen="lesson")
        records = [each for each in left.effects if isinstance(each, play.Record)]
        at_step = pairing.said(inside, pairing.leaving(inside), is_passed=True)
        kept = written(state, *at_step, *pairing.said(inside, records))
    turn = arriving.names(state)
    return Turn(turn.state, (*kept, *turn.effects))


def go_on(state: State) -> Turn:
    """Back to the lesson, whose line is said again, or to the home screen; to the names where nobody is signed in."""
    if state.learner is None:
        return pairing.invite(pairing.cancel(state)) if state.beside else arriving.names(state)
    if state.behind == "lesson" and state.play is not None:
        again = machine.advance(state.play, play.Again())
        spoken = tuple(each for each in again.effects if isinstance(each, play.Play))
        waits = tuple(each for each in machine.waits(again.state) if isinstance(each, play.Wait))
        return Turn(replace(state, screen="lesson", play=again.state), (*spoken, *waits))
    return arriving.onward(state)


def _changed(state: State, words: str, **wishes: object) -> Turn:
    state, kept = change(state, **wishes)
    turn = say(state, phrase(words))
    return Turn(turn.state, (*((kept,) if not is_guest(state) else ()), *turn.effects))


def _next(steps: tuple[float, ...], now: float) -> float:
    """The next step, from the last one the first again."""
    return next((step for step in steps if step > now), steps[0])
