"""The app's one window: feeds touches through the filter, shows what the flow says, plays what it asks, writes it down.

Nothing here decides: `elderapp.tablet.flow` does, and `elderapp.tablet.touch` what was meant by a finger. A file that
fails is `elderapp.tablet.ledger`'s matter: the lesson goes on.
"""

import logging
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal, assert_never

from kivy.clock import Clock
from kivy.uix.floatlayout import FloatLayout
from msgspec.structs import replace

from elderapp import clock
from elderapp.i18n import SOURCE, Words
from elderapp.lesson.model import Gesture, Lesson, Line
from elderapp.packs.model import Clip
from elderapp.player import play
from elderapp.player.phrases import phrase
from elderapp.records.people import Learner, Roster
from elderapp.records.statements import Statement
from elderapp.tablet import flow, screens, touch, views
from elderapp.tablet.audio import Voice
from elderapp.tablet.contents import Contents, Later
from elderapp.tablet.door import Door
from elderapp.tablet.ledger import TROUBLE, Keeper, Ledger
from elderapp.tablet.phone import PhoneWidget
from elderapp.tablet.photos import Photos
from elderapp.tablet.theme import Theme
from elderapp.tablet.tongue import Tongue

IDLE_STEPS = (15, 40, 75)
"""Seconds without a touch after which the lesson speaks again or offers help."""
CORNER_CLOSES = 120
"""Seconds after which a trainer's corner that nobody touches closes; the help desk stays open."""
STILL_THERE = 180
GONE = 600
LOUDEST_IN_CLASS = 0.8
"""Twelve tablets talk at once: no speaker is louder there. Earphones are nobody's business."""
SCREENS_KEPT = 3
"""Screens that stay alive; each costs about 7 MB (measured on 1280 × 800)."""
SCAN_PAUSE = 0.5
"""Seconds: a scanner types a card's number within a tenth; what comes later belongs to the next card."""
FIRST_FRAMES = 0.1
"""Seconds until what is installed is read: the first screen comes first."""
PHONE = "phone:"
"""Before the ids of what can be tapped on the practice phone, which are the mock's own."""


