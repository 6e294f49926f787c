import re
import threading
from collections.abc import Sequence

import msgspec
import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.event import listen

from elderapp import keys
from elderapp.hub.ingest import Arrival, take
from elderapp.hub.storage import places
from elderapp.hub.storage.engine import open_engine, transact
from elderapp.hub.storage.places import Meeting
from elderapp.hub.storage.schema import attendance, event, live, progress, quarantine
from elderapp.records.people import Progress
from elderapp.records.statements import GENESIS, Row, Verb, chain
from elderapp.sync import batches, protocol
from elderapp.sync.protocol import Batch, Conflict, Receipt, Rejected

KEY = bytes(range(32))
NOW = 1_795_000_000_000
HOUR = 3_600_000
LESSON = "pay-fps-check-payee"
_SHORT = r"coalesce\(max\(|FROM (below_tablet|device_key) "
"""A greatest number stands at its index's end; of tablets there are few."""


def row(seq: int, verb: Verb = Verb.EXPERIENCED, *, object: str = f"{LESSON}/together/number", **given) -> Row:
    values = {"learner": "chan", "session": "s1", "attempt": "a1", "result": {"n": 3, "of": 7}, "epoch": 1}
    values |= {"wall": NOW + seq * 1000, **given}
    return Row(
        values["epoch"], seq, values["wall"], seq, "boot", verb, values["learner"], values["session"],
        values["attempt"], object, values["result"],
    )  # fmt: skip


def head_of(rows: Sequence[Row]) -> bytes:
    head = GENESIS
    for one in rows:
        head = chain(head, one)
    return head


def arrival(rows: Sequence[Row], *, prev: bytes = GENESIS, first: int | None = None, **given) -> Arrival:
    start = rows[0].seq if first is None else first
    batch = batches.make_batch(KEY, "1-a", rows[0].epoch if rows else 1, start, prev, rows)
    values = {"received": NOW + 3_600_000, "skew": 0} | given
    return Arrival(1, "1-a", keys.public_of(KEY), batch, protocol.deflate(batch), **values)


def count(engine: Engine, table) -> int:
    with engine.connect() as connection:
        return connection.scalar(select(func.count()).select_from(table))


def one(engine: Engine, table):
    with engine.connect() as connection:
        return connection.execute(select(table)).one()


def test_a_batch_is_stored_and_its_receipt_names_the_last_row(engine):
    rows = [row(seq) for seq in range(1, 6)]

    assert Receipt(5, head_of(rows).hex(), 0, NOW + 3_600_000) == take(engine, arrival(rows))
    assert 5 == count(engine, event)


def test_a_repeated_batch_is_a_success_that_changes_nothing(engine):
    rows = [row(seq) for seq in range(1, 6)]
    first = take(engine, arrival(rows))
    before = one(engine, attendance), one(engine, live), one(engine, progress)

    assert first == take(engine, arrival(rows))
    assert (5, before) == (count(engine, event), (one(engine, attendance), one(engine, live), one(engine, progress)))


def test_a_batch_known_in_part_adds_only_its_new_rows(engine):
    rows = [row(seq) for seq in range(1, 9)]
    take(engine, arrival(rows[:3]))
    take(engine, arrival(rows[:6]))

    receipt = take(engine, arrival(rows[1:8], prev=head_of(rows[:1])))

    assert (8, head_of(rows).hex()) == (receipt.seq, receipt.head)
    assert 8 == count(engine, event)


def test_a_part_of_what_is_known_is_a_success(engine):
    rows = [row(seq) for seq in range(1, 9)]
    take(engine, arrival(rows))

    receipt = take(engine, arrival(rows[2:5], prev=head_of(rows[:2])))

    assert (8, head_of(rows).hex()) == (receipt.seq, receipt.head)


def test_rows_after_a_gap_are_refused_with_where_to_go_on(engine):
    rows = [row(seq) for seq in range(1, 9)]
    take(engine, arrival(rows[:3]))

    answer = take(engine, arrival(rows[5:], prev=head_of(rows[:5])))

    assert Conflict(3, head_of(rows[:3]).hex(), "gap") == answer
    assert 3 == count(engine, event)


@pytest.mark.parametrize("wrong", [1, 2, 3])
def test_other_content_under_a_known_number_is_a_fork(engine, wrong):
    rows = [row(seq) for seq in range(1, 4)]
    take(engine, arrival(rows))
    others = [row(one.seq, learner="lee") if one.seq == wrong else one for one in rows]

    assert Conflict(3, head_of(rows).hex(), "fork") == take(engine, arrival([*others, row(4)]))
    assert 3 == count(engine, event)


