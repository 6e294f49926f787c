import threading
import time

import msgspec
import pytest

from elderapp import clock, keys
from elderapp.packs.trust import Trust
from elderapp.records.people import Learner, Progress, Resume, Roster
from elderapp.records.statements import Statement, Verb
from elderapp.store import Store
from elderapp.sync import client, protocol
from elderapp.sync.client import HubRefused, HubUnreachable, known_hub, pair, sync_once
from elderapp.sync.standing import Status


def step(number: int, learner: str = "l1") -> Statement:
    return Statement(Verb.EXPERIENCED, learner, f"wifi/together/s{number}", {"n": number})


def learn(store: Store, first: int, last: int) -> None:
    store.record([step(number) for number in range(first, last + 1)])


def held(hub) -> list[str]:
    return [row.object.rpartition("/s")[2] for rows in hub.rows.values() for row in rows]


def numbers(first: int, last: int) -> list[str]:
    return [str(number) for number in range(first, last + 1)]


def test_a_visit_sends_every_row_once(hub, store, link):
    learn(store, 1, 3)

    assert client.Outcome(3, 0, roster=True) == sync_once(store, link)
    assert client.Outcome(0, 0, roster=False) == sync_once(store, link)
    learn(store, 4, 5)
    assert 2 == sync_once(store, link).sent
    assert numbers(1, 5) == held(hub)
    assert 5 == store.epochs()[-1].acked


def test_many_rows_go_in_batches(hub, store, link):
    learn(store, 1, 1200)

    assert 1200 == client.push(store, link)
    assert 3 == len(hub.asked)
    assert numbers(1, 1200) == held(hub)


def test_a_lost_reply_costs_a_repeat_and_no_record(hub, store, link):
    learn(store, 1, 3)
    hub.lose_replies = 1

    with pytest.raises(HubUnreachable):
        client.push(store, link)
    learn(store, 4, 4)
    client.push(store, link)

    assert numbers(1, 4) == held(hub)


def test_rows_leave_only_once_they_are_safe(hub, store, link):
    learn(store, 1, 5)
    client.push(store, link)
    assert 5 == store.verify()

    hub.safe = 4
    client.push(store, link)

    assert [4, 5] == [row.seq for row in store.unsent(0, 10)]
    learn(store, 6, 6)
    client.push(store, link)
    assert numbers(1, 6) == held(hub)


def test_a_hub_that_lost_its_disk_asks_again(hub, store, link):
    learn(store, 1, 5)
    hub.safe = 2
    client.push(store, link)
    epoch = store.epoch
    del hub.digests[epoch][3:], hub.rows[epoch][2:]
    learn(store, 6, 6)

    client.push(store, link)

    assert numbers(1, 6) == held(hub)


@pytest.mark.parametrize("left", [0, 2])
def test_a_hub_that_lost_rows_it_called_safe_gets_what_is_left(hub, store, link, left):
    learn(store, 1, 5)
    hub.safe = 4
    client.push(store, link)
    del hub.digests[store.epoch][left + 1 :], hub.rows[store.epoch][left:]
    hub.safe = 0

    client.push(store, link)
    assert [*numbers(1, left), "4", "5"] == held(hub)

    learn(store, 6, 6)
    client.push(store, link)
    assert [*numbers(1, left), "4", "5", "6"] == held(hub)


def test_who_walked_in_goes_again_to_a_hub_that_was_put_back_from_a_backup(hub, store, link):
    store.add_person(Learner("p1", "陳太", "flower"))
    hub.life = "one"
    hub.roster = msgspec.structs.replace(hub.roster, learners=(Learner("p1", "陳太", "flower"),))
    client.sync_once(store, link)
    assert [] == store.walk_ins()

    hub.life, hub.people = "two", []
    client.sync_once(store, link)
    client.sync_once(store, link)

    assert ["p1"] == [one.id for one in hub.people]


