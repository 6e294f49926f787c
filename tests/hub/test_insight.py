import msgspec
from sqlalchemy import Table

from elderapp.hub import insight
from elderapp.hub.insight import Report, Reviews, Step
from elderapp.hub.storage import schema_lessons
from elderapp.hub.storage.engine import reading, transact
from elderapp.hub.storage.schema import progress
from elderapp.hub.storage.writer import add
from elderapp.records.people import Progress
from elderapp.records.statements import Row, Verb

NOVEMBER = 1_763_654_400_000  # 2025-11-21
SECOND = 1000


def rows(*said: tuple[Verb, str, float, dict], attempt: str = "a1") -> list[Row]:
    return [
        Row(1, n, round(NOVEMBER + at * SECOND), 0, "", verb, "someone", "", attempt, place, result)
        for n, (verb, place, at, result) in enumerate(said, 1)
    ]


def fold(engine, given: list[Row], tablet: str = "t1", centre: int = 1) -> None:
    transact(engine, lambda connection: insight.fold_all(connection, centre, tablet, given))


def steps(engine, lesson: str = "pay", since: str = "") -> dict[str, Step]:
    with reading(engine) as connection:
        return insight.steps(connection, 1, lesson, since)


def test_a_step_is_counted_with_its_time_its_hints_and_the_words_heard_again(engine):
    fold(engine, rows(
        (Verb.EXPERIENCED, "pay/alone/open", 0, {"n": 1}), (Verb.ASKED, "pay/alone/open", 2, {"what": "again"}),
        (Verb.ANSWERED, "pay/alone/open", 15, {"outcome": "hint2", "wrong": "bills"}),
        (Verb.EXPERIENCED, "pay/alone/amount", 15, {}), (Verb.ASKED, "pay/alone/amount", 70, {"what": "stuck"}),
    ))  # fmt: skip
    # The rest of the attempt comes with a later batch: the tablet's open step was kept.
    fold(engine, rows((Verb.ANSWERED, "pay/alone/amount", 75, {"outcome": "alone"})))

    expected = {
        "alone/open": Step("alone/open", 1, 1, 0, 1, 0, (0, 0, 1, 0, 0, 0, 0, 0)),
        "alone/amount": Step("alone/amount", 1, 0, 0, 0, 1, (0, 0, 0, 0, 1, 0, 0, 0)),
    }
    assert expected == steps(engine)
    assert {} == steps(engine, since="2025-12")
    with reading(engine) as connection:
        assert {"alone/open": [("bills", 1)]} == insight.wrongs(connection, 1, "pay")


def test_a_step_left_alone_for_an_hour_and_one_of_another_attempt_have_no_time(engine):
    fold(engine, rows(
        (Verb.EXPERIENCED, "pay/alone/open", 0, {}), (Verb.ANSWERED, "pay/alone/open", 3600, {"outcome": "alone"}),
    ))  # fmt: skip
    fold(engine, rows((Verb.ANSWERED, "pay/alone/open", 3605, {"outcome": "shown"}), attempt="a2"))

    assert Step("alone/open", 2, 1, 1, 0, 0, (0,) * 8) == steps(engine)["alone/open"]


def test_what_was_misjudged_is_told_by_its_way_and_an_id_of_nobody_s_is_not_believed(engine):
    place = "scam/trick/sms"
    fold(engine, rows(
        (Verb.ANSWERED, place, 1, {"outcome": "hint1", "genuine": False, "guess": True, "action": "believe"}),
        (Verb.ANSWERED, place, 2, {"outcome": "hint1", "genuine": False, "guess": True, "action": "verify"}),
        (Verb.ANSWERED, place, 3, {"outcome": "hint1", "genuine": True, "guess": False, "action": "verify"}),
        (Verb.ANSWERED, place, 4, {"outcome": "alone", "genuine": True, "guess": True, "action": "verify"}),
        (Verb.ANSWERED, place, 5, {"outcome": "hint1", "wrong": "@alarm"}),
        (Verb.ANSWERED, place, 6, {"outcome": "nonsense"}),
    ))  # fmt: skip
    with reading(engine) as connection:
        assert {"trick/sms": [("@alarm", 1), ("@believed", 1), ("@missed", 1)]} == insight.wrongs(connection, 1, "scam")


def test_the_median_lies_where_half_of_the_times_are_below():
    assert -1 == Step("a/b").median
    assert 15 == Step("a/b", times=(0, 0, 4, 0, 0, 0, 0, 0)).median
    assert Step("a/b", times=(3, 0, 0, 0, 0, 0, 0, 1)).median < 5


def test_a_changed_screen_is_kept_until_somebody_looked(engine):
    said = rows((Verb.ASKED, "pay/alone/open", 0, {"what": "changed", "by": "chow"}))
    fold(engine, said)
    with reading(engine) as connection:
        (report,) = insight.reports(connection, 1, "pay")
        assert {"pay": 1} == insight.open_reports(connection, 1)
        assert {} == insight.open_reports(connection, 2)
    assert Report("t1.1.1", "pay", "alone/open", NOVEMBER, 0) == report

    assert transact(engine, lambda connection: insight.settle(connection, 1, "pay", report.report, "ng", 5))
    assert not transact(engine, lambda connection: insight.settle(connection, 1, "pay", report.report, "ng", 6))
    with reading(engine) as connection:
        assert {} == insight.open_reports(connection, 1)


def test_the_step_that_holds_people_up_most_is_named_unless_too_few_did_it(engine):
    for n in range(6):
        fold(engine, rows(
            (Verb.ANSWERED, "pay/alone/open", n, {"outcome": "hint1" if n < 3 else "alone"}),
            (Verb.ANSWERED, "pay/alone/gone", n, {"outcome": "shown"}),
            *([(Verb.ANSWERED, "few/alone/x", n, {"outcome": "shown"})] if n < 4 else []),
        ))  # fmt: skip
    with reading(engine) as connection:
        found = insight.overview(connection, 1, "", lambda _lesson, place: place != "alone/gone")

    assert ("alone/open", 0.5, 6) == (found["pay"].worst.place, found["pay"].worst.share, found["pay"].done)
    assert (None, 4) == (found["few"].worst, found["few"].done)


def test_reviews_that_are_due_are_counted_from_where_people_stand(engine):
    states = [("a", ("2026-11-01",)), ("b", ("2026-11-20",)), ("c", ())]
    given = [
        {"centre": 1, "learner": who, "lesson": "pay", "state": msgspec.json.encode(Progress("pay", finished=days))}
        for who, days in states
    ]
    transact(engine, lambda connection: add(connection, progress, given))
    with reading(engine) as connection:
        assert Reviews(2, 1) == insight.reviews(connection, 1, "pay", "2026-11-22")


def test_none_of_these_tables_knows_a_learner():
    tables = [one for one in vars(schema_lessons).values() if isinstance(one, Table)]
    assert 7 == len(tables)
    assert [] == [table.name for table in tables if "learner" in table.columns]
