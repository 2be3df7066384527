"""`pamdesk rotation check`: whether everything is there that a rotation needs, without changing anything."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from pamdesk.cli.exit_codes import ExitCode
from pamdesk.cli.options import with_session
from pamdesk.cli.output import emit, visible
from pamdesk.cli.session import Session
from pamdesk.records.record import Json
from pamdesk.rotation.events import ignore
from pamdesk.services.naming import find

if TYPE_CHECKING:
    from pamdesk.rotation.checks import CheckReport

_HEADS = {"stops": "In the way", "notice": "To know", "passed": "Well"}


@click.command()
@click.argument("record", metavar="ID")
@with_session
def check(session: Session, record: str, as_json: bool) -> int:
    """Look at what a rotation needs of an account, a resource or a configuration; nothing is changed.

    A configuration: who signs in to AWS by what, the clock, what that identity is allowed. A resource: network, host key
    or certificate, the admin's sign-in, whether anything else manages it. An account: all of that and its own standing.
    Exit code 1 where something stands in the way.
    """
    from pamdesk.cli.running import running
    from pamdesk.services import checking

    with session.open() as vault:
        record_id = find(vault, record)
        header = vault.records.header(record_id)
        with running(vault, ignore, as_json=as_json) as engine:
            report = engine.finish(checking.check(engine.thread, record_id))
    findings: list[Json] = [
        {
            "severity": each.severity.value,
            "code": each.code,
            "sentence": each.sentence,
            "mend": each.mend,
            "actions": list(each.actions),
        }
        for each in report.findings
    ]
    document: dict[str, Json] = {
        "id": record_id,
        "title": header.title,
        "type": header.type,
        "ready": report.ready,
        "seconds": report.seconds,
        "findings": findings,
    }
    code = ExitCode.DONE if report.ready else ExitCode.REFUSED
    emit(document, _text(report), as_json=as_json, code=code)
    return code


def _text(report: CheckReport) -> str:
    from pamdesk.services import checking

    lines = []
    for severity, found in checking.grouped(report.findings):
        lines.append(_HEADS[severity.value])
        lines += [f"  {visible(' '.join(filter(None, (each.sentence, each.mend))))}" for each in found]
    return "\n".join(lines)
