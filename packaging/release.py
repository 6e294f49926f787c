"""Makes a release in `build/release`: `poe release [--final] [--twice]`.

Interrupted, it goes on where it stopped; what has not changed is not made again. Ends with 0, with 1 where a step
failed or a final release is refused, and with 3 where something could not be had here: that is said by its name.
"""

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import click
from shipping import archives, changelog, tree
from shipping.ledger import Ledger, Note
from shipping.steps import NOT_DONE, STEPS, Job

from elderapp import __version__

ROOT = Path(__file__).resolve().parents[1]
REPEATED = ("notes", "materials", "wheel", "docs", "packs", "debs")
"""Steps that are made a second time by --twice. What is known of faults changes from day to day."""


@click.command()
@click.option("--final", is_flag=True, help="For tablets in use: refuses drafts, changed files, an undated version.")
@click.option(
    "--key", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="The publisher's private key."
)
@click.option("--since", type=click.Path(path_type=Path, exists=True, file_okay=False),
              help="The packs of the release before, from which versions are counted.")  # fmt: skip
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), default=ROOT / "build" / "release",
              help="Where it goes  [default: build/release]")  # fmt: skip
@click.option("--only", "chosen", multiple=True, type=click.Choice(tuple(STEPS)), help="These steps alone.")
@click.option("--twice", is_flag=True, help="Make it a second time elsewhere and compare every byte.")
def release(final: bool, key: Path | None, since: Path | None, out: Path, chosen: tuple[str, ...], twice: bool) -> None:
    """Build everything that a release consists of, with checksums."""
    job = Job(ROOT, __version__, tree.commit(ROOT), tree.epoch(ROOT), final, key, since)
    if refused := list(refusals(job)):
        raise click.ClickException("no release was made:\n" + "\n".join(f"  {line}" for line in refused))
    click.echo(f"ElderApp {job.version}, commit {job.commit}, into {out}")
    steps = chosen or tuple(STEPS)
    source = " ".join(map(str, (tree.fingerprint(ROOT), job)))
    ledger = Ledger(out)
    made = make(job, ledger, steps, source)
    if chosen:
        (out / archives.SUMS).unlink(missing_ok=True)
        click.echo("a part of a release: without checksums")
    else:
        write_sums(ledger, made.values())
    differ = compare(job, made) if twice else []
    for line in differ:
        click.echo(f"NOT THE SAME BYTES: {line}", err=True)
    lacking = [f"{name}: {note.said}" for name, note in made.items() if not note.is_done]
    for line in lacking:
        click.echo(f"not done here: {line}", err=True)
    sys.exit(1 if differ else NOT_DONE if lacking else 0)


def refusals(job: Job) -> Iterator[str]:
    """Why this cannot be released; for a draft only a changelog that is not in order stands in the way."""
    text = (job.root / "CHANGELOG.md").read_text(encoding="utf-8")
    yield from changelog.faults(text, job.version)
    if not job.final:
        return
    if not changelog.is_released(text, job.version):
        yield f"CHANGELOG.md has no `## {job.version} (YYYY-MM-DD)`: date the heading, then commit"
    for name in tree.changed(job.root):
        yield f"{name} is not as committed: commit it or put it back"
    if job.key is None:
        yield "no --key: packs for tablets in use are signed by the publisher"


def make(job: Job, ledger: Ledger, steps: Iterable[str], source: str) -> dict[str, Note]:
    """Carries out the steps that are not finished yet; each is told as it begins and as it ends."""
    made: dict[str, Note] = {}
    chosen, job = tuple(steps), replace(job, folder=ledger.folder)
    for at, name in enumerate(chosen, 1):
        title, work = STEPS[name]
        click.echo(f"[{at}/{len(chosen)}] {title} … ", nl=False)
        if note := ledger.finished(name, source):
            click.echo(f"as before: {note.said}")
            made[name] = note
            continue
        began = time.monotonic()
        try:
            done = work(job, ledger.workplace(name))
        except subprocess.CalledProcessError as error:
            click.echo(f"failed\n{(error.stdout or '')[-3000:]}")
            raise click.ClickException(f"{' '.join(map(str, error.cmd))} ended with {error.returncode}. What is "
                                       "finished is kept: start again and it goes on here.") from error  # fmt: skip
        made[name] = ledger.keep(name, source, done.said, is_done=done.is_done)
        click.echo(f"{time.monotonic() - began:.0f} s: {done.said}")
    return made


def write_sums(ledger: Ledger, made: Iterable[Note]) -> None:
    """SHA256SUMS over what was made; nothing else stays in the folder."""
    names = [name for note in made for name in note.files]
    (ledger.folder / archives.SUMS).write_text(archives.sums(ledger.folder, names), encoding="utf-8")
    for path in ledger.strangers({*names, archives.SUMS}):
        click.echo(f"taken away, it is of another release: {path.relative_to(ledger.folder)}")
        path.unlink()
    click.echo(f"{len(names)} files; to check them: cd {ledger.folder} && sha256sum --check {archives.SUMS}")


def compare(job: Job, made: dict[str, Note]) -> list[str]:
    """Files that have other bytes, or are missing, when they are made a second time."""
    again = [name for name in REPEATED if name in made and made[name].is_done]
    click.echo("once more, elsewhere:")
    with tempfile.TemporaryDirectory(prefix="elderapp-release-") as folder:
        second = make(job, Ledger(Path(folder)), again, "once more")
    first = {file: sha for name in again for file, sha in made[name].files.items()}
    other = {file: sha for note in second.values() for file, sha in note.files.items()}
    click.echo(
        f"{sum(other.get(file) == sha for file, sha in first.items())} of {len(first)} files have the same bytes"
    )
    return sorted({file for file, _ in first.items() ^ other.items()})


if __name__ == "__main__":
    release()
