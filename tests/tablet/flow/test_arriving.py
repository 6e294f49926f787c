"""From the names to the home screen."""

import pytest
from msgspec.structs import replace

from elderapp.player import play
from elderapp.records.people import Learner, Session
from elderapp.tablet import flow, views
from tests.tablet.flow.desk_of import (
    GIVEN,
    LESSON,
    LESSONS,
    ROSTER,
    arrive,
    asking,
    begin,
    done,
    kept,
    pick,
    said,
    statements,
)

SURNAMES = "陳李黃張何吳周馮"
MANY = tuple(Learner(f"p{n}", f"{SURNAMES[n * n % 8]}太{n}", "bird") for n in range(500))
LARGE = replace(
    ROSTER, learners=MANY, session=Session("s1", "講座", 0, 2**50, learners=tuple(p.id for p in MANY))
)  # fmt: skip


def test_in_a_large_class_one_looks_for_the_surname_first():
    state = begin(LARGE)
    view = flow.look(state)

    assert isinstance(view, views.ChoiceView)
    assert view.choices[-1].id == "walk-in"
    assert len(view.choices) <= 7
    counts = [sum(p.name.startswith(c.text) for p in MANY) for c in view.choices[:-1]]
    assert sorted(counts, reverse=True) == counts
    name = view.choices[0].text
    page = flow.look(pick(state, f"surname:{name}").state)
    assert {name} == {p.name[0] for p in page.learners}
    assert "surnames" == pick(state, f"surname:{name}", "back").state.screen


def test_every_one_of_five_hundred_is_found_by_surname_and_pages():
    found = set()
    state = begin(LARGE)
    for name in SURNAMES:
        state = pick(begin(LARGE), f"surname:{name}").state
        for _ in range(45):
            found |= {p.id for p in flow.look(state).learners}
            state = pick(state, "more").state

    assert {p.id for p in MANY} == found


def test_surnames_have_pages():
    odd = tuple(Learner(f"p{n}", f"{chr(0x4E00 + n)}太", "bird") for n in range(20))
    session = Session("s1", "講座", 0, 2**50, learners=tuple(p.id for p in odd))
    state = begin(replace(ROSTER, learners=odd, session=session))
    first, second = flow.look(state), flow.look(pick(state, "more").state)

    assert first.more
    assert not {c.id for c in first.choices[:-1]} & {c.id for c in second.choices[:-1]}


def test_a_card_signs_in_and_one_that_nobody_knows_is_told_kindly():
    turn = flow.scan(begin(), "B01")
    unknown = flow.scan(begin(), "B99")

    assert "c1" == turn.state.learner.id
    assert ["attended"] == [s.verb for s in statements(turn)]
    assert (None, ["card-unknown"]) == (unknown.state.learner, said(unknown))
    assert "names" == unknown.state.screen
    assert flow.scan(turn.state, "B01") == flow.Turn(turn.state)


def test_a_card_works_for_somebody_who_is_not_of_this_class():
    other = Learner("c9", "別班人", "junk", member="X1")
    state = begin(replace(ROSTER, learners=(*ROSTER.learners, other)))

    assert "c9" == flow.scan(state, "X1").state.learner.id


def test_three_pictures_open_and_others_do_not():
    state = asking("secret", secret="flower,bird,junk")
    asked = pick(state, "learner:c1")
    wrong = pick(asked.state, "picture:bird", "picture:bird", "picture:bird")
    right = pick(wrong.state, "picture:flower", "picture:bird", "picture:junk")

    assert ("secret", ["your-pictures"]) == (asked.state.screen, said(asked))
    assert (None, ["other-pictures"], 0) == (wrong.state.learner, said(wrong), flow.look(wrong.state).chosen)
    assert "c1" == right.state.learner.id
    assert [] == kept(right)


def test_who_has_no_pictures_chooses_three_and_picks_them_twice():
    first = pick(asking("secret"), "learner:c1", "picture:flower", "picture:flower", "picture:bird")
    other = pick(first.state, "picture:bird", "picture:flower", "picture:flower")
    again = pick(other.state, *["picture:junk", "picture:bird", "picture:flower"] * 2)

    assert ["choose-pictures", "pictures-again"] == said(first)
    assert ["choose-pictures"] == said(other)
    assert ["junk,bird,flower"] == [p.secret for p in kept(again)]
    assert "junk,bird,flower" == next(p for p in again.state.roster.learners if p.id == "c1").secret


def test_without_wishes_of_the_centre_nothing_is_asked():
    assert "home" == arrive(begin()).state.screen


def test_the_first_time_she_hears_what_is_kept_line_by_line_and_says_that_she_understands():
    turn = arrive(asking("notice"))
    state, lines = turn.state, []
    for _ in range(9):
        view = flow.look(state)
        lines.append(view.lines[view.at].id)
        after = flow.happen(state, play.Spoken(lines[-1]))
        if not after.effects:
            break
        state = after.state
    agreed = pick(state, "understood")

    assert [f"ui/notice-{n}" for n in range(1, 6)] == lines
    assert [("answered", "@notice", "c1", {"understood": 1})] == [
        (s.verb, s.object, s.learner, s.result) for s in statements(agreed)
    ]
    assert [True] == [p.told for p in kept(agreed)]
    assert "home" == agreed.state.screen
    assert "home" == arrive(asking("notice", told=True)).state.screen


