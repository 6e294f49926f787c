"""A scam alert from its form to the end of its lesson on a tablet: two people, two hubs, real parts."""

import subprocess
from collections.abc import Iterator

import pytest
from msgspec.structs import replace

from elderapp import clock
from elderapp.cli.hub_studio import studio
from elderapp.hub.storage import alerts
from elderapp.hub.storage.engine import reading, transact
from elderapp.hub.storage.schema_lessons import alert as table
from elderapp.packs.trust import Trust
from elderapp.store import Store
from elderapp.sync import client
from elderapp.workshop.autoplay import autoplay
from elderapp.workshop.tablets import Home

FORM = {
    "title": "假運費短訊", "kind": "sms", "story": "呢個星期有人收到假派送短訊。", "sender": "6000 0000",
    "message": "【順速速遞】你嘅包裹未交運費 $8.5，今日內要補交，請撳呢度登記：parcel.example",
    "tell1": "順速速遞", "because1": "冇呢間速遞公司。", "tell2": "今日內", "because2": "佢催你，想你冇時間諗。",
    "tell3": "parcel.example", "because3": "條連結係餌，自己查就知。", "safe": "唔撳連結，自己打去問。",
    "genuine_sender": "晴川長者中心", "genuine": "聽日下午兩點半智能手機班照常，有問題請問職員。",
    "genuine_because": "冇連結，冇問錢，冇催你。",
}  # fmt: skip


def write(browser, form=FORM, **more):
    return browser.post("/alerts", data={"_csrf_token": browser.token("/alerts/new"), **form}, **more)


def approve(browser, address: str):
    made = browser.get(address).text.partition('name="made" value="')[2].partition('"')[0]
    return browser.submit(f"{address}/approve", {"made": made}, page=address)


@pytest.fixture
def paired(small_hub, tmp_path) -> Iterator[tuple[Home, Store, client.Hub]]:
    """A tablet's own folder and file, paired with the hub over the real wire; it trusts no publisher."""
    home = Home(tmp_path / "tablet", Trust())
    with home.open_store() as store, client.pair(store, small_hub.address, small_hub.code()) as hub:
        yield home, store, hub


@pytest.fixture
def staff(small_hub, new_browser):
    demo = small_hub.demo
    return (
        new_browser(small_hub, demo.username, demo.password),
        new_browser(small_hub, demo.manager, demo.manager_password),
    )


def test_a_second_person_publishes_it_and_a_tablet_of_this_hub_plays_it_to_its_end(staff, paired):
    writer, second = staff
    home, store, hub = paired
    address = write(writer).headers["location"]
    assert () == home.visit(store, hub).packs  # nobody approved it
    assert 403 == approve(writer, address).status_code
    assert "要第二個同事批" in approve(writer, address).text
    assert 303 == approve(second, address).status_code

    outcome = home.visit(store, hub)
    assert (address.rpartition("/")[2],) == outcome.packs
    assert () == outcome.refused
    (lesson,) = home.everything().lessons.values()
    assert "今日騙案：假運費短訊" == lesson.title.text
    assert () == autoplay(lesson.opened).unfinished

    assert 303 == writer.submit(f"{address}/withdraw", page=address).status_code
    assert outcome.packs == home.visit(store, hub).dropped
    assert {} == home.everything().lessons
    assert [] == store.packs()


def test_it_is_hidden_once_it_runs_out_and_not_offered_any_more(staff, paired, monkeypatch):
    writer, second = staff
    home, store, hub = paired
    address = write(writer).headers["location"]
    approve(second, address)
    home.visit(store, hub)
    day = clock.day_of

    monkeypatch.setattr(clock, "day_of", lambda wall: day(wall + 89 * 86_400_000))
    assert 1 == len(home.everything().lessons)
    monkeypatch.setattr(clock, "day_of", lambda wall: day(wall + 90 * 86_400_000))
    assert home.is_stale
    assert {} == home.everything().lessons
    assert 1 == len(home.visit(store, hub).dropped)


def test_a_tablet_of_another_hub_does_not_take_it(staff, paired):
    writer, second = staff
    approve(second, write(writer).headers["location"])
    home, store, hub = paired
    store.set_setting("hub-key", "00" * 32)  # as if it had been paired elsewhere

    outcome = home.visit(store, hub)
    assert ((), True) == (outcome.packs, outcome.refused[0].endswith(": pack-untrusted"))
    assert {} == home.everything().lessons


