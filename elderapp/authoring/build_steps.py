"""One step of a lesson, by its kind."""

from collections.abc import Callable

from msgspec.structs import replace

from elderapp.authoring.build_mock import DIRECTIONS
from elderapp.authoring.build_scene import Scene, Step
from elderapp.authoring.build_talk import call, spot
from elderapp.authoring.form import Desk, Form, Roll, unknown
from elderapp.authoring.grammar import KEYS, STEP_KEYS
from elderapp.authoring.nodes import Node, Scalar
from elderapp.lesson import model
from elderapp.lesson.actions import label_of
from elderapp.lesson.rules_words import length_of

GESTURES = (*DIRECTIONS, "hold", "scroll")
_ACTS = ("tap", "type", "swipe", "hold", "scroll")


def build_step(scene: Scene, node: Node, allowed: tuple[str, ...], roll: Roll, stage: str) -> model.Step | None:
    """The step written there, or None where its kind or its id cannot be told."""
    probe = Form(Desk(""), node, (), "")
    if not probe.is_mapping:
        scene.desk.say("L103", node.where, want="map", name=stage)
        return None
    kind = probe.node.get("do")
    if not isinstance(kind, Scalar):
        scene.desk.say("L102", node.where, key="do", name=stage)
        return None
    if kind.text not in STEP_KEYS:
        unknown(scene.desk, "L107", kind, tuple(STEP_KEYS), "do")
        return None
    if kind.text not in allowed:
        scene.desk.say("L117", kind.where, kind=kind.text, stage=stage, known="、".join(allowed))
    form = Form(scene.desk, node, STEP_KEYS[kind.text], kind.text)
    identity = form.id()
    if not roll.enter(identity, form.at("id")):
        return None
    step = Step(scene, form, identity or f"line-{node.where.line}")
    was = step.was()
    built = _KINDS[kind.text](step)
    return replace(built, was=was) if was else built


def _say(step: Step) -> model.Step:
    return model.Say(id=step.id, say=step.line("say"), picture=step.text("picture"))


def _show(step: Step) -> model.Step:
    moves = []
    for number, node in enumerate(step.form.many("moves", needed=True), 1):
        form = Form(step.desk, node, KEYS["move"], "moves")
        act = next((act for act in _ACTS if form.has(act)), "")
        if not act:
            step.desk.say("L102", form.where, key="tap", name="moves")
            continue
        words = Step(step.scene, form, f"{step.id}.move-{number}")
        if form.get("say") is None:
            form.missing("say")
        value = words.text(act, needed=True)
        moves.append(
            model.Move(
                say=words.filler.line(f"{step.path}/move-{number}", form.get("say")),
                act=act,  # type: ignore[arg-type]
                mock=step.scene.mock(form),
                screen=words.text("screen", needed=True),
                target=words.text("field") if act == "type" else "" if act == "swipe" else value,
                text=value if act in ("type", "swipe") else "",
            )
        )
    return model.Show(id=step.id, moves=tuple(moves))


def _tap(step: Step) -> model.Step:
    mock, screen = step.scene.mock(step.form), step.text("screen", needed=True)
    return model.Tap(
        id=step.id,
        say=step.line("say"),
        where=step.line("where"),
        mock=mock,
        screen=screen,
        target=step.text("target", needed=True),
        slip=_slip(step, mock, screen),
        key=step.form.flag("key", True),
    )


_LONGEST_LABEL = 16
"""What is quoted of a wrong button at most, in characters: our sentence around it has 12 of the 28 that fit."""


def _slip(step: Step, mock: str, screen: str) -> model.Slip | None:
    node = step.form.get("slip")
    if node is None:
        return None
    form = Form(step.desk, node, KEYS["slip"], "slip")
    target = form.text("target", needed=True)
    step.desk.place(f"{step.path}#slip", form.at("target"))
    if form.get("say") is None:
        form.missing("say")
    ask = form.get("ask")
    if ask is not None:
        question = step.filler.line(f"{step.path}/slip-ask", ask)
    else:
        label = label_of(step.scene.mocks.get(mock), screen, target) or target
        if length_of(label) > _LONGEST_LABEL:
            form.missing("ask")
            label = label[:_LONGEST_LABEL]
        step.desk.place(f"{step.path}/slip-ask", form.at("target"))
        question = step.filler.spoken(f"{step.path}/slip-ask", f"我哋特登撳錯一次：撳「{label}」。")
    return model.Slip(question, target, step.filler.line(f"{step.path}/slip", form.get("say")))


