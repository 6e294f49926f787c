"""Puts together what the Android app is built from, checks it, and says how to go on: `poe android`."""

import subprocess
import sys
from pathlib import Path

import click
from shipping import android

from elderapp import resources

ROOT = Path(__file__).resolve().parents[1]
OURS = ROOT / "packaging" / "android"
TARGET = ROOT / "build" / "android" / "app"
NEXT = """Next, on a machine with Android's SDK (no Android build has been tested):
  pip install buildozer==1.6.0 cython==3.0.12
  pip download --no-deps --no-binary :all: --dest build/android python-for-android=={release}
  mkdir -p build/android/python-for-android
  tar -xzf build/android/python_for_android-{release}.tar.gz --strip-components 1 -C build/android/python-for-android
  cd packaging && buildozer android debug
docs/android.md tells the rest."""


@click.command()
@click.option("--refresh", type=click.Path(path_type=Path, exists=True, dir_okay=False), metavar="TAR",
              help="Read python-for-android's recipes anew from its sources.")  # fmt: skip
@click.option("--online", is_flag=True, help="Also ask PyPI for the wheels that Android would get.")
@click.option("--target", type=click.Path(path_type=Path, file_okay=False), default=TARGET, help="Where it goes.")
def app(refresh: Path | None, target: Path, *, online: bool) -> None:
    """Stage the Android app in build/android/app and check every package that it needs."""
    if refresh:
        (OURS / "known.json").write_text(android.refresh(refresh), encoding="utf-8")
    needs = android.needs()
    found = wrong(needs.packages)
    if online and not found:
        found = wheels()
    for line in found:
        click.echo(f"buildozer.spec: {line}", err=True)
    if found:
        sys.exit(1)
    size = android.stage(ROOT, target, needs.modules, trust(), OURS / "icon.png")
    click.echo(f"{target}: {len(needs.modules)} modules, {size / 1e6:.0f} MB, {len(needs.packages)} packages")
    click.echo(NEXT.format(release=android.release(OURS / "known.json")))


def wrong(packages: frozenset[str]) -> list[str]:
    """Where buildozer.spec is not what the app needs."""
    told = android.wanted(android.spec(ROOT / "packaging" / "buildozer.spec"))
    pins = android.pinned((ROOT / "packaging" / "constraints.txt").read_text(encoding="utf-8"))
    theirs, own = android.known(OURS / "known.json"), android.recipes(OURS / "recipes")
    return list(android.faults(told, packages, pins, theirs, own))


def wheels() -> list[str]:
    """Where what PyPI has for Android is not what is pinned. Raises `ClickException` where that cannot be told."""
    spec = android.spec(ROOT / "packaging" / "buildozer.spec")
    told = android.wanted(spec)
    built = frozenset(android.known(OURS / "known.json").keys() | android.recipes(OURS / "recipes").keys())
    try:
        found = android.resolved(told, built, told["python3"], spec["app"]["android.ndk_api"])
    except subprocess.CalledProcessError as error:
        raise click.ClickException(f"NOT CHECKED, or no wheel for Android: {error.stderr.strip()[-600:]}") from error
    other = [f"{name}: {told[name]} is pinned, {one.version} is found" for name, one in found.items()
             if told[name] != one.version]  # fmt: skip
    return [*other, *android.unnamed(told, found, told["python3"])]


def trust() -> Path:
    """Whose packs are taken: the released publishers', else, in a checkout that has none, its own development key."""
    for path in (resources.assets() / "trust.json", resources.build() / "trust.json"):
        if path.exists():
            return path
    raise click.ClickException("nobody's packs would be taken: elderapp pack keys")


if __name__ == "__main__":
    app()
