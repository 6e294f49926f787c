import pytest

from elderapp import keys
from elderapp.packs.trust import Trust
from elderapp.records.statements import Statement, Verb
from elderapp.store import Store
from elderapp.tablet.stick import FAILED, NEVER, Stick


@pytest.fixture
def paired(tmp_path):
    path = tmp_path / "tablet.db"
    hub = keys.new_private()
    with Store.open(path) as store:
        store.set_setting("hub-device", "1-abc")
        store.set_setting("hub-key", keys.public_of(hub).hex())
        store.set_setting("hub-box", keys.box_of(hub).hex())
        store.record([Statement(Verb.EXPERIENCED, "c1", "pay/together/one", {"n": 1}, attempt="a1")])
    return path


def exchange(path, folder, ends):
    stick = Stick(lambda: Store.open(path), path.parent / "packs", Trust, on_end=ends.append)
    assert NEVER == stick.exported
    stick.exchange(str(folder))
    stick.wait()
    return stick


def test_work_lies_on_the_stick_when_the_thread_has_ended(paired, tmp_path):
    folder, ends = tmp_path / "stick", []
    folder.mkdir()

    stick = exchange(paired, folder, ends)

    assert (1, "", 1) == (stick.exported, stick.said, len(ends))
    assert (folder / "ElderApp/to-hub/1-abc.elder").exists()


def test_an_answer_that_is_damaged_is_told_and_the_work_goes_along_all_the_same(paired, tmp_path):
    folder = tmp_path / "stick"
    answer = folder / "ElderApp/to-tablet/1-abc.elder"
    answer.parent.mkdir(parents=True)
    answer.write_bytes(b"holiday")

    stick = exchange(paired, folder, [])

    assert (1, "usb-not-ours") == (stick.exported, stick.said)


def test_a_stick_that_is_gone_and_a_tablet_that_met_no_hub_are_told(paired, tmp_path):
    (tmp_path / "gone").write_text("no folder")
    stick = exchange(paired, tmp_path / "gone", [])
    assert (FAILED, "usb-gone") == (stick.exported, stick.said)

    fresh = exchange(tmp_path / "new" / "tablet.db", tmp_path, [])
    assert (FAILED, "usb-not-paired") == (fresh.exported, fresh.said)