def _type(step: Step) -> model.Step:
    return model.Type(
        id=step.id,
        say=step.line("say"),
        where=_where_of_keys(step),
        mock=step.scene.mock(step.form),
        screen=step.text("screen", needed=True),
        field=step.text("field", needed=True),
        expect=step.text("expect", needed=True),
        key=step.form.flag("key", True),
    )


def _where_of_keys(step: Step) -> model.Line:
    """Typing happens on the keys, wherever they are: the hint may be left to us."""
    if step.form.has("where"):
        return step.line("where")
    return step.ours("where", "喺下面嗰啲數字掣度，逐個撳。")


def _gesture(step: Step) -> model.Step:
    step.desk.place(f"{step.path}#gesture", step.form.at("gesture"))
    gesture = step.form.choice("gesture", GESTURES, needed=True)
    return model.Gesture(
        id=step.id,
        say=step.line("say"),
        where=step.line("where"),
        mock=step.scene.mock(step.form),
        screen=step.text("screen", needed=True),
        gesture=gesture,  # type: ignore[arg-type]
        target=step.text("target", needed=gesture in ("hold", "scroll")),
        key=step.form.flag("key", True),
    )


def _order(step: Step) -> model.Step:
    roll = Roll(step.desk, step.id)
    step.desk.place(f"{step.path}#items", step.form.at("items"))
    items = []
    for node in step.form.many("items", needed=True):
        form = Form(step.desk, node, KEYS["thing"], "items")
        identity = form.id()
        roll.enter(identity, form.at("id"))
        if form.get("text") is None:
            form.missing("text")
        icon = form.text("icon")
        if icon:
            step.desk.place(f"icon {step.path}={icon}", form.at("icon"))
        items.append(model.Thing(identity, step.filler.line(f"{step.path}/{identity}", form.get("text")), icon))
    return model.Order(
        id=step.id,
        say=step.line("say"),
        where=step.line("where"),
        items=tuple(items),
        because=step.line("because"),
        key=step.form.flag("key", True),
    )


def _choose(step: Step) -> model.Step:
    roll = Roll(step.desk, step.id)
    step.desk.place(f"{step.path}#options", step.form.at("options"))
    options = []
    for node in step.form.many("options", needed=True):
        form = Form(step.desk, node, KEYS["option"], "options")
        identity = form.id()
        roll.enter(identity, form.at("id"))
        for key in ("text", "because"):
            if form.get(key) is None:
                form.missing(key)
        if form.has("icon"):
            step.desk.place(f"icon {step.path}={form.text('icon')}", form.at("icon"))
        options.append(
            model.Option(
                identity,
                step.filler.line(f"{step.path}/{identity}", form.get("text")),
                step.filler.line(f"{step.path}/{identity}-because", form.get("because")),
                form.flag("right"),
                form.text("icon"),
            )
        )
    screen = step.text("screen")
    mock = step.scene.mock(step.form) if screen or step.form.has("mock") else ""
    return model.Choose(
        id=step.id,
        say=step.line("say"),
        options=tuple(options),
        mock=mock,
        screen=screen,
        picture=step.text("picture"),
    )


def _spot(step: Step) -> model.Step:
    return spot(step.form, step.id, step.path, step.filler, step.line("say"))


def _call(step: Step) -> model.Step:
    say = step.line("say") if step.form.has("say") else step.ours("say", CALL_SAY)
    return call(step.form, step.id, step.path, step.filler, say)


def _checklist(step: Step) -> model.Step:
    say = step.line("say", needed=False)
    if not say.text:
        say = step.ours("say", CHECKLIST_SAY)
    nodes = step.form.many("items", needed=True)
    items = tuple(step.filler.line(f"{step.path}-{number}", node) for number, node in enumerate(nodes, 1))
    return model.Checklist(id=step.id, say=say, items=items)


CALL_SAY = "電話響，聽吓，揀你點答。"
"""What is said before a call unless the author says something else."""

CHECKLIST_SAY = "呢啲喺你自己部電話做，導師幫你睇。"
"""What is said over a list of real-life tasks unless the author says something else."""

_KINDS: dict[str, Callable[[Step], model.Step]] = {
    "say": _say,
    "show": _show,
    "tap": _tap,
    "type": _type,
    "gesture": _gesture,
    "order": _order,
    "choose": _choose,
    "spot": _spot,
    "call": _call,
    "checklist": _checklist,
}
