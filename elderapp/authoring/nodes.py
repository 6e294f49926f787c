"""What an author's file is made of: text, mappings and sequences that know their place. Nothing is typed yet."""

from msgspec import Struct

from elderapp.lesson.problems import Problem, Span


class Scalar(Struct, frozen=True):
    """A piece of text, always text: ``12:30``, ``no`` and ``0123`` too. `plain` is false between quotes."""

    text: str
    where: Span
    plain: bool = True


class Mapping(Struct, frozen=True):
    """Keys and values in the author's order; each key stands once."""

    pairs: "tuple[tuple[Scalar, Node], ...]"
    where: Span

    def get(self, key: str) -> "Node | None":
        """The value of `key`, or None."""
        return next((value for name, value in self.pairs if name.text == key), None)

    def key(self, key: str) -> Scalar | None:
        """The key itself, with its place."""
        return next((name for name, _ in self.pairs if name.text == key), None)


class Sequence(Struct, frozen=True):
    """Items in order."""

    items: "tuple[Node, ...]"
    where: Span


Node = Scalar | Mapping | Sequence


class Source(Struct, frozen=True):
    """One file as it was read: its lines as they stand there, its root (None where nothing could be read)."""

    file: str
    lines: tuple[str, ...]
    root: Node | None
    problems: tuple[Problem, ...]
