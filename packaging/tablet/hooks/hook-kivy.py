"""Kivy loads its parts by name. Its own hook takes every provider there is; the tablet asks for SDL's alone."""

from PyInstaller.utils.hooks import collect_data_files, collect_submodules

hiddenimports = [
    *collect_submodules("kivy.graphics"),
    "kivy.core.audio.audio_sdl2",
    "kivy.core.clipboard.clipboard_dummy",
    "kivy.core.image.img_sdl2",
    "kivy.core.text.text_sdl2",
    "kivy.core.window.window_sdl2",
    "kivy.deps",
    "kivy.input.providers",
    "kivy.input.providers.mouse",
    "kivy.lang.builder",
    "kivy.modules",
    "kivy.weakmethod",
]
_UNASKED = ["**/keyboards/*", "**/logo/*", "**/settings_kivy.json"]
# PyInstaller tells Kivy, when the program starts, that its data lie in this folder.
datas = [
    (path, place.replace("kivy/", "kivy_install/", 1))
    for path, place in collect_data_files("kivy", subdir="data", excludes=_UNASKED)
]
excludedimports = ["kivy.tools", "kivy.tests", "kivy.garden", "kivy_garden"]