def test_who_walked_in_is_forgotten_once_a_later_row_is_backed_up(hub, store, link):
    learn(store, 1, 2)
    store.add_person(Learner("p1", "陳太", "flower"))
    hub.life = "one"
    hub.roster = msgspec.structs.replace(hub.roster, learners=(Learner("p1", "陳太", "flower"),))
    client.sync_once(store, link)
    learn(store, 3, 3)
    hub.safe = 3
    client.sync_once(store, link)

    hub.life, hub.people = "two", []
    client.sync_once(store, link)

    assert [] == hub.people


def test_a_hub_with_other_rows_stops_the_tablet(hub, store, link):
    learn(store, 1, 3)
    client.push(store, link)
    hub.digests[store.epoch][3] = bytes([9]) * 32
    learn(store, 4, 4)

    with pytest.raises(HubRefused) as caught:
        client.push(store, link)

    assert "fork" == caught.value.code
    assert 4 == store.verify()
    assert 2 == store.epochs()[-1].acked, "to where hub and tablet agree"


def test_a_gap_at_a_row_that_is_not_ours_stops_the_tablet(hub, store, link):
    learn(store, 1, 3)
    hub.say = [(409, protocol.encode(protocol.Conflict(2, "00" * 32, "gap")), {})]

    with pytest.raises(HubRefused) as caught:
        client.push(store, link)

    assert "fork" == caught.value.code


def test_a_gap_at_a_row_that_is_not_here_stops_the_tablet(hub, store, link):
    hub.say = [(409, protocol.encode(protocol.Conflict(7, "00" * 32, "gap")), {})]

    with pytest.raises(HubRefused) as caught:
        client.push(store, link)

    assert "gap" == caught.value.code


def test_a_hub_that_never_has_enough_stops_the_tablet(hub, store, link):
    learn(store, 1, 3)
    hub.say = [(409, protocol.encode(protocol.Conflict(0, "00" * 32, "gap")), {})] * 2

    with pytest.raises(HubRefused) as caught:
        client.push(store, link)

    assert "gap" == caught.value.code


def test_a_receipt_over_other_rows_is_not_believed(hub, store, link):
    learn(store, 1, 3)
    hub.say = [(200, protocol.encode(protocol.Receipt(3, "11" * 32, 3)), {})]

    with pytest.raises(HubRefused):
        client.push(store, link)

    assert 3 == len(store.unsent(0, 10))
    assert 0 == store.epochs()[-1].acked


def test_a_hub_that_does_not_move_on_is_left_for_later(hub, store, link):
    learn(store, 1, 3)
    hub.say = [(200, protocol.encode(protocol.Receipt(0, "00" * 32)), {})]

    with pytest.raises(HubUnreachable):
        client.push(store, link)


def test_a_file_put_back_from_a_backup_goes_on_in_a_new_epoch(hub, store, link, tmp_path):
    learn(store, 1, 3)
    copy = store.backup()
    learn(store, 4, 5)
    client.push(store, link)
    store.close()
    copy.replace(tmp_path / "tablet.db")

    with Store.open(tmp_path / "tablet.db") as restored:
        restored.record([step(6)])
        client.push(restored, link)

        assert 2 == len(restored.epochs())
        assert [*numbers(1, 5), "6"] == held(hub)
        hub.asked.clear()
        hub.safe = 99
        client.push(restored, link)
        client.push(restored, link)
        assert 3 == len(hub.asked)  # the older epoch is over


def test_an_old_copy_that_nothing_gave_away_is_found_out_by_the_hub(hub, store, link):
    learn(store, 1, 3)
    client.push(store, link)
    first = store.epoch
    hub.digests[first].append(bytes([7]) * 32)

    client.push(store, link)

    assert first != store.epoch
    assert [3, 0] == [epoch.acked for epoch in store.epochs()]


@pytest.mark.parametrize("code", ["unknown-device", "revoked-device", "bad-signature", "bad-batch", "stale-request"])
def test_a_refusal_stops_and_keeps_the_log(hub, store, link, refusal, code):
    learn(store, 1, 3)
    hub.say = [refusal(code)]

    with pytest.raises(HubRefused) as caught:
        sync_once(store, link)

    assert code == caught.value.code
    assert 3 == len(store.unsent(0, 10))


