"""The checker: what was done on the tablets against what the hub counts. It knows nothing of how either works."""

import random
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from msgspec import Struct
from sqlalchemy import Engine, func, select

from elderapp.hub import demo
from elderapp.hub.storage.devices import SAID_BEFORE
from elderapp.hub.storage.schema import event, quarantine, word
from elderapp.records.statements import Statement, Verb

LESSONS = ("pay-fps-send", "basics-wifi-data", "gov-hago-appointment")
LEARNERS = tuple(one.id for one in demo.learners()[:4])
"""Of the class that is on: the roster brings what is known of them to every tablet."""


class Result(Struct):
    """One row of the table. `lost` and `doubled` are statements, over all tries."""

    fault: str
    tried: int = 0
    survived: int = 0
    lost: int = 0
    doubled: int = 0
    note: str = ""

    def add(self, lost: int, doubled: int = 0, *, sound: bool = True) -> None:
        """One try more."""
        self.tried += 1
        self.lost += lost
        self.doubled += doubled
        self.survived += sound and not lost and not doubled

    def __add__(self, other: "Result") -> "Result":
        return Result(
            self.fault, self.tried + other.tried, self.survived + other.survived, self.lost + other.lost,
            self.doubled + other.doubled, self.note or other.note,
        )  # fmt: skip


class Truth:
    """What was done. A statement carries its own mark, its attempt: no two are the same."""

    def __init__(self, prefix: str, seed: int = 0) -> None:
        self._prefix, self._chance = prefix, random.Random(seed)
        self.made = 0
        self.done: set[str] = set()
        self.tried: set[str] = set()

    def statement(self) -> Statement:
        """A new one, not yet done."""
        self.made += 1
        mark = f"{self._prefix}-{self.made}"
        self.tried.add(mark)
        learner, lesson = self._chance.choice(LEARNERS), self._chance.choice(LESSONS)
        step, n = f"{lesson}/alone/s{self.made % 7}", self.made % 7
        match self.made % 4:
            case 0:
                return Statement(Verb.COMPLETED, learner, lesson, {}, "s1", mark)
            case 1:
                return Statement(Verb.INITIALIZED, learner, lesson, {"nth": 1}, "s1", mark)
            case 2:
                return Statement(Verb.ANSWERED, learner, step, {"outcome": "alone", "key": True}, "s1", mark)
            case _:
                return Statement(Verb.EXPERIENCED, learner, step, {"n": n, "of": 7}, "s1", mark)

    def kept(self, statement: Statement) -> None:
        """The tablet promised it: from now on it must not be lost."""
        self.done.add(statement.attempt)


def counted(engine: Engine) -> Counter[str]:
    """How often the hub counts each statement, by its mark."""
    chosen = select(word.c.text, func.count()).join(
        event, (event.c.centre == word.c.centre) & (event.c.attempt == word.c.k)
    )
    with engine.connect() as connection:
        aside = select(func.count()).select_from(quarantine).where(quarantine.c.code != SAID_BEFORE)
        assert not connection.scalar(aside), "all of these can be used"
        return Counter(dict(connection.execute(chosen.group_by(word.c.text)).all()))


def judge(truths: Iterable[Truth], found: Counter[str]) -> tuple[int, int]:
    """How many statements were lost, and how many counted that were not done, or more often than once."""
    done = {mark for truth in truths for mark in truth.done}
    tried = {mark for truth in truths for mark in truth.tried}
    ours = {mark: n for mark, n in found.items() if mark.partition("-")[0] in {t.partition("-")[0] for t in tried}}
    return len(done - set(ours)), sum(n - 1 if mark in tried else n for mark, n in ours.items())


def read(path: Path) -> tuple[set[str], set[str]]:
    """What a tablet that was killed had begun and what it had promised, as it wrote them down."""
    lines = path.read_text(encoding="ascii").splitlines() if path.exists() else []
    return {line[2:] for line in lines if line[0] == "i"}, {line[2:] for line in lines if line[0] == "a"}
