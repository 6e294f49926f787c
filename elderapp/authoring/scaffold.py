"""The first draft of a lesson or of a practice phone: sound from the first minute, each part with a word on what it is.

A draft uses what its practice phone really has, so `check` finds nothing wrong with it before the author begins.
"""

import datetime as dt
from collections.abc import Mapping

from elderapp.lesson.actions import actions_of
from elderapp.lesson.mock import Mock

_LIKELY = {
    "basics": ("phone",),
    "e-payments": ("bank", "wallet"),
    "government": ("hospital", "government"),
    "scams": ("dialler", "chat", "sms"),
}
_REVIEW_DAYS = {"basics": 365, "e-payments": 183, "government": 365, "scams": 92}
"""Days until somebody should look again; `lessons/facts.yaml` has the same."""

RIBBONS = {
    **dict.fromkeys(("bank", "wallet"), "money"),
    **dict.fromkeys(("chat", "sms"), "message"),
    **dict.fromkeys(("dialler", "call"), "call"),
}
"""What a kind of phone promises to be practice; the others promise nothing."""


def likely_mock(track: str, mocks: Mapping[str, Mock]) -> str:
    """A practice phone that suits the track, or the first with something to tap; nothing where there is none."""
    usable = [name for name, mock in mocks.items() if _way(mock)]
    suited = [name for name in usable if mocks[name].kind in _LIKELY.get(track, ())]
    return next(iter([*suited, *usable]), "")


def lesson(track: str, identity: str, title: str, mock: Mock, *, today: str, modeline: str = "") -> str:
    """A lesson of two taps on this phone, as YAML. `today` is an ISO date."""
    way = _way(mock)
    if not way:
        raise ValueError(f"there is nothing to tap on {mock.id}")
    review = dt.date.fromisoformat(today) + dt.timedelta(days=_REVIEW_DAYS[track])
    steps = "".join(
        _TAP.format(id=f"step-{at}", screen=screen, target=target) for at, (screen, target) in enumerate(way, 1)
    )
    return modeline + _LESSON.format(
        id=identity,
        track=track,
        title=title or "新一課",
        mock=mock.id,
        review_by=review.isoformat(),
        steps=steps.rstrip("\n"),
        trick=_SPOTS if track == "scams" else _CHOOSE,
    )


def mock(identity: str, kind: str, title: str, modeline: str = "") -> str:
    """A practice phone of three or four screens, as YAML."""
    ribbon = RIBBONS.get(kind, "plain")
    body = _PAYING if ribbon == "money" else _PLAIN
    return modeline + _MOCK.format(id=identity, kind=kind, title=title or "練習手機", ribbon=ribbon) + body


def _way(mock: Mock) -> tuple[tuple[str, str], ...]:
    """Two taps that follow each other, or one, from the first screen that has a way on."""
    for name in (mock.start, *mock.screens):
        screen = mock.screens.get(name)
        if screen is None:
            continue
        for first in actions_of(screen):
            if first.goto not in mock.screens or _waits(first.button):
                continue
            taps = [(name, first.id)]
            after = mock.screens[first.goto]
            taps += [(first.goto, one.id) for one in actions_of(after) if one.goto and not _waits(one.button)][:1]
            if first.goto != name:
                return tuple(taps)
    return ()


def _waits(button: object) -> bool:
    return bool(getattr(button, "needs", "") or getattr(button, "wait", 0))


_TAP = """\
  - do: tap
    id: {id}
    screen: {screen}
    target: {target}
    say: 撳呢個掣。
    where: 個掣喺電話上面。
"""

_CHOOSE = """\
  - do: choose
    id: what-now
    say: 遇到呢件事，點做好？
    options:
      - {id: right-way, text: 停一停，問人先, because: 啱喇。問清楚先做。, right: true}
      - {id: wrong-way, text: 照佢講做, because: 停一停。問清楚先。}
"""

_SPOTS = """\
  # 真假要一樣多。可疑嘅字寫 {名|字}，喺 suspicious 逐個講點解。 As many genuine ones as fake ones.
  - do: spot
    id: fake-one
    genuine: false
    say: 你睇吓，有冇邊度唔對路？
    message: {from: "6000 0000", text: "你有包裹未收，請去 {link|parcel.example/pay} 補費。"}
    suspicious: {link: 唔係官方網址。}
    because: 唔使理佢，自己查。
  - do: spot
    id: genuine-one
    genuine: true
    say: 呢個又點呀？
    message: {from: 社區中心, text: 聽日朝早十點有太極班。}
    because: 佢冇叫你撳，又冇叫你俾錢。
"""

