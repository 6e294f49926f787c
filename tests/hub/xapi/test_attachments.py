"""Statements with files, and signed ones."""

import base64
import datetime as dt
import hashlib
import json

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.x509.oid import NameOID

from elderapp import keys

SIGNATURE = "http://adlnet.gov/expapi/attachments/signature"
BOUNDARY = "some-boundary"


def file(body, *, url="", usage="http://u.example/u", media="text/plain", digest=hashlib.sha256):
    made = {
        "usageType": usage, "display": {"en": "f"}, "contentType": media, "length": len(body),
        "sha2": digest(body).hexdigest(),
    }  # fmt: skip
    return {**made, "fileUrl": url} if url else made


def part(body, headers=None, *, digest=hashlib.sha256):
    lines = {
        "Content-Type": "text/plain", "Content-Transfer-Encoding": "binary",
        "X-Experience-API-Hash": digest(body).hexdigest(), **(headers or {}),
    }  # fmt: skip
    return "".join(f"{name}: {value}\r\n" for name, value in lines.items() if value).encode() + b"\r\n" + body


def mixed(said, *parts, first="application/json", end="--"):
    head = f"Content-Type: {first}\r\n\r\n".encode() + json.dumps(said).encode()
    mark = f"--{BOUNDARY}".encode()
    return b"\r\n".join([b"".join((mark, b"\r\n", one)) for one in (head, *parts)]) + b"\r\n" + mark + end.encode()


def send(lrs, body, media=f"multipart/mixed; boundary={BOUNDARY}", method="POST", **asked):
    return lrs.ask(method, "statements", body, {"content-type": media}, **asked)


def test_files_come_back_with_their_statement_byte_for_byte(lrs, said):
    text, binary = b"plain\r\n", bytes(range(256)) + b"\r\n--x"
    one = said(attachments=[file(text), file(binary, media="image/png", digest=hashlib.sha512)])
    assert 200 == send(lrs, mixed(one, part(text), part(binary, digest=hashlib.sha512))).status
    answer = lrs.ask("GET", "statements", statementId=one["id"], attachments="true")

    boundary = answer.media.removeprefix("multipart/mixed; boundary=").encode()
    _, head, *files, tail = answer.body.split(b"--" + boundary)
    assert (b"--\r\n", 2) == (tail, len(files))
    assert one["id"] == json.loads(head.partition(b"\r\n\r\n")[2])["id"]
    bodies = [each.partition(b"\r\n\r\n")[2].removesuffix(b"\r\n") for each in files]
    assert [text, binary] == bodies
    assert b"X-Experience-API-Hash: " + hashlib.sha256(text).hexdigest().encode() in files[0]
    assert b"Content-Type: image/png" in files[1]
    assert "application/json" == lrs.ask("GET", "statements", statementId=one["id"]).media
    page = lrs.ask("GET", "statements", activity=one["object"]["id"], attachments="true")
    assert page.media.startswith("multipart/mixed")
    assert binary in page.body


def test_a_boundary_s_name_within_a_line_is_the_file_s_own(lrs, said):
    text = f"see --{BOUNDARY}\r\nor --{BOUNDARY}-- and\n--{BOUNDARY}s\r\n".encode()
    one = said(attachments=[file(text)])
    assert 200 == send(lrs, mixed(one, part(text, {"Content-Transfer-Encoding": "Binary"}))).status
    assert text in lrs.ask("GET", "statements", statementId=one["id"], attachments="true").body


def test_who_puts_no_line_end_before_a_boundary_is_understood(lrs, said):
    one = said(attachments=[file(b"x"), file(b"y")])
    body = mixed(one, part(b"x"), part(b"y")).replace(f"\r\n--{BOUNDARY}".encode(), f"--{BOUNDARY}".encode())
    assert 200 == send(lrs, body).status


def test_one_may_be_put_with_files_and_a_sub_statement_have_them(lrs, said):
    body = b"x"
    one = said(attachments=[file(body), file(body)])
    assert 204 == send(lrs, mixed(one, part(body)), method="PUT", statementId=one["id"]).status
    inner = {key: value for key, value in said(attachments=[file(b"inner")]).items() if key != "id"}
    outer = said(object={**inner, "objectType": "SubStatement"})
    quoted = f'multipart/mixed; charset=utf-8; boundary="{BOUNDARY}"'
    assert 200 == send(lrs, mixed([outer], part(b"inner")), quoted).status
    assert b"\r\n\r\ninner\r\n" in lrs.ask("GET", "statements", statementId=outer["id"], attachments="true").body


def test_a_file_elsewhere_needs_no_part(lrs, said):
    lrs.post(said(attachments=[file(b"x", url="http://f.example/f")]))
    assert 200 == send(lrs, mixed(said())).status
    assert 400 == lrs.ask("POST", "statements", said(attachments=[file(b"x")])).status


