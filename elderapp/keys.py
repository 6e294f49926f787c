"""Keys and digests: who made a pack, which tablet says so, and boxes that one key alone opens."""

import hashlib
import hmac
import os
from pathlib import Path
from typing import TYPE_CHECKING

from elderapp.errors import ElderError

# The library is loaded where a key is used: the tablet's first screen needs none.
if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey


class KeyDamaged(ElderError):
    """A file that should hold a key holds none: the message says which, and what to do."""

    code = "key-damaged"


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


def box_of(private: bytes) -> bytes:
    """The public key of the box that goes with a private key: what is sealed for it, its holder alone opens."""
    return _box(private).public_key().public_bytes_raw()


def seal(box: bytes, message: bytes, bound: bytes = b"") -> bytes:
    """A message that only the holder of `box` can read, and only together with `bound`, which stands beside it openly.

    X25519 with a key made for this message alone, HKDF-SHA256, ChaCha20-Poly1305. It does not say who sealed it: what
    is inside is signed. Raises `ValueError` for what is no box.
    """
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    once = X25519PrivateKey.generate()
    own = once.public_key().public_bytes_raw()
    key = _derived(once.exchange(X25519PublicKey.from_public_bytes(box)), b"ElderApp seal 1" + own + box)
    return own + ChaCha20Poly1305(key).encrypt(_NONCE, message, bound)


def unseal(private: bytes, sealed: bytes, bound: bytes = b"") -> bytes | None:
    """The message that was sealed for the box of `private`; None for another's, or when one bit of it was changed."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    once, own = sealed[:32], _box(private)
    info = b"ElderApp seal 1" + once + own.public_key().public_bytes_raw()
    try:
        key = _derived(own.exchange(X25519PublicKey.from_public_bytes(once)), info)
        return ChaCha20Poly1305(key).decrypt(_NONCE, sealed[32:], bound)
    except (InvalidTag, ValueError):
        return None


def new_certificate(name: str) -> tuple[bytes, bytes]:
    """A certificate that its own key signs, and that key, both in PEM: for a hub that is trusted by its digest.

    It is good from 2000 to 2099: the clocks of tablets are wrong, and no authority would renew it.
    """
    import datetime as dt

    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    private = ec.generate_private_key(ec.SECP256R1())
    named = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    made = (
        x509.CertificateBuilder(named, named, private.public_key(), x509.random_serial_number())
        .not_valid_before(dt.datetime(2000, 1, 1, tzinfo=dt.UTC))
        .not_valid_after(dt.datetime(2099, 12, 31, tzinfo=dt.UTC))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("elderapp.local")]), critical=False)
        .sign(private, hashes.SHA256())
    )
    plain = serialization.NoEncryption()
    key = private.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    return made.public_bytes(serialization.Encoding.PEM), key


def is_signed_by_certificate(certificate: bytes, message: bytes, signature: bytes, *, bits: int) -> bool:
    """Whether an RSA signature (PKCS #1 v1.5 with SHA-256, -384 or -512 by `bits`) is by this X.509 certificate's key.

    `certificate` is DER. What is no certificate, or has another kind of key, signs nothing.
    """
    from cryptography import x509
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import padding, rsa

    digests: dict[int, hashes.HashAlgorithm] = {256: hashes.SHA256(), 384: hashes.SHA384(), 512: hashes.SHA512()}
    try:
        public = x509.load_der_x509_certificate(certificate).public_key()
        if not isinstance(public, rsa.RSAPublicKey):
            return False
        public.verify(signature, message, padding.PKCS1v15(), digests[bits])
    except (InvalidSignature, ValueError):
        return False
    return True


def key_id(public: bytes) -> str:
    """A short name for a public key: the first 16 hex digits of its SHA-256."""
    return hashlib.sha256(public).hexdigest()[:16]


def sha256(data: bytes) -> str:
    """SHA-256 in hex."""
    return hashlib.sha256(data).hexdigest()


_PIN_COST = 2**14
"""scrypt's n: 16 MB and about 50 ms a try."""


def pin_digest(pin: str, salt: bytes) -> str:
    """What is kept of a short number: ``salt$scrypt``, both in hex."""
    found = hashlib.scrypt(pin.encode(), salt=salt, n=_PIN_COST, r=8, p=1, dklen=32)
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
    """The private key in `path`; made there (readable by its owner alone) when there is none. Raises `KeyDamaged`."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, new_private().hex().encode())
    return read_secret(path)


def read_secret(path: Path) -> bytes:
    """The 32 bytes that a file holds as 64 hex digits. Raises `KeyDamaged` where it is cut off, empty or another."""
    found = unhex(path.read_bytes().decode("ascii", "replace").strip())
    if len(found) != _SECRET:
        raise KeyDamaged(
            f"{path} is no key of 64 hex digits (a power cut, or a full disk?): put it back from a backup; "
            "without one delete it, and a new key is made that nobody knows yet: tablets are paired again"
        )
    return found


def write_whole(path: Path, data: bytes) -> None:
    """A file that its owner alone may read, on the disk, whole or not at all. Raises `OSError`."""
    part = path.with_name(f"{path.name}.part")
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
    if hasattr(os, "O_DIRECTORY"):  # Windows keeps no folder open
        folder = os.open(path.parent, os.O_DIRECTORY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


_SECRET = 32


_NONCE = bytes(12)
"""Of a key that is used once."""


def _box(raw: bytes) -> "X25519PrivateKey":
    """A signing key's own box: derived from it, so that whoever keeps one key keeps both."""
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    return X25519PrivateKey.from_private_bytes(_derived(raw, b"ElderApp box 1"))


def _derived(secret: bytes, info: bytes) -> bytes:
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(SHA256(), 32, salt=None, info=info).derive(secret)


def _private(raw: bytes) -> "Ed25519PrivateKey":
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.from_private_bytes(raw)


def wrap(key: bytes, purpose: str, message: bytes) -> str:
    """`message` as text that only a holder of `key` can read or make, for this purpose alone."""
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    nonce = os.urandom(12)
    return (nonce + ChaCha20Poly1305(_for(key, purpose)).encrypt(nonce, message, None)).hex()


def unwrap(key: bytes, purpose: str, sealed: str) -> bytes | None:
    """What was wrapped; nothing where key, purpose or text are others.

    >>> unwrap(b"key", "a", wrap(b"key", "a", b"secret")), unwrap(b"key", "b", wrap(b"key", "a", b"secret"))
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
