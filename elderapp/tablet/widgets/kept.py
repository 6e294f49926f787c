"""Pictures that were shown last are kept, so many megabytes of them: those on the screen keep themselves."""

from collections import OrderedDict
from collections.abc import Callable
from typing import Generic, ParamSpec

from kivy.graphics.texture import Texture

_P = ParamSpec("_P")
_PIXEL = 4
"""Bytes."""


class Kept(Generic[_P]):
    """Like `lru_cache` for what makes textures, by how large they are rather than how many.

    A line of words has fifty kilobytes, a scene three megabytes: a number of entries would keep too few of the ones or
    too many of the others. The one asked for last is kept however large it is.
    """

    def __init__(self, make: Callable[_P, Texture], megabytes: float) -> None:
        self._make, self._most = make, int(megabytes * 2**20)
        self._found: OrderedDict[object, Texture] = OrderedDict()
        self._used = 0

    def __call__(self, *args: _P.args, **kwargs: _P.kwargs) -> Texture:
        """The texture for these arguments, made now if it was not kept."""
        key = (args, tuple(kwargs.items()))
        texture = self._found.get(key)
        if texture is not None:
            self._found.move_to_end(key)
            return texture
        texture = self._found[key] = self._make(*args, **kwargs)
        self._used += _bytes(texture)
        while self._used > self._most and len(self._found) > 1:
            self._used -= _bytes(self._found.popitem(last=False)[1])
        return texture

    def clear(self) -> None:
        """Keep none."""
        self._found.clear()
        self._used = 0


def kept(megabytes: float) -> Callable[[Callable[_P, Texture]], Kept[_P]]:
    """Keeps what a function has made last."""
    return lambda make: Kept(make, megabytes)


def _bytes(texture: Texture) -> int:
    return int(texture.width * texture.height * _PIXEL)
