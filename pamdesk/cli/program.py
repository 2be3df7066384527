"""The pamdesk command: its groups, and how any command ends, in words or as JSON, with an honest exit code."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import click

from pamdesk import __version__
from pamdesk.cli.display import require_display
from pamdesk.cli.exit_codes import ExitCode, of_error
from pamdesk.cli.groups import LazyGroup
from pamdesk.cli.output import emit_error, error_code, say, wants_json
from pamdesk.cli.session import VAULT_VARIABLE, Session
from pamdesk.cli.set_up import absent_package, say_absent
from pamdesk.cli.streams import OutputLost, guarded_streams
from pamdesk.records.errors import Cancelled, PamDeskError, TargetError, UserError

COMMANDS = {
    "sandbox": ("pamdesk.cli.sandbox:sandbox", "A practice environment on this machine."),
    "vault": ("pamdesk.cli.vaults:vault", "Create, back up and restore a vault; password and recovery kit."),
    "folders": ("pamdesk.cli.folders:folders", "Add and list folders."),
    "records": ("pamdesk.cli.records:records", "Add, find, show and change records."),
    "link": ("pamdesk.cli.links:link", "Link a user to a resource, or a resource to a configuration."),
    "unlink": ("pamdesk.cli.links:unlink", "Take a link away."),
    "links": ("pamdesk.cli.links:links", "Show what a record is linked to, and what is missing."),
    "rotation": ("pamdesk.cli.rotation:rotation", "Rotation settings, states and history."),
    "rotate": ("pamdesk.cli.rotate:rotate", "Change secrets now, and prove each one."),
    "import": ("pamdesk.cli.imports:imports", "Take records over from another program."),
    "gateway": ("pamdesk.cli.gateways:gateway", "Rotate on schedule without a window."),
    "audit": ("pamdesk.cli.audit:audit", "Read and verify the audit log."),
    "doctor": ("pamdesk.cli.doctor:doctor", "What this machine lacks, and the command that mends it."),
    "proof": (
        "pamdesk.cli.proof:proof",
        "How often this version was killed while it rotated, and what was lost.",
    ),
}

_HELP = """Changes the passwords of privileged accounts, and proves each one before it believes it.

Without a command, the window opens.

The vault is named by --vault or PAMDESK_VAULT. The master password comes from --password-file, PAMDESK_PASSWORD_FILE,
the system's keychain or a prompt, never from an argument.

Exit codes: 0 all done; 1 something was refused or failed, nothing unknown; 2 usage; 3 the vault is locked, the password
is wrong, or an exclusive operation holds it; 4 something is in doubt and will be reconciled.
"""


@click.group(
    cls=LazyGroup,
    commands=COMMANDS,
    help=_HELP,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__, prog_name="pamdesk", message="%(prog)s %(version)s")
@click.option("--vault", "vault_path", type=click.Path(path_type=Path), help="The vault's folder.")
@click.option(
    "--password-file", type=click.Path(path_type=Path), help="A file that holds the master password."
)
@click.pass_context
def pamdesk(ctx: click.Context, vault_path: Path | None, password_file: Path | None) -> int | None:
    """Hold the options that every command takes; without a command, open the window."""
    ctx.obj = Session(vault_path=vault_path, password_file=password_file)
    if ctx.invoked_subcommand is not None:
        return None
    return _open_window(ctx.obj)


def _open_window(session: Session) -> int:
    """Open the window: on the vault that is named, and unlocked where a password file is."""
    require_display()
    try:
        from pamdesk.desktop.main import run
    except ImportError as error:
        if absent_package(error):
            raise
        raise UserError(
            f"The window cannot open: {error}.",
            hint="pamdesk doctor names what is missing, and the command that mends it.",
            code="no_window",
        ) from error
    named = os.environ.get(VAULT_VARIABLE, "")
    vault = session.vault_path or (Path(named) if named else None)
    return run(vault, password=session.password_from_file() if vault is not None else None)


def carry_out(arguments: Sequence[str]) -> int:
    """Carry out one command and return its exit code; every error becomes a sentence, or one JSON object with --json."""
    with guarded_streams():
        try:
            return _ended(arguments, wants_json(arguments))
        except OutputLost as lost:
            if lost.sentence:
                say(f"{lost.sentence} What the command has done stays done.")
            return lost.exit_code


def _ended(arguments: Sequence[str], as_json: bool) -> int:
    if not all(map(_is_text, arguments)):
        emit_error("An argument is not UTF-8 text.", code="usage", hint="", as_json=as_json)
        return ExitCode.USAGE
    try:
        result = pamdesk.main(args=list(arguments), prog_name="pamdesk", standalone_mode=False)
    except click.exceptions.Exit as end:
        return end.exit_code
    except click.ClickException as error:
        return _usage(error, as_json)
    except (click.Abort, KeyboardInterrupt, EOFError, Cancelled):
        emit_error("Stopped. Nothing more was begun.", code="interrupted", hint="", as_json=as_json)
        return ExitCode.REFUSED
    except UserError as error:
        emit_error(error.message, code=error_code(error), hint=error.hint, as_json=as_json)
        return of_error(error)
    except TargetError as error:
        emit_error(error.message, code=error.code or error.kind.value, hint="", as_json=as_json)
        return of_error(error)
    except OutputLost:
        raise
    except Exception as error:  # noqa: BLE001 - a bug: it goes to the crash report, and the exit code says so
        absent = absent_package(error)
        return say_absent(absent, arguments) if absent else _crashed(error, as_json)
    return int(result) if isinstance(result, int) else ExitCode.DONE


def _is_text(argument: str) -> bool:
    """Tell whether an argument is text: bytes that are none reach Python as halves of characters, which no vault holds."""
    return not any("\ud800" <= character <= "\udfff" for character in argument)


def _usage(error: click.ClickException, as_json: bool) -> int:
    if isinstance(error, click.exceptions.NoArgsIsHelpError) and not as_json:
        click.echo(error.format_message(), err=True)
        return ExitCode.USAGE
    hint = ""
    if isinstance(error, click.UsageError) and error.ctx is not None:
        hint = f"{error.ctx.command_path} --help says how it is used."
    emit_error(error.format_message(), code="usage", hint=hint, as_json=as_json)
    return ExitCode.USAGE


def _crashed(error: Exception, as_json: bool) -> int:
    from pamdesk.services.logs import write_crash_report

    place = write_crash_report(error)
    emit_error(
        f"A fault in PamDesk ended the command ({type(error).__name__}). What was sent is in the journal.",
        code="fault",
        hint=f"The report is at {place}; it holds no secret." if place else "",
        as_json=as_json,
    )
    return ExitCode.REFUSED if not isinstance(error, PamDeskError) else of_error(error)
