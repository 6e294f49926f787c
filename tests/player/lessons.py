"""Three small lessons that between them have every step, every widget and every way through."""

from elderapp.lesson.mock import (
    AppBar,
    Banner,
    Bubble,
    Button,
    CallScreen,
    ChatThread,
    Dialog,
    Field,
    Item,
    Keypad,
    List,
    Mock,
    Qr,
    Row,
    Rows,
    Screen,
    SmsThread,
    Status,
    Text,
    Tile,
    Tiles,
)
from elderapp.lesson.model import (
    Call,
    Checklist,
    Choose,
    Gesture,
    Lesson,
    Line,
    Mark,
    Message,
    Move,
    Option,
    Part,
    Reply,
    Say,
    Show,
    Slip,
    Spot,
    Stage,
    Step,
    Tap,
    Turn,
    Type,
)
from elderapp.player.machine import advance, start
from elderapp.player.play import Input, Play, Record, Spoken
from elderapp.player.state import State
from elderapp.player.state import Turn as PlayerTurn
from elderapp.records.people import Resume


def line(id_: str) -> Line:
    return Line(id_, f"「{id_}」。")


def tap(id_: str, screen: str, target: str, *, mock: str = "bank", key: bool = True, slip: Slip | None = None) -> Tap:
    return Tap(
        id=id_, say=line(f"{id_}/say"), where=line(f"{id_}/where"), mock=mock, screen=screen, target=target,
        key=key, slip=slip,
    )  # fmt: skip


def enter(id_: str, screen: str, field: str, expect: str, *, mock: str = "bank") -> Type:
    return Type(
        id=id_, say=line(f"{id_}/say"), where=line(f"{id_}/where"), mock=mock, screen=screen, field=field,
        expect=expect,
    )  # fmt: skip


def swipe(id_: str, screen: str, way: str, *, mock: str = "bank") -> Gesture:
    return Gesture(
        id=id_, say=line(f"{id_}/say"), where=line(f"{id_}/where"), mock=mock, screen=screen, gesture=way,
    )  # fmt: skip


def stage(kind: str, *steps: Step, say: Line | None = None) -> Stage:
    return Stage(kind, steps, say)


BANK = Mock(
    id="bank",
    kind="bank",
    start="home",
    ribbon="money",
    screens={
        "home": Screen(
            (
                Status(),
                AppBar(text="海港銀行"),
                Tiles(
                    items=(Tile(id="fps", text="轉數快", goto="amount"), Tile(id="bills", text="賬單", goto="bills"))
                ),
                List(items=(Item(id="help", text="幫手", goto="bills"), Item(id="plain", text="冇嘢"))),
                Banner(text="抽獎", id="advert", goto="bills", close="home"),
                Banner(text="你好"),
            )
        ),
        "bills": Screen((AppBar(text="賬單", back="back"), Text(text="冇賬單。", id="none")), {"right": "home"}),
        "amount": Screen(
            (
                AppBar(text="轉數快", back="home"),
                Rows(items=(Row(id="payee", label="收款人", value="CHAN T** L**"),)),
                Keypad(id="pad", kind="money", max="5000"),
                Button(id="next", text="下一步", needs="pad", goto="pin"),
            )
        ),
        "pin": Screen(
            (
                Field(id="code", label="密碼", secret=True),
                Field(id="memo", value="飯錢"),
                Keypad(id="digits", kind="pin", field="code"),
                Button(id="ok", text="確定", needs="code", goto="review"),
                Button(id="note", text="備註", needs="memo"),
            )
        ),
        "review": Screen(
            (
                Text(text="睇真啲"),
                Dialog(
                    text="轉賬 $10？",
                    accept=Button(id="yes", text="確認", wait=10, goto="done"),
                    cancel=Button(id="no", text="取消", role="danger", goto="home"),
                ),
            )
        ),
        "done": Screen((Banner(text="練習完成", tone="good"), Qr(id="receipt", text="HK")), {"up": "home"}),
    },
)
CHAT = Mock(
    id="chat",
    kind="chat",
    start="call",
    ribbon="call",
    screens={
        "call": Screen((CallScreen(name="不明來電", state="ringing", answer="talk", decline="threads"),), night=True),
        "talk": Screen((CallScreen(name="不明來電", hang_up="threads"),), night=True),
        "threads": Screen(
            (
                SmsThread(sender="#SHOP", messages=(Bubble(text="你好", id="first", goto="chat"), Bubble(text="喂"))),
                ChatThread(name="阿玲", messages=(Bubble(text="食咗飯未？", mine=True, id="mine"),)),
                Field(id="reply", hint="打字"),
                Dialog(text="冇掣。"),
            )
        ),
        "chat": Screen((AppBar(text="阿玲", back="back"), Field(id="reply", value="好"), Qr(id="scan", mode="scan"))),
    },
)

