"""Whose packs are taken: the public keys of publishers, and how one key passes to the next.

A trust file is a JSON list of keys in hex, or ``{publishers, alerts, handovers, revoked}``. A handover is signed by the
old key: who trusts that one trusts the new one too. A hub's key may publish alerts and nothing else.
"""

from collections.abc import Iterable
from pathlib import Path

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from elderapp import keys
from elderapp.packs.errors import PackUntrusted

ALERTS = "alert-"
"""How the ids of packs begin that a hub may publish."""


class Handover(Struct, frozen=True, kw_only=True, rename={"old": "from", "new": "to"}):
    """The key `old` passes to `new` on an ISO day; `signature` (hex) is the old key's."""

    old: str
    new: str
    on: str
    signature: str = ""

    @property
    def is_signed(self) -> bool:
        """Whether the old key's holder wrote it."""
        return keys.is_signed(keys.unhex(self.old), self.message, keys.unhex(self.signature))

    @property
    def message(self) -> bytes:
        """What is signed."""
        return f"ElderApp handover 1\n{self.old}\n{self.new}\n{self.on}\n".encode()


class Trust(Struct, frozen=True):
    """Public keys in hex (64 digits): of publishers, of hubs that may publish alerts alone, of those nobody trusts."""

    publishers: frozenset[str] = frozenset()
    alerts: frozenset[str] = frozenset()
    revoked: frozenset[str] = frozenset()
    handovers: tuple[Handover, ...] = ()

    def has(self, publisher: str) -> bool:
        """Whether this publisher's packs are taken."""
        return publisher in self.publishers - self.revoked

    def may_publish(self, publisher: str, pack: str) -> bool:
        """Whether this publisher's pack of that id is taken."""
        return self.has(publisher) or (pack.startswith(ALERTS) and publisher in self.alerts - self.revoked)

    def with_hub(self, key: str) -> "Trust":
        """The same, and alerts of the hub with this public key (hex), which a tablet learnt when it was paired."""
        return replace(self, alerts=self.alerts | {key}) if key else self

    def after(self, handovers: Iterable[Handover]) -> "Trust":
        """The same with everybody to whom a trusted key passed, from hand to hand, in whatever order they are told.

        A handover that is not signed by its old key, or from one that is revoked, passes nothing.
        """
        told = [one for one in {*self.handovers, *handovers} if one.is_signed]
        trusted = set(self.publishers)
        while True:
            new = {one.new for one in told if one.old in trusted - self.revoked} - trusted
            if not new:
                return replace(self, publishers=frozenset(trusted), handovers=tuple(sorted(told, key=_order)))
            trusted |= new

    def way_to(self, publisher: str) -> tuple[Handover, ...]:
        """The handovers by which this key came to be trusted: a pack carries them for tablets that do not know yet."""
        way: list[Handover] = []
        key = publisher
        while (one := next((each for each in self.handovers if each.new == key), None)) and one not in way:
            way.insert(0, one)
            key = one.old
        return tuple(way)


class _File(Struct, forbid_unknown_fields=True):
    publishers: list[str]
    alerts: list[str] = []
    handovers: list[Handover] = []
    revoked: list[str] = []


def hand_over(private: bytes, new: str, on: str) -> Handover:
    """A handover from the holder of a private key to a new public key (hex), on an ISO day."""
    plain = Handover(old=keys.public_of(private).hex(), new=new, on=on)
    return replace(plain, signature=keys.sign(private, plain.message).hex())


def load(*paths: Path) -> Trust:
    """What the trust files say together; a file that does not exist names nobody.

    Raises `PackUntrusted` for a file that is none: then nobody is trusted.
    """
    publishers: set[str] = set()
    alerts: set[str] = set()
    revoked: set[str] = set()
    handovers: list[Handover] = []
    for path in paths:
        if not path.exists():
            continue
        try:
            found = msgspec.json.decode(path.read_bytes(), type=list[str] | _File)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise PackUntrusted(f"{path} is no list of public keys in hex: {error}") from error
        file = found if isinstance(found, _File) else _File(publishers=found)
        publishers.update(file.publishers)
        alerts.update(file.alerts)
        revoked.update(file.revoked)
        handovers += file.handovers
    return Trust(frozenset(publishers), frozenset(alerts), frozenset(revoked)).after(handovers)


def save(path: Path, trust: Trust) -> None:
    """Writes the file that `load` reads, whole or not at all; a plain list where there is nothing but publishers."""
    path.parent.mkdir(parents=True, exist_ok=True)
    told: object = sorted(trust.publishers)
    if trust.alerts or trust.revoked or trust.handovers:
        told = _File(sorted(trust.publishers), sorted(trust.alerts), list(trust.handovers), sorted(trust.revoked))
    part = path.with_name(f".{path.name}.part")
    part.write_bytes(msgspec.json.format(msgspec.json.encode(told)) + b"\n")
    part.replace(path)


def _order(one: Handover) -> tuple[str, str, str]:
    return one.on, one.old, one.new
