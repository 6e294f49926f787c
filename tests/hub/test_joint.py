import threading
from collections.abc import Callable

from sqlalchemy import Engine, event, func, select, text

from elderapp.hub.storage.engine import transact
from elderapp.hub.storage.joint import MOST, Joint
from elderapp.hub.storage.schema import told_apart, word
from elderapp.hub.storage.writer import add, add_up


def adding(number: int) -> Callable[..., int]:
    return lambda connection: add(connection, word, [{"centre": 1, "k": number, "text": f"t{number}"}])


def held(engine: Engine) -> list[int]:
    with engine.connect() as connection:
        return list(connection.scalars(select(word.c.k).order_by(word.c.k)))


def together(joint: Joint, engine: Engine, acts: list[Callable[..., object]]) -> list[object]:
    """What comes of acts that wait while somebody else writes."""
    found: list[object] = [None] * len(acts)

    def one(place: int) -> None:
        try:
            found[place] = joint.transact(acts[place])
        except Exception as error:
            found[place] = error

    threads = [threading.Thread(target=one, args=(place,)) for place in range(len(acts))]
    with joint._writing:
        for thread in threads:
            thread.start()
        while len(joint._waiting) < len(acts) and joint._is_joined:
            pass
    for thread in threads:
        thread.join()
    return found


def test_what_waits_together_is_written_together_and_each_hears_of_its_own(engine):
    joint, commits = Joint(engine), []
    event.listen(engine, "commit", lambda connection: commits.append(connection))
    acts = [lambda connection, n=n: (adding(n)(connection), n) for n in range(1, 2 * MOST + 1)]

    assert [(1, n) for n in range(1, 2 * MOST + 1)] == together(joint, engine, acts)
    assert list(range(1, 2 * MOST + 1)) == held(engine)
    assert (2 if joint._is_joined else 2 * MOST) == len(commits)


def test_an_act_that_fails_takes_nothing_from_the_others(engine):
    def fails(connection):
        adding(9)(connection)
        connection.execute(text("select * from no_such_table"))

    first, failed, last = together(Joint(engine), engine, [adding(1), fails, adding(2)])

    assert (1, 1, True) == (first, last, "no_such_table" in str(failed))
    assert [1, 2] == held(engine)


def test_counts_are_added_to_what_stands_there(engine):
    row = {"centre": 1, "learner": "chan", "fakes": 2, "hits": 1, "genuines": 0, "alarms": 0}
    transact(engine, lambda connection: add_up(connection, told_apart, [row]))
    transact(engine, lambda connection: add_up(connection, told_apart, [row, {**row, "learner": "lee", "alarms": 3}]))

    with engine.connect() as connection:
        chosen = select(told_apart.c.fakes, told_apart.c.alarms).order_by(told_apart.c.learner)
        assert [(4, 0), (2, 3)] == [tuple(one) for one in connection.execute(chosen)]


def test_threads_that_write_at_once_wait_for_their_turn(engine):
    """Each reads and writes: without turns SQLite would let one in now and then, and lose nothing either."""

    def count_up(connection):
        top = connection.scalar(select(func.coalesce(func.max(word.c.k), 0)))
        if engine.dialect.name == "postgresql":
            connection.execute(text("lock table word in exclusive mode"))
            top = connection.scalar(select(func.coalesce(func.max(word.c.k), 0)))
        adding(top + 1)(connection)

    threads = [threading.Thread(target=lambda: [transact(engine, count_up) for _ in range(5)]) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert list(range(1, 31)) == held(engine)
