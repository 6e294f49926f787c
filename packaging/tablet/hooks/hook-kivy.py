"""Kivy loads its parts by name and from C. Its own hook takes every provider; the tablet asks for SDL's alone."""

from PyInstaller.utils.hooks import collect_data_files, collect_submodules

_PARTS = (
    "_clock", "_event", "_metrics", "atlas", "cache", "context", "core.audio.audio_sdl2",
    "core.clipboard.clipboard_dummy", "core.gl", "core.image._img_sdl2", "core.image.img_sdl2", "core.text._text_sdl2",
    "core.text.text_layout", "core.text.text_sdl2", "core.window._window_sdl2", "core.window.window_info",
    "core.window.window_sdl2", "deps", "event", "eventmanager", "factory_registers", "input.factory",
    "input.postproc.calibration", "input.postproc.dejitter", "input.postproc.doubletap", "input.postproc.ignorelist",
    "input.postproc.retaintouch", "input.postproc.tripletap", "input.provider", "input.providers",
    "input.providers.mouse", "input.shape", "lang.builder", "lang.parser", "lib", "modules", "properties",
    "uix.behaviors", "uix.floatlayout", "uix.relativelayout", "uix.widget", "weakmethod", "weakproxy",
)  # fmt: skip
"""What stands in `sys.modules` when the app's first screen does."""
hiddenimports = [*collect_submodules("kivy.graphics"), *(f"kivy.{name}" for name in _PARTS)]
_UNASKED = ["**/keyboards/*", "**/logo/*", "**/settings_kivy.json"]
_data = collect_data_files("kivy", subdir="data", excludes=_UNASKED)
# PyInstaller tells Kivy that its data lie in `kivy_install`; some parts of Kivy look beside its code all the same.
datas = [*_data, *((path, place.replace("kivy/", "kivy_install/", 1)) for path, place in _data)]
excludedimports = ["kivy.tools", "kivy.tests", "kivy.garden", "kivy_garden"]
