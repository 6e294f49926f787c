import warnings
import zipfile

import pytest

from elderapp.packs import archive
from elderapp.packs.errors import PackDamaged


def zipped(path, *names, data=b"x", method=zipfile.ZIP_STORED):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # zipfile warns of the double name that is meant here
        with zipfile.ZipFile(path, "w", method) as made:
            for name in names:
                made.writestr(name, data)
    return path


@pytest.mark.parametrize("name", ["../a", "/a", "a/../../b", "a\\b", "C:/a", "a/", "相.wav", ".hidden", "a/.b"])
def test_a_name_that_could_lead_elsewhere_is_damage(tmp_path, name):
    with pytest.raises(PackDamaged), archive.open_zip(zipped(tmp_path / "x.zip", name)):
        pass


def test_two_files_of_one_name_are_damage(tmp_path):
    with pytest.raises(PackDamaged), archive.open_zip(zipped(tmp_path / "x.zip", "a", "a")):
        pass


def test_too_many_files_are_damage(tmp_path, monkeypatch):
    monkeypatch.setattr(archive, "MOST_FILES", 2)

    with pytest.raises(PackDamaged), archive.open_zip(zipped(tmp_path / "x.zip", "a", "b", "c")):
        pass


def test_a_bomb_is_damage_before_and_while_it_is_read(tmp_path, monkeypatch):
    bomb = zipped(tmp_path / "x.zip", "a", data=bytes(10_000_000), method=zipfile.ZIP_DEFLATED)

    with pytest.raises(PackDamaged, match="more than 1000 bytes"), archive.open_zip(bomb) as opened:
        archive.read_entry(opened, "a", 1000)
    monkeypatch.setattr(archive, "MOST_BYTES", 9_999_999)
    with pytest.raises(PackDamaged, match="holds more"), archive.open_zip(bomb):
        pass