def test_rows_that_follow_another_past_are_a_fork(engine):
    rows = [row(seq) for seq in range(1, 4)]
    take(engine, arrival(rows))

    assert "fork" == take(engine, arrival([row(4)], prev=bytes(31) + b"x")).reason


def test_a_batch_without_rows_asks_where_the_hub_stands(engine):
    rows = [row(seq) for seq in range(1, 4)]
    take(engine, arrival(rows))

    assert 3 == take(engine, arrival([], first=4, prev=head_of(rows))).seq
    assert "fork" == take(engine, arrival([], first=3, prev=bytes(31) + b"x")).reason
    assert "gap" == take(engine, arrival([], first=9, prev=bytes(32))).reason


def test_a_new_epoch_starts_a_log_of_its_own(engine):
    take(engine, arrival([row(1), row(2)]))

    assert 1 == take(engine, arrival([row(1, epoch=2**63 - 1)])).seq
    assert 3 == count(engine, event)


def test_a_batch_signed_by_another_key_is_refused(engine):
    good = arrival([row(1)])
    with pytest.raises(Rejected, match="bad-signature"):
        take(engine, msgspec.structs.replace(good, public_key=keys.public_of(bytes(32))))
    assert 0 == count(engine, event)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"learner": "x" * 201}, "text-too-long"),
        ({"attempt": "a\0b"}, "text-unstorable"),
        ({"result": {"note": "a\0b"}}, "text-unstorable"),
        ({"wall": -1}, "time-impossible"),
        ({"wall": 2**62}, "time-impossible"),
        ({"verb": "sang"}, "unknown-verb"),
        ({"result": {"n": None}}, "unreadable-row"),
        ({"learner": 7}, "unreadable-row"),
        ({"result": {"n": 2**63}}, "number-impossible"),
        ({"verb": Verb.INITIALIZED, "object": LESSON, "result": {"nth": "many"}}, "unusable-result"),
    ],
)
def test_a_row_the_hub_cannot_use_is_set_aside_with_a_code_and_the_log_goes_on(engine, given, code):
    given = dict(given)
    verb = given.pop("verb", Verb.EXPERIENCED)

    assert 3 == take(engine, arrival([row(1), row(2, verb, **given), row(3)])).seq
    assert (2, code) == (one(engine, quarantine).seq, one(engine, quarantine).code)


def test_attendance_is_the_first_and_the_last_that_a_tablet_saw(engine):
    later = [row(1, wall=NOW + 600_000), row(2, wall=NOW + 1_200_000)]
    take(engine, arrival(later))
    take(engine, arrival([row(3, wall=NOW)], prev=head_of(later)))

    seen = one(engine, attendance)
    assert (NOW, NOW + 1_200_000, 20) == (seen.tablet_first, seen.tablet_last, seen.tablet_minutes)


def test_what_is_done_at_a_tablet_long_after_the_class_is_not_attendance(engine):
    def open_class(connection):
        places.new_meeting(connection, 1, Meeting("s1", "c", "B", NOW, NOW + HOUR, "", "", ""))

    transact(engine, open_class)
    rows = [row(1, wall=NOW - HOUR), row(2, wall=NOW), row(3, wall=NOW + HOUR), row(4, wall=NOW + 20 * HOUR)]
    take(engine, arrival(rows, received=NOW + 21 * HOUR))
    take(engine, arrival([row(5, wall=NOW + 20 * HOUR)], prev=head_of(rows), received=NOW + 21 * HOUR))

    seen = one(engine, attendance)
    assert (NOW, NOW + HOUR, 60) == (seen.tablet_first, seen.tablet_last, seen.tablet_minutes)
    assert 5 == count(engine, event)


def test_two_days_of_a_wrong_clock_are_one_day_of_the_hub(engine):
    passed = [row(1, Verb.PASSED, object=LESSON, result={}, wall=NOW)]
    take(engine, arrival(passed, received=NOW))
    wrong = row(2, Verb.PASSED, object=LESSON, result={}, wall=NOW + 30 * HOUR)
    take(engine, arrival([wrong], prev=head_of(passed), received=NOW + 60_000, skew=30 * HOUR - 60_000))

    assert 1 == len(msgspec.json.decode(one(engine, progress).state, type=Progress).days)


