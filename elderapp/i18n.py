"""Words in the reader's language: gettext catalogues, Babel's numbers and dates.

The words in the code are Hong Kong Cantonese and are their own catalogue; English is a translation.
"""

import datetime as dt
import gettext as _gettext
import io
import re
from collections.abc import Callable
from functools import lru_cache

from elderapp import resources

SOURCE = "yue"
LANGUAGES = ("yue", "en")
_BABEL = {"yue": "zh_Hant_HK", "en": "en_GB"}

PSEUDO, LONGER = "xx", 0.4
"""A language that nobody speaks, made of the English on the fly: it shows which screens have no room to spare."""
_ACCENTS = str.maketrans("aeiouAEIOU", "áéíóúÁÉÍÓÚ")

Words = Callable[[str], str]
"""Cantonese in, the reader's language out."""


@lru_cache
def words(language: str) -> Words:
    """The translator for `language`; the source language and unknown ones give the Cantonese back."""
    if language == PSEUDO:
        english = words("en")
        return lambda text: pseudo(english(text))
    path = resources.locales() / language / "LC_MESSAGES" / "elderapp.po"
    if language == SOURCE or not path.exists():
        return _same
    # Babel is loaded where it is used: a tablet that speaks Cantonese need not wait for it.
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with path.open("rb") as po:
        catalogue = read_po(po, locale=language)
    compiled = io.BytesIO()
    # A translation of words that have changed since is still better than words one cannot read.
    write_mo(compiled, catalogue, use_fuzzy=True)
    compiled.seek(0)
    return _gettext.GNUTranslations(compiled).gettext


def _same(text: str) -> str:
    return text


def pseudo(text: str) -> str:
    """Words as a language that needs two fifths more room: accented, longer, in brackets; placeholders stay.

    >>> pseudo("Hand up, {name}")
    '[Hánd úp, {name} óóó]'
    """
    pieces = re.split(r"(\{[^{}|]*(?:\||\})|\})", text)
    accented = "".join(piece if at % 2 else piece.translate(_ACCENTS) for at, piece in enumerate(pieces))
    letters = sum(len(piece) for piece in pieces[::2])
    return f"[{accented} {'ó' * max(1, round(letters * LONGER) - 1)}]"


def date(day: dt.date, language: str) -> str:
    """A date as one reads it: 11月20日, 20 November."""
    from babel.dates import format_date

    return format_date(day, "M月d日" if language == SOURCE else "d MMMM", locale=_BABEL[language])


def full_date(day: dt.date, language: str) -> str:
    """A date with its year: 2026年11月20日, 20 November 2026."""
    from babel.dates import format_date

    return format_date(day, "y年M月d日" if language == SOURCE else "d MMMM y", locale=_BABEL[language])


def month(day: dt.date, language: str) -> str:
    """The month of a day, as people write it: 2026年10月.

    >>> month(dt.date(2026, 10, 5), "en")
    'October 2026'
    """
    from babel.dates import format_date

    return format_date(day, "y年M月" if language == SOURCE else "MMMM y", locale=_BABEL[language])


def time_of_day(moment: dt.datetime, language: str) -> str:
    """A time as one reads it: 2:35."""
    from babel.dates import format_time

    return format_time(moment, "H:mm", locale=_BABEL[language])