_SLIP = Slip(line("open/ask"), "bills", line("open/slip"))
_PATH: tuple[Step, ...] = (
    tap("open", "home", "fps", slip=_SLIP),
    enter("amount", "amount", "pad", "10"),
    tap("next", "amount", "next"),
    enter("code", "pin", "code", "123"),
    tap("ok", "pin", "ok"),
    tap("yes", "review", "yes"),
    swipe("close", "done", "up"),
)
_MOVES = (
    Move(say=line("open/say"), act="tap", mock="bank", screen="home", target="fps"),
    Move(say=line("amount/say"), act="type", mock="bank", screen="amount", target="pad", text="10"),
    Move(say=line("yes/say"), act="tap", mock="bank", screen="review", target="yes"),
    Move(say=line("close/say"), act="swipe", mock="bank", screen="done", text="up"),
)

PAY = Lesson(
    id="pay",
    track="e-payments",
    title=line("pay/title"),
    goal=line("pay/goal"),
    done=line("pay/done"),
    minutes=5,
    card=tuple(line(f"pay/card-{n}") for n in range(1, 5)),
    mocks={"bank": BANK, "bank@variant": BANK},
    stages=(
        stage("why", Say(id="why-1", say=line("why-1/say")), Say(id="why-2", say=line("why-2/say"), picture="harbour")),
        stage("watch", Show(id="watch", moves=_MOVES), Show(id="more", moves=_MOVES[:1])),
        stage("together", Say(id="look", say=line("look/say")), *_PATH),
        stage("alone", *_PATH, say=line("alone/say")),
        stage(
            "variant",
            tap("open", "home", "fps", mock="bank@variant"),
            tap("payee", "amount", "payee", mock="bank@variant", key=False),
            say=line("variant/say"),
        ),
        stage("card"),
        stage("checklist", Checklist(id="checklist", say=line("list/say"), items=(line("list/1"), line("list/2")))),
    ),
)

_FAKE = Spot(
    id="fake",
    say=line("fake/say"),
    genuine=False,
    message=Message(
        sender="6XXX 0000",
        number="6000 0000",
        time="10:05",
        parts=(Part("請去 "), Part("parcel.example", "link"), Part(" 補 "), Part("$8.5", "fee"), Part("。")),
    ),
    suspicious=(Mark("link", line("fake/link")), Mark("fee", line("fake/fee"))),
    because=line("fake/because"),
)
_REAL = Spot(
    id="real",
    say=line("real/say"),
    genuine=True,
    message=Message(kind="chat", sender="阿玲", parts=(Part("聽日飲茶？"),)),
    because=line("real/because"),
)
_BARE = Spot(
    id="bare",
    say=line("bare/say"),
    genuine=False,
    message=Message(sender="銀行", parts=(Part("快啲"),)),
    because=line("bare/because"),
)
_CALL = Call(
    id="bank-call",
    say=line("call/say"),
    caller="不明來電",
    number="+852 6000 0000",
    start="a",
    hang_up="gone",
    turns={
        "a": Turn(
            line("a/hear"),
            (Reply("r1", "safe", line("a/r1"), hang_up=True), Reply("r2", "b", line("a/r2"))),
        ),
        "b": Turn(line("b/hear"), (Reply("r1", "safe", line("b/r1")), Reply("r2", "stop", line("b/r2")))),
        "stop": Turn(end="pause", say=line("stop/say"), to="b"),
        "safe": Turn(end="good", say=line("safe/say")),
        "gone": Turn(end="good", hear=line("gone/hear")),
    },
)

