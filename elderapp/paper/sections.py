"""What a report consists of, whatever it is made into."""

from msgspec import Struct


class Section(Struct, frozen=True):
    """A table with a heading row, and what stands under it."""

    title: str
    rows: tuple[tuple[str | int | float, ...], ...]
    below: str = ""
