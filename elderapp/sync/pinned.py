"""TLS with a hub in the same room: it signs its own certificate, and the pairing code's QR names that certificate.

No authority vouches for a hub without a public name. The pin (SHA-256 of the certificate) was read from the trainer's
screen, which is a better witness.
"""

import hashlib
import socket
import ssl
from urllib.parse import urlsplit

from elderapp.sync.errors import HubRefused, HubUnreachable


def fetch(address: str, pin: str, *, timeout: float = 5.0) -> str:
    """The certificate (PEM) of the hub at ``https://host:port``, if it is the one that was pinned (hex).

    Raises `HubUnreachable`, and `HubRefused` with the code wrong-certificate: somebody else answers there.
    """
    pem = _shown(address, timeout)
    if hashlib.sha256(ssl.PEM_cert_to_DER_cert(pem)).hexdigest() != pin.lower():
        raise HubRefused("wrong-certificate", f"{address} shows another certificate than its code names")
    return pem


def seen(address: str, *, timeout: float = 5.0) -> str:
    """The certificate (PEM) that the hub at this address shows, to be pinned from now on.

    Empty where an authority vouches for it, which will vouch for the next one too. A code of digits alone names no
    certificate: then whoever answers first is believed. Raises `HubUnreachable`.
    """
    parts = urlsplit(address)
    host, port = parts.hostname or "", parts.port or 443
    try:
        with (
            socket.create_connection((host, port), timeout=timeout) as plain,
            ssl.create_default_context().wrap_socket(plain, server_hostname=host),
        ):
            return ""
    except ssl.SSLCertVerificationError:
        return _shown(address, timeout)
    except (OSError, ValueError) as error:
        raise HubUnreachable(f"{address} cannot be reached: {error}") from error


def is_unknown(error: BaseException) -> bool:
    """Whether this is what stood in the way: a certificate that is not the pinned one."""
    return "CERTIFICATE_VERIFY_FAILED" in str(error)


def _shown(address: str, timeout: float) -> str:
    parts = urlsplit(address)
    try:
        return ssl.get_server_certificate((parts.hostname or "", parts.port or 443), timeout=timeout)
    except (OSError, ValueError) as error:
        raise HubUnreachable(f"{address} cannot be reached: {error}") from error


def context(pem: str) -> ssl.SSLContext:
    """Trust in this one certificate and no other, whatever host it is seen at: hubs have changing addresses."""
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    made.check_hostname = False
    made.load_verify_locations(cadata=pem)
    made.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN
    return made
