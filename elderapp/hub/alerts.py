"""「今日騙案」: the words of a form, the lesson they make, and what is wrong with them, field by field. Pure."""

import itertools
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from elderapp.hub.studio import Studio
from elderapp.lesson import rules
from elderapp.lesson.model import (
    Checklist,
    Lesson,
    Line,
    Mark,
    Message,
    Part,
    Say,
    Source,
    Spot,
    Stage,
    Step,
)
from elderapp.lesson.problems import Span
from elderapp.lesson.rules_words import LONGEST, length_of

KINDS = ("sms", "chat", "call")
TELLS = 3
LIVES = 90
"""Days from its approval for which an alert is offered and shown."""
HOTLINE = "adcc-hotline"
"""The fact that has the police's number for such questions; without facts the card names no number."""
FIELDS = (
    "title", "kind", "story", "sender", "message", "tell1", "because1", "tell2", "because2", "tell3", "because3",
    "safe", "genuine_sender", "genuine", "genuine_because",
)  # fmt: skip
MOST = {"message": 90, "genuine": 90}
"""Characters of a field, as many as the practice phone shows without scrolling; all others may have `SHORT`."""
SHORT = 60
APART = 6
"""Characters between two tells: closer ones a trembling finger takes for each other on a narrow screen."""
_STOPS = re.compile(r".+?(?:[，。！？；：、]+|[,!?;:]+(?=\s|$)|$)\s*", re.DOTALL)

_NO_TELLS = "L219"
"""What the form says itself, at the tell."""

Severity = Literal["error", "warning"]


class Words(Struct, frozen=True):
    """What somebody filled in. A tell is a piece of the message, word for word, and why it is suspicious."""

    title: str = ""
    kind: str = "sms"
    story: str = ""
    sender: str = ""
    message: str = ""
    tell1: str = ""
    because1: str = ""
    tell2: str = ""
    because2: str = ""
    tell3: str = ""
    because3: str = ""
    safe: str = ""
    genuine_sender: str = ""
    genuine: str = ""
    genuine_because: str = ""

    @property
    def tells(self) -> tuple[tuple[str, str], ...]:
        """The three tells with why."""
        return (self.tell1, self.because1), (self.tell2, self.because2), (self.tell3, self.because3)


class Fault(Struct, frozen=True):
    """Something wrong with a field: a code of the rules (L###) or of the form, and what its words are made of."""

    field: str
    code: str
    about: Mapping[str, str] = {}
    severity: Severity = "error"


def read(fields: Mapping[str, str]) -> Words:
    """The words of a form; an unknown kind of message is a text message."""
    given = {name: _plain(fields.get(name, ""))[: MOST.get(name, SHORT)] for name in FIELDS}
    return Words(**{**given, "kind": given["kind"] if given["kind"] in KINDS else KINDS[0]})


def check(words: Words, name: str, today: str, studio: Studio) -> list[Fault]:
    """Everything wrong with the words of a form, by field: what is missing, then what the rules of lessons say."""
    faults = list(_missing(words)) + list(_tells(words))
    bad = {fault.field for fault in faults if fault.severity == "error"}
    lesson = build(words, name, today, studio)
    given = replace(studio.given, today=today, places=_places(name))
    for problem in rules.check(lesson, given):
        field = problem.where.file
        if field in FIELDS and field not in bad and problem.severity != "notice" and problem.code != _NO_TELLS:
            # What no machine can read aloud is a person's to read: it is told, and stops nobody.
            severity: Severity = "warning" if problem.severity == "warning" or problem.code == "L309" else "error"
            faults.append(Fault(field, problem.code, problem.about, severity))
    return sorted(faults, key=lambda fault: FIELDS.index(fault.field))


def build(words: Words, name: str, expires: str, studio: Studio) -> Lesson:
    """The lesson with the id `name`; it is to be reviewed on the ISO day on which it expires."""
    say = _sayer(name, studio.cuts)
    fact = studio.given.facts.get(HOTLINE)
    steps: tuple[Step, ...] = (_fake(words, say), _genuine(words, say))
    asks = Checklist(
        id="checklist",
        say=say("checklist/say", "呢啲喺你自己部電話做，導師幫你睇。"),
        items=(say("checklist-1", "講得出呢種騙案有乜可疑"),),
    )
    return Lesson(
        id=name,
        track="scams",
        title=say("title", f"今日騙案：{words.title}"),
        title_en="Scam of the day",
        goal=say("goal", "見到呢種騙案，識得停一停、自己查。"),
        minutes=3,
        review_by=expires,
        sources=(fact,) if isinstance(fact, Source) else (),
        stages=(
            Stage("why", (Say(id="why-1", say=say("why-1/say", words.story)),
                          Say(id="safe", say=say("safe/say", words.safe)))),
            Stage("trick", steps),
            Stage("checklist", (asks,)),
        ),
        card=tuple(say(f"card-{n}", text) for n, text in enumerate(_card(words, fact), 1)),
        done=say("done", "呢種騙案，你識認喇。"),
    )  # fmt: skip


def recorded(name: str, words: Words, studio: Studio) -> Line:
    """The line that an uploaded voice says."""
    return _sayer(name, studio.cuts)("why-1/say", words.story)


def pieces(words: Words) -> list[Part]:
    """The message in pieces, its tells marked; tells that are not in it, or lie in each other, are left out."""
    found: list[tuple[int, int, str]] = []
    for n, (text, _) in enumerate(words.tells, 1):
        at = words.message.find(text) if text else -1
        if at >= 0 and not any(first < at + len(text) and at < last for first, last, _name in found):
            found.append((at, at + len(text), f"tell-{n}"))
    parts: list[Part] = []
    done = 0
    for first, last, mark in sorted(found):
        parts += [Part(words.message[done:first])] if first > done else []
        parts.append(Part(words.message[first:last], mark))
        done = last
    return parts + ([Part(words.message[done:])] if done < len(words.message) else [])


