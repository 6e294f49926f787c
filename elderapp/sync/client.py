"""What a tablet does when it meets its hub: push what was learnt, fetch what is new.

Whatever fails, the tablet's log keeps every row until the hub has it committed and backed up.
"""

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from elderapp import clock, keys
from elderapp.packs.errors import PackDamaged, PackTooNew, PackUntrusted
from elderapp.packs.install import id_of, install
from elderapp.packs.trust import ALERTS, Trust
from elderapp.store import Store
from elderapp.store.log import Epoch
from elderapp.store.people import Installed, Met
from elderapp.sync import batches, forks, meeting, pinned, protocol
from elderapp.sync.errors import HubRefused, HubUnreachable
from elderapp.sync.hub import PATIENCE, TIMEOUT, Hub
from elderapp.sync.protocol import Conflict, PackEntry, PairReply, People, Receipt, WalkIn
from elderapp.sync.standing import Status

if TYPE_CHECKING:
    from ssl import SSLContext

    import httpx

HUB_KEY = "hub-key"
"""The setting that says whose alerts this tablet takes."""
__all__ = ["Hub", "HubRefused", "HubUnreachable", "Outcome", "known_hub", "pair", "sync_once"]


HEARD = "hub-said"
"""The setting that says when, by the hub's clock (ms), it told this tablet last of rows or people."""


class Outcome(Struct, frozen=True):
    """What one visit did: rows and people sent, whether a new roster came, packs by id.

    `refused` are packs that did not pass, as ``id: code``; their older versions stay. `dropped` are alerts that went.
    """

    sent: int
    people: int
    roster: bool
    packs: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()


def pair(
    store: Store,
    address: str,
    code: str,
    *,
    name: str = "",
    platform: str = "",
    key: str = "",
    pin: str = "",
    transport: "httpx.BaseTransport | None" = None,
    verify: "SSLContext | bool" = True,
) -> Hub:
    """Pairs this tablet with the hub at `address`. What was not sent yet goes to it, also after another hub.

    The code is told to no hub but the one with this `key` (`keys.key_id`), if one is named. Of a hub with TLS the
    certificate is pinned: the one with this `pin`, or the one that it shows now. Raises `HubRefused` (the code is
    wrong, used or expired; wrong-hub; wrong-certificate), `HubUnreachable`.
    """
    pem = meeting.certificate(address, pin) if verify is True and transport is None else ""
    verify = pinned.context(pem) if pem else verify
    if store.setting(forks.FORKED, False):
        forks.take_own_key(store)
    hub = Hub(address, "", store.private_key, transport=transport, verify=verify)
    try:
        meeting.expect(hub, key)
        box = keys.box_of(store.private_key).hex()
        was = store.setting("hub-device", "")
        reply = hub.pair(code, keys.public_of(store.private_key), name=name, platform=platform, box=box, was=was)
    except BaseException:
        hub.close()
        raise
    if store.setting("hub-device", reply.device) != reply.device:
        store.carry_over(acked=_was_put_back(store, reply))
        store.set_setting(HEARD, 0)  # the new hub's clock is another one
    store.set_setting(forks.FORKED, False)
    meeting.keep(store, hub, reply, pem)
    return hub


def _was_put_back(store: Store, reply: PairReply) -> bool:
    """Whether this is the hub of before, put back from a backup: it may have lost what it had acknowledged."""
    is_same = reply.hub_key == store.setting(HUB_KEY, "") != ""
    return is_same and bool(reply.life) and reply.life != store.setting(forks.HUB_LIFE, "")


def known_hub(
    store: Store,
    *,
    transport: "httpx.BaseTransport | None" = None,
    verify: "SSLContext | bool | None" = None,
    patient: bool = False,
) -> Hub | None:
    """The hub this tablet is paired with, or None; a `patient` one is for the live poll."""
    address, device = store.setting("hub-address", ""), store.setting("hub-device", "")
    if not device:
        return None
    timeout = PATIENCE if patient else TIMEOUT
    verify = meeting.trusted(store) if verify is None else verify
    return Hub(
        address, device, store.private_key, key=keys.unhex(store.setting(HUB_KEY, "")),
        signs=store.setting(meeting.SIGNS, False), transport=transport, verify=verify, timeout=timeout,
    )  # fmt: skip


