"""A group of commands whose modules are read when they are called."""

import importlib
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
        """Every command, in the alphabet's order."""
        return sorted(self._table)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name."""
        if cmd_name not in self._table:
            return None
        module, name = self._table[cmd_name].split(":")
        command = getattr(importlib.import_module(f"elderapp.cli.{module}"), name)
        assert isinstance(command, click.Command)
        return command
