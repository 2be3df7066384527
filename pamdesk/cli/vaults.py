"""`pamdesk vault …`: make a vault, describe it, save and restore it, change its password."""

from __future__ import annotations

from pathlib import Path

import click

from pamdesk.cli.groups import Group
from pamdesk.cli.moments import local
from pamdesk.cli.options import with_session
from pamdesk.cli.output import emit, pairs
from pamdesk.cli.private_file import new_private_file
from pamdesk.cli.session import Session, ask_new_password, ask_password, read_password_file
from pamdesk.records.record import Json
from pamdesk.services import vaults

_PATH = click.Path(path_type=Path)
_KEEP = "It opens {name} without the master password: keep it on paper, away from this machine. It is not shown again."

_DAILY = "once a day, after a command that changes something; the window and the gateway make them too"
_TOO_LARGE = "made by the window and the gateway only, because the vault is large: pamdesk vault backup FILE makes one now"


@click.group(cls=Group)
def vault() -> None:
    """Create, back up and restore a vault; change its password, make a recovery kit."""


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
        kit = vaults.has_recovery_kit(opened)
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
            "daily_backup": opened.backup.is_quick(),
            "recovery_kit": kit,
            "notices": notices,
        }
        text = pairs(
            [
                ("Name", found.name),
                ("Id", found.id),
                ("Place", str(found.path)),
                ("Created", local(found.created)),
                ("Records", str(found.records)),
                ("Folders", str(found.folders)),
                ("Size", f"{found.bytes // 1024} KiB"),
                ("Format", found.format),
                ("Last backup", local(found.last_backup) if found.last_backup else "none"),
                ("Backups", _DAILY if opened.backup.is_quick() else _TOO_LARGE),
                ("Recovery kit", "made" if kit else "none"),
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
    """Replace the master password; nothing is encrypted anew, and the old password opens the vault no more.

    The recovery kit, given in the place of the present password, does it too: that is what a lost password is mended with.
    """
    old = session.password_from_file() or ask_password("Present master password: ")
    with vaults.open_vault(session.path, old) as opened:
        if new_password_file is not None:
            new = read_password_file(new_password_file)
        else:
            new = ask_new_password("New master password: ")
        vaults.change_password(opened, old, new)
        emit({"changed": True}, f"The master password of {opened.name} was changed.", as_json=as_json)


@vault.command("recovery-kit")
@click.option("--file", "place", type=_PATH, help="Write it into this new file, readable by you alone.")
@click.option("--remove", is_flag=True, help="Make the kit useless, and make no other.")
@with_session
def recovery_kit(session: Session, place: Path | None, remove: bool, as_json: bool) -> None:
    """Make a recovery kit: a code that opens the vault where the master password is lost; it is shown once.

    An earlier kit opens the vault no more. The code is given wherever the master password is: typed, or in a password file.
    """
    if remove and place is not None:
        raise click.UsageError("--remove makes no kit that could be written into a file.")
    with session.open() as opened:
        if remove:
            vaults.remove_recovery_kit(opened)
            emit(
                {"removed": True},
                f"The recovery kit of {opened.name} opens nothing any more.",
                as_json=as_json,
            )
        elif place is None:
            kit = vaults.make_recovery_kit(opened).reveal()
            emit({"kit": kit}, f"{kit}\n{_KEEP.format(name=opened.name)}", as_json=as_json)
        else:
            with new_private_file(place) as file:
                file.write(vaults.make_recovery_kit(opened).reveal() + "\n")
            text = f"The recovery kit is in {place}. {_KEEP.format(name=opened.name)}"
            emit({"file": str(place)}, text, as_json=as_json)
