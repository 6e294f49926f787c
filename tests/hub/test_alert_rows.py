"""Rows of alerts and of published packs, on both databases."""

from pathlib import Path

from elderapp.hub import offering
from elderapp.hub.demo_lessons import GAS, PARCEL
from elderapp.hub.offering import Fetched, Release
from elderapp.hub.shelf import Shelved
from elderapp.hub.storage import alerts, places
from elderapp.hub.storage.devices import Device
from elderapp.hub.storage.engine import reading, transact
from elderapp.packs.model import Clip, Manifest
from elderapp.sync.protocol import PackEntry

NAME, DAY = "alert-1-a", "2027-02-25"


def test_an_alert_waits_is_published_by_another_as_it_stood_and_is_withdrawn(engine):
    transact(engine, lambda connection: alerts.save(connection, 1, NAME, GAS, "chow", 5))
    transact(engine, lambda connection: alerts.save(connection, 1, NAME, PARCEL, "chow", 9))
    clip = Clip("a.ogg", 2.0, engine="human")
    transact(engine, lambda connection: alerts.save_voice(connection, 1, NAME, clip, b"OggS"))

    def publish(who: str, made: int) -> bool:
        return transact(
            engine, lambda connection: alerts.publish(connection, 1, NAME, made, who, DAY, b"pack", "aa", 20)
        )  # fmt: skip

    with reading(engine) as connection:
        assert [(PARCEL, "chow", 9, True)] == [
            (one.words, one.writer, one.made, one.has_voice) for one in alerts.alerts(connection, 1)
        ]
        assert [1, 0] == [alerts.waiting(connection, 1, who) for who in ("ng", "chow")]
        assert (clip, b"OggS") == alerts.voice(connection, 1, NAME)
        assert alerts.find(connection, 2, NAME) is None
    assert [False, False, True, False] == [publish("chow", 9), publish("ng", 5), publish("ng", 9), publish("ng", 9)]
    transact(engine, lambda connection: alerts.save(connection, 1, NAME, GAS, "chow", 30))
    with reading(engine) as connection:
        one = alerts.find(connection, 1, NAME)
        assert (PARCEL, "published", "ng") == (one.words, one.state, one.approver)
        assert [True, False] == [one.is_on(day) for day in ("2027-02-24", DAY)]
        assert [alerts.Offered(1, NAME, "aa", 4)] == alerts.offered(connection, 1, "2027-02-24")
        assert [[], []] == [alerts.offered(connection, *one) for one in ((1, DAY), (2, "2027-01-01"))]
        assert [("aa", b"pack")] == alerts.every_pack(connection)

    assert [True, False] == [transact(engine, lambda c: alerts.withdraw(c, 1, NAME, 40)) for _ in range(2)]
    with reading(engine) as connection:
        assert [] == alerts.offered(connection, 1, "2027-01-01")


def test_what_was_published_and_fetched_is_kept_by_centre(engine):
    one = Shelved(Path("x"), (0, 0), PackEntry("basics", "1.1.0", "aa", 1), {}, Manifest(id="basics", version="1.1.0"))

    class Shelf:
        def versions(self) -> list[Shelved]:
            return [one]

    def act(connection) -> None:
        places.new_centre(connection, 1, "一")
        places.new_centre(connection, 2, "二")
        offering.publish(connection, [1], one, ("02", "01"), "ng", "some", 5)
        offering.publish(connection, offering.every_centre(connection), one, (), "op", "all", 9)
        tablet = Device(1, "1-a", 1, "", b"", 0, 0, 0, 0)
        for digest in ("bb", "aa"):
            offering.note_fetched(connection, Shelf(), tablet, digest, 7)

    transact(engine, act)
    some = Release("basics", "1.1.0", "aa", ("01", "02"), 5, "some")
    every = Release("basics", "1.1.0", "aa", (), 9, "all")
    with reading(engine) as connection:
        assert [[every, some], [every]] == [offering.releases(connection, centre) for centre in (1, 2)]
        assert {"1-a": {"basics": Fetched("basics", "1.1.0", "aa", 7)}} == offering.taken(connection, 1)
        assert {} == offering.taken(connection, 2)
