"""Joined progress is what one learner would have who had made it all."""

import functools

from hypothesis import given
from hypothesis import strategies as st

from elderapp.player.joining import join
from elderapp.player.mastery import OUTCOMES, fold
from elderapp.records.statements import Row, Verb

PLACES = st.sampled_from(["together/a", "alone/a", "alone/b"])
BOTH = st.booleans()
SAID = st.one_of(
    st.tuples(st.just(Verb.INITIALIZED), st.just(""), st.just({"version": "1.0.0"})),
    st.tuples(st.just(Verb.EXPERIENCED), PLACES, st.just({})),
    st.tuples(st.just(Verb.ANSWERED), PLACES, st.sampled_from(OUTCOMES).map(lambda word: {"outcome": word})),
    st.tuples(
        st.just(Verb.ANSWERED),
        PLACES,
        st.builds(
            lambda true, took: {"outcome": "alone", "genuine": true, "guess": took}, st.booleans(), st.booleans()
        ),
    ),
    st.tuples(st.sampled_from([Verb.COMPLETED, Verb.PASSED]), st.just(""), st.just({})),
    st.tuples(st.just(Verb.CORRECTED), st.just(""), st.booleans().map(lambda seen: {"own_phone": seen})),
)
WALLS = st.integers(1_760_000_000_000, 1_770_000_000_000)


def rows(learner, said):
    """A tablet's rows: attempts are numbered as it goes."""
    nth = 0
    for seq, ((verb, place, result), wall) in enumerate(said, 1):
        nth += verb == Verb.INITIALIZED
        thing = f"pay/{place}" if place else "pay"
        whole = {**result, "nth": nth} if verb == Verb.INITIALIZED else result
        yield Row(1, seq, wall, 0, "", verb, learner, "", f"{learner}{nth}", thing, whole)


@given(st.lists(st.tuples(SAID, WALLS), min_size=1), st.lists(st.tuples(SAID, WALLS), min_size=1))
def test_joining_is_folding_both(first, second):
    one, other = list(rows("a", first)), list(rows("b", second))
    together = functools.reduce(fold, [*one, *other], None)
    joined = join(functools.reduce(fold, one, None), functools.reduce(fold, other, None))

    assert together == joined
    assert joined == join(functools.reduce(fold, other, None), functools.reduce(fold, one, None))
