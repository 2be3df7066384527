"""`pamdesk doctor`: what this machine lacks, in words, with the command that mends it."""

from __future__ import annotations

import os
from pathlib import Path

import click

from pamdesk.cli.exit_codes import ExitCode
from pamdesk.cli.options import json_option
from pamdesk.cli.output import emit
from pamdesk.cli.session import VAULT_VARIABLE
from pamdesk.records.record import Json
from pamdesk.services.findings import Health, MachineFinding

_SIGNS = {Health.OK: "ok     ", Health.NOTICE: "notice ", Health.MISSING: "MISSING"}


@click.command()
@click.option(
    "--vault", "vault_path", type=click.Path(path_type=Path), help="Where the vault is, or will be."
)
@json_option
def doctor(vault_path: Path | None, as_json: bool) -> int:
    """Say what is missing on this machine, and the command that mends it.

    Exit code 1 where something is missing that a part of the program cannot do without.
    """
    from pamdesk.services.doctor import examine, is_fit

    named = vault_path or os.environ.get(VAULT_VARIABLE)
    findings = examine(Path(named).absolute().parent if named else None)
    fit = is_fit(findings)
    listed: list[Json] = [_document(each) for each in findings]
    emit({"ok": fit, "findings": listed}, _text(findings), as_json=as_json)
    return ExitCode.DONE if fit else ExitCode.REFUSED


def _document(finding: MachineFinding) -> dict[str, Json]:
    return {
        "name": finding.name,
        "state": finding.state.value,
        "sentence": finding.sentence,
        "mend": finding.mend,
    }


def _text(findings: tuple[MachineFinding, ...]) -> str:
    lines = []
    for finding in findings:
        lines.append(f"{_SIGNS[finding.state]}  {finding.sentence}")
        if finding.mend and finding.state is not Health.OK:
            lines.append(f"{' ' * len(_SIGNS[finding.state])}    {finding.mend}")
    return "\n".join(lines)
