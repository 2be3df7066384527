"""The key slots of a vault: its master key, wrapped once for each way to open it (keys.json)."""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import os
import secrets
import sys
import unicodedata
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from pamdesk.records.errors import DamagedVault, UserError, VaultError, VaultFull, VaultMissing, VaultReadOnly
from pamdesk.records.ids import is_id, new_id
from pamdesk.records.secret import Secret
from pamdesk.vault.sealing import KEY_BYTES, bound, seal, unseal

FILE = "keys.json"
PASSWORD, RECOVERY, KEYCHAIN = "password", "recovery", "keychain"
_FORMAT = 1
_SALT_BYTES = 16
_KIT_BYTES = 20  # 160 bits in 32 characters
_CHECK_CHARACTERS = 4


@dataclass(frozen=True, slots=True)
class KdfCost:
    """What a guess at the password costs: Argon2id (RFC 9106) with memory in KiB.

    Less than the floor (OWASP: 19 MiB, two passes) is refused, unless `weak` says that it is meant: for tests.
    """

    memory_kib: int = 64 * 1024
    iterations: int = 3
    lanes: int = 4
    weak: bool = False

    def __post_init__(self) -> None:
        if not self.weak and (self.memory_kib < 19 * 1024 or self.iterations < 2):
            raise UserError("Argon2id needs at least 19 MiB and two passes here.", code="kdf_weak")
        if self.memory_kib > 4 * 1024 * 1024 or self.iterations > 100 or not 1 <= self.lanes <= 64:
            raise UserError(
                "Argon2id takes at most 4 GiB, 100 passes and 64 lanes here.", code="kdf_excessive"
            )

    @classmethod
    def for_tests(cls) -> KdfCost:
        """Return the cheapest cost there is; never for a vault that holds real secrets."""
        return cls(memory_kib=64, iterations=1, lanes=1, weak=True)


@dataclass(frozen=True, slots=True)
class Slot:
    """One way to open the vault; `kdf` is None where the key is random already."""

    id: str
    kind: str
    sealed: bytes
    salt: bytes = b""
    kdf: KdfCost | None = None


@dataclass(frozen=True, slots=True)
class SlotSummary:
    """What may be told of a slot."""

    id: str
    kind: str
    cost: KdfCost | None


@dataclass(frozen=True, slots=True)
class Keyfile:
    """The contents of keys.json."""

    vault_id: str
    slots: tuple[Slot, ...]


@dataclass(frozen=True, slots=True, repr=False)
class VaultKeys:
    """The keys that follow from the master key, each for one use."""

    master: bytes

    def _derive(self, use: str) -> bytes:
        return HKDF(SHA256(), KEY_BYTES, None, f"pamdesk 1 {use}".encode()).derive(self.master)

    @property
    def database(self) -> bytes:
        """The raw key of the database."""
        return self._derive("database")

    @property
    def vault(self) -> bytes:
        """The key that seals private keys of owner and applications."""
        return self._derive("vault")

    @property
    def audit(self) -> bytes:
        """The key of the audit chain."""
        return self._derive("audit")


def new_master() -> VaultKeys:
    """Return a new random master key."""
    return VaultKeys(secrets.token_bytes(KEY_BYTES))


def password_slot(vault_id: str, master: bytes, password: Secret, cost: KdfCost) -> Slot:
    """Wrap the master key by a password."""
    salt = secrets.token_bytes(_SALT_BYTES)
    return _slot(vault_id, master, PASSWORD, _stretch(password.reveal(), salt, cost), salt, cost)


def kit_slot(vault_id: str, master: bytes, kit: Secret) -> Slot:
    """Wrap the master key by a recovery kit."""
    key = _kit_key(kit.reveal())
    if key is None:
        raise ValueError("not a recovery kit")
    return _slot(vault_id, master, RECOVERY, key)


def random_slot(vault_id: str, master: bytes, kind: str) -> tuple[Slot, bytes]:
    """Wrap the master key by a new random key, which is returned too."""
    key = secrets.token_bytes(KEY_BYTES)
    return _slot(vault_id, master, kind, key), key


def open_with_key(keyfile: Keyfile, kind: str, key: bytes) -> VaultKeys | None:
    """Return the keys that a random key opens, or None."""
    for slot in keyfile.slots:
        if slot.kind == kind:
            with suppress(InvalidTag, ValueError):
                return VaultKeys(unseal(key, slot.sealed, _place(keyfile.vault_id, slot)))
    return None


def _slot(
    vault_id: str, master: bytes, kind: str, key: bytes, salt: bytes = b"", cost: KdfCost | None = None
) -> Slot:
    slot = Slot(new_id(), kind, b"", salt, cost)
    return replace(slot, sealed=seal(key, master, _place(vault_id, slot)))


def _place(vault_id: str, slot: Slot) -> bytes:
    cost = slot.kdf
    numbers = (cost.memory_kib, cost.iterations, cost.lanes) if cost else ()
    return bound("slot", vault_id, slot.id, slot.kind, slot.salt.hex(), *numbers)


def _stretch(password: str, salt: bytes, cost: KdfCost) -> bytes:
    kdf = Argon2id(
        salt=salt, length=KEY_BYTES, iterations=cost.iterations, lanes=cost.lanes, memory_cost=cost.memory_kib
    )
    # One keyboard composes an accented letter, another does not (macOS): the same password all the same.
    return kdf.derive(unicodedata.normalize("NFC", password).encode())


