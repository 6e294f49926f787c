"""A database that is put back from an old backup does not bring back who was erased since."""

from elderapp.hub import erasures
from elderapp.hub.storage import erasing, people, places
from elderapp.hub.storage.engine import open_engine, reading, transact
from elderapp.records.people import Learner


def names(engine):
    with reading(engine) as connection:
        return [one.name for one in people.people(connection, 1)]


def test_a_database_put_back_erases_them_again_and_a_torn_line_erases_nobody(tmp_path):
    kept, lived = tmp_path / "backup.db", tmp_path / "hub.db"
    learners = [Learner("p", "陳太", "bird"), Learner("q", "李生", "bird"), Learner("r", "黃伯", "bird")]
    for path in (kept, lived):
        engine = open_engine(f"sqlite:///{path}")
        transact(engine, lambda connection: places.new_cohort(connection, 1, "c", "班", learners))
        engine.dispose()

    engine = open_engine(f"sqlite:///{lived}")
    assert 0 == erasures.keep(engine, tmp_path)
    for name in "pq":
        transact(engine, lambda connection, name=name: erasing.erase(connection, 1, name, 5))
        assert 0 == erasures.keep(engine, tmp_path)
    engine.dispose()
    file = tmp_path / erasures.FILE
    assert "1\tp\n1\tq\n" == file.read_text()
    file.write_text("1\tp\n1\tq\nx\tr\nno tab\n1\tr")

    engine = open_engine(f"sqlite:///{kept}")
    assert ["李生", "陳太", "黃伯"] == names(engine)
    assert 2 == erasures.keep(engine, tmp_path)
    assert ["黃伯"] == names(engine)
    assert 0 == erasures.keep(engine, tmp_path)
    engine.dispose()
