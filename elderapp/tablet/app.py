"""The app's one window: what the flow says is shown, said and written down, and the flow is told what happened.

Nothing here decides, the flow does. Screens and fingers are `glass`'s matter, what is said is `mouth`'s and how it is
said `manner`'s, what time does is `patience`'s, what is written and looked up `clerk`'s.
"""

import logging
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from kivy.clock import Clock
from msgspec.structs import replace

from elderapp import clock
from elderapp.i18n import SOURCE, Words
from elderapp.lesson.model import Cover, Line
from elderapp.player import play
from elderapp.player.phrases import phrase
from elderapp.records.people import Learner, Roster
from elderapp.records.statements import Statement
from elderapp.tablet import flow, hands, screens, touch
from elderapp.tablet.clerk import Clerk, Task
from elderapp.tablet.contents import Contents, Stock
from elderapp.tablet.earphones import are_in
from elderapp.tablet.glass import Glass
from elderapp.tablet.ledger import Keeper
from elderapp.tablet.manner import Manner
from elderapp.tablet.mouth import Mouth
from elderapp.tablet.patience import Patience
from elderapp.tablet.photos import Photos
from elderapp.tablet.theme import SCALE_SMALL, Theme
from elderapp.tablet.tongue import Clips, Tongue

READING = 6.0
"""Seconds that what was said, and stands nowhere else, can still be read."""
FIRST_FRAMES = 0.1
"""Seconds, from the first frame on, until what is installed is read. Kivy would count from its tick before that."""