class Shell(FloatLayout):
    """The app's root widget."""

    def __init__(
        self,
        *,
        lessons: dict[str, Lesson],
        clips: Mapping[str, tuple[Path, Clip]],
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
    ) -> None:
        """`on_written` is told after each write what was said, so that somebody can push it.

        `words` and `clips` are the source language's, `tongues` are the others; `language` is the tablet's own;
        `photos` are the pictures that come with lessons, `facts` tells how the tablet stands, `export` puts what was
        not sent into a folder and gives how much it was (None: `facts` will tell, and `inspect` is called). `on_close`
        is told when the trainer leaves the app. What `later` gives takes the place of lessons, clips, tongues and
        photos once the first screen stands. `join` begins to pair a tablet without a centre; `join_ended` is called.
        """
        super().__init__()
        self._ledger = Ledger(keeper)
        self._on_written = on_written
        self._tongues = {SOURCE: Tongue(words, {}, clips), **(tongues or {})}
        self._own = language
        self.language = language if language in self._tongues else SOURCE
        self.theme = theme
        self._scale = theme.scale
        self._drawn: tuple[views.View, views.Rail] | None = None
        self._screens: dict[type, Any] = {}
        self._screen: Any = None
        self._is_new = False
        self._ghost: tuple[object, ...] | None = None
        self._waits: dict[str, Any] = {}
        self._cut: Line | None = None
        self._saying: Line | None = None
        self._fingers = touch.Fingers()
        self._idle = 0
        self._doubts = self._is_hushed = False
        self._typed, self._typed_at = "", 0.0
        self._door = Door(self._ledger)
        self._volume = volume
        self._facts, self._export = facts, export
        self._exported: int | None = None
        self._on_close = on_close
        self._join = join
        self.photos: Photos = photos or {}
        self.phone = PhoneWidget(photos=self.photos, words=self._words, theme=theme)
        self.voice = Voice(self._tongue.voices(clips), on_beat=self._light, on_end=self._spoken, volume=volume)
        self._seconds = Clock.schedule_interval(self._second, 1.0)
        self._later = Later(later, lambda: Clock.schedule_once(self.settle)) if later else None
        self._fresh: Callable[[], Contents] | None = None
        begin = flow.start(roster, lessons, self._given(), self._languages)
        own = {"loudest": self._ledger.setting("loudest", 0), "can_join": join is not None}
        begin = flow.Turn(replace(begin.state, **own), begin.effects)
        self.state: flow.State = begin.state
        self._please(None)
        self._greeting = begin
        self._do(replace(begin, effects=()) if later else begin)
        if self._later:
            Clock.schedule_once(self._read_later, FIRST_FRAMES)

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
        before = self._drawn
        self.state = flow.meet_roster(self.state, roster)
        self._show()
        if self._drawn != before:
            self._fingers = touch.new_screen(self._fingers, Clock.get_time())

    def _read_later(self, _dt: float) -> None:
        if self._later:
            self._later.start()

    def restock(self, read: Callable[[], Contents]) -> None:
        """New packs were installed: `read` is called, and what it gives taken up, as soon as nobody is signed in."""
        self._fresh = read

    def _take_fresh(self) -> None:
        if self._fresh is None or self._later is not None or not self._is_nobody_here:
            return
        self._later, self._fresh = Later(self._fresh, lambda: Clock.schedule_once(self.settle)), None
        self._greeting = replace(self._greeting, effects=())  # who stands before the names was greeted already
        self._later.start()

    def settle(self, _dt: float = 0.0) -> None:
        """Take up the lessons that were read meanwhile; only then the first line is said, which has a clip now."""
        if self._later is None:
            return
        found, self._later = self._later.take(), None
        words = self._tongues[SOURCE].words
        self._tongues = {SOURCE: Tongue(words, {}, found.clips), **found.tongues}
        self.photos = self.phone.photos = found.photos
        self._screens.pop(screens.LessonScreen, None)
        self.state = flow.stock(self.state, found.lessons, self._languages)
        self.voice.clips = self._tongue.voices(found.clips)
        self.speak(self._own)
        self._do(flow.Turn(self.state, self._greeting.effects))

    def dress(self, theme: Theme) -> None:
        """Draw everything anew: the window has another size, or its reader wants larger text."""
        self.theme = theme
        self._screens.clear()
        self._screen = self._drawn = self._ghost = None
        self.phone.stop_ghost()
        if self.phone.parent is not None:
            self.phone.parent.remove_widget(self.phone)
        self.phone.theme = theme
        self._show()

    def speak(self, language: str) -> None:
        """Go on in this language (or Cantonese) at the same step; a line that is being said begins anew."""
        if language not in self._tongues:
            language = SOURCE
        if language == self.language:
            return
        self.language = language
        self.voice.clips = self._tongue.voices(self._tongues[SOURCE].clips)
        self.phone.words = self._words
        self.dress(self.theme)
        if self.voice.is_speaking and self._saying:
            self._say(self._saying)

    @property
    def _languages(self) -> tuple[str, ...]:
        """Those that the tablet speaks, its own first."""
        own = self._own if self._own in self._tongues else SOURCE
        return (own, *sorted(self._tongues.keys() - {own}))

    @property
    def _tongue(self) -> Tongue:
        return self._tongues[self.language]

    @property
    def _words(self) -> Words:
        return self._tongue.words

    def close(self) -> None:
        """Fall silent, stop counting, write what could not be written until now."""
        self.voice.close()
        self._seconds.cancel()
        self._forget_waits()
        self._ledger.catch_up()

    def _given(self) -> flow.Given:
        now = clock.now().astimezone(clock.HONG_KONG)
        return flow.Given(now.date().isoformat(), now.hour, clock.new_id(), int(now.timestamp() * 1000))

    def scan(self, code: str) -> None:
        """A member's card was read."""
        self._idle = 0
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
        self._screens.clear()
        self._screen = self._drawn = self._ghost = None
        self._fingers = touch.Fingers()
        self._forget_waits()
        self._ledger.catch_up()
        self._do(flow.stumble(self.state))

    def hear_keys(self, text: str) -> None:
        """A scanner types what it has read."""
        now = Clock.get_time()
        self._typed = self._typed + text if now - self._typed_at < SCAN_PAUSE else text
        self._typed_at = now

    def hear_enter(self) -> None:
        """The scanner's last key."""
        code, self._typed = self._typed.strip(), ""
        if code:
            self.scan(code)

    def join_ended(self, why: str) -> None:
        """The tablet belongs to a centre now; `why` is the code of what hindered it, where it does not."""
        self._do(flow.not_joined(self.state, why) if why else flow.joined(self.state))

    @property
    def late(self) -> int:
        """How much is not on the disk yet."""
        return self._ledger.late

    def inspect(self) -> None:
        """How the tablet stands may have changed."""
        self._do(flow.Turn(self.state, (flow.Inspect(),)))

    def perform(self, turn: flow.Turn) -> None:
        """What the flow made elsewhere."""
        self._do(turn)

    def _do(self, turn: flow.Turn) -> None:
        if turn.state.attempt != self.state.attempt:
            self._forget_waits()
        before, self.state = (flow.wanted(self.state), self.state.learner), turn.state
        after = (flow.wanted(self.state), self.state.learner)
        if after != before:
            self._please(after[0])
        for effect in turn.effects:
            self._effect(effect)
        self._show()

    def _please(self, learner: Learner | None) -> None:
        """Large, loud, slow and in the language that she likes; the tablet's own way where nobody is."""
        self._doubts = False
        self.speak((learner.language if learner else "") or self._own)
        loud = self._volume * (learner.volume / 100 if learner and learner.volume else 1.0)
        self.voice.volume = loud if learner and learner.earphones else min(loud, self._loudest)
        self.voice.is_slow = bool(learner and learner.slow)
        scale = max(self._scale, learner.scale) if learner else self._scale
        if scale != self.theme.scale:
            self.dress(replace(self.theme, scale=scale))

    @property
    def _loudest(self) -> float:
        """How loud the speaker may be: as a trainer said; in a class no louder than the rule."""
        said = self.state.loudest / 100 or 1.0
        return min(said, LOUDEST_IN_CLASS) if self.state.roster.session is not None else said

    def _effect(self, effect: flow.Effect) -> None:
        match effect:
            case play.Play(line=line):
                self._say(line)
            case play.Wait(target=target, seconds=seconds):
                self._wait(target, seconds)
            case flow.Write(statements=statements):
                self._ledger.record(statements)
                self._on_written(statements)
            case flow.Meet(learner=learner):
                session = self.state.roster.session
                self._ledger.meet(learner, session.id if session else "")
                self._on_written(())
            case flow.Recall(learner=learner_id, greets=greets):
                self.state = flow.remember(self.state, learner_id, self._ledger.progress(learner_id))
                if greets:
                    self._do(flow.greet(self.state))
            case flow.Prove(pin=pin):
                self._prove(pin)
            case flow.Inspect():
                own = {"mute": self.voice.is_mute, "late": self._ledger.late}
                put = {} if self._exported is None else {"exported": self._exported}
                self.state = flow.tell(self.state, replace(self._facts(), **own, **put))
            case flow.LookBack(learner=learner_id):
                self.state = flow.look_back(self.state, self._ledger.sittings(learner_id))
            case flow.Keep(key=key, value=value):
                self._ledger.set_setting(key, value)
                self._please(flow.wanted(self.state))
            case flow.Export():
                self._put_aside()
            case flow.Join(code=code):
                if self._join:
                    self._join(code)
            case flow.Close():
                self._on_close()
            case flow.Hush():
                self.voice.stop()
                self._forget_waits()
            case _:
                assert_never(effect)

    def _put_aside(self) -> None:
        try:
            self._exported = self._export(self.state.facts.usb)
        except TROUBLE as error:
            logging.getLogger(__name__).warning("nothing could be put into the USB folder: %s", error)
            self._exported = -2

    def _prove(self, pin: str) -> None:
        now = self._given().now
        staff = self._door.open(pin, self.state.roster.staff, now)
        turn = flow.admit(self.state, staff) if staff else flow.turn_away(self.state, self._door.wait(now))
        self._do(turn)

    # What is shown

    def _show(self) -> None:
        view = self._tongue.over(flow.look(self.state), self._lesson)
        kind = screens.FOR[type(view)]
        if not isinstance(self._screen, kind):
            self._open(kind)
        self._draw(view)
        shown = view.phone if isinstance(view, play.LessonView) else None
        self.phone.show(shown)
        self._act_ghost(shown, view)

    @property
    def _lesson(self) -> str:
        """The lesson whose phones' words are looked up."""
        playing = self.state.play
        return playing.lesson.id if self.state.screen == "lesson" and playing else ""

    def _draw(self, view: views.View) -> None:
        """Draw the screen anew only where something on it has changed besides the phone."""
        plain = replace(view, phone=None) if isinstance(view, play.LessonView) else view
        drawn = (plain, flow.rail(self.state))
        if drawn != self._drawn:
            self._drawn = drawn
            self._screen.show(view, drawn[1])
            if self._is_new:
                self._is_new = False
                self._screen.fade_in()

    def _open(self, kind: type) -> None:
        if kind not in self._screens:
            needs = {"phone": self.phone, "photos": self.photos} if kind is screens.LessonScreen else {}
            self._screens[kind] = kind(self.theme, self._words, **needs)
        self.clear_widgets()
        self._screen = self._screens[kind] = self._screens.pop(kind)
        self._let_go_of_screens()
        self.add_widget(self._screen)
        self._is_new = True
        self._fingers = touch.new_screen(self._fingers, Clock.get_time())

    def _let_go_of_screens(self) -> None:
        """Keep those that were shown last: each holds the pictures of its words."""
        for kind in [*self._screens][:-SCREENS_KEPT]:
            gone = self._screens.pop(kind)
            if self.phone.parent is not None and gone is not self._screen and kind is screens.LessonScreen:
                self.phone.parent.remove_widget(self.phone)

    def _act_ghost(self, phone: play.PhoneView | None, view: views.View) -> None:
        """Start the ghost hand once for each thing it shows."""
        key = None
        if phone and phone.ghost and isinstance(view, play.LessonView):
            key = (view.stage, view.step, phone.screen_id, phone.ghost)
        if key == self._ghost:
            return
        self._ghost = key
        if phone and phone.ghost:
            self.phone.play_ghost(phone.ghost, self._shown)

    def _shown(self) -> None:
        self._ghost = None
        self.happen(play.Shown())

    # What is said

    def _say(self, line: Line) -> None:
        """Say it. A line that the lesson waits for, and that is cut off by one of the shell's, is said again after."""
        if line == phrase("saved") and self._ledger.is_late:
            line = phrase("ask-trainer")  # nothing may be promised that the disk has not
        cut, playing = self._saying if self.voice.is_speaking else None, self.state.play
        if cut and playing and playing.here.voice == cut.id != line.id:
            self._cut = cut
        self._darken(cut)
        self._saying = line
        loud = self.voice.volume
        self.voice.volume = 0.0 if self._is_hushed else loud
        self.voice.say(self._tongue.over(line))
        self.voice.volume = loud

    def _light(self, line: Line, first: int, last: int) -> None:
        caption = self._screen.caption_for(line.id)
        if caption is not None:
            caption.light(first, last)

    def _darken(self, line: Line | None) -> None:
        caption = self._screen.caption_for(line.id) if line and self._screen else None
        if caption is not None:
            caption.dark()

    def _spoken(self, line: Line) -> None:
        self._darken(line)
        cut, self._cut = self._cut, None
        self.happen(play.Spoken(line.id))
        playing = self.state.play
        waits = self.state.screen == "lesson" and playing is not None and not self.voice.is_speaking
        if cut and waits and playing and playing.here.voice == cut.id:
            self._say(cut)

    # What the fingers do

    def on_touch_down(self, finger: Any) -> bool:
        """Somebody is here."""
        self._idle, self._is_hushed = 0, False
        self._feel("down", finger)
        return True

    def on_touch_move(self, finger: Any) -> bool:
        """A finger moves."""
        self._feel("move", finger)
        return True

    def on_touch_up(self, finger: Any) -> bool:
        """A finger lifts."""
        self._feel("up", finger)
        return True

    def _feel(self, kind: Literal["down", "move", "up"], finger: Any) -> None:
        self._touch(touch.Finger(kind, finger.uid, finger.x, finger.y, Clock.get_time()))
        if kind == "down" and self._held():
            # A finger that lies still tells nothing: look again once it has pressed long enough.
            Clock.schedule_once(lambda _dt: self._feel_still(finger), touch.HOLD + 0.05)

    def _feel_still(self, finger: Any) -> None:
        self._touch(touch.Finger("move", finger.uid, finger.x, finger.y, Clock.get_time()))

    def _touch(self, event: touch.Finger) -> None:
        felt = touch.feel(self._fingers, self.scene(), event)
        self._fingers = felt.fingers
        for what in felt.events:
            if self._doubts and not isinstance(what, touch.Press | touch.Release):
                self._doubts = False
                self._do(flow.doubt(self.state))
                return
            self._act(what)

    def scene(self) -> touch.Scene:
        """What a finger can mean now: the screen's targets, and the phone's where one is shown."""
        here = [touch.Target(id, (x, y, x + w, y + h)) for id, (x, y, w, h), _role in self._screen.targets()]
        there = [touch.Target(f"{PHONE}{t.id}", t.box, t.role) for t in self.phone.targets()]
        return touch.Scene((*here, *there), per_mm=self.theme.profile.per_mm, swipes=self._board(),
                           holds=self._held())  # fmt: skip

    def _board(self) -> touch.Box | None:
        """Where a swipe may begin: the practice phone, while the lesson teaches one."""
        playing = self.state.play
        if self.state.screen != "lesson" or playing is None or not isinstance(playing.current, Gesture):
            return None
        return self.phone.screen_box()

    def _teaches(self, gesture: str) -> str:
        """What is to be held, or to be scrolled to, where the lesson asks for this now; else nothing."""
        playing = self.state.play
        step = playing.current if self.state.screen == "lesson" and playing else None
        return step.target if isinstance(step, Gesture) and step.gesture == gesture else ""

    def _held(self) -> str:
        target = self._teaches("hold")
        return f"{PHONE}{target}" if target else ""

    def _act(self, event: touch.Event) -> None:
        match event:
            case touch.Press(id=what):
                self._press(what)
            case touch.Release():
                self._press(None)
            case touch.Accept(id=what) if what.startswith(PHONE):
                self.happen(play.Tapped(what.removeprefix(PHONE)))
            case touch.Accept(id=what):
                self.pick(what)
            case touch.Hold(id=what):
                self.happen(play.Held(what.removeprefix(PHONE)))
            case touch.Swipe(direction="up") if self._teaches("scroll"):
                self.happen(play.Scrolled(self._teaches("scroll")))
            case touch.Swipe(direction=direction):
                self.happen(play.Swiped(direction))
            case touch.Miss(x=x, y=y):
                if self.phone.page and self.phone.collide_point(x, y):
                    self.happen(play.Missed())
            case _:
                assert_never(event)

    def _press(self, what: str | None) -> None:
        on_phone = what is not None and what.startswith(PHONE)
        self.phone.set_pressed(what.removeprefix(PHONE) if what and on_phone else None)
        self._screen.set_pressed(None if on_phone else what)

    # What time does

    def _wait(self, target: str, seconds: float) -> None:
        """Tell when a waiting time is over; one that begins anew is over anew."""
        if target in self._waits:
            self._waits[target].cancel()
        self._waits[target] = Clock.schedule_once(lambda _dt: self.happen(play.Waited(target)), seconds)

    def _forget_waits(self) -> None:
        for event in self._waits.values():
            event.cancel()
        self._waits.clear()

    def _second(self, _dt: float) -> None:
        self._take_fresh()
        if self.state.paused:
            self._do(flow.pass_time(self.state, self._given()))
            return
        if self.voice.is_speaking or self._ghost or self._fingers.held or self._is_nobody_here:
            return
        self._idle += 1
        if self.state.screen in flow.OF_CORNER:
            if self._idle == CORNER_CLOSES:
                self._do(flow.close(self.state))
        elif self._idle in IDLE_STEPS:
            self._prompt(self._idle)
        elif self._idle == STILL_THERE:
            self._is_hushed = False
            self._say(phrase("still-there"))
            self._doubts = True
        elif self._idle == GONE:
            self._idle = 0
            self._do(flow.reset(self.state, self._given()))

    @property
    def _is_nobody_here(self) -> bool:
        state = self.state
        return state.screen in {"names", "surnames"} and state.beside is None

    def _prompt(self, seconds: int) -> None:
        """Nothing was touched for so long. In a class what follows is written, not spoken: her neighbours learn."""
        learner = flow.wanted(self.state)
        self._is_hushed = self.state.roster.session is not None and not (learner and learner.earphones)
        self.happen(play.Idle(seconds))
