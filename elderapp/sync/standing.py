"""Who is at the other end and how it stands: messages of the wire beside those that carry the work. Pure."""

from msgspec import Struct


class KeyChange(Struct, frozen=True):
    """A tablet's next public key (hex); `signature` (hex) over `message` is by that key: it is really there."""

    public_key: str
    signature: str

    @staticmethod
    def message(device: str, public_key: str) -> bytes:
        """What the new key signs."""
        return f"ElderApp key 1\n{device}\n{public_key}\n".encode()


class KeyReply(Struct, frozen=True):
    """The key (hex) that the hub knows the tablet by from now on."""

    public_key: str


class Hello(Struct, frozen=True):
    """Which hub this is: its key and its box (hex), its clock (ms), and its signature (hex) over that and the nonce."""

    key: str
    box: str
    now: int
    signature: str

    @staticmethod
    def message(nonce: str, box: str, now: int) -> bytes:
        """What the hub signs."""
        return f"ElderApp hello 1\n{nonce}\n{box}\n{now}\n".encode()


class Status(Struct, frozen=True, omit_defaults=True):
    """How a tablet stands, for the people who look after it; no name is in it.

    `unsent` rows that the hub does not hold, the oldest written at `since` (ms, the tablet's clock), and `people` not
    handed in. `app` is its version, `packs` those of its packs by id, `voice` who speaks most. `free` and `room` are
    the disk's bytes, `battery` percent (-1: unknown). `mute`: no sound where there should be; `late`: how much could
    not be written yet. `trouble` is the code of what hindered the last visit. `box`: see `PairRequest`. `made`: when
    it was so, by the tablet's clock (ms).
    """

    unsent: int = 0
    since: int = 0
    people: int = 0
    app: str = ""
    packs: dict[str, str] = {}
    voice: str = ""
    free: int = 0
    room: int = 0
    battery: int = -1
    mute: bool = False
    late: int = 0
    trouble: str = ""
    box: str = ""
    made: int = 0
