"""Ed25519 keys and digests: who made a pack, which tablet says so."""

import hashlib
import hmac
import os
from pathlib import Path
from typing import TYPE_CHECKING

# The library is loaded where a key is used: the tablet's first screen needs none.
if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey


def new_private() -> bytes:
    """A fresh private key: 32 raw bytes."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.generate().private_bytes_raw()


def public_of(private: bytes) -> bytes:
    """The public key (32 raw bytes) of a private one."""
    return _private(private).public_key().public_bytes_raw()


def sign(private: bytes, message: bytes) -> bytes:
    """A signature of 64 bytes."""
    return _private(private).sign(message)


def is_signed(public: bytes, message: bytes, signature: bytes) -> bool:
    """Whether `signature` over `message` was made by the holder of `public`; malformed keys sign nothing."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def key_id(public: bytes) -> str:
    """A short name for a public key: the first 16 hex digits of its SHA-256."""
    return hashlib.sha256(public).hexdigest()[:16]


def sha256(data: bytes) -> str:
    """SHA-256 in hex."""
    return hashlib.sha256(data).hexdigest()


def pin_digest(pin: str, salt: bytes) -> str:
    """What is kept of a short number: ``salt$scrypt``, both in hex. 16 MB and about 50 ms a try."""
    found = hashlib.scrypt(pin.encode(), salt=salt, n=2**14, r=8, p=1, dklen=32)
    return f"{salt.hex()}${found.hex()}"


def is_pin(pin: str, digest: str) -> bool:
    """Whether `digest` was made of this number.

    >>> is_pin("2580", pin_digest("2580", b"salt")), is_pin("2581", pin_digest("2580", b"salt"))
    (True, False)
    """
    salt = unhex(digest.partition("$")[0])
    return bool(salt) and hmac.compare_digest(pin_digest(pin, salt), digest)


def unhex(text: str) -> bytes:
    """The bytes of a hex string; none for what is not hex, which then is no key and no signature of anything.

    >>> unhex("4142"), unhex("no hex")
    (b'AB', b'')
    """
    try:
        return bytes.fromhex(text)
    except ValueError:
        return b""


def load_or_make(path: Path) -> bytes:
    """The private key in `path`; made there (readable by its owner alone) when there is none."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(new_private().hex().encode())
    return bytes.fromhex(path.read_text(encoding="ascii").strip())


def _private(raw: bytes) -> "Ed25519PrivateKey":
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.from_private_bytes(raw)


def seal(key: bytes, purpose: str, message: bytes) -> str:
    """`message` as text that only a holder of `key` can read or make, for this purpose alone."""
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    nonce = os.urandom(12)
    return (nonce + ChaCha20Poly1305(_for(key, purpose)).encrypt(nonce, message, None)).hex()


def unseal(key: bytes, purpose: str, sealed: str) -> bytes | None:
    """What was sealed; nothing where key, purpose or text are others.

    >>> unseal(b"key", "a", seal(b"key", "a", b"secret")), unseal(b"key", "b", seal(b"key", "a", b"secret"))
    (b'secret', None)
    """
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    raw = unhex(sealed)
    try:
        return ChaCha20Poly1305(_for(key, purpose)).decrypt(raw[:12], raw[12:], None)
    except (InvalidTag, ValueError):
        return None


def _for(key: bytes, purpose: str) -> bytes:
    """A key of its own for each purpose."""
    return hmac.new(key, f"elderapp/{purpose}".encode(), hashlib.sha256).digest()
