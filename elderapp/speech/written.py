"""Cuts a written line into parts, each with the words that are said for it.

Rules are tried in their order at every place of the line; the first that fits wins. The parts cover the line without
a gap, so whoever lights up the caption knows which characters belong to which sound.
"""

import re
from collections.abc import Callable, Mapping
from functools import lru_cache

from msgspec import Struct

from elderapp.speech import latin, numbers


class Part(Struct, frozen=True):
    """Characters `first` to before `last` are said as `text` (empty: silent).

    `pause` is the silence after it in seconds, `is_read` false where no rule knew how to say it.
    """

    text: str
    first: int
    last: int
    pause: float = 0.0
    is_read: bool = True


COMMA = 0.5
STOP = 0.9
LIST = 0.4
GROUP = 0.25
"""Between the groups of a telephone number: long enough to write four digits down by heart, not by hand."""

_PAUSES = {
    **dict.fromkeys("，：,:", COMMA), **dict.fromkeys("。！？；!?;…—\n", STOP), "、": LIST, ".": STOP,
}  # fmt: skip
_SYMBOLS = {
    "#": "井號", "＃": "井號", "+": "加", "＋": "加", "=": "等於", "＝": "等於", "&": "同", "＆": "同", "@": "at",
    "%": "百分比", "％": "百分比", "°": "度", "℃": "度", "*": "星", "＊": "星", "★": "星", "☆": "星", "_": "底線",
    "×": "交叉", "✕": "交叉", "✖": "交叉", "✗": "交叉", "✓": "剔", "✔": "剔", "○": "某", "◯": "某", "〇": "零",
}  # fmt: skip
_SILENT = frozenset(" \u3000\t「」『』《》〈〉“”‘’\"'（）()【】[]·•・~～→←↑↓-－–")
_CURRENCY = {"HK$": "港幣", "US$": "美金", "RMB": "人民幣", "¥": "人民幣", "$": "", "＄": ""}
_MEASURES = (
    "個|次|張|條|部|隻|句|位|樣|件|粒|杯|日|年|小時|分鐘|秒|點|步|歲|種|頁|本|封|份|格|課|人|折|倍|週|星期|晚|間|家"
    "|筆|場|堂|下|吓|組|排|行|口|支|枝|把|架|層|度|餐|碗|包|盒|盞|幅|對|隊|班|站|里|公里|米|公斤|磅|升|鐘"
)
_COUNTED = rf"(?=\s?(?:[-–~至到]\s?\d+\s?)?(?:{_MEASURES}))"
_NUMBER = r"\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_CHINESE = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af"

_HAN = re.compile(f"[{_CHINESE}]")

Said = str | None | list[tuple[str, int]]
"""Words for the whole match; or nothing, where the rule does not hold; or groups, each with its length."""


def parts(text: str, respell: Mapping[str, str]) -> list[Part]:
    """The parts of a line, in order, covering every character of it once."""
    return list(_parts(text, tuple(respell.items())))


@lru_cache(maxsize=512)
def _parts(text: str, pairs: tuple[tuple[str, str], ...]) -> tuple[Part, ...]:
    """A line is asked about several times in a row: how long a breath is, what is unread, what is said."""
    plain = text.translate(_HALF_WIDTH)
    respell = dict(pairs)
    respelt = _respelling(tuple(respell))
    found: list[Part] = []
    at = 0
    while at < len(plain):
        if _HAN.match(plain, at) and (respelt is None or not respelt.match(plain, at)):
            # Most of a line is Chinese, and no rule begins with a Chinese character.
            found.append(Part(plain[at], at, at + 1))
            at += 1
            continue
        found += _respell(plain, at, respelt, respell, found) or _by_rule(plain, at) or [_sign(plain, at)]
        at = found[-1].last
    return tuple(found)


_HALF_WIDTH = {code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}


@lru_cache(maxsize=16)
def _respelling(respell: tuple[str, ...]) -> re.Pattern[str] | None:
    keys = sorted(filter(None, respell), key=len, reverse=True)
    return re.compile("|".join(map(_whole, keys))) if keys else None


def _whole(key: str) -> str:
    """A Latin key fits whole words alone: `HA` is not in `HAPPY`."""
    before = r"(?<![A-Za-z0-9])" if key[0].isascii() and key[0].isalnum() else ""
    after = r"(?![A-Za-z0-9])" if key[-1].isascii() and key[-1].isalnum() else ""
    return before + re.escape(key) + after


