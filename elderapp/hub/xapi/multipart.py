"""Statements that travel with files: ``multipart/mixed``, read and written, each file checked by its digest. Pure."""

import hashlib
import re
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from elderapp.hub.xapi.meaning import all_attachments
from elderapp.hub.xapi.refusals import Refused, need
from elderapp.hub.xapi.rules import SIGNATURE
from elderapp.hub.xapi.signatures import check_signature

MOST_PARTS = 1000
_DIGESTS = {56: hashlib.sha224, 64: hashlib.sha256, 96: hashlib.sha384, 128: hashlib.sha512}

_ENDS = (b"\r\n", b"\n", b"")
"""What stands between a file and the next boundary: the first is the standard's, the others are met."""


class Part(NamedTuple):
    """One file: what it is, and its bytes."""

    media: str
    body: bytes


Parts = dict[str, Part]
"""Files by their SHA-2 digest, in lower-case hexadecimal."""


def read(content_type: str, body: bytes) -> tuple[bytes, Parts]:
    """The JSON of the first part, and the files of the others. Raises `Refused`."""
    found = re.search(r'boundary=(?:"([^"]{1,200})"|([^\s;"]{1,200}))', content_type, re.IGNORECASE)
    if not found:
        raise Refused(400, "multipart/mixed needs a boundary")
    parts = _split(body, (found[1] or found[2]).encode("latin-1", "replace"))
    need(parts, "the body has no part")
    media = parts[0][0].get("content-type", "").partition(";")[0].strip().lower()
    need(media == "application/json", "the first part must be application/json")
    return parts[0][1], dict(_file(headers, content) for headers, content in parts[1:])


def _split(body: bytes, boundary: bytes) -> list[tuple[dict[str, str], bytes]]:
    mark = b"--" + boundary
    need(mark + b"--" in body, "the last boundary is missing")
    # A boundary begins a line, within one it is the file's; but for senders that put no line end before any.
    begins = rb"(?:\A|(?<=\n))" if b"\n" + mark + b"--" in body else b""
    marks = re.compile(begins + re.escape(mark) + rb"(?=--|[ \t]*\r?\n)")
    found: list[tuple[dict[str, str], bytes]] = []
    for piece in marks.split(body, MOST_PARTS + 2)[1:]:
        if piece.startswith(b"--"):
            return found
        piece = piece.lstrip(b" \t")
        piece = piece[2:] if piece.startswith(b"\r\n") else piece.removeprefix(b"\n")
        head, gap, content = piece.partition(b"\r\n\r\n")
        if not gap:
            head, gap, content = piece.partition(b"\n\n")
        need(gap, "a part has no header")
        lines = (line.partition(":") for line in head.decode("latin-1").splitlines())
        headers = {name.strip().lower(): value.strip() for name, _, value in lines}
        found.append((headers, content))
    raise Refused(400, f"the body has more than {MOST_PARTS} parts")


def _file(headers: dict[str, str], content: bytes) -> tuple[str, Part]:
    is_binary = headers.get("content-transfer-encoding", "").lower() == "binary"
    need(is_binary, "a file needs Content-Transfer-Encoding: binary")
    digest = headers.get("x-experience-api-hash", "").lower()
    need(digest, "a file needs X-Experience-API-Hash")
    make = _DIGESTS.get(len(digest))
    need(make, "X-Experience-API-Hash must be a SHA-2 digest in hexadecimal")
    assert make is not None
    for end in _ENDS:
        body = content.removesuffix(end)
        if content.endswith(end) and make(body).hexdigest() == digest:
            return digest, Part(headers.get("content-type", "application/octet-stream"), body)
    raise Refused(400, "X-Experience-API-Hash is not the file's digest")


def check_attachments(statements: Iterable[dict[str, Any]], parts: Parts) -> None:
    """Every attachment has its file or an address, every file its attachment, and signatures are good."""
    used = set()
    for one in statements:
        for attachment in all_attachments(one):
            digest = attachment["sha2"].lower()
            part = parts.get(digest)
            need(part or "fileUrl" in attachment, "an attachment has neither its file nor a fileUrl")
            used.add(digest)
            if attachment["usageType"] == SIGNATURE:
                need(attachment["contentType"] == "application/octet-stream", "a signature is application/octet-stream")
                check_signature(one, part.body if part else b"")
    need(parts.keys() <= used, "a file belongs to no attachment")


def write(boundary: str, head: bytes, files: Sequence[tuple[str, str, bytes]]) -> bytes:
    """Statements and files as one body; `files` are digest, media type and bytes."""
    mark = f"--{boundary}".encode()
    pieces = [mark, b"\r\nContent-Type: application/json\r\n\r\n", head, b"\r\n"]
    for digest, media, body in files:
        said = f"\r\nContent-Type: {media}\r\nContent-Transfer-Encoding: binary\r\nX-Experience-API-Hash: {digest}\r\n"
        pieces += [mark, said.encode(), b"\r\n", body, b"\r\n"]
    return b"".join([*pieces, mark, b"--\r\n"])
