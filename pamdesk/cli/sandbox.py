"""`pamdesk sandbox`: a practice environment on this machine, with a vault that is already linked."""

from __future__ import annotations

from pathlib import Path

import click

from pamdesk.cli.display import require_display
from pamdesk.cli.options import json_option
from pamdesk.records.errors import UserError
from pamdesk.records.secret import Secret


@click.command()
@click.option("--no-window", is_flag=True, help="Open no window.")
@click.option("--rotate-all", is_flag=True, help="Rotate every account, and say how each was proved.")
@click.option(
    "--screenshots",
    type=click.Path(path_type=Path, file_okay=False),
    help="Write a picture of every view into this folder.",
)
@json_option
def sandbox(no_window: bool, rotate_all: bool, screenshots: Path | None, as_json: bool) -> int:
    """Start a local AWS and a PostgreSQL with accounts in a vault of its own; all of it is gone at the end."""
    if not (no_window or screenshots):
        require_display()
    from pamdesk.sandbox.command import run

    return run(
        no_window=no_window,
        rotate_all=rotate_all,
        screenshots=screenshots,
        json=as_json,
        show=_show,
        picture=_picture,
    )


def _show(path: Path, password: Secret, metadata_endpoint: str) -> int:
    try:
        from pamdesk.desktop.main import run
    except ImportError as error:
        raise _no_window(error) from error
    return run(path, password=password, sandbox=True, metadata_endpoint=metadata_endpoint)


def _picture(path: Path, password: Secret, metadata_endpoint: str, folder: Path) -> int:
    try:
        from pamdesk.desktop.screenshots import write_screenshots
    except ImportError as error:
        raise _no_window(error) from error
    pictures = write_screenshots(path, password.reveal(), folder, metadata_endpoint=metadata_endpoint)
    click.echo(f"{len(pictures)} pictures are in {folder}.", err=True)
    return 0


def _no_window(error: ImportError) -> UserError:
    return UserError(
        f"The window cannot open: {error}.",
        hint="pamdesk doctor names what is missing, and the command that mends it.",
        code="no_window",
    )
