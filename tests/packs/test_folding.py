"""A pack that is read folded says the same."""

import importlib.util
from pathlib import Path

import pytest

from elderapp.packs import format as packs
from elderapp.packs.folding import Recorded

_spec = importlib.util.spec_from_file_location("packs_make", Path(__file__).with_name("make.py"))
make = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(make)


def test_lessons_and_clips_of_a_folded_pack_are_those_that_were_written(tmp_path):
    path = make.pack(tmp_path)
    plain, folded = packs.read(path, make.TRUST), packs.read(path, make.TRUST, folds=True)

    assert plain.lessons == {name: one.opened for name, one in folded.folded.items()}
    assert plain.clips == folded.clips
    assert (plain.lines, plain.manifest, {}) == (folded.lines, folded.manifest, folded.lessons)


def test_a_clip_lies_in_the_folder_of_its_pack(tmp_path):
    clips = packs.read(make.pack(tmp_path), make.TRUST, folds=True).clips
    recorded = Recorded(dict.fromkeys(clips, (tmp_path / "clips", clips)))

    path, clip = recorded["wifi/why/say"]

    assert (tmp_path / "clips" / Path(clip.file).name, 1.5) == (path, clip.seconds)
    assert list(clips) == list(recorded)
    assert len(clips) == len(recorded)
    with pytest.raises(KeyError):
        recorded["wifi/nothing"]
