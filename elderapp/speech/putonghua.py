"""How a Putonghua line is said: clauses with their pauses; numbers, money and telephones as Putonghua says them.

Its captions are Traditional characters. Words that only Cantonese has are found, so that a line which was forgotten, or
half translated, is not read out in the wrong tongue.
"""

import re
from collections.abc import Callable

from elderapp.speech import english
from elderapp.speech.numbers import GROUPS, below_ten_thousand
from elderapp.speech.spoken import Clause
from elderapp.speech.written import Part

COMMA, STOP, LIST = 0.5, 0.9, 0.4
"""Seconds of silence after a comma, a full stop and a mark of enumeration: those of the Cantonese voice."""

_PAUSES = {**dict.fromkeys("，,：:", COMMA), **dict.fromkeys("。！？；!?;…", STOP), "、": LIST}
_BREATH = re.compile(r"(?:[^，,：:。！？；!?;…、]|(?<=\d)[,:](?=\d))*[，,：:。！？；!?;…、]*[」』）)]*\s*")
_DIGITS = "零一二三四五六七八九"
_DIALLED = str.maketrans("0123456789", "零幺二三四五六七八九")
_MEASURES = "個次張條部句位樣件天年小時分鐘秒點步歲種頁份格課人倍星期家筆場層度元塊毛"
_TELEPHONE = re.compile(r"\d{4}[ -]\d{3,4}(?!\d)|\d{5,}|(?<!\d)(?:999|1823|1878)(?!\d)")
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_LETTERS = re.compile(r"[A-Za-z]+")
_SILENT = re.compile(r"[「」『』《》〈〉“”‘’\"'（）()【】\[\]·•・～~→←\-–*]")
_CANTONESE_ONLY = re.compile(
    "[嘅咗喺啲嚟哋冇嗰噉撳搵諗攞嘢㗎喎咩咁嘥嗌搣瞓睇俾畀佢嘞啱攰靚嬲氹揸孭掟揼焗𠵱]|唔(?!該)|乜嘢|點解|點樣|邊個|邊度|"
    "幾時|而家|琴日|尋日|聽日|屋企|返嚟|返去|收線|銀碼|過數|唔該"
)


def spoken(text: str) -> tuple[Clause, ...]:
    """The clauses of a caption; their spans cover it once.

    >>> [(clause.text, clause.pause_after) for clause in spoken("付 $50，或者打 18222。")]
    [('付五十元', 0.5), ('或者打幺八二二二', 0.9)]
    """
    found: list[Clause] = []
    at = 0
    for match in _BREATH.finditer(text):
        said = words(match[0])
        if not said:
            continue
        closing = match[0].rstrip("」』）) \n")[-1:]
        mark = closing if closing in "？！。，?!" else ""
        found.append(_clause(said, _PAUSES.get(closing, COMMA), at, match.end(), mark))
        at = match.end()
    if found and at < len(text):
        last = found.pop()
        found.append(_clause(last.text, last.pause_after, last.first, len(text), last.mark))
    return tuple(found)


def words(text: str) -> str:
    """A piece of a caption as it is said, without digits and signs.

    >>> words("「轉賬」HK$2,000.00，5%，14:30")
    '轉賬二千元百分之五十四點三十分'
    """
    said = text
    for pattern, instead in _RULES:
        said = pattern.sub(instead, said)
    said = _SILENT.sub(" ", said)
    said = re.sub(r"[，,：:。！？；!?;…、]", " ", said)
    return re.sub(r"(?<![A-Za-z]) | (?![A-Za-z])", "", " ".join(said.split()))


def unread(text: str) -> tuple[str, ...]:
    """What nothing knows how to say: signs, and words that only Cantonese has.

    >>> unread("撳這個 🎁")
    ('撳', '🎁')
    """
    odd = re.findall(r"[^\u3400-\u9fff\uf900-\ufaffA-Za-z ]", words(text))
    return tuple(dict.fromkeys((*foreign(text), *odd)))


