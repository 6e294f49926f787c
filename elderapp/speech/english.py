"""How an English line is said: clauses with their pauses; numbers, money and letters as English says them."""

import re

from elderapp.speech.spoken import Clause
from elderapp.speech.written import Part

COMMA, STOP = 0.5, 0.9
"""Seconds of silence after a comma and after a full stop."""
LONGEST = 20
"""Syllables that may be said without a pause."""

_PAUSES = {",": COMMA, ";": COMMA, ":": COMMA, ".": STOP, "?": STOP, "!": STOP, "…": STOP}
_BREATH = re.compile(r"[^,;:.?!…]*(?:[,.:](?=\d)[^,;:.?!…]*|\.(?=[a-z])[^,;:.?!…]*)*[,;:.?!…]*[”’\"')\]]*\s*")
_RULES: tuple[tuple[str, str], ...] = (
    (r"HK\$|\$(?=\d)", "$"),
    (r"\$([\d,]+)\.00\b", r"$\1"),
    (r"\$(\d[\d,]*)\.(\d\d)", r"\1 dollars \2"),
    (r"\$(\d[\d,]*)", r"\1 dollars"),
    (r"(?<=\d),(?=\d{3})", ""),
    (r"(\d+)\s?%", r"\1 percent"),
    (r"\+852", "plus 8 5 2"),
    (r"\bFPS\b", "F P S"),
    (r"\bHA Go\b", "H A Go"),
    (r"\bBookHA\b", "Book H A"),
    (r"\bQR\b", "Q R"),
    (r"\bATM\b", "A T M"),
    (r"\bSMS\b", "S M S"),
    (r"\bG/F\b", "ground floor"),
    (r"\b(\d)/F\b", r"floor \1"),
    (r"\*+", ""),
    (r"&", " and "),
    (r"#", " hash "),
    (r"[“”‘\"()\[\]{}]", ""),
    (r"(?<!\w)’|’(?!\w)", ""),
)
_TELEPHONE = re.compile(r"\b\d{5,}\b|\b\d{4} \d{4}\b")
_SMALL = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_VOWELS = re.compile(r"[aeiouy]+")


def spoken(text: str) -> tuple[Clause, ...]:
    """The clauses of an English caption; their spans cover it once.

    >>> [(clause.text, clause.pause_after) for clause in spoken("Pay $50, or ring 18222.")]
    [('Pay 50 dollars', 0.5), ('or ring one eight two two two', 0.9)]
    """
    found: list[Clause] = []
    at = 0
    for match in _BREATH.finditer(text):
        if not match[0]:
            continue
        said, last = words(match[0]), match.end()
        if not said:
            continue
        closing = match[0].rstrip("”’\"')] \n")[-1:]
        first, at = at, last
        found.append(_clause(said, _PAUSES.get(closing, COMMA), first, last, closing if closing in "?!." else ""))
    if found and found[-1].last < len(text):
        last_one = found.pop()
        found.append(_clause(last_one.text, last_one.pause_after, last_one.first, len(text), last_one.mark))
    return tuple(found)


def words(text: str) -> str:
    """A piece of a caption as it is said, without signs.

    >>> words("“HA Go”: HK$2,000 for WONG S**")
    'H A Go 2000 dollars for Wong S'
    """
    said = _TELEPHONE.sub(lambda match: " ".join(_SMALL[int(digit)] for digit in match[0] if digit.isdigit()), text)
    for pattern, instead in _RULES:
        said = re.sub(pattern, instead, said)
    said = re.sub(r"\b[A-Z]{4,}\b", lambda match: match[0].capitalize(), said)
    return " ".join(re.sub(r"[,;:.?!…](?=\s|$)", " ", said).split())


def unread(text: str) -> tuple[str, ...]:
    """What an English voice does not know how to say.

    >>> unread("Tap 好, then go")
    ('好',)
    """
    return tuple(dict.fromkeys(re.findall(r"[^\x00-\x7f“”‘’…–—é]+", text)))


def syllables(text: str) -> int:
    """About how many syllables English words have: groups of vowels, a silent e at the end left out.

    >>> syllables("Take your time"), syllables("two dollars"), syllables("F P S 50")
    (3, 3, 5)
    """
    return sum(_count(piece) for piece in re.findall(r"[a-z]+(?:['’][a-z]+)?|\d+", text.lower()))


def _count(piece: str) -> int:
    if piece.isdigit():
        return 2 * len(piece) - (piece[-1] == "0" and len(piece) > 1) * 2 or 1
    groups = len(_VOWELS.findall(piece))
    if piece.endswith("e") and not piece.endswith(("le", "ee")) and groups > 1:
        groups -= 1
    return max(1, groups)


def _clause(said: str, pause: float, first: int, last: int, mark: str) -> Clause:
    return Clause(said, pause, first, last, mark, (Part(said, first, last),), syllables(said))
