from sqlalchemy import select

from elderapp.hub.storage import devices, schema, sheets, standing
from elderapp.hub.storage.engine import transact
from elderapp.sync.standing import Status

SECRET = b"s" * 32
NOON = 1_795_752_000_000  # 27 November 2026, 12:00 in Hong Kong
HOUR = 3_600_000


def test_a_sheet_s_codes_pair_once_each_until_the_day_is_over_and_end_together(engine):
    def pair(code, key, now):
        digest = devices.code_digest(SECRET, code)
        return transact(engine, lambda connection: devices.pair(connection, digest, bytes([key]) * 32, "", now))

    made, codes = transact(engine, lambda connection: sheets.new_sheet(connection, 1, SECRET, "chow", NOON))
    assert (20, 20, NOON + 12 * HOUR) == (len(set(codes)), made.codes, made.expires)

    assert "01" == pair(codes[0], 1, NOON + 11 * HOUR).label
    assert "pairing-code-used" == pair(codes[0], 2, NOON + HOUR)
    assert "pairing-code-expired" == pair(codes[1], 2, NOON + 12 * HOUR)
    with engine.connect() as connection:
        (seen,) = sheets.open_sheets(connection, 1, NOON + HOUR)
        assert ([], []) == (
            sheets.open_sheets(connection, 1, NOON + 13 * HOUR), sheets.open_sheets(connection, 2, NOON)
        )  # fmt: skip
        kept = connection.scalars(select(schema.pairing.c.digest)).all()
    assert (20, 1) == (seen.codes, seen.used)
    assert not set(codes) & set(kept)

    def cancel(centre):
        return transact(engine, lambda connection: sheets.cancel(connection, centre, made.sheet, NOON + HOUR))

    assert [False, True, False] == [cancel(2), cancel(1), cancel(1)]
    assert "pairing-code-expired" == pair(codes[2], 2, NOON + 2 * HOUR)


def test_a_tablet_s_new_key_is_its_own_and_the_old_one_stays_provable(engine):
    def pair(key):
        code = transact(engine, lambda connection: devices.new_code(connection, 1, SECRET, "x", NOON))
        digest = devices.code_digest(SECRET, code)
        return transact(engine, lambda connection: devices.pair(connection, digest, bytes([key]) * 32, "", NOON))

    one, other = pair(1), pair(2)

    def change(key):
        return transact(engine, lambda connection: standing.change_key(connection, one, bytes([key]) * 32))

    assert [False, True, True] == [change(2), change(3), change(3)]
    with engine.connect() as connection:
        assert bytes([3]) * 32 == bytes(devices.find(connection, one.device).public_key)
        assert bytes([2]) * 32 == bytes(devices.find(connection, other.device).public_key)
    assert one.device == pair(3).device


def test_what_a_tablet_says_of_itself_is_kept_and_an_older_saying_is_read_as_far_as_it_goes(engine):
    code = transact(engine, lambda connection: devices.new_code(connection, 1, SECRET, "x", NOON))
    digest = devices.code_digest(SECRET, code)
    one = transact(engine, lambda connection: devices.pair(connection, digest, bytes(32), "", NOON))

    def act(connection):
        standing.note(connection, one, Status(unsent=5, app="0.2", box="ab" * 32), NOON, came=2)
        standing.note_lost(connection, one, NOON)
        standing.note_lost(connection, one, NOON + 1)
        return standing.of(connection, one)

    said = transact(engine, act)

    assert ("0.2", "ab" * 32, 3, NOON) == (said.status.app, said.box, said.due, said.lost)
    assert standing.Stored((), 0, 0) == transact(engine, lambda connection: standing.stored_on(connection, one, NOON))
    table = standing.tablet_status
    transact(engine, lambda connection: connection.execute(table.update().values(status='{"app": 7}')))
    assert Status() == transact(engine, lambda connection: standing.of(connection, one)).status
