"""A hub filled by statements, counted anew: equal; and what was tampered with is found and mended."""

import pytest
from sqlalchemy import delete, insert, select, update

from elderapp.hub import crowd, demo, demo_history, insight, recount
from elderapp.hub.crowd import Crowd
from elderapp.hub.recount import Difference
from elderapp.hub.reports import Mark, add_mark
from elderapp.hub.storage import schema
from elderapp.hub.storage.engine import reading, transact
from elderapp.hub.storage.schema_reports import completion
from elderapp.records.statements import Verb
from tests.player.lessons import PAY, SCAM

UNTIL = 1_795_000_000_000
LESSON = "pay-fps-check-payee"


@pytest.fixture
def filled(engine):
    """Two centres of a few weeks."""
    heard = []
    made = crowd.fill(engine, Crowd(2, 5, UNTIL, steps=4), lambda done, of: heard.append((done, of)))
    assert [(1, 4), (2, 4), (3, 4), (4, 4)] == heard
    assert {1: 1, 2: 1} == {centre: n > 1000 for centre, n in recount.centres(engine).items()}
    assert made == sum(recount.centres(engine).values())
    return engine


def test_what_the_crowd_made_is_what_a_recount_makes(filled):
    heard = []

    assert [] == recount.check(filled, 1, heard.append)
    assert recount.centres(filled)[1] == sum(heard)


def test_what_was_tampered_with_is_found_by_name_and_mended(filled):
    table, attendance = completion.c, schema.attendance

    def tamper(connection):
        gone = connection.execute(select(table.learner, table.lesson).where(table.centre == 1).limit(1)).one()
        connection.execute(
            delete(completion).where(table.centre == 1, table.learner == gone.learner, table.lesson == gone.lesson)
        )
        one = connection.execute(
            select(attendance.c.session, attendance.c.learner).where(
                attendance.c.centre == 1, attendance.c.tablet_first > 0
            )
        ).first()
        changed = attendance.c.session == one.session, attendance.c.learner == one.learner
        connection.execute(update(attendance).where(attendance.c.centre == 1, *changed).values(tablet_minutes=999))
        connection.execute(insert(schema.tried).values(centre=1, learner="x", lesson="y", made=1, tried="yes"))
        return tuple(gone), tuple(one)

    gone, one = transact(filled, tamper)
    expected = [
        Difference(1, "attendance", "different", one),
        Difference(1, "tried", "extra", ("x", "y")),
        Difference(1, "completion", "missing", gone),
    ]
    assert expected == recount.check(filled, 1)
    assert [] == recount.check(filled, 2)
    assert expected == recount.check(filled, 1, mend=True)
    assert [] == recount.check(filled, 1)


def test_what_was_erased_with_a_learner_is_not_missed(filled):
    def erase(connection):
        who = connection.scalar(select(schema.progress.c.learner).where(schema.progress.c.centre == 2).limit(1))
        for each in (schema.learner, schema.progress, completion):
            connection.execute(delete(each).where(each.c.centre == 2, each.c.learner == who))

    transact(filled, erase)
    assert [] == recount.check(filled, 2)


def test_while_statements_keep_coming_nothing_is_mended(filled, monkeypatch):
    transact(filled, lambda connection: connection.execute(delete(completion).where(completion.c.centre == 1)))
    numbers = iter(range(10_000, 10_100))
    before = recount._replay

    def busy(anew, centre, tell):
        before(anew, centre, tell)
        log = schema.log
        transact(filled, lambda connection: connection.execute(
            update(log).where(log.c.centre == centre, log.c.dk == 1).values(seq=next(numbers))
        ))  # fmt: skip

    monkeypatch.setattr(recount, "_replay", busy)
    with pytest.raises(recount.StillMoving):
        recount.check(filled, 1, mend=True)
    with reading(filled) as connection:
        assert [] == connection.execute(select(completion).where(completion.c.centre == 1)).all()


def test_what_tablets_handed_in_over_the_wire_is_counted_alike(hub):
    tablet, session = hub.tablet(), hub.demo.session
    tablet.say(Verb.ATTENDED, "demo-01", session, session)
    tablet.say(Verb.INITIALIZED, "demo-01", LESSON, session, version="1.0.0", nth=1)
    tablet.say(Verb.ANSWERED, "demo-01", f"{LESSON}/alone/one", session, outcome="hint1", key=True)
    tablet.say(Verb.ANSWERED, "demo-01", f"{LESSON}/trick/one", session, outcome="alone", genuine=False, guess=True)
    tablet.say(Verb.COMPLETED, "demo-01", LESSON, session)
    tablet.say(Verb.ANSWERED, "demo-01", f"{LESSON}/tried", session, tried="yes")
    tablet.say(Verb.ATTENDED, "demo-02", session, session, status="present", by="chow")
    tablet.say(Verb.ASKED, "", "@desk", session, topic="pay", phone="iphone", outcome="solved", minutes=5, again=True)
    tablet.say(Verb.ASKED, "", f"{LESSON}/alone/one", session, what="changed", by="chow")
    assert 200 == tablet.push().status_code
    mark = Mark("demo-03", "late", "chow", UNTIL, "")
    transact(hub.engine, lambda connection: add_mark(connection, demo.CENTRE, session, mark))

    assert [] == recount.check(hub.engine, demo.CENTRE)
    with reading(hub.engine) as connection:
        counted = {model.table.name: len(recount._rows(connection, 1, model)) for model in recount.MODELS}
    assert {
        "attendance": 3, "mark": 1, "live": 1, "told_apart": 1, "tried": 1, "enquiry": 1, "progress": 1,
        "completion": 1, "step_tally": 2, "wrong_tally": 1, "step_open": 0, "changed_report": 1,
    } == counted  # fmt: skip


def test_the_months_that_the_demo_has_behind_it_are_in_its_statements(small_hub):
    played = {lesson.id: lesson for lesson in (PAY, SCAM)}
    transact(
        small_hub.engine,
        lambda connection: demo_history.fill(
            connection, 1, demo.COHORT, demo.TRAINER.id, UNTIL, [*played, "unknown"], played
        ),
    )

    assert recount.centres(small_hub.engine)[1] > 2000
    assert [] == recount.check(small_hub.engine, 1)
    with reading(small_hub.engine) as connection:
        hardest = insight.overview(connection, 1, "", lambda lesson, place: True)
        told = {one.table.name: len(recount._rows(connection, 1, one)) for one in recount.MODELS}
    assert {PAY.id, SCAM.id, "unknown"} == set(hardest)
    assert all(told[name] > 10 for name in ("step_tally", "wrong_tally", "tried", "completion", "told_apart"))
    assert 1 == told["changed_report"]
