"""The tablet's end of a USB stick: what was not sent goes onto it, what the hub answered comes off it.

Nothing is forgotten because it was copied: rows and people stay until the hub's own receipt comes back.
"""

import errno
from pathlib import Path

from msgspec import Struct

from elderapp import clock, keys
from elderapp.errors import ElderError
from elderapp.packs.errors import PackDamaged, PackTooNew, PackUntrusted
from elderapp.packs.install import install
from elderapp.packs.trust import Trust
from elderapp.records.statements import GENESIS
from elderapp.store import Store
from elderapp.store.people import Installed
from elderapp.sync import batches, client, forks, protocol, usb
from elderapp.sync.protocol import PackEntry, Receipt
from elderapp.sync.standing import Status
from elderapp.sync.usb import Label, News, UsbRefused, Work

MOST_BATCHES = 400
"""In one file; what is more goes with the next."""


class Taken(Struct, frozen=True):
    """What came off a stick. `found`: there was something for this tablet; `acked`: rows the hub now holds besides.

    `packs` are the ids installed, `refused` those that were not, as ``id: code``.
    """

    found: bool = False
    acked: int = 0
    roster: bool = False
    packs: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()


def carry(store: Store, stick: Path, status: Status | None = None) -> int:
    """Puts what the hub does not hold onto a stick. Gives how many rows and people that are.

    What a hub asks for that is gone from here it has lost: what is left goes under new numbers. Raises `UsbRefused`
    (usb-not-paired), `OSError`.
    """
    device, box = store.setting("hub-device", ""), keys.unhex(store.setting("hub-box", ""))
    if not device or len(box) != 32:
        raise UsbRefused("usb-not-paired", "this tablet must have met its hub once before a stick can help")
    try:
        rows, packed = _batches(store, device)
    except forks.Lost:
        store.carry_over()
        rows, packed = _batches(store, device)
    people = tuple(client.walk_in(met) for met in store.unsent_people())[: protocol.MOST_PEOPLE * 10]
    made = clock.wall_ms()
    work = Work(device, made, packed, people, status)
    label = Label("to-hub", device, keys.key_id(keys.unhex(store.setting("hub-key", ""))), made)
    usb.write(usb.place(stick, "to-hub", device), usb.sealed(work, label, store.private_key, box))
    return rows + len(people)


def take_in(store: Store, stick: Path, folder: Path, trust: Trust) -> Taken:
    """Takes in what the hub put onto a stick for this tablet; packs go into `folder`.

    Raises `UsbRefused`, `HubRefused` (fork, gap), `OSError`: what was done until then stays done.
    """
    device = store.setting("hub-device", "")
    path = _answer_on(stick, device) if device else None
    if path is None:
        return Taken()
    news = _opened(store, path, device)
    heard = store.setting(client.HEARD, 0)
    if news.made < heard:
        raise UsbRefused("usb-older", "the hub has told this tablet more than stands in this file")
    before = _acked(store)
    roster = False
    if news.made > heard:
        roster = _believe(store, news)
    packs, refused = _packs(store, news.packs, stick, folder, trust)
    return Taken(found=True, acked=max(0, _acked(store) - before), roster=roster, packs=packs, refused=refused)


def _answer_on(stick: Path, device: str) -> Path | None:
    """The hub's file for this tablet: where the hub puts it, or the newest where somebody saved it by hand."""
    path = usb.place(stick, "to-tablet", device)
    if path.exists():
        return path
    saved = [*stick.glob(f"{device}*{usb.ENDING}"), *(stick / usb.FOLDER).glob(f"{device}*{usb.ENDING}")]
    return max(saved, key=lambda one: one.stat().st_mtime, default=None)


def _believe(store: Store, news: News) -> bool:
    """Receipts, people, roster; whether the roster is another one. Last of all: how new it was."""
    said = {stand.epoch: Receipt(stand.seq, stand.head, stand.safe_seq) for stand in news.stands}
    for epoch in store.epochs():
        # An epoch that the hub does not name it has lost, or never saw: whatever is here of it goes again.
        receipt = said.get(epoch.epoch) or (Receipt(0, GENESIS.hex()) if epoch.safe < epoch.last else None)
        if receipt:
            client.settle(store, epoch.epoch, receipt)
    store.people_done(news.done)
    known = store.roster()
    changed = news.roster is not None and (known is None or known.cursor != news.roster.cursor)
    if changed and news.roster is not None:
        store.save_roster(news.roster)
    store.set_setting(client.HEARD, news.made)
    return changed


def _batches(store: Store, device: str) -> tuple[int, tuple[bytes, ...]]:
    """How many rows are not acknowledged, and the batches with them, oldest epoch first; deflated as they are sent."""
    packed: list[bytes] = []
    count = 0
    for epoch in store.epochs():
        at = epoch.acked
        while len(packed) < MOST_BATCHES and at < epoch.last:
            rows = batches.fitting(store.unsent(at, protocol.MOST_EVENTS, epoch=epoch.epoch))
            prev = forks.before(store, epoch.epoch, at, rows)
            batch = batches.make_batch(store.private_key, device, epoch.epoch, at + 1, prev, rows)
            packed.append(protocol.deflate(batch))
            at, count = at + len(rows), count + len(rows)
    return count, tuple(packed)


def _opened(store: Store, path: Path, device: str) -> News:
    file = usb.read(path)
    hub = keys.unhex(store.setting("hub-key", ""))
    if file.label.kind != "to-tablet" or file.label.device != device:
        raise UsbRefused("usb-other-tablet", f"this is for another tablet ({file.label.device})")
    if file.label.hub != keys.key_id(hub):
        raise UsbRefused("usb-other-hub", "this comes from another hub than this tablet's")
    return usb.unsealed(file, store.private_key, hub, News)


def _acked(store: Store) -> int:
    return sum(epoch.acked for epoch in store.epochs())


def _packs(
    store: Store, wanted: tuple[PackEntry, ...], stick: Path, folder: Path, trust: Trust
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Installs the packs that are on the stick and not here; one that does not pass leaves the older one."""
    have = {pack.digest for pack in store.packs() if (folder / pack.file).exists()}
    came, refused = [], []
    for entry in wanted:
        path = usb.pack_place(stick, entry.digest)
        if entry.digest in have or not path.exists():
            continue
        try:
            pack = install(path, folder, trust)
        except (PackDamaged, PackTooNew, PackUntrusted) as error:
            refused.append(f"{entry.id}: {error.code}")
            continue
        except OSError:
            refused.append(f"{entry.id}: no-room")
            continue
        store.pack_installed(Installed(pack.manifest.id, pack.manifest.version, pack.digest, Path(pack.path).name))
        came.append(pack.manifest.id)
    return tuple(came), tuple(refused)


def code_of(error: ElderError | OSError) -> str:
    """What went wrong with a stick, as a code that a screen has words for."""
    if isinstance(error, OSError):
        return "usb-full" if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG) else "usb-gone"
    return error.code
