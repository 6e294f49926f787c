"""Where Android starts ElderApp: its folder, what it may hear in the network, its pin; then the app as everywhere."""

import logging
import os
from collections.abc import Callable
from pathlib import Path


def main() -> None:
    """Open the app on the folder that belongs to it alone."""
    private = Path(os.environ.get("ANDROID_PRIVATE") or Path.cwd() / "data")
    private.mkdir(parents=True, exist_ok=True)
    os.environ["HOME"] = str(private)
    held = [_tried(step) for step in (hear_multicast, stay_in_front)] if "ANDROID_ARGUMENT" in os.environ else []
    from elderapp.workshop import tablets

    tablets.run(tablets.Home(private / "elderapp", tablets.trust()))
    del held  # the lock lives as long as the app


def hear_multicast() -> object:
    """Android's Wi-Fi drops what is said to all, hubs' announcements too, unless somebody holds this lock."""
    from jnius import autoclass

    activity = autoclass("org.kivy.android.PythonActivity").mActivity
    wifi = activity.getApplicationContext().getSystemService(autoclass("android.content.Context").WIFI_SERVICE)
    lock = wifi.createMulticastLock("elderapp")
    lock.setReferenceCounted(False)
    lock.acquire()
    return lock


def stay_in_front() -> object:
    """Pins the screen where the tablet's owner allows it without asking; elsewhere nobody is asked."""
    from android.runnable import run_on_ui_thread
    from jnius import autoclass

    activity = autoclass("org.kivy.android.PythonActivity").mActivity
    manager = activity.getSystemService(autoclass("android.content.Context").DEVICE_POLICY_SERVICE)
    if manager.isLockTaskPermitted(activity.getPackageName()):
        run_on_ui_thread(activity.startLockTask)()
    return activity


def _tried(step: Callable[[], object]) -> object:
    """A class goes on without a pin and without being found: the hub's address can be typed."""
    try:
        return step()
    except Exception as error:
        logging.getLogger(__name__).warning("%s: %s", step.__name__, error)
        return None


if __name__ == "__main__":
    main()
