"""Why a pack is not taken, by what the caller can do about it. In each case the pack that was there before stays."""

from elderapp.errors import ElderError


class PackDamaged(ElderError):
    """The file is not whole, or was changed: fetch it again."""

    code = "pack-damaged"


class PackTooNew(ElderError):
    """The pack wants a newer app: update the app."""

    code = "pack-too-new"


class PackUntrusted(ElderError):
    """Nobody this tablet trusts has signed the pack: ask who made it."""

    code = "pack-untrusted"


class PackOlder(ElderError):
    """A newer version of the pack is there already."""

    code = "pack-older"
