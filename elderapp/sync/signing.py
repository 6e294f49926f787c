"""Signed requests: who asks, what, when. Pure, the same for both ends.

A tablet signs method, target, body and time with its own key. The hub checks the signature first and the time second,
so that only a tablet it knows learns the hub's clock: one whose clock is wrong is told, and signs again by the hub's.

The hub signs its answer together with the request's signature: whoever stands between can neither answer in its place
nor give one tablet what was said to another. A row leaves a tablet by such an answer alone.
"""

from collections.abc import Mapping
from typing import Literal

from elderapp import keys

DEVICE = "Elder-Device"
TIME = "Elder-Time"
NONCE = "Elder-Nonce"
SIGNATURE = "Elder-Signature"
HUB_SIGNATURE = "Elder-Hub-Signature"

NEW_DEVICE = "new"
"""What a tablet that is being paired calls itself."""

TOLERANCE_MS = 10 * 60 * 1000
"""How far a request's time may be from the hub's."""


def sign_request(
    private: bytes, *, device: str, method: str, target: str, body: bytes, time_ms: int, nonce: str
) -> dict[str, str]:
    """The four headers of a request.

    `target` is the path as sent (percent-encoded), from ``/sync/v1`` on, with ``?`` and query if there is one; `body`
    the bytes as sent (deflated); `nonce` never used before.
    """
    message = _message(device, method, target, body, str(time_ms), nonce)
    return {DEVICE: device, TIME: str(time_ms), NONCE: nonce, SIGNATURE: keys.sign(private, message).hex()}


def check_request(
    public: bytes, headers: Mapping[str, str], *, method: str, target: str, body: bytes, now_ms: int
) -> Literal["bad-signature", "stale-request"] | None:
    """Why this request may not pass, or None. Names of headers may be in any case.

    bad-signature: stop. stale-request: signed well, but more than `TOLERANCE_MS` from `now_ms`; answer with `now`.
    """
    given = {name.lower(): value for name, value in headers.items()}
    device, time, nonce, signature = (given.get(name.lower(), "") for name in (DEVICE, TIME, NONCE, SIGNATURE))
    if not nonce or not _is_time(time):
        return "bad-signature"
    message = _message(device, method, target, body, time, nonce)
    if not keys.is_signed(public, message, keys.unhex(signature)):
        return "bad-signature"
    return None if abs(int(time) - now_ms) <= TOLERANCE_MS else "stale-request"


def sign_reply(private: bytes, request_signature: str, status: int, body: bytes) -> str:
    """The hub's signature (hex) of its answer to the request that was signed so."""
    return keys.sign(private, _reply(request_signature, status, body)).hex()


def is_reply(public: bytes, signature: str, request_signature: str, status: int, body: bytes) -> bool:
    """Whether the hub with this key gave this answer to the request that was signed so."""
    return keys.is_signed(public, _reply(request_signature, status, body), keys.unhex(signature))


def _reply(request_signature: str, status: int, body: bytes) -> bytes:
    return "\n".join(("ElderApp reply 1", request_signature, str(status), keys.sha256(body))).encode()


def _message(device: str, method: str, target: str, body: bytes, time: str, nonce: str) -> bytes:
    parts = ("ElderApp request 1", device, method.upper(), target, keys.sha256(body), time, nonce)
    return "\n".join(parts).encode()


def _is_time(text: str) -> bool:
    """Milliseconds, in at most 15 plain digits."""
    return text.isascii() and text.isdigit() and len(text) <= 15
