"""The options that many commands share, each written once."""

from __future__ import annotations

from collections.abc import Callable
from functools import update_wrapper
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

import click

from pamdesk.cli.session import Session

P = ParamSpec("P")
R = TypeVar("R")

_VAULT = click.option("--vault", "vault_path", type=click.Path(path_type=Path), help="The vault's folder.")
_PASSWORD = click.option(
    "--password-file", type=click.Path(path_type=Path), help="A file that holds the master password."
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")


def with_session(function: Callable[Concatenate[Session, P], R]) -> Callable[..., R]:
    """Give a command --vault, --password-file and --json; its first argument is the session that they describe."""

    @click.pass_context
    def command(
        ctx: click.Context, /, *args: P.args, **settings: P.kwargs
    ) -> R:  # the two are keywords of click's own making
        session = _session(ctx, settings.pop("vault_path", None), settings.pop("password_file", None))
        return function(session, *args, **settings)

    update_wrapper(command, function)
    return _VAULT(_PASSWORD(json_option(command)))


def _session(ctx: click.Context, vault_path: object, password_file: object) -> Session:
    outer = ctx.find_object(Session) or Session()
    return Session(
        vault_path=vault_path if isinstance(vault_path, Path) else outer.vault_path,
        password_file=password_file if isinstance(password_file, Path) else outer.password_file,
    )
