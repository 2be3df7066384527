"""Check on any record as it is listed: what stands in the way first, then what to know, then what is well."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future

from pamdesk.rotation.checks import CheckReport
from pamdesk.rotation.thread import EngineThread
from pamdesk.targets.contract import Finding, Severity

WORST_FIRST: tuple[Severity, ...] = (Severity.STOPS, Severity.NOTICE, Severity.PASSED)


def check(thread: EngineThread, record_id: str) -> Future[CheckReport]:
    """Look at what a rotation needs of a PAM User, a resource or a configuration; changes nothing."""
    return thread.submit(lambda engine: engine.check(record_id))


def grouped(findings: Sequence[Finding]) -> tuple[tuple[Severity, tuple[Finding, ...]], ...]:
    """Return findings by severity, the worst first, each group in the order in which it was found; no empty group."""
    groups = ((each, tuple(one for one in findings if one.severity is each)) for each in WORST_FIRST)
    return tuple((severity, found) for severity, found in groups if found)
