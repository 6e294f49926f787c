"""A group of commands whose modules are read when they are called."""

import importlib
import importlib.util
from collections.abc import Mapping
from typing import Any

import click


class Lazy(click.Group):
    """Imports a command's module when it is called: `elderapp check` need not wait for Kivy or a web server."""

    def __init__(self, *args: Any, table: Mapping[str, str], **kwargs: Any) -> None:
        """`table` has, for each command, the module of `elderapp.cli` and the name in it: ``"hub:hub"``."""
        super().__init__(*args, **kwargs)
        self._table = table

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Every command that is here, in the alphabet's order: the tablet's program brings no hub."""
        return sorted(name for name in self._table if importlib.util.find_spec(self._module(name)))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name."""
        if cmd_name not in self.list_commands(ctx):
            return None
        try:
            module = importlib.import_module(self._module(cmd_name))
        except ModuleNotFoundError as error:
            if (error.name or "elderapp").split(".")[0] == "elderapp":
                raise
            return _lacking(cmd_name, error)
        command = getattr(module, self._table[cmd_name].split(":")[1])
        assert isinstance(command, click.Command)
        return command

    def _module(self, name: str) -> str:
        return f"elderapp.cli.{self._table[name].split(':')[0]}"


def _lacking(name: str, error: ModuleNotFoundError) -> click.Command:
    """Stands in the list for a command that needs what is not installed, and says so when it is called."""

    def say() -> None:
        raise error

    anything = {"ignore_unknown_options": True, "allow_extra_args": True, "help_option_names": []}
    return click.Command(name, callback=say, short_help=f"({error.name} is not installed.)", context_settings=anything)
