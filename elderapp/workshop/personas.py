"""Three people at the tablet, each for three visits: somebody who taps wrong, somebody deaf, somebody who cannot read.

A visit is what a learner does there: pick the tablet up, say who she is, look at every room, do a lesson, see the
card, come back the next day and after three weeks. Each person does it her own way and tells what she met that
was not as it should be.
"""

import datetime as dt
from collections.abc import Callable, Iterator

from elderapp.player import play
from elderapp.player.phrases import phrase
from elderapp.robot import learner
from elderapp.tablet import flow
from elderapp.tablet.hands import PHONE
from elderapp.workshop.seat import Day, Seat

ROOMS = ("scams", "lessons", "cards", "me")
"""What stands beside the card at home."""
FOUR = frozenset(("back", "again", "hint", "hand"))
_BOUND = 900
"""Moments of a lesson; the longest has a quarter of them, and who taps wrong everywhere needs three times as many."""
NAMED = {
    "hear": "pick-hear", "louder": "pick-louder", "earphones": "pick-earphones", "read": "pick-read",
    "yes": "pick-tried", "no": "pick-not-tried", "stuck": "pick-stuck", "next": "pick-next", "go-on": "pick-go-on",
    "size": "pick-size", "volume": "pick-volume", "slow": "pick-slow", "language": "pick-language",
    "pair": "pick-pair", "keep-card": "pick-keep", "understood": "notice-5", "scams": "row-scams",
    "lessons": "row-lessons", "cards": "row-cards", "me": "row-me", "more": "pick-more",
}  # fmt: skip
"""Which phrase tells what a control is for to whoever cannot read the word on it."""
UNNAMED = frozenset(("again-lesson", "walk-in"))
"""What is told only to whoever asks (提吓我), or may be found by its picture."""


class Person:
    """Does what she knows is right. Others do more: `meet` is called wherever she has come, before she goes on."""

    volume = 1.0

    def __init__(self, seat: Seat, day: Day) -> None:
        """Sit down on this day."""
        self.seat, self.day = seat, day
        self.met: list[str] = []

    def meet(self) -> None:
        """Something new is on the glass, and has been said."""

    def arrive(self, name: str) -> None:
        """From the names to the home screen, whatever is asked between."""
        self.do(name)
        answers = {"notice": "understood", "hearing": "hear", "tried": "no", "recap": "next"}
        while (screen := self.seat.shell.state.screen) in answers:
            self.do(answers[screen])

    def do(self, what: str) -> None:
        """Tap a thing once she has heard what is said, and hear what comes of it."""
        if what not in self.seat.things():
            self.met.append(f"{self.where}: {what} is not there")
            return
        self.seat.pick(what)
        self.seat.listen()
        self.meet()

    @property
    def where(self) -> str:
        """The screen, and in a lesson the step."""
        state = self.seat.shell.state
        return state.play.key if state.screen == "lesson" and state.play else state.screen

    def look_around(self) -> None:
        """Into every room and back."""
        for room in ROOMS:
            self.do(room)
            self.do("back")

    def lesson(self, name: str) -> None:
        """Choose it from the list, and do it."""
        self.do("lessons")
        for _ in range(20):
            if f"lesson:{name}" in self.seat.things() or "more" not in self.seat.things():
                break
            self.do("more")
        self.do(f"lesson:{name}")
        for _ in range(_BOUND):
            state = self.seat.shell.state.play
            if self.seat.shell.state.screen != "lesson" or state is None:
                break
            self.act(learner.answer(state))
        if self.seat.shell.state.screen != "well-done":
            self.met.append(f"{self.where}: {name} does not come to its end")

    def act(self, what: play.Input) -> None:
        """Do what the lesson waits for."""
        seat = self.seat
        match what:
            case play.Tapped(target=target):
                seat.pick(f"{PHONE}{target}")
            case play.Chose(answer=answer):
                seat.pick(f"answer:{answer}")
            case play.Next():
                seat.pick("next")
            case play.Back():
                seat.pick("back")
            case play.Held(target=target):
                seat.press(f"{PHONE}{target}", 1.2)
            case play.Swiped(direction=direction):
                seat.swipe(direction)
            case play.Scrolled():
                seat.swipe("up")
            case _:
                seat.wait(0.6)
        before = seat.shell.state.play
        seat.listen()
        if seat.shell.state.screen == "lesson" or before is not seat.shell.state.play:
            self.meet()

    def visits(self, lesson: str, name: str = "learner:c1") -> list[str]:
        """All of it; gives what was not as it should be."""
        self.seat.listen()
        self.meet()
        self.arrive(name)
        self.look_around()
        self.lesson(lesson)
        for what in ("keep-card", "cards", f"lesson:{lesson}", "back", "back", "back"):
            self.do(what)
        for days in (1, 21):
            self.day.be((dt.date.fromisoformat(self.day.day) + dt.timedelta(days)).isoformat())
            self.arrive(name)
            self.do("back")
        self.seat.put_down()
        return [*self.met, *self.told()]

    def told(self) -> Iterator[str]:
        """What is to be said of the visit as a whole."""
        yield from ()


