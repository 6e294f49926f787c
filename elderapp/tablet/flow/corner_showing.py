"""What the trainer's corner and the help desk show, read off the state. Nobody says these words aloud."""

from elderapp.lesson.model import Line
from elderapp.player import drilling, mastery
from elderapp.tablet import views
from elderapp.tablet.flow import corner, desk, person
from elderapp.tablet.flow.reading import ordered, present
from elderapp.tablet.flow.state import PAGE_OF_LESSONS, PAGE_OF_PEOPLE, State
from elderapp.tablet.views import Choice

ROOMS = (
    ("roll", "點名", "groups"),
    ("today", "揀今日嘅課", "menu_book"),
    ("pause", "停一停，望導師", "pause_circle"),
    ("people", "學員", "person"),
    ("desk", "支援點", "help"),
    ("tablet", "呢部平板", "tablet_android"),
)
STEP_ROOMS = (("helped", "呢步有人幫手", "handshake"), ("changed", "真 App 畫面唔同咗", "smartphone"))
TOPICS = {
    "pay": ("轉數快過數", "bolt"),
    "message": ("傳短訊相片", "forum"),
    "video": ("視像通話", "videocam"),
    "password": ("登入、密碼", "password"),
    "text-size": ("字大啲", "text_increase"),
    "sound": ("聽唔到聲", "volume_up"),
    "internet": ("上網、Wi-Fi", "wifi"),
    "other": ("其他問題", "more_horiz"),
    "scam": ("懷疑俾人呃", "gpp_maybe"),
}
PHONES = {"android": "Android 電話", "iphone": "iPhone", "other": "其他電話"}
AGAIN = "同一位，問多樣"
"""Whoever asked before asks one thing more: a question, and no visitor, more."""
OUTCOMES = {
    "solved": ("解決咗", "check_circle"),
    "referred": ("轉介去其他人", "arrow_forward"),
    "lesson": ("睇一課", "menu_book"),
}


LOUDEST = {0: "聲最大：跟課堂", 80: "聲最大：80%", 60: "聲最大：60%", 40: "聲最大：40%"}
JOINING = {
    "busy": "搵緊中心…",
    "pairing-code-wrong": "冇呢個號碼，望清楚再打",
    "pairing-code-used": "呢個號碼用過，打下一個",
    "pairing-code-expired": "號碼過咗期，叫中心再印",
    "hub-unreachable": "搵唔到中心，連返中心 Wi-Fi",
    "wrong-hub": "呢個唔係紙上面嗰間中心",
    "two-hubs": "有兩間中心，掃紙上面個 QR",
    "too-many-attempts": "試得太多次，等一分鐘",
    "wire-too-old": "要更新平板嘅 App",
    "wire-too-new": "要更新中心",
    "revoked-device": "呢部停用咗，搵操作員",
}
"""Why a tablet is not paired yet, and what to do."""
TROUBLE = {
    "": "冇",
    "hub-unreachable": "搵唔到中心，連返中心 Wi-Fi",
    "other-hub": "呢個唔係我哋中心，搵操作員",
    "revoked-device": "呢部停用咗，搵操作員",
    "unknown-device": "中心唔識呢部，要再配對",
    "bad-signature": "中心唔識呢部，要再配對",
    "fork": "紀錄同中心嘅唔同，搵操作員",
    "gap": "紀錄同中心嘅唔同，搵操作員",
    "wire-too-old": "要更新平板嘅 App",
    "wire-too-new": "要更新中心",
    "store-full": "平板滿咗",
    "store-damaged": "檔案壞咗，重開 App",
    "store-busy": "等陣再試",
}
"""What hindered the last visit, and what to do."""
USB = {
    "usb-full": "USB 滿咗，換支有位嘅",
    "usb-gone": "USB 拔咗，插返再試",
    "usb-not-paired": "要先同中心連一次線",
    "usb-damaged": "回條壞咗，叫中心再抄",
    "usb-too-large": "回條壞咗，叫中心再抄",
    "usb-not-ours": "回條壞咗，叫中心再抄",
    "usb-old-key": "回條唔係中心簽嘅",
    "usb-other-hub": "回條係另一間中心嘅",
    "usb-other-tablet": "回條係另一部平板嘅",
    "usb-older": "回條舊過已知嘅，唔使理",
    "usb-too-new": "要更新平板嘅 App",
    "pack-refused": "課堂包壞咗，舊嗰個照用",
    "pack-no-room": "平板冇位裝新課堂包",
    "store-busy": "平板忙緊，再試",
    "store-full": "平板滿咗",
}
"""What went wrong with a stick, and what to do."""
JUDGED = {
    "": "",
    "again": "真定假：再練吓",
    "apart": "真定假：分得清",
    "trusting": "真定假：信得太易，多啲核實",
    "wary": "真定假：樣樣都話假，真嘅都要識",
}
"""How well she tells genuine from fake, for her trainer."""


