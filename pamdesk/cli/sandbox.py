"""`pamdesk sandbox`: a practice environment on this machine, with a vault that is already linked."""

from __future__ import annotations

from pathlib import Path

import click

from pamdesk.cli.options import json_option
from pamdesk.records.errors import UserError


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
    try:
        from pamdesk.sandbox.command import run
    except ImportError as error:
        raise UserError(
            f"The practice environment cannot start: {error}.",
            hint='pip install "pamdesk[sandbox]" brings what it is made of.',
            code="no_sandbox",
        ) from error
    return run(no_window=no_window, rotate_all=rotate_all, screenshots=screenshots, json=as_json)
