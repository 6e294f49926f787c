"""The stages of a lesson: the author writes `together`; `watch`, `alone` and `variant` play the same path."""

from typing import TypeVar

from msgspec.structs import replace

from elderapp.authoring.build_scene import Scene
from elderapp.authoring.build_steps import CHECKLIST_SAY, build_step
from elderapp.authoring.form import Desk, Form, Roll, unknown
from elderapp.authoring.grammar import KEYS, STEP_KEYS
from elderapp.authoring.nodes import Mapping, Node, Scalar, Sequence
from elderapp.authoring.words import Filler
from elderapp.lesson.mock import Mock
from elderapp.lesson.model import Checklist, Gesture, Line, Move, Order, Say, Show, Stage, Step, Tap, Type

LESSON = KEYS["lesson"]
"""The keys of a lesson in the order in which authors write them."""

GRADED = (Tap, Type, Gesture, Order)
_ACTS = ("tap", "type", "gesture", "order")
_OVER = KEYS["over"]
_G = TypeVar("_G", bound=Tap | Type | Gesture | Order)


def build_stages(form: Form, scene: Scene, goal: Line) -> tuple[tuple[Stage, ...], dict[str, Mock]]:
    """Every stage of the lesson in order, and the practice phones that they use."""
    return _Stages(form, scene, goal).build()


class _Stages:
    def __init__(self, form: Form, scene: Scene, goal: Line) -> None:
        self.form = form
        self.desk = form.desk
        self.scene = scene
        self.goal = goal
        self.roll = Roll(form.desk, "steps")
        self.nodes: dict[str, Node] = {}
        self.together: tuple[Step, ...] = ()

    def build(self) -> tuple[tuple[Stage, ...], dict[str, Mock]]:
        why = self._why()
        self.together = self._steps("together", tuple(STEP_KEYS))
        stages = [
            why,
            self._watch(),
            Stage("together", self.together),
            self._alone(),
            self._variant(),
            Stage("trick", self._steps("trick", ("choose", "order", "spot", "call", "say"))),
            self._checklist(),
        ]
        if not self.together and not self.form.has("together"):
            self.form.missing("together")
        self._unused_values()
        return tuple(stage for stage in stages if stage is not None and stage.steps), self.scene.mocks

    def _steps(self, stage: str, allowed: tuple[str, ...]) -> tuple[Step, ...]:
        node = self.form.get(stage)
        if node is None:
            if self.form.has(stage):
                self.form.missing(stage)
            return ()
        if not isinstance(node, Sequence):
            self.desk.say("L103", node.where, want="list", name=stage)
            return ()
        if not node.items:
            self.form.missing(stage)
        return self._list(node, self.scene, allowed, self.roll, stage)

    def _list(
        self, nodes: Sequence, scene: Scene, allowed: tuple[str, ...], roll: Roll, stage: str
    ) -> tuple[Step, ...]:
        steps = []
        for node in nodes.items:
            step = build_step(scene, node, allowed, roll, stage)
            if step is not None:
                self.nodes.setdefault(step.id, node)
                steps.append(step)
        return tuple(steps)

    def _why(self) -> Stage:
        scene, steps = self.scene, []
        for number, node in enumerate(self.form.many("why", needed=True), 1):
            identity = f"why-{number}"
            self.roll.enter(identity, node.where)
            self.desk.place(f"{scene.lesson}/{identity}", node.where)
            steps.append(Say(id=identity, say=scene.filler.line(f"{scene.lesson}/{identity}/say", node)))
        return Stage("why", tuple(steps))

    def _watch(self) -> Stage | None:
        node = self.form.get("watch")
        if node is None:
            return None
        if isinstance(node, Sequence):
            return Stage("watch", self._list(node, self.scene, ("show", "say"), self.roll, "watch"))
        if not isinstance(node, Scalar) or node.text != "auto":
            self.desk.say("L104", node.where, value=_text(node), name="watch", known="auto")
        self.desk.place(f"{self.scene.lesson}/watch", node.where)
        moves = tuple(move for step in self.together for move in _moves(step))
        return Stage("watch", (Show(id="watch", moves=moves),) if moves else ())

    def _alone(self) -> Stage | None:
        node = self.form.get("alone")
        if node is None:
            return None
        lesson = self.scene.lesson
        self.desk.place(f"{lesson}/alone", node.where)
        graded = tuple(_bare(step) for step in self.together if isinstance(step, GRADED))
        if isinstance(node, Sequence):
            scene = self._other_scene(self.scene.main, dict(self.scene.values), "alone.", "")
            steps = self._list(node, scene, _ACTS, Roll(self.desk, "alone"), "alone")
            self.scene.mocks.update(scene.mocks)
            return Stage("alone", steps, self.goal)
        if isinstance(node, Scalar):
            if node.text != "same":
                self.desk.say("L104", node.where, value=node.text, name="alone", known="same")
            return Stage("alone", graded, self.goal)
        inner = Form(self.desk, node, KEYS["alone"], "alone")
        skipped = self._skipped(inner, graded)
        say = self.scene.filler.line(f"{lesson}/alone/say", inner.get("say")) if inner.has("say") else self.goal
        return Stage("alone", tuple(step for step in graded if step.id not in skipped), say)

    def _skipped(self, inner: Form, graded: tuple[Step, ...]) -> set[str]:
        known = tuple(step.id for step in graded)
        for scalar in inner.texts("skip"):
            if scalar.text not in known:
                unknown(self.desk, "L123", scalar, known, "skip")
        return {scalar.text for scalar in inner.texts("skip")}

    def _other_scene(self, main: str, values: dict[str, str], prefix: str, suffix: str) -> Scene:
        old = self.scene
        return Scene(self.desk, old.lesson, old.templates, main, values, old.filler, prefix=prefix, suffix=suffix)

    def _variant(self) -> Stage | None:
        node = self.form.get("variant")
        if node is None:
            return None
        form = Form(self.desk, node, KEYS["variant"], "variant")
        lesson = self.scene.lesson
        self.desk.place(f"{lesson}/variant", form.at("mock"))
        main = form.text("mock", self.scene.main)
        self._same_kind(main, form)
        self.values = {name.text: value.text for name, value in form.pairs("with") if isinstance(value, Scalar)}
        for name, _ in form.pairs("with"):
            self.desk.place(f"variant with={name.text}", name.where)
        scene = self._other_scene(main, {**self.scene.values, **self.values}, "variant.", "@variant")
        if main not in scene.templates:
            scene.use(main, form.at("mock"))
            return None
        say = scene.filler.line(f"{lesson}/variant/say", form.get("say")) if form.has("say") else self._help()
        steps = self._variant_steps(scene, form)
        self.scene.mocks.update(scene.mocks)
        self._unknown_values(form, scene)
        return Stage("variant", steps, say)

    def _help(self) -> Line:
        """The task of a variant that names none."""
        identity = f"{self.scene.lesson}/variant/say"
        self.desk.place(identity, self.form.at("variant"))
        return self.scene.filler.spoken(identity, "阿玲部電話唔同樣，你幫佢做一次。")

    def _variant_steps(self, scene: Scene, form: Form) -> tuple[Step, ...]:
        graded = [step for step in self.together if isinstance(step, GRADED)]
        over = {}
        for key, value in form.pairs("lines"):
            if key.text not in {step.id for step in graded}:
                unknown(self.desk, "L123", key, tuple(step.id for step in graded), "lines")
            over[key.text] = Form(self.desk, value, _OVER, "lines", key.where).node
        steps: list[Step] = []
        for step in graded:
            if isinstance(step, Order) and step.id not in over:
                steps.append(step)
                continue
            node = _merged(self.nodes[step.id], over.get(step.id))
            again = build_step(scene, node, _ACTS, Roll(Desk(""), ""), "variant")
            if isinstance(again, GRADED):
                steps.append(_bare(_same_lines(again, step)))
        return tuple(steps)

    def _same_kind(self, main: str, form: Form) -> None:
        mine, other = self.scene.templates.get(self.scene.main), self.scene.templates.get(main)
        kinds = {template.mock.kind for template in (mine, other) if template} - {""}
        if mine and other and len(kinds) > 1:
            self.desk.say("L126", form.at("mock"), "warning", mock=main, kind=other.mock.kind, want=mine.mock.kind)

    def _unknown_values(self, form: Form, scene: Scene) -> None:
        known = self._variables(scene)
        for name, _ in form.pairs("with"):
            if name.text not in known:
                unknown(self.desk, "L114", name, known, "with", mild=True)

    def _unused_values(self) -> None:
        known = self._variables(self.scene)
        for name, _ in self.form.pairs("with"):
            if name.text not in known:
                unknown(self.desk, "L114", name, known, "with", mild=True)

    @staticmethod
    def _variables(scene: Scene) -> tuple[str, ...]:
        names = [scene.main, *(name.partition("@")[0] for name in scene.mocks)]
        used = [scene.templates[name].variables for name in names if name in scene.templates]
        return tuple(dict.fromkeys(name for variables in used for name in variables))

    def _checklist(self) -> Stage | None:
        nodes = self.form.many("checklist")
        if not nodes:
            return None
        scene = self.scene
        path = f"{scene.lesson}/checklist"
        self.desk.place(path, self.form.at("checklist"))
        self.desk.place(f"{path}/say", self.form.at("checklist"))
        say = scene.filler.spoken(f"{path}/say", CHECKLIST_SAY)
        items = tuple(scene.filler.line(f"{path}-{number}", node) for number, node in enumerate(nodes, 1))
        return Stage("checklist", (Checklist(id="checklist", say=say, items=items),))


