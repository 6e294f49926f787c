import contextlib
import socket
import threading
import zlib

import httpx
import msgspec
import pytest
from sqlalchemy import func, select, update

from elderapp import clock, keys
from elderapp.hub import newcomers
from elderapp.hub.gate import MOST_COMING_FROM
from elderapp.hub.storage import devices, places, schema
from elderapp.hub.storage.engine import reading, transact
from elderapp.hub.tablets import HEARD_EVERY
from elderapp.packs import format as packs
from elderapp.packs.model import Manifest
from elderapp.packs.trust import Trust, save
from elderapp.records.people import Learner
from elderapp.records.statements import Verb
from elderapp.sync import batches, protocol
from elderapp.sync.protocol import PairRequest, People, WalkIn
from elderapp.sync.standing import KeyChange
from tests.hub.conftest import Tablet

LESSON = "pay-fps-check-payee"
MINUTE = 60_000


def code_of(answer: httpx.Response) -> tuple[int, str]:
    assert "application/problem+json" == answer.headers["content-type"]
    return answer.status_code, answer.json()["code"]


def test_a_code_pairs_one_tablet_and_tells_it_who_it_is(hub):
    tablet = hub.tablet()
    answer = tablet.pair(hub.code()).json()

    assert ("晴川長者學堂", "01", tablet.device) == (answer["centre"], answer["tablet"], answer["device"])
    assert 64 == len(answer["hub_key"])


def test_a_tablet_that_pairs_again_stays_the_same_device(hub):
    tablet = hub.tablet()
    first = tablet.device
    tablet.pair(hub.code())

    assert first == tablet.device


def _change_key(tablet: Tablet) -> bytes:
    """The tablet signs with another key from now on; gives the one before."""
    old, fresh = tablet.private, keys.new_private()
    public = keys.public_of(fresh).hex()
    signed = keys.sign(fresh, KeyChange.message(tablet.device, public)).hex()
    assert 200 == tablet.ask("POST", f"/{tablet.device}/key", protocol.encode(KeyChange(public, signed))).status_code
    tablet.private = fresh
    return old


def test_a_tablet_put_back_from_an_image_is_known_by_its_first_key_again(hub):
    tablet = hub.tablet()
    first = _change_key(tablet)
    tablet.say(Verb.ATTENDED, "demo-01", hub.demo.session, hub.demo.session)
    assert 200 == tablet.push().status_code

    newer, tablet.private = tablet.private, first
    answer = tablet.pair(hub.code()).json()
    assert ("01", tablet.device) == (answer["tablet"], answer["device"])
    tablet.say(Verb.ATTENDED, "demo-02", hub.demo.session, hub.demo.session)
    assert (200, 2) == (tablet.push().status_code, tablet.sent)

    refused = tablet.ask("GET", f"/{tablet.device}/roster", private=newer)
    assert (401, "bad-signature") == code_of(refused), "whatever has the newer key is paired anew"
    transact(hub.engine, lambda connection: devices.revoke(connection, 1, tablet.device, 5))
    assert (403, "revoked-device") == code_of(tablet.pair(hub.code()))


def test_the_first_key_of_a_shut_out_tablet_pairs_nothing(hub):
    tablet = hub.tablet()
    tablet.private = _change_key(tablet)
    transact(hub.engine, lambda connection: devices.revoke(connection, 1, tablet.device, 5))

    assert (403, "revoked-device") == code_of(tablet.pair(hub.code()))


def test_what_a_tablet_says_again_under_another_name_is_counted_once(hub, new_tablet):
    tablet, session = hub.tablet(), hub.demo.session
    for person in ("demo-01", "demo-02"):
        tablet.say(Verb.ATTENDED, person, session, session)
    assert 200 == tablet.push().status_code

    again, third, thief = new_tablet(hub), new_tablet(hub), new_tablet(hub)
    again.pair(hub.code(), was=tablet.device)
    third.pair(hub.code(), was=again.device)
    thief.pair(hub.code(), was="1-0000000000000000")
    for one, person in ((again, "demo-03"), (third, "demo-04"), (thief, "demo-05")):
        one.rows = list(tablet.rows)
        one.say(Verb.ATTENDED, person, session, session)
        assert (200, 3) == (one.push().status_code, one.sent)

    with hub.engine.connect() as connection:
        assert 7 == connection.scalar(select(func.count()).select_from(schema.event))
        aside = connection.execute(select(schema.quarantine.c.code)).scalars().all()
        assert [devices.SAID_BEFORE] * 4 == aside
        assert len({again.device, third.device, tablet.device}) == 3


