"""A class with a centre that asks, somebody of the staff, and short ways to pick."""

from msgspec.structs import replace

from elderapp.player import play
from elderapp.records.people import Learner, Progress, Roster, Session, Staff
from elderapp.tablet import flow
from tests.player import lessons as examples

LESSONS = {lesson.id: lesson for lesson in examples.LESSONS}
CHAN = Learner("c1", "陳太", "flower", member="B01")
LI = Learner("c2", "李生", "bird")
SESSION = Session("s1", "智能手機 B 班", 0, 2**50, learners=("c1", "c2"))
HO = Staff("ho", "何姑娘", "trainer", "x")
WAN = Staff("wan", "阿雲", "volunteer", "y")
ROSTER = Roster("晴川", "7", session=SESSION, learners=(CHAN, LI), staff=(HO, WAN))
TODAY = "2026-11-20"
GIVEN = flow.Given(TODAY, 9, "0" * 31 + "1", 1_000_000)
LESSON = min(LESSONS)


def begin(roster=ROSTER, **more):
    return replace(flow.start(roster, LESSONS, GIVEN).state, **more)


def asking(*asks, **of_chan):
    chan = replace(CHAN, **of_chan)
    return begin(replace(ROSTER, asks=asks, learners=(chan, LI)))


def pick(state, *ids, given=GIVEN):
    """Turn after turn; the effects are those of all."""
    effects = ()
    for one in ids:
        turn = flow.pick(state, one, given)
        state, effects = turn.state, (*effects, *turn.effects)
    return flow.Turn(state, effects)


def arrive(state, progress=None):
    """陳太 signs in, and her progress is known."""
    turn = pick(state, "learner:c1")
    known = flow.remember(turn.state, "c1", progress or {})
    greeted = flow.greet(known)
    return flow.Turn(greeted.state, (*turn.effects, *greeted.effects))


def statements(turn):
    return [s for e in turn.effects if isinstance(e, flow.Write) for s in e.statements]


def said(turn):
    return [e.line.id.removeprefix("ui/") for e in turn.effects if isinstance(e, play.Play)]


def kept(turn):
    return [e.learner for e in turn.effects if isinstance(e, flow.Meet)]


def done(lesson, day, **more):
    return Progress(lesson, completed=1, finished=(day,), last_day=day, last_wall=1, **more)


def inside(state=None):
    """The trainer's corner, opened by 何姑娘."""
    turn = pick(state or begin(), "door", "key:2", "key:5", "key:8", "key:0", "key:ok")
    return flow.admit(turn.state, HO).state
