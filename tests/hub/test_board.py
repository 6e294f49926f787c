"""The live poll over real HTTP, and what stands on the board."""

import threading
import time

import pytest

from elderapp import clock
from elderapp.hub import classroom
from elderapp.hub.storage import steering
from elderapp.hub.storage.engine import reading, transact
from elderapp.records.statements import Verb
from elderapp.sync import protocol
from elderapp.sync.protocol import Live

LESSON = "pay-fps-check-payee"


def ask(tablet, after=0) -> Live:
    answer = tablet.ask("GET", f"/{tablet.device}/live?after={after}")
    assert 200 == answer.status_code, answer.text
    return protocol.decode(answer.content, Live)


@pytest.fixture
def poll():
    """Asks in a thread, as a tablet does; gives a function that waits for the answer."""

    def begin(tablet, after):
        found = []
        thread = threading.Thread(target=lambda: found.append(ask(tablet, after)))
        thread.start()

        def end() -> Live:
            thread.join(30)
            return found[0]

        end.is_waiting = thread.is_alive
        return end

    return begin


def test_a_tablet_is_told_at_once_what_it_has_not_heard_of(hub):
    live = ask(hub.tablet())

    assert (hub.demo.session, LESSON, False, {}) == (live.session, live.lesson, live.frozen, live.chosen)
    assert abs(live.now - clock.wall_ms()) < 60_000


def test_a_tablet_that_waits_hears_of_a_freeze_and_of_its_end(hub, poll):
    tablet = hub.tablet()
    first = ask(tablet)
    news = poll(tablet, first.n)
    transact(hub.engine, lambda c: steering.freeze(c, 1, hub.demo.session, clock.wall_ms(), "chow"))
    held = news()
    assert held.frozen

    news = poll(tablet, held.n)
    transact(hub.engine, lambda c: steering.freeze(c, 1, hub.demo.session, 0, "chow"))
    assert first.n == news().n


def test_todays_lesson_is_told_for_all_and_for_some_on_both_ways(hub, poll):
    tablet = hub.tablet()
    news = poll(tablet, ask(tablet).n)
    transact(hub.engine, lambda c: steering.teach_some(c, 1, hub.demo.session, ["demo-02"], "gov-hago", "chow"))
    some = news()
    assert {"demo-02": "gov-hago"} == some.chosen
    roster = protocol.decode(tablet.ask("GET", f"/{tablet.device}/roster").content, protocol.RosterReply).roster
    session = roster.session
    assert ("gov-hago", LESSON) == (session.lesson_of("demo-02"), session.lesson_of("demo-01"))

    transact(hub.engine, lambda c: steering.teach(c, 1, hub.demo.session, "pay-qr"))
    live = ask(tablet, some.n)
    assert ("pay-qr", {}) == (live.lesson, live.chosen)


def test_a_tablet_is_told_that_somebody_is_on_the_way_while_the_hand_is_up(hub):
    tablet = hub.tablet()
    tablet.say(Verb.ATTENDED, "demo-01", hub.demo.session, hub.demo.session)
    tablet.say(Verb.ASKED, "demo-01", LESSON, hub.demo.session, what="hand")
    tablet.push()
    before = ask(tablet)
    assert () == before.coming
    transact(hub.engine, lambda c: classroom.say_going(c, 1, tablet.device, "周子晴"))
    during = ask(tablet, before.n)
    assert (tablet.device,) == during.coming

    tablet.say(Verb.ASKED, "demo-01", LESSON, hub.demo.session, what="lowered")
    tablet.push()
    assert () == ask(tablet, during.n).coming


def test_naming_what_was_heard_confirms_it(hub, poll):
    one, two = hub.tablet(), hub.tablet()
    n = ask(one).n
    ask(two)
    news = poll(one, n)

    def heard():
        with reading(hub.engine) as connection:
            return steering.who_heard(connection, 1, n)

    while not heard() and news.is_waiting():
        time.sleep(0.01)
    assert {one.device} == heard()
    transact(hub.engine, lambda c: steering.freeze(c, 1, hub.demo.session, clock.wall_ms(), "chow"))
    assert news().n != n


def test_after_the_class_nothing_is_wanted_though_nobody_released_it(hub, monkeypatch):
    transact(hub.engine, lambda c: steering.freeze(c, 1, hub.demo.session, clock.wall_ms(), "chow"))
    later = clock.wall_ms() + 6 * 3_600_000

    with reading(hub.engine) as connection:
        wanted = steering.wanted(connection, 1, later)
    assert ("", False) == (wanted.session, wanted.frozen)
    assert wanted.n


def test_whoever_waits_takes_no_place_from_those_who_push_and_is_answered_when_the_hub_ends(small_hub, poll):
    hub, tablets = small_hub, [small_hub.tablet() for _ in range(10)]  # `in_flight` is 8
    waiting = [poll(tablet, ask(tablet).n) for tablet in tablets]
    speaker = hub.tablet()
    speaker.say(Verb.ATTENDED, "demo-01", hub.demo.session, hub.demo.session)

    assert 200 == speaker.push().status_code
    assert all(end.is_waiting() for end in waiting)
    hub.end()
    assert {hub.demo.session} == {end().session for end in waiting}


def test_a_stranger_hears_nothing(small_hub, new_tablet):
    stranger = new_tablet(small_hub)

    assert 401 == stranger.ask("GET", "/1-nobody/live?after=0", device="1-nobody").status_code
    tablet = small_hub.tablet()
    assert 401 == tablet.ask("GET", f"/{tablet.device}/live", private=stranger.private).status_code
    assert 405 == tablet.ask("POST", f"/{tablet.device}/live").status_code
