"""Keys that seal and find addresses.

Addresses are encrypted (AES-256-GCM), looked up by keyed hash (HMAC-SHA-256), and suppressed by
another.

A key set is text: `purpose:id:base64`, separated by commas or spaces. The first key of a purpose
is the one in use; the others still open what they sealed. The suppress key is never rotated: its
hashes must outlive everything else.
"""

import base64
import binascii
import hashlib
import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from flows.errors import SettingsError

PURPOSES = ("encrypt", "lookup", "suppress")
KEY_BYTES = 32
NONCE_BYTES = 12
SAMPLE = "this-is-a-sample-key-not-a-secret"


@dataclass(frozen=True, slots=True, kw_only=True)
class Keyring:
    """The keys of one installation, by purpose, newest first: purpose -> id -> 32 bytes."""

    keys: Mapping[str, Mapping[str, bytes]]

    def seal(self, text: str) -> bytes:
        """Encrypt a number, chat id or name.

        One byte of id length, the id, a nonce, the ciphertext.
        """
        key_id, key = next(iter(self.keys["encrypt"].items()))
        nonce = secrets.token_bytes(NONCE_BYTES)
        head = bytes([len(key_id)]) + key_id.encode()
        return head + nonce + _cipher(key).encrypt(nonce, text.encode(), head)

    def open(self, sealed: bytes) -> str:
        """Decrypt what `seal` made.

        Raises:
            SettingsError: its key is not in SAYSO_KEYS, or the bytes were changed.
        """
        head = sealed[: 1 + sealed[0]]
        key = self.keys["encrypt"].get(head[1:].decode("ascii", "replace"))
        if key is None:
            raise SettingsError(
                "SAYSO_KEYS lacks the key that sealed this row: put the old one back"
            )
        body = sealed[len(head) :]
        try:
            return _cipher(key).decrypt(body[:NONCE_BYTES], body[NONCE_BYTES:], head).decode()
        except InvalidTag as error:
            raise SettingsError(
                "SAYSO_KEYS has another key under the id that sealed this row"
            ) from error

    def lookup(self, channel: str, address: str) -> bytes:
        """Hash an address for finding its row: 32 bytes."""
        return self._hash("lookup", channel, address)

    def suppression(self, channel: str, address: str) -> bytes:
        """Hash an address for the list of people who said stop: 32 bytes."""
        return self._hash("suppress", channel, address)

    def sign(self, text: str) -> str:
        """Sign an id that goes out in a URL: 32 hex digits."""
        key = next(iter(self.keys["lookup"].values()))
        return hmac.digest(key, b"url\0" + text.encode(), hashlib.sha256).hex()[:32]

    def signed(self, text: str, signature: str) -> bool:
        """Compare a signature in constant time."""
        return hmac.compare_digest(self.sign(text).encode(), signature.encode())

    def _hash(self, purpose: str, channel: str, address: str) -> bytes:
        key = next(iter(self.keys[purpose].values()))
        return hmac.digest(key, f"{channel}\0{address}".encode(), hashlib.sha256)


@lru_cache(maxsize=16)
def _cipher(key: bytes) -> AESGCM:
    return AESGCM(key)


def parse_keys(text: str) -> Keyring:
    """Read SAYSO_KEYS.

    Raises:
        SettingsError: a purpose is missing, a key is malformed, too short or a sample; one line,
            never the key itself.
    """
    keys: dict[str, dict[str, bytes]] = {purpose: {} for purpose in PURPOSES}
    for number, item in enumerate(text.replace(",", " ").split(), start=1):
        purpose, key_id, key = _parse_key(item, number)
        keys[purpose][key_id] = key
    missing = [purpose for purpose in PURPOSES if not keys[purpose]]
    if missing:
        raise SettingsError(f"SAYSO_KEYS has no key for {', '.join(missing)}: run `sayso keys new`")
    if len(keys["suppress"]) > 1:
        raise SettingsError(
            "SAYSO_KEYS has two suppress keys: that one is never rotated, keep the first"
        )
    return Keyring(keys=keys)


def _parse_key(item: str, number: int) -> tuple[str, str, bytes]:
    parts = item.split(":")
    if len(parts) != 3 or parts[0] not in PURPOSES or not 1 <= len(parts[1]) <= 32:
        raise SettingsError(
            f"SAYSO_KEYS, key {number}: must read purpose:id:base64"
            " with purpose encrypt, lookup or suppress"
        )
    try:
        key = base64.b64decode(parts[2], validate=True)
    except (binascii.Error, ValueError) as error:
        raise SettingsError(
            f"SAYSO_KEYS, key {number}: not base64; run `sayso keys new`"
        ) from error
    if len(key) != KEY_BYTES or len(set(key)) < 8 or key.startswith(SAMPLE.encode()[:16]):
        raise SettingsError(
            f"SAYSO_KEYS, key {number}: needs {KEY_BYTES} random bytes, not a sample;"
            " run `sayso keys new`"
        )
    return parts[0], parts[1], key


def new_keys(key_id: str = "1") -> str:
    """Make a set of keys, in the form SAYSO_KEYS takes."""
    made = (
        f"{purpose}:{key_id}:{base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode()}"
        for purpose in PURPOSES
    )
    return ",".join(made)