_LESSON = """\
# 改晒 say、where 同埋每句字。編號（id）寫咗就唔好再改。 Change every line; ids stay for ever once written.
# 寫完就打 elderapp check。 When you have changed something: elderapp check.
lesson: {id}
track: {track}
title: {title}
# title_en: the lesson's name in English
goal: 學完之後，你識做呢件事。
minutes: 5
# needs: [basics-home-back]  # 要先學邊課 lessons to have done before
mock: {mock}
# 核對過出處就改做 {{by: 你個名, on: "日期"}}。 Once the sources are read: who, and on what day.
reviewed: never
review_by: "{review_by}"
# sources: [adcc-hotline]  # lessons/facts.yaml 入面嘅名 names in lessons/facts.yaml

# 點解值得學：一兩句。 What is in it for the learner: a line or two.
why:
  - 學識咗，以後自己做得到。

# auto：影子手指照住 together 做一次。 The ghost finger does what `together` does.
watch: auto

# 一齊做。where 係第一個提示：喺邊度。 Done together; `where` is the first hint.
together:
{steps}

# 自己再做一次。 The same again, alone.
alone: same

# 阿玲部電話：同一類嘅第二部練習手機。 The same errand on another phone of the same kind.
# variant: {{mock: another-phone}}

trick:
{trick}
# 帶返屋企嘅咭：最多六行。 The card to take home, up to six lines.
card:
  - 慢慢嚟，唔使急
  - 唔肯定就停一停
  - 俾職員睇呢張咭

done: 你識做喇。

# 導師睇住學員喺自己部電話做。 What a trainer sees done on the learner's own phone.
checklist:
  - 用自己部電話做一次
"""

_MOCK = """\
# 一部練習手機：名同號碼都係作嘅，唔好用真商標。 A practice phone; names and numbers are invented, no real brands.
mock: {id}
kind: {kind}  # 「幫阿玲」嗰部要同一個 kind the phone of a variant has the same kind
title: {title}
ribbon: {ribbon}  # 乜嘢係練習 what is promised to be practice: plain, money, message, call
"""

_PLAIN = """\
# 課堂可以換嘅字：畫面寫 {名} Words that a lesson may change
vars: {person: 阿玲}
screens:
  # 每一版嘅元件由上至下。撳咗去邊版寫 goto。 Widgets from top to bottom; `goto` is where a touch leads.
  home:
    status: {time: "10:08", battery: 80}
    app_bar: {text: 主頁}
    tiles:
      - {id: open, icon: person, text: "{person}", goto: detail}
      - {id: other, icon: settings, text: 設定}
  detail:
    app_bar: {text: 詳情, back: home}
    text: 呢度寫一兩句。
    button: {id: ok, text: 確定, goto: done}
  # 最尾一版冇 goto，要有 banner 講做完。 The last screen leads nowhere and says so in a banner.
  done:
    banner: {icon: check_circle, text: 練習完成, tone: good}
"""

_PAYING = """\
# 課堂可以換嘅字：畫面寫 {名} Words that a lesson may change
vars: {payee: CHAN T** M**, sum: "100"}
screens:
  # 每一版嘅元件由上至下。撳咗去邊版寫 goto。 Widgets from top to bottom; `goto` is where a touch leads.
  home:
    status: {time: "10:08", battery: 80}
    app_bar: {text: 主頁}
    tiles:
      - {id: pay, icon: bolt, text: 轉賬, goto: amount}
      - {id: bills, icon: receipt_long, text: 繳費}
  amount:
    app_bar: {text: 轉賬, back: home}
    rows: [{id: payee, label: 收款人, value: "{payee}"}]
    keypad: {id: pad, kind: money, max: "5000"}
    button: {id: next, text: 下一步, needs: pad, goto: review}
  # 過錢之前一定有一版俾人睇清楚。 Before money leaves there is a screen to look again.
  review:
    dialog:
      text: "轉賬 ${sum} 予 {payee}？"
      accept: {id: ok, text: 確認, goto: done}
      cancel: {id: cancel, text: 取消, goto: amount}
  # 最尾一版冇 goto，要有 banner 講做完。 The last screen leads nowhere and says so in a banner.
  done:
    banner: {icon: check_circle, text: 練習完成，冇過到真錢, tone: good}
"""