Sayer = Callable[[str, str], Line]


def _sayer(name: str, cuts: Callable[[str], tuple[int, ...]]) -> Sayer:
    return lambda place, text: Line(f"{name}/{place}", text, cuts(text))


def _fake(words: Words, say: Sayer) -> Spot:
    parts = pieces(words)
    marked = {part.mark for part in parts}
    marks = [Mark(f"tell-{n}", say(f"fake/tell-{n}", why)) for n, (_, why) in enumerate(words.tells, 1)]
    return Spot(
        id="fake", genuine=False, say=say("fake/say", _ASKS[words.kind]),
        message=Message(kind=_kind(words), sender=words.sender, parts=tuple(parts)),
        suspicious=tuple(mark for mark in marks if mark.id in marked),
        because=say("fake/because", words.safe), hear=_heard("fake", words.message, say),
    )  # fmt: skip


def _genuine(words: Words, say: Sayer) -> Spot:
    # A name without # in a text message is just what learners are taught not to trust: then it came by chat.
    kind = "chat" if _kind(words) == "sms" and not words.genuine_sender.startswith("#") else _kind(words)
    message = Message(kind=kind, sender=words.genuine_sender, parts=(Part(words.genuine),))
    return Spot(
        id="genuine", genuine=True, say=say("genuine/say", _ASKS[kind]), message=message,
        because=say("genuine/because", words.genuine_because), hear=_heard("genuine", words.genuine, say),
    )  # fmt: skip


_ASKS = {
    "sms": "你睇吓呢個短訊，信唔信得過？",
    "chat": "你睇吓呢個訊息，信唔信得過？",
    "call": "有人打嚟噉講，信唔信得過？",
}


_KINDS: dict[str, Literal["sms", "chat", "call"]] = {"sms": "sms", "chat": "chat", "call": "call"}


def _kind(words: Words) -> Literal["sms", "chat", "call"]:
    return _KINDS.get(words.kind, "sms")


def _card(words: Words, fact: Source | None) -> tuple[str, str, str]:
    ask = f"唔肯定：俾職員睇呢張咭，或者打 {fact.value}" if fact else "唔肯定：俾職員睇呢張咭"
    return words.safe.rstrip("。"), "催你、嚇你、氹你，就停一停", ask


def _heard(step: str, text: str, say: Sayer) -> tuple[Line, ...]:
    """A message as it is read out: parts that are not too long, broken at its stops."""
    return tuple(say(f"{step}/hear-{n}", part) for n, part in enumerate(shares(text), 1))


def shares(text: str) -> list[str]:
    """A text in parts that may each be heard at once, broken at its stops, else where one is full.

    >>> shares("你有包裹，未交運費。請即刻撳入去。")
    ['你有包裹，未交運費。請即刻撳入去。']
    """
    most, found = LONGEST["message"], [""]
    for stop in _STOPS.findall(text.strip()):
        for piece in _full(stop, most):
            if found[-1] and length_of(found[-1] + piece.rstrip()) > most:
                found.append("")
            found[-1] += piece
    return [piece.strip() for piece in found if piece.strip()]


def _full(text: str, most: int) -> Iterator[str]:
    while length_of(text) > most:
        at = next(n for n in range(len(text), 0, -1) if length_of(text[:n]) <= most)
        yield text[:at]
        text = text[at:]
    yield text


def _missing(words: Words) -> Iterator[Fault]:
    for name in FIELDS:
        if not getattr(words, name):
            yield Fault(name, "missing")


def _tells(words: Words) -> Iterator[Fault]:
    """Each tell stands in the message, once, and apart from the others."""
    marked = {part.mark for part in pieces(words)}
    for n, (text, _) in enumerate(words.tells, 1):
        if not text or not words.message:
            continue
        if text not in words.message:
            yield Fault(f"tell{n}", "not-in-message", {"word": text})
        elif f"tell-{n}" not in marked:
            yield Fault(f"tell{n}", "in-another", {"word": text})
    parts = pieces(words)
    for before, between, after in zip(parts, parts[1:], parts[2:], strict=False):
        if before.mark and after.mark and not between.mark and len(between.text) < APART:
            yield Fault(after.mark.replace("-", ""), "near", {"word": after.text}, "warning")
    for before, after in itertools.pairwise(parts):
        if before.mark and after.mark:
            yield Fault(after.mark.replace("-", ""), "near", {"word": after.text}, "warning")


def _places(name: str) -> dict[str, Span]:
    """Which field each thing of the lesson comes from."""
    fields = {
        f"{name}/title": "title", f"{name}/why-1/say": "story", f"{name}/safe/say": "safe",
        f"{name}/fake/because": "safe", f"{name}/card-1": "safe", f"{name}/fake#message": "message",
        f"{name}/fake#from": "sender", f"{name}/fake": "message", f"{name}/genuine#message": "genuine",
        f"{name}/genuine#from": "genuine_sender", f"{name}/genuine": "genuine",
        f"{name}/genuine/because": "genuine_because",
        **{f"{name}/fake/tell-{n}": f"because{n}" for n in range(1, TELLS + 1)},
        **{f"{name}/fake/hear-{n}": "message" for n in range(1, 20)},
        **{f"{name}/genuine/hear-{n}": "genuine" for n in range(1, 20)},
    }  # fmt: skip
    return {path: Span(field, 1, 1) for path, field in fields.items()}


def _plain(text: str) -> str:
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
