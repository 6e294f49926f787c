"""The lesson language in one table: every key, what it takes, what it is for, in Chinese and English.

The builders read their keys from here, the editor's schema and the reference page are made of it: they cannot differ.
What a key takes is written in a word, with ``!`` behind where it is needed:

``text`` · ``line`` (spoken: a text, or ``{text, speech}``) · ``id`` · ``flag`` · ``int 1-8`` · ``date`` · ``one a|b`` ·
``texts`` (one or a list) · ``lines`` · ``map`` (names to texts) · ``shape x`` · ``shapes x`` (a list) ·
``some x`` (one or a list) · ``maps x`` (names to shapes).
"""

from msgspec import Struct

from elderapp.authoring import grammar_mocks, grammar_steps


class Key(Struct, frozen=True):
    """One key of a shape. `words` say what it is, Chinese first."""

    takes: str
    words: tuple[str, str]

    @property
    def kind(self) -> str:
        """What it takes, without its details."""
        return self.takes.rstrip("!").partition(" ")[0]

    @property
    def detail(self) -> str:
        """The choices, the limits or the shape."""
        return self.takes.rstrip("!").partition(" ")[2]

    @property
    def is_needed(self) -> bool:
        """Whether an author has to write it."""
        return self.takes.endswith("!")


class Shape(Struct, frozen=True):
    """A mapping that an author writes. `words` say what it is, Chinese first."""

    words: tuple[str, str]
    keys: dict[str, Key]


SHAPES: dict[str, Shape] = {
    name: Shape(words, {key: Key(takes, (chinese, english)) for key, (takes, chinese, english) in keys.items()})
    for table in (grammar_steps.LESSONS, grammar_steps.STEPS, grammar_mocks.MOCKS, grammar_mocks.WIDGETS)
    for name, (words, keys) in table.items()
}
"""Every shape by its name; steps are ``do.<kind>``."""

KEYS: dict[str, tuple[str, ...]] = {name: tuple(shape.keys) for name, shape in SHAPES.items()}
"""The keys of each shape in the order in which authors write them."""

STEP_KEYS: dict[str, tuple[str, ...]] = {
    name.removeprefix("do."): keys for name, keys in KEYS.items() if name.startswith("do.")
}
"""The keys of each kind of step."""

WIDGET_NAMES: tuple[str, ...] = tuple(grammar_mocks.WIDGET_NAMES)
"""The widgets of a practice screen."""
