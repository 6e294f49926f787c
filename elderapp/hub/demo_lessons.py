"""What goes on in lessons of the invented centre, step by step, what looked different, and two scam alerts."""

import random
from collections.abc import Iterator, Sequence

from sqlalchemy import Connection, Engine

from elderapp import clock
from elderapp.hub import publishing
from elderapp.hub.alerts import Words
from elderapp.hub.settings import Settings
from elderapp.hub.storage import alerts
from elderapp.hub.storage.engine import reading, transact
from elderapp.lesson.actions import actions_of
from elderapp.lesson.model import Call, Choose, Gesture, Lesson, Order, Spot, Step, Tap, Type
from elderapp.records.statements import Result, Row, Verb

SECOND = 1000
DAY = 24 * 60 * 60 * SECOND
PARCEL = Words(
    title="假運費短訊", kind="sms", story="呢個星期有人收到假派送短訊。", sender="6000 0000",
    message="【順速速遞】你嘅包裹未交運費 $8.5，今日內要補交，請撳呢度登記：parcel.example",
    tell1="順速速遞", because1="冇呢間速遞公司，個名係作嘅。", tell2="今日內", because2="佢催你，想你冇時間諗。",
    tell3="parcel.example", because3="條連結係餌，自己查就知。", safe="唔撳連結，自己打去問。",
    genuine_sender="中心林姑娘", genuine="聽日下午兩點半智能手機班照常，有問題請問職員。",
    genuine_because="冇連結，冇問錢，冇催你。",
)  # fmt: skip
GAS = Words(
    title="假煤氣檢查電話", kind="call", story="有人扮煤氣公司打電話嚟。", sender="6000 0000",
    message="你屋企漏氣，即刻要有人上嚟檢查，先俾 $800 押金做登記，呢件事唔好話俾屋企人知。",
    tell1="即刻", because1="佢嚇你，想你唔問人。", tell2="$800 押金", because2="真嘅檢查唔會電話收錢。",
    tell3="唔好話俾屋企人知", because3="要你收埋，就係騙案。", safe="收線，自己打帳單上面個號碼問。",
    genuine_sender="晴川長者中心", genuine="你好，聽日嘅手機班改咗去三樓，唔使帶嘢。",
    genuine_because="冇問錢，冇嚇你，聽日問職員都得。",
)  # fmt: skip


def attempt(
    lesson: str, steps: Lesson | None, nth: int, chance: random.Random
) -> Iterator[tuple[int, Verb, str, Result]]:
    """One learner goes through a lesson, and now and then no further than some stage: when (ms after), what.

    Of a lesson whose `steps` are not known only a beginning and an end are told.
    """
    version = steps.version if steps is not None else "1.0.0"
    yield 0, Verb.INITIALIZED, lesson, {"version": version, "nth": nth}
    said = list(_through(steps, chance) if steps is not None else _in_short(lesson, chance))
    yield from said
    after = said[-1][0] + SECOND if said else SECOND
    if said and chance.random() < 0.75:
        yield after, Verb.COMPLETED, lesson, {}
        if all(one[3].get("outcome") != "hint2" for one in said if "/alone/" in one[2]):
            yield after, Verb.PASSED, lesson, {}
        yield after, Verb.TERMINATED, lesson, {"why": "done"}
    else:
        yield after, Verb.TERMINATED, lesson, {"why": "left"}


def _in_short(lesson: str, chance: random.Random) -> Iterator[tuple[int, Verb, str, Result]]:
    help_ = chance.choices(("alone", "hint1", "hint2"), (60, 25, 15))[0]
    yield 9 * 60 * SECOND, Verb.ANSWERED, f"{lesson}/alone/first", {"outcome": help_, "key": True}
    genuine = chance.random() < 0.5
    guess = genuine if chance.random() < 0.8 else not genuine
    told: Result = {"outcome": "alone", "genuine": genuine, "guess": guess}
    yield 12 * 60 * SECOND, Verb.ANSWERED, f"{lesson}/trick/one", told


