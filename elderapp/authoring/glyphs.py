"""Which characters a TrueType font can draw, and which icons there are: read from the files themselves."""

import json
import struct
from pathlib import Path

_FORMAT_PAIRS = 4
_FORMAT_GROUPS = 12


def glyphs_of(path: Path) -> frozenset[str]:
    """The characters in the font's `cmap`. Raises `ValueError` for a file that is no TrueType font."""
    data = path.read_bytes()
    try:
        table = _cmap(data)
        points = _points(data, table)
    except struct.error as error:
        raise ValueError(f"{path} is no TrueType font") from error
    return frozenset(chr(point) for point in points if point not in range(0xD800, 0xE000))


def icons_of(path: Path) -> frozenset[str]:
    """The names in an icon font's list."""
    return frozenset(json.loads(path.read_text(encoding="utf-8")))


def _cmap(data: bytes) -> int:
    (count,) = struct.unpack_from(">H", data, 4)
    for index in range(count):
        tag, _, offset, _ = struct.unpack_from(">4sIII", data, 12 + 16 * index)
        if tag == b"cmap":
            return int(offset)
    raise struct.error("no cmap")


def _points(data: bytes, table: int) -> set[int]:
    (count,) = struct.unpack_from(">H", data, table + 2)
    points: set[int] = set()
    for index in range(count):
        _, _, offset = struct.unpack_from(">HHI", data, table + 4 + 8 * index)
        start = table + offset
        (kind,) = struct.unpack_from(">H", data, start)
        if kind == _FORMAT_PAIRS:
            points |= _pairs(data, start)
        elif kind == _FORMAT_GROUPS:
            (groups,) = struct.unpack_from(">I", data, start + 12)
            for group in range(groups):
                first, last, _ = struct.unpack_from(">III", data, start + 16 + 12 * group)
                points.update(range(first, last + 1))
    return points


def _pairs(data: bytes, start: int) -> set[int]:
    (doubled,) = struct.unpack_from(">H", data, start + 6)
    count = doubled // 2
    ends = struct.unpack_from(f">{count}H", data, start + 14)
    starts = struct.unpack_from(f">{count}H", data, start + 16 + doubled)
    return {
        point for first, last in zip(starts, ends, strict=True) if first <= last for point in range(first, last + 1)
    } - {0xFFFF}
