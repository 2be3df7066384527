"""By which names an account was announced: a record that is edited meanwhile does not change whom a recovery asks."""

from __future__ import annotations

from dataclasses import replace

from pamdesk.targets.contract import Account, Facts

LOGIN = "login"
# The other fields that say which account a login means.
OTHERS = ("mysql_host", "distinguished_name")


def names_of(account: Account) -> dict[str, str]:
    """Return the facts by which an account is announced."""
    return {LOGIN: account.login, **{name: account.fields.get(name, "") for name in OTHERS}}


def as_announced(account: Account, facts: Facts) -> Account:
    """Return the account under the names that an attempt was announced by, where it was."""
    if LOGIN not in facts:
        return account
    others = {name: str(facts.get(name, "")) for name in OTHERS}
    return replace(account, login=str(facts[LOGIN]), fields={**account.fields, **others})
