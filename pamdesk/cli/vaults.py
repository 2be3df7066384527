"""`pamdesk vault …`: make a vault, describe it, save and restore it, change its password."""

from __future__ import annotations

from pathlib import Path

import click

from pamdesk.cli.options import with_session
from pamdesk.cli.output import emit, pairs
from pamdesk.cli.session import Session, ask_new_password, ask_password, read_password_file
from pamdesk.records.record import Json
from pamdesk.services import vaults

_PATH = click.Path(path_type=Path)


@click.group()
def vault() -> None:
    """Create, back up and restore a vault; change its password."""


@vault.command()
@click.argument("path", type=_PATH)
@click.option("--name", default="", help="What the vault is called; its folder's name unless told.")
@with_session
def create(session: Session, path: Path, name: str, as_json: bool) -> None:
    """Make a vault at PATH, protected by a master password.

    The password comes from --password-file or PAMDESK_PASSWORD_FILE, or is typed twice.
    """
    with vaults.create_vault(path, session.new_password(), name=name) as made:
        document = {"id": made.id, "name": made.name, "path": str(made.path)}
        emit(document, f"The vault {made.name} is at {made.path}.", as_json=as_json)


@vault.command()
@with_session
def info(session: Session, as_json: bool) -> None:
    """Say what the vault is, and how much it holds."""
    with session.open() as opened:
        found = opened.info()
        last = found.last_backup.isoformat() if found.last_backup else None
        notices: list[Json] = list(opened.notices)
        document: dict[str, Json] = {
            "id": found.id,
            "name": found.name,
            "path": str(found.path),
            "created": found.created.isoformat(),
            "records": found.records,
            "folders": found.folders,
            "bytes": found.bytes,
            "format": found.format,
            "last_backup": last,
            "notices": notices,
        }
        text = pairs(
            [
                ("Name", found.name),
                ("Id", found.id),
                ("Place", str(found.path)),
                ("Created", f"{found.created:%Y-%m-%d %H:%M} UTC"),
                ("Records", str(found.records)),
                ("Folders", str(found.folders)),
                ("Size", f"{found.bytes // 1024} KiB"),
                ("Format", found.format),
                ("Last backup", last or "none"),
                *(("Notice", each) for each in opened.notices),
            ]
        )
        emit(document, text, as_json=as_json)


@vault.command()
@click.argument("file", type=_PATH)
@with_session
def backup(session: Session, file: Path, as_json: bool) -> None:
    """Write a verified backup of the vault to FILE."""
    with session.open() as opened:
        made = vaults.back_up(opened, file)
    emit({"file": str(made)}, f"The backup is at {made}, and was verified.", as_json=as_json)


@vault.command()
@click.argument("file", type=_PATH)
@click.argument("path", type=_PATH)
@with_session
def restore(session: Session, file: Path, path: Path, as_json: bool) -> None:
    """Unpack the backup FILE into the vault folder PATH; what stands there is moved to its backups first."""
    made = vaults.restore(file, path)
    sentence = f"The vault of {file.name} is at {made}. It opens with the password that it had then."
    emit({"path": str(made)}, sentence, as_json=as_json)


@vault.command("change-password")
@click.option("--new-password-file", type=_PATH, help="A file that holds the new master password.")
@with_session
def change_password(session: Session, new_password_file: Path | None, as_json: bool) -> None:
    """Replace the master password; nothing is encrypted anew, and the old password opens the vault no more."""
    old = session.password_from_file() or ask_password("Present master password: ")
    with vaults.open_vault(session.path, old) as opened:
        if new_password_file is not None:
            new = read_password_file(new_password_file)
        else:
            new = ask_new_password("New master password: ")
        vaults.change_password(opened, old, new)
        emit({"changed": True}, f"The master password of {opened.name} was changed.", as_json=as_json)
