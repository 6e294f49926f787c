from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from elderapp.player.mastery import fold
from elderapp.player.reassigning import owner, owners, told_anew, touched
from elderapp.records.statements import Row, Verb

NOON = 1_763_697_600_000


def row(verb, learner="a", attempt="1", *, wall=NOON, seq=1, thing="pay", **result):
    return Row(1, seq, wall, 0, "", verb, learner, "", attempt, thing, result)


def sitting(learner, attempt, *, wall=NOON, seq=1):
    """A lesson from its beginning to its end."""
    return [
        row(Verb.INITIALIZED, learner, attempt, wall=wall, seq=seq, nth=1, version="1.0.0"),
        row(Verb.ANSWERED, learner, attempt, wall=wall, seq=seq + 1, thing="pay/alone/ok", outcome="alone"),
        row(Verb.PASSED, learner, attempt, wall=wall, seq=seq + 2),
        row(Verb.COMPLETED, learner, attempt, wall=wall, seq=seq + 3),
    ]


def moved(to, of, attempt="1", *, wall=NOON, seq=50):
    return row(Verb.REASSIGNED, to, attempt, wall=wall, seq=seq, of=of, by="ho")


def folded(rows):
    progress = None
    for each in rows:
        progress = fold(progress, each)
    return progress


def test_an_attempt_goes_to_whoever_did_it_as_if_it_had_been_hers():
    rows = [*sitting("a", "1"), moved("b", "a")]

    assert None is told_anew(None, rows, "a", "pay")
    assert folded(sitting("b", "1")) == told_anew(None, rows, "b", "pay")


def test_the_newest_word_counts_so_it_can_be_taken_back():
    rows = [*sitting("a", "1"), moved("b", "a"), moved("a", "b", wall=NOON + 1, seq=51)]

    assert folded(sitting("a", "1")) == told_anew(None, rows, "a", "pay")
    assert None is told_anew(None, rows, "b", "pay")


def test_other_attempts_and_lessons_stay_where_they_are():
    other = sitting("a", "2", seq=10)
    rows = [*sitting("a", "1"), *other, moved("b", "a"), row(Verb.COMPLETED, "b", "3", thing="wifi", seq=60)]

    assert folded(other) == told_anew(None, rows, "a", "pay")
    assert ("pay", 1) == (told_anew(None, rows, "b", "pay").lesson, told_anew(None, rows, "b", "pay").completed)
    assert {"1": "b"} == owners(rows)
    assert ["b", "a"] == [owner(each, owners(rows)) for each in (rows[0], other[0])]


def test_what_is_known_already_stays_under_it():
    base = folded(sitting("b", "0", wall=NOON - 86_400_000))
    after = told_anew(base, [*sitting("a", "1"), moved("b", "a")], "b", "pay")

    assert (2, ("2025-11-20", "2025-11-21")) == (after.completed, after.days)


def test_whom_it_touches():
    assert (("b", "pay"), ("a", "pay")) == touched(moved("b", "a"))
    assert () == touched(row(Verb.COMPLETED))
    assert (("b", "pay"),) == touched(replace(moved("b", "a"), result={}))


MOVES = st.lists(st.tuples(st.sampled_from("123"), st.sampled_from("ab"), st.integers(0, 5)), max_size=6)


@given(MOVES, st.randoms(use_true_random=False))
def test_no_order_of_reassignments_changes_whose_it_is(moves, random):
    """Each attempt's rows are one tablet's and stay in order; what trainers say of them comes as it comes."""
    queues = [sitting("a", attempt, seq=10 * n) for n, attempt in enumerate("123")]
    told = [
        moved(to, "a" if to == "b" else "b", attempt, wall=NOON + t, seq=100 + n)
        for n, (attempt, to, t) in enumerate(moves)
    ]
    in_turn = [*(each for queue in queues for each in queue), *told]
    mixed, left = [], [*map(list, queues), *([one] for one in told)]
    while any(left):
        mixed.append(random.choice([queue for queue in left if queue]).pop(0))

    for learner in "ab":
        assert told_anew(None, in_turn, learner, "pay") == told_anew(None, mixed, learner, "pay")
