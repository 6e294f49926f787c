"""Pictures that come with lessons: files by the name they have in a pack, as textures."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from kivy.core.image import Image as CoreImage
from kivy.graphics.texture import Texture

Photos = Mapping[str, Path]
"""Files by their name in a pack: ``pictures/<lesson>/<file>``, ``pictures/mocks/<mock>/<file>``."""


def of_step(lesson: str, file: str) -> str:
    """The name of a step's picture.

    >>> of_step("basics-home-back", "bus.png")
    'pictures/basics-home-back/bus.png'
    """
    return f"pictures/{lesson}/{file}"


def of_mock(mock: str, file: str) -> str:
    """The name of a practice phone's picture; a variant's phone has its own mock's.

    >>> of_mock("album@variant", "bus.png")
    'pictures/mocks/album/bus.png'
    """
    return f"pictures/mocks/{mock.partition('@')[0]}/{file}"


def photo(photos: Photos, name: str) -> Texture | None:
    """The picture of that name; None where it is missing or cannot be read: then words stand in its place."""
    path = photos.get(name)
    return _texture(path) if path is not None and path.is_file() else None


@lru_cache(maxsize=2)
def _texture(path: Path) -> Texture | None:
    try:
        return CoreImage(str(path), nocache=True).texture
    except Exception:
        return None
