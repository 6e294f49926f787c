"""Rules of words: short enough to read and say, Hong Kong's own, kind, and with a shape in the font."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

import msgspec

from elderapp.lesson.given import Given
from elderapp.lesson.lines import Part, parts_of
from elderapp.lesson.mock import Mock
from elderapp.lesson.model import Lesson, Line, Spot
from elderapp.lesson.problems import Problem
from elderapp.speech.spoken import spoken, unread
from elderapp.speech.syllables import syllables

LONGEST: Mapping[Part, int] = {"instruction": 28, "answer": 20, "story": 28, "title": 20, "message": 36}
"""Characters of a line (two Latin letters count as one)."""

LONGEST_BREATH = 20
"""Syllables without a pause."""

LONGEST_WORD = 20
"""Letters that stand together and cannot be broken."""

MAINLAND = {
    "短信": "短訊", "信息": "訊息", "點擊": "撳", "鏈接": "連結", "視頻": "影片", "充值": "增值", "登錄": "登入",
    "激活": "啟動", "默認": "預設", "軟體": "軟件", "網路": "網絡", "列印": "打印", "程式碼": "App",
    "掃碼": "掃 QR code", "老人家": "長者", "老年人": "長者", "銀髮族": "長者", "癡呆": "認知障礙",
    "屏幕": "螢幕", "賬戶": "戶口", "帳戶": "戶口", "畀": "俾", "㩒": "撳", "鼠標": "滑鼠", "下載軟件": "下載 App",
    "手機號": "電話號碼",
}  # fmt: skip
"""What is not said here, and what is."""

HONG_KONG = ("手機號碼",)
"""What is said here, though a word of the mainland stands in it."""

BLAME = (
    "錯誤", "失敗", "無效", "錯！", "錯!", "點解你仲未識", "小學雞", "好簡單", "非法操作", "你唔識", "蠢",
    "貪心", "阿伯", "阿婆", "你做錯", "你答錯", "你揀錯",
)  # fmt: skip
"""What a learner never hears from us."""

_SIMPLIFIED_IN_BIG5 = frozenset("网万体虫胜坏怀洒么与云气听它厂据确离种筑")
_NOT_SIMPLIFIED = frozenset("着吓吗床群裡里峰晒瞓揸")
_WORDS = frozenset(("text", "title", "label", "value", "hint", "note", "name", "sender", "number"))
_STATISTIC = re.compile(r"\d[\d,.]*\s*(?:%|％|億|萬宗|萬人)|百分之[一二三四五六七八九十百零兩]+")
_WORD = re.compile(r"[A-Za-z0-9./:@_%&?=+-]+")


def of_lesson(lesson: Lesson, given: Given) -> Iterator[Problem]:
    """What is wrong with the lines of a lesson and with the messages in it."""
    for line, part in parts_of(lesson):
        yield from _of_line(line, part, lesson, given)
    for stage in lesson.stages:
        for step in stage.steps:
            if isinstance(step, Spot):
                yield from _of_message(step, f"{lesson.id}/{step.id}#message", given)


def of_mock(mock: Mock, given: Given) -> Iterator[Problem]:
    """What is wrong with the words on a practice phone. Blame words pass: real apps do say 無效."""
    for path, text in texts_of(mock):
        yield from _writing(text, given, path, mock.id)
        yield from _glyphs(text, given, path, mock.id)


def texts_of(mock: Mock) -> Iterator[tuple[str, str]]:
    """Every text on a practice phone with the path of its place."""
    base = mock.id.partition("@")[0]
    for name, screen in mock.screens.items():
        for widget in screen.widgets:
            for text in _strings(msgspec.to_builtins(widget)):
                yield f"{base}:{name}={text}", text


def _strings(data: Any) -> Iterator[str]:
    """The words in a widget; ids, kinds and ways are none."""
    if isinstance(data, dict):
        for key, value in data.items():
            if isinstance(value, str) and key in _WORDS:
                yield value
            elif not isinstance(value, str):
                yield from _strings(value)
    elif isinstance(data, (list, tuple)):
        for item in data:
            yield from _strings(item)


def length_of(text: str) -> int:
    """Characters as wide as a Chinese one; two Latin letters are one.

    >>> length_of("撳「WhatsApp」"), length_of("撳掣。")
    (7, 3)
    """
    narrow = sum(ord(sign) < 0x1100 for sign in text)
    return len(text) - narrow + (narrow + 1) // 2


def _of_line(line: Line, part: Part, lesson: Lesson, given: Given) -> Iterator[Problem]:
    if not line.text:
        return
    at = (line.id, lesson.id)
    length, most = length_of(line.text), LONGEST[part]
    if length > most:
        yield given.problem("L301", *at, length=str(length), most=str(most))
    elif part != "message":
        yield from _breath(line, given, *at)
    if part == "message":  # its words are looked at where it is written, and a fake one may have any
        yield from _unread(line, given, *at)
        return
    yield from _writing(line.text, given, *at)
    yield from _glyphs(line.text, given, *at)
    for word in BLAME:
        if word in line.text:
            yield given.problem("L305", *at, word=word)
    yield from _unread(line, given, *at)
    for word in _WORD.findall(line.text):
        if len(word) > LONGEST_WORD:
            yield given.problem("L308", *at, word=word, most=str(LONGEST_WORD))
    yield from _statistics(line.text, given, *at)


def _breath(line: Line, given: Given, *at: str) -> Iterator[Problem]:
    """A clause that is too long to say at once."""
    count = 0
    for clause in spoken(line.text, given.respell, speech=line.speech):
        count += syllables(clause.text)
        if count > LONGEST_BREATH:
            yield given.problem("L302", *at, count=str(count), most=str(LONGEST_BREATH))
            return
        if clause.mark:
            count = 0


def _unread(line: Line, given: Given, *at: str) -> Iterator[Problem]:
    if "{" in line.text or "}" in line.text:  # a placeholder that is unknown is told where it is written
        return
    odd = unread(line.speech or line.text, given.respell)
    if odd:
        yield given.problem("L309", *at, word="、".join(odd))


def _statistics(text: str, given: Given, *at: str) -> Iterator[Problem]:
    """A number of cases or a percentage is a fact, and facts stand in their file."""
    for match in _STATISTIC.finditer(text):
        if not any(match.group() in fact.value for fact in given.facts.values()):
            yield given.problem("L307", *at, severity="warning", word=match.group())


def _of_message(step: Spot, path: str, given: Given) -> Iterator[Problem]:
    text = "".join(part.text for part in step.message.parts)
    if step.genuine:
        yield from _writing(text, given, path)
    yield from _glyphs(text + step.message.sender, given, path)


def _writing(text: str, given: Given, *at: str) -> Iterator[Problem]:
    """Traditional characters and Hong Kong's words."""
    odd = "".join(dict.fromkeys(sign for sign in text if is_simplified(sign)))
    if odd:
        yield given.problem("L303", *at, word=odd)
    for ours in HONG_KONG:
        text = text.replace(ours, "")
    for word, better in MAINLAND.items():
        if word in text:
            yield given.problem("L304", *at, word=word, better=better)


@lru_cache(maxsize=8192)
def is_simplified(sign: str) -> bool:
    """Whether a character is written on the mainland alone: GB 2312 has it, Big5 has not (or for another word).

    >>> is_simplified("录"), is_simplified("錄"), is_simplified("嘅"), is_simplified("，")
    (True, False, False, False)
    """
    return sign in _SIMPLIFIED_IN_BIG5 or (
        "\u4e00" <= sign <= "\u9fff"
        and sign not in _NOT_SIMPLIFIED
        and _encodes(sign, "gb2312")
        and not _encodes(sign, "big5")
    )


def _encodes(sign: str, encoding: str) -> bool:
    try:
        sign.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def _glyphs(text: str, given: Given, *at: str) -> Iterator[Problem]:
    if given.glyphs is None:
        return
    odd = "".join(dict.fromkeys(sign for sign in text if sign not in given.glyphs and not sign.isspace()))
    if odd:
        yield given.problem("L306", *at, word=odd, points=" ".join(f"U+{ord(sign):04X}" for sign in odd))
