"""TLS with a hub in the same room: it signs its own certificate, and the pairing code's QR names that certificate.

No authority vouches for a hub without a public name. The pin (SHA-256 of the certificate) was read from the trainer's
screen, which is a better witness.
"""

import hashlib
import ssl
from urllib.parse import urlsplit

from elderapp.sync.errors import HubRefused, HubUnreachable


def fetch(address: str, pin: str, *, timeout: float = 5.0) -> str:
    """The certificate (PEM) of the hub at ``https://host:port``, if it is the one that was pinned (hex).

    Raises `HubUnreachable`, and `HubRefused` with the code wrong-certificate: somebody else answers there.
    """
    parts = urlsplit(address)
    try:
        pem = ssl.get_server_certificate((parts.hostname or "", parts.port or 443), timeout=timeout)
    except (OSError, ValueError) as error:
        raise HubUnreachable(f"{address} cannot be reached: {error}") from error
    if hashlib.sha256(ssl.PEM_cert_to_DER_cert(pem)).hexdigest() != pin.lower():
        raise HubRefused("wrong-certificate", f"{address} shows another certificate than its code names")
    return pem


def context(pem: str) -> ssl.SSLContext:
    """Trust in this one certificate and no other, whatever host it is seen at: hubs have changing addresses."""
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    made.check_hostname = False
    made.load_verify_locations(cadata=pem)
    made.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN
    return made