def look(state: State) -> views.View:
    """What is on the screen in the corner."""
    match state.screen:
        case "pin":
            return views.PinView(len(state.digits), state.wrong, state.wait)
        case "join":
            said = JOINING.get(state.joining, JOINING["hub-unreachable"]) if state.joining else ""
            return views.PinView(len(state.digits), False, 0, places=8, question="打中心俾你嘅八個數字", said=said)
        case "roll":
            return _roll(state)
        case "today":
            return _lessons(state, "揀今日嘅課", ordered(state))
        case "people" | "whose":
            return _people(state)
        case "person":
            return _person(state)
        case "own-phone":
            return _lessons(state, "睇住佢喺自己部電話做", person.to_see(state))
        case "unsee":
            return _lessons(state, "收返邊一課？", person.seen(state))
        case "work":
            return _work(state)
        case "leaving":
            really = Choice("really", "離開 App", "arrow_forward")
            return views.ChoiceView(_asked("離開 ElderApp？做過嘅都記低咗。"), (really,), staff=True)
        case "ticks":
            return _ticks(state)
        case "tablet":
            return _tablet(state)
        case "corner":
            return _rooms(state)
        case _:
            return _desk(state)


def _asked(text: str) -> Line:
    return Line("", text)


def _rooms(state: State) -> views.View:
    closed = set() if state.roster.session else {"roll", "people", "today"}
    if state.staff and state.staff.role == "volunteer":
        closed |= {"today"}
    inside = state.play is not None and state.behind == "lesson"
    rooms = (*(STEP_ROOMS if inside else ()), *(room for room in ROOMS if room[0] not in closed))
    choices = tuple(Choice(id, text, icon) for id, text, icon in rooms)
    trouble = " · ".join((*(("冇聲",) if state.facts.mute else ()), *(("儲存滿咗",) if state.facts.late else ())))
    return views.ChoiceView(_asked("導師角"), choices, note=trouble, staff=True)


def _roll(state: State) -> views.View:
    people = present(state.roster)
    first = state.page * corner.PAGE_OF_ROLL
    rows = tuple(views.RollRow(p, state.marks.get(p.id, "")) for p in people[first : first + corner.PAGE_OF_ROLL])
    here = sum(state.marks.get(p.id) == "present" for p in people)
    title = state.roster.session.title if state.roster.session else ""
    return views.RollView(title, rows, here, len(people) - here, more=len(people) > corner.PAGE_OF_ROLL)


def _lessons(state: State, heading: str, ids: list[str]) -> views.View:
    first = state.page * PAGE_OF_LESSONS
    known = state.reached if state.screen in {"own-phone", "unsee"} else {}
    cards = []
    for one in ids[first : first + PAGE_OF_LESSONS]:
        lesson = state.lessons[one]
        word = mastery.word(known.get(one), lesson, state.given.today)
        cards.append(views.LessonCard(one, lesson.title, lesson.track, word))
    return views.LessonsView(_asked(heading), tuple(cards), more=len(ids) > PAGE_OF_LESSONS)


def _people(state: State) -> views.View:
    giving = state.screen == "whose"
    wanted = person.others(state)
    people = [one for one in present(state.roster) if not giving or one.id in wanted]
    first = state.page * PAGE_OF_PEOPLE
    shown = tuple(people[first : first + PAGE_OF_PEOPLE])
    question = _asked("係邊位做嘅？" if giving else "邊位學員？")
    return views.NamesView(question, shown, more=len(people) > PAGE_OF_PEOPLE, walk_in=False)


def _person(state: State) -> views.View:
    learner = state.focus
    choices = [Choice("own-phone", "自己部電話做到", "smartphone")]
    if person.seen(state):
        choices.append(Choice("unsee", "收返「做到」", "replay"))
    if person.may_teach(state):
        choices.append(Choice("today", "佢今日嘅課", "menu_book"))
        choices.append(Choice("work", "唔係佢做嘅", "person_search"))
    if person.may_teach(state) and learner and learner.secret:
        choices.append(Choice("new-pictures", "再揀三幅圖畫", "replay"))
    note = JUDGED[drilling.judgement(state.reached.values())]
    return views.ChoiceView(_asked(learner.name if learner else ""), tuple(choices), note=note, staff=True)


