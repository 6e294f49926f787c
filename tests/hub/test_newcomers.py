from sqlalchemy import select

from elderapp.hub import newcomers
from elderapp.hub.storage import places, schema
from elderapp.hub.storage.engine import transact
from elderapp.sync.protocol import WalkIn


def test_whoever_can_be_stored_is_and_older_wishes_leave_newer_ones_alone(engine):
    people = [
        WalkIn("w", "黃伯", "bird", scale=1.5),
        WalkIn("bad", "x", "no such picture"),
        WalkIn("v", "李太", "bird"),
    ]

    def keep(people, **given):
        return transact(engine, lambda connection: newcomers.keep(connection, 77, people, 5, **given))

    transact(engine, lambda connection: places.new_centre(connection, 77, "晴川"))
    assert ["w", "v"] == keep(people)
    assert ["w"] == keep([WalkIn("w", "黃伯", "bird", scale=1.0)], wishes=False)
    assert ["n"] == keep([WalkIn("n", "新人", "bird", scale=1.25)], wishes=False)

    mine = schema.learner.c.centre == 77
    with engine.connect() as connection:
        found = connection.execute(select(schema.learner.c.learner, schema.learner.c.wishes).where(mine)).all()
    assert ['"scale":1.25', '"scale":1.0', '"scale":1.5'] == [
        next(part for part in row.wishes.split(",") if "scale" in part) for row in sorted(found)
    ]


def test_plain_text_has_no_control_characters():
    assert "ab" == newcomers.plain("a\0b\n")
