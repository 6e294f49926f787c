from msgspec.structs import replace

from elderapp.records.people import Learner, Roster, Session
from elderapp.tablet.flow import State
from elderapp.tablet.manner import LOUDEST_IN_CLASS, Manner
from elderapp.tablet.tongue import Tongue
from tests.player import lessons as the

CHAN = Learner("c1", "陳太", "flower", language="en", volume=50, scale=1.5)
ALONE = State(Roster("晴川", "7"), {the.PAY.id: the.PAY})
CLASS = replace(ALONE, roster=Roster("晴川", "7", session=Session("s", "B 班", 0, 1)))


def manner(*languages: str, own: str = "yue") -> Manner:
    return Manner({name: Tongue(str) for name in languages}, own=own, volume=1.0, scale=1.25)


def test_what_cannot_be_spoken_is_said_in_cantonese():
    assert "yue" == manner("yue").spoken("en")
    assert ("en", "yue") == manner("en", "yue", own="en").languages
    assert ("yue",) == manner("yue", own="en").languages


def test_a_wish_goes_before_the_tablets_own_way():
    ours = manner("yue", "en")

    assert ("yue", "en") == (ours.wished(None), ours.wished(CHAN))
    assert (1.25, 1.5, 1.25) == (ours.scale(None), ours.scale(CHAN), ours.scale(replace(CHAN, scale=1.0)))
    assert (1.0, 0.5) == (ours.loud(None, ALONE), ours.loud(CHAN, ALONE))


def test_a_class_is_no_louder_than_its_rule_but_for_earphones():
    ours, loud = manner("yue"), replace(CHAN, volume=100)

    assert LOUDEST_IN_CLASS == ours.loud(loud, CLASS)
    assert 1.0 == ours.loud(replace(loud, earphones=True), CLASS)
    assert 0.3 == ours.loud(loud, replace(CLASS, loudest=30))
