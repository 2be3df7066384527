"""Rotate N users of one server, verified and journalled, against the bare driver doing the same work.

python -m tests.bench.rotation postgresql|mariadb [--users 200] [--rounds 3] [--profile FILE]

The floor: one admin connection, the change, and a fresh TLS sign-in with the new password, one user after the other.
Prints a table on standard error and one JSON object on standard output. The server keeps fsync on.
"""

from __future__ import annotations

import argparse
import asyncio
import cProfile
import json
import secrets
import ssl
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

from pamdesk.rotation.engine import Engine
from pamdesk.vault.jobs import JobOptions
from tests.servers.certificates import make_certificates
from tests.servers.mariadb import MariadbServer
from tests.servers.postgresql import PostgresServer
from tests.worlds import DatabaseWorld, database_world

Server = PostgresServer | MariadbServer


def bare(server: Server, logins: list[str]) -> None:
    """Do the same work with the driver alone, over one admin connection."""
    if isinstance(server, PostgresServer):
        bare_postgresql(server, logins)
    else:
        bare_mariadb(server, logins)


def bare_postgresql(server: PostgresServer, logins: list[str]) -> None:
    """ALTER ROLE with a SCRAM verifier made here, then a fresh verified TLS sign-in."""
    import psycopg2.extensions
    from psycopg2 import sql

    admin = server.connect()
    with admin.cursor() as cursor:
        for login in logins:
            password = secrets.token_urlsafe(15)
            verifier = psycopg2.extensions.encrypt_password(password, login, admin, "scram-sha-256")
            statement = sql.SQL("ALTER ROLE {} PASSWORD {}").format(
                sql.Identifier(login), sql.Literal(verifier)
            )
            cursor.execute(statement)
            server.connect(login, password).close()
    admin.close()


def bare_mariadb(server: MariadbServer, logins: list[str]) -> None:
    """ALTER USER over one connection, then a fresh verified TLS sign-in; one TLS context for all."""
    import pymysql

    context = ssl.create_default_context(cafile=str(server.trusted))
    admin = server.connect()
    with admin.cursor() as cursor:
        for login in logins:
            password = secrets.token_urlsafe(15)
            cursor.execute("ALTER USER %s@'%%' IDENTIFIED BY %s", (login, password))
            pymysql.connect(
                host="localhost",
                port=server.port,
                user=login,
                password=password,
                ssl=context,
                connect_timeout=10,
            ).close()
    admin.close()


def bare_in_threads(server: Server, logins: list[str], threads: int) -> None:
    """The same work spread over threads, each with an admin connection of its own."""
    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(lambda part: bare(server, part), [logins[n::threads] for n in range(threads)]))


def pamdesk(world: DatabaseWorld, profile: str) -> float:
    """The engine: every rotation journalled, proved by a sign-in, promoted. Returns the seconds."""

    async def work() -> float:
        engine = Engine(world.vault)
        began = time.perf_counter()
        results = await engine.rotate(
            world.users, who="bench", options=JobOptions(concurrency=64, canary=False)
        )
        seconds = time.perf_counter() - began
        await engine.close()
        bad = [r for r in results if r.state.value != "done"]
        if bad:
            raise SystemExit(f"{len(bad)} of {len(results)} were not done: {bad[0].reason}")
        return seconds

    if not profile:
        return asyncio.run(work())
    profiler = cProfile.Profile()
    profiler.enable()
    seconds = asyncio.run(work())
    profiler.disable()
    profiler.dump_stats(profile)
    return seconds


def main() -> None:
    """Run the rounds interleaved and print medians and ratios."""
    parser = argparse.ArgumentParser()
    parser.add_argument("server", choices=("postgresql", "mariadb"))
    parser.add_argument("--users", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--profile", default="")
    args = parser.parse_args()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="pamdesk-bench-")))
        folder.chmod(0o755)
        certificates = make_certificates(folder / "tls")
        server: Server
        if args.server == "postgresql":
            server = stack.enter_context(PostgresServer(folder / "server", certificates, durable=True))
        else:
            server = stack.enter_context(MariadbServer(folder / "server", certificates, durable=True))
        world = database_world(folder / "v.pamdesk", server, users=args.users)
        stack.callback(world.vault.close)
        times: dict[str, list[float]] = {"bare driver": [], "bare driver, 8 threads": [], "PamDesk": []}
        for _ in range(args.rounds):
            times["bare driver"].append(timed(lambda: bare(server, world.logins)))
            times["bare driver, 8 threads"].append(timed(lambda: bare_in_threads(server, world.logins, 8)))
            # The floor changed the passwords behind the vault's back; as admin the engine does not need the old ones.
            times["PamDesk"].append(pamdesk(world, args.profile))
        sample = world.knows_the_live_one() if args.users <= 20 else {}
        if not all(sample.values()):
            raise SystemExit("the vault does not hold the live passwords")
        report(args.server, args.users, times)


def timed(work: Callable[[], None]) -> float:
    """Return how many seconds the work took."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def report(server: str, users: int, times: dict[str, list[float]]) -> None:
    """Print medians per second, and each against the floor."""
    floor = statistics.median(times["bare driver"])
    rows = {
        name: {
            "per_second": round(users / statistics.median(seconds), 1),
            "rounds": [round(users / s, 1) for s in seconds],
            "of_floor": round(floor / statistics.median(seconds), 2),
        }
        for name, seconds in times.items()
    }
    for name, row in rows.items():
        print(
            f"{name:24} {row['per_second']:>8}/s  {row['of_floor']:>5} x floor  {row['rounds']}",
            file=sys.stderr,
        )
    print(json.dumps({"bench": f"rotate {server}", "users": users, "results": rows}))


if __name__ == "__main__":
    main()
