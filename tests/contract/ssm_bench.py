"""What the tests of every system behind Systems Manager share: the sign-in to AWS as administrator, and its failures."""

from __future__ import annotations

import json
from contextlib import AbstractContextManager
from dataclasses import replace
from typing import Any

import pytest

from pamdesk.aws.calls import AwsCalls, AwsConnections
from pamdesk.records.errors import Refused, TargetError, TargetErrorKind
from pamdesk.records.secret import Secret
from pamdesk.sandbox.local_aws import LocalAws
from pamdesk.sandbox.local_aws_faults import Fault, FaultKind
from pamdesk.sandbox.local_aws_hosts import LOST, ONLINE, ManagedHost
from pamdesk.targets.contract import Account, Answer, Credential, Endpoint, Outcome, Target, TargetModule
from pamdesk.targets.permissions import AwsPlace
from pamdesk.targets.ssm.commands import RunCommand
from tests.contract.cases import NEW, OLD, Bench, Recorder, TargetCases, fate, no_secret_in, run, settle
from tests.contract.corpus import CANARY
from tests.servers.aws import new_key, new_user, settings


class SsmBench(Bench):
    """An instance of the local AWS."""

    said_when_made = Outcome.OVER
    said_when_not_made = Outcome.NOT_APPLIED
    module: TargetModule
    document: str

    def __init__(self, aws: LocalAws, agent: ManagedHost) -> None:
        self.aws = aws
        self.agent = agent
        self.key = aws.administrator

    def admin(self) -> Credential:
        raise AssertionError("the sign-in to AWS is the administrator")

    def showing(self, what: str) -> AbstractContextManager[int]:
        raise AssertionError(f"Systems Manager is known by AWS's own certificate: {what}")

    def log(self) -> str:
        return self.aws.control.commands.history()

    def endpoint(self, **changes: object) -> Endpoint:
        made = Endpoint(
            record_id="r1",
            title="web-prod",
            host="10.0.0.1",
            port=22,
            region=self.aws.region,
            resource_name=self.agent.instance_id,
            kind=self.kind,
        )
        return replace(made, **changes)  # type: ignore[arg-type]

    def calls(self) -> AwsCalls:
        """A sign-in of its own; it belongs to the loop that is running."""
        shared = AwsConnections(run)
        return AwsCalls(shared, shared.resolver.resolve(settings(self.aws, self.key)))

    def account(self, login: str, current: str = OLD, *, by_admin: bool = True, **changes: object) -> Account:
        return Account(
            record_id=f"u-{login}",
            title=f"{login} on web-prod",
            login=login,
            current=Secret(current),
            endpoint=self.endpoint(**changes),
            aws=self.calls(),
        )


def stops(bench: SsmBench, login: str, **changes: Any) -> str:
    """The code that stops the preflight; what stops it must refuse the change too."""

    async def work(target: Target) -> str:
        found = (await target.preflight(bench.account(login, **changes))).stops
        journal = Recorder()
        with pytest.raises(Refused):
            await target.apply(bench.account(login, **changes), Secret(NEW), journal)
        assert journal.announced == []
        return found.code if found else ""

    return settle(work, bench)


def _bare(bench: SsmBench) -> Account:
    return Account(record_id="u", title="app on web-prod", login="app", endpoint=bench.endpoint())


