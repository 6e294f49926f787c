from hypothesis import given
from hypothesis import strategies as st

from elderapp.hub.live import LOST_AFTER, Live, fold, fold_all, shown
from elderapp.records.statements import Row, Verb

LESSON = "pay-fps-check-payee"


def play(*said: tuple[Verb, str, dict], learner: str = "chan", start: Live | None = None) -> Live:
    live = start or Live()
    for seq, (verb, thing, result) in enumerate(said, 1):
        live = fold(live, Row(1, seq, seq, seq, "", verb, learner, "s1", "a1", thing, result), seq * 1000)
    return live


BEGIN = (Verb.INITIALIZED, LESSON, {"version": "1.0.0"})
STEP = (Verb.EXPERIENCED, f"{LESSON}/together/amount", {"n": 4, "of": 7})
HAND = (Verb.ASKED, LESSON, {"what": "hand"})


def test_a_step_is_where_a_learner_is_and_since_when():
    live = play(BEGIN, STEP)

    assert (LESSON, "together", "amount", 4, 7) == (live.lesson, live.stage, live.step, live.n, live.of)
    assert ("alone", 2000) == (live.state, live.since)


def test_a_hint_lasts_until_the_next_step():
    hint = (Verb.ASKED, STEP[1], {"what": "hint"})

    assert "hints" == play(BEGIN, STEP, hint).state
    assert "alone" == play(BEGIN, STEP, hint, (Verb.EXPERIENCED, f"{LESSON}/together/next", {"n": 5, "of": 7})).state


def test_a_hand_stays_up_until_it_is_lowered_whatever_else_happens():
    live = play(BEGIN, HAND, STEP)

    assert "hand" == shown(live, seen=0, now=10**9)
    assert "alone" == shown(fold(live, _lower(), 9000), seen=9000, now=9000)


def test_a_finished_lesson_stays_finished_and_is_not_lost():
    live = play(BEGIN, STEP, (Verb.COMPLETED, LESSON, {}), (Verb.TERMINATED, LESSON, {"why": "done"}))

    assert "finished" == shown(live, seen=0, now=LOST_AFTER * 9)


def test_a_finished_stage_is_not_a_finished_lesson():
    assert "alone" == play(BEGIN, STEP, (Verb.COMPLETED, LESSON, {"stage": "together"})).state


def test_a_tablet_not_heard_of_for_long_counts_as_disconnected():
    live = play(BEGIN, STEP)

    assert "alone" == shown(live, seen=0, now=LOST_AFTER)
    assert "lost" == shown(live, seen=0, now=LOST_AFTER + 1)


def test_the_next_learner_at_a_tablet_starts_afresh():
    live = play((Verb.ATTENDED, "s1", {}), learner="lee", start=play(BEGIN, STEP, HAND))

    assert ("lee", "", 0, "choosing") == (live.learner, live.lesson, live.hand, live.state)


def test_numbers_that_cannot_be_are_taken_as_none():
    live = play(BEGIN, (Verb.EXPERIENCED, f"{LESSON}/together/x", {"n": "many", "of": 10**12}))

    assert (0, 999) == (live.n, live.of)


def _lower() -> Row:
    return Row(1, 9, 9, 9, "", Verb.ASKED, "chan", "s1", "a1", LESSON, {"what": "lowered"})


ROWS = st.lists(
    st.tuples(
        st.sampled_from([Verb.ATTENDED, *(one[0] for one in (BEGIN, STEP, HAND)), Verb.ANSWERED, Verb.TERMINATED]),
        st.sampled_from(["", "chan", "lee"]),
        st.integers(0, 99),
    ),
    max_size=12,
)


@given(
    ROWS, st.sampled_from([Live(), Live("chan", lesson=LESSON, state="hints", hand=5, last=90), Live("lee", last=3)])
)
def test_a_batch_is_folded_as_its_rows_are_one_by_one(said, before):
    rows = [
        Row(1, seq, wall, seq, "", verb, learner, "s1", "a1", STEP[1], {"what": "hand", "n": seq, "of": 9})
        for seq, (verb, learner, wall) in enumerate(said, 1)
    ]
    alone = before
    for row in rows:
        alone = fold(alone, row, row.wall)

    assert alone == fold_all(before, rows)
