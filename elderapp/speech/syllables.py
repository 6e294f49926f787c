"""How many syllables spoken words have: a Chinese character has one, Latin has as many as its Cantonese sound."""

import re

from elderapp.speech import latin

_PIECES = re.compile("[A-Za-z]+(?:-[A-Za-z]+)*|[\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af]")


def syllables(spoken: str) -> int:
    """Syllables of a spoken text.

    >>> syllables("撳轉數快"), syllables("WhatsApp"), syllables("Q R")
    (4, 2, 3)
    """
    return sum(len(latin.sound(piece).split()) if piece.isascii() else 1 for piece in _PIECES.findall(spoken))