def test_the_notice_can_be_left_without_agreeing_and_nothing_is_noted():
    left = pick(arrive(asking("notice")).state, "back")

    assert (None, "names", []) == (left.state.learner, left.state.screen, statements(left))


@pytest.mark.parametrize(
    ("picks", "volume", "earphones"),
    [
        (["hear"], 60, False),
        (["louder", "hear"], 80, False),
        (["louder", "louder", "louder", "hear"], 100, False),
        (["earphones", "hear"], 40, True),
        (["read"], 60, False),
    ],
)
def test_she_is_asked_whether_she_hears_until_she_does(picks, volume, earphones):
    turn = pick(arrive(asking("hearing")).state, *picks)

    assert "home" == turn.state.screen
    assert (volume, earphones) == (kept(turn)[-1].volume, kept(turn)[-1].earphones)
    assert (len(picks) - 1) == said(turn).count("can-you-hear")


def test_how_she_hears_is_remembered():
    assert "home" == arrive(asking("hearing", volume=80)).state.screen


def test_on_a_later_visit_she_is_asked_how_it_went_at_home():
    known = {LESSON: done(LESSON, "2026-11-18")}
    turn = arrive(asking("tried"), known)
    answered = {what: pick(turn.state, what) for what in ("yes", "no", "stuck")}

    assert ("tried", LESSONS[LESSON].title) == (turn.state.screen, flow.look(turn.state).topic)
    for what, after in answered.items():
        assert [(f"{LESSON}/tried", {"tried": what})] == [(s.object, s.result) for s in statements(after)]
        assert "home" == after.state.screen
        assert f"tried-{what}" == said(after)[-1]
    assert (LESSON, "review") == flow.next_lesson(answered["stuck"].state)
    assert "home" == flow.greet(answered["no"].state).state.screen


def test_what_was_learnt_today_or_is_done_on_her_own_phone_is_not_asked_about():
    assert "home" == arrive(asking("tried"), {LESSON: done(LESSON, "2026-11-20")}).state.screen
    assert "home" == arrive(asking("tried"), {LESSON: done(LESSON, "2026-11-18", own_phone=True)}).state.screen


def test_after_a_fortnight_she_hears_again_what_she_learnt_and_reviews_one_lesson_at_most():
    two = sorted(LESSONS)[:2]
    known = {one: done(one, "2026-11-01") for one in two}
    turn = arrive(begin(), known)
    view = flow.look(turn.state)
    home = pick(turn.state, "next")
    back = replace(home.state, progress={**known, two[0]: done(two[0], "2026-11-20")})

    assert ("recap", ["recap"]) == (turn.state.screen, said(turn))
    assert LESSONS[flow.look(turn.state).title.id.partition("/")[0]].card == view.lines
    assert "home" == home.state.screen
    assert "review" == flow.next_lesson(home.state)[1]
    assert flow.next_lesson(back) is None or "review" != flow.next_lesson(back)[1] or len(LESSONS) == 2
    assert "home" == arrive(begin(), {LESSON: done(LESSON, "2026-11-10")}).state.screen


def test_a_guest_tries_things_and_leaves_no_trace():
    state = begin(replace(ROSTER, session=None))
    assert flow.look(state).guest
    turn = pick(state, "guest")
    begun = pick(flow.greet(turn.state).state, "go")
    hand = pick(begun.state, "hand")

    assert "lesson" == begun.state.screen
    assert [] == statements(turn) == statements(begun)
    assert [""] == [s.learner for s in statements(hand)]
    assert None is flow.rail(begun.state).learner


def test_help_is_said_on_every_screen_before_home():
    for state, words in (
        (begin(LARGE), "help-surnames"),
        (pick(asking("secret"), "learner:c1").state, "help-secret"),
        (arrive(asking("notice")).state, "help-notice"),
        (arrive(asking("hearing")).state, "pick-hear"),
    ):
        assert [words] == said(pick(state, "hint"))


def test_what_is_unknown_changes_nothing():
    screens = (
        begin(LARGE),
        pick(asking("secret"), "learner:c1").state,
        arrive(asking("notice")).state,
        arrive(asking("hearing")).state,
        arrive(asking("tried"), {LESSON: done(LESSON, "2026-11-18")}).state,
    )
    for state in screens:
        after = pick(state, "nothing")
        assert ((), replace(state, given=GIVEN)) == (after.effects, after.state)


def test_nobody_s_things_stay_when_she_goes():
    state = pick(arrive(asking("notice", "hearing")).state, "understood", "louder", "hear").state
    gone = pick(state, "back").state

    assert flow.start(gone.roster, LESSONS, GIVEN).state == gone