def test_a_lost_folder_is_whole_again_and_a_tablet_of_another_centre_is_told_of_nothing(small_hub, staff):
    writer, second = staff
    approve(second, write(writer).headers["location"])
    with reading(small_hub.engine) as connection:
        (one,) = alerts.offered(connection, 1, "2026-01-01")
        assert [] == alerts.offered(connection, 2, "2026-01-01")
        ((digest, data),) = alerts.every_pack(connection)
    assert (one.digest, one.size) == (digest, len(data))
    tablet = small_hub.tablet()
    assert 200 == tablet.ask("GET", f"/{tablet.device}/packs/{digest}").status_code
    transact(small_hub.engine, lambda connection: connection.execute(table.update().values(centre=2)))
    assert [] == tablet.ask("GET", f"/{tablet.device}/packs").json()["packs"]
    assert 404 == tablet.ask("GET", f"/{tablet.device}/packs/{digest}").status_code


def test_what_is_wrong_stands_at_its_field_and_what_was_typed_stays(staff):
    writer, _ = staff
    tells = {"tell1": "某某速遞", "tell2": "今日內要補交", "tell3": "補交，請撳", "because1": ""}
    bad = {**FORM, **tells, "safe": "打 23456789 問"}
    answer = write(writer, bad)

    assert 422 == answer.status_code
    told = ("「某某速遞」喺騙徒嗰段字入面搵唔到", "可疑嘅字重疊", "似真嘅電話號碼", "呢格未填", "打 23456789 問")
    for said in told:
        assert said in answer.text
    assert "未有今日騙案" in writer.get("/alerts").text


def test_who_changes_the_words_cannot_approve_them_and_an_old_page_approves_nothing(small_hub, staff):
    writer, second = staff
    address = write(writer).headers["location"]
    seen = second.get(address).text.partition('name="made" value="')[2].partition('"')[0]
    assert 303 == writer.submit(address, {**FORM, "safe": "收線，自己打去問。"}, page=address).status_code
    assert 409 == second.submit(f"{address}/approve", {"made": seen}, page=address).status_code
    assert 303 == second.submit(address, FORM, page=address).status_code
    assert 403 == approve(second, address).status_code
    assert 303 == approve(writer, address).status_code
    assert 404 == second.submit(address, FORM, page="/alerts/new").status_code  # published: withdrawn, never changed


def test_an_uploaded_voice_is_levelled_and_says_the_first_line(small_hub, staff, paired, tmp_path, monkeypatch):
    writer, second = staff
    monkeypatch.setattr(type(small_hub.settings), "studio", property(lambda _self: quiet_studio), raising=False)
    sound = tmp_path / "voice.mp3"
    command = ["ffmpeg", "-v", "error", "-f", "lavfi", "-i", "sine=300:duration=4", "-af", "volume=-30dB", str(sound)]
    subprocess.run(command, check=True)
    upload = {"voice": ("voice.mp3", sound.read_bytes(), "audio/mpeg")}
    address = write(writer, files=upload).headers["location"]

    heard = second.get(f"{address}/voice")
    assert ("audio/ogg", b"OggS") == (heard.headers["content-type"], heard.content[:4])
    assert 303 == approve(second, address).status_code
    home, store, hub = paired
    home.visit(store, hub)
    clips = home.everything().clips
    assert [f"{address.rpartition('/')[2]}/why-1/say"] == list(clips)
    assert "human" == next(iter(clips.values()))[1].engine


def test_a_voice_that_is_none_is_refused_with_its_remedy(small_hub, staff, monkeypatch):
    writer, _ = staff
    monkeypatch.setattr(type(small_hub.settings), "studio", property(lambda _self: quiet_studio), raising=False)
    for name, data, said in (
        ("a.mp3", b"not a sound at all", "讀唔到呢個錄音"), ("a.exe", b"MZ", "唔係 WAV"),
        ("a.wav", bytes(9 * 1024 * 1024), ""),
    ):  # fmt: skip
        answer = write(writer, files={"voice": (name, data, "audio/mpeg")})
        assert (422 if said else 413) == answer.status_code
        assert said in answer.text


def quiet_studio():
    """The authors' tools, without a machine's voice: it takes seconds and is tried elsewhere."""
    return replace(studio(), speak=None)
