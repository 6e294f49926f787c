"""Whose packs are taken: the public keys of publishers."""

from pathlib import Path

import msgspec
from msgspec import Struct

from elderapp.packs.errors import PackUntrusted


class Trust(Struct, frozen=True):
    """Public keys in hex (64 digits)."""

    publishers: frozenset[str] = frozenset()

    def has(self, publisher: str) -> bool:
        """Whether this publisher's packs are taken."""
        return publisher in self.publishers


def load(*paths: Path) -> Trust:
    """The publishers named in JSON lists of hex keys; a file that does not exist names none.

    Raises `PackUntrusted` for a file that is no such list: then nobody is trusted.
    """
    publishers: set[str] = set()
    for path in paths:
        if not path.exists():
            continue
        try:
            publishers.update(msgspec.json.decode(path.read_bytes(), type=list[str]))
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise PackUntrusted(f"{path} is not a JSON list of public keys in hex: {error}") from error
    return Trust(frozenset(publishers))


def save(path: Path, trust: Trust) -> None:
    """Writes the list that `load` reads."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(msgspec.json.format(msgspec.json.encode(sorted(trust.publishers))) + b"\n")
