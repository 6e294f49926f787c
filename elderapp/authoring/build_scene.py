"""What a step is built in: the lesson's scene, and the step while its keys are read."""

from collections.abc import Mapping

from elderapp.authoring.build_mock import Template
from elderapp.authoring.form import Desk, Form, Roll, checked_id, unknown
from elderapp.authoring.nodes import Scalar
from elderapp.authoring.words import Filler
from elderapp.lesson import model
from elderapp.lesson.mock import Mock
from elderapp.lesson.problems import Span


class Scene:
    """What a step is built in: its lesson, the practice phones there, the words for placeholders.

    `prefix` goes before step ids in line ids; `suffix` after mock ids. `mocks` collects the phones that are used.
    """

    def __init__(
        self,
        desk: Desk,
        lesson: str,
        templates: Mapping[str, Template],
        main: str,
        values: Mapping[str, str],
        filler: Filler,
        *,
        prefix: str = "",
        suffix: str = "",
    ) -> None:
        self.desk = desk
        self.lesson = lesson
        self.templates = templates
        self.main = main
        self.values = values
        self.prefix = prefix
        self.suffix = suffix
        self.mocks: dict[str, Mock] = {}
        self.old = Roll(desk, "was")
        self.is_phone_missed = False
        self.filler = filler.over(self._variables(main))

    def _variables(self, mock: str) -> dict[str, str]:
        found: dict[str, str] = {}
        for name in (mock, self.main):
            if name in self.templates:
                found |= self.templates[name].variables
        return found | dict(self.values)

    def use(self, name: str, where: Span) -> str:
        """The name under which the lesson has this practice phone; unknown ones are reported."""
        if not name:
            return ""
        if name not in self.templates:
            unknown(self.desk, "L111", Scalar(name, where), tuple(self.templates), "mock")
            return ""
        full = name + self.suffix
        if full not in self.mocks:
            self.mocks[full] = self.templates[name].filled(self.values, full)
        return full

    def mock(self, form: Form) -> str:
        """The practice phone of one step: its own or the lesson's."""
        scalar = form.scalar("mock")
        if scalar is None and not self.main and form.has("screen") and not self.is_phone_missed:
            self.is_phone_missed = True  # once is enough: one line at the top mends every step
            self.desk.say("L102", form.at("screen"), key="mock", name="lesson")
        return self.use(scalar.text, scalar.where) if scalar else self.use(self.main, form.where)

    def words(self, form: Form) -> Filler:
        """The filler for the words of one step."""
        own = form.get("mock")
        return self.filler.over(self._variables(own.text)) if isinstance(own, Scalar) else self.filler


class Step:
    """One step being read: its form, its id, its lines."""

    def __init__(self, scene: Scene, form: Form, identity: str) -> None:
        self.scene = scene
        self.desk = scene.desk
        self.form = form
        self.id = identity
        self.path = f"{scene.lesson}/{scene.prefix}{identity}"
        self.filler = scene.words(form)
        self.desk.place(self.path, form.at("id") if form.has("id") else form.where)

    def was(self) -> tuple[str, ...]:
        """The ids that the step had before; one that another step had, or has, is a problem."""
        found = []
        for scalar in self.form.texts("was"):
            old = checked_id(self.desk, scalar)
            if old and self.scene.old.enter(old, scalar.where):
                self.desk.place(f"{self.path}#was={old}", scalar.where)
                found.append(old)
        return tuple(found)

    def line(self, key: str, field: str = "", *, needed: bool = True) -> model.Line:
        """The line at `key`; a `speech:` beside `say:` is its sound."""
        node = self.form.get(key)
        if node is None and needed:
            self.form.missing(key)
        line = self.filler.line(f"{self.path}/{field or key}", node)
        if key == "say" and self.form.has("speech"):
            sound = self.form.scalar("speech")
            line = model.Line(line.id, line.text, line.cuts, self.filler.fill(sound.text, sound.where) if sound else "")
        return line

    def ours(self, key: str, text: str) -> model.Line:
        """A line that the author left to us; its problems stand where the step begins."""
        self.desk.place(f"{self.path}/{key}", self.form.where)
        return self.filler.spoken(f"{self.path}/{key}", text)

    def text(self, key: str, *, needed: bool = False) -> str:
        """A text that is not spoken, with its placeholders filled; its place is remembered."""
        scalar = self.form.scalar(key, needed=needed)
        if scalar is None:
            return ""
        self.desk.place(f"{self.path}#{key}", scalar.where)
        return self.filler.fill(scalar.text, scalar.where)
