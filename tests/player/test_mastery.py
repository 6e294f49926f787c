import runpy
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from elderapp import clock
from elderapp.player.mastery import day_of, discrimination, fold, lesson_of, word
from elderapp.records.people import Progress, Resume
from elderapp.records.statements import Row, Verb

the = SimpleNamespace(**runpy.run_path(str(Path(__file__).with_name("lessons.py"))))
DAY = 86_400_000
NOON = 1_763_697_600_000  # 2025-11-21, noon in Hong Kong


def row(verb, place="", *, wall=NOON, seq=1, attempt="a", **result):
    return Row(1, seq, wall, 0, "", verb, "learner", "", attempt, f"pay/{place}" if place else "pay", result)


def folded(*rows):
    progress = None
    for each in rows:
        progress = fold(progress, each)
    return progress


def finished(*days, passed=0, version="1.0.0"):
    """Progress after lessons finished so many days after the 21st, the first `passed` of them without help."""
    rows = []
    for number, day in enumerate(days):
        wall, attempt = NOON + day * DAY, f"a{number}"
        rows.append(
            row(Verb.INITIALIZED, wall=wall, seq=10 * number + 1, attempt=attempt, version=version, nth=number + 1)
        )
        if number < passed:
            rows.append(row(Verb.PASSED, wall=wall, seq=10 * number + 2, attempt=attempt))
        rows.append(row(Verb.COMPLETED, wall=wall, seq=10 * number + 3, attempt=attempt))
    return folded(*rows)


def test_a_step_that_came_up_is_where_one_goes_on():
    progress = folded(row(Verb.INITIALIZED, version="1.0.0", nth=1), row(Verb.EXPERIENCED, "alone/open", seq=2))

    assert ("pay", "1.0.0", Resume("alone", "open")) == (progress.lesson, progress.version, progress.resume)


def test_a_finished_lesson_begins_anew():
    progress = folded(
        row(Verb.INITIALIZED, nth=1), row(Verb.EXPERIENCED, "alone/open", seq=2), row(Verb.COMPLETED, seq=3)
    )

    assert (None, 1, ("2025-11-21",)) == (progress.resume, progress.completed, progress.finished)


def test_a_finished_stage_finishes_no_lesson():
    assert 0 == folded(row(Verb.INITIALIZED), row(Verb.COMPLETED, seq=2, stage="alone")).completed


def test_an_attempt_goes_on_when_its_tablet_begins_to_number_anew():
    before = [row(Verb.INITIALIZED, nth=1, seq=40), row(Verb.EXPERIENCED, "alone/open", seq=41)]
    after = replace(row(Verb.EXPERIENCED, "alone/yes", seq=1), epoch=2)
    end = replace(row(Verb.COMPLETED, seq=2), epoch=2)

    assert Resume("alone", "yes") == folded(*before, after).resume
    assert folded(*before, after) == folded(*before, after, after)
    assert (None, 1) == (folded(*before, after, end).resume, folded(*before, after, end).completed)


def test_passing_on_two_days_are_two_days():
    assert ("2025-11-21", "2025-11-28") == finished(7, 0, passed=2).days


def test_what_is_not_about_a_lesson_is_said_to_be_about_none():
    assert "" == lesson_of(row(Verb.ATTENDED))
    assert "pay" == lesson_of(row(Verb.ANSWERED, "alone/open"))


def test_a_hand_raised_in_class_is_about_the_class():
    assert "" == lesson_of(Row(1, 1, NOON, 0, "", Verb.ASKED, "learner", "s1", "", "s1", {"what": "hand"}))


def test_a_request_for_help_changes_nothing_but_the_clock():
    assert Progress("pay", last_day="2025-11-21", last_wall=NOON) == folded(row(Verb.ASKED, "alone/open", what="hint"))


def test_an_unknown_outcome_is_left_alone():
    assert {} == folded(row(Verb.ANSWERED, "alone/open", outcome="brilliant")).outcomes


def test_of_two_outcomes_the_later_one_counts():
    better = row(Verb.ANSWERED, "alone/open", outcome="alone", wall=NOON + 1, seq=9)
    worse = row(Verb.ANSWERED, "alone/open", outcome="shown")

    assert {"alone/open": "alone"} == folded(better, worse).outcomes == folded(worse, better).outcomes


def test_staff_tick_what_was_done_on_the_learner_s_own_phone():
    assert folded(row(Verb.CORRECTED, own_phone=True)).own_phone
    assert not folded(row(Verb.CORRECTED, own_phone=False)).own_phone
    seen, back = row(Verb.CORRECTED, own_phone=True), row(Verb.CORRECTED, wall=NOON + 1, own_phone=False)
    assert [False, False] == [folded(seen, back).own_phone, folded(back, seen).own_phone]


