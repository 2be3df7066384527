"""`pamdesk proof`: how often this version was killed while it rotated, and what was lost."""

from __future__ import annotations

from dataclasses import asdict

import click

from pamdesk.cli.exit_codes import ExitCode
from pamdesk.cli.options import json_option
from pamdesk.cli.output import emit
from pamdesk.records.errors import NotFound
from pamdesk.records.record import Json
from pamdesk.services.proof import CrashProof, shipped_proof


@click.command()
@json_option
def proof(as_json: bool) -> int:
    """Tell of the crash proof of this version: kills, what was lost, on which servers.

    Programs that rotate are killed at random moments and packets, started again, and every account is signed in to by
    another client with what the vault says. Anyone can run it: python -m tests.faults.crash, in the source.
    """
    report = shipped_proof()
    if report is None:
        raise NotFound("This copy of PamDesk was built without the report of a crash proof.", code="no_proof")
    emit(_document(report), _text(report), as_json=as_json)
    return ExitCode.DONE


def _document(report: CrashProof) -> dict[str, Json]:
    targets: list[Json] = [dict(asdict(each)) for each in report.targets]
    return {
        "version": report.version,
        "at": report.at.isoformat(),
        "kills": report.kills,
        "sign_ins": report.sign_ins,
        "lost": report.lost,
        "in_doubt": report.in_doubt,
        "targets": targets,
    }


def _text(report: CrashProof) -> str:
    lines = [
        f"PamDesk {report.version}, {report.at:%Y-%m-%d %H:%M} UTC: {report.kills:,} kills while rotating,"
        f" {report.sign_ins:,} sign-ins afterwards, {report.lost} lost, {report.in_doubt} left in doubt."
    ]
    width = max((len(each.target) for each in report.targets), default=0)
    lines += [
        f"  {each.target:{width}}  {each.kills:>5,} kills  {each.lost} lost  {each.in_doubt} in doubt"
        f"  slowest recovery {each.recovery_seconds:.1f} s  ({each.against})"
        for each in report.targets
    ]
    return "\n".join(lines)
