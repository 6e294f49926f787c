"""Where tablet and hub do not stand at the same row: a hub put back from a backup, a tablet with another's memory.

Of two tablets with one copied file, key and all, on which both went on writing, the hub takes the rows of whichever
came first and refuses the other's. That one finds the row at which they parted, and stops. When its trainer pairs it
again it gets a key of its own, and what it alone has goes to the hub under new numbers.
"""

from collections.abc import Sequence

from elderapp import keys
from elderapp.records.statements import Row
from elderapp.store import Store
from elderapp.sync.batches import make_batch
from elderapp.sync.errors import HubRefused
from elderapp.sync.hub import Hub
from elderapp.sync.protocol import Conflict, Receipt

HUB_LIFE = "hub-life"
"""The setting that says which of the hub's lives this tablet met last."""

FORKED = "forked"
"""The setting that says that this tablet is the second of two."""


class Lost(Exception):
    """The hub stands before the first row that is still here: what follows cannot be chained to what it has."""


def before(store: Store, epoch: int, at: int, rows: Sequence[Row]) -> bytes:
    """The digest of the row `at`, which `rows` follow. Raises `Lost` where there is a gap between them here.

    So it is where the hub lost what it had called safe, and the power failed before that was dealt with.
    """
    digest = store.digest_at(at, epoch=epoch)
    if digest is None or (rows and rows[0].seq != at + 1):
        raise Lost
    return digest


def notice_life(store: Store, life: str) -> None:
    """A hub that was put back from a backup may have lost people it had taken; rows it asks for by their numbers."""
    known = store.setting(HUB_LIFE, "")
    if life and life != known:
        if known:
            store.people_again()
        store.set_setting(HUB_LIFE, life)


def rewind(store: Store, hub: Hub, epoch: int, conflict: Conflict) -> int:
    """Where to go on after a gap. Raises `HubRefused` for a fork: this tablet, or a copy of it, wrote other rows.

    Raises `Lost` where the rows that the hub asks for are gone from here.
    """
    ours = store.digest_at(conflict.seq, epoch=epoch)
    if conflict.reason == "fork" or (ours is not None and ours.hex() != conflict.head):
        note(store, hub, epoch, conflict.seq)
        raise HubRefused("fork", f"the hub holds other rows at {conflict.seq} of epoch {epoch}")
    following = store.unsent(conflict.seq, 1, epoch=epoch)
    if ours is None and not following:
        raise HubRefused("gap", f"the hub stands at row {conflict.seq} of epoch {epoch}, which was never written")
    store.set_acked(conflict.seq, epoch=epoch)
    if ours is None or (following and following[0].seq != conflict.seq + 1):
        raise Lost
    return conflict.seq


def note(store: Store, hub: Hub, epoch: int, held: int) -> None:
    """Notes how far hub and tablet agree; `held` is the last row of this epoch that the hub has."""
    if store.setting(FORKED, False):
        return
    (known,) = (one for one in store.epochs() if one.epoch == epoch)
    low, high = known.safe, min(held, known.last)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if _agree(store, hub, epoch, middle) else (low, middle - 1)
    store.set_acked(low, epoch=epoch)
    store.set_setting(FORKED, True)


def take_own_key(store: Store) -> None:
    """Before it is paired again: from now on it is another tablet than the one it was copied from."""
    key = store.path.with_name(f"{store.path.stem}.key")
    key.replace(key.with_name(f"{key.name}.{keys.key_id(keys.public_of(store.private_key))}"))


def _agree(store: Store, hub: Hub, epoch: int, seq: int) -> bool:
    """Whether the hub has this row as we have it: it is asked with a batch of no rows."""
    digest = store.digest_at(seq, epoch=epoch)
    if digest is None:
        return False
    return isinstance(hub.push(make_batch(hub.private_key, hub.device, epoch, seq + 1, digest, [])), Receipt)