def _work(state: State) -> views.View:
    """Her attempts, the newest first, by lesson and time."""
    first = state.page * PAGE_OF_LESSONS
    shown = state.sittings[first : first + PAGE_OF_LESSONS]
    choices = tuple(
        Choice(f"sitting:{one.attempt}", state.lessons[one.lesson].title.text, note=_moment(one.began, state))
        for one in shown
    )
    name = state.focus.name if state.focus else ""
    more = len(state.sittings) > PAGE_OF_LESSONS
    return views.ChoiceView(_asked("邊一次唔係佢做？"), choices, note=name, more=more, staff=True)


def _moment(wall: int, state: State) -> str:
    """When it was, as Hong Kong's clocks showed it; with the day where it was not today."""
    minutes = wall // 60_000 + mastery.HONG_KONG_AHEAD // 60_000
    time, day = f"{minutes // 60 % 24:02}:{minutes % 60:02}", mastery.day_of(wall)
    return time if day == state.given.today else f"{day} {time}"


def _ticks(state: State) -> views.View:
    lesson = state.lessons[state.card]
    lines = desk.checklist(lesson.opened)
    choices = [Choice(f"tick:{n}", line.text, on=n in state.ticks) for n, line in enumerate(lines)]
    if len(state.ticks) == len(lines):
        choices.append(Choice("seen", "我見到佢做到", "check_circle", tone="primary"))
    note = "手機由佢自己揸。密碼同驗證碼，唔睇、唔問、唔代佢入。"
    return views.ChoiceView(lesson.title, tuple(choices), note=note, staff=True)


def _tablet(state: State) -> views.View:
    facts = state.facts
    battery = f"{facts.battery}%" if facts.battery >= 0 else "—"
    return views.StatusView(
        (
            ("平板", state.roster.tablet or "—"),
            ("未送出", str(facts.unsent)),
            ("上次連到中心", facts.reached or "—"),
            ("電池", battery),
            *((("聲", "冇聲，字幕照行"),) if facts.mute else ()),
            *((("儲存", "滿咗，未寫得入"),) if facts.late else ()),
            ("有冇問題", TROUBLE.get(facts.trouble, facts.trouble)),
            *(_usb(state) if facts.usb else ()),
        ),
        _for_tablet(state),
    )


def _usb(state: State) -> tuple[tuple[str, str], ...]:
    """What lies on the stick, and what came off it."""
    facts = state.facts
    short = {-3: "抄緊，未好拔", -2: "存唔到，再試", -1: "插咗"}
    rows = [("USB", short[facts.exported]) if facts.exported < 0 else ("抄咗去 USB", str(facts.exported))]
    if facts.usb_said:
        rows.append(("USB 有問題", USB.get(facts.usb_said, "紀錄對唔上，搵操作員")))
    elif facts.usb_acked >= 0:
        rows.append(("中心收妥咗", str(facts.usb_acked)))
    return tuple(rows)


def _for_tablet(state: State) -> tuple[Choice, ...]:
    choices = [Choice("loudest", LOUDEST.get(state.loudest, LOUDEST[0]), "volume_up")]
    if state.facts.usb:
        choices.append(Choice("export", "抄去 USB", "usb"))
    if person.may_teach(state):
        choices.append(Choice("leave", "離開 App", "arrow_back"))
    return tuple(choices)


def _desk(state: State) -> views.View:
    match state.screen:
        case "desk-phone":
            phones = tuple(Choice(id, text, "smartphone") for id, text in PHONES.items())
            return views.ChoiceView(_asked("佢用邊種電話？"), phones, note=_PRIVACY, staff=True)
        case "desk-end":
            ends = tuple(Choice(id, *OUTCOMES[id]) for id in desk.OUTCOMES)
            if desk.may_be_again(state):
                ends = (*ends, Choice("same-visitor", AGAIN, "person", on=state.enquiry.again))
            return views.ChoiceView(_asked("點樣完？"), ends, note=_PRIVACY, staff=True)
        case "desk-lesson":
            return _lessons(state, "同佢睇邊一課？", desk.suggested(state))
        case "desk-show":
            ways = (Choice("try", "同佢試一次", "handshake"), Choice("card", "睇張咭", "menu_book"))
            return views.ChoiceView(state.lessons[state.card].title, ways, note=_PRIVACY, staff=True)
        case "desk-card":
            lesson = state.lessons[state.card]
            done = Choice("next", "下一位", "arrow_forward", tone="primary")
            return views.NoticeView("呢張咭，你可以帶返屋企睇。", lesson.card, 0, done, lesson.title)
        case _:
            topics = tuple(
                Choice(id, *TOPICS[id], tone="alarm" if id == "scam" else "plain",
                       note="防騙易熱線 18222" if id == "scam" else "")
                for id in desk.TOPICS
            )  # fmt: skip
            return views.ChoiceView(_asked("今日想問咩？"), topics, note=_PRIVACY, staff=True)


_PRIVACY = "密碼同驗證碼，唔睇、唔問、唔代佢入。"