def foreign(text: str) -> tuple[str, ...]:
    """Words of Cantonese that Putonghua does not have, in order, each once.

    >>> foreign("而家睇吓")
    ('而家', '睇')
    """
    return tuple(dict.fromkeys(match[0] for match in _CANTONESE_ONLY.finditer(text)))


def syllables(text: str) -> int:
    """A syllable a character; words in letters have those that they have in English.

    >>> syllables("打開App"), syllables("Q R code是什麼")
    (3, 6)
    """
    return len(_HAN.findall(text)) + sum(english.syllables(word) for word in _LETTERS.findall(text))


def cardinal(number: int, *, counted: bool = False) -> str:
    """A whole number below 10¹⁶; `counted` says that a measure follows, so that two is 兩.

    >>> cardinal(4345), cardinal(200), cardinal(10050), cardinal(15), cardinal(2000)
    ('四千三百四十五', '二百', '一萬零五十', '十五', '二千')
    >>> cardinal(2, counted=True)
    '兩'
    """
    if number == 0:
        return "零"
    if number == 2 and counted:
        return "兩"
    groups: list[str] = []
    rest, place, gap = number, 0, False
    while rest:
        rest, group = divmod(rest, 10_000)
        if group:
            groups.append(below_ten_thousand(group) + GROUPS[place] + ("零" if gap and groups else ""))
        gap = group < 1000
        place += 1
    said = "".join(reversed(groups))
    return said[1:] if said.startswith("一十") else said


def _number(text: str, *, counted: bool = False) -> str:
    whole, _, fraction = text.replace(",", "").partition(".")
    said = cardinal(int(whole), counted=counted and not fraction) if len(whole) <= 16 else whole.translate(_DIALLED)
    return said + (f"點{''.join(_DIGITS[int(digit)] for digit in fraction)}" if fraction else "")


def _money(fits: re.Match[str]) -> str:
    whole, _, cents = fits[1].partition(".")
    said = f"{_number(whole, counted=True)}元"
    if not cents.strip("0"):
        return said
    tens, ones = (int(digit) for digit in cents.ljust(2, "0")[:2])
    return said + (f"{_DIGITS[tens]}角" if tens else "零") + (f"{_DIGITS[ones]}分" if ones else "")


def _clock(fits: re.Match[str]) -> str:
    minute = int(fits[2])
    said = f"{cardinal(int(fits[1]), counted=True)}點"
    return said + ("" if not minute else f"{'零' if minute < 10 else ''}{cardinal(minute)}分")


def _spelt(fits: re.Match[str]) -> str:
    """Up to three capitals letter by letter; longer words, a name among them, as a word."""
    word = fits[0]
    return (
        f" {' '.join(word)} "
        if word.isupper() and len(word) <= 3
        else f" {word.capitalize() if word.isupper() else word} "
    )


_RULES: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
    (re.compile(r"(?:HK)?\$\s?(\d[\d,]*(?:\.\d+)?)"), _money),
    (re.compile(r"\b(\d{1,2}):(\d\d)\b"), _clock),
    (re.compile(r"(\d[\d,]*(?:\.\d+)?)\s?[%％]"), lambda fits: f"百分之{_number(fits[1])}"),
    (re.compile(r"\+852"), "加八五二"),
    (re.compile(r"[＃#]"), "井號"),
    (re.compile(r"&"), "和"),
    (re.compile(r"第(\d+)"), lambda fits: f"第{_number(fits[1])}"),
    (
        re.compile(r"\d{4}[ -]\d{3,4}(?!\d)|\d{5,}|(?<!\d)(?:999|1823|1878)(?!\d)"),
        lambda fits: fits[0].translate(_DIALLED),
    ),
    (re.compile(rf"(\d[\d,]*(?:\.\d+)?)(?=\s?[{_MEASURES}])"), lambda fits: _number(fits[1], counted=True)),
    (re.compile(r"\d[\d,]*(?:\.\d+)?"), lambda fits: _number(fits[0])),
    (_LETTERS, _spelt),
)


def _clause(said: str, pause: float, first: int, last: int, mark: str) -> Clause:
    return Clause(said, pause, first, last, mark, (Part(said, first, last),), syllables(said))
