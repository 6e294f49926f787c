"""`elderapp pack keys`: the publishers' keys, whom we trust, and how one key passes to the next."""

from pathlib import Path

import click
from msgspec.structs import replace

from elderapp import clock, keys, resources
from elderapp.packs import trust as trusted
from elderapp.packs.trust import Trust

_HEX = 64
_there = click.Path(path_type=Path, exists=True, dir_okay=False)
_any = click.Path(path_type=Path, dir_okay=False)


def development_key() -> Path:
    """This checkout's own private key; what it signs is for trying only."""
    return resources.build() / "keys" / "publisher.key"


def development_trust() -> Path:
    """The trust file that names it."""
    return resources.build() / "trust.json"


def make_development_key() -> str:
    """Make it if there is none, and trust it here; gives the public key in hex."""
    public = keys.public_of(keys.load_or_make(development_key())).hex()
    known = trusted.load(development_trust())
    if not known.has(public):
        trusted.save(development_trust(), replace(known, publishers=known.publishers | {public}))
    return public


@click.group("keys", invoke_without_command=True)
@click.option("--quiet", is_flag=True, help="Say nothing.")
@click.pass_context
def keys_(context: click.Context, *, quiet: bool) -> None:
    """Publishers' keys. By itself: make this checkout's development key, if there is none, and trust it here."""
    if context.invoked_subcommand:
        return
    public = make_development_key()
    if not quiet:
        click.echo(f"publisher {keys.key_id(bytes.fromhex(public))} is trusted by {development_trust()}")


@keys_.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def new(file: Path) -> None:
    """Make a publisher's private key in FILE (readable by its owner alone) and show its public key."""
    if file.exists():
        raise click.UsageError(f"{file} is there already; a key is never overwritten")
    click.echo(keys.public_of(keys.load_or_make(file)).hex())
    click.echo("keep the file offline and in two places: who has it can publish lessons in your name", err=True)


@keys_.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path, exists=True, dir_okay=False))
def show(files: tuple[Path, ...]) -> None:
    """Show whom trust FILES (those of the app when left out) trust: publishers, alerts, handovers, revoked keys."""
    found = trusted.load(*(files or (resources.assets() / "trust.json", development_trust())))
    for name, some in (("publisher", found.publishers), ("alerts only", found.alerts), ("revoked", found.revoked)):
        for key in sorted(some):
            click.echo(f"{name}: {key}")
    for one in found.handovers:
        click.echo(f"handover {one.on}: {one.old[:16]}… → {one.new[:16]}…")


@keys_.command("pass")
@click.option(
    "--key", required=True, type=click.Path(path_type=Path, exists=True, dir_okay=False), help="The old private key."
)
@click.option("--to", "public", required=True, metavar="HEX", help="The new public key.")
@click.option(
    "--trust",
    "file",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="The trust file to add it to.",
)
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="The day; today when left out.")
def hand_over(key: Path, public: str, file: Path, on: object) -> None:
    """Pass from an old key to a new one, signed by the old: tablets that trust the old key trust the new one too."""
    _refuse_no_key(public)
    day = on.date().isoformat() if on else clock.day_of(clock.wall_ms())  # type: ignore[attr-defined]
    known = trusted.load(file)
    private = keys.load_or_make(key)
    if not known.has(keys.public_of(private).hex()):
        raise click.UsageError(f"{file} does not trust the old key: nothing could pass from it")
    trusted.save(file, known.after([trusted.hand_over(private, public, day)]))
    click.echo(f"{keys.public_of(private).hex()[:16]}… → {public[:16]}…, from {day}; packs carry it along")


@keys_.command()
@click.argument("public", metavar="HEX")
@click.option("--trust", "file", required=True, type=_any, help="The trust file.")
@click.option("--alerts", is_flag=True, help="For alerts alone: a hub's key.")
@click.option("--revoke", is_flag=True, help="Trust it no more, whatever passes from it.")
def trust(public: str, file: Path, *, alerts: bool, revoke: bool) -> None:
    """Trust a public key from now on."""
    _refuse_no_key(public)
    known = trusted.load(file)
    one = {public}
    if revoke:
        known = Trust(known.publishers - one, known.alerts - one, known.revoked | one, known.handovers)
    elif alerts:
        known = replace(known, alerts=known.alerts | one)
    else:
        known = replace(known, publishers=known.publishers | one, revoked=known.revoked - one)
    trusted.save(file, known)
    click.echo(
        f"{file}: {len(known.publishers)} publishers, {len(known.alerts)} for alerts, {len(known.revoked)} revoked"
    )


def _refuse_no_key(public: str) -> None:
    if len(keys.unhex(public)) * 2 != _HEX:
        raise click.BadParameter(f"{public[:20]} is no public key: 64 hex digits, as `pack keys new` shows them")
