"""From the names to the home screen: who it is, her pictures, what is kept about her, does she hear, how was it."""

from msgspec.structs import replace

from elderapp.lesson.model import Line
from elderapp.player import play
from elderapp.player.phrases import phrase
from elderapp.records.people import PICTURES, Learner
from elderapp.records.statements import Verb
from elderapp.tablet.flow import guide, joining
from elderapp.tablet.flow.reading import away_days, learnt_last, named, next_lesson, present, surnames
from elderapp.tablet.flow.saying import GUEST, about, go, hand, say, statement, written
from elderapp.tablet.flow.state import AWAY_DAYS, PAGE_OF_NAMES, SURNAMES_FROM, Effect, Meet, Recall, State, Turn

PICTURES_OF_SECRET = 3
NOTICE = ("notice-1", "notice-2", "notice-3", "notice-4", "notice-5")
"""What is kept, what for, what never, whom to ask: read out at the first sign-in, 25 seconds in all."""
NOTICE_VERSION = 1
VOLUMES = (40, 60, 80, 100)
PAGE_OF_SURNAMES = 6


def names(state: State) -> Turn:
    """Back to the names: by surname first where the class is large. A hand that was up goes down with her."""
    kept = written(state, hand(replace(state, screen="home"), "lowered")) if state.hand_up else ()
    state = signed_out(state)
    if len(present(state.roster)) >= SURNAMES_FROM:
        turn = go(state, "surnames", "which-surname")
    else:
        turn = go(state, "names", "who-are-you")
    return Turn(turn.state, (*kept, *turn.effects))


def signed_out(state: State) -> State:
    """Nobody: nothing personal stays."""
    return replace(
        state, learner=None, progress={}, play=None, attempt="", card="", choice="", hand_up=False, page=0,
        fresh=False, after=(), guided=(), surname="", entering=None, secret=(), first=(), asked=(),
        stuck="", line=0, beside=None, offered="", offers=False,
    )  # fmt: skip