class SsmCases(TargetCases):
    """The common facts, but those of a network and of an administrator of the host's own: there are none."""

    test_an_account_changes_its_own_password = None  # type: ignore[assignment]
    test_a_wrong_password_of_the_admin_is_said_and_changes_nothing = None  # type: ignore[assignment]
    test_cut_before_the_change_arrives = None  # type: ignore[assignment]
    test_cut_after_the_change_was_made = None  # type: ignore[assignment]
    test_a_change_that_arrives_late_is_running_until_it_is_over = None  # type: ignore[assignment]
    test_an_answer_that_never_comes_is_ambiguous_within_the_time_limit = None  # type: ignore[assignment]
    test_a_kept_connection_that_died_is_made_anew = None  # type: ignore[assignment]
    test_a_server_that_is_down_is_said_to_be_unreachable = None  # type: ignore[assignment]
    test_a_stranger_is_sent_nothing = None
    test_a_pin_that_does_not_fit_is_refused = None  # type: ignore[assignment]
    test_without_tls_nothing_is_sent = None  # type: ignore[assignment]

    # What the network does: the answer to SendCommand is lost, or it never arrives.

    @pytest.mark.parametrize(
        ("kind", "expected"),
        [
            (FaultKind.DROP_ANSWER, (Outcome.OVER, Answer.ACCEPTED)),
            (FaultKind.DROP_REQUEST, (Outcome.NOT_APPLIED, Answer.REJECTED)),
            (FaultKind.FAIL, (Outcome.NOT_APPLIED, Answer.REJECTED)),
        ],
    )
    def test_a_lost_answer_is_found_out_on_the_host(
        self, bench: SsmBench, account_name, kind: FaultKind, expected: tuple[Outcome, Answer]
    ) -> None:
        login = account_name("app")
        bench.create(login, OLD)
        journal = Recorder(lambda: bench.aws.control.add_faults(Fault(kind=kind, action="SendCommand")))

        async def work(target: Target) -> tuple[Outcome, Answer]:
            account = bench.account(login)
            with pytest.raises(TargetError) as caught:
                await target.apply(account, Secret(NEW), journal)
            assert not isinstance(caught.value, Refused)
            assert caught.value.kind == TargetErrorKind.UNKNOWN
            no_secret_in(caught.value, NEW, CANARY)
            word = await fate(target, account, journal.announced[0])
            return word, (await target.probe(account, Secret(NEW))).answer

        assert settle(work, bench) == expected
        assert bench.works(login, NEW if expected[1] is Answer.ACCEPTED else OLD)

    def test_a_command_that_comes_after_its_key_was_taken_away_changes_nothing(
        self, bench: SsmBench, account_name
    ) -> None:
        login = account_name("app")
        bench.create(login, OLD)

        async def work(target: Target) -> tuple[Outcome, str]:
            account = bench.account(login)
            said: list[Outcome] = []

            async def conclude() -> None:
                said.append(await target.outcome(account, journal.announced[0]))

            journal = Recorder(conclude)
            with pytest.raises(TargetError) as caught:
                await target.apply(account, Secret(NEW), journal)
            assert not isinstance(caught.value, Refused)
            return said[0], caught.value.code

        assert settle(work, bench) == (Outcome.NOT_APPLIED, "no_answer")
        assert bench.works(login, OLD)

    # J17
    def test_an_agent_that_runs_it_twice_changes_it_once(self, bench: SsmBench, account_name) -> None:
        login = account_name("app")
        bench.create(login, OLD)

        def twice() -> None:
            bench.agent.runs = 2

        journal = Recorder(twice)

        async def work(target: Target) -> tuple[Outcome, Answer]:
            account = bench.account(login)
            with pytest.raises(TargetError) as caught:
                await target.apply(account, Secret(NEW), journal)
            assert not isinstance(caught.value, Refused)
            bench.agent.runs = 1
            word = await target.outcome(account, journal.announced[0])
            return word, (await target.probe(account, Secret(NEW))).answer

        assert settle(work, bench) == (Outcome.OVER, Answer.ACCEPTED)

    def test_an_answer_that_never_comes_is_ambiguous(self, bench: SsmBench, account_name) -> None:
        login = account_name("app")
        bench.create(login, OLD)

        def vanish() -> None:
            bench.agent.ping = LOST

        async def work(target: Target) -> tuple[TargetErrorKind, Outcome]:
            account, journal = bench.account(login), Recorder(vanish)
            with pytest.raises(TargetError) as caught:
                await target.apply(account, Secret(NEW), journal)
            assert not isinstance(caught.value, Refused)
            no_secret_in(caught.value, NEW, CANARY)
            return caught.value.kind, await target.outcome(account, journal.announced[0])

        assert settle(work, bench, work_seconds=2.0) == (TargetErrorKind.UNKNOWN, Outcome.RUNNING)

    # J04
    def test_what_systems_manager_does_not_manage_is_told(self, bench: SsmBench, account_name) -> None:
        login = account_name("app")
        bench.create(login, OLD)
        assert stops(bench, login, resource_name="i-0bbbbbbbbbbbbbbbb") == "not_managed"
        assert stops(bench, login, resource_name="") == "no_endpoint"
        assert bench.works(login, OLD)

    # J04
    def test_an_agent_that_is_not_connected_is_told(self, bench: SsmBench, account_name) -> None:
        bench.agent.ping, bench.agent.timeout_scale = LOST, 0.01
        assert stops(bench, account_name("app")) == "not_connected"

    def test_a_sign_in_without_the_right_is_told(self, bench: SsmBench, account_name) -> None:
        login = account_name("app")
        bench.create(login, OLD)
        statement = {
            "Effect": "Allow",
            "Action": ["ssm:DescribeInstanceInformation", "iam:SimulatePrincipalPolicy"],
            "Resource": "*",
        }
        policy = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
        bench.key = new_key(bench.aws, new_user(bench.aws, policy=policy))
        assert stops(bench, login) == "not_permitted"

    def test_the_declared_permissions_are_enough(self, bench: SsmBench, account_name) -> None:
        login = account_name("app")
        bench.create(login, OLD)
        assert bench.module.permissions is not None
        place = AwsPlace("aws", bench.aws.account_id, bench.aws.region)
        needed = bench.module.permissions(replace(_bare(bench), login=login), place)
        statements = [
            {
                "Effect": "Allow",
                "Action": list(each.actions),
                "Resource": list(each.resources),
                "Condition": {operator: {key: list(values)} for operator, key, values in each.conditions},
            }
            for each in needed
        ]
        policy = json.dumps({"Version": "2012-10-17", "Statement": statements})
        bench.key = new_key(bench.aws, new_user(bench.aws, policy=policy))

        async def work(target: Target) -> tuple[str, Answer]:
            account, journal = bench.account(login), Recorder()
            stopped = (await target.preflight(account)).stops
            await target.apply(account, Secret(NEW), journal)
            await target.outcome(account, journal.announced[0])
            return stopped.code if stopped else "", (await target.probe(account, Secret(NEW))).answer

        assert settle(work, bench) == ("", Answer.ACCEPTED)
        refused = {call.action for call in bench.aws.control.calls() if call.status == 403}
        assert refused <= {"SimulatePrincipalPolicy"}

    # J01
    def test_a_command_that_is_not_known_everywhere_yet_is_waited_for(
        self, bench: SsmBench, account_name
    ) -> None:
        login = account_name("app")
        bench.create(login, OLD)
        bench.agent.unseen_seconds, bench.agent.delivery_seconds = 0.6, 0.9

        async def work(target: Target) -> Answer:
            await target.apply(bench.account(login), Secret(NEW), Recorder())
            return (await target.probe(bench.account(login), Secret(NEW))).answer

        assert settle(work, bench) == Answer.ACCEPTED
        assert bench.works(login, NEW)

    def test_a_comment_among_many_others_is_found(self, bench: SsmBench, account_name) -> None:
        login = account_name("app")
        bench.create(login, OLD)

        def others() -> None:
            for number in range(60):
                bench.aws.control.commands.send(
                    bench.document, [bench.agent.instance_id], {"commands": [":"]}, 30, f"other {number}"
                )

        async def work(target: Target) -> Outcome:
            account, journal = bench.account(login), Recorder()
            await target.apply(account, Secret(NEW), journal)
            bench.agent.delivery_seconds = 5.0
            others()
            token = str(journal.announced[0]["ssm_token"])
            told = await RunCommand(account, bench.document).is_under_way(token)
            assert told is False
            return await target.outcome(account, {**journal.announced[0], "ssm_instance": "i-0another"})

        assert settle(work, bench) is Outcome.UNKNOWN

    # J05
    def test_a_command_that_was_never_delivered_is_settled_when_the_agent_is_back(
        self, bench: SsmBench, account_name
    ) -> None:
        login = account_name("app")
        bench.create(login, OLD)

        def vanish() -> None:
            bench.agent.ping, bench.agent.timeout_scale = LOST, 0.02

        async def work(target: Target) -> tuple[Outcome, Outcome, Answer]:
            account, journal = bench.account(login), Recorder(vanish)
            with pytest.raises(TargetError) as caught:
                await target.apply(account, Secret(NEW), journal)
            assert not isinstance(caught.value, Refused)
            silent = await target.outcome(account, journal.announced[0])
            bench.agent.ping, bench.agent.timeout_scale = ONLINE, 1.0
            said = await target.outcome(account, journal.announced[0])
            return silent, said, (await target.probe(account, Secret(OLD))).answer

        assert settle(work, bench) == (Outcome.UNKNOWN, Outcome.NOT_APPLIED, Answer.ACCEPTED)

    # J03
    def test_asking_too_often_is_waited_out(self, bench: SsmBench, account_name) -> None:
        login = account_name("app")
        bench.create(login, OLD)
        throttled = Fault(kind=FaultKind.THROTTLE, action="GetCommandInvocation", times=3)

        async def work(target: Target) -> Answer:
            await target.apply(
                bench.account(login),
                Secret(NEW),
                Recorder(lambda: bench.aws.control.add_faults(throttled)),
            )
            return (await target.probe(bench.account(login), Secret(NEW))).answer

        assert settle(work, bench) == Answer.ACCEPTED
