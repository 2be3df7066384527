"""What Check says of a resource: whether it answers, proves who it is, and lets its admin in."""

from __future__ import annotations

import asyncio
import socket
from typing import Final

from pamdesk.records.complexity import Complexity
from pamdesk.records.errors import TargetError
from pamdesk.records.record import Record
from pamdesk.records.rotation_settings import Method, RotationSettings, SecretKind
from pamdesk.records.secret import Secret
from pamdesk.rotation.looking import Looking
from pamdesk.rotation.plan import Resolved, account_of, module_for
from pamdesk.rotation.proving import UNREAD, WINDOW
from pamdesk.rotation.work import durable
from pamdesk.targets.contract import Answer, Endpoint, Finding, ProbeResult, Severity, TargetModule

_SECONDS: Final = 5.0  # for a connection without a word said over it


async def network(endpoint: Endpoint) -> Finding:
    """Connect, say nothing, and hang up."""
    title, host, port = endpoint.title, endpoint.host, endpoint.port
    try:
        await asyncio.to_thread(lambda: socket.create_connection((host, port), timeout=_SECONDS).close())
    except TimeoutError:
        why = f"{title} did not answer at {host}:{port} in five seconds."
    except socket.gaierror:
        why = f"No name server knows the host {host} of {title}."
    except (OSError, UnicodeError) as error:
        strerror = getattr(error, "strerror", None) or type(error).__name__
        why = f"{title} cannot be reached at {host}:{port} ({strerror})."
    else:
        return Finding(Severity.PASSED, f"{title} answers at {host}:{port}.", code="reachable")
    mend = "Check host and port in the record, and that the network lets this machine through."
    return Finding(Severity.STOPS, why, mend, "unreachable")


async def identity(module: TargetModule, endpoint: Endpoint) -> Finding | None:
    """Look at what a resource shows of itself, where its target can; None where the sign-in alone proves it."""
    look = module.look
    if look is None:
        return None
    try:
        shown = await asyncio.to_thread(look, endpoint)
    except TargetError as error:
        return Finding(Severity.STOPS, error.message, code=error.code or error.kind.value)
    title = endpoint.title
    if shown == endpoint.fingerprint:
        return Finding(Severity.PASSED, f"{title} shows what is pinned: {shown}.", code="shown")
    mend = "Compare it with the host's own, then accept it."
    return Finding(
        Severity.NOTICE, f"{title} shows {shown}, and something else or nothing is pinned.", mend, "shown"
    )


async def admin(looking: Looking, module: TargetModule, resource: Record, configuration: Record) -> Finding:
    """Sign in as the linked admin, once, and never where one more refusal could lock it."""
    around = looking.tools.around
    admin_id = around.admin_of(resource.id)
    if module.spec.by_aws and not (admin_id and module.spec.default_port):
        sentence = f"AWS sets the passwords on {resource.title}; no admin is needed."
        return Finding(Severity.PASSED, sentence, code="by_aws")
    if not admin_id:
        sentence = f"{resource.title} has no admin. Accounts on it can only change their own secret, where they know it."
        return Finding(Severity.NOTICE, sentence, "Link an admin.", "no_admin")
    user = around.record(admin_id)
    kinds = _kinds(user, resource)
    if not kinds:
        sentence = f"The admin {user.title} of {resource.title} has no secret here to sign in with."
        return Finding(Severity.STOPS, sentence, "Enter it in the admin's record.", "no_admin_secret")
    if _spent(looking, admin_id):
        sentence = f"The sign-in of {user.title} was refused lately, and is not tried again for half an hour."
        return Finding(
            Severity.STOPS, sentence, "Enter its present password, then rotate an account.", "budget_spent"
        )
    result = ProbeResult(Answer.UNKNOWN)
    for kind in kinds:
        plan = _as_itself(looking, user, resource, configuration, kind)
        account = account_of(around, plan, None)
        async with looking.talking_to(plan) as target:
            result = await target.probe(account, account.current or Secret(""))
        await _spend(looking, admin_id, result)
        if result.answer is Answer.ACCEPTED:
            break
    return _told(resource.title, user.title, result)


def _kinds(user: Record, resource: Record) -> list[SecretKind]:
    """Return by what the admin can sign in, in the order in which a rotation tries it."""
    by_key = resource.type == "pamMachine" and user.secret("private_pem_key")
    kinds = [SecretKind.SSH_KEY] if by_key else []
    return [*kinds, SecretKind.PASSWORD] if user.secret("password") else kinds


def _as_itself(
    looking: Looking, user: Record, resource: Record, configuration: Record, kind: SecretKind
) -> Resolved:
    """Return a plan in which the admin is the account, and signs in as itself."""
    now = looking.tools.clock.now()
    return Resolved(
        user=user,
        settings=RotationSettings(user_id=user.id, method=Method.GENERAL, secret=kind, changed=now),
        module=module_for(Method.GENERAL, kind, resource, configuration, is_admin=False),
        configuration=configuration,
        resource=resource,
        complexity=Complexity(),
    )


def _spent(looking: Looking, admin_id: str) -> bool:
    since = looking.tools.clock.now() - WINDOW
    return looking.tools.vault.journal.spent(admin_id, since) >= UNREAD


async def _spend(looking: Looking, admin_id: str, result: ProbeResult) -> None:
    """Write a refused sign-in down, so that neither this Check nor a rotation of the admin makes one too many."""
    journal, now = looking.tools.vault.journal, looking.tools.clock.now()
    if result.spent or (result.answer is Answer.ACCEPTED and journal.spent(admin_id, now - WINDOW)):
        await durable(journal.spend(admin_id, "", result.answer.value, now))


def _told(place: str, title: str, result: ProbeResult) -> Finding:
    if result.answer is Answer.ACCEPTED:
        sentence = f"{title} signs in to {place}, which has proved who it is."
        return Finding(Severity.PASSED, sentence, code="admin_sign_in")
    sentence = result.sentence or f"{place} does not let {title} in."
    if result.answer is Answer.REJECTED:
        return Finding(
            Severity.STOPS, sentence, "Enter the admin's present password in its record.", "admin_refused"
        )
    return Finding(Severity.STOPS, sentence, code=result.code or result.answer.value)
