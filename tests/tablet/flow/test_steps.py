"""From the names to the well done card."""

from msgspec.structs import replace

from elderapp.player import play
from elderapp.player.phrases import phrase
from elderapp.records.people import Learner, Progress, Resume, Roster, Session
from elderapp.records.statements import Verb
from elderapp.tablet import flow, views
from tests.player import lessons as examples

LESSONS = {lesson.id: lesson for lesson in examples.LESSONS}
CHAN = Learner("c1", "陳太", "flower")
PEOPLE = tuple(Learner(f"c{i}", f"學員{i}", "bird") for i in range(2, 9))
SESSION = Session("s1", "智能手機 B 班", 0, 10, learners=("c1", *(p.id for p in PEOPLE)))
ROSTER = Roster("晴川", "7", session=SESSION, learners=(CHAN, *PEOPLE, Learner("x", "別班人", "junk")))
GIVEN = flow.Given("2026-11-20", 9, "0" * 31 + "1")


def begin(roster: Roster = ROSTER) -> flow.State:
    return flow.start(roster, LESSONS, GIVEN).state


def pick(state: flow.State, *ids: str) -> flow.Turn:
    turn = flow.Turn(state)
    for one in ids:
        turn = flow.pick(turn.state, one, GIVEN)
    return turn


def statements(turn: flow.Turn) -> list[tuple[Verb, str]]:
    return [(s.verb, s.object) for e in turn.effects if isinstance(e, flow.Write) for s in e.statements]


def test_names_are_those_of_the_open_session_six_a_page():
    first = flow.look(begin())
    second = flow.look(pick(begin(), "more").state)

    assert isinstance(first, views.NamesView)
    assert isinstance(second, views.NamesView)
    assert ["陳太", "學員2", "學員3", "學員4", "學員5", "學員6"] == [p.name for p in first.learners]
    assert ["學員7", "學員8"] == [p.name for p in second.learners]
    assert first == flow.look(pick(begin(), "more", "more").state)


def test_no_name_is_shown_without_an_open_session():
    view = flow.look(begin(replace(ROSTER, session=None)))

    assert isinstance(view, views.NamesView)
    assert () == view.learners


def test_names_leave_the_screen_an_hour_after_the_class_also_without_a_hub():
    late = flow.Given("2026-11-20", 9, "0" * 32, SESSION.ends + 60 * 60 * 1000 + 1)

    for state in (
        flow.start(ROSTER, LESSONS, late).state,
        flow.pick(begin(), "again", late).state,
        flow.reset(begin(), late).state,
        flow.meet_roster(flow.start(ROSTER, LESSONS, late).state, ROSTER),
    ):
        assert () == flow.look(state).learners
    assert () != flow.look(flow.pick(begin(), "again", replace(late, now=SESSION.ends)).state).learners


def test_signing_in_attends_the_session_and_recalls_progress():
    turn = pick(begin(), "learner:c1")

    assert [(Verb.ATTENDED, "s1")] == statements(turn)
    assert flow.Recall("c1") in turn.effects
    assert "home" == turn.state.screen


def test_a_walk_in_chooses_a_picture_and_is_met_without_typing():
    turn = pick(begin(), "walk-in", "picture:teacup")

    met = [e.learner for e in turn.effects if isinstance(e, flow.Meet)]
    assert [("新朋友1", "teacup")] == [(p.name, p.picture) for p in met]
    assert "新朋友1" in [p.name for p in flow.look(pick(turn.state, "back", "more").state).learners]
    assert "新朋友2" == pick(turn.state, "back", "walk-in", "picture:bird").state.learner.name


def test_progress_of_somebody_else_is_never_shown():
    state = pick(begin(), "learner:c1").state

    assert {} == flow.remember(state, "c2", {"x": Progress("x")}).progress