def test_a_hand_raised_outside_a_lesson_is_no_progress(engine):
    take(engine, arrival([row(1, Verb.ASKED, object="s1", result={"what": "hand"})]))

    assert 0 == count(engine, progress)


def test_progress_on_the_hub_is_the_fold_the_tablet_makes(engine):
    begin = row(1, Verb.INITIALIZED, object=LESSON, result={"version": "1.2.0", "nth": 1})
    done = row(3, Verb.COMPLETED, object=LESSON, result={})
    take(engine, arrival([begin, row(2), done]))

    reached = msgspec.json.decode(one(engine, progress).state, type=Progress)
    assert (LESSON, "1.2.0", 1) == (reached.lesson, reached.version, reached.completed)


def test_the_same_batch_from_eight_sides_at_once_is_stored_once(engine):
    rows = [row(seq) for seq in range(1, 60)]
    answers: list[object] = []
    threads = [threading.Thread(target=lambda: answers.append(take(engine, arrival(rows)))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [59] * 8 == [answer.seq for answer in answers]
    assert 59 == count(engine, event)


def test_many_tablets_with_one_learner_at_once_lose_nothing(engine):
    def push(number: int) -> None:
        private = keys.sha256(str(number).encode())[:32].encode()
        rows = [row(seq, object=f"{LESSON}/alone/step{number}-{seq}") for seq in range(1, 20)]
        batch: Batch = batches.make_batch(private, f"1-{number}", 1, 1, GENESIS, rows)
        came = Arrival(1, f"1-{number}", keys.public_of(private), batch, protocol.deflate(batch), NOW + 10**7)
        answers.append(take(engine, came))

    answers: list[object] = []
    threads = [threading.Thread(target=push, args=[number]) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [19] * 6 == [answer.seq for answer in answers]
    assert (6 * 19, 1, 6) == (count(engine, event), count(engine, progress), count(engine, live))


def states(engine: Engine) -> dict[str, Progress]:
    with engine.connect() as connection:
        found = connection.execute(select(progress.c.learner, progress.c.state)).all()
    return {one.learner: msgspec.json.decode(one.state, type=Progress) for one in found if one.state}


def test_an_attempt_that_a_trainer_gives_to_another_counts_for_her_and_can_be_taken_back(engine):
    begun = row(1, Verb.INITIALIZED, object=LESSON, result={"version": "1.0.0", "nth": 1})
    done = row(2, Verb.COMPLETED, object=LESSON, result={})
    other = row(3, Verb.COMPLETED, object=LESSON, attempt="a2", learner="lee", result={})
    moved = row(4, Verb.REASSIGNED, object=LESSON, learner="lee", result={"of": "chan", "by": "ho"})
    back = row(5, Verb.REASSIGNED, object=LESSON, learner="chan", result={"of": "lee", "by": "ho"})
    take(engine, arrival([begun, done, other]))
    before = states(engine)

    take(engine, arrival([moved], prev=head_of([begun, done, other])))
    given = states(engine)
    assert {"lee"} == set(given)
    assert "1.0.0" == given["lee"].version
    take(engine, arrival([back], prev=head_of([begun, done, other, moved])))
    assert before == states(engine)
    assert 0 == count(engine, quarantine)


def test_a_batch_looks_its_rows_up_and_reads_no_whole_centre(tmp_path):
    """A centre has tens of thousands of learners' lessons: SQLite must find the few that a batch is about."""
    engine, asked = open_engine(f"sqlite:///{tmp_path / 'hub.db'}"), []
    listen(engine, "before_cursor_execute", lambda *given: asked.append((given[2], given[3], given[5])))
    rows = [row(1), row(2, Verb.ANSWERED, result={"outcome": "alone", "key": True}, learner="lee")]
    transact(engine, lambda c: places.new_centre(c, 1, "晴川長者中心"))
    asked.clear()
    take(engine, arrival(rows))

    with engine.connect() as connection:
        plans = {
            sql: [line[3] for line in connection.exec_driver_sql(f"explain query plan {sql}", one)]
            for sql, given, many in asked
            if not sql.startswith(("begin", "explain")) and (one := given[0] if many else given) is not None
        }
    engine.dispose()

    assert any("FROM progress" in sql for sql in plans)
    whole = {sql: plan for sql, plan in plans.items() if any(line.endswith("(centre=?)") for line in plan)}
    assert {} == {sql: plan for sql, plan in whole.items() if not re.search(_SHORT, sql)}
