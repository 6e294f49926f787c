import importlib.util
from pathlib import Path

import pytest

from elderapp.packs.errors import PackDamaged, PackUntrusted
from elderapp.packs.install import install, installed

_spec = importlib.util.spec_from_file_location("packs_make", Path(__file__).with_name("make.py"))
make = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(make)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_new_version_takes_the_place_of_the_old(tmp_path):
    folder = tmp_path / "tablet"
    install(make.pack(tmp_path / "new", name="basics-2"), folder, make.TRUST)
    install(make.pack(tmp_path / "new"), folder, make.TRUST)

    pack = install(make.pack(tmp_path / "new", version="1.1.0"), folder, make.TRUST)

    assert ["basics-1.1.0.pack", "basics-2-1.0.0.pack"] == names(folder)
    assert str(folder / "basics-1.1.0.pack") == pack.path
    assert ["basics", "basics-2"] == [one.manifest.id for one in installed(folder, make.TRUST)]


def test_the_old_one_stays_when_the_new_one_is_refused(tmp_path):
    folder = tmp_path / "tablet"
    install(make.pack(tmp_path / "new"), folder, make.TRUST)
    damaged = make.pack(tmp_path / "new", version="1.1.0")
    damaged.write_bytes(damaged.read_bytes()[:-30])

    with pytest.raises(PackDamaged):
        install(damaged, folder, make.TRUST)
    with pytest.raises(PackUntrusted):
        install(make.pack(tmp_path / "new", version="1.2.0", key=bytes(32)), folder, make.TRUST)
    with pytest.raises(PackDamaged):
        install(tmp_path / "nothing.pack", folder, make.TRUST)

    assert ["basics-1.0.0.pack"] == names(folder)


def test_a_pack_that_cannot_be_read_hides_no_other_and_is_left_alone(tmp_path):
    folder = tmp_path / "tablet"
    install(make.pack(tmp_path / "new"), folder, make.TRUST)
    (folder / "basics-0.9.0.pack").write_bytes(b"half")

    install(make.pack(tmp_path / "new", version="1.1.0"), folder, make.TRUST)

    assert ["basics-0.9.0.pack", "basics-1.1.0.pack"] == names(folder)
    assert ["1.1.0"] == [pack.manifest.version for pack in installed(folder, make.TRUST)]
