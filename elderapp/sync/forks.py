"""Two tablets with one memory: a copied file, key and all, on which both went on writing.

The hub takes the rows of whichever came first and refuses the other's. That one finds the row at which they parted,
and stops. When its trainer pairs it again it gets a key of its own, and what it alone has goes to the hub under new
numbers.
"""

from elderapp import keys
from elderapp.store import Store
from elderapp.sync.batches import make_batch
from elderapp.sync.hub import Hub
from elderapp.sync.protocol import Receipt

FORKED = "forked"
"""The setting that says that this tablet is the second of two."""


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