def pick_name(state: State, what: str) -> Turn:
    """A name, somebody new, a guest, the next page."""
    match what:
        case "walk-in":
            return go(state, "pictures", "pick-picture")
        case "guest":
            return sign_in(state, Learner(f"{GUEST}{state.given.new_id}", "", "teacup", told=True, volume=VOLUMES[-1]))
        case "more":
            pages = -(-len(named(state)) // PAGE_OF_NAMES)
            return Turn(replace(state, page=(state.page + 1) % max(1, pages)))
    learner = next((p for p in state.roster.learners if f"learner:{p.id}" == what), None)
    return prove(state, learner) if learner else Turn(state)


def pick_surname(state: State, what: str) -> Turn:
    """The first character of her name; or what is beside the names."""
    if what == "more":
        pages = -(-len(surnames(state)) // PAGE_OF_SURNAMES)
        return Turn(replace(state, page=(state.page + 1) % max(1, pages)))
    if what.startswith("surname:"):
        return go(state, "names", "who-are-you", surname=what.removeprefix("surname:"))
    return pick_name(state, what)


def pick_picture(state: State, picture: str) -> Turn:
    """Somebody who is new chooses her picture: she is one of us from here on."""
    if picture not in PICTURES:
        return Turn(state)
    guests = sum(1 for p in state.roster.learners if p.name.startswith("新朋友"))
    learner = Learner(state.given.new_id, f"新朋友{guests + 1}", picture)
    session = state.roster.session
    if session:
        session = replace(session, learners=(*session.learners, learner.id))
    roster = replace(state.roster, learners=(*state.roster.learners, learner), session=session)
    turn = sign_in(replace(state, roster=roster), learner)
    return Turn(turn.state, (Meet(learner), *turn.effects))


def scan(state: State, code: str) -> Turn:
    """A member's card was read. It counts only where nobody is signed in."""
    if joining.is_open(state):
        return joining.scan(state, code)
    if state.screen not in {"names", "surnames", "pictures"}:
        return Turn(state)
    learner = next((p for p in state.roster.learners if code and p.member == code), None)
    if learner and state.beside and learner.id == state.beside.learner.id:
        return Turn(state)
    return sign_in(state, learner) if learner else say(state, phrase("card-unknown"))


def prove(state: State, learner: Learner) -> Turn:
    """Ask for her three pictures where the centre wants that; who has none yet chooses them now."""
    if "secret" not in state.roster.asks:
        return sign_in(state, learner)
    words = "your-pictures" if learner.secret else "choose-pictures"
    return go(state, "secret", words, entering=learner, secret=(), first=())


def pick_secret(state: State, picture: str) -> Turn:
    """One more of the three."""
    learner = state.entering
    if learner is None or picture not in PICTURES:
        return Turn(state)
    chosen = (*state.secret, picture)
    if len(chosen) < PICTURES_OF_SECRET:
        return Turn(replace(state, secret=chosen))
    state = replace(state, secret=())
    if learner.secret:
        right = learner.secret == ",".join(chosen)
        return sign_in(state, learner) if right else say(state, phrase("other-pictures"))
    if not state.first:
        return say(replace(state, first=chosen), phrase("pictures-again"))
    if state.first != chosen:
        return say(replace(state, first=()), phrase("choose-pictures"))
    return sign_in(state, replace(learner, secret=",".join(chosen)))


def sign_in(state: State, learner: Learner) -> Turn:
    """She is here: attended, and how far she has come is looked up."""
    changed = learner != next((p for p in state.roster.learners if p.id == learner.id), learner)
    state = replace(
        _known(state, learner), learner=learner, progress={}, screen="home", entering=None, secret=(), first=()
    )
    effects: list[Effect] = [Meet(learner)] if changed else []
    effects.append(Recall(learner.id))
    if state.roster.session:
        effects += written(state, statement(state, Verb.ATTENDED, "", {}))
    return Turn(state, tuple(effects))


def onward(state: State) -> Turn:
    """What is still to be asked before the home screen; or that."""
    learner, asks = state.learner, state.roster.asks
    if learner is None:
        return names(state)
    if "notice" in asks and not learner.told:
        return go(state, "notice", NOTICE[0], line=0)
    if "hearing" in asks and not learner.volume:
        return go(state, "hearing", "can-you-hear")
    if state.beside:
        return home(state)  # two who came to learn together are not asked what each did at home
    if "tried" in asks and "tried" not in state.asked and learnt_last(state):
        return go(replace(state, asked=(*state.asked, "tried")), "tried", "tried-at-home")
    if "recap" not in state.asked and away_days(state) >= AWAY_DAYS and learnt_last(state):
        card = learnt_last(state)
        return go(replace(state, asked=(*state.asked, "recap")), "recap", "recap", card=card, line=0)
    return home(state)


def home(state: State) -> Turn:
    """What next."""
    upcoming = next_lesson(state)
    words = f"home-{upcoming[1]}" if upcoming else "home"
    return go(replace(state, play=None, attempt=""), "home", words)


def pick_notice(state: State, what: str) -> Turn:
    """明白, which is written down with the notice's version."""
    if what != "understood" or state.learner is None:
        return Turn(state)
    state, kept = change(state, told=True)
    said = about(state, Verb.ANSWERED, "@notice", {"understood": NOTICE_VERSION}, kept.learner.id)
    turn = onward(state)
    return Turn(turn.state, (kept, *written(state, said), *turn.effects))


def pick_hearing(state: State, what: str) -> Turn:
    """She hears; or it is made louder, and asked again; or she reads."""
    learner = state.learner
    if learner is None:
        return Turn(state)
    now = learner.volume or VOLUMES[1]
    match what:
        case "hear" | "read":
            state, kept = change(state, volume=now)
            turn = onward(state)
            return Turn(turn.state, (kept, *turn.effects))
        case "louder":
            louder = next((v for v in VOLUMES if v > now), VOLUMES[-1])
            state, kept = change(state, volume=louder)
        case "earphones":
            state, kept = change(state, earphones=True, volume=VOLUMES[0])
        case _:
            return Turn(state)
    turn = say(state, phrase("can-you-hear"))
    return Turn(turn.state, (kept, *turn.effects))


def pick_tried(state: State, what: str) -> Turn:
    """Whether she has tried it at home; who got stuck sees it again today."""
    if what not in {"yes", "no", "stuck"} or state.learner is None:
        return Turn(state)
    lesson = learnt_last(state)
    said = about(state, Verb.ANSWERED, f"{lesson}/tried", {"tried": what}, state.learner.id)
    turn = onward(replace(state, stuck=lesson if what == "stuck" else ""))
    if turn.state.screen == "home":  # what the home screen says comes after it
        turn = Turn(turn.state, (play.Play(phrase(f"tried-{what}")),))
    return Turn(turn.state, (*written(state, said), *turn.effects))


def pick_recap(state: State, what: str) -> Turn:
    """She has heard it."""
    return onward(state) if what == "next" else Turn(state)


def lines_to_read(state: State) -> tuple[Line, ...]:
    """Lines that are read out one after the other on this screen."""
    if state.screen == "notice":
        return tuple(map(phrase, NOTICE))
    if state.screen == "recap" and state.card in state.lessons:
        return (phrase("recap"), *state.lessons[state.card].card)
    return ()


def spoken(state: State, line: str) -> Turn:
    """A line is over: the next one, where several are read out."""
    lines = lines_to_read(state)
    if state.line >= len(lines):
        return guide.spoken(replace(state, fresh=False), line)
    if line != lines[state.line].id:  # a hint was heard meanwhile: first its rest, then the reading goes on
        return guide.in_turn(state, state.after or (lines[state.line],))
    state = replace(state, line=state.line + 1)
    return guide.in_turn(state, lines[state.line : state.line + 1] or guide.to_choose(state))


def change(state: State, **wishes: object) -> tuple[State, Meet]:
    """The learner with other wishes, in the roster too, and the order to keep them."""
    assert state.learner is not None
    learner = replace(state.learner, **wishes)
    return replace(_known(state, learner), learner=learner), Meet(learner)


def _known(state: State, learner: Learner) -> State:
    people = tuple(learner if p.id == learner.id else p for p in state.roster.learners)
    return replace(state, roster=replace(state.roster, learners=people))
