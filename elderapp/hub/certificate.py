"""The certificate with which a hub speaks TLS in its own network; tablets know it by its digest (the pin)."""

import hashlib
import ssl
from pathlib import Path

from elderapp import keys


def files(data: Path) -> tuple[Path, Path]:
    """Certificate and key (PEM), made once; the key is its owner's alone."""
    certificate, key = data / "hub.crt", data / "hub.tls"
    if not (certificate.exists() and key.exists()):
        data.mkdir(parents=True, exist_ok=True)
        made, private = keys.new_certificate("ElderApp hub")
        keys.write_whole(key, private)
        keys.write_whole(certificate, made)
        certificate.chmod(0o644)
    return certificate, key


def pin(data: Path) -> str:
    """The SHA-256 (hex) of the certificate, as QR codes name it."""
    certificate, _ = files(data)
    return hashlib.sha256(ssl.PEM_cert_to_DER_cert(certificate.read_text(encoding="ascii"))).hexdigest()