def sync_once(
    store: Store,
    hub: Hub,
    *,
    folder: Path | None = None,
    trust: Trust | None = None,
    status: Status | None = None,
) -> Outcome:
    """One visit: log, walk-ins, roster, and packs into `folder` if one is given. `store` is this thread's own.

    `status` goes with the first batch. Raises `HubUnreachable` and `HubRefused`; what was done until then stays done.
    """
    sent = push(store, hub, status)
    meeting.learn_signs(store, hub)
    people = push_people(store, hub)
    meeting.learn_box(store, hub)
    roster = pull_roster(store, hub)
    if folder is None:
        return Outcome(sent, people, roster)
    trust = (trust or Trust()).with_hub(store.setting(HUB_KEY, ""))
    dropped = drop_alerts(store, hub, folder, trust)
    packs, refused = pull_packs(store, hub, folder, trust)
    return Outcome(sent, people, roster, packs, refused, dropped)


def drop_alerts(store: Store, hub: Hub, folder: Path, trust: Trust) -> tuple[str, ...]:
    """Removes the alerts that the hub does not offer any more: withdrawn, expired, another hub's. Gives their ids."""
    here = sorted(folder.glob(f"{ALERTS}*.pack"))
    offered = {entry.id for entry in hub.packs()} if here else set()
    dropped = []
    for path in here:
        name = id_of(path, trust)
        if name not in offered:
            path.unlink(missing_ok=True)
            store.forget_pack(name)
            dropped.append(name or path.stem)
    return tuple(dropped)


def push(store: Store, hub: Hub, status: Status | None = None) -> int:
    """Sends every row above the hub's number, older epochs first. Gives how many rows the hub took.

    A hub that lost rows which were called safe, and are gone from here, gets what is left under new numbers.
    """
    try:
        return _push_all(store, hub, status)
    except forks.Lost:
        store.carry_over()
        return _push_all(store, hub, status)


def _push_all(store: Store, hub: Hub, status: Status | None) -> int:
    *older, current = store.epochs()
    sent = sum(_push_epoch(store, hub, epoch) for epoch in older if epoch.safe < epoch.last)
    return sent + _push_epoch(store, hub, current, status)


def push_people(store: Store, hub: Hub) -> int:
    """Sends walk-ins; each is kept until the hub names it as done. Gives how many are.

    One whom the hub cannot store stays here and holds up nobody else.
    """
    done: set[str] = set()
    waiting = [walk_in(met) for met in store.unsent_people()]
    for start in range(0, len(waiting), protocol.MOST_PEOPLE):
        done |= set(_accepted(hub, waiting[start : start + protocol.MOST_PEOPLE]))
    store.people_done((one.id, one.wall) for one in waiting if one.id in done)
    return len(done)


def pull_roster(store: Store, hub: Hub) -> bool:
    """Fetches the roster if it changed; whether it did."""
    known = store.roster()
    reply = hub.roster(known.cursor if known else 0)
    if reply.roster is None:
        return False
    store.save_roster(reply.roster)
    store.set_setting(HEARD, reply.now)
    return True


