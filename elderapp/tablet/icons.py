"""Icons by their names in Material Symbols (`assets/icons/icons.json` lists those that come along)."""

import json
from functools import lru_cache

from elderapp import resources

FONT = str(resources.assets() / "icons" / "icons.ttf")


@lru_cache(maxsize=1)
def table() -> dict[str, str]:
    """The character that draws each icon."""
    codes = json.loads((resources.assets() / "icons" / "icons.json").read_text(encoding="utf-8"))
    return {name: chr(int(code, 16)) for name, code in codes.items()}


def icon(name: str) -> str:
    """The character to draw with `FONT`; a question mark for a name that does not come along.

    >>> len(icon("check"))
    1
    """
    characters = table()
    return characters.get(name) or characters["help"]
