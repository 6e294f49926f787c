"""A lesson that is open: how it begins, what happens in it, what is written down of it, how it ends."""

from typing import assert_never

from msgspec.structs import replace

from elderapp.lesson.model import Cover, Lesson
from elderapp.player import drilling, machine, play
from elderapp.player.phrases import phrase
from elderapp.records.people import Progress
from elderapp.records.statements import Statement
from elderapp.tablet.flow import arriving, guide, pairing, wishes
from elderapp.tablet.flow.saying import written
from elderapp.tablet.flow.state import Effect, Recall, State, Turn


def happen(state: State, event: play.Input) -> Turn:
    """Something happened inside the lesson: a tap on the phone, the end of a line, a pause."""
    if isinstance(event, play.Spoken) and state.screen in {"notice", "recap"}:
        return arriving.spoken(state, event.line)
    if isinstance(event, play.Spoken) and state.screen != "lesson":
        return guide.spoken(state, event.line)
    if state.screen != "lesson" or state.play is None:
        return Turn(state)
    before, turn = state.play, machine.advance(state.play, event)
    if state.beside and pairing.passes(before, turn.state):
        return _pass_on(replace(state, play=turn.state), turn.effects)
    done = wishes.offer_hand(after(replace(state, play=turn.state), turn.effects), before, event)
    return guide.amber(done, event)


def _pass_on(state: State, effects: tuple[play.Effect, ...]) -> Turn:
    """The other one's turn: what was done is written, and she is asked to tap her name."""
    records = (each for each in effects if isinstance(each, play.Record))
    kept = written(state, *pairing.said(state, records, is_passed=True))
    turn = pairing.announce(pairing.swap(state))
    return Turn(turn.state, (*kept, *turn.effects))


def practise(state: State, bank: Cover) -> Turn:
    """True or fake: six of the bank. One that was broken off is over; what was answered in it counts."""
    known = state.progress.get(bank.id)
    return _start(
        state, drilling.draw(bank.opened, known, _chance(state)), replace(known, resume=None) if known else None
    )


def _chance(state: State) -> int:
    return int(state.given.new_id[:8] or "0", 16)


def begin(state: State, lesson: str, *, is_review: bool = False) -> Turn:
    """A lesson from where she left it, or its review."""
    return _start(state, state.lessons[lesson].opened, state.progress.get(lesson), is_review=is_review)


def _start(state: State, lesson: Lesson, progress: Progress | None, *, is_review: bool = False) -> Turn:
    attempt = state.given.new_id
    turn = machine.start(
        lesson,
        attempt=attempt,
        resume=progress.resume if progress else None,
        shuffle=_chance(state),
        earlier=progress,
        is_review=is_review,
    )
    if state.beside:
        state = replace(state, beside=replace(state.beside, attempt=f"{attempt}b"))
    return after(replace(state, screen="lesson", play=turn.state, attempt=attempt), turn.effects)


def pick(state: State, what: str) -> Turn:
    """One of the four, the amber button, an answer."""
    inputs: dict[str, play.Input] = {
        "back": play.Back(),
        "again": play.Again(),
        "hint": play.Hint(),
        "next": play.Next(),
    }
    if what == "me":
        return wishes.open_wishes(state)
    if what.startswith("answer:"):
        return happen(state, play.Chose(what.removeprefix("answer:")))
    return happen(state, inputs[what]) if what in inputs else Turn(state)


def after(state: State, effects: tuple[play.Effect, ...]) -> Turn:
    """The player's effects in the shell's words: records become statements, written in one go.

    What is said begins first: a slow disk holds nobody's answer up. What is promised to be kept is said once it is.
    """
    records: list[play.Record] = []
    rest: list[Effect] = []
    leaves = finishes = False
    for effect in effects:
        match effect:
            case play.Record():
                records.append(effect)
            case play.Play() | play.Wait():
                rest.append(effect)
            case play.Leave():
                leaves = True
            case play.Finish():
                finishes = True
            case _:
                assert_never(effect)
    learner = state.learner
    statements: list[Statement] = []
    if leaves and state.beside:
        statements += pairing.said(state, pairing.leaving(state), is_passed=True)
    statements += pairing.said(state, records)
    kept: list[Effect] = [*written(state, *statements), *(pairing.recall(state) if leaves or finishes else ())]
    if leaves and learner:
        home = replace(state, screen="home", play=None)
        return Turn(home, (*kept, Recall(learner.id), play.Play(phrase("saved"))))
    if finishes and learner:
        spoken = [effect.line for effect in rest if isinstance(effect, play.Play)]
        card = replace(
            state, screen="well-done", said=spoken[-1] if spoken else phrase("well-done"), fresh=True, after=()
        )
        return Turn(card, (*kept, Recall(learner.id), *rest))
    return Turn(state, (*rest, *kept))