def test_what_does_not_belong_together_is_refused_whole(lrs, said):
    body = b"x"
    one = said(attachments=[file(body)])
    bad = [
        mixed(one), mixed(one, part(b"y")), mixed(one, part(body), part(b"y")), mixed(one, part(body), end=""),
        mixed(one, part(body), first="text/plain"), mixed(one, part(body, {"X-Experience-API-Hash": ""})),
        mixed(one, part(body, {"X-Experience-API-Hash": "0" * 64})),
        mixed(one, part(body, {"X-Experience-API-Hash": "0"})),
        mixed(one, part(body, {"Content-Transfer-Encoding": ""})),
        mixed(one, part(body, {"Content-Transfer-Encoding": "base64"})), mixed(one, body), b"",
        b"--" + BOUNDARY.encode(), f"--{BOUNDARY}--".encode(), mixed({**one, "verb": {}}, part(body)),
    ]  # fmt: skip
    assert [400] * len(bad) == [send(lrs, each).status for each in bad]
    assert 400 == send(lrs, mixed(one, part(body)), "multipart/mixed").status
    assert 400 == send(lrs, mixed(one, part(body)), "multipart/form-data; boundary=x").status
    assert 404 == lrs.ask("GET", "statements", statementId=one["id"]).status
    many = mixed(one, *[part(body)] * 1001)
    assert "parts" in json.loads(send(lrs, many).body)["error"]


@pytest.fixture(scope="module")
def signer():
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Signer")])
    day = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    certificate = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key()).serial_number(1)
        .not_valid_before(day).not_valid_after(day + dt.timedelta(days=9999)).sign(key, hashes.SHA256())
    )  # fmt: skip
    return key, base64.b64encode(certificate.public_bytes(serialization.Encoding.DER)).decode()


def signed(signer, statement, *, alg="RS256", payload=None, header=None, broken=False):
    """A JSON Web Signature of a statement."""

    def based(raw):
        return base64.urlsafe_b64encode(raw).rstrip(b"=")

    key, certificate = signer
    text = payload if isinstance(payload, bytes) else json.dumps(payload or statement).encode()
    message = based(json.dumps({"alg": alg, "x5c": [certificate], **(header or {})}).encode()) + b"." + based(text)
    digest = {"384": hashes.SHA384(), "512": hashes.SHA512()}.get(alg[2:], hashes.SHA256())
    made = key.sign(message + (b"!" if broken else b""), padding.PKCS1v15(), digest)
    return message + b"." + based(made)


def sent_signed(lrs, said, jws, **changes):
    said = {**said, "attachments": [{**file(jws, usage=SIGNATURE, media="application/octet-stream"), **changes}]}
    return send(lrs, mixed(said, part(jws, {"Content-Type": "application/octet-stream"}))).status


def test_a_statement_signed_by_its_certificate_is_taken(lrs, said, signer):
    for alg in ("RS256", "RS384", "RS512"):
        one = said()
        assert 200 == sent_signed(lrs, one, signed(signer, one, alg=alg))
    one = said()
    assert 200 == sent_signed(lrs, one, signed(signer, one, header={"x5c": [signer[1]], "typ": "JWT"}))
    one = said()
    assert 200 == sent_signed(lrs, one, signed(signer, {key: one[key] for key in one if key != "id"}))
    members = [{"mbox": "mailto:a@b.example"}, {"mbox": "mailto:c@b.example"}]
    one, turned = ({"objectType": "Group", "member": each} for each in (members, members[::-1]))
    one, turned = said(actor=one), said(actor=turned)
    turned |= {"id": one["id"], "object": one["object"], "verb": {"id": one["verb"]["id"]}}
    assert 200 == sent_signed(lrs, one, signed(signer, turned))


def test_a_certificate_of_another_kind_signs_nothing(signer):
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Signer")])
    key, day = ec.generate_private_key(ec.SECP256R1()), dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    certificate = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key()).serial_number(1)
        .not_valid_before(day).not_valid_after(day + dt.timedelta(days=9)).sign(key, hashes.SHA256())
    ).public_bytes(serialization.Encoding.DER)  # fmt: skip
    good, made = base64.b64decode(signer[1]), signer[0].sign(b"m", padding.PKCS1v15(), hashes.SHA256())

    assert keys.is_signed_by_certificate(good, b"m", made, bits=256)
    assert not keys.is_signed_by_certificate(good, b"n", made, bits=256)
    assert not keys.is_signed_by_certificate(good, b"m", made, bits=512)
    assert not keys.is_signed_by_certificate(certificate, b"m", made, bits=256)
    assert not keys.is_signed_by_certificate(b"", b"m", made, bits=256)


def test_a_signature_that_is_none_is_refused(lrs, said, signer):
    one, other = said(), said()
    junk = base64.b64encode(b"no certificate").decode()
    for jws in (
        b"x", b"a.b.c", b"..", signed(signer, one, alg="HS256"), signed(signer, one, header={"alg": "none"}),
        signed(signer, one, payload=b"{"), signed(signer, one, payload=other), signed(signer, one, payload={"a": 1}),
        signed(signer, one, broken=True), signed(signer, one, header={"x5c": [junk]}),
        signed(signer, one, header={"x5c": []}), signed(signer, one, header={"x5c": "x"}),
        signed(signer, one, header={"x5c": ["@"]}), signed(signer, one, payload=b"[1]"),
    ):  # fmt: skip
        assert 400 == sent_signed(lrs, one, jws)
    good = signed(signer, one)
    assert 400 == sent_signed(lrs, one, good, contentType="text/plain")
    elsewhere = file(good, usage=SIGNATURE, media="application/octet-stream", url="http://f.example/f")
    assert 400 == lrs.ask("POST", "statements", {**one, "attachments": [elsewhere]}).status
    assert 200 == sent_signed(lrs, one, good)
