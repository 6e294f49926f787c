"""Rules of questions, messages and calls: one right answer, tricks and genuine ones in equal number, a way out."""

from collections.abc import Iterator

from elderapp.lesson.given import Given
from elderapp.lesson.model import Call, Choose, Lesson, Spot, Step
from elderapp.lesson.problems import Problem

MOST_OPTIONS = 3
SCAMS = "scams"


def of_lesson(lesson: Lesson, given: Given) -> Iterator[Problem]:
    """What is wrong with the questions, messages and calls of a lesson."""
    for stage in lesson.stages:
        for step in stage.steps:
            yield from _of_step(step, f"{lesson.id}/{step.id}", given)
    yield from _balance(lesson, given)


def _of_step(step: Step, path: str, given: Given) -> Iterator[Problem]:
    match step:
        case Choose():
            yield from _choose(step, path, given)
        case Spot():
            yield from _spot(step, path, given)
        case Call():
            yield from _call(step, path, given)
        case _:
            return


def _choose(step: Choose, path: str, given: Given) -> Iterator[Problem]:
    options, right = step.options, [option for option in step.options if option.right]
    at = (f"{path}#options", path)
    if options and not right:
        yield given.problem("L215", *at, step=step.id)
    if len(right) > 1:
        yield given.problem("L216", *at, step=step.id, right="、".join(option.id for option in right))
    if len(options) > MOST_OPTIONS or len(options) == 1:
        yield given.problem("L217", *at, step=step.id, count=str(len(options)))


def _spot(step: Spot, path: str, given: Given) -> Iterator[Problem]:
    if step.genuine and step.suspicious:
        yield given.problem("L219", f"{path}#genuine", path, step=step.id, genuine="true")
    if not step.genuine and not step.suspicious:
        yield given.problem("L219", f"{path}#genuine", path, step=step.id, genuine="false")


def _balance(lesson: Lesson, given: Given) -> Iterator[Problem]:
    """Whoever says that everything is a scam must not pass: a scam lesson has as many genuine ones."""
    if lesson.track != SCAMS:
        return
    spots = [step for stage in lesson.stages for step in stage.steps if isinstance(step, Spot)]
    genuine = sum(spot.genuine for spot in spots)
    if spots and genuine * 2 != len(spots):
        last = f"{lesson.id}/{spots[-1].id}"
        yield given.problem(
            "L218", f"{last}#genuine", last, lesson.id, genuine=str(genuine), fake=str(len(spots) - genuine)
        )


def _call(step: Call, path: str, given: Given) -> Iterator[Problem]:
    turns = step.turns
    known = "、".join(turns)
    for key, name in (("start", step.start), ("hang_up", step.hang_up)):
        if name and name not in turns:
            yield given.problem("L214", f"{path}#{key}", path, value=name, known=known)
    for name, turn in turns.items():
        for reply in turn.replies:
            if reply.to and reply.to not in turns:
                place = f"{path}/{name}-{reply.id}#to"
                yield given.problem("L214", place, f"{path}:{name}", value=reply.to, known=known)
        if turn.to and turn.to not in turns:
            yield given.problem("L214", f"{path}/{name}#to", f"{path}:{name}", value=turn.to, known=known)
        if len(turn.replies) > MOST_OPTIONS:
            yield given.problem("L217", f"{path}:{name}", path, step=name, count=str(len(turn.replies)))
        if not turn.end and not turn.replies:
            yield given.problem("L211", f"{path}:{name}", path, turn=name)
        if turn.end == "pause" and not turn.to:
            yield given.problem("L211", f"{path}:{name}", path, turn=name)
    yield from _ways_of_call(step, path, given)


def _ways_of_call(step: Call, path: str, given: Given) -> Iterator[Problem]:
    turns = step.turns
    if step.start not in turns:
        return
    good = {name for name, turn in turns.items() if turn.end == "good"}
    if not good:
        yield given.problem("L213", path, turn=step.start)
        return
    if step.hang_up in turns and step.hang_up not in good:
        yield given.problem("L213", f"{path}#hang_up", path, turn=step.hang_up)
    reached = _reached(step, [step.start, step.hang_up])
    for name in turns:
        if name not in reached:
            yield given.problem("L212", f"{path}:{name}", path, turn=name)
        elif not good & _reached(step, [name]):
            yield given.problem("L213", f"{path}:{name}", path, turn=name)


def _reached(step: Call, start: list[str]) -> set[str]:
    """The turns that can follow these, themselves among them."""
    reached: set[str] = set()
    todo = [name for name in start if name in step.turns]
    while todo:
        name = todo.pop()
        if name in reached:
            continue
        reached.add(name)
        turn = step.turns[name]
        todo += [to for to in (*(reply.to for reply in turn.replies), turn.to) if to in step.turns]
    return reached
