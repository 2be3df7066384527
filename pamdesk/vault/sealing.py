"""The second sealing: record keys, the folder keys that wrap them, and who may open a folder (HPKE, AES-256-GCM)."""

from __future__ import annotations

import json
import secrets
import threading
from collections.abc import Mapping

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hpke
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from pamdesk.records.errors import DamagedVault
from pamdesk.records.record import Json
from pamdesk.vault.sql import Connection
from pamdesk.vault.titles import title_of

KEY_BYTES = 32
OWNER = "owner"
_NONCE_BYTES = 12
_SUITE = hpke.Suite(hpke.KEM.X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.AES_256_GCM)
_FORMAT = "pamdesk-seal-1"


def bound(*parts: str | int) -> bytes:
    """Return associated data that binds a sealed value to its place; parts cannot run into one another."""
    return json.dumps([_FORMAT, *parts], separators=(",", ":")).encode()


def seal(key: bytes, plain: bytes, place: bytes) -> bytes:
    """Seal bytes to a place with AES-256-GCM under a fresh random nonce, which stands before the result."""
    nonce = secrets.token_bytes(_NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, plain, place)


def unseal(key: bytes, sealed: bytes, place: bytes) -> bytes:
    """Open what `seal` made; raises `InvalidTag` where key, bytes or place are not the same."""
    if len(sealed) < _NONCE_BYTES:
        raise InvalidTag
    return AESGCM(key).decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], place)


def seal_json(key: bytes, value: Mapping[str, Json], place: bytes) -> bytes:
    """Seal a JSON object."""
    return seal(key, json.dumps(value, separators=(",", ":"), ensure_ascii=False).encode(), place)


def unseal_json(key: bytes, sealed: bytes, place: bytes, what: str) -> dict[str, Json]:
    """Open a sealed JSON object; raises `DamagedVault` naming what does not verify."""
    try:
        value: dict[str, Json] = json.loads(unseal(key, sealed, place))
    except (InvalidTag, ValueError):
        raise not_verified(what) from None
    return value


def not_verified(what: str) -> DamagedVault:
    """Return the sentence for a sealed value that was damaged, swapped or edited outside."""
    return DamagedVault(
        f"The secrets of {what} do not verify: they were damaged, swapped or edited outside PamDesk. Nothing was changed.",
        hint="Restore the newest backup.",
        help_page="backup",
        code="seal_broken",
    )


def new_pair() -> tuple[bytes, bytes]:
    """Return a new X25519 key pair as raw bytes: private, public."""
    private = X25519PrivateKey.generate()
    return private.private_bytes_raw(), private.public_key().public_bytes_raw()


def wrap_to(public: bytes, key: bytes, place: bytes) -> bytes:
    """Wrap a key so that only the holder of the private key opens it (HPKE base mode, RFC 9180)."""
    return _SUITE.encrypt(key, X25519PublicKey.from_public_bytes(public), place)


def unwrap(private: bytes, wrapped: bytes, place: bytes) -> bytes:
    """Open a key that was wrapped to this private key; raises `InvalidTag`."""
    return _SUITE.decrypt(wrapped, X25519PrivateKey.from_private_bytes(private), place)


class Seals:
    """A reader's way to every record key: reader → folder key → record key; folder keys are kept while it lives."""

    def __init__(self, private: bytes, reader_id: str = OWNER) -> None:
        """Take the reader's private key and its name in `folder_keys` (the owner, or an application's id)."""
        self._private = private
        self.reader_id = reader_id
        self._folders: dict[bytes, bytes] = {}  # by their wrapped form: a rotated key is another entry
        self._lock = threading.Lock()

    def folder_key(self, conn: Connection, folder_id: str) -> bytes:
        """Return a folder's key; raises `DamagedVault`."""
        row = conn.execute(
            "SELECT wrapped FROM folder_keys WHERE folder_id = ? AND reader_id = ?",
            (folder_id, self.reader_id),
        ).fetchone()
        return self._folder_key(folder_id, row[0] if row else None)

    def _folder_key(self, folder_id: str, stored: object) -> bytes:
        if not isinstance(stored, bytes):
            raise not_verified("a folder whose key is missing")
        wrapped = stored
        with self._lock:
            key = self._folders.get(wrapped)
        if key is None:
            try:
                key = unwrap(self._private, wrapped, bound("folder", folder_id, self.reader_id))
            except (InvalidTag, ValueError):
                raise not_verified("a folder") from None
            with self._lock:
                self._folders[wrapped] = key
        return key

    def new_record_key(self, conn: Connection, record_id: str, folder_id: str) -> bytes:
        """Make, wrap and store the key of a new record."""
        key = secrets.token_bytes(KEY_BYTES)
        self.wrap_record_key(conn, record_id, folder_id, key)
        return key

    def wrap_record_key(self, conn: Connection, record_id: str, folder_id: str, key: bytes) -> None:
        """Store a record's key under its (new) folder's key."""
        wrapped = seal(self.folder_key(conn, folder_id), key, bound("record-key", record_id, folder_id))
        conn.execute(
            "INSERT INTO record_keys (record_id, folder_id, wrapped) VALUES (?, ?, ?)"
            " ON CONFLICT (record_id) DO UPDATE SET folder_id = excluded.folder_id, wrapped = excluded.wrapped",
            (record_id, folder_id, wrapped),
        )

    def record_key(self, conn: Connection, record_id: str) -> bytes:
        """Return a record's key; raises `DamagedVault` naming the record."""
        row = conn.execute(
            "SELECT k.folder_id, k.wrapped, f.wrapped FROM record_keys k LEFT JOIN folder_keys f"
            " ON f.folder_id = k.folder_id AND f.reader_id = ? WHERE k.record_id = ?",
            (self.reader_id, record_id),
        ).fetchone()
        if row is None:
            raise not_verified(title_of(conn, record_id))
        try:
            return self.unwrapped(record_id, *row)
        except InvalidTag:
            raise not_verified(title_of(conn, record_id)) from None

    def unwrapped(self, record_id: str, folder_id: str, wrapped: bytes, folder_wrapped: object) -> bytes:
        """Open a record's key as its row and its folder's row hold it; raises `InvalidTag` or `DamagedVault`."""
        key = self._folder_key(folder_id, folder_wrapped)
        return unseal(key, bytes(wrapped), bound("record-key", record_id, folder_id))