def pull_packs(store: Store, hub: Hub, folder: Path, trust: Trust) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Fetches the packs that are new or changed. Gives the ids installed, and ``id: code`` of those refused."""
    have = {pack.digest for pack in store.packs() if (folder / pack.file).exists()}
    installed, refused = [], []
    for entry in hub.packs():
        if entry.digest in have:
            continue
        try:
            part = download(hub, entry, folder)
            pack = install(part, folder, trust)
            part.unlink()
            path = Path(pack.path)
            store.pack_installed(Installed(pack.manifest.id, pack.manifest.version, pack.digest, path.name))
            installed.append(pack.manifest.id)
        except (PackDamaged, PackTooNew, PackUntrusted) as error:
            forget_part(folder, entry.digest)
            refused.append(f"{entry.id}: {error.code}")
        except OSError:
            # No room for it: lessons that are here already must go on, and their records must go out.
            forget_part(folder, entry.digest)
            refused.append(f"{entry.id}: no-room")
    return tuple(installed), tuple(refused)


def walk_in(met: Met) -> WalkIn:
    """A person as she goes to the hub."""
    person = met.learner
    wishes = {name: getattr(person, name) for name in protocol.WISHES}
    return WalkIn(person.id, person.name[: protocol.MOST_NAME], person.picture, met.wall, met.session, **wishes)


def _accepted(hub: Hub, people: list[WalkIn]) -> tuple[str, ...]:
    """The ids the hub has stored; when it refuses the message, each person is tried alone."""
    try:
        return hub.push_people(People(tuple(people))).done
    except HubRefused as error:
        if error.code != "bad-message":
            raise
    if len(people) == 1:
        return ()
    return tuple(one for person in people for one in _accepted(hub, [person]))


def _push_epoch(store: Store, hub: Hub, epoch: Epoch, status: Status | None = None) -> int:
    """Sends an epoch's rows from where the hub stands; at least one request, for `safe_seq` moves without rows too."""
    number, at, sent, rewound = epoch.epoch, epoch.acked, 0, False
    while True:
        beside = len(protocol.encode(status)) if status else 0
        rows = batches.fitting(store.unsent(at, protocol.MOST_EVENTS, epoch=number), beside)
        prev = forks.before(store, number, at, rows)
        wall, boot, mono = clock.wall_ms(), clock.boot_id(), clock.mono_ms()
        batch = batches.make_batch(
            hub.private_key, hub.device, number, at + 1, prev, rows, wall=wall, boot=boot, mono=mono
        )
        reply = hub.push(replace(batch, status=status))
        if isinstance(reply, Conflict):
            if rewound:
                raise HubRefused("gap", "the hub asks for other rows again and again")
            at, rewound = forks.rewind(store, hub, number, reply), True
            continue
        settle(store, number, reply)
        sent, rewound, status = sent + len(rows), False, None
        if rows and reply.now:
            store.set_setting(HEARD, reply.now)
        if rows and reply.seq <= at:
            raise HubUnreachable("the hub took the rows and did not move on")
        at = reply.seq
        if not store.unsent(at, 1, epoch=number):
            return sent


def settle(store: Store, epoch: int, receipt: Receipt) -> None:
    """Believes a receipt only if its digest is ours; then forgets what is safe."""
    forks.notice_life(store, receipt.life)
    (last,) = (one.last for one in store.epochs() if one.epoch == epoch)
    ours = store.digest_at(receipt.seq, epoch=epoch)
    if receipt.seq > last:
        # The hub has checked what we sent and holds more: this file is an old copy. Its numbers are used up.
        if epoch == store.epoch:
            store.begin_epoch()
        store.set_acked(last, epoch=epoch)
    elif ours is None:
        store.set_acked(receipt.seq, epoch=epoch)  # it lost what it had called safe: the next push finds the gap
    elif ours.hex() != receipt.head:
        raise HubRefused("fork", f"the hub's receipt for {receipt.seq} of epoch {epoch} is not over our rows")
    else:
        store.set_acked(receipt.seq, epoch=epoch)
    store.drop_safe(min(receipt.safe_seq, receipt.seq, last), epoch=epoch)


def download(hub: Hub, entry: PackEntry, folder: Path) -> Path:
    """The pack's bytes in a part file, gone on with where the last visit broke off. Raises `PackDamaged`."""
    folder.mkdir(parents=True, exist_ok=True)
    part = _part_of(folder, entry.digest)
    have = part.stat().st_size if part.exists() else 0
    if have < entry.size:
        with part.open("r+b" if have else "wb") as file:
            for place, piece in hub.pack(entry.digest, have):
                if place + len(piece) > entry.size:
                    raise PackDamaged(f"{entry.id} is longer than the hub said")
                file.seek(place)
                file.write(piece)
    with part.open("rb") as file:
        if hashlib.file_digest(file, "sha256").hexdigest() != entry.digest:
            raise PackDamaged(f"{entry.id} did not come as the hub has it")
    return part


def forget_part(folder: Path, digest: str) -> None:
    """What came of a pack is not it: it is fetched from the beginning."""
    _part_of(folder, digest).unlink(missing_ok=True)


def _part_of(folder: Path, digest: str) -> Path:
    """Named by us, whatever the hub calls it."""
    return folder / f"{keys.sha256(digest.encode())[:16]}.part"
