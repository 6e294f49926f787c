"""Earphones, as Linux tells of them: in a tree of files like its own."""

import pytest

from elderapp.tablet.earphones import are_in

CODEC = """Codec: Realtek
Node 0x14 [Pin Complex] wcaps 0x40058d: Stereo
  Pin Default 0x90170110: [Fixed] Speaker at Int N/A
  Presence: 1
Node 0x21 [Pin Complex] wcaps 0x40058d: Stereo
  Pin Default 0x0321101f: [Jack] HP Out at Ext Left
  Presence: {pin}
"""


def lay(root, **files):
    for name, text in files.items():
        path = root / name.replace("__", "/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return root


@pytest.mark.parametrize(("state", "expected"), [("1", True), ("2", True), ("0", False)])
def test_a_switch_tells(tmp_path, state, expected):
    assert expected is are_in(lay(tmp_path, sys__class__switch__h2w__state=f"{state}\n"))


@pytest.mark.parametrize(("state", "expected"), [("HEADPHONE=1\nMICROPHONE=0\n", True), ("HEADPHONE=0\n", False)])
def test_an_external_connector_tells(tmp_path, state, expected):
    assert expected is are_in(lay(tmp_path, sys__class__extcon__extcon0__state=state))


@pytest.mark.parametrize("pin", [1, 0])
def test_the_pin_of_the_jack_tells_and_not_that_of_the_speaker(tmp_path, pin):
    folder = tmp_path / "proc/asound/card0"
    folder.mkdir(parents=True)
    (folder / "codec#0").write_text(CODEC.format(pin=pin))

    assert bool(pin) is are_in(tmp_path)


def test_where_nobody_tells_nothing_is_guessed(tmp_path):
    folder = tmp_path / "proc/asound/card0"
    folder.mkdir(parents=True)
    (folder / "codec#0").write_text(CODEC.replace("  Presence: {pin}\n", ""))
    lay(tmp_path, sys__class__extcon__usb__state="USB=1\n")

    assert None is are_in(tmp_path)


def test_what_is_plugged_in_goes_before_what_she_said(sit_down):
    worn = []
    somebody = sit_down(earphones=lambda: worn[0] if worn else None)
    somebody.tap("learner:c1")
    said = somebody.shell.voice.volume
    worn.append(True)
    somebody.tap("back", "learner:c1")

    assert (0.8, 1.0) == (said, somebody.shell.voice.volume)