def test_what_next_is_the_trainers_choice_then_the_open_lesson_then_something_new():
    first, second, *_ = sorted(LESSONS, key=lambda i: i)
    home = pick(begin(), "learner:c1").state
    chosen = replace(home, roster=replace(ROSTER, session=replace(SESSION, lesson=second)))
    left = Progress(first, last_wall=5, resume=Resume("together", "x"))

    assert (second, "begin") == flow.next_lesson(chosen)
    assert (first, "continue") == flow.next_lesson(replace(home, progress={first: left}))
    assert "begin" == flow.next_lesson(home)[1]
    for_some = replace(ROSTER, session=replace(SESSION, lesson=second, chosen={"c1": first, "c2": "x"}))
    assert (first, "begin") == flow.next_lesson(replace(home, roster=for_some))


def test_the_trainers_choice_is_not_repeated_on_the_day_it_was_done():
    lesson = min(LESSONS)
    home = pick(begin(), "learner:c1").state
    done = Progress(lesson, completed=1, finished=("2026-11-20",), last_day="2026-11-20", last_wall=5)
    state = replace(home, roster=replace(ROSTER, session=replace(SESSION, lesson=lesson)), progress={lesson: done})

    assert lesson != flow.next_lesson(state)[0]


def test_a_lesson_begins_with_a_statement_and_can_be_left_at_its_first_step():
    begun = pick(begin(), "learner:c1", "go")
    left = pick(begun.state, "back")

    assert Verb.INITIALIZED == statements(begun)[0][0]
    assert Verb.EXPERIENCED == statements(begun)[1][0]
    assert Verb.TERMINATED == statements(left)[-1][0]
    assert "home" == left.state.screen
    assert play.Play(phrase("saved")) in left.effects


def test_raising_the_hand_is_said_and_written_and_lowers_again():
    up = pick(begin(), "learner:c1", "hand")
    down = pick(up.state, "hand")

    assert up.state.hand_up
    assert [(Verb.ASKED, "s1")] == statements(up)
    assert not down.state.hand_up


def test_the_hand_works_before_anybody_has_signed_in():
    assert [(Verb.ASKED, "s1")] == statements(pick(begin(), "hand"))


def test_after_a_reset_nothing_personal_stays_and_the_attempt_has_ended():
    turn = flow.reset(pick(begin(), "learner:c1", "go").state, GIVEN)

    assert [Verb.TERMINATED] == [verb for verb, _ in statements(turn)]
    assert (None, {}, None, "names") == (
        turn.state.learner, turn.state.progress, turn.state.play, turn.state.screen,
    )  # fmt: skip


def test_every_screen_has_help_and_repeats_its_line():
    for way in [(), ("walk-in",), ("learner:c1",), ("learner:c1", "lessons"), ("learner:c1", "cards")]:
        state = pick(begin(), *way).state
        for what in ("hint", "again"):
            assert 1 <= len([e for e in pick(flow.greet(state).state, what).effects if isinstance(e, play.Play)])


def test_back_leads_home_and_from_home_to_the_names():
    assert "home" == pick(begin(), "learner:c1", "lessons", "back").state.screen
    assert "names" == pick(begin(), "learner:c1", "back").state.screen
    assert pick(begin(), "learner:c1", "back").state.learner is None


def test_lists_hold_what_their_name_says():
    home = pick(begin(), "learner:c1").state
    finished = min(LESSONS)
    known = replace(home, progress={finished: Progress(finished, completed=1, finished=("2026-11-19",), last_wall=1)})

    assert [finished] == [card.lesson for card in flow.look(pick(known, "cards").state).cards]
    assert {"scams"} >= {card.track for card in flow.look(pick(home, "scams").state).cards}
    assert isinstance(flow.look(pick(known, "cards", f"lesson:{finished}").state), views.CardView)


def test_an_unknown_id_changes_nothing():
    for way in [(), ("walk-in",), ("learner:c1",), ("learner:c1", "lessons"), ("learner:c1", "go")]:
        state = pick(begin(), *way).state

        assert flow.look(state) == flow.look(pick(state, "nonsense").state)


def test_a_fresh_roster_keeps_who_is_signed_in():
    state = flow.meet_roster(pick(begin(), "learner:c1").state, replace(ROSTER, learners=(CHAN,)))

    assert CHAN == state.learner


def test_nothing_happens_outside_a_lesson():
    assert () == flow.happen(begin(), play.Missed()).effects