def _respell(
    text: str, at: int, respelt: re.Pattern[str] | None, respell: Mapping[str, str], before: list[Part]
) -> list[Part]:
    fits = respelt.match(text, at) if respelt else None
    if not fits:
        return []
    inner = parts(respell[fits[0]], {})
    said = join(inner)
    # 「轉數快 FPS」 names one thing twice; a reader says it once.
    if fits[0].isascii() and join(before).endswith(said):
        said = ""
    return [Part(said, at, fits.end(), is_read=all(part.is_read for part in inner))]


def _by_rule(text: str, at: int) -> list[Part]:
    for pattern, say in _RULES:
        fits = pattern.match(text, at)
        said = say(fits) if fits else None
        if fits and said is not None:
            return _laid_out(said, at, fits.end(), is_read=say not in (_slashed, _unknown_word))
    return []


def _laid_out(said: str | list[tuple[str, int]], first: int, last: int, *, is_read: bool) -> list[Part]:
    if isinstance(said, str):
        return [Part(said, first, last, is_read=is_read)]
    laid: list[Part] = []
    for number, (words, length) in enumerate(said, 1):
        is_last = number == len(said)
        end = last if is_last else first + length
        laid.append(Part(words, first, end, 0.0 if is_last else GROUP))
        first = end
    return laid


def _sign(text: str, at: int) -> Part:
    mark = text[at]
    if mark in _PAUSES:
        return Part("", at, at + 1, _PAUSES[mark])
    if mark in _SYMBOLS:
        return Part(_SYMBOLS[mark], at, at + 1)
    if _HAN.match(mark):
        return Part(mark, at, at + 1)
    return Part("", at, at + 1, is_read=mark in _SILENT)


def join(said: list[Part]) -> str:
    """The words of several parts, with a space wherever two Latin ones would run together."""
    words = ""
    for part in said:
        gap = words[-1:].isascii() and words[-1:].isalnum() and part.text[:1].isascii() and part.text[:1].isalnum()
        words += (" " if gap else "") + part.text
    return words


def _money(fits: re.Match[str]) -> Said:
    big = fits["big"]
    amount = f"{numbers.decimal(fits['n'], counted=True)}{big}蚊" if big else numbers.money(fits["n"])
    return _CURRENCY[fits["cur"]] + amount


def _web(fits: re.Match[str]) -> Said:
    names = {".": "點", "/": "斜線", "-": "橫線", ":": "冒號", "@": "at", "_": "底線", "?": "問號", "=": "等於"}
    said = []
    for piece in re.findall(r"[A-Za-z]+|\d+|.", re.sub("^https?://", "", fits[0])):
        said.append(names.get(piece) or numbers.digits(_letters(piece)))
    return " ".join(said)


def _letters(word: str) -> str:
    return word if latin.is_word(word) else " ".join(word.upper())


def _groups(fits: re.Match[str]) -> Said:
    pieces = re.findall(r"[\dX]+[ -]?", fits[0])
    return [(_dialled(piece.rstrip(" -")), len(piece)) for piece in pieces]


def _dialled(group: str) -> str:
    """Digits one by one; a masked digit keeps its letter X.

    >>> _dialled("6XX0")
    '六 X X 零'
    """
    return re.sub(r"(?<=.)(?=X)|(?<=X)(?=.)", " ", numbers.digits(group))


