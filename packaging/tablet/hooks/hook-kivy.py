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
datas = collect_data_files("kivy", subdir="data", excludes=["**/keyboards/*", "**/logo/*", "**/settings_kivy.json"])
excludedimports = ["kivy.tools", "kivy.tests", "kivy.garden", "kivy_garden"]
