"""What an address, a moment, a length of time and a language look like in xAPI. Pure."""

import datetime as dt
import re

UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", re.IGNORECASE)
IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20\x7f\s<>\"{}|\\^`]+")
MBOX = re.compile(r"mailto:[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)*")
SHA1 = re.compile(r"[0-9a-f]{40}", re.IGNORECASE)
SHA2 = re.compile(r"(?:[0-9a-f]{56}|[0-9a-f]{64}|[0-9a-f]{96}|[0-9a-f]{128})", re.IGNORECASE)
MEDIA = re.compile(r"[\w!#$&^.+-]+/[\w!#$&^.+-]+(?:\s*;[\x20-\x7e]*)?", re.ASCII)
"""A media type with its parameters; no line ends in it, as it is repeated in a header."""

LANGUAGE = re.compile(
    r"""
    (?:[a-z]{2,3}(?:-[a-z]{3}){0,3} | [a-z]{4} | [a-z]{5,8})  # language, extended languages
    (?:-[a-z]{4})?                                            # script
    (?:-(?:[a-z]{2} | \d{3}))?                                # region
    (?:-(?:[a-z\d]{5,8} | \d[a-z\d]{3}))*                     # variants
    (?:-[a-wyz\d](?:-[a-z\d]{2,8})+)*                         # extensions
    (?:-x(?:-[a-z\d]{1,8})+)?                                 # private use
    | x(?:-[a-z\d]{1,8})+
    | i-[a-z]{3,8} | en-gb-oed | sgn-be-fr | sgn-be-nl | sgn-ch-de | zh-min | zh-min-nan | art-lojban
    """,
    re.IGNORECASE | re.VERBOSE | re.ASCII,
)
"""RFC 5646, with the tags that were registered before it."""

_MOMENT = re.compile(
    r"""
    (?:(?P<day>\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))
       [T ](?P<minute>(?:[01]\d|2[0-3]):[0-5]\d)(?::(?P<second>[0-5]\d)(?:[.,](?P<part>\d+))?)?
     | (?P<short_day>\d{4}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))
       T(?P<short_minute>(?:[01]\d|2[0-3])[0-5]\d)(?:(?P<short_second>[0-5]\d)(?:[.,](?P<short_part>\d+))?)?)
    (?P<zone>Z|[+-](?:0\d|1\d|2[0-3])(?::?[0-5]\d)?)?
    """,
    re.IGNORECASE | re.VERBOSE | re.ASCII,
)
_PIECES = ("day", "minute", "second", "part")
_LASTING = re.compile(
    r"P(?!$)(?:\d+(?:\.\d+)?W|(?:\d+(?:\.\d+)?Y)?(?:\d+(?:\.\d+)?M)?(?:\d+(?:\.\d+)?D)?"
    r"(?:T(?=\d)(?:\d+(?:\.\d+)?H)?(?:\d+(?:\.\d+)?M)?(?:\d+(?:\.\d+)?S)?)?)",
    re.ASCII,
)
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


def moment(text: str) -> int | None:
    """Microseconds since 1970, UTC, of a day and time in ISO 8601's extended or basic form, or as RFC 3339 has them.

    None for what is none, has the offset -00:00, or lies outside the years 1 to 9999.

    >>> moment("2026-11-27T08:00:00.0015+08:00") == moment("2026-11-27T00:00:00.001500Z")
    True
    >>> moment("20261127T080000+0800") == moment("2026-11-27 00:00:00Z")
    True
    >>> moment("2026-02-30T00:00:00Z"), moment("2026-11-27T00:00:00-00:00"), moment("2026-11-27")
    (None, None, None)
    """
    found = _MOMENT.fullmatch(text)
    if not found:
        return None
    zone = (found["zone"] or "Z").upper()
    digits = zone[1:].replace(":", "").ljust(4, "0")
    if zone[0] == "-" and digits == "0000":
        return None
    day, minute, second, part = (found[name] or found[f"short_{name}"] or "" for name in _PIECES)
    whole = f"{day}T{minute}{second or '00'}".replace("-", "").replace(":", "")
    minutes = 0 if zone == "Z" else (int(digits[:2]) * 60 + int(digits[2:])) * (-1 if zone[0] == "-" else 1)
    try:
        there = dt.datetime.fromisoformat(f"{whole}Z") - dt.timedelta(minutes=minutes)
    except (ValueError, OverflowError):
        return None
    return (there - _EPOCH) // dt.timedelta(microseconds=1) + int(part.ljust(6, "0")[:6])


def written(milliseconds: int) -> str:
    """A moment as the store writes it, in UTC to the millisecond.

    >>> written(1_763_654_400_007)
    '2025-11-20T16:00:00.007Z'
    """
    made = _EPOCH + dt.timedelta(milliseconds=milliseconds)
    return made.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def header_date(milliseconds: int) -> str:
    """A moment as HTTP's headers have it.

    >>> header_date(1_763_654_400_007)
    'Thu, 20 Nov 2025 16:00:00 GMT'
    """
    return (_EPOCH + dt.timedelta(milliseconds=milliseconds)).strftime("%a, %d %b %Y %H:%M:%S GMT")


def is_duration(text: str) -> bool:
    """Whether this is an ISO 8601 length of time."""
    return _LASTING.fullmatch(text) is not None


def comparable_duration(text: str) -> str:
    """A length of time to the hundredth of a second: two that agree so far are the same.

    >>> comparable_duration("PT4.1289S"), comparable_duration("PT4.12S")
    ('PT4.12S', 'PT4.12S')
    """
    return re.sub(r"(\.\d\d)\d+S", r"\1S", text)


def is_version_1(text: str) -> bool:
    """Whether this names the first edition.

    >>> is_version_1("1.0"), is_version_1("1.0.9"), is_version_1("1.1.0"), is_version_1("2.0.0")
    (True, True, False, False)
    """
    return re.fullmatch(r"1\.0(\.\d+)?", text, re.ASCII) is not None


def is_version_2(text: str) -> bool:
    """Whether this names the second edition (IEEE 9274.1.1)."""
    return re.fullmatch(r"2\.0(\.\d+)?", text, re.ASCII) is not None
