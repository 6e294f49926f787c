import pytest
from msgspec.structs import replace

from elderapp.lesson import mock
from elderapp.lesson.model import Choose, Line, Option, Say, Source
from elderapp.lesson.rules import Given, check

LINE = Line("a/x/say", "好。")


def say(number: int) -> Say:
    return Say(id=f"s{number}", say=LINE)


def test_twelve_steps_are_enough(made, codes):
    go = made().stages[0].steps[0]

    assert [] == codes(made(go, *map(say, range(11))))
    assert ["L505"] == codes(made(go, *map(say, range(12))))


def test_seven_actions_are_enough(made, codes):
    stay = replace(made().stages[0].steps[0], target="stay")

    assert [] == codes(made(*[replace(stay, id=f"n{n}") for n in range(7)]))
    assert ["L506"] == codes(made(*[replace(stay, id=f"n{n}") for n in range(8)]))


def test_the_learner_does_something(made, codes):
    assert ["L224"] == codes(made(say(1)))


def test_what_a_lesson_needs_is_written_and_is_not_itself(made, codes):
    assert ["L504"] == codes(made(needs=("b",)))
    assert [] == codes(made(needs=("b",)), lessons=frozenset("b"))
    assert ["L510"] == codes(made(needs=("a",)))


@pytest.mark.parametrize(
    ("picture", "wanted"),
    [
        ("", []),
        ("home", []),
        ("flower", ["L507"]),
        ("a.png", []),
        ("b.png", ["L508"]),
        ("../a.png", ["L509"]),
        ("/a", ["L509"]),
    ],
)
def test_pictures_are_icons_or_lie_beside_the_lesson(made, codes, picture, wanted):
    step = Say(id="x", say=LINE, picture=picture)

    assert wanted == codes(made(step, stage="why"), icons=frozenset(("home",)), pictures=frozenset(("a.png",)))


def test_pictures_that_cannot_be_looked_for_pass(made, codes):
    assert [] == codes(made(Say(id="x", say=LINE, picture="b.png"), stage="why"))


def test_icons_of_answers_and_phones_are_known(made, codes):
    button = mock.Button(id="b", text="好", icon="zzz")
    widgets = (
        mock.AppBar(text="甲", icon="zzz"),
        mock.Tiles(items=(mock.Tile(id="go", text="一", icon="home"),)),
        mock.List(items=(mock.Item(id="l", text="一"),)),
        mock.Dialog(text="乙", accept=button),
        mock.Banner(text="丙", icon="home"),
    )
    phone = mock.Mock(id="phone", kind="x", start="home", screens={"home": mock.Screen(widgets)})
    ask = Choose(id="q", say=LINE, options=(Option("a", LINE, LINE, right=True, icon="yyy"), Option("b", LINE, LINE)))

    assert ["L507"] == codes(made(phone=phone), icons=frozenset(("home",)))
    assert ["L507"] == codes(made(ask, stage="trick"), icons=frozenset(("home",)))


def test_reviews_that_are_due_are_notices(made):
    fact = Source("f", "5", "x", "2026-01-01", "2026-06-01")
    lesson = made(
        reviewed="never", review_by="2026-11-21", sources=(fact, replace(fact, id="g", review_by="2027-01-01"))
    )
    found = check(lesson, Given(today="2026-11-22", places={}))

    assert {("L501", "notice"), ("L502", "notice"), ("L503", "notice")} == {(one.code, one.severity) for one in found}


def test_a_review_is_due_the_day_after(made, codes):
    assert [] == codes(made(review_by="2026-11-22"))
