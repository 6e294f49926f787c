"""A lesson as paper: what stands on the learner's card and on the trainer's run sheet."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, assert_never

from elderapp.i18n import Words
from elderapp.lesson.lines import of_step
from elderapp.lesson.model import (
    Call,
    Checklist,
    Choose,
    Gesture,
    Lesson,
    Line,
    Order,
    Say,
    Show,
    Spot,
    Stage,
    Step,
    Tap,
    Turn,
    Type,
)
from elderapp.paper.card import Card
from elderapp.paper.card import Step as CardStep
from elderapp.paper.sheet import Part, RunSheet

if TYPE_CHECKING:
    from elderapp.workshop.stills import Still

STAGE_NAMES = {
    "why": "點解學",
    "watch": "睇",
    "together": "一齊",
    "alone": "自己做",
    "variant": "幫阿玲",
    "trick": "真定假",
    "card": "帶返屋企",
    "checklist": "自己部電話",
}
SECONDS_AN_ACTION = 4.0
"""What an action takes beside its voice, as a lesson's minutes are counted."""


def card_of(lesson: Lesson, pictures: Iterable["Still"], _: Words) -> Card:
    """The take-home card."""
    steps = tuple(CardStep(still.say, still.png) for still in pictures)
    return Card(
        title=lesson.title,
        goal=lesson.goal,
        lines=lesson.card,
        steps=steps,
        checklist=_checklist(lesson),
        notice=_("內容待核實") if lesson.reviewed == "never" else "",
    )


def sheet_of(lesson: Lesson, seconds: dict[str, float], today: str, _: Words) -> RunSheet:
    """The run sheet. `seconds` are the lengths of the clips by line id, as far as there are any; `today` an ISO day."""
    return RunSheet(
        title=lesson.title.text,
        facts=tuple(_facts(lesson, today, _)),
        parts=tuple(
            Part(_(STAGE_NAMES[stage.kind]), _time(stage, seconds, _), tuple(_of_stage(stage, _)))
            for stage in lesson.stages
            if stage.kind not in ("watch", "checklist") and stage.steps
        ),
        checklist=tuple(line.text for line in _checklist(lesson)),
        sources=tuple(f"{one.id}：{one.value}（{one.source}，{one.checked}）" for one in lesson.sources),
    )


def _facts(lesson: Lesson, today: str, _: Words) -> Iterator[tuple[str, str]]:
    yield _("學完識"), lesson.goal.text
    yield _("時間"), _("{n} 分鐘").format(n=lesson.minutes)
    if lesson.needs:
        yield _("要先學"), "、".join(lesson.needs)
    if lesson.reviewed == "never":
        yield _("核實"), _("內容待核實：未有人打開過出處")
    elif lesson.review_by and lesson.review_by < today:
        yield _("核實"), _("{day} 已到期，請再核實").format(day=lesson.review_by)
    else:
        yield _("核實"), f"{lesson.reviewed} → {lesson.review_by}"
    due = [one.id for one in lesson.sources if one.review_by < today]
    if due:
        yield _("要再查嘅資料"), "、".join(due)


def _time(stage: Stage, seconds: dict[str, float], _: Words) -> str:
    """About how long a stage takes: its voice, and four seconds an action."""
    actions = sum(isinstance(step, Tap | Type | Gesture | Order | Choose | Spot | Call) for step in stage.steps)
    spoken = sum(seconds.get(line.id, 0.0) for step in stage.steps for line, _part in of_step(step))
    total = spoken + actions * SECONDS_AN_ACTION
    return _("約 {n} 秒").format(n=max(5, round(total / 5) * 5))


def _of_stage(stage: Stage, _: Words) -> Iterator[str]:
    if stage.kind in ("alone", "variant"):
        # The steps are those of `together`; the task says what is new.
        yield stage.say.text if stage.say is not None else ""
        return
    for step in stage.steps:
        yield from _of_step(step, _)


def _of_step(step: Step, _: Words) -> Iterator[str]:
    match step:
        case Say(say=say):
            yield say.text
        case Show(moves=moves):
            yield " → ".join(move.say.text for move in moves)
        case Tap(say=say, where=where, slip=slip):
            yield f"{say.text}　{_('提示')}：{where.text}"
            if slip is not None:
                yield f"　{_('特登撳錯')}：{slip.ask.text} {slip.say.text}"
        case Type(say=say, where=where) | Gesture(say=say, where=where):
            yield f"{say.text}　{_('提示')}：{where.text}"
        case Order(say=say, items=items, because=because):
            yield f"{say.text} {' → '.join(item.text.text for item in items)}。{because.text}"
        case Choose(say=say, options=options):
            yield say.text
            for option in options:
                yield f"　{'○' if option.right else '–'} {option.text.text}：{option.because.text}"
        case Spot(say=say, genuine=genuine, suspicious=marks, because=because):
            yield f"{say.text}【{_('真') if genuine else _('假')}】{because.text}"
            yield from (f"　– {mark.because.text}" for mark in marks)
        case Call(say=say, turns=turns):
            yield say.text
            yield from (f"　{line}" for turn in turns.values() for line in _of_turn(turn, _))
        case Checklist():
            return
        case _:
            assert_never(step)


def _of_turn(turn: Turn, _: Words) -> Iterator[str]:
    if turn.hear is not None:
        answers = "／".join(reply.say.text for reply in turn.replies)
        yield f"{_('佢話')}：{turn.hear.text} → {answers}"
    elif turn.say is not None:
        yield f"{_('完')}：{turn.say.text}"


def _checklist(lesson: Lesson) -> tuple[Line, ...]:
    return tuple(
        item for stage in lesson.stages for step in stage.steps if isinstance(step, Checklist) for item in step.items
    )
