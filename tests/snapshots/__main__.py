"""Keeps the outlines of all screens as they are now: `poe snapshots`. With --check it only compares, and shows.

What is rewritten is read as text, in `git diff`; what --check finds lies as pictures, before and now, in
`build/snapshots`.
"""

import logging
import sys
import tempfile
from pathlib import Path

import click

from tests.conftest import OffscreenWindow, opened

USAGE = "poe snapshots writes these down, if they are meant"


@click.command()
@click.option("--check", is_flag=True, help="Change nothing; exit 1 where a screen is not as kept.")
def main(*, check: bool) -> None:
    """Outlines of every screen of the tablet, and a few pictures."""
    # Kivy tells at every start, with a trace, that a touch driver we do not use is not there.
    logging.getLogger("kivy").addFilter(lambda record: "MTDev" not in record.getMessage())
    with tempfile.TemporaryDirectory() as folder:
        window = OffscreenWindow(opened(), Path(folder))
        from tests.snapshots import album

        if not check:
            album.write(window, click.echo)
            return
        changed = [name for name in album.views() if album.kept(name) != album.outlines(name)]
        for name in changed:
            click.echo(f"{name}:\n{album.difference(album.kept(name), album.outlines(name))}")
            for path in album.show(window, name):
                click.echo(f"side by side: {path}")
        click.echo(f"{len(changed)} of {len(album.views())} screens not as kept{f'; {USAGE}' if changed else ''}")
        sys.exit(1 if changed else 0)


if __name__ == "__main__":
    main()
