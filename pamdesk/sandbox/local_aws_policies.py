"""Evaluates IAM policy documents for the local AWS: Action, Resource, their opposites, Principal, a few Conditions.

The order is IAM's own: an explicit deny wins, then an allow, otherwise the request is implicitly denied. A condition
operator that is not known here never grants anything and always denies, so the local AWS errs on the strict side.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType
from typing import TypeAlias

Statement: TypeAlias = Mapping[str, object]

NO_CONTEXT: Mapping[str, str] = MappingProxyType({})


class Decision(StrEnum):
    """The three answers of IAM, spelled as SimulatePrincipalPolicy spells them."""

    ALLOWED = "allowed"
    IMPLICIT_DENY = "implicitDeny"
    EXPLICIT_DENY = "explicitDeny"


def decide(
    documents: Iterable[str],
    action: str,
    resource: str = "*",
    context: Mapping[str, str] = NO_CONTEXT,
    principal: str | None = None,
) -> Decision:
    """Decide an action on a resource under policy documents (JSON); a principal is compared only where given."""
    allowed = False
    for document in documents:
        for statement in _statements(document):
            if not _applies(statement, action, resource, context, principal):
                continue
            if statement.get("Effect") != "Allow":
                return Decision.EXPLICIT_DENY
            allowed = True
    return Decision.ALLOWED if allowed else Decision.IMPLICIT_DENY


def _statements(document: str) -> list[Statement]:
    statements = json.loads(document).get("Statement", [])
    return statements if isinstance(statements, list) else [statements]


def _applies(
    statement: Statement, action: str, resource: str, context: Mapping[str, str], principal: str | None
) -> bool:
    return (
        _matches(statement, "Action", action, ignore_case=True, context=context)
        and _matches(statement, "Resource", resource, ignore_case=False, context=context)
        and _principal_matches(statement, principal)
        and _conditions_hold(statement, context)
    )


def _matches(
    statement: Statement, element: str, value: str, *, ignore_case: bool, context: Mapping[str, str]
) -> bool:
    if f"Not{element}" in statement:
        return not _any_matches(statement[f"Not{element}"], value, ignore_case, context)
    if element not in statement:
        return element == "Resource"  # a trust policy names no resource
    return _any_matches(statement[element], value, ignore_case, context)


def _any_matches(patterns: object, value: str, ignore_case: bool, context: Mapping[str, str]) -> bool:
    return any(_wildcard(_substitute(p, context), ignore_case).fullmatch(value) for p in _texts(patterns))


def _texts(value: object) -> Sequence[str]:
    if isinstance(value, list):
        return [_text(item) for item in value]
    return [_text(value)]


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _substitute(pattern: str, context: Mapping[str, str]) -> str:
    return re.sub(
        r"\$\{([^}]+)\}", lambda found: context.get(found.group(1).lower(), found.group(0)), pattern
    )


@lru_cache(maxsize=4096)
def _wildcard(pattern: str, ignore_case: bool) -> re.Pattern[str]:
    parts = {"*": ".*", "?": "."}
    text = "".join(parts.get(character, re.escape(character)) for character in pattern)
    return re.compile(text, re.DOTALL | (re.IGNORECASE if ignore_case else 0))


def _principal_matches(statement: Statement, principal: str | None) -> bool:
    if principal is None or "Principal" not in statement:
        return True
    wanted = statement["Principal"]
    names = _texts(wanted.get("AWS", [])) if isinstance(wanted, Mapping) else _texts(wanted)
    account = principal.split(":")[4]
    return any(name in ("*", principal, account) or name.endswith(f"::{account}:root") for name in names)


def _string_like(actual: str, wanted: str) -> bool:
    return _wildcard(wanted, False).fullmatch(actual) is not None


def _equal(actual: str, wanted: str) -> bool:
    return actual == wanted


def _equal_ignoring_case(actual: str, wanted: str) -> bool:
    return actual.lower() == wanted.lower()


_OPERATORS: Mapping[str, Callable[[str, str], bool]] = {
    "StringEquals": _equal,
    "StringEqualsIgnoreCase": _equal_ignoring_case,
    "StringLike": _string_like,
    "ArnEquals": _string_like,
    "ArnLike": _string_like,
    "Bool": _equal_ignoring_case,
}
_NEGATED: Mapping[str, Callable[[str, str], bool]] = {
    "StringNotEquals": _equal,
    "StringNotLike": _string_like,
    "ArnNotEquals": _string_like,
    "ArnNotLike": _string_like,
}


def _conditions_hold(statement: Statement, context: Mapping[str, str]) -> bool:
    conditions = statement.get("Condition", {})
    if not isinstance(conditions, Mapping):
        return False
    denies = statement.get("Effect") != "Allow"
    return all(
        _condition_holds(operator, key, wanted, context, if_unknown=denies)
        for operator, keys in conditions.items()
        for key, wanted in keys.items()
    )


def _condition_holds(
    operator: str, key: str, wanted: object, context: Mapping[str, str], *, if_unknown: bool
) -> bool:
    name = operator.removesuffix("IfExists")
    actual = context.get(key.lower())
    if actual is None and operator != name:
        return True
    if name in _OPERATORS:
        test = _OPERATORS[name]
        return actual is not None and any(test(actual, text) for text in _texts(wanted))
    if name in _NEGATED:
        test = _NEGATED[name]
        return actual is None or not any(test(actual, text) for text in _texts(wanted))
    return if_unknown
