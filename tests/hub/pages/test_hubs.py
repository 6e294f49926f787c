"""The page of hubs above and below: who sees which, codes shown once, a hub that is shut out and comes back."""

import re

import pytest

from elderapp import clock, keys
from elderapp.hub import children, messenger, relations
from elderapp.hub.settings import secret
from elderapp.hub.storage import above, audit, below, devices, staff
from elderapp.hub.storage.above import Link
from elderapp.hub.storage.engine import reading, transact
from elderapp.hub.storage.staff import Staff
from elderapp.sync import signing
from elderapp.sync.below import KIND
from elderapp.sync.hub import Hub


@pytest.fixture
def operator(small_hub, new_browser, monkeypatch):
    monkeypatch.setattr(messenger.Messenger, "first_after", 3600.0)
    member = Staff(1, "op", "區生", "operator")
    transact(small_hub.engine, lambda c: staff.add_staff(c, member, "op", "a long password", clock.wall_ms()))
    return new_browser(small_hub, "op", "a long password")


def joined(hub, private: bytes, code: str) -> str:
    with Hub(hub.address, "", private) as child:
        return child.pair(code, keys.public_of(private), kind=KIND).device


def test_an_operator_gives_a_code_sees_the_hub_shuts_it_out_and_lets_it_in_again(small_hub, operator):
    assert "未有下級中心" in operator.get("/devices/hubs").text
    told = operator.submit("/devices/hubs", {"title": "灣仔長者中心"}, "/devices/hubs").text
    code = re.search(r"parent pair http\S+ (\d{8}) --key [0-9a-f]{16}", told)[1]
    assert "等緊配對" in operator.get("/devices/hubs").text
    assert code not in operator.get("/devices/hubs").text
    private = keys.new_private()
    device = joined(small_hub, private, code)
    shown = operator.get("/devices/hubs").text
    assert "灣仔長者中心" in shown
    assert "未連過線" in shown
    assert "等緊配對" not in shown

    assert "已經收到嘅 0 項紀錄會留低" in operator.get(f"/devices/hubs/{device}/revoke").text
    assert 303 == operator.submit(f"/devices/hubs/{device}/revoke", page=f"/devices/hubs/{device}/revoke").status_code
    assert "停用咗" in operator.get("/devices/hubs").text
    again = operator.submit("/devices/hubs", {"centre": "2"}, "/devices/hubs").text
    assert device == joined(small_hub, private, re.search(r"(\d{8}) --key", again)[1])
    assert "停用咗" not in operator.get("/devices/hubs").text
    with reading(small_hub.engine) as connection:
        assert ["hub-invited", "hub-invited"] == [one.what for one in audit.entries(connection, 2)]
        assert "hub-revoked" in [one.what for one in audit.entries(connection, 1)]


def test_what_is_no_name_no_centre_or_no_hub_is_refused(small_hub, operator):
    told = operator.submit("/devices/hubs", {"title": "x" * 61}, "/devices/hubs")
    assert (422, True) == (told.status_code, "最多 60 個字" in told.text)
    assert 404 == operator.submit("/devices/hubs", {"centre": "1"}, "/devices/hubs").status_code
    assert 404 == operator.get(f"/devices/hubs/{small_hub.tablet().device}/revoke").status_code


def test_a_manager_sees_her_own_parent_and_no_other_centres_hub(small_hub, operator, new_browser):
    relations.invite(small_hub.engine, small_hub.settings, "別間中心", "op")
    demo = small_hub.demo
    manager = new_browser(small_hub, demo.manager, demo.manager_password)
    shown = manager.get("/devices/hubs").text
    assert "未有上級中心" in shown
    assert "別間中心" not in shown
    assert 403 == manager.submit("/devices/hubs", {"title": "x"}, "/devices").status_code

    now = clock.wall_ms()
    link = Link(1, "https://hq.example", "2-a", "總部", "", "", "", "", 7, 0, now, now, now, "revoked-device", 0)
    transact(small_hub.engine, lambda c: above.join(c, link))
    shown = manager.get("/devices/hubs").text
    for words in ("https://hq.example", "總部停用咗呢間中心，打去問", "姓名、會員編號、相片一個都唔會離開呢度"):
        assert words in shown
    assert "上級唔收" in manager.get("/devices").text


def test_no_page_takes_an_address_to_call(small_hub, operator):
    page = operator.get("/devices/hubs").text
    assert {"title", "centre", "_csrf_token"} >= set(re.findall(r'name="(\w+)"', page)) - {"viewport"}


def test_a_hub_of_the_own_centre_stands_on_its_page_and_not_among_the_tablets(small_hub, operator):
    key, now = secret(small_hub.settings.data), clock.wall_ms()
    made = transact(small_hub.engine, lambda c: children.invite(c, key, "", "op", now, number=1))
    private = keys.new_private()
    device = joined(small_hub, private, made.code)

    assert f"tablet={device}" not in operator.get("/devices").text
    assert device in operator.get("/devices/hubs").text
    with reading(small_hub.engine) as connection:
        assert below.is_child(connection, 1, device)
        assert device in [one.device.device for one in devices.devices(connection, 1)]
    assert signing.NEW_DEVICE != device


@pytest.mark.parametrize(
    ("trouble", "age", "waiting", "stuck", "word"),
    [
        ("", 0, 0, False, "well"),
        ("", 0, 3, False, "sending"),
        ("", 0, 3, True, "stuck"),
        ("hub-unreachable", 0, 0, False, "away"),
        ("hub-unreachable", relations.LATE + 1, 0, False, "late"),
        ("revoked-device", 0, 0, False, "refused"),
    ],
)
def test_how_a_parent_stands_is_one_word(trouble, age, waiting, stuck, word):
    now = 1_795_752_000_000
    link = Link(1, "", "", "", "", "", "", "", 1, 0, now - age, now - age, now, trouble, 0)
    assert word == relations._above(link, waiting, now, is_stuck=stuck)
