from msgspec.structs import replace

from elderapp.records.people import Roster, Staff
from elderapp.tablet import flow, views

GIVEN = flow.Given("2026-11-20", 10, "a1", 1000)
FRESH = replace(flow.start(Roster("", ""), {}, GIVEN).state, can_join=True)


def tap(state, *ids):
    effects = []
    for what in ids:
        turn = flow.pick(state, what, GIVEN)
        state, effects = turn.state, [*effects, *turn.effects]
    return state, effects


def keys(digits):
    return [f"key:{digit}" for digit in digits]


def test_nine_touches_pair_a_tablet():
    touches = ["door", *keys("12345678")]

    state, effects = tap(FRESH, *touches)

    assert (9, "door") == (len(touches), flow.rail(FRESH).opens)
    assert flow.Join("12345678") == effects[-1]
    assert views.PinView(8, False, 0, places=8, question="打中心俾你嘅八個數字", said="搵緊中心…") == flow.look(state)
    assert (state, []) == tap(state, "key:1", "key:del", "key:ok")  # one code at a time


def test_a_scanner_needs_no_touch_and_reads_nothing_else():
    code = "elderapp:pair?hub=http://192.168.1.5:8700&code=12345678&key=00"

    assert (flow.Join(code),) == flow.scan(FRESH, code).effects
    assert flow.Turn(FRESH) == flow.scan(FRESH, "A0017")


def test_what_failed_is_told_and_tried_again_and_a_paired_tablet_asks_no_more():
    busy, _ = tap(FRESH, "door", *keys("12345678"))
    failed = flow.not_joined(busy, "pairing-code-used").state
    assert "呢個號碼用過，打下一個" == flow.look(failed).said
    again, _ = tap(failed, "key:1", "key:2", "key:del", "key:ok")
    assert ("1", "") == (again.digits, again.joining)

    done = flow.joined(busy).state
    assert ("names", False) == (done.screen, done.can_join)
    known = replace(FRESH, roster=Roster("晴川", "7", staff=(Staff("s", "何姑娘", "trainer", ""),)))
    assert "pin" == tap(known, "door")[0].screen
    assert "names" == tap(FRESH, "door", "back")[0].screen
