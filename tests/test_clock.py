"""The door to time and chance."""

import datetime as dt

from elderapp import clock


def test_a_day_is_hong_kongs_whatever_the_machine_thinks():
    late_in_london = dt.datetime(2026, 11, 20, 17, 30, tzinfo=dt.UTC)

    assert "2026-11-21" == clock.day_of(int(late_in_london.timestamp() * 1000))


def test_now_is_aware():
    assert clock.now().utcoffset() == dt.timedelta(0)
    assert abs(clock.wall_ms() / 1000 - clock.now().timestamp()) < 60


def test_the_monotonic_clock_never_runs_backwards():
    assert clock.mono_ms() <= clock.mono_ms()


def test_identities_and_secrets_are_fresh():
    assert clock.new_id() != clock.new_id()
    assert clock.token() != clock.token()
    assert 32 == len(clock.new_id())


def test_a_pairing_code_is_eight_digits():
    code = clock.pairing_code()

    assert code.isdigit()
    assert 8 == len(code)


def test_the_start_of_the_machine_has_a_name():
    assert 8 == len(clock.boot_id())
