"""A view of every screen of the shell, with invented people: for contact sheets and for the tests of the rules."""

from typing import Any

from elderapp.lesson.mock import Screen
from elderapp.lesson.model import STAGES, Line, StageKind
from elderapp.player.phrases import phrase
from elderapp.player.play import Answer, LessonView, PhoneView, StageMark, WellDone
from elderapp.records.people import PICTURES, Learner
from elderapp.tablet import views
from elderapp.tablet.flow.corner_showing import (
    AGAIN,
    JOINING,
    JUDGED,
    LOUDEST,
    OUTCOMES,
    ROOMS,
    STEP_ROOMS,
    TOPICS,
    TROUBLE,
    USB,
)
from elderapp.tablet.flow.showing import HEARING, STILL_YOU, TRIED, WALK_IN

NAMES = ("陳太", "李生", "黃婆婆", "何伯", "張太", "周生")
PEOPLE = tuple(Learner(str(i), name, PICTURES[i]) for i, name in enumerate(NAMES))


def line(text: str, *cuts: int) -> Line:
    """A line with its word boundaries."""
    return Line(f"x/{text}", text, cuts)


TITLE = line("用轉數快過數俾屋企人", 1, 4, 6, 7)
PHONE = PhoneView("bank", "money", Screen(()))


def marks(now: StageKind) -> tuple[StageMark, ...]:
    """The way through a lesson, come as far as this stage."""
    at = STAGES.index(now)
    return tuple(StageMark(kind, "done" if i < at else "now" if i == at else "next") for i, kind in enumerate(STAGES))


def lesson(stage: StageKind = "together", **given: Any) -> LessonView:
    """A step of a lesson; words given by name replace its own."""
    words: dict[str, Any] = {
        "lesson": "pay",
        "title": TITLE,
        "stage": stage,
        "stages": marks(stage),
        "step": 2,
        "steps": 4,
        "caption": line("撳「轉數快」，喺畫面右邊。", 1, 2, 5, 6, 7, 8, 10),
        "phone": PHONE,
        "track": "e-payments",
    }
    return LessonView(**words | given)


def answers(*texts: str) -> tuple[Answer, ...]:
    """Up to three answers."""
    icons = ("call_end", "help", "dialpad")
    return tuple(Answer(str(i), line(text), icons[i]) for i, text in enumerate(texts))


def cards() -> tuple[views.LessonCard, ...]:
    """Four lessons to choose from."""
    return (
        views.LessonCard("pay", TITLE, "e-payments", "learning"),
        views.LessonCard("call", line("打電話俾屋企人"), "basics", "alone"),
        views.LessonCard("who", line("識穿「猜猜我是誰」騙案"), "scams", "with-help"),
        views.LessonCard("id", line("用智方便登記"), "government", "new"),
    )


