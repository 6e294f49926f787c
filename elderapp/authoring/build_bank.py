"""``drills.yaml``: a bank of messages, calls, codes and pages, genuine and fake, of which a practice draws a few.

It becomes a lesson with one stage, so voice, translation, checks and packs treat it like any other.
"""

import re

from elderapp.authoring.build import Built, LessonReader, Library, once
from elderapp.authoring.build_talk import judged, message_of
from elderapp.authoring.cuts import shares
from elderapp.authoring.form import Desk, Form, Roll
from elderapp.authoring.grammar import KEYS
from elderapp.authoring.nodes import Node
from elderapp.authoring.words import Cuts, Filler, no_cuts
from elderapp.lesson.model import BANK, Lesson, Line, Message, Spot, Stage
from elderapp.player.phrases import phrase

TYPES = ("sms", "chat", "call", "qr", "web")
LEVELS = (1, 3)
"""How hard an item is, from and to."""
READ_IN = 3
"""So many lines a message is read out in, in every language: each line has an id of its own."""
_LINK = re.compile(r"(?:https?://)?(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}(?:/[A-Za-z0-9./?=&%#_-]*)?")
_HAN = re.compile(r"[\u3400-\u9fff]")


def build_bank(file: str, root: Node | None, library: Library, *, cuts: Cuts = no_cuts) -> Built:
    """The bank whose nodes are `root`. Never raises for an author's mistake."""
    desk = Desk(file)
    draft = _Bank(desk, root, library, cuts, "bank").build(BANK, "scams") if root is not None else None
    return Built(draft, once(desk.problems), desk.places)


class _Bank(LessonReader):
    def build(self, name: str, track: str) -> Lesson | None:
        form, desk = self.form, self.desk
        if not form.is_mapping:
            return None
        identity = form.id("bank", name)
        if identity != name:
            desk.say("L110", form.at("bank"), id=identity, name=name)
        desk.place(name, form.at("bank"))
        scene = self._scene(name)
        title = self._line(scene, "title", needed=True)
        goal = self._line(scene, "goal") if form.has("goal") else self._ours(scene, "goal", title.text)
        return Lesson(
            id=name,
            track=track,
            title=title,
            title_en=form.text("title_en"),
            goal=goal,
            minutes=3,
            version=self._version(),
            reviewed=self._reviewed(),
            review_by=form.date("review_by"),
            sources=self._sources(),
            stages=(Stage("trick", self._items(name, scene.filler)),),
            card=self._card(scene),
            done=self._praise(scene, title),
            is_bank=True,
        )

    def _items(self, bank: str, filler: Filler) -> tuple[Spot, ...]:
        roll, found = Roll(self.desk, "items"), []
        for node in self.form.many("items", needed=True):
            form = Form(self.desk, node, KEYS["drill"], "items")
            identity = form.id() if form.is_mapping else ""
            if identity and roll.enter(identity, form.at("id")):
                found.append(self._item(form, identity, f"{bank}/{identity}", filler))
        return tuple(found)

    def _item(self, form: Form, identity: str, path: str, filler: Filler) -> Spot:
        self.desk.place(path, form.where)
        message = message_of(form, path, filler, "type", TYPES)
        say = filler.line(f"{path}/say", form.get("say")) if form.get("say") else phrase(f"drill-{message.kind}")
        spot = judged(form, identity, path, filler, say, message)
        return Spot(
            id=identity,
            was=tuple(one.text for one in form.texts("was")),
            say=say,
            genuine=spot.genuine,
            message=message,
            suspicious=spot.suspicious,
            because=spot.because,
            hear=self._hear(form, path, filler, message),
            scam=form.text("scam_kind", needed=True),
            level=form.number("difficulty", 1, *LEVELS),
        )

    def _hear(self, form: Form, path: str, filler: Filler, message: Message) -> tuple[Line, ...]:
        """What is on the screen, for whoever does not read; an address is called one, letter by letter nobody waits."""
        if form.get("hear"):
            return tuple(filler.line(f"{path}/hear-{n}", node) for n, node in enumerate(form.many("hear"), 1))
        text = "".join(part.text for part in message.parts)
        text = _LINK.sub("一個連結" if _HAN.search(text) else "a link", text)
        lines = []
        for number, words in enumerate(shares(text, READ_IN), 1):
            self.desk.place(f"{path}/hear-{number}", form.at("text"))
            lines.append(filler.spoken(f"{path}/hear-{number}", words))
        return tuple(lines)