def new_kit() -> Secret:
    """Return a recovery kit: 36 characters in groups of four, the last group a check against typing errors."""
    body = base64.b32encode(secrets.token_bytes(_KIT_BYTES)).decode()
    text = body + _check(body)
    return Secret("-".join(text[i : i + 4] for i in range(0, len(text), 4)))


def _check(body: str) -> str:
    return base64.b32encode(hashlib.sha256(body.encode()).digest()).decode()[:_CHECK_CHARACTERS]


def _kit_key(text: str) -> bytes | None:
    """Return the key of a recovery kit, or None where the text is none."""
    plain = (
        "".join(text.split()).replace("-", "").upper().replace("0", "O").replace("1", "I").replace("8", "B")
    )
    body, check = plain[:-_CHECK_CHARACTERS], plain[-_CHECK_CHARACTERS:]
    try:
        raw = base64.b32decode(body)
    except (binascii.Error, ValueError):
        return None
    if len(raw) != _KIT_BYTES or _check(body) != check:
        return None
    return HKDF(SHA256(), KEY_BYTES, None, b"pamdesk 1 recovery kit").derive(raw)


def open_slots(keyfile: Keyfile, password: Secret) -> VaultKeys | None:
    """Return the keys that a password or a recovery kit opens, or None."""
    kit = _kit_key(password.reveal())
    for slot in keyfile.slots:
        if slot.kind == RECOVERY and kit is not None:
            key = kit
        elif slot.kind == PASSWORD and slot.kdf is not None:
            key = _stretch(password.reveal(), slot.salt, slot.kdf)
        else:
            continue
        with suppress(InvalidTag):
            return VaultKeys(unseal(key, slot.sealed, _place(keyfile.vault_id, slot)))
    return None


# The file


def read_keyfile(folder: Path) -> Keyfile:
    """Read keys.json; raises `VaultMissing` or `DamagedVault`."""
    path = folder / FILE
    try:
        text = path.read_bytes()
    except FileNotFoundError:
        raise VaultMissing(
            f"{FILE} is missing in {folder.name}. Without it nobody can open the vault.",
            hint=f"Restore the newest backup from {folder.name}/backups: it holds {FILE} too.",
            help_page="backup",
            code="keys_missing",
        ) from None
    except OSError:
        raise VaultMissing(
            f"{FILE} in {folder.name} cannot be read by this user.", code="keys_unreadable"
        ) from None
    try:
        return _parse(json.loads(text))
    except (KeyError, TypeError, ValueError, UserError):
        raise _damaged(folder) from None


def _damaged(folder: Path) -> DamagedVault:
    return DamagedVault(
        f"{FILE} in {folder.name} is damaged: it does not hold key slots. It was left as it is.",
        hint=f"Restore the newest backup from {folder.name}/backups: it holds {FILE} too.",
        help_page="backup",
        code="keys_damaged",
    )


def _parse(value: dict[str, Any]) -> Keyfile:
    if value["format"] != _FORMAT or not is_id(value["vault_id"]):
        raise ValueError("unknown format")
    slots = []
    for entry in value["slots"]:
        kdf = entry.get("kdf")
        slots.append(
            Slot(
                str(entry["id"]),
                str(entry["kind"]),
                base64.b64decode(entry["sealed"], validate=True),
                base64.b64decode(entry.get("salt", ""), validate=True),
                KdfCost(int(kdf["memory_kib"]), int(kdf["iterations"]), int(kdf["lanes"]), weak=True)
                if kdf
                else None,
            )
        )
    if not slots:
        raise ValueError("no slots")
    return Keyfile(value["vault_id"], tuple(slots))


def write_keyfile(folder: Path, keyfile: Keyfile) -> None:
    """Write keys.json: beside, synced, renamed over, folder synced; raises a `VaultError` and leaves the old one."""
    slots = []
    for slot in keyfile.slots:
        entry: dict[str, object] = {
            "id": slot.id,
            "kind": slot.kind,
            "sealed": base64.b64encode(slot.sealed).decode(),
        }
        if slot.kdf:
            entry["salt"] = base64.b64encode(slot.salt).decode()
            cost = asdict(slot.kdf)
            cost.pop("weak")
            entry["kdf"] = {"name": "argon2id", **cost}
        slots.append(entry)
    text = json.dumps({"format": _FORMAT, "vault_id": keyfile.vault_id, "slots": slots}, indent=1)
    write_durably(folder / FILE, text.encode())


def write_durably(path: Path, content: bytes) -> None:
    """Replace a file so that after a power cut either the old or the new one is there, whole; raises `VaultError`."""
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            sync_file(file.fileno())
        beside.replace(path)
        sync_folder(path.parent)
    except OSError as error:
        with suppress(OSError):
            beside.unlink()
        raise disk_sentence(error, path) from None


def disk_sentence(error: OSError, path: Path) -> VaultError:
    """Return the sentence for a file that could not be written."""
    import errno

    name = f"{path.name} in {path.parent.name}"
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return VaultFull(
            f"The disk is full: {name} was not written. What the vault holds is unchanged.",
            hint="Free some space, then try again.",
            code="vault_full",
        )
    return VaultReadOnly(
        f"{name} cannot be written: {error.strerror or 'the disk refused'}. Nothing was changed.",
        hint="Make the folder writable for this user.",
        code="vault_read_only",
    )


def sync_file(descriptor: int) -> None:
    """Have the disk itself hold the bytes (macOS: F_FULLFSYNC)."""
    if sys.platform == "darwin":
        import fcntl

        fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
    else:
        os.fsync(descriptor)


def sync_folder(folder: Path) -> None:
    """Have the disk hold a folder's entries; Windows does this by itself."""
    if sys.platform != "win32":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