ATTEMPTS = st.lists(
    st.tuples(
        st.integers(0, 2),  # nth
        st.lists(
            st.one_of(
                st.builds(lambda s: (Verb.EXPERIENCED, f"alone/{s}", {}), st.sampled_from("xyz")),
                st.builds(
                    lambda s, o: (Verb.ANSWERED, f"alone/{s}", {"outcome": o}),
                    st.sampled_from("xy"),
                    st.sampled_from(["alone", "hint1", "shown", "trainer"]),
                ),
                st.builds(
                    lambda o, g, t: (Verb.ANSWERED, "trick/z", {"outcome": o, "genuine": g, "guess": t}),
                    st.sampled_from(["alone", "hint1"]),
                    st.booleans(),
                    st.booleans(),
                ),
                st.sampled_from([(Verb.COMPLETED, "", {}), (Verb.PASSED, "", {}), (Verb.ASKED, "", {"what": "hand"})]),
                st.builds(lambda seen: (Verb.CORRECTED, "", {"own_phone": seen}), st.booleans()),
            ),
            max_size=6,
        ),
    ),
    max_size=3,
)


def tablet_rows(name, attempts, walls):
    """The rows of one tablet, in its own order; its clock is whatever it is."""
    rows, seq = [], 0
    for number, (nth, acts) in enumerate(attempts):
        attempt = f"{name}{number}"
        for verb, place, result in [(Verb.INITIALIZED, "", {"nth": nth, "version": attempt}), *acts]:
            seq += 1
            wall = NOON + walls[seq % len(walls)] * DAY
            rows.append(row(verb, place, wall=wall, seq=seq, attempt=attempt, **result))
    return rows


WALLS = st.lists(st.integers(0, 3), min_size=1, max_size=5)


@given(ATTEMPTS, ATTEMPTS, ATTEMPTS, WALLS, st.randoms(use_true_random=False))
def test_no_order_of_tablets_changes_the_result(one, two, three, walls, random):
    queues = [tablet_rows(name, acts, walls) for name, acts in (("a", one), ("b", two), ("c", three))]
    in_turn = [each for queue in queues for each in queue]
    mixed, left = [], [list(queue) for queue in queues]
    while any(left):
        mixed.append(random.choice([queue for queue in left if queue]).pop(0))

    assert folded(*in_turn) == folded(*mixed)


@given(ATTEMPTS, ATTEMPTS, WALLS)
def test_rows_that_come_twice_change_nothing(one, two, walls):
    rows = [*tablet_rows("a", one, walls), *tablet_rows("b", two, walls)]

    assert folded(*rows) == folded(*rows, *rows)


@given(st.integers(946_684_800_000, 4_102_444_800_000))
def test_a_day_is_hong_kong_s(wall):
    assert clock.day_of(wall) == day_of(wall)


@pytest.mark.parametrize(
    ("expected", "progress", "today"),
    [
        ("new", None, "2025-11-21"),
        ("new", Progress("pay"), "2025-11-21"),
        ("learning", folded(row(Verb.INITIALIZED)), "2025-11-21"),
        ("with-help", finished(0), "2025-11-21"),
        ("again", finished(0), "2025-11-22"),
        ("alone", finished(0, 1, passed=2), "2025-11-28"),
        ("with-help", finished(0, 1, passed=1), "2025-11-28"),
        ("again", finished(0, 1, passed=2), "2025-11-29"),
        ("again", finished(0, version="0.9.0"), "2025-11-21"),
        ("own-phone", folded(row(Verb.CORRECTED, own_phone=True)), "2099-01-01"),
    ],
)
def test_progress_in_a_word(expected, progress, today):
    assert expected == word(progress, the.PAY, today)


def test_without_the_lesson_its_version_says_nothing():
    assert "with-help" == word(finished(0, version="0.9.0"), None, "2025-11-21")
    assert "with-help" == word(finished(0, version="odd"), None, "2025-11-21")


def test_a_version_without_a_number_counts_as_the_first_of_all():
    assert "again" == word(finished(0, version="odd"), the.PAY, "2025-11-21")


def test_telling_genuine_from_fake_is_a_distance_and_a_leaning():
    good = discrimination(9, 10, 1, 10)
    all_fake = discrimination(10, 10, 10, 10)

    assert 2 < good.d_prime
    assert 0.01 > abs(good.c)
    assert 0.01 > abs(all_fake.d_prime)
    assert -1 > all_fake.c


def test_the_place_to_go_on_is_that_of_the_attempt_which_knew_of_more():
    older = [
        row(Verb.INITIALIZED, nth=1, wall=NOON + DAY, attempt="old"),
        row(Verb.EXPERIENCED, "alone/open", seq=2, wall=NOON + DAY, attempt="old"),
        row(Verb.COMPLETED, seq=3, wall=NOON + DAY, attempt="old"),
    ]
    newer = [row(Verb.INITIALIZED, nth=2, attempt="new"), row(Verb.EXPERIENCED, "alone/yes", seq=2, attempt="new")]

    assert ("new", Resume("alone", "yes"), 1) == (
        folded(*older, *newer).attempt,
        folded(*older, *newer).resume,
        folded(*older, *newer).completed,
    )
    assert folded(*older, *newer) == folded(*newer, *older)
