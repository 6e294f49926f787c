from pathlib import Path

import pytest

from elderapp.hub.settings import Settings, secret
from elderapp.keys import KeyDamaged


def test_a_hub_without_a_database_keeps_a_file_in_its_folder():
    assert "sqlite:////srv/hub/hub.db" == Settings(data=Path("/srv/hub")).url


def test_every_spelling_of_postgresql_means_the_one_driver():
    for scheme in ("postgres", "postgresql", "postgresql+psycopg"):
        assert "postgresql+psycopg://h/d" == Settings(data=Path(), database=f"{scheme}://h/d").url


def test_the_secret_is_made_once_and_only_its_owner_may_read_it(tmp_path):
    first = secret(tmp_path / "new")

    assert 32 == len(first)
    assert first == secret(tmp_path / "new")
    assert 0o600 == (tmp_path / "new" / "hub.secret").stat().st_mode & 0o777


def test_a_secret_that_a_power_cut_left_empty_is_not_taken_for_one(tmp_path):
    (tmp_path / "hub.secret").touch()

    with pytest.raises(KeyDamaged, match=r"hub\.secret is no key"):
        secret(tmp_path)
