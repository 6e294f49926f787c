"""Messages to look at twice and practice phone calls."""

import re

from elderapp.authoring.form import Form, Roll, checked_id
from elderapp.authoring.grammar import KEYS
from elderapp.authoring.nodes import Node, Scalar
from elderapp.authoring.words import HOLE, Filler
from elderapp.lesson import model
from elderapp.lesson.problems import Span

_MARK = re.compile(r"\{([a-z0-9-]+)\|([^{}]*)\}")
UNKNOWN_CALLER = "不明來電"
"""Who calls unless the author says."""

_HANG_UP = {"self": "收線", "helper": "叫佢收線"}
"""What a reply that hangs up says unless the author says something else."""


def spot(form: Form, identity: str, path: str, filler: Filler, say: model.Line) -> model.Spot:
    """A message that is genuine or not, and why."""
    return judged(form, identity, path, filler, say, _message(form, path, filler))


def judged(form: Form, identity: str, path: str, filler: Filler, say: model.Line, message: model.Message) -> model.Spot:
    """What is to be thought of a message, and of its parts."""
    desk = form.desk
    desk.place(f"{path}#genuine", form.at("genuine"))
    marked = {part.mark for part in message.parts if part.mark}
    reasons = []
    for key, node in form.pairs("suspicious"):
        mark = checked_id(desk, key)
        if mark and mark not in marked:
            desk.say("L118", key.where, id=mark, known="、".join(sorted(marked)))
        reasons.append(model.Mark(mark, filler.line(f"{path}/{mark}", node)))
    for mark in sorted(marked - {reason.id for reason in reasons}):
        desk.say("L119", desk.places.get(f"{path}#message", form.where), id=mark)
    return model.Spot(
        id=identity,
        say=say,
        genuine=form.flag("genuine", needed=True),
        message=message,
        suspicious=tuple(reasons),
        because=_whole(form, path, filler, reasons),
    )


def _whole(form: Form, path: str, filler: Filler, reasons: list[model.Mark]) -> model.Line:
    """Why the message as a whole is what it is; the last of its parts says it where the author does not."""
    if form.get("because") is None and not form.has("because") and reasons:
        return reasons[-1].because
    if form.get("because") is None:
        form.missing("because")
    return filler.line(f"{path}/because", form.get("because"))


def _message(form: Form, path: str, filler: Filler) -> model.Message:
    node = form.get("message")
    if node is None:
        form.missing("message")
        return model.Message(sender="", parts=())
    return message_of(Form(form.desk, node, KEYS["message"], "message"), path, filler, "kind", ("sms", "chat"))


def message_of(inner: Form, path: str, filler: Filler, key: str, kinds: tuple[str, ...]) -> model.Message:
    """A message whose keys stand in `inner`; its kind is called `key` there."""
    text = inner.scalar("text", needed=True)
    inner.desk.place(f"{path}#message", inner.at("text"))
    _place(inner, path, "from", "number")
    return model.Message(
        kind=inner.choice(key, kinds),  # type: ignore[arg-type]
        sender=_filled(inner, "from", filler, needed=True),
        number=_filled(inner, "number", filler),
        time=_filled(inner, "time", filler),
        parts=_parts(text, filler) if text else (),
    )


def _place(form: Form, path: str, *keys: str) -> None:
    """Remember where these are written: a number that may be somebody's is shown there."""
    for key in keys:
        if form.has(key):
            form.desk.place(f"{path}#{key}", form.at(key))


def _filled(form: Form, key: str, filler: Filler, *, needed: bool = False) -> str:
    scalar = form.scalar(key, needed=needed)
    return filler.fill(scalar.text, scalar.where) if scalar else ""


def _parts(text: Scalar, filler: Filler) -> tuple[model.Part, ...]:
    """A message cut at its marked words."""
    filled = HOLE.sub(lambda match: filler.fill(match.group(), text.where), text.text)
    parts, end = [], 0
    for match in _MARK.finditer(filled):
        if match.start() > end:
            parts.append(model.Part(filled[end : match.start()]))
        parts.append(model.Part(match.group(2), match.group(1)))
        end = match.end()
    if end < len(filled):
        parts.append(model.Part(filled[end:]))
    if re.search(r"[{}]", HOLE.sub("", _MARK.sub("", filled))):
        filler.desk.say("L121", text.where)
    return tuple(parts)


def call(form: Form, identity: str, path: str, filler: Filler, say: model.Line) -> model.Call:
    """A phone call turn by turn."""
    turns = {}
    roll = Roll(form.desk, identity)
    role = form.choice("role", ("self", "helper"))
    for key, node in form.pairs("turns", needed=True):
        turn = checked_id(form.desk, key)
        if roll.enter(turn, key.where):
            form.desk.place(f"{path}:{turn}", key.where)
            turns[turn] = _turn(form, node, f"{path}/{turn}", filler, key.where, _HANG_UP[role])
    _place(form, path, "caller", "number")
    ends = [name for name, one in turns.items() if one.end == "good"]
    for point in ("start", "hang_up"):
        form.desk.place(f"{path}#{point}", form.at(point))
    return model.Call(
        id=identity,
        say=say,
        role=role,  # type: ignore[arg-type]
        caller=_filled(form, "caller", filler) or UNKNOWN_CALLER,
        number=_filled(form, "number", filler),
        start=form.text("start", next(iter(turns), "")),
        hang_up=form.text("hang_up", ends[0] if ends else ""),
        turns=turns,
    )


def _turn(form: Form, node: Node, path: str, filler: Filler, where: Span, hang_up: str) -> model.Turn:
    inner = Form(form.desk, node, KEYS["turn"], "turns", where)
    end = inner.choice("end", ("", "good", "pause")) if inner.has("end") else ""
    needed = "say" if end else "hear"
    if inner.get(needed) is None:
        inner.missing(needed)
    form.desk.place(f"{path}#to", inner.at("to"))
    line = filler.line(path, inner.get(needed))
    return model.Turn(
        hear=None if end else line,
        replies=_replies(inner, path, filler, hang_up),
        end=end,  # type: ignore[arg-type]
        say=line if end else None,
        to=inner.text("to"),
    )


def _replies(form: Form, path: str, filler: Filler, said: str) -> tuple[model.Reply, ...]:
    replies = []
    roll = Roll(form.desk, "replies")
    for number, node in enumerate(form.many("replies"), 1):
        inner = Form(form.desk, node, KEYS["reply"], "replies")
        identity = inner.id() if inner.has("id") else f"r{number}"
        roll.enter(identity, inner.at("id"))
        hang_up = inner.flag("hang_up")
        line = filler.line(f"{path}-{identity}", inner.get("say"))
        if inner.get("say") is None:
            if not hang_up:
                inner.missing("say")
            line = filler.spoken(line.id, said)
            form.desk.place(line.id, inner.where)
        form.desk.place(f"{path}-{identity}#to", inner.at("to"))
        replies.append(model.Reply(identity, inner.text("to", needed=True), line, hang_up))
    return tuple(replies)