def _long(fits: re.Match[str]) -> Said:
    size = len(fits[0])
    lengths = {4: [2, 2], 5: [2, 3], 6: [3, 3], 7: [3, 4], 11: [3, 4, 4]}.get(size, [4] * (size // 4) + [size % 4])
    said, at = [], 0
    for length in filter(None, lengths):
        said.append((numbers.digits(fits[0][at : at + length]), length))
        at += length
    return said


def _short(fits: re.Match[str]) -> Said:
    """A hotline (1823, 18222, 999); a round number is an amount."""
    if int(fits[0]) % 100 == 0:
        return None
    return numbers.digits(fits[0]) if len(fits[0]) == 3 else _long(fits)


def _date(fits: re.Match[str]) -> Said:
    day = f"{numbers.cardinal(int(fits['d']))}{fits['sign']}" if fits["d"] else ""
    return f"{numbers.cardinal(int(fits['m']))}月{day}"


def _iso(fits: re.Match[str]) -> Said:
    year, month, day = fits[0].split("-")
    return f"{numbers.digits(year)}年{numbers.cardinal(int(month))}月{numbers.cardinal(int(day))}日"


def _bare(fits: re.Match[str]) -> Said:
    written = fits[0]
    is_code = len(written) in (4, 5) and written.isdigit() and int(written) % 100 != 0
    if is_code or (written[0] == "0" and written.isdigit() and len(written) > 1):
        return numbers.digits(written)
    return numbers.decimal(written)


def _word(fits: re.Match[str]) -> Said:
    word = fits[0]
    if latin.is_word(word):
        return word
    return " ".join(word) if word.isupper() and len(word) <= 6 else None


def _slashed(fits: re.Match[str]) -> Said:
    """1/2 may be a half, a date or two answers: nobody but the author knows."""
    return numbers.digits(fits[0].replace("/", " "))


def _unknown_word(fits: re.Match[str]) -> Said:
    return " ".join(mark for mark in fits[0].upper() if mark.isalpha())


Rule = Callable[[re.Match[str]], Said]


def _rule(pattern: str, say: Rule) -> tuple[re.Pattern[str], Rule]:
    return re.compile(pattern, re.ASCII), say


_RULES = [
    _rule(r"(?:https?://)?[A-Za-z0-9_-]+(?:[.@][A-Za-z0-9_-]+)*\.[A-Za-z]{2,}(?:/[\w./?=-]*[A-Za-z0-9])?", _web),
    _rule(
        r"([A-Z]{1,2})(\d{6})\(([0-9A])\)",
        lambda fits: f"{' '.join(fits[1])} {numbers.digits(fits[2])}括弧{numbers.digits(fits[3])}",
    ),
    _rule(rf"(?P<cur>HK\$|US\$|RMB|¥|\$|＄) ?(?P<n>{_NUMBER})(?P<big> ?[萬億])?(?: ?(?:港元|元|蚊))?", _money),
    _rule(rf"({_NUMBER}) ?(?:港元|元|蚊)", lambda fits: numbers.money(fits[1])),
    _rule(rf"({_NUMBER})(?= ?[萬億])", lambda fits: numbers.decimal(fits[1], counted=True)),
    _rule(rf"({_NUMBER}) ?[%％]", lambda fits: f"百分之{numbers.decimal(fits[1])}"),
    _rule(r"\d{4}-\d{2}-\d{2}(?!\d)", _iso),
    _rule(r"\d{4}(?= ?年)", lambda fits: numbers.digits(fits[0])),
    _rule(r"(?P<m>\d{1,2}) ?月(?: ?(?P<d>\d{1,2}) ?(?P<sign>[日號]))?", _date),
    _rule(r"(?<![\d:])([01]?\d|2[0-3])[:：]([0-5]\d)(?![\d:])", lambda fits: numbers.clock(int(fits[1]), int(fits[2]))),
    _rule(r"\+(\d{1,3})(?!\d)", lambda fits: f"加{numbers.digits(fits[1])}"),
    _rule(r"(?<![\dA-Z])(?=X*\d)[\dX]{3,4}(?:[ -][\dX]{3,4})+(?![\dA-Z])", _groups),
    _rule(r"\d+(?:/\d+)+", _slashed),
    _rule(r"24(?= ?小時)", lambda _: "廿四"),
    _rule(rf"(?<!第)(?<!第 )({_NUMBER}){_COUNTED}", lambda fits: numbers.decimal(fits[1], counted=True)),
    _rule(r"\d+(?:\.\d+){2,}", lambda fits: numbers.digits(fits[0].replace(".", "點"))),
    _rule(r"(?:1[08]\d{2,3}|999|992|112)(?![\d.,])", _short),
    _rule(r"\d{6,}(?![\d.,]\d)", _long),
    _rule(rf"(?:{_NUMBER})", _bare),
    _rule(r"(?<=[\d元蚊]) ?[-–~～] ?(?=[$＄]?\d)", lambda _: "至"),
    _rule(r"[-−](?=[$＄]?\d)", lambda _: "負"),
    _rule(r"[A-Z]{2,}(?= [A-Z]\*)", lambda fits: latin.SURNAMES.get(fits[0])),
    _rule(r"([A-Z])\*+", lambda fits: f"{fits[1]} 星星"),
    _rule(rf"(?<=[{_CHINESE}])\*+(?=[{_CHINESE}])", lambda _: "某"),
    _rule(r"[A-Za-z]+(?:-[A-Za-z]+)+", lambda fits: fits[0] if latin.is_word(fits[0]) else None),
    _rule(r"[A-Za-z]+", _word),
    _rule(r"[A-Za-z]+(?:['’][A-Za-z]+)*", _unknown_word),
    _rule(rf"(?<=[{_CHINESE}])/(?=[{_CHINESE}])", lambda _: "或"),
]
