"""Whether earphones are plugged in, where the platform tells. Where it does not, she is asked: nothing is guessed.

Linux lists its sound cards' switches under ``/proc/asound`` (the pin of the jack) and names the jack's state for input
devices under ``/sys/class``; Android's `AudioManager` knows wired and Bluetooth ones.
"""

import re
from pathlib import Path

_PIN = re.compile(r"^Node (0x[0-9a-f]+) \[Pin Complex\](.*?)(?=^Node |\Z)", re.MULTILINE | re.DOTALL)
_DEFAULT = re.compile(r"Pin Default 0x[0-9a-f]+: \[Jack\] HP Out")
_SENSED = re.compile(r"Presence(?: Detect)?: (\d)")


def are_in(root: Path = Path("/")) -> bool | None:
    """True or False where it is known, None where nobody tells."""
    told = _android()
    return told if told is not None else _linux(root)


def _linux(root: Path) -> bool | None:
    """A jack's own state, one file each: ``1`` or ``0``, or the words of ALSA's control."""
    found = [*_switches(root), *_pins(root)]
    return any(found) if found else None


def _switches(root: Path) -> list[bool]:
    """States that drivers for telephones and tablets publish: ``/sys/class/switch/h2w/state``, extcon's ``state``."""
    states = [path.read_text(errors="replace") for path in sorted(root.glob("sys/class/switch/h2w/state"))]
    plugs = [path.read_text(errors="replace") for path in sorted(root.glob("sys/class/extcon/*/state"))]
    jacks = [match[1] for text in plugs for match in re.finditer(r"HEADPHONE=(\d)", text)]
    return [text.strip() not in {"", "0"} for text in (*states, *jacks)]


def _pins(root: Path) -> list[bool]:
    """Intel's codecs: the pin of the headphone jack, where the kernel writes down what it senses."""
    found: list[bool] = []
    for path in sorted(root.glob("proc/asound/card*/codec#*")):
        for match in _PIN.finditer(path.read_text(errors="replace")):
            sensed = _SENSED.search(match[2])
            if _DEFAULT.search(match[2]) and sensed:
                found.append(sensed[1] == "1")
    return found


def _android() -> bool | None:
    """What `AudioManager` lists among its outputs; None off Android."""
    try:
        from jnius import autoclass  # type: ignore[import-not-found]
    except Exception:
        return None
    activity = autoclass("org.kivy.android.PythonActivity").mActivity
    manager = activity.getSystemService(autoclass("android.content.Context").AUDIO_SERVICE)
    kind = autoclass("android.media.AudioDeviceInfo")
    worn = {kind.TYPE_WIRED_HEADSET, kind.TYPE_WIRED_HEADPHONES, kind.TYPE_BLUETOOTH_A2DP, kind.TYPE_USB_HEADSET}
    outputs = manager.getDevices(autoclass("android.media.AudioManager").GET_DEVICES_OUTPUTS)
    return any(one.getType() in worn for one in outputs)
