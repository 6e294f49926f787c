"""Codes of half a minute: near ones are right, used ones are not, and a ticket is only what this hub made."""

import pytest

from elderapp.hub import codes
from elderapp.hub.storage import factors
from elderapp.hub.storage.engine import transact
from elderapp.hub.storage.staff import Staff

KEY = bytes(32)
SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"  # RFC 6238, appendix B: "12345678901234567890"
BOSS = Staff(1, "boss", "經理", "manager")


@pytest.mark.parametrize(
    ("seconds", "code"),
    [(59, "287082"), (1_111_111_109, "081804"), (1_234_567_890, "005924"), (2_000_000_000, "279037")],
)
def test_codes_are_those_of_the_standard(seconds, code):
    step = seconds // 30
    assert step == codes.step_of(SECRET, code, seconds * 1000)
    assert step == codes.step_of(SECRET, code, (seconds + 30) * 1000)
    assert step == codes.step_of(SECRET, code, (seconds - 29) * 1000)
    assert 0 == codes.step_of(SECRET, code, (seconds + 90) * 1000)
    assert [0] * 5 == [
        codes.step_of(SECRET, bad, seconds * 1000) for bad in ("", code[:5], code + "1", "００５９２４", "abcdef")
    ]
    assert 0 == codes.step_of("", code, seconds * 1000)


def test_a_code_is_taken_once_and_none_before_it_and_paper_once(engine):
    now = 59_000
    import pyotp

    def act(connection):
        sealed = codes.new_secret(KEY)
        assert factors.begin(connection, BOSS, sealed)
        made = pyotp.TOTP(codes.plain(KEY, sealed))
        assert "" == codes.plain(bytes([1]) * 32, sealed)
        factors.confirm(connection, BOSS, ["aaaaa-bbbbb", "ccccc-ddddd"], KEY, 1)
        assert not factors.begin(connection, BOSS, "other")

        def right(code, at=now):
            return codes.is_right(connection, BOSS, code, KEY, at)

        first = [right(made.generate_otp(1)), right(made.generate_otp(1)), right(made.generate_otp(0))]
        later = [
            right(made.generate_otp(2)),
            right(" ".join((made.generate_otp(3)[:3], made.generate_otp(3)[3:])), 90_000),
        ]
        paper = [right("AAAAA bbbbb"), right("aaaaa-bbbbb"), right("")]
        return first, later, paper, factors.codes_left(connection, BOSS), factors.remove(connection, BOSS)

    assert ([True, False, False], [True, True], [True, False, False], 1, True) == transact(engine, act)


def test_a_ticket_is_read_by_its_hub_while_it_is_good():
    one = codes.Ticket(1, "boss", "mark", "/live", 100)
    text = codes.ticket(KEY, one)
    assert one == codes.read_ticket(KEY, text, 99)
    bad = ("", "00", text[:-2], text + "00", "z" * 64, codes.new_secret(KEY))
    assert [None] * 7 == [codes.read_ticket(KEY, text, 100), *(codes.read_ticket(KEY, each, 1) for each in bad)]
    assert codes.read_ticket(bytes([1]) * 32, text, 1) is None


def test_codes_for_the_drawer_are_all_different():
    made = codes.on_paper()
    assert codes.PAPER == len(set(made))
    assert {11} == {len(one) for one in made}
