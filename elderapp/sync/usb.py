"""What goes between tablet and hub on a USB stick: one file from each tablet, one for each, and the packs once for all.

A file is a line that says what it is, a label that anybody may read, and a sealed part that its addressee alone can
open: signed inside by whoever wrote it. It carries the batches that the network would have carried, so taking it in
twice, or late, changes nothing. The same for both ends; what each does with it: `usb_tablet`, `elderapp.hub.usb`.
"""

import contextlib
import os
from pathlib import Path
from typing import Literal, TypeVar

import msgspec
from msgspec import Struct

from elderapp import clock, keys
from elderapp.errors import ElderError
from elderapp.records.people import Roster
from elderapp.sync.protocol import PackEntry, WalkIn
from elderapp.sync.standing import Status

FOLDER = "ElderApp"
ENDING = ".elder"
FORMAT = 1
MAGIC = b"ElderApp usb "
MOST = 64 * 1024 * 1024
"""Bytes of a file; a year of one tablet's unsent work is less."""
MOST_LABEL = 1024

Kind = Literal["to-hub", "to-tablet"]
"""What a file is, and the name of the folder it lies in."""
PACKS = "packs"

Code = Literal[
    "usb-not-ours",
    "usb-too-new",
    "usb-damaged",
    "usb-too-large",
    "usb-other-hub",
    "usb-other-tablet",
    "usb-older",
    "usb-not-paired",
    "usb-old-key",
]


class UsbRefused(ElderError):
    """A file on a stick that this end does not take in; whatever it holds stays where it came from."""

    code = "usb-refused"

    def __init__(self, code: Code, message: str) -> None:
        """`code` is what a screen has words for."""
        super().__init__(message)
        self.code = code


class Label(Struct, frozen=True):
    """What anybody may read: what the file is, which tablet's and which hub's (`keys.key_id`), its writer's time."""

    kind: Kind
    device: str
    hub: str
    made: int


class Work(Struct, frozen=True):
    """What a tablet brings: deflated batches, people, how it stands."""

    device: str
    made: int
    batches: tuple[bytes, ...]
    people: tuple[WalkIn, ...] = ()
    status: Status | None = None


class Stand(Struct, frozen=True):
    """What the hub holds of one epoch: see `protocol.Receipt`."""

    epoch: int
    seq: int
    head: str
    safe_seq: int = 0


class News(Struct, frozen=True):
    """What a hub sends back: what it holds, the people it has stored, the roster, which packs to have.

    `made` is the hub's clock (ms): what is older than what the tablet heard last is not taken. `done` names people as
    they were when (`WalkIn.wall`) the tablet copied them: who has changed since is sent again.
    """

    device: str
    made: int
    stands: tuple[Stand, ...]
    done: tuple[tuple[str, int], ...] = ()
    roster: Roster | None = None
    packs: tuple[PackEntry, ...] = ()


class _Signed(Struct, frozen=True):
    body: bytes
    signature: bytes


class Sealed(Struct, frozen=True):
    """A file that was read, not opened."""

    label: Label
    bound: bytes
    rest: bytes


_Body = TypeVar("_Body", Work, News)


def place(stick: Path, kind: Kind, device: str) -> Path:
    """Where on a stick a tablet's file lies. A device is named by its hub; what is no plain name is none."""
    if not device.replace("-", "").isalnum() or not device.isascii():
        raise UsbRefused("usb-damaged", "the file names no tablet")
    return stick / FOLDER / kind / f"{device}{ENDING}"


def pack_place(stick: Path, digest: str) -> Path:
    """Where on a stick a pack lies; named by us, whatever the hub calls it."""
    return stick / FOLDER / PACKS / f"{keys.sha256(digest.encode())[:32]}.pack"


def sealed(body: Work | News, label: Label, private: bytes, box: bytes) -> bytes:
    """A whole file: `body` signed with `private`, for the holder of `box` alone."""
    inner = msgspec.msgpack.encode(body)
    bound = MAGIC + f"{FORMAT}\n".encode() + msgspec.json.encode(label) + b"\n"
    signed = _Signed(inner, keys.sign(private, bound + inner))
    return bound + keys.seal(box, msgspec.msgpack.encode(signed), bound)


def parse(data: bytes) -> Sealed:
    """A file's label and its sealed part. Raises `UsbRefused`: usb-not-ours, usb-too-new, usb-damaged, usb-too-large.

    >>> parse(b"holiday.jpg")
    Traceback (most recent call last):
    elderapp.sync.usb.UsbRefused: this is no file of an ElderApp tablet or hub
    """
    if len(data) > MOST:
        raise UsbRefused("usb-too-large", f"more than {MOST // 2**20} MB")
    first, _, after = data[: MOST_LABEL + 64].partition(b"\n")
    if not first.startswith(MAGIC):
        raise UsbRefused("usb-not-ours", "this is no file of an ElderApp tablet or hub")
    if first != MAGIC + str(FORMAT).encode():
        raise UsbRefused("usb-too-new", "a newer ElderApp wrote this: please update")
    line, end, _ = after.partition(b"\n")
    try:
        label = msgspec.json.decode(line, type=Label)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise UsbRefused("usb-damaged", "the file is damaged at its beginning: copy it again") from error
    bound = data[: len(first) + 1 + len(line) + len(end)]
    return Sealed(label, bound, data[len(bound) :])


def read(path: Path) -> Sealed:
    """The same of a file. Raises `UsbRefused`; `OSError` when the stick is gone."""
    with path.open("rb") as file:
        return parse(file.read(MOST + 1))


def unsealed(file: Sealed, private: bytes, writer: bytes, kind: type[_Body]) -> _Body:
    """What is in a file for the holder of `private`, signed by `writer`. Raises `UsbRefused`: usb-damaged, usb-old-key.

    Whoever calls has looked at the label: whose it is.
    """
    inner = keys.unseal(private, file.rest, file.bound)
    if inner is None:
        raise UsbRefused("usb-damaged", "the file is cut off or damaged, or was not sealed for this key: copy it again")
    try:
        signed = msgspec.msgpack.decode(inner, type=_Signed)
        if not keys.is_signed(writer, file.bound + signed.body, signed.signature):
            raise UsbRefused("usb-old-key", "it was not signed with the key that is known: copy it again")
        body = msgspec.msgpack.decode(signed.body, type=kind)
    except msgspec.DecodeError as error:
        raise UsbRefused("usb-damaged", f"the file holds what cannot be read: {error}") from error
    if (body.device, body.made) != (file.label.device, file.label.made):
        raise UsbRefused("usb-damaged", "the file's label is not what is in it")
    return body


def write(path: Path, data: bytes) -> None:
    """Puts a file onto a stick whole or not at all, and off the machine's own memory, so that it may be pulled out.

    Raises `OSError` when it is full or gone; then an older file stays as it was.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.stem}-{clock.new_id()[:8]}.part")
    try:
        with part.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
    settle_folder(path.parent)


def settle_folder(folder: Path) -> None:
    """The names in a folder are on the stick too, where the system can be asked for that."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def waiting(stick: Path, kind: Kind) -> list[Path]:
    """The files of a kind on a stick, by name; half-written ones are none."""
    return sorted((stick / FOLDER / kind).glob(f"[!.]*{ENDING}"))
