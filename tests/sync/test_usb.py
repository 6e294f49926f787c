import pytest

from elderapp import keys
from elderapp.sync import usb
from elderapp.sync.usb import Label, UsbRefused, Work

TABLET, HUB = keys.new_private(), keys.new_private()
LABEL = Label("to-hub", "1-abc", "hub", 5)
WORK = Work("1-abc", 5, (b"batch",))


def whole(work=WORK, label=LABEL, private=TABLET):
    return usb.sealed(work, label, private, keys.box_of(HUB))


def opened(data, private=HUB, writer=TABLET):
    return usb.unsealed(usb.parse(data), private, keys.public_of(writer), Work)


def code_of(act):
    with pytest.raises(UsbRefused) as caught:
        act()
    return caught.value.code


def test_what_is_sealed_for_a_hub_is_read_by_it_alone_and_names_nobody_outside():
    data = whole()

    assert WORK == opened(data)
    assert b"batch" not in data
    assert LABEL == usb.parse(data).label
    assert "usb-damaged" == code_of(lambda: opened(data, private=keys.new_private()))


def test_every_cut_and_every_changed_byte_is_noticed():
    data = whole()
    codes = {code_of(lambda end=end: opened(data[:end])) for end in range(len(data))}
    assert codes <= {"usb-not-ours", "usb-too-new", "usb-damaged"}
    for place in range(len(data)):
        changed = data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]
        assert code_of(lambda changed=changed: opened(changed)) in {"usb-not-ours", "usb-too-new", "usb-damaged"}


def test_another_key_s_signature_a_false_label_a_newer_format_and_a_flood_are_refused():
    assert "usb-old-key" == code_of(lambda: opened(whole(private=keys.new_private())))
    assert "usb-damaged" == code_of(lambda: opened(whole(work=Work("1-other", 5, ()))))
    assert "usb-too-new" == code_of(lambda: usb.parse(b"ElderApp usb 2\n{}\n"))
    assert "usb-too-large" == code_of(lambda: usb.parse(bytes(usb.MOST + 1)))
    assert "usb-damaged" == code_of(lambda: usb.parse(b"ElderApp usb 1\nno label\n"))


def test_a_file_is_written_whole_or_the_older_one_stays(tmp_path, monkeypatch):
    path = usb.place(tmp_path, "to-hub", "1-abc")
    usb.write(path, b"old")

    def full(_handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="space"):
        usb.write(path, b"new")

    assert (b"old", [path]) == (path.read_bytes(), list(path.parent.iterdir()))
    path.with_name(".half.elder").touch()
    assert [path] == usb.waiting(tmp_path, "to-hub")


def test_a_device_that_is_no_plain_name_has_no_place(tmp_path):
    assert "usb-damaged" == code_of(lambda: usb.place(tmp_path, "to-hub", "../../etc/passwd"))
