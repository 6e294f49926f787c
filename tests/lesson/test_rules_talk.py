import pytest

from elderapp.lesson.model import Call, Choose, Line, Mark, Message, Option, Part, Reply, Spot, Turn

SAY = Line("a/x/say", "你點做？")
YES, NO = (Option(name, SAY, SAY, right) for name, right in (("yes", True), ("no", False)))


@pytest.mark.parametrize(
    ("options", "wanted"),
    [
        ((YES, NO), []),
        ((), []),
        ((NO, NO), ["L215"]),
        ((YES, YES), ["L216"]),
        ((YES,), ["L217"]),
        ((YES, NO, NO, NO), ["L217"]),
    ],
)
def test_a_question_has_two_or_three_answers_and_one_is_right(made, codes, options, wanted):
    assert wanted == codes(made(Choose(id="x", say=SAY, options=options), stage="trick"))


def spot(name: str, *, genuine: bool, marks: bool) -> Spot:
    return Spot(
        id=name,
        say=SAY,
        genuine=genuine,
        message=Message(sender="X", parts=(Part("你好", "m" if marks else ""),)),
        suspicious=(Mark("m", SAY),) if marks else (),
        because=SAY,
    )


FAKE, GENUINE = spot("fake", genuine=False, marks=True), spot("real", genuine=True, marks=False)


@pytest.mark.parametrize(
    ("spots", "track", "wanted"),
    [
        ((FAKE, GENUINE), "scams", []),
        ((FAKE,), "basics", []),
        ((FAKE,), "scams", ["L218"]),
        ((GENUINE, GENUINE, FAKE), "scams", ["L218"]),
        ((spot("x", genuine=True, marks=True),), "basics", ["L219"]),
        ((spot("x", genuine=False, marks=False),), "basics", ["L219"]),
    ],
)
def test_what_is_fake_has_marks_and_a_scam_lesson_as_many_genuine_ones(made, codes, spots, track, wanted):
    assert wanted == codes(made(*spots, stage="trick", track=track))


def ask(*to: str) -> Turn:
    return Turn(hear=SAY, replies=tuple(Reply(f"r{n}", goal, SAY) for n, goal in enumerate(to)))


GOOD = Turn(end="good", say=SAY)


@pytest.mark.parametrize(
    ("turns", "start", "hang_up", "wanted"),
    [
        ({"a": ask("b"), "b": GOOD}, "a", "b", []),
        ({"a": ask("p"), "p": Turn(end="pause", say=SAY, to="a"), "b": GOOD}, "a", "b", ["L213"]),
        ({"a": ask("p", "b"), "p": Turn(end="pause", say=SAY, to="a"), "b": GOOD}, "a", "b", []),
        ({"a": ask("p", "b"), "p": Turn(end="pause", say=SAY), "b": GOOD}, "a", "b", ["L211", "L213"]),
        ({"a": ask("b"), "b": GOOD}, "z", "b", ["L214"]),
        ({"a": ask("b"), "b": GOOD}, "a", "z", ["L214"]),
        ({"a": ask("b", "z"), "b": GOOD}, "a", "b", ["L214"]),
        ({"a": ask("p", "b"), "p": Turn(end="pause", say=SAY, to="z"), "b": GOOD}, "a", "b", ["L213", "L214"]),
        ({"a": ask("b"), "b": GOOD, "c": GOOD}, "a", "b", ["L212"]),
        ({"a": ask("a")}, "a", "", ["L213"]),
        ({"a": ask("b"), "b": GOOD}, "a", "a", ["L213"]),
        ({"a": Turn(hear=SAY), "b": GOOD}, "a", "b", ["L211", "L213"]),
        ({"a": ask("b", "b", "b", "b"), "b": GOOD}, "a", "b", ["L217"]),
    ],
)
def test_every_turn_of_a_call_can_be_reached_and_ends_well(made, codes, turns, start, hang_up, wanted):
    call = Call(id="x", say=SAY, caller="X", start=start, hang_up=hang_up, turns=turns)

    assert wanted == sorted(set(codes(made(call, stage="trick"))))