def test_a_wrong_a_used_and_an_expired_code_are_refused(hub, new_tablet):
    assert (403, "pairing-code-wrong") == code_of(new_tablet(hub).pair("00000000"))

    used = hub.code()
    new_tablet(hub).pair(used)
    assert (403, "pairing-code-used") == code_of(new_tablet(hub).pair(used))

    old = hub.code()
    change = update(schema.pairing).where(schema.pairing.c.used == 0).values(expires=clock.wall_ms())
    transact(hub.engine, lambda connection: connection.execute(change))
    assert (403, "pairing-code-expired") == code_of(new_tablet(hub).pair(old))


def test_one_code_used_by_eight_tablets_at_once_pairs_one(hub, new_tablet):
    code, answers = hub.code(), []
    threads = [
        threading.Thread(target=lambda: answers.append(new_tablet(hub).pair(code).status_code)) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert 1 == answers.count(200)


def test_codes_cannot_be_guessed_one_after_the_other(small_hub, new_tablet):
    answers = [new_tablet(small_hub).pair(f"{number:08d}") for number in range(11)]

    assert (429, "too-many-attempts") == code_of(answers[-1])
    assert int(answers[-1].headers["retry-after"]) > 0


@pytest.mark.parametrize("given", [{"wire": 0}, {"public_key": "00"}, {}])
def test_every_pairing_that_is_refused_counts(small_hub, new_tablet, given):
    tablet = new_tablet(small_hub)
    key = keys.public_of(tablet.private).hex()
    body = protocol.encode(msgspec.structs.replace(PairRequest("1", key, ""), **given))
    answers = [tablet.ask("POST", "/pair", body, device="new") for _ in range(11)]

    assert [429] == [one.status_code for one in answers if one.status_code == 429]
    assert 429 == answers[-1].status_code


def test_tablets_that_pair_well_do_not_keep_the_next_one_out(small_hub, new_tablet):
    assert [200] * 12 == [new_tablet(small_hub).pair(small_hub.code()).status_code for _ in range(12)]


def test_a_nonce_is_short_for_it_is_remembered(small_hub):
    tablet = small_hub.tablet()
    said = [tablet.ask("GET", f"/{tablet.device}/roster", nonce="n" * length) for length in (64, 65)]

    assert [200, 400] == [one.status_code for one in said]


def test_what_a_learner_does_reaches_the_hub_once_however_often_it_is_sent(hub):
    tablet = hub.tablet()
    tablet.say(Verb.ATTENDED, "demo-01", hub.demo.session, hub.demo.session)
    tablet.say(Verb.INITIALIZED, "demo-01", LESSON, hub.demo.session, version="1.0.0")
    batch = protocol.deflate(batches.make_batch(tablet.private, tablet.device, 1, 1, tablet.head, tablet.rows))

    first = tablet.ask("POST", f"/{tablet.device}", batch)
    again = tablet.ask("POST", f"/{tablet.device}", batch)

    assert (200, 2) == (first.status_code, first.json()["seq"])
    assert (200, 2, first.json()["head"]) == (again.status_code, again.json()["seq"], again.json()["head"])
    with hub.engine.connect() as connection:
        assert 2 == connection.scalar(select(func.count()).select_from(schema.event))


def test_other_content_under_a_known_number_is_a_conflict(hub):
    tablet = hub.tablet()
    tablet.say(Verb.ATTENDED, "demo-01", hub.demo.session, hub.demo.session)
    tablet.push()
    tablet.rows, tablet.sent, tablet.head = [], 0, bytes(32)
    tablet.say(Verb.ATTENDED, "demo-02", hub.demo.session, hub.demo.session)

    answer = tablet.push()

    assert (409, "fork", 1) == (answer.status_code, answer.json()["reason"], answer.json()["seq"])


def test_an_unknown_key_and_a_revoked_one_are_refused_with_their_code(hub, new_tablet):
    stranger = new_tablet(hub)
    stranger.device = "1-0123456789abcdef"
    assert (401, "unknown-device") == code_of(stranger.push())

    tablet = hub.tablet()
    assert (401, "bad-signature") == code_of(tablet.ask("GET", f"/{tablet.device}/roster", private=keys.new_private()))
    with hub.engine.connect() as connection:
        assert 1 == connection.scalar(select(func.count()).select_from(schema.device))
    revoke = update(schema.device).where(schema.device.c.device == tablet.device).values(revoked=1)
    transact(hub.engine, lambda connection: connection.execute(revoke))
    assert (403, "revoked-device") == code_of(tablet.push())
    assert (403, "revoked-device") == code_of(tablet.pair(hub.code()))


def test_one_tablet_may_not_speak_for_another(hub):
    one, other = hub.tablet(), hub.tablet()

    assert (401, "unknown-device") == code_of(one.ask("GET", f"/{other.device}/roster"))
    assert (401, "bad-signature") == code_of(one.ask("GET", f"/{other.device}/roster", device=other.device))


def test_a_request_is_good_once_and_only_as_it_was_signed(small_hub):
    tablet = small_hub.tablet()
    path, nonce = f"/{tablet.device}/roster", clock.new_id()

    assert 200 == tablet.ask("GET", path, nonce=nonce).status_code
    assert (401, "replayed-nonce") == code_of(tablet.ask("GET", path, nonce=nonce))
    assert (401, "bad-signature") == code_of(tablet.ask("POST", f"/{tablet.device}", b"x", signed=b"y"))


def test_a_tablet_with_a_wrong_clock_learns_the_right_one_and_its_times_are_corrected(hub):
    tablet = hub.tablet()
    behind = 3 * 365 * 24 * 60 * MINUTE
    refused = tablet.ask("GET", f"/{tablet.device}/roster", time_ms=clock.wall_ms() - behind)
    assert (401, "stale-request") == code_of(refused)

    now = refused.json()["now"]
    tablet.say(Verb.ATTENDED, "demo-01", hub.demo.session, hub.demo.session, wall=now - behind)
    assert 200 == tablet.push(wall=now - behind).status_code
    with hub.engine.connect() as connection:
        wall, t = connection.execute(select(schema.event.c.wall, schema.event.c.t)).one()
    assert now - behind == wall
    assert abs(t - now) < MINUTE


def test_a_clock_that_was_set_right_since_is_believed_again(hub):
    tablet, now = hub.tablet(), clock.wall_ms()
    tablet.push(wall=now - 3 * 365 * 24 * 60 * MINUTE)
    tablet.ask("GET", f"/{tablet.device}/roster", time_ms=now + 3 * 365 * 24 * 60 * MINUTE)
    tablet.say(Verb.ATTENDED, "demo-01", hub.demo.session, hub.demo.session, wall=now - 10 * MINUTE)

    assert 200 == tablet.push().status_code
    with hub.engine.connect() as connection:
        assert now - 10 * MINUTE == connection.scalar(select(schema.attendance.c.tablet_first))
        assert 0 == connection.scalar(select(schema.device.c.skew))


def test_a_verb_of_a_newer_app_holds_up_nothing(hub):
    tablet = hub.tablet()
    tablet.say(Verb.ATTENDED, "demo-01", hub.demo.session, hub.demo.session)
    tablet.say("sang", "demo-01", LESSON, hub.demo.session)
    tablet.say(Verb.INITIALIZED, "demo-01", LESSON, hub.demo.session, version="1.0.0", nth=1)

    assert (200, 3) == (tablet.push().status_code, tablet.sent)
    with hub.engine.connect() as connection:
        assert [(2, "unknown-verb")] == list(
            map(tuple, connection.execute(select(schema.quarantine.c.seq, schema.quarantine.c.code)))
        )
        assert 2 == connection.scalar(select(func.count()).select_from(schema.event))


def test_without_a_class_on_the_next_of_a_week_is_told_and_not_called_one(hub):
    tablet, week = hub.tablet(), 7 * 24 * 60 * MINUTE
    for starts, is_told in ((-90 * MINUTE, False), (31 * MINUTE, True), (week - MINUTE, True), (week + MINUTE, False)):
        ends = starts + 89 * MINUTE
        now = clock.wall_ms()
        change = update(schema.session).values(starts=now + starts, ends=now + ends)
        transact(hub.engine, lambda connection, change=change: connection.execute(change))
        roster = tablet.ask("GET", f"/{tablet.device}/roster").json()["roster"]

        assert (False, is_told) == ("session" in roster, "learners" in roster)


def test_the_roster_tells_the_open_class_and_nothing_when_nothing_changed(hub):
    tablet = hub.tablet()
    roster = tablet.ask("GET", f"/{tablet.device}/roster").json()["roster"]

    assert ("晴川長者學堂", "01", hub.demo.session) == (roster["centre"], roster["tablet"], roster["session"]["id"])
    assert [learner.name for learner in hub.demo.learners] == [one["name"] for one in roster["learners"]]
    assert "roster" not in tablet.ask("GET", f"/{tablet.device}/roster?after={roster['cursor']}").json()


def test_progress_made_on_one_tablet_comes_to_the_other_with_the_roster(hub):
    one, other = hub.tablet(), hub.tablet()
    one.say(Verb.INITIALIZED, "demo-01", LESSON, hub.demo.session, version="1.0.0", nth=1)
    one.say(Verb.EXPERIENCED, "demo-01", f"{LESSON}/together/number", hub.demo.session, n=2, of=7)
    one.push()

    roster = other.ask("GET", f"/{other.device}/roster").json()["roster"]

    assert {"stage": "together", "step": "number"} == roster["progress"]["demo-01"][0]["resume"]


def test_a_walk_in_joins_the_class_once_and_nobody_can_rename_a_learner(hub):
    tablet = hub.tablet()
    people = People((
        WalkIn("walk-1", "新嚟嘅", "bird", clock.wall_ms(), hub.demo.session),
        WalkIn("demo-01", "改咗", "bird", 0, hub.demo.session),
    ))  # fmt: skip
    for _ in range(2):
        answer = tablet.ask("POST", f"/{tablet.device}/people", protocol.deflate(people))
        assert ["walk-1", "demo-01"] == answer.json()["done"]

    names = [one["name"] for one in tablet.ask("GET", f"/{tablet.device}/roster").json()["roster"]["learners"]]
    assert (13, "陳太", "新嚟嘅") == (len(names), names[0], names[-1])


def test_one_tablet_adds_so_many_people_a_day_and_keeps_the_others(small_hub):
    tablet, other = small_hub.tablet(), small_hub.tablet()

    def hand_in(by, names):
        people = tuple(WalkIn(name, "路過", "bird", session=small_hub.demo.session) for name in names)
        return by.ask("POST", f"/{by.device}/people", protocol.deflate(People(people))).json()["done"]

    many = [f"w{number:03d}" for number in range(newcomers.MOST + 20)]
    assert many[: newcomers.MOST] == hand_in(tablet, many)
    assert many[:2] == hand_in(tablet, [*many[:2], many[-1]])  # who is known already is taken
    assert many[-1:] == hand_in(other, many[-1:])


def test_a_tablet_changes_the_wishes_of_its_own_centres_people_alone(small_hub, new_tablet):
    transact(small_hub.engine, lambda connection: places.new_centre(connection, 2, "別中心"))
    tablet = new_tablet(small_hub)
    assert 200 == tablet.pair(small_hub.code(2)).status_code
    wish = People((WalkIn("demo-01", "她", "bird", secret="bird cat dog", told=True),))
    assert 200 == tablet.ask("POST", f"/{tablet.device}/people", protocol.deflate(wish)).status_code

    with reading(small_hub.engine) as connection:
        known = places.names(connection, 1, ["demo-01"])["demo-01"]
        assert ("陳太", "", False) == (known.name, known.secret, known.told)


def test_another_centres_people_never_reach_a_tablet(hub):
    def other(connection):
        places.new_centre(connection, 2, "別處")
        places.new_cohort(connection, 2, "other", "別班", [Learner("far-01", "別人", "bird")])

    transact(hub.engine, other)
    tablet = hub.tablet()
    people = protocol.deflate(People((WalkIn("far-01", "冒名", "bird", 0, "nowhere"),)))

    assert "far-01" not in tablet.ask("GET", f"/{tablet.device}/roster").text
    assert 200 == tablet.ask("POST", f"/{tablet.device}/people", people).status_code
    with hub.engine.connect() as connection:
        chosen = select(schema.learner.c.name).where(schema.learner.c.centre == 2)
        assert ["別人"] == list(connection.scalars(chosen))


def test_too_much_is_refused_before_it_fills_the_memory(small_hub):
    tablet = small_hub.tablet()
    bomb = zlib.compress(bytes(200_000_000), 9)
    path = f"/{tablet.device}"

    assert len(bomb) < protocol.MOST_BYTES
    assert (413, "batch-too-large") == code_of(tablet.ask("POST", path, bomb))
    assert (413, "batch-too-large") == code_of(tablet.ask("POST", path, bytes(protocol.MOST_BYTES * 2)))


@pytest.mark.parametrize(
    "body",
    [b"", b"not deflated", zlib.compress(b"{"), zlib.compress(b"[" * 100_000), zlib.compress(b'{"epoch":1}'), b"x\x9c"],
)
def test_what_is_no_batch_is_refused_and_the_hub_goes_on(small_hub, body):
    tablet = small_hub.tablet()

    assert (400, "bad-message") == code_of(tablet.ask("POST", f"/{tablet.device}", body))
    assert 200 == tablet.ask("GET", f"/{tablet.device}/roster").status_code


def test_an_address_that_is_not_there_and_a_wrong_method_are_problems_too(small_hub):
    tablet = small_hub.tablet()

    assert (404, "unknown-address") == code_of(tablet.ask("GET", f"/{tablet.device}/roster/more/and/more"))
    assert (405, "wrong-method") == code_of(tablet.ask("DELETE", f"/{tablet.device}"))


def test_packs_are_listed_and_fetched_whole_or_from_where_they_broke_off(small_hub):
    folder, private = small_hub.settings.pack_folder, keys.new_private()
    folder.mkdir()
    save(small_hub.settings.trust, Trust(frozenset({keys.public_of(private).hex()})))
    for version in ("1.9.0", "1.10.0"):
        packs.write(folder / f"basics-{version}.pack", Manifest(id="basics", version=version), {}, {}, {}, {}, private)
    packs.write(folder / "other-1.0.0.pack", Manifest(id="other", version="1.0.0"), {}, {}, {}, {}, keys.new_private())
    tablet = small_hub.tablet()

    listed = tablet.ask("GET", f"/{tablet.device}/packs").json()["packs"]
    content = (folder / "basics-1.10.0.pack").read_bytes()
    assert [("basics", "1.10.0", len(content))] == [(one["id"], one["version"], one["size"]) for one in listed]

    path = f"/{tablet.device}/packs/{listed[0]['digest']}"
    rest = tablet.ask("GET", path, headers={"Range": "bytes=100-"})
    assert content == tablet.ask("GET", path).content
    assert (206, content[100:]) == (rest.status_code, rest.content)
    assert f"bytes 100-{len(content) - 1}/{len(content)}" == rest.headers["content-range"]
    assert 416 == tablet.ask("GET", path, headers={"Range": "bytes=999999-"}).status_code
    assert (404, "unknown-pack") == code_of(tablet.ask("GET", f"/{tablet.device}/packs/{'0' * 64}"))


def test_bodies_that_never_come_keep_no_tablet_out(small_hub):
    tablet, address = small_hub.tablet(), small_hub.address.removeprefix("http://").split(":")
    head = f"POST /sync/v1/{tablet.device} HTTP/1.1\r\nHost: x\r\nElder-Signature: 00\r\nContent-Length: 9\r\n\r\n"
    with contextlib.ExitStack() as open_ones:
        for _ in range(MOST_COMING_FROM + 8):
            one = open_ones.enter_context(socket.create_connection((address[0], int(address[1]))))
            one.sendall(head.encode())
        one.settimeout(10)
        assert one.recv(100).startswith(b"HTTP/1.1 503")  # told before its body
        assert 200 == tablet.ask("GET", f"/{tablet.device}/roster").status_code


@pytest.mark.parametrize(("ago", "is_noted"), [(HEARD_EVERY + 1000, True), (HEARD_EVERY // 2, False)])
def test_that_a_tablet_was_heard_of_is_written_down_once_a_minute(small_hub, ago, is_noted):
    tablet, then = small_hub.tablet(), clock.wall_ms() - ago
    own = schema.device.c.device == tablet.device
    transact(small_hub.engine, lambda c: c.execute(schema.device.update().where(own).values(seen=then)))

    assert 200 == tablet.ask("GET", f"/{tablet.device}/packs").status_code
    with small_hub.engine.connect() as connection:
        assert is_noted == (connection.scalar(select(schema.device.c.seen).where(own)) > then)
