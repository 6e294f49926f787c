"""Signed statements: a JSON Web Signature that comes as an attachment. Pure."""

import base64
import binascii
from typing import Any

import msgspec

from elderapp import keys
from elderapp.hub.xapi.meaning import fingerprint
from elderapp.hub.xapi.refusals import Refused, need
from elderapp.hub.xapi.rules import check_statement

ALGORITHMS = ("RS256", "RS384", "RS512")


def check_signature(statement: dict[str, Any], signature: bytes) -> None:
    """The signature is one, by an algorithm of the standard, over this statement; by its certificate if it has one."""
    pieces = signature.split(b".")
    need(len(pieces) == 3, "a signature must be a JSON Web Signature")
    try:
        header = msgspec.json.decode(_unbased(pieces[0]), type=dict[str, Any])
        payload = msgspec.json.decode(_unbased(pieces[1]), type=dict[str, Any])
        signed = _unbased(pieces[2])
    except (msgspec.DecodeError, UnicodeDecodeError, binascii.Error, RecursionError) as error:
        raise Refused(400, "a signature's header and payload must be JSON objects") from error
    need(header.get("alg") in ALGORITHMS, f"a signature's algorithm must be one of {', '.join(ALGORITHMS)}")
    if "x5c" in header:
        _check_certificate(header, pieces[0] + b"." + pieces[1], signed)
    check_statement(payload, second=True)
    same = fingerprint(payload) == fingerprint(statement) and _same_id(payload, statement)
    need(same, "a signature's payload is not the statement it came with")


def _same_id(payload: dict[str, Any], statement: dict[str, Any]) -> bool:
    return "id" not in payload or payload["id"].lower() == statement.get("id", "").lower()


def _check_certificate(header: dict[str, Any], message: bytes, signed: bytes) -> None:
    chain = header["x5c"]
    first = chain[0] if type(chain) is list and chain and type(chain[0]) is str else ""
    try:
        certificate = base64.b64decode(first, validate=True)
    except (binascii.Error, ValueError) as error:
        raise Refused(400, "x5c must hold certificates") from error
    good = keys.is_signed_by_certificate(certificate, message, signed, bits=int(header["alg"][2:]))
    need(good, "the signature is not by the certificate it came with")


def _unbased(text: bytes) -> bytes:
    return base64.b64decode(text + b"=" * (-len(text) % 4), altchars=b"-_", validate=True)
