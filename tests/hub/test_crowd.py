"""Crowds are as large as was asked for, and the same for the same seed."""

import pytest
from sqlalchemy import func, select

from elderapp.hub import crowd
from elderapp.hub.crowd import Crowd
from elderapp.hub.storage import schema
from elderapp.hub.storage.engine import open_engine, reading

UNTIL = 1_795_000_000_000


@pytest.mark.parametrize(("asked", "centres", "weeks"), [(100_000, 1, 54), (10_000_000, 40, 135), (100, 1, 1)])
def test_a_size_is_centres_and_weeks(asked, centres, weeks):
    made = crowd.sized(asked, UNTIL)

    assert (centres, weeks) == (made.centres, made.weeks)


def test_the_same_seed_makes_the_same_and_about_what_was_asked_for(tmp_path):
    def of(name, asked):
        engine = open_engine(f"sqlite:///{tmp_path / name}")
        made = crowd.fill(engine, asked)
        with reading(engine) as connection:
            rows = connection.execute(select(schema.progress).order_by(*schema.progress.primary_key)).all()
            events = connection.scalar(select(func.count()).select_from(schema.event))
            last = connection.scalar(select(func.max(schema.event.c.t)))
        engine.dispose()
        assert (made, True) == (events, last < UNTIL)
        return made, rows

    asked = crowd.sized(4000, UNTIL)
    first, again = of("a.db", asked), of("b.db", asked)
    assert first == again
    assert abs(first[0] - 4000) < 1200
    assert first != of("c.db", Crowd(asked.centres, asked.weeks, UNTIL, seed=8))