def _through(lesson: Lesson, chance: random.Random) -> Iterator[tuple[int, Verb, str, Result]]:
    """Step by step; some steps are hard for everybody."""
    at = SECOND
    for stage in lesson.stages:
        for n, step in enumerate(stage.steps, 1):
            place, share = f"{lesson.id}/{stage.kind}/{step.id}", _hardness(lesson.id, step.id)
            yield at, Verb.EXPERIENCED, place, {"n": n, "of": len(stage.steps)}
            if chance.random() < share / 2:
                yield at + 1, Verb.ASKED, place, {"what": "again"}
            at += round(SECOND * chance.lognormvariate(2.2 + 2 * share, 0.6))
            wrong = chance.random() < share
            outcome = chance.choice(("hint1", "hint1", "hint2", "shown")) if wrong else "alone"
            if said := _answer(lesson, step, outcome, chance):
                yield at, Verb.ANSWERED, place, said


def _hardness(lesson: str, step: str) -> float:
    """The share of people who need help at a step: the same for all of them, and each time; few steps are hard."""
    return random.Random(f"{lesson}/{step}").choices((0.01, 0.03, 0.06, 0.35, 0.6), (40, 40, 16, 2, 2))[0]


def looks_different(lessons: Sequence[Lesson], trainer: str, now: int) -> list[Row]:
    """What trainers said on their tablets: at these steps the real app looks different by now."""
    seen = [one for one in lessons if any(stage.kind == "alone" for stage in one.stages)]
    rows = []
    for n, lesson in enumerate(seen[::3][:4]):
        step = next(stage for stage in lesson.stages if stage.kind == "alone").steps[0]
        said: Result = {"what": "changed", "by": trainer}
        wall = now - (2 + 5 * n) * DAY
        rows.append(Row(1, 1, wall, 0, "", Verb.ASKED, "", "", "", f"{lesson.id}/alone/{step.id}", said))
    return rows


def _answer(lesson: Lesson, step: Step, outcome: str, chance: random.Random) -> Result:
    """What came of a step; nothing where nothing is asked."""
    picked = ""
    match step:
        case Spot(genuine=genuine):
            guess = genuine if outcome == "alone" else not genuine
            return {"outcome": outcome, "genuine": genuine, "guess": guess, "action": "verify"}
        case Choose(options=options):
            picked = chance.choice([one.id for one in options if not one.right] or [""])
        case Tap(mock=mock, screen=screen, target=target):
            known = [each.id for each in actions_of(lesson.mocks[mock].screens[screen]) if each.id not in ("", target)]
            picked = chance.choice(known[:4]) if known else ""
        case Type() | Gesture() | Order() | Call():
            pass
        case _:
            return {}
    return {"outcome": outcome, **({"wrong": picked} if picked and outcome != "alone" else {})}


def publish(engine: Engine, settings: Settings, centre: int, staff: tuple[str, str], now: int) -> None:
    """Once: an alert on the tablets and one that waits. `staff` wrote the first and the second."""
    with reading(engine) as connection:
        if alerts.alerts(connection, centre):
            return
    first, second = staff
    name, day = f"alert-{centre}-parcel", clock.day_of(now - 2 * DAY)
    expires = publishing.expires_on(day)
    made = publishing.make(PARCEL, name, expires, settings.studio(), publishing.key_of(settings.data), None)

    def act(connection: Connection) -> None:
        alerts.save(connection, centre, name, PARCEL, first, now - 2 * DAY)
        alerts.publish(
            connection, centre, name, now - 2 * DAY, second, expires, made.data, made.digest, now - 2 * DAY + 600_000
        )
        alerts.save(connection, centre, f"alert-{centre}-gas", GAS, second, now - 3_600_000)

    transact(engine, act)
    publishing.put_on_shelf(settings.alert_folder, made.digest, made.data)
