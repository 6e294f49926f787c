"""What an Android build is made of: the app's own modules and no others, and whether Android has what they need.

python-for-android builds what it has a recipe for, and takes everything else as a wheel that runs on Android. What it
knows is written down in `packaging/android/known.json`, so that this can be checked without the internet; `refresh`
reads it anew from its sources on PyPI.
"""

import ast
import json
import re
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Iterator, Mapping
from configparser import ConfigParser
from dataclasses import asdict, dataclass
from pathlib import Path

import grimp
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

START = "elderapp.workshop.tablets"
"""What `main.py` imports; everything that it needs goes with it."""
TOOLS = frozenset({"android", "hostpython3", "pyjnius", "python3", "sdl2"})
"""What python-for-android brings by itself, not a package of PyPI."""
NAMES = {"jnius": "pyjnius"}
"""Modules that are called otherwise than the package they come in."""
_BARE = re.compile(r"[^A-Za-z0-9._-]")
"""Where a requirement's name ends."""
DATA = (
    "assets/fonts/NotoSansHK-400.ttf", "assets/fonts/NotoSansHK-500.ttf", "assets/fonts/NotoSansHK-700.ttf",
    "assets/icons/icons.ttf", "assets/icons/icons.json", "assets/kivy/style.kv",
    "locales/*/LC_MESSAGES/elderapp.po",
)  # fmt: skip


@dataclass(frozen=True)
class Needs:
    """What the app imports: modules of ours, and packages of others."""

    modules: frozenset[str]
    packages: frozenset[str]


def needs() -> Needs:
    """What is imported from `START` on, also late, inside functions; what only type checkers read does not count."""
    graph = grimp.build_graph("elderapp", include_external_packages=True, exclude_type_checking_imports=True)
    found = {START, *graph.find_upstream_modules(START)}
    ours = frozenset(name for name in found if name.partition(".")[0] == "elderapp")
    others = {name.partition(".")[0] for name in found - ours} - sys.stdlib_module_names
    return Needs(ours, frozenset(canonicalize_name(NAMES.get(name, name)) for name in others))


def stage(root: Path, target: Path, modules: frozenset[str], trust: Path, icon: Path) -> int:
    """Puts what is built into `target`: `main.py`, our modules, fonts, catalogues, whose packs are taken.

    Gives how many bytes it is. Raises `FileNotFoundError` where one of the files is not there.
    """
    shutil.rmtree(target, ignore_errors=True)
    for source, name in sorted(_files(root, modules)):
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target / name)
    shutil.copyfile(trust, target / "elderapp" / "_data" / "assets" / "trust.json")
    shutil.copyfile(icon, target / "icon.png")
    return sum(path.stat().st_size for path in target.rglob("*") if path.is_file())


def _files(root: Path, modules: frozenset[str]) -> Iterator[tuple[Path, str]]:
    yield root / "packaging" / "android" / "main.py", "main.py"
    for module in modules:
        path = Path(*module.split("."))
        name = path / "__init__.py" if (root / path).is_dir() else path.with_suffix(".py")
        yield root / name, name.as_posix()
        # A module's rooms come along, though nothing is in them but a line of explanation.
        for parent in list(path.parents)[:-1]:
            yield root / parent / "__init__.py", (parent / "__init__.py").as_posix()
    for pattern in DATA:
        found = sorted(root.glob(pattern))
        if not found:
            raise FileNotFoundError(pattern)
        for source in found:
            yield source, f"elderapp/_data/{source.relative_to(root).as_posix()}"


def spec(path: Path) -> ConfigParser:
    """Buildozer's file."""
    parser = ConfigParser(interpolation=None)
    parser.read_string(path.read_text(encoding="utf-8"))
    return parser


def wanted(parser: ConfigParser) -> dict[str, str]:
    """The packages that the build is told to take, by canonical name, each with its version; empty for none."""
    found: dict[str, str] = {}
    for word in parser["app"]["requirements"].split(","):
        name, _, version = word.strip().partition("==")
        found[canonicalize_name(name)] = version
    return found


def pinned(constraints: str) -> dict[str, str]:
    """The versions that we build upon everywhere, by canonical name."""
    lines = [line.partition("==") for line in constraints.splitlines() if "==" in line and not line.startswith("#")]
    return {canonicalize_name(name): version for name, _, version in lines}


