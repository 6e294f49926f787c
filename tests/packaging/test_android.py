"""What the Android app is made of: our modules that it needs, packages that Android has, each in the pinned version."""

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import android_app
import pytest
from shipping import android
from shipping.android import Recipe, Wheel

from elderapp import __version__

ROOT = Path(__file__).parents[2]
SPEC = android.spec(ROOT / "packaging" / "buildozer.spec")
NEEDS = android.needs()
THEIRS = {"kivy": Recipe("2.3.1", ("chardet", "sdl2")), "zeroconf": Recipe("0.24.5")}
OWN = {"zeroconf": Recipe("0.154.0")}
PINS = {"httpx": "0.28.1", "kivy": "2.3.1", "zeroconf": "0.154.0", "chardet": "7.7.0"}
GOOD = {"python3": "3.14.2", "kivy": "2.3.1", "httpx": "0.28.1", "zeroconf": "0.154.0", "chardet": "7.7.0"}
THEIRS["python3"] = Recipe("3.14.2")


def test_every_package_of_the_tablet_has_a_recipe_or_a_pinned_wheel():
    assert {"kivy", "cryptography", "msgspec", "sqlite-utils", "zeroconf"} <= NEEDS.packages
    assert [] == android_app.wrong(NEEDS.packages)


def test_nothing_of_hub_or_author_goes_along():
    rooms = {name.split(".")[1] for name in NEEDS.modules if "." in name}

    assert {"tablet", "player", "sync", "store", "workshop"} <= rooms
    assert not {"hub", "authoring", "cli", "robot", "paper"} & rooms
    assert not {"litestar", "sqlalchemy", "ruamel", "pyyaml", "pydantic", "argon2-cffi"} & NEEDS.packages


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({}, None),
        ({"httpx": None}, "httpx is imported by the tablet and not among the requirements"),
        ({"httpx": ""}, "httpx==?: it should be 0.28.1, of constraints.txt"),
        ({"httpx": "0.27.0"}, "httpx==0.27.0: it should be 0.28.1, of constraints.txt"),
        ({"kivy": "2.3.0"}, "kivy==2.3.0: it should be 2.3.1, of the recipe"),
        ({"zeroconf": "0.24.5"}, "zeroconf==0.24.5: it should be 0.154.0, of the recipe"),
        ({"pyyaml": "6.0"}, "pyyaml has neither a recipe nor a line in constraints.txt"),
        ({"chardet": None}, "kivy's recipe takes the newest chardet: name it among the requirements"),
    ],
)
def test_each_fault_of_the_requirements_is_told(changed, told):
    given = {name: version for name, version in (GOOD | changed).items() if version is not None}
    found = list(android.faults(given, frozenset({"httpx", "kivy"}), PINS, THEIRS, OWN))

    assert ([told] if told else []) == found


def test_a_recipe_of_ours_builds_what_we_build_upon_elsewhere():
    found = list(android.faults(GOOD, frozenset(), PINS | {"zeroconf": "0.155.0"}, THEIRS, OWN))

    assert ["zeroconf: our recipe builds 0.154.0, constraints.txt has 0.155.0"] == found


def test_what_a_wheel_needs_on_android_is_named():
    wheel = Wheel(
        "1", ("idna", 'pywin32; sys_platform == "win32"', 'tomli; python_version < "3.11"', 'x; extra == "y"')
    )

    assert ["a needs idna: name it among the requirements"] == list(android.unnamed({}, {"a": wheel}, "3.14.2"))
    assert [] == list(android.unnamed({"idna": "3"}, {"a": wheel}, "3.14.2"))


def test_recipes_are_read_without_being_run(tmp_path):
    (tmp_path / "Some_Thing").mkdir()
    (tmp_path / "Some_Thing" / "__init__.py").write_text(
        "from nowhere import Base\n\n\nclass Some(Base):\n    version = '1.2'\n"
        "    depends = [('sdl2', 'sdl3'), 'cffi', 'typing;python_version<\"3.5\"']\n    python_depends = ['idna>=2']\n"
    )

    assert {"some-thing": Recipe("1.2", ("cffi", "idna", "sdl2", "typing"))} == android.recipes(tmp_path)


def test_the_app_may_use_the_network_and_nothing_else():
    asked = [name.strip().rpartition(".")[2] for name in SPEC["app"]["android.permissions"].split(",")]

    assert ["INTERNET", "CHANGE_WIFI_MULTICAST_STATE"] == asked
    assert "False" == SPEC["app"]["android.allow_backup"]


