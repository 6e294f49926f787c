import hashlib
import importlib.util
import random
import zipfile
from pathlib import Path

import msgspec
import pytest

from elderapp import keys
from elderapp.packs import format as packs
from elderapp.packs.errors import PackDamaged, PackTooNew, PackUntrusted
from elderapp.packs.model import Clip, Manifest, Slow
from elderapp.packs.trust import Trust

_spec = importlib.util.spec_from_file_location("packs_make", Path(__file__).with_name("make.py"))
make = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(make)
KEY, TRUST = make.KEY, make.TRUST


def entries(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def rezip(path: Path, contents: dict[str, bytes] | list[tuple[str, bytes]]) -> Path:
    pairs = contents.items() if isinstance(contents, dict) else contents
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in pairs:
            archive.writestr(name, data)
    return path


def resign(path: Path, change, *, add: dict[str, bytes] | None = None) -> Path:
    """The pack with another manifest, signed as it should be."""
    contents = {**entries(path), **(add or {})}
    signed = msgspec.json.encode(change(msgspec.json.decode(contents["manifest.json"])))
    contents["manifest.json"] = signed
    contents["manifest.sig"] = keys.sign(KEY, b"ElderApp pack 1\n" + signed).hex().encode()
    return rezip(path, contents)


def test_a_pack_is_read_as_it_was_written(tmp_path):
    pack = packs.read(make.pack(tmp_path), TRUST, verify=True)

    assert {"wifi": make.lesson()} == pack.lessons
    assert '"format":1' in entries(tmp_path / "basics-1.0.0.pack")["manifest.json"].decode()
    assert "好，做到喇。" == pack.lines["ui/good"].text
    assert 1.5 == pack.clips["wifi/why/say"].seconds
    assert bytes(range(256)) == packs.read_file(pack, "clips/a1.wav")
    assert keys.public_of(KEY).hex() == pack.manifest.publisher
    assert "basics-1.0.0.pack" == packs.file_name(pack.manifest)


def test_the_same_contents_make_the_same_bytes(tmp_path):
    one, two = make.pack(tmp_path / "a"), make.pack(tmp_path / "b")

    assert one.read_bytes() == two.read_bytes()
    assert hashlib.sha256(one.read_bytes()).hexdigest() == packs.read(one, TRUST).digest


def test_clips_are_stored_and_texts_deflated(tmp_path):
    with zipfile.ZipFile(make.pack(tmp_path)) as archive:
        assert zipfile.ZIP_STORED == archive.getinfo("clips/a1.wav").compress_type
        assert zipfile.ZIP_DEFLATED == archive.getinfo("lessons/wifi.json").compress_type


def test_an_unknown_publisher_is_not_trusted(tmp_path):
    path = make.pack(tmp_path, key=bytes(32))

    with pytest.raises(PackUntrusted):
        packs.read(path, TRUST)
    with pytest.raises(PackUntrusted):
        packs.read(path, Trust())


def test_a_trusted_name_under_another_signature_is_damage(tmp_path):
    path = make.pack(tmp_path)
    contents = entries(path)
    contents["manifest.sig"] = keys.sign(bytes(32), b"ElderApp pack 1\n" + contents["manifest.json"]).hex().encode()

    with pytest.raises(PackDamaged):
        packs.read(rezip(path, contents), TRUST)


@pytest.mark.parametrize("signature", [b"", b"no hex", b"\xff\xff"])
def test_a_signature_that_is_none_is_damage(tmp_path, signature):
    path = make.pack(tmp_path)

    with pytest.raises(PackDamaged):
        packs.read(rezip(path, {**entries(path), "manifest.sig": signature}), TRUST)


def test_a_publisher_that_is_no_key_signs_nothing(tmp_path):
    path = resign(make.pack(tmp_path), lambda manifest: {**manifest, "publisher": "me"})

    with pytest.raises(PackDamaged):
        packs.read(path, Trust(frozenset({"me"})))


def test_a_newer_format_asks_for_an_update(tmp_path):
    path = resign(make.pack(tmp_path), lambda manifest: {**manifest, "format": 2, "lessons": "elsewhere"})

    with pytest.raises(PackTooNew, match="please update"):
        packs.read(path, TRUST)


def test_a_pack_for_a_newer_app_asks_for_an_update(tmp_path):
    path = resign(make.pack(tmp_path), lambda manifest: {**manifest, "minimum_app": "99.0.0"})

    with pytest.raises(PackTooNew, match="please update"):
        packs.read(path, TRUST)


def test_a_later_pack_may_say_more(tmp_path):
    path = resign(make.pack(tmp_path), lambda manifest: {**manifest, "colour": "amber"})

    assert "basics" == packs.read(path, TRUST).manifest.id


@pytest.mark.parametrize(
    "change", [{"id": "../basics"}, {"version": "a/b"}, {"id": ""}, {"files": []}, {"title": 3}, {"files": {}}]
)
def test_a_signed_manifest_is_still_judged(tmp_path, change):
    path = resign(make.pack(tmp_path), lambda manifest: {**manifest, **change})

    with pytest.raises(PackDamaged):
        packs.read(path, TRUST)


def test_changed_text_is_damage_at_once_and_a_changed_clip_when_it_is_read(tmp_path):
    path = make.pack(tmp_path)
    whole = entries(path)

    with pytest.raises(PackDamaged):
        packs.read(rezip(path, {**whole, "lines.json": b"{}"}), TRUST)
    pack = packs.read(rezip(path, {**whole, "clips/a1.wav": b"other"}), TRUST)
    with pytest.raises(PackDamaged):
        packs.read_file(pack, "clips/a1.wav")
    with pytest.raises(PackDamaged):
        packs.extract_clips(pack, tmp_path / "clips")
    assert not (tmp_path / "clips").exists()
    with pytest.raises(PackDamaged):
        packs.read(path, TRUST, verify=True)


def test_files_more_or_fewer_than_the_manifest_names_are_damage(tmp_path):
    path = make.pack(tmp_path)
    whole = entries(path)

    for contents in ({**whole, "more.txt": b""}, {key: whole[key] for key in whole if key != "clips/a1.wav"}):
        with pytest.raises(PackDamaged):
            packs.read(rezip(path, contents), TRUST)


def test_a_clip_without_its_file_is_damage(tmp_path):
    clips = msgspec.json.encode({"x": Clip("clips/none.wav", 1.0)})

    def point_nowhere(manifest):
        return {**manifest, "files": {**manifest["files"], "clips.json": keys.sha256(clips)}}

    with pytest.raises(PackDamaged, match="no clip"):
        packs.read(resign(make.pack(tmp_path), point_nowhere, add={"clips.json": clips}), TRUST)


def test_a_slow_clip_lies_beside_its_own_and_a_pack_without_it_is_damaged(tmp_path):
    clip = Clip("clips/a1.ogg", 1.5, slow=Slow(2.0))
    files = {"clips/a1.ogg": b"as ever", "clips/a1.slow.ogg": b"slowly"}
    pack = packs.read(make.pack(tmp_path, clips={"x": clip}, files=files), TRUST)
    packs.extract_clips(pack, tmp_path / "clips")

    with pytest.raises(ValueError, match=r"a1\.slow\.ogg"):
        make.pack(tmp_path, name="other", clips={"x": clip}, files={"clips/a1.ogg": b"as ever"})
    assert {"a1.ogg": b"as ever", "a1.slow.ogg": b"slowly"} == {
        path.name: path.read_bytes() for path in (tmp_path / "clips").iterdir()
    }


def test_cut_off_anywhere_a_pack_is_damaged(tmp_path):
    path = make.pack(tmp_path)
    whole = path.read_bytes()

    for length in range(len(whole)):
        path.write_bytes(whole[:length])
        with pytest.raises(PackDamaged):
            packs.read(path, TRUST, verify=True)


def test_with_a_bit_changed_anywhere_a_pack_is_damaged_or_reads_the_same(tmp_path):
    path = make.pack(tmp_path)
    whole = path.read_bytes()
    wanted = msgspec.structs.replace(packs.read(path, TRUST, verify=True), digest="")
    chance = random.Random(7)
    damaged = 0

    for place in range(len(whole)):
        changed = bytearray(whole)
        changed[place] ^= 1 << chance.randrange(8)
        path.write_bytes(changed)
        try:
            assert wanted == msgspec.structs.replace(packs.read(path, TRUST, verify=True), digest="")
        except PackDamaged:
            damaged += 1

    assert damaged > len(whole) * 0.6


def test_what_is_no_pack_is_damaged(tmp_path):
    path = tmp_path / "x.pack"

    with pytest.raises(PackDamaged):
        packs.read(path, TRUST)
    path.write_bytes(b"")
    with pytest.raises(PackDamaged):
        packs.read(path, TRUST)
    with pytest.raises(PackDamaged):
        packs.read(tmp_path, TRUST)


def test_names_that_cannot_stand_in_a_pack_are_refused_when_it_is_written(tmp_path):
    for changes in (
        {"clips": {"x": Clip("clips/none.wav", 1.0)}},
        {
            "clips": {"x": Clip("clips/a1.wav", 1.0), "y": Clip("more/a1.wav", 1.0)},
            "files": {"clips/a1.wav": b"", "more/a1.wav": b""},
        },
        {"files": {"clips/a1.wav": b"", "../out": b""}},
        {"files": {"clips/a1.wav": b"", "manifest.sig": b""}},
        {"files": {"clips/a1.wav": b"", "lines.json": b""}},
        {"files": {"clips/a1.wav": b"", "lessons/x.json": b""}},
    ):
        with pytest.raises(ValueError, match=r"pack|clip"):
            make.pack(tmp_path, **changes)
    with pytest.raises(ValueError, match="called"):
        packs.write(tmp_path / "x.pack", Manifest(id="A B", version="1"), {}, {}, {}, {}, KEY)
    assert [] == list(tmp_path.iterdir())


def test_pictures_are_put_into_a_folder_once_and_mended(tmp_path):
    name = "pictures/wifi/bus.png"
    files = {"clips/a1.wav": bytes(range(256)), name: b"a picture"}
    pack = packs.read(make.pack(tmp_path, files=files), TRUST)

    found = packs.extract_pictures(pack, tmp_path / "here")
    stamp = found[name].stat().st_mtime_ns
    packs.extract_pictures(pack, tmp_path / "here")
    assert {name: tmp_path / "here" / name} == found
    assert stamp == found[name].stat().st_mtime_ns
    found[name].write_bytes(b"cut off")
    assert b"a picture" == packs.extract_pictures(pack, tmp_path / "here")[name].read_bytes()
    assert ["bus.png"] == [path.name for path in found[name].parent.iterdir()]


def test_clips_are_put_into_a_folder_once(tmp_path):
    pack = packs.read(make.pack(tmp_path), TRUST)

    first = packs.extract_clips(pack, tmp_path / "clips")
    first["wifi/why/say"].write_bytes(b"cut off")
    again = packs.extract_clips(pack, tmp_path / "clips")
    stamp = again["wifi/why/say"].stat().st_mtime_ns
    packs.extract_clips(pack, tmp_path / "clips")

    assert {"wifi/why/say": tmp_path / "clips" / "a1.wav"} == first == again
    assert bytes(range(256)) == again["wifi/why/say"].read_bytes()
    assert stamp == again["wifi/why/say"].stat().st_mtime_ns
    assert 1 == len(list((tmp_path / "clips").iterdir()))
