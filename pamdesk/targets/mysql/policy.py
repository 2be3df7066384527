"""What MySQL's and MariaDB's own password policies ask of a password."""

from __future__ import annotations

import dataclasses

from pamdesk.records.complexity import TargetRules
from pamdesk.targets.mysql.facts import Server


def tightened(rules: TargetRules, server: Server) -> TargetRules:
    """Tighten rules by what simple_password_check (MariaDB) or validate_password (MySQL) ask for."""
    if not server.validators:
        return rules

    def least(*names: str) -> int:
        values = (server.variables.get(name, "") for name in names)
        return max((int(value) for value in values if value.isdecimal()), default=0)

    case = least("simple_password_check_letters_same_case", "validate_password.mixed_case_count")
    return dataclasses.replace(
        rules,
        name=f"{server.name} with {', '.join(server.validators)}",
        min_length=max(
            1,
            least(
                "simple_password_check_minimal_length", "validate_password.length", "validate_password_length"
            ),
        ),
        upper=case,
        lower=case,
        digits=least("simple_password_check_digits", "validate_password.number_count"),
        symbols=least("simple_password_check_other_characters", "validate_password.special_char_count"),
    )
