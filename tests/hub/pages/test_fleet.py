"""The page of tablets: sheets, sticks by upload, a tablet that is lost."""

import io
import re

import pypdf
import pytest
from sqlalchemy import select

from elderapp.hub.storage import schema
from elderapp.records.statements import Statement, Verb
from elderapp.store import Store
from elderapp.sync import client, usb, usb_tablet


@pytest.fixture
def tablet(small_hub, tmp_path):
    with Store.open(tmp_path / "tablet" / "tablet.db") as store:
        client.pair(store, small_hub.address, small_hub.code()).close()
        yield store


@pytest.fixture
def manager_here(small_hub, new_browser):
    return new_browser(small_hub, small_hub.demo.manager, small_hub.demo.manager_password)


def test_a_sheet_pairs_tablets_with_what_is_printed_on_it_until_it_is_cancelled(small_hub, stranger, new_tablet):
    stranger.log_in(small_hub.demo.username, small_hub.demo.password)
    sheet = stranger.submit("/devices/sheet", page="/devices")
    assert ("application/pdf", "inline") == (sheet.headers["content-type"], sheet.headers["content-disposition"][:6])
    text = pypdf.PdfReader(io.BytesIO(sheet.content)).pages[0].extract_text()
    codes = [a + b for a, b in re.findall(r"(\d{4}) (\d{4})", text)]
    assert 20 == len(codes)

    assert 200 == new_tablet(small_hub).pair(codes[0]).status_code
    page = stranger.get("/devices").text
    assert "用咗 1／20 行" in page
    name = re.search(r'name="sheet" value="(\w+)"', page)[1]
    assert 303 == stranger.submit("/devices/sheet/cancel", {"sheet": name}, page="/devices").status_code
    assert 404 == stranger.submit("/devices/sheet/cancel", {"sheet": name}, page="/devices").status_code
    assert "pairing-code-expired" == new_tablet(small_hub).pair(codes[1]).json()["code"]


def test_a_stick_is_handed_in_by_upload_and_its_receipt_taken_home(small_hub, stranger, tablet, tmp_path):
    stranger.log_in(small_hub.demo.username, small_hub.demo.password)
    for number in range(3):
        tablet.record([Statement(Verb.EXPERIENCED, "demo-01", "pay/together/one", {"n": number}, attempt="a")])
    stick, device = tmp_path / "stick", tablet.setting("hub-device", "")
    usb_tablet.carry(tablet, stick)
    body = usb.place(stick, "to-hub", device).read_bytes()
    token = {"_csrf_token": stranger.token("/devices")}

    files = [("file", (f"{device}.elder", body)), ("file", ("holiday.jpg", b"\xff\xd8"))]
    page = stranger.post("/devices/usb", data=token, files=files).text

    assert "新紀錄 3 項" in page
    assert "holiday.jpg：唔係平板嘅檔案" in page
    assert "未揀檔案" in stranger.post("/devices/usb", data=token, files=[("file", ("", b""))]).text
    answer = stranger.get(f"/devices/{device}/answer")
    (stick / f"{device}.elder").write_bytes(answer.content)
    assert 3 == usb_tablet.take_in(tablet, stick, tmp_path / "packs", trust=None).acked


def test_a_lost_tablet_is_shut_out_and_what_was_on_it_is_written_down(small_hub, manager_here, tablet):
    tablet.record([Statement(Verb.EXPERIENCED, "demo-01", "pay/together/one", {"n": 1}, attempt="a")])
    with client.known_hub(tablet) as hub:
        client.sync_once(tablet, hub)
    device = tablet.setting("hub-device", "")
    before = manager_here.get(f"/devices/{device}/lost").text
    assert "陳太" in before
    assert 404 == manager_here.get(f"/devices/{device}/lost.pdf").status_code

    manager_here.submit(f"/devices/{device}/lost", page=f"/devices/{device}/lost")

    text = manager_here.get(f"/devices/{device}/lost.txt").text
    assert "中心收到 1 項" in text
    assert "Tablet 01 was reported lost" in text
    assert b"%PDF" == manager_here.get(f"/devices/{device}/lost.pdf").content[:4]
    assert "報失紀錄" in manager_here.get(f"/devices?tablet={device}").text
    assert 404 == manager_here.get(f"/devices/{device}/answer").status_code
    with client.known_hub(tablet) as hub, pytest.raises(client.HubRefused, match="shut out"):
        client.sync_once(tablet, hub)
    with small_hub.engine.connect() as connection:
        assert "device-lost" in connection.scalars(select(schema.audit.c.what)).all()


def test_what_a_tablet_says_stands_on_its_line(small_hub, manager_here, tablet):
    from elderapp.workshop import standing

    with client.known_hub(tablet) as hub:
        client.sync_once(tablet, hub, status=standing.status(tablet, voice="gtts", mute=True))
    device = tablet.setting("hub-device", "")

    page = manager_here.get(f"/devices?tablet={device}").text

    assert "冇聲" in page
    assert "gTTS" in page
    assert "睇吓有冇插住耳筒" in page


@pytest.mark.parametrize("how", ["revoke", "lost"])
def test_a_tablet_found_again_is_taken_back_and_hands_in_its_work(small_hub, manager_here, tablet, new_browser, how):
    device = tablet.setting("hub-device", "")
    back = f"/devices/{device}/back"
    assert 404 == manager_here.get(back).status_code
    manager_here.submit(f"/devices/{device}/{how}", page=f"/devices/{device}/{how}")
    tablet.record([Statement(Verb.EXPERIENCED, "demo-01", "pay/together/one", {"n": 1}, attempt="a")])
    with client.known_hub(tablet) as hub, pytest.raises(client.HubRefused, match="shut out"):
        client.sync_once(tablet, hub)
    trainer = new_browser(small_hub, small_hub.demo.username, small_hub.demo.password)
    assert back not in trainer.get(f"/devices?tablet={device}").text
    assert 403 == trainer.submit(back, page="/devices").status_code

    assert back in manager_here.get(f"/devices?tablet={device}").text
    assert "部機喺你手" in manager_here.get(back).text
    assert 303 == manager_here.submit(back, page=back).status_code

    with client.known_hub(tablet) as hub:
        assert 1 == client.sync_once(tablet, hub).sent
    assert 404 == manager_here.submit(back, page="/devices").status_code
    page = manager_here.get("/audit").text
    assert 1 == page.count("收返平板")
    assert 1 == page.count("停用平板" if how == "revoke" else "平板報失")
