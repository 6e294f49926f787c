"""Lessons folded: their covers, and the rest as the bytes it came in. A tablet may hold a thousand and plays one."""

import zlib

import msgspec

from elderapp.lesson.model import Cover, Lesson


class Folded(Cover, frozen=True, kw_only=True):
    """A lesson of which only the cover is spread out. `written` is the whole lesson as JSON, deflated."""

    written: bytes

    @property
    def opened(self) -> Lesson:
        """The whole lesson, made anew each time it is asked for."""
        return msgspec.json.decode(zlib.decompress(self.written), type=Lesson)


def folded(lesson: Lesson, written: bytes) -> Folded:
    """Folds a lesson; `written` is its JSON."""
    cover = {name: getattr(lesson, name) for name in Cover.__struct_fields__}
    return Folded(**cover, written=zlib.compress(written, 1))