def test_a_busy_hub_says_when_to_come_back(hub, store, link, refusal):
    for answer, seconds in [
        (refusal("hub-busy", **{"Retry-After": "30"}), 30.0),
        (refusal("too-many-attempts"), 0.0),
        ((503, b"", {"Retry-After": "soon"}), 0.0),
        ((429, b"", {"Retry-After": "999999999"}), 3600.0),
    ]:
        hub.say = [answer]
        with pytest.raises(HubUnreachable) as caught:
            sync_once(store, link)
        assert seconds == caught.value.retry_after


@pytest.mark.parametrize(
    "answer",
    [
        (200, b"<html>Log in to this Wi-Fi</html>", {"Content-Type": "text/html"}),
        (302, b"", {"Location": "http://login.example/"}),
        (403, b"<html>", {"Content-Type": "text/html"}),
        (500, b"", {}),
        (403, b"{", {"Content-Type": protocol.PROBLEM_JSON}),
        (404, b'{"code": "unknown-address", "status": 404}', {"Content-Type": protocol.PROBLEM_JSON}),
        (401, b"", {}),
        (409, b"{}", {}),
    ],
)
def test_whoever_else_answers_is_not_the_hub(hub, store, link, answer):
    learn(store, 1, 3)
    hub.say = [answer]

    with pytest.raises(HubUnreachable):
        sync_once(store, link)

    assert 3 == len(store.unsent(0, 10))


def test_a_hub_that_is_off_is_unreachable(store):
    with client.Hub("http://127.0.0.1:9", "t1", store.private_key) as nobody, pytest.raises(HubUnreachable) as caught:
        sync_once(store, nobody)

    told = "no hub answers at http://127.0.0.1:9 (Connection refused): is it on, and in the same network?"
    assert told == str(caught.value)


def test_what_is_wanted_is_asked_for_by_a_line_that_waits_longer(hub, store, link):
    pair(store, hub.address, hub.code).close()
    with known_hub(store, patient=True) as patient:
        assert hub.live == patient.live(3)
        assert patient._http.timeout.read > protocol.LIVE_WAITS > link._http.timeout.read
    assert "GET /sync/v1/t1/live?after=3" == hub.asked[-1][0]


def test_a_hub_that_knows_no_live_poll_is_tried_again_later(hub, store, link):
    hub.say = [(404, b'{"code": "unknown-address", "status": 404}', {"Content-Type": protocol.PROBLEM_JSON})]

    with pytest.raises(HubUnreachable):
        link.live(0)


def test_a_wrong_clock_signs_by_the_hub_and_rows_keep_their_time(hub, store, link):
    hub.ahead = 3 * 365 * 86_400_000
    learn(store, 1, 2)
    walls = [row.wall for row in store.unsent(0, 10)]

    sync_once(store, link)

    assert walls == [row.wall for row in hub.rows[store.epoch]]
    assert 2 == len([1 for asked, _ in hub.asked if asked.startswith("POST")])
    assert max(walls) < hub.now() - 2 * 365 * 86_400_000
    assert max(walls) <= hub.walls[-1] <= clock.wall_ms()


def test_a_tablet_is_paired_with_a_code(hub, store):
    with pytest.raises(HubRefused) as caught:
        pair(store, hub.address, "00000000")
    assert "pairing-code-wrong" == caught.value.code
    assert known_hub(store) is None

    with pair(store, hub.address + "/", hub.code, name="三號", platform="linux") as paired:
        learn(store, 1, 1)
        assert 1 == client.push(store, paired)
    with known_hub(store) as known:
        assert ("t1", hub.address) == (known.device, known.address)
        assert ("3", "中心") == (store.setting("tablet", ""), store.setting("centre", ""))
        learn(store, 2, 2)
        assert 1 == client.push(store, known)
    assert keys.public_of(store.private_key) == hub.devices["t1"]


