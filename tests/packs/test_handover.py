"""One publisher's key passes to the next, and nobody else's does."""

import pytest
from msgspec.structs import replace

from elderapp import keys
from elderapp.packs import format as packs
from elderapp.packs import trust
from elderapp.packs.errors import PackUntrusted
from elderapp.packs.model import Manifest
from elderapp.packs.trust import Handover, Trust, hand_over

A, B, C, HUB = (bytes([n]) * 32 for n in range(1, 5))
a, b, c, hub = (keys.public_of(key).hex() for key in (A, B, C, HUB))
TRUST_A = Trust(frozenset({a}))


def written(folder, key, *, pack="basics", handovers=(), expires=""):
    path = folder / f"{pack}-1.0.0.pack"
    manifest = Manifest(id=pack, version="1.0.0", handovers=handovers, expires=expires)
    packs.write(path, manifest, {}, {}, {}, {}, key)
    return path


def test_who_trusts_the_old_key_trusts_the_new_one_from_hand_to_hand():
    to_b, to_c = hand_over(A, b, "2026-11-23"), hand_over(B, c, "2026-12-01")

    assert TRUST_A.after([to_c, to_b]).has(c)
    assert not TRUST_A.after([to_c]).has(c)
    assert (to_b, to_c) == TRUST_A.after([to_c, to_b]).way_to(c)


def test_a_handover_that_the_old_key_did_not_sign_passes_nothing():
    forged = Handover(old=a, new=c, on="2026-11-23", signature=hand_over(B, c, "2026-11-23").signature)

    assert not TRUST_A.after([forged]).has(c)
    assert not TRUST_A.after([replace(hand_over(A, b, "2026-11-23"), new=c)]).has(c)
    assert not TRUST_A.after([Handover(old=a, new=c, on="x", signature="no hex")]).has(c)


def test_a_revoked_key_is_not_trusted_and_passes_nothing():
    trust_a = replace(TRUST_A, revoked=frozenset({a}))

    assert not trust_a.has(a)
    assert not trust_a.after([hand_over(A, b, "2026-11-23")]).has(b)


def test_a_circle_of_handovers_ends():
    circle = [hand_over(A, b, "2026-11-23"), hand_over(B, a, "2026-11-24")]

    assert 1 <= len(TRUST_A.after(circle).way_to(b)) <= 2


def test_a_pack_carries_the_handover_to_a_tablet_that_does_not_know_it(tmp_path):
    path = written(tmp_path, B, handovers=(hand_over(A, b, "2026-11-23"),))

    assert "basics" == packs.read(path, TRUST_A).manifest.id
    with pytest.raises(PackUntrusted):
        packs.read(written(tmp_path, C, handovers=(hand_over(B, c, "2026-11-23"),)), TRUST_A)


def test_a_hub_may_publish_alerts_that_expire_and_nothing_else(tmp_path):
    known = Trust(frozenset({a}), alerts=frozenset({hub}))

    assert packs.read(written(tmp_path, HUB, pack="alert-1", expires="2027-02-01"), known)
    for refused in (written(tmp_path, HUB), written(tmp_path, HUB, pack="alert-2")):
        with pytest.raises(PackUntrusted):
            packs.read(refused, known)


def test_a_trust_file_keeps_all_of_it(tmp_path):
    known = Trust(frozenset({a}), frozenset({hub}), frozenset({c})).after([hand_over(A, b, "2026-11-23")])
    trust.save(tmp_path / "trust.json", known)

    assert known == trust.load(tmp_path / "trust.json")
    assert ["trust.json"] == [path.name for path in tmp_path.iterdir()]
