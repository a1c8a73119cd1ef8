"""A file that only a passphrase opens, made by a worker that never knew it.

The passphrase becomes a private key (scrypt, X25519). We keep only its public half: it closes, and cannot open. Each
file has a key of its own (X25519 with a key used once, HKDF), and goes in pieces through AES-256-GCM; each piece knows
its place, and the last that it is the last, so that a file cut short does not open. All of it is of `cryptography`.
"""

import base64
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from getpass import getpass
from tempfile import TemporaryFile
from typing import IO, Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt
from django.utils.translation import gettext as _

from kortelijn.kernel.errors import Refused

MARK = b"kortelijn-slot-1\n"
SIGNS = "23456789abcdefghjkmnpqrstuvwxyz"  # nothing that looks like something else
GROUPS, IN_GROUP = 6, 4
SALT, KEY, TAG = 16, 32, 16
PIECE = 1 << 20
WORK = {"length": KEY, "n": 1 << 15, "r": 8, "p": 1}


def new_passphrase() -> str:
    """24 signs of chance (118 bits), in groups that one can type over from paper."""
    return "-".join("".join(secrets.choice(SIGNS) for _sign in range(IN_GROUP)) for _group in range(GROUPS))


def asked_passphrase() -> str:
    """From the environment where nobody sits at a keyboard; never as an argument, which others see."""
    return os.environ.get("KORTELIJN_PASSPHRASE") or getpass("Wachtzin: ")


def lock_for(passphrase: str) -> str:
    """What closes a file for this passphrase, and cannot open it: salt and public key."""
    salt = os.urandom(SALT)
    return base64.b64encode(salt + _private(passphrase, salt).public_key().public_bytes_raw()).decode()


def _private(passphrase: str, salt: bytes) -> X25519PrivateKey:
    plain = "".join(sign for sign in passphrase.lower() if sign.isalnum())
    return X25519PrivateKey.from_private_bytes(Scrypt(salt=salt, **WORK).derive(plain.encode()))


def _file_key(shared: bytes, header: bytes) -> AESGCM:
    return AESGCM(HKDF(SHA256(), KEY, salt=header, info=MARK).derive(shared))


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])


class Locked:
    """Whatever is written here comes out closed; `close` writes the last piece."""

    def __init__(self, target: IO[bytes], lock: str) -> None:
        kept = base64.b64decode(lock)
        once = X25519PrivateKey.generate()
        header = kept + once.public_key().public_bytes_raw()
        self._cipher = _file_key(once.exchange(X25519PublicKey.from_public_bytes(kept[SALT:])), header)
        self._target, self._waiting, self._number = target, bytearray(), 0
        target.write(MARK + header)

    def write(self, data: Any) -> int:
        """Take what comes; whole pieces go out."""
        self._waiting += data
        while len(self._waiting) > PIECE:
            self._out(bytes(self._waiting[:PIECE]), last=False)
            del self._waiting[:PIECE]
        return len(data)

    def _out(self, piece: bytes, *, last: bool) -> None:
        self._target.write(self._cipher.encrypt(_nonce(self._number, last=last), piece, None))
        self._number += 1

    def flush(self) -> None:
        """Nothing: a piece goes out when it is whole."""

    def close(self) -> None:
        """The end, which says that it is the end."""
        self._out(bytes(self._waiting), last=True)
        self._waiting.clear()


def is_locked(source: IO[bytes]) -> bool:
    """Whether a file begins like a closed one; it is read from its start again afterwards."""
    start = source.read(len(MARK))
    source.seek(0)
    return start == MARK


def unlocked(source: IO[bytes], passphrase: str) -> Iterator[bytes]:
    """What was closed, piece by piece; refused with another passphrase, and when it was cut or changed."""
    header = source.read(len(MARK) + SALT + 2 * KEY)[len(MARK) :]
    salt, once = header[:SALT], header[SALT + KEY :]
    if len(once) != KEY:
        raise Refused(_("Dit bestand is niet heel. Haal het opnieuw op."))
    private = _private(passphrase, salt)
    if private.public_key().public_bytes_raw() != header[SALT : SALT + KEY]:
        raise Refused(_("Met deze wachtzin gaat het bestand niet open. Kijk of er een teken anders is."))
    cipher, number = _file_key(private.exchange(X25519PublicKey.from_public_bytes(once)), header), 0
    piece = source.read(PIECE + TAG)
    while True:
        following = source.read(PIECE + TAG)
        try:
            yield cipher.decrypt(_nonce(number, last=not following), piece, None)
        except InvalidTag:
            raise Refused(_("Dit bestand is niet heel of is veranderd. Haal het opnieuw op.")) from None
        if not following:
            return
        piece, number = following, number + 1


@contextmanager
def plain(source: IO[bytes]) -> Iterator[IO[bytes]]:
    """The file itself, or what is behind its lock: in a file without a name, that is gone when this ends."""
    if not is_locked(source):
        yield source
        return
    with TemporaryFile() as target:
        target.writelines(unlocked(source, asked_passphrase()))
        target.seek(0)
        yield target
