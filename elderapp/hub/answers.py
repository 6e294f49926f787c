"""Requests of tablets and hubs, and answers to them, as whole values; refusals, and parts of files."""

from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from elderapp.hub.ranges import part_of
from elderapp.sync import protocol
from elderapp.sync.protocol import JSON, PROBLEM_JSON, STATUS, Code, Refusal

_FILE = "application/octet-stream"


class Request(Struct, frozen=True):
    """A whole request. `target` is path and query as sent, `path` its parts below ``/sync/v1``."""

    method: str
    target: str
    path: tuple[str, ...]
    headers: Mapping[str, str]
    body: bytes
    client: str


class Answer(Struct, frozen=True):
    """What to send back: `body`, or `length` bytes of `file` from `start` on."""

    status: int
    body: bytes = b""
    media: str = JSON
    headers: tuple[tuple[str, str], ...] = ()
    file: Path | None = None
    start: int = 0
    length: int = 0


class Waiting(Struct, frozen=True):
    """A tablet of this centre has heard what has the number `after`, and waits for something else.

    `asked` is its request's signature, which the answer is signed with.
    """

    centre: int
    after: int
    device: str
    asked: str = ""


def refusal(code: str, status: int, detail: str, now: int, *, after: int = 0) -> Answer:
    """A problem+json answer; `after` are the seconds to wait before trying again."""
    problem = Refusal(code, status, code.replace("-", " "), detail, now)
    wait = (("Retry-After", str(after)),) if after else ()
    return Answer(status, protocol.encode(problem), PROBLEM_JSON, wait)


OTHER_WIRE: dict[Code, str] = {
    "wire-too-old": "please update the tablet's app; nothing that it holds is lost",
    "wire-too-new": "please update the hub; the tablet keeps everything until then",
}
"""What somebody is told whose tablet and hub are too far apart."""


def wrong_wire(version: int) -> Code | None:
    """Why this hub does not speak that version of the wire; nothing where it does."""
    if protocol.OLDEST <= version <= protocol.WIRE:
        return None
    return "wire-too-old" if version < protocol.OLDEST else "wire-too-new"


def other_wire(version: int, now: int) -> Answer:
    """What is answered at the addresses of a version that this hub does not speak."""
    code = wrong_wire(version) or "wire-too-old"
    problem = Refusal(code, STATUS[code], code.replace("-", " "), OTHER_WIRE[code], now, wire=protocol.WIRE)
    return Answer(STATUS[code], protocol.encode(problem), PROBLEM_JSON)


def part(file: Path, digest: str, request: Request) -> Answer:
    """A pack's bytes, or those that were asked for."""
    size, tag = file.stat().st_size, f'"{digest}"'
    status, start, length = part_of(size, request.headers, tag)
    kept = (("Accept-Ranges", "bytes"), ("ETag", tag))
    if status == 416:
        return Answer(416, media=_FILE, headers=(*kept, ("Content-Range", f"bytes */{size}")))
    where = (("Content-Range", f"bytes {start}-{start + length - 1}/{size}"),) if status == 206 else ()
    return Answer(status, media=_FILE, headers=(*kept, *where), file=file, start=start, length=length)