def test_the_spec_finds_the_version_the_icon_and_the_recipes():
    match = re.search(SPEC["app"]["version.regex"], (ROOT / "elderapp" / "__init__.py").read_text(encoding="utf-8"))

    assert match
    assert __version__ == match[1]
    assert (ROOT / "packaging" / SPEC["app"]["p4a.local_recipes"]).is_dir()
    assert android_app.TARGET == (ROOT / "packaging" / SPEC["app"]["source.dir"]).resolve()
    assert {"landscape", "landscape-reverse"} == set(SPEC["app"]["orientation"].split(", "))
    assert {"portrait", "portrait-reverse"} == set(SPEC["app@small"]["orientation"].split(", "))


RUN = """
import importlib, sys
from pathlib import Path

class Refuse:
    def find_spec(self, name, path=None, target=None):
        top = name.partition(".")[0]
        if top in BANNED:
            raise ImportError(f"{name} is not on Android")

BANNED = %(banned)r
sys.meta_path.insert(0, Refuse())
sys.path.insert(0, %(app)r)
import main
from elderapp import resources
from elderapp.workshop import tablets
assert resources.root().is_relative_to(%(app)r), resources.root()
until_closed = tablets.until_closed

def shortly(begin):
    from kivy.base import EventLoop, stopTouchApp
    from kivy.clock import Clock
    from kivy.core.window import Window
    seen = []
    def look(_dt):
        try:
            before = seen[0].state
            for what in ("on_key_down", "on_keyboard", "on_key_up"):
                Window.dispatch(what, 27, 0, None, [])
            print(seen[0].state == before, len(seen[0].children) > 0, EventLoop.status)
        finally:
            stopTouchApp()
    Clock.schedule_once(look, 1)
    until_closed(lambda: seen.append(begin()) or seen[0])

tablets.until_closed = shortly
main.main()
for path in sorted(Path(%(app)r).rglob("*.py")):
    name = ".".join(path.relative_to(%(app)r).with_suffix("").parts).removesuffix(".__init__")
    importlib.import_module(name)
print("all imported")
"""


def test_what_is_staged_starts_with_those_packages_alone_and_the_back_key_leads_nowhere(tmp_path):
    app = tmp_path / "app"
    trust = tmp_path / "trust.json"
    trust.write_bytes(android_app.trust().read_bytes())
    size = android.stage(ROOT, app, NEEDS.modules, trust, ROOT / "packaging" / "android" / "icon.png")
    named = {*android.wanted(SPEC), "elderapp"}
    banned = {"litestar", "sqlalchemy", "jinja2", "ruamel", "numpy", "PIL", "rich", "structlog", "yaml", "scipy",
              "watchfiles", "reportlab", "openpyxl", "psycopg", "pycantonese"}  # fmt: skip
    plain = {k: v for k, v in os.environ.items() if not k.startswith(("KCFG_", "KIVY_METRICS"))}
    done = subprocess.run(
        [sys.executable, "-c", RUN % {"banned": sorted(banned), "app": str(app)}],
        cwd=tmp_path, env=plain | {"ANDROID_PRIVATE": str(tmp_path / "private"), "SDL_VIDEODRIVER": "offscreen"},
        capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert not banned & named
    assert ["True True started", "all imported"] == done.stdout.splitlines(), done.stderr[-3000:]
    assert (tmp_path / "private" / "elderapp" / "tablet.db").exists()
    assert 30e6 > size
    assert [] == [path for path in app.rglob("*") if path.suffix.lstrip(".") not in _kept(path)]


def _kept(path: Path) -> set[str]:
    """What buildozer takes along; of folders nothing is asked."""
    return {path.suffix.lstrip(".")} if path.is_dir() else {*SPEC["app"]["source.include_exts"].split(","), "png"}


def test_everything_staged_can_be_read_by_the_oldest_and_the_newest_python():
    for name in sorted(NEEDS.modules):
        path = ROOT.joinpath(*name.split("."))
        file = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
        ast.parse(file.read_text(encoding="utf-8"), feature_version=(3, 11))


@pytest.mark.skipif("ELDERAPP_NIGHTLY" not in os.environ, reason="asks PyPI: poe nightly")
def test_what_pypi_has_for_android_is_what_is_pinned():
    assert [] == android_app.wheels()


@pytest.mark.skipif("ELDERAPP_NIGHTLY" not in os.environ, reason="asks PyPI: poe nightly")
def test_what_is_known_of_the_recipes_is_what_their_sources_say(tmp_path):
    release = android.release(ROOT / "packaging" / "android" / "known.json")
    command = [sys.executable, "-m", "pip", "--isolated", "download", "--quiet", "--no-deps", "--no-binary", ":all:",
               "--dest", str(tmp_path), f"python-for-android=={release}"]  # fmt: skip
    subprocess.run(command, check=True)
    (archive,) = tmp_path.glob("*.tar.gz")

    assert (ROOT / "packaging" / "android" / "known.json").read_text(encoding="utf-8") == android.refresh(archive)
