"""The least that AWS must allow for exactly one configuration: what the targets of its accounts declare, and no more."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from pamdesk.aws.settings import AwsSettings
from pamdesk.records.errors import InvalidRecord
from pamdesk.records.record import Record
from pamdesk.records.words import quoted
from pamdesk.rotation.aws_access import settings_of
from pamdesk.rotation.aws_needs import Declared, LeftOut, Whence, aws_place, needs_of
from pamdesk.rotation.clock import SystemClock
from pamdesk.rotation.surroundings import Surroundings
from pamdesk.services.policy_documents import MOST_ATTACHED, Statement, as_text, split
from pamdesk.targets.permissions import ANY, AwsPlace, Permission
from pamdesk.vault.vault import Vault

CONFIGURATION: Final = "pamConfiguration"


class Holder(StrEnum):
    """What a document is attached to."""

    SIGN_IN = "sign_in"  # the machine's role, or the user of the configuration's access key
    ROLE = "role"  # the role that the configuration takes on after that


@dataclass(frozen=True, slots=True)
class PolicyDocument:
    """One policy document as IAM takes it, with what it is attached to."""

    holder: Holder
    statements: tuple[Statement, ...]

    @property
    def text(self) -> str:
        """The JSON."""
        return as_text(self.statements)


@dataclass(frozen=True, slots=True)
class LeastPrivilege:
    """The policy of a configuration; no document where nothing of it calls AWS. `notes` are sentences for who attaches it."""

    configuration: Whence
    documents: tuple[PolicyDocument, ...]
    notes: tuple[str, ...]
    left_out: tuple[LeftOut, ...]


def least_privilege(vault: Vault, configuration_id: str) -> LeastPrivilege:
    """Put together what every account of an AWS configuration needs; nothing is asked of AWS.

    Raises InvalidRecord where the record is no configuration, or not one of AWS.
    """
    configuration = vault.records.get(configuration_id)
    if configuration.type != CONFIGURATION:
        raise InvalidRecord(
            f"{quoted(configuration.title)} is not a PAM Configuration; only configurations have a policy.",
            code="not_a_configuration",
        )
    settings, place = settings_of(configuration), aws_place(configuration)
    whence = Whence(configuration.title, configuration.id)
    needs = needs_of(Surroundings(vault, SystemClock()), configuration)
    declared = list(needs.declared)
    if not declared:
        note = f"Nothing that {configuration.title} serves calls AWS. It needs no policy."
        return LeastPrivilege(whence, (), (note,), needs.left_out)
    declared.append(Declared(_simulation(settings, place), whence))
    holder = Holder.ROLE if settings.role_arn else Holder.SIGN_IN
    documents = [PolicyDocument(holder, each) for each in split(declared)]
    if settings.role_arn:
        taking = Declared(_taking_on(settings), whence)
        documents = [
            *(PolicyDocument(Holder.SIGN_IN, each) for each in split([taking])),
            *documents,
        ]
    caveats = dict.fromkeys(each.permission.caveat for each in declared if each.permission.caveat)
    notes = (*_notes(configuration, settings, documents), *caveats)
    return LeastPrivilege(whence, tuple(documents), notes, needs.left_out)


def attached_to(document: PolicyDocument, policy: LeastPrivilege) -> str:
    """Say what a document is attached to."""
    title = policy.configuration.title
    if document.holder is Holder.ROLE:
        return f"For the role that {title} takes on."
    return f"For what signs in for {title}: the role of the machine, or the user of the access key."


def _simulation(settings: AwsSettings, place: AwsPlace) -> Permission:
    """What Check asks IAM about itself: of the role that is taken on, of the calling user, or of the machine's role."""
    if settings.role_arn:
        asked = settings.role_arn
    elif settings.role_only or not (settings.access_key_id or settings.profile):
        asked = f"arn:{place.partition}:iam::{place.account_id}:role/{ANY}"
    else:
        asked = f"arn:{place.partition}:iam::{place.account_id}:user/${{aws:username}}"
    return Permission(
        purpose="CheckPermissions",
        actions=("iam:SimulatePrincipalPolicy",),
        resources=(asked,),
        optional=True,
    )


def _taking_on(settings: AwsSettings) -> Permission:
    return Permission(purpose="TakeOnRole", actions=("sts:AssumeRole",), resources=(settings.role_arn,))


def _notes(configuration: Record, settings: AwsSettings, documents: list[PolicyDocument]) -> Iterator[str]:
    count = sum(each.holder is documents[-1].holder for each in documents)
    largest, role_arn = MOST_ATTACHED, settings.role_arn
    if role_arn:
        yield (
            f"{role_arn} is taken on, so two identities need a policy; the role must also trust whoever signs in."
        )
    if count > 1:
        yield (
            f"The policy is longer than IAM takes in one document, so it is {count} documents; all of them are attached."
        )
    if count > largest:
        yield (
            f"IAM attaches {largest} policies to one role or user unless AWS raises that quota. "
            "Divide the accounts among several configurations, or ask AWS for more."
        )
    if not settings.account_id:
        yield (
            f"{configuration.title} holds no account number, so * stands in its place. Fill it in, then copy again."
        )