def test_pairing_works_with_a_wrong_clock(hub, store):
    hub.ahead = -86_400_000

    with pair(store, hub.address, hub.code) as paired:
        assert "t1" == paired.device


def test_pairing_again_keeps_unsent_work(hub, store):
    with pair(store, hub.address, hub.code) as paired:
        learn(store, 1, 3)
        client.push(store, paired)
        learn(store, 4, 5)
    with pair(store, hub.address, hub.code) as again:
        client.push(store, again)
    assert numbers(1, 5) == held(hub)
    assert 1 == len(store.epochs())

    learn(store, 6, 7)
    hub.device = "t2"
    with pair(store, hub.address, hub.code) as other:
        client.push(store, other)
    assert numbers(1, 7) == held(hub)
    assert 2 == len(hub.rows)
    assert 9 == store.verify()


def test_walk_ins_go_by_the_people_route_until_acknowledged(hub, store, link, refusal):
    store.add_person(Learner("p1", "陳太", "flower"), session="s1")
    store.add_person(Learner("p2", "字" * 99, "bird"))
    hub.say = [refusal("hub-busy")]

    with pytest.raises(HubUnreachable):
        client.push_people(store, link)
    assert 2 == len(store.unsent_people())
    assert 2 == client.push_people(store, link)

    assert [("p1", "陳太", "s1"), ("p2", "字" * 60, "")] == [(one.id, one.name, one.session) for one in hub.people]
    assert [] == store.unsent_people()
    assert ["p1", "p2"] == [one.id for one in store.walk_ins()]
    client.pull_roster(store, link)
    assert [] == store.walk_ins()


def test_a_walk_in_that_the_hub_cannot_store_holds_up_nobody(hub, store, link, refusal):
    for name, picture in [("p1", "flower"), ("p2", "bad"), ("p3", "bird")]:
        store.add_person(Learner(name, "陳太", picture))

    assert 2 == sync_once(store, link).people
    assert ["p2"] == [met.learner.id for met in store.unsent_people()]

    hub.say = [refusal("revoked-device")]
    with pytest.raises(HubRefused):
        client.push_people(store, link)


def test_a_roster_brings_progress_and_unsent_rows_stay_on_top(hub, store, link):
    learn(store, 1, 3)
    client.push(store, link)
    store.record([step(9)])
    known = Progress("wifi", completed=2, resume=Resume("together", "s3"), last_wall=1, seq=3)
    hub.roster = Roster("中心", "1", cursor=5, learners=(Learner("l1", "陳太", "bird"),), progress={"l1": (known,)})

    assert client.pull_roster(store, link)

    assert 2 == store.progress("l1")["wifi"].completed
    assert "s9" == store.progress("l1")["wifi"].resume.step
    assert not client.pull_roster(store, link)


def offer(hub, path):
    data = path.read_bytes()
    digest = keys.sha256(data)
    hub.packs[digest] = data
    hub.entries = [protocol.PackEntry("basics", "1.0.0", digest, len(data))]
    return data, digest


@pytest.fixture
def make(pack_maker):
    return pack_maker


def test_packs_come_once_and_are_checked(hub, store, link, make, tmp_path):
    folder = tmp_path / "packs"
    offer(hub, make.pack(tmp_path / "hub"))

    assert ("basics",) == sync_once(store, link, folder=folder, trust=make.TRUST).packs
    assert () == sync_once(store, link, folder=folder, trust=make.TRUST).packs
    assert ["basics-1.0.0.pack"] == [path.name for path in folder.iterdir()]
    assert ["basics-1.0.0.pack"] == [pack.file for pack in store.packs()]

    (folder / "basics-1.0.0.pack").unlink()
    assert ("basics",) == sync_once(store, link, folder=folder, trust=make.TRUST).packs