SCAM = Lesson(
    id="scam",
    track="scams",
    title=line("scam/title"),
    goal=line("scam/goal"),
    done=line("scam/done"),
    minutes=3,
    card=(line("scam/card-1"),),
    stages=(
        stage("why", Say(id="why-1", say=line("why-1/say"))),
        stage("trick", _FAKE, _REAL, _BARE, _CALL),
    ),
)

_QUESTION = Choose(
    id="question",
    say=line("question/say"),
    options=(
        Option("a", line("q/a"), line("q/a/because")),
        Option("b", line("q/b"), line("q/b/because"), right=True, icon="check"),
        Option("c", line("q/c"), line("q/c/because")),
    ),
)
_SEEN = Choose(
    id="seen",
    say=line("seen/say"),
    options=(Option("a", line("s/a"), line("s/a/because"), right=True),),
    mock="chat",
    screen="threads",
)

TALK = Lesson(
    id="talk",
    track="basics",
    title=line("talk/title"),
    goal=line("talk/goal"),
    done=line("talk/done"),
    minutes=3,
    version="2.1.0",
    mocks={"chat": CHAT, "bank": BANK},
    stages=(
        stage(
            "together",
            Show(id="show", moves=_MOVES[:2]),
            tap("decline", "call", "decline", mock="chat", slip=Slip(line("d/ask"), "answer", line("d/slip"))),
            _QUESTION,
            tap("mine", "threads", "mine", mock="chat", slip=Slip(line("m/ask"), "mine", line("m/slip"))),
            tap("first", "threads", "first", mock="chat"),
            tap("back", "chat", "back", mock="chat"),
            enter("reply", "threads", "reply", "好", mock="chat"),
            swipe("home", "bills", "right"),
            _SEEN,
        ),
        stage("alone", tap("talk", "talk", "hang-up", mock="chat", slip=Slip(line("t/ask"), "none", line("t/slip")))),
        stage("trick", _QUESTION),
    ),
)

LESSONS = (PAY, SCAM, TALK)


def at(place: str, *, lesson: Lesson | None = None) -> State:
    """The state in which a step ``stage/step`` has just come up, in the first lesson that has it."""
    stage_, step = place.split("/")
    for each in LESSONS if lesson is None else (lesson,):
        state = start(each, attempt="a", resume=Resume(stage_, step)).state
        if state.key == place:
            return state
    raise LookupError(place)


def give(state: State, *inputs: Input) -> PlayerTurn:
    """Several inputs, with the effects of the last one alone."""
    turn = PlayerTurn(state)
    for each in inputs:
        turn = advance(turn.state, each)
    return turn


def said(turn: PlayerTurn) -> list[str]:
    """The ids of the lines that are played, with those that wait to be said."""
    played = [effect.line.id for effect in turn.effects if isinstance(effect, Play)]
    return [*played, *(each.line.id for each in turn.state.here.then)]


def records(turn: PlayerTurn) -> list[tuple[str, str]]:
    return [(str(effect.verb), effect.object) for effect in turn.effects if isinstance(effect, Record)]


def listen(state: State) -> PlayerTurn:
    """Every line to its end."""
    turn = PlayerTurn(state)
    while turn.state.here.voice:
        turn = advance(turn.state, Spoken(turn.state.here.voice))
    return turn