class Shell(Glass):
    """The app's root widget."""

    def __init__(
        self,
        *,
        lessons: Mapping[str, Cover],
        clips: Clips,
        keeper: Keeper,
        roster: Roster,
        words: Words,
        theme: Theme,
        on_written: Callable[[Sequence[Statement]], None] = lambda _said: None,
        volume: float = 1.0,
        tongues: Mapping[str, Tongue] | None = None,
        language: str = SOURCE,
        photos: Photos | None = None,
        facts: Callable[[], flow.Facts] = flow.Facts,
        export: Callable[[str], int | None] = lambda _folder: 0,
        on_close: Callable[[], None] = lambda: None,
        join: Callable[[str], None] | None = None,
        later: Callable[[], Contents] | None = None,
        earphones: Callable[[], bool | None] = are_in,
    ) -> None:
        """`on_written` is told after each write what was said, so that somebody can push it.

        `words` and `clips` are the source language's, `tongues` are the others; `language` is the tablet's own;
        `photos` are the pictures that come with lessons, `facts` tells how the tablet stands, `earphones` whether some
        are plugged in (None: unknown), `export` puts what was not sent into a folder and gives how much it was (None:
        `facts` will tell, and `inspect` is called). `on_close` is told when the trainer leaves the app. What `later`
        gives takes the place of lessons, clips, tongues and photos once the first screen stands. `join` begins to pair
        a tablet without a centre; `join_ended` is called.
        """
        tongues = {SOURCE: Tongue(words, {}, clips), **(tongues or {})}
        self._manner = Manner(tongues, own=language, volume=volume, scale=theme.scale, worn=earphones)
        super().__init__(theme, self._manner.words, photos or {})
        self._clerk = Clerk(keeper, on_written=on_written, facts=facts, export=export)
        self._doubts = self._is_hushed = False
        self._unsay: Any = Clock.create_trigger(lambda _dt: self.stage.tell(None), READING)
        self._on_close = on_close
        self._join = join
        self._mouth = Mouth(self._manner.voices, volume=volume, caption_for=self.stage.caption_for, over=self._spoken)
        self.voice = self._mouth.voice
        self._patience = Patience(self._second, lambda target: self.happen(play.Waited(target)))
        self._stock = Stock(later, lambda: Clock.schedule_once(self.settle))
        begin = flow.start(self._clerk.ledger.today(roster), lessons, self._given(), self._manner.languages)
        own = {"loudest": self._clerk.ledger.setting("loudest", 0), "can_join": join is not None}
        begin = flow.Turn(replace(begin.state, **own), begin.effects)
        self.state: flow.State = begin.state
        self._please(None)
        self._greeting = begin
        self._do(replace(begin, effects=()) if later else begin)
        if later:
            Clock.schedule_once(lambda _dt: Clock.schedule_once(lambda _dt: self._stock.start(), FIRST_FRAMES), 0)

    # What happens

    def pick(self, what: str) -> None:
        """Something of the shell was tapped."""
        self.settle()
        self._do(flow.pick(self.state, what, self._given()))

    def happen(self, event: play.Input) -> None:
        """Something happened in the lesson."""
        self._do(flow.happen(self.state, event))

    def meet_roster(self, roster: Roster) -> None:
        """The hub sent a fresh roster. A finger that is on its way to a name does not land on another one."""
        before = self.stage.drawn
        self.state = flow.meet_roster(self.state, roster)
        self.show()
        if self.stage.drawn != before:
            self.hands.meet_screen()

    def restock(self, read: Callable[[], Contents]) -> None:
        """New packs were installed: `read` is called, and what it gives taken up, as soon as nobody is signed in."""
        self._stock.order(read)

    def settle(self, _dt: float = 0.0) -> None:
        """Take up the lessons that were read meanwhile; only then the first line is said, which has a clip now."""
        found = self._stock.take()
        if found is None:
            return
        words = self._manner.tongues[SOURCE].words
        self._manner.tongues = {SOURCE: Tongue(words, {}, found.clips), **found.tongues}
        self.photos = self.phone.photos = found.photos
        self.stage.forget(screens.LessonScreen)
        self.state = flow.stock(self.state, found.lessons, self._manner.languages)
        self.voice.clips = self._manner.voices
        self.speak(self._manner.own)
        self._do(flow.Turn(self.state, self._greeting.effects))

    def speak(self, language: str) -> None:
        """Go on in this language (or Cantonese) at the same step; a line that is being said begins anew."""
        language = self._manner.spoken(language)
        if language == self.language:
            return
        self._manner.language = language
        self.voice.clips = self._manner.voices
        self.phone.words = self._manner.words
        self.dress(self.theme)
        if line := self._mouth.saying:
            self._say(line)

    @property
    def language(self) -> str:
        """What is spoken and written now."""
        return self._manner.language

    def close(self) -> None:
        """Fall silent, stop counting, write what could not be written until now."""
        self.voice.close()
        self._patience.close()
        self._clerk.ledger.catch_up()

    def _given(self) -> flow.Given:
        now = clock.now().astimezone(clock.HONG_KONG)
        return flow.Given(now.date().isoformat(), now.hour, clock.new_id(), int(now.timestamp() * 1000))

    def scan(self, code: str) -> None:
        """A member's card was read."""
        self._patience.idle = 0
        self.settle()
        self._do(flow.scan(self.state, code))

    def pause(self, until: int) -> None:
        """Everybody looks at the trainer, until this moment (ms) at the latest; 0 ends it."""
        if until:
            self._do(flow.pause(self.state, until))
        elif self.state.paused:
            self._do(flow.pass_time(replace(self.state, paused=1), self._given()))

    def stumble(self, error: BaseException) -> None:
        """The app failed: keep what is to be kept, and send for a trainer."""
        logging.getLogger(__name__).error("the app failed", exc_info=error)
        self.stage.strike()
        self.hands.forget()
        self._patience.forget_waits()
        self._clerk.ledger.catch_up()
        self._do(flow.stumble(self.state))

    def join_ended(self, why: str) -> None:
        """The tablet belongs to a centre now; `why` is the code of what hindered it, where it does not."""
        self._do(flow.not_joined(self.state, why) if why else flow.joined(self.state))

    @property
    def late(self) -> int:
        """How much is not on the disk yet."""
        return self._clerk.ledger.late

    def inspect(self) -> None:
        """How the tablet stands may have changed."""
        self._do(flow.Turn(self.state, (flow.Inspect(),)))

    def perform(self, turn: flow.Turn) -> None:
        """What the flow made elsewhere."""
        self._do(turn)

    def _do(self, turn: flow.Turn) -> None:
        if turn.state.attempt != self.state.attempt:
            self._patience.forget_waits()
        before, self.state = (flow.wanted(self.state), self.state.learner), turn.state
        after = (flow.wanted(self.state), self.state.learner)
        if after != before:
            self._please(after[0])
        for effect in turn.effects:
            self._effect(effect)
        self.show()
        self._mouth.foresee(self.state.play if self.state.screen == "lesson" else None)

    def _please(self, learner: Learner | None) -> None:
        """Large, loud, slow and in the language that she likes; the tablet's own way where nobody is."""
        self._doubts = False
        self.speak(self._manner.wished(learner))
        self.voice.volume = self._manner.loud(learner, self.state)
        self.voice.is_slow = bool(learner and learner.slow)
        scale = self._manner.scale(learner)
        if self.theme.profile.is_small:
            scale = min(scale, SCALE_SMALL)
        if scale != self.theme.scale:
            self.dress(replace(self.theme, scale=scale))

    def _effect(self, effect: flow.Effect) -> None:
        match effect:
            case play.Play(line=line):
                self._say(line)
            case play.Wait(target=target, seconds=seconds):
                self._patience.wait(target, seconds)
            case flow.Join(code=code):
                if self._join:
                    self._join(code)
            case flow.Close():
                self._on_close()
            case flow.Hush():
                self.voice.stop()
                self._patience.forget_waits()
            case flow.Keep():
                self._ask(effect)
                self._please(flow.wanted(self.state))
            case _:
                self._ask(effect)

    def _ask(self, task: Task) -> None:
        answer = self._clerk.do(task, self.state, now=self._given().now, mute=self.voice.is_mute)
        if isinstance(answer, flow.Turn):
            self._do(answer)
        else:
            self.state = answer

    # What is shown

    def show(self) -> None:
        """Show where the flow stands."""
        if self.stage.show(self._manner.view(self.state), flow.rail(self.state)):
            self.hands.meet_screen()
        self._write_said()

    # What is said

    def _write_said(self) -> None:
        """What is being said can be read, too: where it stands nowhere on the screen it is written over it."""
        if line := self._mouth.saying:
            self._unsay.cancel()
            self.stage.tell(self._manner.tongue.over(line))

    def _say(self, line: Line) -> None:
        if line == phrase("saved") and self._clerk.ledger.is_late:
            line = phrase("ask-trainer")  # nothing may be promised that the disk has not
        playing = self.state.play
        spoken = self._manner.tongue.over(line)
        self._mouth.say(line, spoken, waited_for=playing.here.voice if playing else "", is_hushed=self._is_hushed)

    def _spoken(self, line: Line) -> None:
        cut = self._mouth.end(line)
        if not self._doubts:
            self._unsay()
        self.happen(play.Spoken(line.id))
        playing = self.state.play
        waits = self.state.screen == "lesson" and playing is not None and not self.voice.is_speaking
        if cut and waits and playing and playing.here.voice == cut.id:
            self._say(cut)

    # What the fingers do

    def acted(self) -> None:
        """The ghost hand has shown something."""
        self.happen(play.Shown())

    def stir(self) -> None:
        """Somebody is here."""
        self._patience.idle, self._is_hushed = 0, False

    def mean(self, events: Sequence[touch.Event]) -> None:
        """Fingers meant this. Where somebody else may sit here by now, it means that first of all."""
        for what in events:
            if isinstance(what, touch.Press | touch.Release):
                self.stage.press(what.id if isinstance(what, touch.Press) else None)
            elif self._doubts:
                self._doubts = False
                self._do(flow.doubt(self.state))
                return
            elif isinstance(meant := hands.meant(what, self.state, self.phone), str):
                self.pick(meant)
            elif meant:
                self.happen(meant)
            elif isinstance(what, touch.Miss) and not self.voice.is_speaking:
                self._do(flow.miss(self.state))

    # What time does

    def _second(self) -> None:
        if self._is_nobody_here and self._stock.start_fresh():
            self._greeting = replace(self._greeting, effects=())  # who stands before the names was greeted already
        if self.state.paused:
            self._do(flow.pass_time(self.state, self._given()))
            return
        if self.voice.is_speaking or self.stage.is_acting or self.hands.are_on_glass or self._is_nobody_here:
            return
        match self._patience.count(self.state.screen):
            case "close":
                self._do(flow.close(self.state))
            case "prompt":
                self._prompt(self._patience.idle)
            case "still-there":
                self._is_hushed = False
                self._say(phrase("still-there"))
                self._doubts = True
                self._write_said()
            case "gone":
                self._do(flow.reset(self.state, self._given()))

    @property
    def _is_nobody_here(self) -> bool:
        state = self.state
        return state.screen in {"names", "surnames"} and state.beside is None

    def _prompt(self, seconds: int) -> None:
        """Nothing was touched for so long. In a class what follows is written, not spoken: her neighbours learn."""
        learner = flow.wanted(self.state)
        self._is_hushed = self.state.roster.session is not None and not self._manner.wears(learner)
        self.happen(play.Idle(seconds))