def test_a_download_that_broke_off_goes_on(hub, store, link, make, tmp_path):
    folder = tmp_path / "packs"
    offer(hub, make.pack(tmp_path / "hub"))
    hub.cut_after = 1000

    with pytest.raises(HubUnreachable):
        client.pull_packs(store, link, folder, make.TRUST)
    assert [1000] == [path.stat().st_size for path in folder.iterdir()]
    assert (("basics",), ()) == client.pull_packs(store, link, folder, make.TRUST)

    assert "bytes=1000-" == hub.asked[-1][1]["Range"]


def test_a_hub_that_knows_no_ranges_sends_it_all_again(hub, store, link, make, tmp_path):
    folder = tmp_path / "packs"
    data, _ = offer(hub, make.pack(tmp_path / "hub"))
    hub.cut_after = 1000
    with pytest.raises(HubUnreachable):
        client.pull_packs(store, link, folder, make.TRUST)

    hub.say = [(200, protocol.encode(protocol.PackList(tuple(hub.entries))), {}), (200, data, {})]

    assert (("basics",), ()) == client.pull_packs(store, link, folder, make.TRUST)


def test_a_pack_that_had_come_wholly_is_not_fetched_again(hub, store, link, make, tmp_path):
    folder = tmp_path / "packs"
    data, digest = offer(hub, make.pack(tmp_path / "hub"))
    folder.mkdir()
    client._part_of(folder, digest).write_bytes(data)

    assert (("basics",), ()) == client.pull_packs(store, link, folder, make.TRUST)
    assert 1 == len(hub.asked)


def test_a_pack_that_does_not_pass_leaves_the_old_one(hub, store, link, make, tmp_path):
    folder = tmp_path / "packs"
    offer(hub, make.pack(tmp_path / "hub"))
    sync_once(store, link, folder=folder, trust=make.TRUST)
    data, digest = offer(hub, make.pack(tmp_path / "hub", version="1.1.0"))

    hub.packs[digest] = data[:-1] + b"x"
    assert ("basics: pack-damaged",) == sync_once(store, link, folder=folder, trust=make.TRUST).refused
    hub.packs[digest] = data + b"x"
    assert ("basics: pack-damaged",) == sync_once(store, link, folder=folder, trust=make.TRUST).refused
    hub.packs[digest] = data
    assert ("basics: pack-untrusted",) == sync_once(store, link, folder=folder, trust=Trust()).refused
    assert ("basics: pack-untrusted",) == sync_once(store, link, folder=folder).refused

    assert ["basics-1.0.0.pack"] == [path.name for path in folder.iterdir()]
    assert ("basics",) == sync_once(store, link, folder=folder, trust=make.TRUST).packs


def test_without_room_for_packs_the_rest_of_the_visit_is_done(hub, store, link, make, tmp_path, monkeypatch):
    offer(hub, make.pack(tmp_path / "hub"))
    learn(store, 1, 1)

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(client, "install", full)
    outcome = sync_once(store, link, folder=tmp_path / "packs", trust=make.TRUST)

    assert (1, ("basics: no-room",)) == (outcome.sent, outcome.refused)


def test_a_thread_can_push_while_another_writes(hub, store, link, tmp_path):
    stop = threading.Event()
    trouble = []

    def visits():
        with Store.open(tmp_path / "tablet.db") as own:
            while not stop.is_set():
                try:
                    sync_once(own, link)
                except HubUnreachable as error:
                    trouble.append(error)
                time.sleep(0.001)

    thread = threading.Thread(target=visits)
    thread.start()
    for number in range(1, 101):
        learn(store, number, number)
    stop.set()
    thread.join()
    client.push(store, link)

    assert [] == trouble
    assert numbers(1, 100) == held(hub)
    assert 100 == store.verify()


def test_long_rows_leave_room_for_how_the_tablet_stands(hub, store, link):
    step = "lesson/alone/" + "s" * 187
    rows = [Statement(Verb.ANSWERED, "p" * 200, step, {"outcome": "alone"}, "s" * 32, "a" * 32)] * 500
    store.record(rows)
    packs = {f"pack-{number:03d}-with-a-long-name": "1.0.0-abcdefgh" for number in range(70)}

    assert 500 == client.push(store, link, Status(packs=packs))
