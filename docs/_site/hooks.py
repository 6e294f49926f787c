"""What the site has beyond the files of `docs/`: pages made of the code, and Chinese words that search finds.

MkDocs calls the functions `on_…` while it builds (`poe docs`).
"""

import re
import sys
from pathlib import Path
from typing import Any

from mkdocs.structure.files import File, Files

sys.path.insert(0, str(Path(__file__).parent))

import reference
import words

LATER = {"What the last night found": "quality.md"}
"""Pages of the developers that are not in every tree."""
_LANGUAGE = re.compile(r'<html lang="[^"]*"')
_ENGLISH = re.compile(
    r"(^|/)en/|^(decisions|reference)/"
    r"|^(architecture|gallery|performance|reliability|security|trials|xapi|scale|quality|android|release)\."
)


def on_config(config: Any) -> None:
    """Search cuts Chinese text into words by our own cutter; pages that are made elsewhere stand where they are."""
    words.install()
    room = next(pages for one in config.nav for name, pages in one.items() if name.endswith("Developers"))
    named = {path for page in room for path in page.values()}
    there = {name: path for name, path in LATER.items() if (Path(config.docs_dir) / path).exists()}
    room[-1:-1] = [{name: path} for name, path in there.items() if path not in named]


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