def faults(
    told: Mapping[str, str],
    imported: frozenset[str],
    pins: Mapping[str, str],
    theirs: Mapping[str, "Recipe"],
    own: Mapping[str, "Recipe"],
) -> Iterator[str]:
    """Where what the build is `told` is not what the app needs: packages missing, unpinned or of another version.

    `theirs` are python-for-android's recipes, `own` are ours; a recipe's version goes before that of the `pins`.
    """
    for name in sorted(imported - told.keys() - TOOLS):
        yield f"{name} is imported by the tablet and not among the requirements"
    for name, version in told.items():
        if name in TOOLS - {"python3", "hostpython3"}:
            continue
        recipe = own.get(name) or theirs.get(name)
        right = recipe.version if recipe else pins.get(name, "")
        if not right:
            yield f"{name} has neither a recipe nor a line in constraints.txt"
        elif version != right:
            yield f"{name}=={version or '?'}: it should be {right}, of {'the recipe' if recipe else 'constraints.txt'}"
        if name in own and own[name].version != pins.get(name):
            yield f"{name}: our recipe builds {own[name].version}, constraints.txt has {pins.get(name)}"
        for need in recipe.needs if recipe else ():
            if need not in {*told, *theirs, *own, *TOOLS}:
                yield f"{name}'s recipe takes the newest {need}: name it among the requirements"


@dataclass(frozen=True)
class Recipe:
    """How something is built for Android: its version, and what it needs, by canonical names."""

    version: str
    needs: tuple[str, ...] = ()


def recipes(folder: Path) -> dict[str, Recipe]:
    """The recipes below a folder, by canonical name; read, not run."""
    paths = sorted(folder.glob("*/__init__.py"))
    return {canonicalize_name(path.parent.name): _recipe(path.read_text(encoding="utf-8")) for path in paths}


def known(path: Path) -> dict[str, Recipe]:
    """python-for-android's recipes, as `refresh` wrote them down."""
    told = json.loads(path.read_text(encoding="utf-8"))["recipes"]
    return {name: Recipe(one["version"], tuple(one["needs"])) for name, one in told.items()}


def release(path: Path) -> str:
    """The version of python-for-android that was written down."""
    return str(json.loads(path.read_text(encoding="utf-8"))["python-for-android"])


def refresh(archive: Path) -> str:
    """What python-for-android's sources (a .tar.gz of PyPI) have recipes for, as JSON."""
    found: dict[str, object] = {}
    with tarfile.open(archive) as packed:
        for member in sorted(packed.getmembers(), key=lambda one: one.name):
            match = re.fullmatch(r"[^/]+/pythonforandroid/recipes/([^/]+)/__init__\.py", member.name)
            file = packed.extractfile(member) if match else None
            if match and file:
                found[canonicalize_name(match[1])] = asdict(_recipe(file.read().decode()))
    release = archive.name.removesuffix(".tar.gz").rpartition("-")[2]
    return json.dumps({"python-for-android": release, "recipes": found}, indent=1) + "\n"


def _recipe(text: str) -> Recipe:
    """What a class in it gives as `version`, `depends` and `python_depends`; of a choice the first."""
    version, needs = "", set()
    for node in ast.walk(ast.parse(text)):
        match node:
            case ast.Assign(targets=[ast.Name(id="version")], value=ast.Constant(value=str(told))):
                version = told
            case ast.Assign(targets=[ast.Name(id="depends" | "python_depends")], value=value):
                try:
                    listed = ast.literal_eval(value)
                except ValueError:  # put together from other recipes' lists, which are read with them
                    continue
                needs |= {one[0] if isinstance(one, tuple) else one for one in listed}
    return Recipe(version, tuple(sorted(canonicalize_name(_BARE.split(need)[0]) for need in needs if need)))


def resolved(told: Mapping[str, str], built: frozenset[str], python: str, api: str) -> dict[str, "Wheel"]:
    """What pip takes for Android on a 64-bit ARM, of what is not `built` by a recipe.

    Raises `CalledProcessError` (its stderr says why) where there is no wheel, or nobody can be asked.
    """
    asked = [f"{name}=={version}" for name, version in told.items() if name not in built | TOOLS]
    command = [sys.executable, "-m", "pip", "--isolated", "install", "--dry-run", "--quiet", "--ignore-installed",
               "--disable-pip-version-check", "--only-binary=:all:", "--report", "-", "--target", "unused",
               "--no-deps", "--python-version", python, "--implementation", "cp",
               f"--platform=android_{api}_arm64_v8a", *asked]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    items = [one["metadata"] for one in json.loads(done.stdout)["install"]]
    return {canonicalize_name(one["name"]): Wheel(one["version"], tuple(one.get("requires_dist", ()))) for one in items}


@dataclass(frozen=True)
class Wheel:
    """What was found for Android: its version, and the lines of what it requires."""

    version: str
    requires: tuple[str, ...]


def unnamed(told: Mapping[str, str], found: Mapping[str, Wheel], python: str) -> Iterator[str]:
    """What the packages found need on Android and nobody names: it would be whatever is newest on the day."""
    there = {"sys_platform": "android", "platform_system": "Android", "os_name": "posix", "extra": "",
             "python_version": python.rpartition(".")[0], "python_full_version": python}  # fmt: skip
    for name, wheel in found.items():
        for need in map(Requirement, wheel.requires):
            is_wanted = need.marker is None or need.marker.evaluate(there)
            if is_wanted and canonicalize_name(need.name) not in told:
                yield f"{name} needs {need.name}: name it among the requirements"
