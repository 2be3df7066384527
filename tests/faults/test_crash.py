"""A hundred kills at random moments and packets: nothing is lost, and nothing stays in doubt once the servers answer."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.faults.crash.campaign import Campaign
from tests.faults.crash.grounds import KINDS, ground
from tests.servers import mariadb, postgresql

MISSING: dict[str, Callable[[], str]] = {
    "postgresql": postgresql.missing_server,
    "mariadb": mariadb.missing_server,
    "iam": str,
}


@pytest.mark.server
@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.parametrize(("target", "kills"), [("postgresql", 40), ("mariadb", 40), ("iam", 20)])
def test_after_kills_at_random_every_account_lets_in_with_what_the_vault_says(
    target: str, kills: int
) -> None:
    if reason := MISSING[target]():
        pytest.skip(reason)
    with ground(target, accounts=4) as made:
        tally = Campaign(made, seed=1).run(kills, lambda _: None)
    assert (tally.kills, tally.lost, tally.in_doubt) == (kills, [], [])
    # Without rotations that the kills interrupted, the campaign would prove nothing.
    assert sum(tally.interrupted.values()) > kills // 4
    assert tally.sign_ins >= kills * len(made.users)


def test_every_target_of_the_campaigns_says_what_stands_there() -> None:
    assert [name for name, kind in KINDS.items() if not kind.against] == []
