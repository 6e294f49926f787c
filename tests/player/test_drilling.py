from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from elderapp.lesson.model import Line, Message, Part, Spot, Stage
from elderapp.player.drilling import EACH, bank_of, draw, judgement, measured
from elderapp.player.mastery import discrimination, fold
from elderapp.records.people import Progress
from elderapp.records.statements import Row, Verb
from tests.player import lessons as the

DAY = 86_400_000
KINDS = ("parcel", "relative", "bank", "job", "donation")


def item(number, genuine, level=1):
    return Spot(
        id=f"{'real' if genuine else 'fake'}-{number}", say=Line("", "看"), genuine=genuine,
        message=Message(sender="x", parts=(Part("y"),)), because=Line("", "z"), scam=KINDS[number % 5], level=level,
    )  # fmt: skip


def bank(each=30):
    items = tuple(item(n, genuine, 1 + n % 3) for n in range(each) for genuine in (True, False))
    return replace(the.PAY, id="drills", stages=(Stage("trick", items),), is_bank=True)


def drawn(progress=None, chance=0, of=None):
    return draw(of or bank(), progress, chance).stages[0].steps


def after(progress, items, day):
    """What is known of her once she has answered these."""
    for n, one in enumerate(items):
        result = {"outcome": "alone", "genuine": one.genuine, "guess": one.genuine}
        row = Row(1, day * 100 + n, day * DAY + n, 0, "", Verb.ANSWERED, "a", "", "", f"drills/trick/{one.id}", result)
        progress = fold(progress, row)
    return progress


def test_the_bank_is_none_of_the_lessons():
    assert "drills" == bank_of({"pay": the.PAY, "drills": bank()}).id
    assert None is bank_of({"pay": the.PAY})


@given(st.integers(0, 2**32))
def test_six_are_drawn_three_of_each_and_no_kind_twice_while_there_are_others(chance):
    items = drawn(chance=chance)

    assert 6 == len({one.id for one in items})
    assert EACH == sum(one.genuine for one in items)
    for genuine in (True, False):
        assert EACH == len({one.scam for one in items if one.genuine == genuine})
    assert {1} == {one.level for one in items}
    assert items == drawn(chance=chance)


def test_chance_decides_which_and_in_which_order():
    ways = [drawn(chance=chance) for chance in range(40)]

    assert 20 < len({frozenset(one.id for one in items) for items in ways})
    assert 10 < len({tuple(one.genuine for one in items) for items in ways})


@given(st.lists(st.integers(0, 2**32), min_size=10, max_size=10))
def test_nothing_comes_again_before_everything_has_come(chances):
    progress, seen = None, []
    for day, chance in enumerate(chances, 1):
        items = drawn(progress, chance)
        seen += [one.id for one in items]
        progress = after(progress, items, day)

    assert 60 == len(set(seen))
    again = drawn(progress, 7)
    first_day = set(seen[:6])
    assert {one.id for one in again} <= first_day | set(seen[6:12])


def test_harder_ones_come_once_she_has_practised():
    practised = Progress("drills", finished=("2026-11-01", "2026-11-08"))

    assert {1, 2, 3} == {one.level for chance in range(20) for one in drawn(practised, chance)}


def test_an_item_that_had_another_name_is_known():
    old = after(None, [item(0, True)], 1)
    renamed = tuple(replace(one, id="new", was=("real-0",)) if one.id == "real-0" else one
                    for one in bank(4).stages[0].steps)  # fmt: skip
    items = drawn(old, 3, replace(bank(), stages=(Stage("trick", renamed),)))

    assert "new" not in {one.id for one in items}


def test_a_small_bank_gives_what_it_has():
    assert 2 == len(drawn(of=bank(1)))


def guessed(**counts):
    """Progress with so many guesses of each sort."""
    many = [sort for sort, count in counts.items() for _ in range(count)]
    return [Progress("drills", guesses={f"trick/{n}": sort for n, sort in enumerate(many)})]


def test_how_well_she_tells_them_apart_is_measured_over_all_guesses():
    found, many = measured(guessed(ff=9, fg=1, gf=1, gg=9))

    assert (discrimination(9, 10, 1, 10), 20) == (found, many)


def test_saying_that_all_is_fake_does_not_pass_nor_does_believing_everything():
    assert "apart" == judgement(guessed(ff=9, fg=1, gf=1, gg=9))
    assert "wary" == judgement(guessed(ff=10, gf=10))
    assert "trusting" == judgement(guessed(fg=10, gg=10))
    assert "again" == judgement(guessed(ff=5, fg=5, gf=5, gg=5))
    assert "" == judgement(guessed(ff=5, gg=5))


def test_the_newest_guess_of_an_item_counts_in_any_order():
    one = Row(1, 1, 5, 0, "", Verb.ANSWERED, "a", "", "", "drills/trick/x",
              {"outcome": "hint1", "genuine": False, "guess": True})  # fmt: skip
    two = Row(1, 2, 6, 0, "", Verb.ANSWERED, "a", "", "", "drills/trick/x",
              {"outcome": "alone", "genuine": False, "guess": False})  # fmt: skip

    assert {"trick/x": "ff"} == fold(fold(None, one), two).guesses == fold(fold(None, two), one).guesses
    plain = Row(1, 3, 7, 0, "", Verb.ANSWERED, "a", "", "", "drills/trick/x", {"outcome": "alone"})
    assert {} == fold(fold(None, two), plain).guesses
