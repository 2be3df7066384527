"""Rotate N console passwords, or access keys, of a local AWS account through the engine, against bare boto3 doing the same.

python -m tests.bench.iam [--users 50] [--rounds 3] [--access-keys]

The floor: one client, GetLoginProfile and UpdateLoginProfile, one user after the other. The engine makes four reads and
one change for each user (the id and the flags before and after are compared), and paces itself to 10 reads and 5 changes
a second, because AWS throttles: so it runs once as it is, and rounds without a pace show what its own work costs.

Access keys: GetUser, ListAccessKeys, CreateAccessKey, three GetCallerIdentity with the new key by a client of its own over
five seconds, and GetUser: the same calls on both sides. The five
seconds of a proof cannot be shortened, so the floor runs 8 and 64 users side by side, as the engine does. The second key
of each user is deleted between the rounds, on nobody's time.
The local AWS is a process of its own. Prints a table on standard error and one JSON object on standard output.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import secrets
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from pamdesk.aws.rate_limits import RateLimits
from pamdesk.records.secret import Secret
from pamdesk.rotation.aws_access import AwsSignIns
from pamdesk.rotation.clock import SystemClock
from pamdesk.rotation.engine import Engine
from pamdesk.sandbox.local_aws_process import LocalAwsProcess
from pamdesk.sandbox.local_aws_world import AccessKey
from pamdesk.vault.jobs import JobOptions
from tests.servers.aws import client
from tests.worlds import IamWorld, iam_world
from tests.worlds_iam_keys import AccessKeyWorld, access_key_world

T = TypeVar("T")
AT_ONCE = 1_000_000.0


def bare(world: IamWorld) -> float:
    """The same change by one client, nothing written down. Returns the seconds."""
    iam = client(world.aws, "iam")
    began = time.perf_counter()
    for login in world.logins:
        reset = iam.get_login_profile(UserName=login)["LoginProfile"]["PasswordResetRequired"]
        password = f"Aa1-{secrets.token_urlsafe(18)}"
        iam.update_login_profile(UserName=login, Password=password, PasswordResetRequired=reset)
    return time.perf_counter() - began


def pamdesk(world: IamWorld | AccessKeyWorld, *, paced: bool) -> float:
    """The engine: every change journalled, confirmed, compared, promoted. Returns the seconds."""

    async def work() -> float:
        with ThreadPoolExecutor(8) as pool:

            async def run(blocking: Callable[[], T], /) -> T:
                return await asyncio.get_running_loop().run_in_executor(pool, blocking)

            limits = None if paced else RateLimits(writes_per_second=AT_ONCE, reads_per_second=AT_ONCE)
            engine = Engine(world.vault, aws=AwsSignIns(run, SystemClock(), limits=limits))
            began = time.perf_counter()
            options = JobOptions(concurrency=64, canary=False)
            results = await engine.rotate(world.users, who="bench", options=options)
            seconds = time.perf_counter() - began
            await engine.close()
        bad = [result for result in results if result.state.value != "done"]
        if bad:
            raise SystemExit(f"{len(bad)} of {len(results)} were not done: {bad[0].reason}")
        return seconds

    return asyncio.run(work())


def bare_keys(world: AccessKeyWorld, threads: int) -> float:
    """The same calls by one client for IAM and one for each key, nothing written down. Returns the seconds."""
    iam = client(world.aws, "iam")

    def one(login: str) -> None:
        iam.get_user(UserName=login)
        iam.list_access_keys(UserName=login)
        made = iam.create_access_key(UserName=login)["AccessKey"]
        key = AccessKey(made["AccessKeyId"], Secret(made["SecretAccessKey"]))
        sts = client(world.aws, "sts", key)
        for number in range(3):
            time.sleep(2.5 if number else 0)
            sts.get_caller_identity()
        iam.get_user(UserName=login)

    began = time.perf_counter()
    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(one, world.logins))
    return time.perf_counter() - began


def clear(world: AccessKeyWorld) -> None:
    """Delete every key but the one of the vault, so that there is room for the next."""
    iam = client(world.aws, "iam")
    for number, login in enumerate(world.logins):
        for key_id in world.listed(number):
            if key_id != world.key(number).access_key_id:
                iam.delete_access_key(UserName=login, AccessKeyId=key_id)


def access_keys(users: int, rounds: int) -> dict[str, list[float]]:
    """Run the rounds of access keys, each with an account whose only key a person made."""
    sizes = {f"bare boto3, {threads} at once": threads for threads in (8, 64)}
    times: dict[str, list[float]] = {name: [] for name in [*sizes, "PamDesk, without a pace", "PamDesk"]}
    with tempfile.TemporaryDirectory(prefix="pamdesk-bench-") as folder, LocalAwsProcess() as aws:
        for number in range(rounds):
            world = access_key_world(Path(folder) / f"v{number}.pamdesk", aws, users=users)
            for name, threads in sizes.items():
                times[name].append(bare_keys(world, threads))
                clear(world)
            times["PamDesk, without a pace"].append(pamdesk(world, paced=False))
            if set(world.knows_the_live_one().values()) != {True}:
                raise SystemExit("the vault does not hold a live key")
            world.vault.close()
        world = access_key_world(Path(folder) / "paced.pamdesk", aws, users=users)
        times["PamDesk"].append(pamdesk(world, paced=True))
        world.vault.close()
    return times


def main() -> None:
    """Run the rounds interleaved and print medians and ratios."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--users", type=int, default=50)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--access-keys", action="store_true")
    args = parser.parse_args()
    if args.access_keys:
        report(args.users, access_keys(args.users, args.rounds), "bare boto3, 64 at once", "access keys")
        return
    with tempfile.TemporaryDirectory(prefix="pamdesk-bench-") as folder, LocalAwsProcess() as aws:
        world = iam_world(Path(folder) / "v.pamdesk", aws, users=args.users)
        times: dict[str, list[float]] = {"bare boto3": [], "PamDesk, without a pace": []}
        for _ in range(args.rounds):
            times["bare boto3"].append(bare(world))
            times["PamDesk, without a pace"].append(pamdesk(world, paced=False))
        times["PamDesk"] = [pamdesk(world, paced=True)]
        wrong = [login for login, live in world.knows_the_live_one().items() if not live]
        world.vault.close()
    if wrong:
        raise SystemExit(f"the vault does not hold the live password of {wrong[0]}")
    report(args.users, times, "bare boto3", "console passwords")


def report(users: int, times: dict[str, list[float]], lowest: str, what: str) -> None:
    """Print users per second, and each against the floor."""
    floor = statistics.median(times[lowest])
    rows = {
        name: {
            "per_second": round(users / statistics.median(seconds), 1),
            "rounds": [round(users / one, 1) for one in seconds],
            "of_floor": round(floor / statistics.median(seconds), 2),
        }
        for name, seconds in times.items()
    }
    for name, row in rows.items():
        print(
            f"{name:24} {row['per_second']:>8}/s  {row['of_floor']:>5} x floor  {row['rounds']}",
            file=sys.stderr,
        )
    load = round(os.getloadavg()[0], 1)
    print(f"load of the machine: {load}", file=sys.stderr)
    print(json.dumps({"bench": f"rotate IAM {what}", "users": users, "load": load, "results": rows}))


if __name__ == "__main__":
    main()
