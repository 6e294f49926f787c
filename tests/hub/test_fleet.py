import pytest

from elderapp.hub import fleet
from elderapp.hub.storage.devices import Device, DeviceLine
from elderapp.hub.storage.standing import Standing
from elderapp.sync.standing import Status

NOW = 10**12
HOUR = 3_600_000


def look(*, seen=NOW, skew=0, revoked=0, statements=10, aside=0, due=0, lost=0, newest=None, told=NOW, **status):
    device = Device(1, "1-a", 7, "", b"", 0, seen, revoked, skew)
    standing = Standing(told=told, due=due, lost=lost, status=Status(**status))
    (line,) = fleet.lines([DeviceLine(device, statements, "", aside)], {"1-a": standing}, {"1-a": newest or {}}, NOW)
    return line


@pytest.mark.parametrize(
    ("given", "kind", "word"),
    [
        ({}, "fine", "正常"),
        ({"due": 13}, "itself", "傳送緊"),
        ({"due": 28, "seen": NOW - 2 * HOUR}, "act", fleet.UNSENT),
        ({"late": 1}, "act", "寫唔入"),
        ({"aside": 2}, "look", fleet.ASIDE),
        ({"mute": True}, "look", "冇聲"),
        ({"free": 12, "room": 100}, "look", "位唔夠"),
        ({"trouble": "fork"}, "look", "有問題"),
        ({"trouble": "hub-unreachable"}, "fine", "正常"),
        ({"skew": -2 * 60_000}, "itself", "個鐘唔啱"),
        ({"newest": {"basics": "2"}, "packs": {"basics": "1"}}, "itself", "等緊更新"),
        ({"newest": {"basics": "2"}, "packs": {"basics": "2"}}, "fine", "正常"),
        ({"seen": NOW - 30 * HOUR}, "away", "收咗入櫃"),
        ({"seen": NOW - 30 * HOUR, "told": 0}, "look", "冇消息"),
        ({"seen": NOW - 30 * HOUR, "due": 12}, "act", fleet.UNSENT),
        ({"revoked": 1, "due": 99}, "out", "停用咗"),
        ({"revoked": 1, "lost": 1}, "out", "報咗失"),
    ],
)
def test_a_tablet_is_told_by_the_worst_that_is_true_of_it(given, kind, word):
    line = look(**given)

    assert (kind, word) == (line.kind, line.word)
    assert (kind in ("fine", "out")) == (line.todo == "")


def test_unsent_is_what_is_due_and_did_not_come_yet():
    assert [18, 0, 0] == [look(due=28).unsent, look(due=9).unsent, look(due=28, told=0).unsent]
    assert (2, 12, -1) == (look(aside=2).n, look(free=12, room=100).room, look().room)
    assert {"fine": 1, "act": 1} == {k: n for k, n in fleet.counts([look(), look(late=3)]).items() if n}
