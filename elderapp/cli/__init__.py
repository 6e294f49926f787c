"""The command line: `elderapp …`. Each command lives in a module of its own, read only when it is called."""

import sys

import click

from elderapp import __version__
from elderapp.cli.lazy import Lazy
from elderapp.errors import ElderError

CLEAN, PROBLEMS, USAGE = 0, 1, 2

_ADVICE = "pip install 'elderapp[tablet]', 'elderapp[hub]' or 'elderapp[author]'"
_COMMANDS = {
    "a11y": "a11y:a11y",
    "attend": "attend:attend",
    "card": "paper:card",
    "check": "check:check",
    "demo": "demo:demo",
    "doctor": "doctor:doctor",
    "explain": "check:explain",
    "fmt": "fmt:fmt",
    "hub": "hub:hub",
    "i18n": "i18n:i18n",
    "new": "new:new",
    "pack": "pack:pack",
    "play": "play:play",
    "preview": "preview:preview",
    "review": "review:review",
    "schema": "schema:schema",
    "sheet": "paper:sheet",
    "tablet": "tablet:tablet",
    "video": "video:video",
    "voice": "voice:voice",
}


@click.group(cls=Lazy, table=_COMMANDS, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__)
def cli() -> None:
    """Spoken Cantonese phone lessons for people of 60 and over."""


def main() -> None:
    """Run one command: 0 clean, 1 problems, 2 usage. What the caller can act on is told in one line, without traces."""
    try:
        # A command that ends with a code has it given back here, it is not raised.
        code = cli.main(prog_name="elderapp", standalone_mode=False)
        sys.exit(code if isinstance(code, int) else CLEAN)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except click.Abort:
        click.echo("stopped; what is finished is kept", err=True)
        sys.exit(PROBLEMS)
    except ElderError as error:
        click.echo(f"error[{error.code}]: {error}", err=True)
        sys.exit(PROBLEMS)
    except ModuleNotFoundError as error:
        if (error.name or "elderapp").split(".")[0] == "elderapp" and not getattr(sys, "frozen", False):
            raise
        click.echo(f"error[not-installed]: {error.name} is not installed, and this needs it: {_ADVICE}", err=True)
        sys.exit(PROBLEMS)
