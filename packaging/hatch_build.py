"""Puts assets, lessons and catalogues into a wheel; an editable install reads them where they lie."""

from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Data(BuildHookInterface):
    """Hatchling's hook."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the folders to a wheel that is not editable."""
        if version != "editable":
            folders = ("assets", "lessons", "locales")
            build_data["force_include"].update({name: f"elderapp/_data/{name}" for name in folders})