def _moves(step: Step) -> tuple[Move, ...]:
    """What the ghost finger does for one step of `together`; it says the same line."""
    match step:
        case Tap():
            return (Move(say=step.say, act="tap", mock=step.mock, screen=step.screen, target=step.target),)
        case Type():
            return (
                Move(say=step.say, act="type", mock=step.mock, screen=step.screen, target=step.field, text=step.expect),
            )
        case Gesture(gesture=("hold" | "scroll") as act):
            return (Move(say=step.say, act=act, mock=step.mock, screen=step.screen, target=step.target),)
        case Gesture():
            return (Move(say=step.say, act="swipe", mock=step.mock, screen=step.screen, text=step.gesture),)
        case Show(moves=moves):
            return moves
        case _:
            return ()


def _bare(step: _G) -> _G:
    """The step without its planned slip: that belongs to `together` alone."""
    return replace(step, slip=None) if isinstance(step, Tap) else step


def _same_lines(step: _G, base: Step) -> _G:
    """The step with the very lines of `base` wherever the words are the same: one clip serves both."""
    changes = {}
    for key in ("say", "where"):
        mine, old = getattr(step, key), getattr(base, key)
        if (mine.text, mine.speech) == (old.text, old.speech):
            changes[key] = old
    return replace(step, **changes)


def _merged(node: Node, over: Mapping | None) -> Node:
    """A step's mapping with some of its keys said anew."""
    if over is None or not isinstance(node, Mapping):
        return node
    said = {name.text for name, _ in over.pairs}
    if "say" in said:
        said.add("speech")
    return Mapping((*((k, v) for k, v in node.pairs if k.text not in said), *over.pairs), node.where)


def _text(node: Node) -> str:
    return node.text if isinstance(node, Scalar) else "{…}"


__all__ = ["GRADED", "LESSON", "Filler", "build_stages"]