class Deaf(Person):
    """Hears nothing, and so reads everything."""

    volume = 0.0

    def visits(self, lesson: str, name: str = "learner:c1") -> list[str]:
        """She also raises her hand, is told to stop and look, and dozes off."""
        self.seat.listen()
        self.arrive(name)
        self.do("hand")
        self.do("go-on")
        self.do("hand")
        self.seat.wait(240)
        if phrase("still-there").text not in set(self.seat.read()):
            self.met.append("home: nothing asks in words whether she is still there")
        self.do("lessons")
        self.do("yes")
        self.do("back")
        return super().visits(lesson, name)

    def told(self) -> Iterator[str]:
        """Whatever was said and could not be read."""
        yield from dict.fromkeys(
            f"{one.screen}: 「{one.line.text}」 is said, and stands nowhere"
            for one in self.seat.heard
            if not one.is_written
        )


class Listener(Person):
    """Cannot read: knows pictures and signs, and what she has heard."""

    def meet(self) -> None:
        """Everything that can be picked was named, or read out."""
        state = self.seat.shell.state
        if state.screen in {"names", "surnames", "pictures"}:
            return
        heard = {one.line.id for one in self.seat.heard}
        for thing in self.seat.things().keys() - FOUR - UNNAMED:
            if not thing.startswith(PHONE) and not self._knows(thing, heard):
                self.met.append(f"{self.where}: nobody says what {thing} is")

    def _knows(self, thing: str, heard: set[str]) -> bool:
        if thing.startswith("answer:"):
            view = flow.look(self.seat.shell.state)
            assert isinstance(view, play.LessonView)
            return all(one.line.id in heard for one in view.answers if f"answer:{one.id}" == thing)
        if thing.startswith("lesson:"):
            return f"{thing.removeprefix('lesson:')}/title" in heard or thing.startswith("lesson:bank")
        if thing in ROOMS and f"ui/{NAMED[thing]}" not in heard:
            self.seat.pick("hint")  # 提吓我: she has been told what the bulb is for
            heard |= {line.id for line in self.seat.listen()}
        return f"ui/{NAMED[thing]}" in heard if thing in NAMED else thing == "go"

    def told(self) -> Iterator[str]:
        """What stands on the card of a lesson was read out to her."""
        heard = {one.line.id for one in self.seat.heard}
        for lesson in self.seat.shell.state.lessons.values():
            if lesson.done.id in heard:
                yield from (f"card: 「{line.text}」 is only written" for line in lesson.card if line.id not in heard)


