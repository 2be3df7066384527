"""What Check says of a configuration's AWS account: who signs in by what, the clock, and what that identity is allowed."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final

from pamdesk.records.errors import TargetError, UserError
from pamdesk.records.record import Record
from pamdesk.rotation.aws_needs import Needs, needs_of
from pamdesk.rotation.looking import Looking
from pamdesk.rotation.plan import endpoint_of
from pamdesk.targets.contract import AwsCalls, Finding, Severity
from pamdesk.targets.iam.permission import permission_findings
from pamdesk.targets.in_aws import place_in_aws
from pamdesk.targets.permissions import Permission

_NOTED_SECONDS: Final = 60
_REFUSED_SECONDS: Final = 300  # IAM User Guide, "Signature expired": a request's time may be five minutes off


def is_aws(configuration: Record) -> bool:
    """Tell whether a configuration reaches an AWS account."""
    return configuration.text("environment") == "aws"


async def identity(looking: Looking, configuration: Record) -> tuple[Finding, ...]:
    """Sign in, and say as whom and by what; raises `UserError` or `TargetError` in words where nobody signs in."""
    from pamdesk.aws.identity import WORDS

    calls = await looking.signed_in(configuration)
    caller = await _asked(calls)
    who = {str(key): words for key, words in WORDS.items()}.get(calls.source, calls.source)
    role, arn = configuration.text("role_arn"), caller.get("Arn", "")
    whom = f"{who}, which takes on {role}" if role else who
    signed_in = f"AWS account {calls.account_id} answers, and knows {arn} by {whom}."
    return (Finding(Severity.PASSED, signed_in, code="identity"), *_clock(caller))


async def allowed(looking: Looking, configuration: Record) -> tuple[Finding, ...]:
    """Ask IAM whether the sign-in is allowed what the accounts of the configuration need, and name who was left out."""
    needs = needs_of(looking.tools.around, configuration)
    calls = await looking.signed_in(configuration)
    found = [
        Finding(Severity.NOTICE, f"{each.title} was left out. {each.reason}", code="left_out")
        for each in needs.left_out
    ]
    needed = _together(needs)
    return (*(await permission_findings(calls, needed) if needed else ()), *found)


async def place(looking: Looking, configuration: Record, resource: Record) -> tuple[Finding, ...]:
    """Ask AWS about a resource that it knows; what cannot be asked is a notice, for no rotation needs it."""
    endpoint = endpoint_of(resource, 0)
    known = place_in_aws(resource, endpoint) if is_aws(configuration) else None
    if known is None:
        return ()
    try:
        return await known.findings(await looking.signed_in(configuration), endpoint)
    except (UserError, TargetError) as error:
        sentence = f"AWS could not be asked about {resource.title}. {error.message}"
        return (Finding(Severity.NOTICE, sentence, code="place_unknown"),)


def _together(needs: Needs) -> tuple[Permission, ...]:
    """One question for each purpose, whatever the number of accounts: IAM answers only so many."""
    found: defaultdict[tuple[object, ...], list[Permission]] = defaultdict(list)
    for each in needs.declared:
        need = each.permission
        found[need.purpose, need.actions, need.conditions, need.optional].append(need)
    return tuple(
        Permission(
            purpose=some[0].purpose,
            actions=some[0].actions,
            resources=tuple(dict.fromkeys(one for each in some for one in each.resources)),
            conditions=some[0].conditions,
            optional=some[0].optional,
        )
        for some in found.values()
    )


async def _asked(calls: AwsCalls) -> dict[str, object]:
    try:
        return dict(await calls.read("sts", "get_caller_identity"))
    except Exception as error:
        raise calls.target_error(error, "say who signs in") from error  # raises what is not AWS's


def _clock(answer: dict[str, object]) -> tuple[Finding, ...]:
    """Compare this machine's clock with AWS's, which signed the answer's date; nothing where it has none."""
    metadata = answer.get("ResponseMetadata")
    headers = metadata.get("HTTPHeaders") if isinstance(metadata, dict) else None
    date = headers.get("date") if isinstance(headers, dict) else None
    try:
        its = parsedate_to_datetime(str(date))
    except ValueError:
        return ()
    off = round((datetime.now(UTC) - its).total_seconds())
    seconds = abs(off)
    if seconds < _NOTED_SECONDS:
        sentence = "This machine's clock and AWS's agree to the minute."
        return (Finding(Severity.PASSED, sentence, code="clock"),)
    severity = Severity.STOPS if seconds >= _REFUSED_SECONDS else Severity.NOTICE
    if off > 0:
        sentence = f"This machine's clock is {seconds} seconds ahead of AWS's, which refuses calls that are five minutes off."
    else:
        sentence = f"This machine's clock is {seconds} seconds behind AWS's, which refuses calls that are five minutes off."
    return (Finding(severity, sentence, "Let a time service set the clock.", "clock_skew"),)
