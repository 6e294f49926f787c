"""A pack goes to one tablet, to all, and back: over the real wire, into real folders."""

import io
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from sqlalchemy import select

from elderapp import clock, keys
from elderapp.hub import shelf as shelves
from elderapp.hub.storage import places
from elderapp.hub.storage.engine import transact
from elderapp.hub.storage.schema_lessons import release
from elderapp.hub.storage.staff import Staff, add_staff
from elderapp.packs import format as packs
from elderapp.packs.model import Manifest
from elderapp.packs.trust import Trust
from elderapp.sync import client
from elderapp.workshop.tablets import Home
from tests.hub.conftest import PUBLISHER

TRUST = Trust(frozenset({keys.public_of(PUBLISHER).hex()}))
PASSWORD = "a long password"


def made(folder, version: str, lesson, *, key: bytes = PUBLISHER, name: str = "e-payments", **more) -> bytes:
    path = folder / "made.pack"
    packs.write(path, Manifest(id=name, version=version, **more), {lesson.id: lesson}, {}, {}, {}, key)
    return path.read_bytes()


def upload(browser, data: bytes):
    given = {"_csrf_token": browser.token("/devices/packs")}
    return browser.post("/devices/packs", data=given, files={"file": ("x.pack", data)})


def publish(browser, version: str, whom: str, *tablets: str):
    page = browser.get("/devices/packs").text
    digest = page.partition(f'<span class="face">{version}')[0].rpartition('value="')[2].partition('"')[0]
    given = {"digest": digest, "whom": whom, "tablet": list(tablets), "_csrf_token": browser.token("/devices/packs")}
    return browser.post("/devices/packs/publish", data=given)


@pytest.fixture
def tablets(small_hub, tmp_path) -> Iterator[list]:
    """Two real tablets' folders and files, paired; `visit` is one sync, and gives the versions they have after it."""
    with ExitStack() as ending:
        made = []
        for n in (1, 2):
            home = Home(tmp_path / f"tablet-{n}", TRUST)
            store = ending.enter_context(home.open_store())
            hub = ending.enter_context(client.pair(store, small_hub.address, small_hub.code()))
            made.append((home, store, hub))
        yield made


def visit(tablet) -> list[str]:
    home, store, hub = tablet
    assert () == home.visit(store, hub).refused
    return [pack.version for pack in store.packs()]


def test_one_tablet_tries_it_then_all_have_it_then_the_old_one_again(
    small_hub, new_browser, make_lesson, tablets, tmp_path
):  # fmt: skip
    lesson = make_lesson(small_hub, "pay")
    manager = new_browser(small_hub, small_hub.demo.manager, small_hub.demo.manager_password)
    assert [["1.0.0"], ["1.0.0"]] == [visit(one) for one in tablets]

    assert 303 == upload(manager, made(tmp_path, "1.1.0", lesson)).status_code
    assert [["1.0.0"], ["1.0.0"]] == [visit(one) for one in tablets]  # on the shelf, for nobody yet
    assert 422 == publish(manager, "1.1.0", "some").status_code
    assert 303 == publish(manager, "1.1.0", "some", "02", "77").status_code
    assert [["1.0.0"], ["1.1.0"]] == [visit(one) for one in tablets]
    page = manager.get("/devices/packs").text
    assert "幾部試緊" in page
    assert "先派俾幾部：02" in page.replace("</b>　", "").replace("\n", "")

    assert 303 == publish(manager, "1.1.0", "centre").status_code
    assert [["1.1.0"], ["1.1.0"]] == [visit(one) for one in tablets]
    assert 303 == publish(manager, "1.0.0", "centre").status_code
    assert [["1.0.0"], ["1.0.0"]] == [visit(one) for one in tablets]
    assert "返去舊版" in manager.get("/devices/packs").text


def test_an_operator_alone_publishes_for_every_centre(small_hub, new_browser, make_lesson, tmp_path):
    lesson = make_lesson(small_hub, "pay")

    def more(connection):
        places.new_centre(connection, 2, "第二中心")
        add_staff(connection, Staff(1, "op", "管機", "operator"), "op", PASSWORD, clock.wall_ms())

    transact(small_hub.engine, more)
    manager = new_browser(small_hub, small_hub.demo.manager, small_hub.demo.manager_password)
    operator = new_browser(small_hub, "op", PASSWORD)
    upload(operator, made(tmp_path, "2.0.0", lesson))
    assert 422 == publish(manager, "2.0.0", "all").status_code
    assert 303 == publish(operator, "2.0.0", "all").status_code
    chosen = select(release.c.centre, release.c.tablets).order_by(release.c.centre, release.c.tablets)
    assert [(1, ""), (1, "-"), (2, ""), (2, "-")] == [
        tuple(row) for row in transact(small_hub.engine, lambda connection: connection.execute(chosen).all())
    ]


def rewritten(pack: bytes, name: str, other: bytes) -> bytes:
    """A pack in which one file says something else."""
    whole = zipfile.ZipFile(io.BytesIO(pack))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for entry in whole.namelist():
            archive.writestr(entry, other if entry == name else whole.read(entry))
    return packed.getvalue()


def test_what_is_damaged_a_stranger_s_too_new_or_a_bomb_is_refused_in_plain_words(
    small_hub, new_browser, make_lesson, tmp_path
):  # fmt: skip
    lesson = make_lesson(small_hub, "pay")
    manager = new_browser(small_hub, small_hub.demo.manager, small_hub.demo.manager_password)
    good = made(tmp_path, "3.0.0", lesson)
    cases = (
        (b"", "未揀檔案"),
        (b"no zip at all", "唔係完整嘅課程包"),
        (good[:-40], "唔係完整嘅課程包"),
        (rewritten(good, "lessons/pay.json", b"{}"), "唔係完整嘅課程包"),
        (rewritten(good, "manifest.json", b" " * (packs.MOST_TEXT + 1)), "唔係完整嘅課程包"),  # a bomb
        (made(tmp_path, "3.0.0", lesson, key=bytes(32)), "簽名唔係我哋信得過嘅出版人"),
        (made(tmp_path, "3.0.0", lesson, name="alert-1-x", expires="2030-01-01"), "簽名唔係我哋信得過嘅出版人"),
        (made(tmp_path, "3.0.0", lesson, minimum_app="99.0.0"), "要新啲嘅程式"),
    )
    for data, said in cases:
        answer = upload(manager, data)
        assert (422, True) == (answer.status_code, said in answer.text), said
    assert ["e-payments-1.0.0.pack"] == [path.name for path in small_hub.settings.pack_folder.iterdir()]


def test_a_pack_dropped_into_the_folder_is_everybody_s_and_pictures_stay_here(
    small_hub, new_browser, make_lesson, tablets, tmp_path, monkeypatch
):  # fmt: skip
    monkeypatch.setattr(shelves, "LOOK_EVERY", 0)
    lesson = make_lesson(small_hub, "pay")
    (small_hub.settings.pack_folder / "new.pack").write_bytes(made(tmp_path, "1.2.0", lesson))
    rooms = made(tmp_path, "1.0.0", lesson, name="pictures-e-payments")
    (small_hub.settings.pack_folder / "rooms.pack").write_bytes(rooms)

    assert ["1.2.0"] == visit(tablets[0])
    manager = new_browser(small_hub, small_hub.demo.manager, small_hub.demo.manager_password)
    assert "投影用嘅圖" in manager.get("/devices/packs").text
