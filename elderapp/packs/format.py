"""Packs on disk: zip files in which a signed manifest names the SHA-256 of every other file.

``manifest.json`` · ``manifest.sig`` (hex) · ``lessons/<id>.json`` · ``lines.json`` · ``clips.json`` · clips and
pictures under the names they are given. The same contents make the same bytes.
"""

import hashlib
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import TypeVar

import msgspec
from msgspec import Struct

from elderapp import __version__, keys
from elderapp.lesson.folding import Folded, folded
from elderapp.lesson.model import Lesson, Line
from elderapp.packs.archive import MOST_FILES, is_plain, open_zip, read_entry
from elderapp.packs.errors import PackDamaged, PackTooNew, PackUntrusted
from elderapp.packs.folding import FoldedClips
from elderapp.packs.model import FORMAT, Clip, Manifest, Pack
from elderapp.packs.trust import ALERTS, Trust

MOST_TEXT = 16 * 1024 * 1024
"""Bytes of one JSON file of a pack."""
MOST_FILE = 8 * 1024 * 1024
"""Bytes of one clip or picture."""

_MANIFEST, _SIGNATURE, _LINES, _CLIPS = "manifest.json", "manifest.sig", "lines.json", "clips.json"
_LESSONS = "lessons/"
PICTURES = "pictures/"
_NAME = re.compile(r"[a-z0-9][a-z0-9._+-]{0,79}")


class _Head(Struct):
    """What every format's manifest has, however else it looks."""

    format: int
    publisher: str


def write(
    path: Path,
    manifest: Manifest,
    lessons: Mapping[str, Lesson],
    lines: Mapping[str, Line],
    clips: Mapping[str, Clip],
    files: Mapping[str, bytes],
    private_key: bytes,
) -> str:
    """Writes a pack signed with the publisher's key and gives the SHA-256 (hex) of the file.

    `manifest.publisher` and `manifest.files` are filled in. Raises `ValueError` for a clip whose file is missing and
    for names that cannot stand in a pack.
    """
    texts = {f"{_LESSONS}{key}.json": msgspec.json.encode(lesson, order="sorted") for key, lesson in lessons.items()}
    texts |= {_LINES: _sorted(lines), _CLIPS: _sorted(clips)}
    contents = {**texts, **files}
    _refuse_bad_names(manifest, clips, files, contents, len(texts) + len(files))
    manifest = msgspec.structs.replace(
        manifest,
        publisher=keys.public_of(private_key).hex(),
        files={name: keys.sha256(data) for name, data in sorted(contents.items())},
    )
    # A default is left out when it is encoded, but every reader to come needs the format.
    signed = msgspec.json.encode({**msgspec.to_builtins(manifest), "format": FORMAT}, order="sorted")
    signature = keys.sign(private_key, _message(signed)).hex().encode()
    part = path.with_name(f"{path.name}.part")
    with zipfile.ZipFile(part, "w") as archive:
        _put(archive, _MANIFEST, signed, zipfile.ZIP_DEFLATED)
        _put(archive, _SIGNATURE, signature, zipfile.ZIP_STORED)
        for name, data in sorted(contents.items()):
            # Sound and pictures are compressed already, and are read one at a time.
            _put(archive, name, data, zipfile.ZIP_DEFLATED if name in texts else zipfile.ZIP_STORED)
    part.replace(path)
    return _digest(path)


def read(path: Path, trust: Trust, *, verify: bool = False, folds: bool = False) -> Pack:
    """The pack in this file, found signed by a trusted publisher and whole; with `folds` lessons and clips are folded.

    Clips and pictures are checked when they are read (`read_file`), or now with `verify`. Raises `PackDamaged`,
    `PackTooNew`, `PackUntrusted`.
    """
    with open_zip(path) as archive:
        signed = read_entry(archive, _MANIFEST, MOST_TEXT)
        manifest = _manifest(signed, read_entry(archive, _SIGNATURE, 1024), trust)
        if {*manifest.files, _MANIFEST, _SIGNATURE} != set(archive.namelist()):
            raise PackDamaged(f"{path.name}: the files are not those the manifest names")
        texts = {
            name: _verified(manifest, name, read_entry(archive, name, MOST_TEXT))
            for name in manifest.files
            if name in (_LINES, _CLIPS) or name.startswith(_LESSONS)
        }
        if verify:
            for name in manifest.files.keys() - texts.keys():
                _verified(manifest, name, read_entry(archive, name, MOST_FILE))
    lessons = _lessons(texts, folds=folds)
    told = texts.get(_CLIPS, b"{}")
    clips = _decode(told, dict[str, Clip])
    if missing := {file for clip in clips.values() for file in clip.files} - manifest.files.keys():
        raise PackDamaged(f"{path.name}: no clip {min(missing)}")
    return Pack(
        manifest=manifest,
        digest=_digest(path),
        path=str(path),
        lessons={one.id: one for one in lessons if isinstance(one, Lesson)},
        folded={one.id: one for one in lessons if isinstance(one, Folded)},
        lines=_decode(texts.get(_LINES, b"{}"), dict[str, Line]),
        clips=FoldedClips(_decode(told, dict[str, msgspec.Raw])) if folds else clips,
    )


def _lessons(texts: Mapping[str, bytes], *, folds: bool) -> list[Lesson | Folded]:
    """Each is read whole, or nobody would know that it can be; folded at once, so that two are never spread out."""
    written = (data for name, data in texts.items() if name.startswith(_LESSONS))
    if folds:
        return [folded(_decode(data, Lesson), data) for data in written]
    return [_decode(data, Lesson) for data in written]


