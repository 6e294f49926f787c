import pytest

from elderapp.store import Store


class Clock:
    """Time and chance by hand."""

    def __init__(self) -> None:
        self.wall = 1_763_654_400_000
        self.ids = 0

    def wall_ms(self) -> int:
        return self.wall

    def mono_ms(self) -> int:
        return 5_000

    def boot_id(self) -> str:
        return "0a0b0c0d"

    def new_id(self) -> str:
        self.ids += 1
        return f"{self.ids:012x}" + "0" * 20


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def path(tmp_path):
    return tmp_path / "tablet.db"


@pytest.fixture
def store(path, clock):
    with Store.open(path, clock=clock) as opened:
        yield opened
