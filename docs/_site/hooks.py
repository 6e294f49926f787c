"""What the site has beyond the files of `docs/`: pages made of the code, and Chinese words that search finds.

MkDocs calls the functions `on_…` while it builds (`poe docs`).
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mkdocs.structure.files import File, Files

sys.path.insert(0, str(Path(__file__).parent))

import reference
import words

LATER = {
    "Developers": {
        "From one laptop to a territory": "scale.md",
        "Android": "android.md",
        "Releases": "release.md",
        "What the last night found": "quality.md",
    },
    "Operators": {"Debian、Ubuntu": "operators/debian.md", "Windows": "operators/windows.md"},
    "In English": {
        "Installing on Debian and Ubuntu": "operators/en/debian.md",
        "Installing on Windows": "operators/en/windows.md",
    },
}
"""Pages that are not in every tree: before the last of their room, where the navigation does not name them."""
_LANGUAGE = re.compile(r'<html lang="[^"]*"')
_ENGLISH = re.compile(
    r"(^|/)en/|^(decisions|reference)/"
    r"|^(architecture|gallery|performance|reliability|security|trials|xapi|scale|quality|android|release)\."
)


def on_config(config: Any) -> None:
    """Search cuts Chinese text into words by our own cutter; pages that are made elsewhere stand where they are."""
    words.install()
    named = {path for _, path in _pages(config.nav)}
    for room, pages in list(_pages(config.nav, rooms=True)):
        wanted = LATER.get(room.rpartition(" ")[2] if room != "In English" else room, {})
        if any(path.startswith("operators/en") for path in wanted.values()) and "operators/en/index.md" not in pages:
            continue
        found = {name: path for name, path in wanted.items() if (Path(config.docs_dir) / path).exists()}
        pages[-1:-1] = [{name: path} for name, path in found.items() if path not in named]


def _pages(nav: list[Any], *, rooms: bool = False) -> Iterator[tuple[str, Any]]:
    """Every page with its title, or every room with its pages."""
    for one in nav:
        for name, inner in one.items() if isinstance(one, dict) else [("", one)]:
            if isinstance(inner, list):
                if rooms:
                    yield name, inner
                yield from _pages(inner, rooms=rooms)
            elif not rooms:
                yield name, inner


def on_files(files: Files, config: Any) -> Files:
    """Adds the pages that are made of the code as it is now."""
    for path, text in reference.pages().items():
        files.append(File.generated(config, path, content=text))
    return files


def on_post_page(output: str, page: Any, config: Any) -> str:
    """Says in which language a page is, for screen readers and fonts."""
    if _ENGLISH.search(page.file.src_uri):
        return _LANGUAGE.sub('<html lang="en-GB"', output, count=1)
    return output
