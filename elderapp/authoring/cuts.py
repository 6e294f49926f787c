"""Where a line of text may be broken: between words, never inside a name, never before a closing mark."""

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

KEEP = (
    "可疑帳號警示", "防騙視伏器", "確定轉賬", "繼續交易", "取消交易", "醫管局", "收款人", "轉數快", "八達通", "樂悠咭",
    "智方便", "醫健通", "康體通", "付款碼", "驗證碼", "二維碼", "智安存", "防騙易", "查伏易", "阿玲", "下一步",
    "高危有伏", "高危警示", "高危", "掃一掃", "唔緊要", "唔使", "唔好", "唔係", "慢慢嚟", "返轉頭", "過數", "電話",
    "短訊", "訊息", "連結", "密碼", "戶口", "轉賬", "收線", "核實", "騙徒", "職員", "導師",
    "左上邊", "右上邊", "左下邊", "右下邊", "左上角", "右上角", "由上數落", "數字掣", "照顧者", "物理治療", "工作日",
    "整壞", "整錯", "講過", "返主頁", "快啲", "取消咗", "搞錯咗", "撳錯咗", "自己部電話",
)  # fmt: skip
"""Names and words that a line never breaks in two."""

_CLOSING = "，。！？：；、）」』】〉》”’…%％"
_OPENING = "「『（【〈《“‘$＄#＃+＋"
_SHORT_QUOTE = 8
_PIECE = re.compile(
    rf"「[^「」]{{1,{_SHORT_QUOTE}}}」|HA Go|QR code|\d{{3,4}} \d{{3,4}}(?!\d)|\$?\d[\d,.]*\d|"
    + "|".join(KEEP)
    + r"|[A-Za-z0-9$#+*@'’./:&_%-]+|[\u3400-\u9fff]|\s+|."
)


def cuts_of(text: str) -> tuple[int, ...]:
    """Offsets, ascending, without 0 and the length.

    >>> cuts_of("撳「轉數快」呢個掣。")
    (1, 6, 7, 8)
    """
    if len(text) <= 1:
        return ()
    inside = _inside_pieces(text)
    starts = _word_starts(text)
    return tuple(
        at
        for at in range(1, len(text))
        if at in starts and at not in inside and text[at] not in _CLOSING + " " and text[at - 1] not in _OPENING
    )


def _inside_pieces(text: str) -> set[int]:
    """Offsets inside of quoted names, Latin words, numbers and the words to keep."""
    inside: set[int] = set()
    for match in _PIECE.finditer(text):
        inside.update(range(match.start() + 1, match.end()))
    return inside


def _word_starts(text: str) -> set[int]:
    """Where words begin, and where the script changes."""
    starts, at = set(), 0
    for word in _segment(text):
        found = text.find(word, at)
        if found < 0:
            continue
        starts.add(found)
        at = found + len(word)
        starts.add(at)
    for match in re.finditer(r"[「『（《“]|[，。！？：；、）」』》”…]+|\s+|[A-Za-z0-9$#+]+", text):
        starts.update((match.start(), match.end()))
    for match in re.finditer("|".join(KEEP), text):
        starts.update((match.start(), match.end()))
    return starts


@lru_cache(maxsize=8192)
def _segment(text: str) -> tuple[str, ...]:
    import pycantonese  # a second to load, and only those who compile need it

    words: Iterable[str] = pycantonese.segment(text)
    return tuple(words)


_STOPS = re.compile(r".+?(?:[，。！？；、：\n]+|[,.!?;:]+(?=\s|$)|$)\s*", re.DOTALL)
_LEAST_SHARE = 4


def shares(text: str, count: int) -> tuple[str, ...]:
    """A text in at most so many parts, alike in length, broken at its stops, else between words.

    >>> shares("你的戶口已存入，如有疑問，請致電銀行。", 3)
    ('你的戶口已存入，', '如有疑問，', '請致電銀行。')
    """
    pieces = [piece for piece in _STOPS.findall(text.strip()) if piece.strip()]
    while len(pieces) < count and max(map(len, pieces), default=0) >= 2 * _LEAST_SHARE:
        at = max(range(len(pieces)), key=lambda number: len(pieces[number]))
        pieces[at : at + 1] = _halves(pieces[at])
    while len(pieces) > count:
        at = min(range(len(pieces) - 1), key=lambda number: len(pieces[number]) + len(pieces[number + 1]))
        pieces[at : at + 2] = [pieces[at] + pieces[at + 1]]
    return tuple(piece.strip() for piece in pieces)


def _halves(piece: str) -> list[str]:
    """Two parts that meet where a line may be broken, nearest to the middle."""
    middle = len(piece) // 2
    spaces = [at + 1 for at, char in enumerate(piece) if char == " "]
    ways = [at for at in (spaces or cuts_of(piece)) if 0 < at < len(piece)] or [middle]
    at = min(ways, key=lambda way: abs(way - middle))
    return [piece[:at], piece[at:]]
