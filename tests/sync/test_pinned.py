import datetime as dt
import hashlib
import ssl
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from elderapp.sync import pinned, protocol
from elderapp.sync.client import Hub, HubRefused, HubUnreachable


def certificate(folder, name: str):
    """A certificate that signs itself, and its pin."""
    key = ec.generate_private_key(ec.SECP256R1())
    title = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    start = dt.datetime(2025, 1, 1, tzinfo=dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(title)
        .issuer_name(title)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(start)
        .not_valid_after(start.replace(year=2095))
        .sign(key, hashes.SHA256())
    )
    path = folder / f"{name}.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    return path, hashlib.sha256(made.public_bytes(serialization.Encoding.DER)).hexdigest()


class _Roster(BaseHTTPRequestHandler):
    def log_message(self, *_):
        pass

    def do_GET(self):
        body = protocol.encode(protocol.RosterReply(now=7))
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


class _Quiet(HTTPServer):
    def handle_error(self, *_):
        """A tablet that hangs up in the middle of the greeting is part of the test."""


@pytest.fixture
def serve(tmp_path):
    """Starts servers; gives their address and pin."""
    servers = []

    def start(name: str) -> tuple[str, str]:
        path, pin = certificate(tmp_path, name)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(path)
        server = _Quiet(("127.0.0.1", 0), _Roster)
        server.socket = context.wrap_socket(server.socket, server_side=True)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        servers.append((server, thread))
        return f"https://127.0.0.1:{server.server_port}", pin

    yield start
    for server, thread in servers:
        server.shutdown()
        thread.join()
        server.server_close()


def test_the_pinned_hub_is_talked_to(serve):
    address, pin = serve("hub")
    context = pinned.context(pinned.fetch(address, pin.upper()))

    with Hub(address, "t1", bytes(range(32)), verify=context) as hub:
        assert 7 == hub.roster(0).now


def test_another_certificate_is_refused_at_pairing_and_ever_after(serve):
    address, pin = serve("hub")
    other, _ = serve("other")
    context = pinned.context(pinned.fetch(address, pin))

    with pytest.raises(HubRefused) as caught:
        pinned.fetch(other, pin)
    assert "wrong-certificate" == caught.value.code
    with Hub(other, "t1", bytes(range(32)), verify=context) as hub, pytest.raises(HubUnreachable):
        hub.roster(0)


@pytest.mark.parametrize("address", ["https://127.0.0.1:9", "https://127.0.0.1:notaport"])
def test_where_nobody_answers_the_hub_is_unreachable(address):
    with pytest.raises(HubUnreachable):
        pinned.fetch(address, "00")
