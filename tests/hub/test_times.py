"""When rows were said, whatever the tablet's clock shows, showed, or will show."""

import pytest
from sqlalchemy import select

from elderapp import clock
from elderapp.hub import recount, reports, times
from elderapp.hub.storage import places, schema
from elderapp.hub.storage.engine import transact
from elderapp.hub.storage.places import Meeting
from elderapp.records.statements import Row, Statement, Verb
from elderapp.store import Store
from elderapp.sync import client
from elderapp.sync import hub as sync_hub
from elderapp.sync.protocol import Batch

NOW, MINUTE, HOUR, DAY = 1_790_000_000_000, 60_000, 3_600_000, 86_400_000
LOST = 1_483_228_800_000  # 2017


def said(wall: int, mono: int = 0, boot: str = "a") -> Row:
    return Row(1, 1, wall, mono, boot, Verb.EXPERIENCED, "chan", "s1", "a1", "x", {})


def dated(rows, *, wall: int, boot: str = "", mono: int = 0, received: int = NOW) -> list[int]:
    batch = Batch(1, 1, "", (), "", wall, boot=boot, mono=mono)
    return [one - received for one in times.times(rows, batch, wall - received, received)]


@pytest.mark.parametrize("shows", [NOW, LOST, NOW + 3 * DAY, NOW - HOUR])
@pytest.mark.parametrize("showed", [NOW - HOUR, LOST, NOW + 9 * DAY])
def test_what_was_said_since_the_last_start_is_dated_by_its_count_alone(shows, showed):
    rows = [said(showed, 9_000, "b"), said(showed, 3_000_000, "b")]

    assert [-HOUR + 9_000, -600_000] == dated(rows, wall=shows, boot="b", mono=HOUR)


def test_a_clock_that_agrees_with_the_count_is_believed():
    assert [-HOUR - 800] == dated([said(NOW - HOUR - 800, 0, "b")], wall=NOW, boot="b", mono=HOUR), "a slow line"


def test_rows_of_an_earlier_start_lose_what_the_clock_is_ahead_unless_it_has_forgotten_the_time():
    rows = [said(NOW - DAY)]
    assert [-DAY] == dated(rows, wall=NOW, boot="b", mono=9)
    assert [-DAY] == dated(rows, wall=LOST, boot="b", mono=9), "a flat battery since"
    assert [-DAY] == dated(rows, wall=LOST), "an older app tells no count"
    assert [-DAY] == dated([said(NOW - DAY + 8 * HOUR)], wall=NOW + 8 * HOUR, boot="b", mono=9), "always wrong"
    assert [-DAY] == dated([said(LOST - DAY)], wall=LOST, boot="b", mono=9), "never set"
    assert [0] == dated([said(NOW + DAY)], wall=NOW, boot="b", mono=9), "nothing lies in the future"


def test_what_had_no_clock_at_all_lies_before_what_came_next():
    lost = [said(LOST, 1_000, "a"), said(LOST, 61_000, "a")]

    assert [-HOUR - MINUTE, -HOUR, -HOUR] == dated([*lost, said(NOW - HOUR, 5, "b")], wall=NOW, boot="c", mono=9)
    assert [-MINUTE, 0] == dated(lost, wall=NOW, boot="c", mono=9)
    assert [0, 0] == dated([said(LOST, 9_000, "a"), said(LOST, 5_000, "a")], wall=NOW, boot="c", mono=9)


@pytest.mark.parametrize(("boot", "mono"), [("", 9_000), (clock.NO_BOOT, 9_000), ("a", 100)])
def test_a_count_that_says_nothing_is_not_gone_by(boot, mono):
    assert [-HOUR] == dated([said(NOW - HOUR, 5_000, boot or "a")], wall=NOW, boot=boot, mono=mono)


def test_no_number_that_a_tablet_may_send_makes_a_time_that_cannot_be():
    for wall, mono, row_mono in ((0, 2**62, 0), (2**62, 5, 2**62), (NOW, -5, -9)):
        (made,) = times.times([said(wall, row_mono)], Batch(1, 1, "", (), "", 1, boot="a", mono=mono), 0, NOW)
        assert 0 <= made <= NOW


class Skewed:
    """A tablet's clock, which shows `wall`; the rest is the machine's."""

    def __init__(self, wall: int) -> None:
        self.wall = wall

    def wall_ms(self) -> int:
        return self.wall

    def __getattr__(self, name: str) -> object:
        return getattr(clock, name)


@pytest.mark.parametrize("shows", [LOST, 3 * DAY])
def test_a_clock_that_goes_wrong_after_class_loses_no_attendance_and_outdoes_no_later_mark(
    hub, tmp_path, monkeypatch, shows
):
    now = clock.wall_ms()
    transact(hub.engine, lambda c: places.new_meeting(c, 1, Meeting("s9", "c", "B", now - HOUR, now + 500, "", "", "")))
    right = Skewed(now)
    with Store.open(tmp_path / "t" / "tablet.db", clock=right) as store:
        link = client.pair(store, hub.address, hub.code())
        store.record([
            Statement(Verb.EXPERIENCED, "demo-01", "wifi/alone/one", {"n": 1, "of": 7}, "s9", "a1"),
            Statement(Verb.ATTENDED, "demo-01", "s9", {"status": "absent", "by": "chow"}, "s9"),
        ])  # fmt: skip
        late = reports.Mark("demo-01", "present", "ng", clock.wall_ms() + 50, "late")
        transact(hub.engine, lambda c: reports.add_mark(c, 1, "s9", late))
        right.wall = shows if shows == LOST else now + shows
        clock.sleep(0.5)
        monkeypatch.setattr(client, "clock", right)
        monkeypatch.setattr(sync_hub, "clock", right)
        client.push(store, link)
        link.close()

    with hub.engine.connect() as connection:
        seen = connection.execute(select(schema.attendance).where(schema.attendance.c.session == "s9")).one()
    assert now <= seen.tablet_first <= now + 400
    assert "present" == seen.trainer_status
    assert [] == recount.check(hub.engine, 1)