def read_file(pack: Pack, name: str) -> bytes:
    """One file of a pack, checked. Raises `PackDamaged`; `KeyError` for a name the manifest does not have."""
    wanted = pack.manifest.files[name]
    with open_zip(Path(pack.path)) as archive:
        data = read_entry(archive, name, max(MOST_FILE, MOST_TEXT))
    if keys.sha256(data) != wanted:
        raise PackDamaged(f"{name} was changed")
    return data


def extract_clips(pack: Pack, folder: Path) -> dict[str, Path]:
    """Puts every clip into the pack's own `folder` and gives the files by line id; what is there and right stays.

    A new folder appears only once it is whole. Raises `PackDamaged`.
    """
    names = {file: Path(file).name for clip in pack.clips.values() for file in clip.files}
    place = folder if folder.is_dir() else folder.with_name(f"{folder.name}.part")
    place.mkdir(parents=True, exist_ok=True)
    with open_zip(Path(pack.path)) as archive:
        for name, short in names.items():
            path = place / short
            if path.exists() and keys.sha256(path.read_bytes()) == pack.manifest.files[name]:
                continue
            part = path.with_name(f"{short}.part")
            part.write_bytes(_verified(pack.manifest, name, read_entry(archive, name, MOST_FILE)))
            part.replace(path)
    if place != folder:
        place.replace(folder)
    return {line: folder / names[clip.file] for line, clip in pack.clips.items()}


def extract_pictures(pack: Pack, folder: Path) -> dict[str, Path]:
    """Puts every picture below `folder` under the name it has in the pack, and gives the files by these names.

    What is there and right stays. Raises `PackDamaged`.
    """
    names = [name for name in pack.manifest.files if name.startswith(PICTURES) and is_plain(name)]
    found = {name: folder / name for name in names}
    for name, path in found.items():
        if path.exists() and keys.sha256(path.read_bytes()) == pack.manifest.files[name]:
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(f"{path.name}.part")
        part.write_bytes(read_file(pack, name))
        part.replace(path)
    return found


def file_name(manifest: Manifest) -> str:
    """How the pack's file is called.

    >>> file_name(Manifest(id="basics", version="1.2.0"))
    'basics-1.2.0.pack'
    """
    return f"{manifest.id}-{manifest.version}.pack"


_Kind = TypeVar("_Kind")


def _manifest(signed: bytes, signature: bytes, trust: Trust) -> Manifest:
    head = _decode(signed, _Head)
    if head.format > FORMAT:
        raise PackTooNew(f"the pack has format {head.format}, this app reads {FORMAT}: please update the app")
    mark = keys.unhex(signature.decode("ascii", "replace"))
    if not keys.is_signed(keys.unhex(head.publisher), _message(signed), mark):
        raise PackDamaged("the manifest is not what its publisher signed")
    manifest = _decode(signed, Manifest)
    if not trust.after(manifest.handovers).may_publish(manifest.publisher, manifest.id):
        raise PackUntrusted(f"the pack's publisher {manifest.publisher[:16]}… is not among those trusted here")
    if manifest.id.startswith(ALERTS) and not manifest.expires:
        raise PackUntrusted(f"the alert {manifest.id} does not say when it expires")
    if _numbers(manifest.minimum_app) > _numbers(__version__):
        raise PackTooNew(f"the pack wants app {manifest.minimum_app}, this is {__version__}: please update the app")
    if not (_NAME.fullmatch(manifest.id) and _NAME.fullmatch(manifest.version)):
        raise PackDamaged("the pack's id or version cannot be a file's name")
    return manifest


def _refuse_bad_names(
    manifest: Manifest, clips: Mapping[str, Clip], files: Mapping[str, bytes], contents: Mapping[str, bytes], count: int
) -> None:
    if not (_NAME.fullmatch(manifest.id) and _NAME.fullmatch(manifest.version)):
        raise ValueError(f"a pack cannot be called {manifest.id}-{manifest.version}")
    spoken = {file for clip in clips.values() for file in clip.files}
    if missing := spoken - files.keys():
        raise ValueError(f"there is no file {min(missing)} for a clip")
    if len({Path(name).name for name in spoken}) < len(spoken):
        raise ValueError("two clips of a pack have one name in different folders")
    if bad := [name for name in contents if not is_plain(name) or name in (_MANIFEST, _SIGNATURE)]:
        raise ValueError(f"a file in a pack cannot be called {min(bad)}")
    if len(contents) != count or any(name.startswith(_LESSONS) for name in files) or count > MOST_FILES:
        raise ValueError("two files of the pack have one name, or there are too many")


def _put(archive: zipfile.ZipFile, name: str, data: bytes, method: int) -> None:
    entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
    entry.compress_type = method
    entry.create_system = 3  # or Windows would write other bytes
    entry.external_attr = 0o644 << 16
    archive.writestr(entry, data)


def _verified(manifest: Manifest, name: str, data: bytes) -> bytes:
    if keys.sha256(data) != manifest.files[name]:
        raise PackDamaged(f"{name} was changed")
    return data


def _decode(data: bytes, kind: type[_Kind]) -> _Kind:
    try:
        return msgspec.json.decode(data, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise PackDamaged(f"the pack cannot be understood: {error}") from error


def _sorted(values: Mapping[str, Struct]) -> bytes:
    return msgspec.json.encode(dict(values), order="sorted")


def _message(signed: bytes) -> bytes:
    return b"ElderApp pack 1\n" + signed


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d{1,9}", version)[:3])
