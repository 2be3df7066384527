"""IAM policy documents made of what was declared: merged, in a stable order, none longer than IAM takes.

Grammar and limits: IAM User Guide, "IAM JSON policy elements" and "IAM and AWS STS quotas" (white space is not counted).
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeAlias

from pamdesk.rotation.aws_needs import Declared, Whence
from pamdesk.targets.permissions import ANY, Condition

LONGEST: Final = 6_144  # characters of a managed policy
MOST_ATTACHED: Final = 10  # managed policies of a user or role, unless AWS has raised the quota
_VERSION: Final = "2012-10-17"
_Key: TypeAlias = tuple[str, tuple[str, ...], tuple[Condition, ...]]  # purpose, actions, conditions


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One statement of a policy, and the records that it comes from; `optional`: a rotation goes on without it."""

    sid: str
    actions: tuple[str, ...]
    resources: tuple[str, ...]
    conditions: tuple[Condition, ...]
    optional: bool
    needs: tuple[Declared, ...]

    @property
    def whence(self) -> tuple[Whence, ...]:
        """The records that its resources come from, by title."""
        own = set(self.resources)
        every = ANY in own
        return tuple(
            sorted({each.whence for each in self.needs if every or own & set(each.permission.resources)})
        )

    def as_json(self) -> dict[str, object]:
        """Return the statement as IAM reads it."""
        tests: defaultdict[str, dict[str, list[str]]] = defaultdict(dict)
        for operator, key, values in self.conditions:
            tests[operator][key] = list(values)
        return {
            "Sid": self.sid,
            "Effect": "Allow",
            "Action": list(self.actions),
            "Resource": list(self.resources),
            **({"Condition": dict(tests)} if tests else {}),
        }


def as_text(statements: Sequence[Statement]) -> str:
    """Return a policy document, indented for people."""
    document = {"Version": _VERSION, "Statement": [each.as_json() for each in statements]}
    return json.dumps(document, indent=2)


def counted(statements: Sequence[Statement]) -> int:
    """Return how many characters IAM counts of a document."""
    return sum(not character.isspace() for character in as_text(statements))


def merged(declared: Iterable[Declared]) -> tuple[Statement, ...]:
    """Merge what is needed into one statement for each purpose, actions and conditions, sorted by Sid.

    Two purposes of one name that are not the same are told apart by a number: IAM takes each Sid once.
    """
    found: defaultdict[_Key, list[Declared]] = defaultdict(list)
    for each in declared:
        need = each.permission
        found[(need.purpose, tuple(sorted(need.actions)), need.conditions)].append(each)
    taken: set[str] = set()
    statements = []
    for key in sorted(found):
        needs = found[key]
        first = needs[0].permission
        statements.append(
            Statement(
                sid=_free(first.purpose, taken),
                actions=tuple(sorted(first.actions)),
                resources=_resources(needs),
                conditions=first.conditions,
                optional=all(each.permission.optional for each in needs),
                needs=tuple(needs),
            )
        )
    return tuple(statements)


def split(declared: Sequence[Declared], longest: int = LONGEST) -> tuple[tuple[Statement, ...], ...]:
    """Return the statements as documents that IAM takes, as few as fill them in order; one where everything fits."""
    whole = merged(declared)
    if not whole or counted(whole) <= longest:
        return (whole,) if whole else ()
    documents: list[list[Statement]] = [[]]
    taken: set[str] = set()
    for statement in whole:
        rest = statement
        while True:
            room = _fitting(documents[-1], rest, longest)
            if room == 0:
                documents.append([])
                if _fitting([], rest, longest) == 0:
                    raise ValueError(
                        f"The statement {rest.sid} is longer than a policy by one resource alone."
                    )
                continue
            documents[-1].append(replace(rest, sid=_free(rest.sid, taken), resources=rest.resources[:room]))
            if room == len(rest.resources):
                break
            rest = replace(rest, resources=rest.resources[room:])
    return tuple(tuple(each) for each in documents)


def _fitting(before: Sequence[Statement], statement: Statement, longest: int) -> int:
    """Return how many of a statement's resources still fit behind others; a Sid may grow by a number."""
    low, high = 0, len(statement.resources)
    while low < high:
        middle = (low + high + 1) // 2
        tried = replace(statement, sid=f"{statement.sid}000", resources=statement.resources[:middle])
        if counted([*before, tried]) <= longest:
            low = middle
        else:
            high = middle - 1
    return low


def _resources(needs: Sequence[Declared]) -> tuple[str, ...]:
    every = {one for each in needs for one in each.permission.resources}
    return (ANY,) if ANY in every else tuple(sorted(every))


def _free(purpose: str, taken: set[str]) -> str:
    names = _numbered(purpose)
    sid = next(name for name in names if name not in taken)
    taken.add(sid)
    return sid


def _numbered(purpose: str) -> Iterator[str]:
    yield purpose
    number = 2
    while True:
        yield f"{purpose}{number}"
        number += 1