TICKS = (line("搵到「轉數快」個掣"), line("對清楚收錢人個名"), line("睇清楚銀碼先確認"))
VIEWS: dict[str, views.View] = {
    "names": views.NamesView(phrase("who-are-you"), PEOPLE, True),
    "pictures": views.PicturesView(phrase("pick-picture"), PICTURES[:6]),
    "home": views.HomeView(
        "{name}，早晨。", cards()[0], "continue", ("scams", "lessons", "cards", "me"), phrase("home-continue")
    ),
    "home-empty": views.HomeView("{name}，早晨。", None, "begin", ("lessons", "cards", "me"), phrase("home")),
    "lessons": views.LessonsView(phrase("lessons"), cards(), True),
    "card": views.CardView(TITLE, TICKS, True, "e-payments"),
    "well-done": views.WellDoneView(WellDone("pay", TITLE, line("用轉數快過數，你識做喇。"), TICKS), "with-help"),
    "tap": lesson(tag="hint"),
    "long": lesson(tag="slip", caption=line("而家幫阿玲過五百蚊俾佢個仔，電話係九八七六嗰個。")),
    "why": lesson("why", phone=None, primary="begin", caption=line("學識轉數快，喺屋企都可以俾錢屋企人。")),
    "watch": lesson("watch", primary="next", caption=phrase("watch-done")),
    "question": lesson(caption=line("邊個係收錢人個名？"), answers=answers("陳大文", "海港銀行", "轉數快")),
    "spot": lesson("trick", caption=line("你收到呢個短訊，你會點做？"), answers=answers("信", "先核實", "唔信")),
    "call": lesson(
        "trick",
        tag="they-say",
        caption=line("「我係銀行職員，快啲講個驗證碼。」", 2, 3, 5, 7, 8, 10, 11, 12),
        question=phrase("what-would-you-do"),
        answers=answers("收線，自己打返去", "問佢係邊個部門", "講個驗證碼俾佢"),
    ),
    "surnames": views.ChoiceView(
        phrase("which-surname"),
        (
            *(views.Choice(f"surname:{name}", name) for name in "陳李黃張何吳"),
            views.Choice("walk-in", *WALK_IN, tone="foot"),
        ),
        more=True,
    ),
    "secret": views.SecretView(phrase("your-pictures"), PICTURES[:6], 2),
    "notice": views.NoticeView(
        "我哋會記低啲乜",
        tuple(phrase(f"notice-{n}") for n in range(1, 6)),
        1,
        views.Choice("understood", "明白", "check", tone="primary"),
    ),
    "recap": views.NoticeView(
        "上次學嘅", TICKS, 0, views.Choice("next", "下一步", "arrow_forward", tone="primary"), TITLE
    ),
    "hearing": views.ChoiceView(phrase("can-you-hear"), HEARING),
    "tried": views.ChoiceView(phrase("tried-at-home"), TRIED, topic=TITLE),
    "still-you": views.ChoiceView(phrase("still-you"), STILL_YOU),
    "me": views.ChoiceView(
        phrase("me"),
        (
            views.Choice("size", "字幾大", "text_increase", "細"),
            views.Choice("volume", "聲幾大", "volume_up", "60%"),
            views.Choice("slow", "講慢啲", "hearing", "平常", on=True),
            views.Choice("language", "English", "language"),
            views.Choice("pair", "兩個人一齊學", "groups"),
        ),
    ),
    "turn": views.NamesView(phrase("your-go"), PEOPLE[:1], more=False, walk_in=False),
    "calling": views.TroubleView(
        "7", phrase("hand-up"), views.Choice("go-on", "繼續", "arrow_forward", tone="primary")
    ),
    "person": views.ChoiceView(
        line("陳太"),
        (
            views.Choice("own-phone", "自己部電話做到", "smartphone"),
            views.Choice("unsee", "收返「做到」", "replay"),
            views.Choice("today", "佢今日嘅課", "menu_book"),
            views.Choice("work", "唔係佢做嘅", "person_search"),
            views.Choice("new-pictures", "再揀三幅圖畫", "replay"),
        ),
        note=JUDGED["wary"],
        staff=True,
    ),
    "work": views.ChoiceView(
        line("邊一次唔係佢做？"),
        tuple(views.Choice(f"sitting:{n}", TITLE.text, note="10:08") for n in range(4)),
        note="陳太",
        more=True,
        staff=True,
    ),
    "paused": views.PausedView(phrase("paused-all")),
    "trouble": views.TroubleView(
        "7", phrase("ask-trainer"), views.Choice("go-on", "繼續", "arrow_forward", tone="primary")
    ),
    "pin": views.PinView(3, True, 0),
    "join": views.PinView(5, False, 0, places=8, question="打中心俾你嘅八個數字"),
    "join failed": views.PinView(
        0, False, 0, places=8, question="打中心俾你嘅八個數字", said=JOINING["hub-unreachable"]
    ),
    "roll": views.RollView(
        "星期二上晝班",
        tuple(
            views.RollRow(p, status)
            for p, status in zip((*PEOPLE, *PEOPLE[:2]), ("present", "absent", "") * 3, strict=False)
        ),
        3,
        5,
        True,
    ),
    "corner": views.ChoiceView(
        line("導師角"), tuple(views.Choice(id, text, icon) for id, text, icon in (*STEP_ROOMS, *ROOMS)), staff=True
    ),
    "desk": views.ChoiceView(
        line("今日想問咩？"),
        tuple(
            views.Choice(
                id,
                *TOPICS[id],
                tone="alarm" if id == "scam" else "plain",
                note="防騙易熱線 18222" if id == "scam" else "",
            )
            for id in TOPICS
        ),
        note="密碼同驗證碼，唔睇、唔問、唔代佢入。",
        staff=True,
    ),
    "desk-end": views.ChoiceView(
        line("點樣完？"),
        (*(views.Choice(id, *OUTCOMES[id]) for id in OUTCOMES), views.Choice("same-visitor", AGAIN, "person", on=True)),
        staff=True,
    ),
    "ticks": views.ChoiceView(
        TITLE,
        (
            *(views.Choice(f"tick:{n}", tick.text, on=n < 2) for n, tick in enumerate(TICKS)),
            views.Choice("seen", "我見到佢做到", "check_circle", tone="primary"),
        ),
        note="手機由佢自己揸。密碼同驗證碼，唔睇、唔問、唔代佢入。",
        staff=True,
    ),
    "tablet": views.StatusView(
        (
            ("平板", "7"),
            ("未送出", "12"),
            ("上次連到中心", "10:08"),
            ("電池", "76%"),
            ("聲", "冇聲，字幕照行"),
            ("有冇問題", TROUBLE["unknown-device"]),
            ("抄咗去 USB", "12"),
            ("USB 有問題", USB["usb-gone"]),
        ),
        (
            views.Choice("loudest", LOUDEST[0], "volume_up"),
            views.Choice("export", "抄去 USB", "usb"),
            views.Choice("leave", "離開 App", "arrow_back"),
        ),
    ),
    "checklist": lesson(
        "checklist", caption=phrase("check-on-phone"), items=TICKS, primary="done", phone=None, step=1, steps=1
    ),
}

CORNER = ("person", "work", "pin", "roll", "corner", "desk", "desk-end", "ticks", "tablet")
"""Those of trainers."""
UNSIGNED = ("turn", "names", "pictures", "surnames", "secret", "paused")
"""Those of nobody yet."""


def rail(name: str, *, hand_up: bool = False) -> views.Rail:
    """What stands in the rail of a view."""
    if name in CORNER:
        return views.Rail("7", trainer="何姑娘")
    if name in UNSIGNED:
        return views.Rail("7", opens="door", hand_up=hand_up)
    return views.Rail("7", PEOPLE[0], hand_up, "me" if isinstance(VIEWS[name], LessonView) else "")
