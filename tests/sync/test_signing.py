import pytest

from elderapp import keys
from elderapp.sync import signing

KEY = bytes(range(32))
PUBLIC = keys.public_of(KEY)
NOW = 1_763_654_400_000


def headers(**changes) -> dict[str, str]:
    asked = {"method": "POST", "target": "/sync/v1/t1?after=3", "body": b"{}", "time_ms": NOW, "nonce": "n1"}
    return signing.sign_request(KEY, device="t1", **{**asked, **changes})


def reason(given, **changes):
    asked = {"method": "POST", "target": "/sync/v1/t1?after=3", "body": b"{}", "now_ms": NOW}
    return signing.check_request(PUBLIC, given, **{**asked, **changes})


def test_a_signed_request_passes():
    assert reason(headers()) is None


def test_names_of_headers_may_be_lower_case():
    assert reason({name.lower(): value for name, value in headers().items()}) is None


@pytest.mark.parametrize(
    "changes", [{"method": "GET"}, {"target": "/sync/v1/t2"}, {"target": "/sync/v1/t1?after=4"}, {"body": b"[]"}]
)
def test_another_request_under_the_same_signature_does_not_pass(changes):
    assert "bad-signature" == reason(headers(), **changes)


@pytest.mark.parametrize(
    "changes",
    [
        {signing.DEVICE: "t2"},
        {signing.TIME: str(NOW + 1)},
        {signing.TIME: "now"},
        {signing.TIME: "²"},
        {signing.TIME: "1" * 16},
        {signing.NONCE: "n2"},
        {signing.NONCE: ""},
        {signing.SIGNATURE: "00" * 64},
        {signing.SIGNATURE: "no hex"},
    ],
)
def test_a_changed_header_does_not_pass(changes):
    assert "bad-signature" == reason({**headers(), **changes})


def test_without_headers_nothing_passes():
    assert "bad-signature" == reason({})


def test_another_key_does_not_pass():
    asked = {"method": "POST", "target": "/sync/v1/t1?after=3", "body": b"{}", "now_ms": NOW}

    assert "bad-signature" == signing.check_request(keys.public_of(bytes(32)), headers(), **asked)
    assert "bad-signature" == signing.check_request(b"", headers(), **asked)


def test_a_wrong_clock_is_told_apart_from_a_wrong_signature():
    assert reason(headers(), now_ms=NOW + signing.TOLERANCE_MS) is None
    assert "stale-request" == reason(headers(), now_ms=NOW + signing.TOLERANCE_MS + 1)
    assert "stale-request" == reason(headers(), now_ms=NOW - signing.TOLERANCE_MS - 1)
