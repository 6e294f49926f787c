"""``lesson.yaml`` to a lesson with every stage written out. Never raises for an author's mistake."""

from collections.abc import Mapping

from msgspec import Struct

from elderapp.authoring.build_mock import Template
from elderapp.authoring.build_scene import Scene
from elderapp.authoring.build_stages import LESSON, build_stages
from elderapp.authoring.form import Desk, Form, Roll, checked_id, unknown
from elderapp.authoring.grammar import KEYS
from elderapp.authoring.nodes import Mapping as Map
from elderapp.authoring.nodes import Node, Scalar
from elderapp.authoring.words import Cuts, Filler, no_cuts
from elderapp.lesson.model import TRACKS, Lesson, Line, Source
from elderapp.lesson.problems import Problem, Span

__all__ = ["LESSON", "Built", "Library", "build_lesson"]

_CARD_LINES = 6


class Library(Struct, frozen=True):
    """What lessons share."""

    templates: dict[str, Template] = {}
    facts: dict[str, Source] = {}


class Built(Struct, frozen=True):
    """What came of one file. `draft` is what could be made of it; `lesson` the same where nothing was wrong."""

    draft: Lesson | None
    problems: tuple[Problem, ...]
    places: dict[str, Span]

    @property
    def lesson(self) -> Lesson | None:
        """The lesson, or None where the file has errors."""
        return None if any(problem.severity == "error" for problem in self.problems) else self.draft


def build_lesson(
    file: str, root: Node | None, library: Library, *, name: str = "", track: str = "", cuts: Cuts = no_cuts
) -> Built:
    """The lesson whose nodes are `root`. `name` and `track` are the folders it lies in, where they are known."""
    desk = Desk(file)
    draft = LessonReader(desk, root, library, cuts).build(name, track) if root is not None else None
    return Built(draft, once(desk.problems), desk.places)


def once(problems: list[Problem]) -> tuple[Problem, ...]:
    """Problems once each: a step is read again for each stage that plays it."""
    once: dict[tuple[str, Span, str], Problem] = {}
    for problem in problems:
        # Of several keys that one mapping lacks each is told.
        once.setdefault((problem.code, problem.where, problem.about.get("key", "")), problem)
    return tuple(once.values())


class LessonReader:
    """Reads one lesson from its form."""

    def __init__(self, desk: Desk, root: Node, library: Library, cuts: Cuts, shape: str = "lesson") -> None:
        self.desk = desk
        self.form = Form(desk, root, KEYS[shape], shape)
        self.library = library
        values = {identity: fact.value for identity, fact in library.facts.items()}
        self.filler = Filler(desk, {}, values, cuts)

    def build(self, name: str, track: str) -> Lesson | None:
        """The lesson, as far as it can be made."""
        form, desk = self.form, self.desk
        if not form.is_mapping:
            return None
        identity = form.id("lesson", name or "lesson")
        if name and identity != name:
            desk.say("L110", form.at("lesson"), id=identity, name=name)
        desk.place(identity, form.at("lesson"))
        scene = self._scene(identity)
        title = self._line(scene, "title", needed=True)
        goal = self._line(scene, "goal") if form.has("goal") else self._ours(scene, "goal", title.text)
        stages, mocks = build_stages(form, scene, goal)
        return Lesson(
            id=identity,
            track=self._track(track),
            title=title,
            title_en=form.text("title_en"),
            goal=goal,
            minutes=form.number("minutes", 5, 1, 8, needed=True),
            version=self._version(),
            needs=self._ids("needs"),
            was=self._ids("was"),
            reviewed=self._reviewed(),
            review_by=form.date("review_by"),
            sources=self._sources(),
            stages=stages,
            card=self._card(scene),
            done=self._praise(scene, title),
            mocks=mocks,
        )

    def _scene(self, identity: str) -> Scene:
        values = read_values(self.form, "with")
        scene = Scene(self.desk, identity, self.library.templates, self.form.text("mock"), values, self.filler)
        if self.form.has("mock"):
            scene.use(scene.main, self.form.at("mock"))
        return scene

    def _line(self, scene: Scene, key: str, *, needed: bool = False) -> Line:
        node = self.form.get(key)
        if node is None and (needed or self.form.has(key)):
            self.form.missing(key)
        return scene.filler.line(f"{scene.lesson}/{key}", node)

    def _ours(self, scene: Scene, key: str, text: str) -> Line:
        self.desk.place(f"{scene.lesson}/{key}", self.form.at("title"))
        return scene.filler.spoken(f"{scene.lesson}/{key}", text)

    def _praise(self, scene: Scene, title: Line) -> Line:
        if self.form.has("done"):
            return self._line(scene, "done")
        return self._ours(scene, "done", f"{title.text}，你識做喇。")

    def _track(self, folder: str) -> str:
        track = self.form.choice("track", TRACKS, folder or TRACKS[0], needed=True)
        if folder and self.form.has("track") and track != folder:
            self.desk.say("L110", self.form.at("track"), id=track, name=folder)
        return track

    def _version(self) -> str:
        version = self.form.text("version", "1.0.0")
        if not all(part.isdigit() for part in version.split(".")) or version.count(".") != 2:
            self.desk.say("L124", self.form.at("version"), value=version)
        return version

    def _ids(self, key: str) -> tuple[str, ...]:
        roll, found = Roll(self.desk, key), []
        for scalar in self.form.texts(key):
            identity = checked_id(self.desk, scalar)
            self.desk.place(f"{key}={identity}", scalar.where)
            if identity and roll.enter(identity, scalar.where):
                found.append(identity)
        return tuple(found)

    def _reviewed(self) -> str:
        node = self.form.get("reviewed")
        self.desk.place("reviewed", self.form.at("reviewed"))
        self.desk.place("review_by", self.form.at("review_by"))
        if isinstance(node, Map):
            inner = Form(self.desk, node, KEYS["reviewed"], "reviewed")
            by, on = inner.text("by", needed=True), inner.date("on", needed=True)
            return f"{on} {by}".strip() or "never"
        if isinstance(node, Scalar) and node.text != "never":
            self.desk.say("L104", node.where, value=node.text, name="reviewed", known="never、{by: …, on: …}")
        return "never"

    def _sources(self) -> tuple[Source, ...]:
        sources = []
        for scalar in self.form.texts("sources"):
            fact = self.library.facts.get(scalar.text)
            if fact is None:
                unknown(self.desk, "L113", scalar, tuple(self.library.facts), "sources")
            else:
                self.desk.place(f"sources={fact.id}", scalar.where)
                sources.append(fact)
        return tuple(sources)

    def _card(self, scene: Scene) -> tuple[Line, ...]:
        nodes = self.form.many("card")
        if len(nodes) > _CARD_LINES:
            self.desk.say("L127", nodes[_CARD_LINES].where, name="card", most=str(_CARD_LINES))
        return tuple(scene.filler.line(f"{scene.lesson}/card-{number}", node) for number, node in enumerate(nodes, 1))


def read_values(form: Form, key: str) -> Mapping[str, str]:
    """What placeholders stand for, as a `with:` says it."""
    values = {}
    for name, node in form.pairs(key):
        if isinstance(node, Scalar):
            values[name.text] = node.text
            form.desk.place(f"{key}={name.text}", name.where)
        else:
            form.desk.say("L103", node.where, want="text", name=name.text)
    return values
