"""The matrix in short form; `poe faults` runs it in full."""

import logging

import pytest
from argon2 import PasswordHasher

from elderapp.hub.storage import staff
from elderapp.store import health
from tests.faults import matrix


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    monkeypatch.setattr(health, "BALLAST", 4096)
    monkeypatch.setattr(staff, "_hasher", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    diary = logging.getLogger("elderapp.hub")
    level = diary.level
    diary.setLevel(logging.CRITICAL)
    yield
    diary.setLevel(level)


@pytest.mark.parametrize("case", [pytest.param(case, id=case.name) for case in matrix.CASES if case.short])
def test_nothing_is_lost_and_nothing_counted_twice(case):
    result = case.short()

    assert (0, 0) == (result.lost, result.doubled)
    assert 0 < result.tried == result.survived


@pytest.mark.parametrize("mutant", [pytest.param(one, id=one.run.__name__) for one in matrix.MUTANTS])
def test_a_planted_mistake_is_caught(mutant):
    result = mutant.run()

    assert result.lost or result.doubled