class Beginner(Person):
    """Taps wrong wherever she comes: beside things, the wrong thing, too long, twice; walks off and returns."""

    def __init__(self, seat: Seat, day: Day) -> None:
        """Sit down. She has done nothing wrong yet."""
        super().__init__(seat, day)
        self._been: set[str] = set()
        self._slips = 0
        self._asked = False

    def meet(self) -> None:
        """The first time in a place she fumbles; nothing of it may lead anywhere, and all of it is answered."""
        if self.where in self._been:
            return
        self._been.add(self.where)
        self._beside()
        if self.seat.shell.state.screen == "lesson":
            self._wrong()
            self._walk_off()

    def _beside(self) -> None:
        """A tap on nothing, on no phone: it is answered in words, and all stays as it is."""
        seat, before = self.seat, self.seat.shell.state
        heard = len(seat.heard)
        seat.tap(*self._bare())
        seat.listen()
        if len(seat.heard) == heard:
            self.met.append(f"{self.where}: a tap beside everything is not answered")
        after = seat.shell.state
        if (before.screen, before.play and before.play.key) != (after.screen, after.play and after.play.key):
            self.met.append(f"{self.where}: a tap on nothing led to {after.screen}")

    def _bare(self) -> tuple[float, float]:
        """A place that is nobody's: as near to the middle as one is to be found, and off the phone."""
        shell = self.seat.shell
        wide, high = shell.theme.profile.width, shell.theme.profile.height
        taken = list(self.seat.things().values())
        if shell.phone.page and shell.phone.parent is not None:
            taken.append((shell.phone.x, shell.phone.y, shell.phone.right, shell.phone.top))
        reach = 3 * shell.theme.profile.per_mm
        places = [(x, y) for x in range(20, wide, 20) for y in range(20, high, 20)]
        free = [
            (x, y)
            for x, y in places
            if all(x < b[0] - reach or x > b[2] + reach or y < b[1] - reach or y > b[3] + reach for b in taken)
        ]
        return min(free, key=lambda at: (at[0] - wide / 2) ** 2 + (at[1] - high / 2) ** 2)

    def _wrong(self) -> None:
        """The wrong thing, once in a step: pressed long, and twice. The step stays, and something is said."""
        seat, state = self.seat, self.seat.shell.state.play
        if state is None or state.here.phase not in {"do", "ask", "act"}:
            return
        what = next((one for one in learner.wrong(state) if isinstance(one, play.Tapped | play.Chose)), None)
        thing = f"{PHONE}{what.target}" if isinstance(what, play.Tapped) else f"answer:{getattr(what, 'answer', '')}"
        if thing not in seat.things():
            return
        self._slips += 1
        heard = len(seat.heard)
        seat.press(thing, 2.5 if self._slips % 2 else 0.0, twice=self._slips % 3 == 0)
        seat.listen()
        now = seat.shell.state.play
        if len(seat.heard) == heard:
            self.met.append(f"{state.key}: {thing} is wrong, and nothing is said")
        if now is None or now.key != state.key:
            self.met.append(f"{state.key}: {thing} is wrong, and leads away")

    def _walk_off(self) -> None:
        """Once a lesson, from its middle: gone for four minutes, then for eleven; back, and at the same step."""
        seat, state = self.seat, self.seat.shell.state
        if self._asked or state.play is None or state.play.current_stage.kind != "alone":
            return
        self._asked = True
        place = state.play.key
        seat.wait(270)
        seat.tap(*self._bare())
        if seat.shell.state.screen != "still-you":
            self.met.append(f"{place}: after four minutes nobody asks whether it is still her")
        else:
            seat.pick("yes")
        seat.wait(900)
        if seat.shell.state.screen != "names":
            self.met.append(f"{place}: after eleven minutes it still says {seat.shell.state.screen}")
            return
        self.arrive("learner:c1")
        self.do("go")
        again = seat.shell.state.play
        if again is None or again.key != place:
            self.met.append(f"{place}: after a walk it goes on at {again.key if again else seat.shell.state.screen}")


PERSONS: dict[str, Callable[[Seat, Day], Person]] = {"beginner": Beginner, "deaf": Deaf, "cannot-read": Listener}
"""By name."""
