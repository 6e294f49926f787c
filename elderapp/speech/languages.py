"""The spoken languages that have rules of their own: how a line is said, and what in it nobody could say."""

from collections.abc import Callable, Mapping, Sequence

from msgspec import Struct

from elderapp.speech import english, putonghua
from elderapp.speech import spoken as cantonese
from elderapp.speech.spoken import Clause

Respell = Mapping[str, str]


class Language(Struct, frozen=True):
    """One spoken language.

    `clauses` of a text, its author's own spelling of the sound, respellings and places to take breath. `unread` are
    the signs and words of a text that its voice does not know; `foreign` those that belong to another language.
    """

    code: str
    clauses: Callable[[str, str, Respell, Sequence[int]], tuple[Clause, ...]]
    unread: Callable[[str, Respell], tuple[str, ...]]
    foreign: Callable[[str], tuple[str, ...]] = lambda _text: ()


def _cantonese(text: str, speech: str, respell: Respell, cuts: Sequence[int]) -> tuple[Clause, ...]:
    return cantonese.spoken(text, respell, speech=speech, cuts=cuts)


SOURCE = Language("yue", _cantonese, cantonese.unread)
_SPOKEN = {
    one.code: one
    for one in (
        SOURCE,
        Language(
            "en",
            lambda text, speech, _respell, _cuts: english.spoken(speech or text),
            lambda text, _respell: english.unread(text),
        ),
        Language(
            "cmn",
            lambda text, speech, _respell, _cuts: putonghua.spoken(speech or text),
            lambda text, _respell: putonghua.unread(text),
            putonghua.foreign,
        ),
    )
}


def language(code: str) -> Language:
    """The language with this ISO 639 code. One without rules of its own is cut as English is, and nothing is unread.

    >>> language("cmn").unread("撳一下", {}), language("ur").unread("撳", {})
    (('撳',), ())
    """
    return _SPOKEN.get(code) or Language(code, _SPOKEN["en"].clauses, lambda _text, _respell: ())
