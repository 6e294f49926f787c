"""Which part of a file somebody asks for, as HTTP says it: so that a broken download goes on where it stopped."""

import re
from collections.abc import Mapping

_RANGE = re.compile(r"bytes=(\d{1,15})-(\d{0,15})")


def part_of(size: int, headers: Mapping[str, str], tag: str) -> tuple[int, int, int]:
    """Status, first byte and how many: 200 for the whole, 206 for a part, 416 for what lies behind the end.

    >>> part_of(10, {"range": "bytes=4-"}, '"a"'), part_of(10, {}, '"a"'), part_of(10, {"range": "bytes=10-"}, '"a"')
    ((206, 4, 6), (200, 0, 10), (416, 0, 0))
    """
    asked = _RANGE.fullmatch(headers.get("range", ""))
    if not asked or headers.get("if-range", tag) != tag:
        return 200, 0, size
    start, end = int(asked[1]), min(int(asked[2] or size - 1), size - 1)
    return (416, 0, 0) if start > end else (206, start, end + 1 - start)
