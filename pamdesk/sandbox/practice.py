"""The practice environment itself: a local AWS and a real PostgreSQL on this machine, with accounts in both."""

from __future__ import annotations

import importlib.util
import secrets
import sys
from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, closing
from pathlib import Path
from types import TracebackType
from typing import Self

from pamdesk.aws.clients import Client, build_client, new_session
from pamdesk.records.errors import UserError
from pamdesk.records.passwords import generate
from pamdesk.records.rules import Effective
from pamdesk.records.secret import Secret
from pamdesk.sandbox.accounts import (
    CONSOLE_USERS,
    DATABASE_ADMIN,
    DATABASE_USERS,
    KEY_USERS,
    SELF_ROTATING,
    ConsoleUser,
    KeyUser,
)
from pamdesk.sandbox.certificates import CertificateAuthority
from pamdesk.sandbox.local_aws_process import LocalAwsProcess
from pamdesk.sandbox.local_aws_world import AccessKey
from pamdesk.sandbox.postgres import SandboxPostgres, find_installation
from pamdesk.sandbox.tls_front import TlsFront

INSTALL = 'pip install "pamdesk[sandbox]"'
HOST = "127.0.0.1"
REGION = "ap-northeast-1"
_POLICY_LENGTH = 14
_FIRST = Effective(length=20, upper=1, lower=1, digits=1, symbols=1, symbol_set="-_!^*+=")


def require_installed() -> None:
    """Raise UserError, in one sentence, where the sandbox's packages are absent or this build cannot have them."""
    if getattr(sys, "frozen", False):
        raise UserError(
            "The practice environment is not part of this build: its servers come with the Python package.",
            hint=f"With Python 3.11 or newer: {INSTALL}, then pamdesk sandbox.",
            code="sandbox_missing",
        )
    absent = [name for name in ("moto", "werkzeug") if importlib.util.find_spec(name) is None]
    if absent:
        raise UserError(
            f"The practice environment cannot start: {' and '.join(absent)} of pamdesk[sandbox] is not installed.",
            hint=f"Install it with: {INSTALL}",
            code="sandbox_missing",
        )
    find_installation()


def new_password() -> Secret:
    """Return a random first password that every target of the sandbox accepts."""
    return generate(_FIRST)


class Practice:
    """Both servers with their accounts; a context manager. `passwords` are the first ones, by login, as are `keys`."""

    def __init__(self, folder: Path) -> None:
        """Prepare servers whose files lie in `folder`; raises UserError where a package is absent."""
        require_installed()
        self._stack = ExitStack()
        self.authority = CertificateAuthority(folder / "tls")
        self.postgres = SandboxPostgres(self.authority, within=folder)
        # 12 digits of its own, so that no real account is ever meant.
        self.aws = LocalAwsProcess(f"9{secrets.randbelow(10**11):011}", REGION)
        self.passwords: Mapping[str, Secret] = {}
        self.keys: Mapping[str, AccessKey] = {}

    def __enter__(self) -> Self:
        """Start both servers side by side and make their accounts; raises UserError where one does not come up."""
        with ExitStack() as stack:
            waiting = ThreadPoolExecutor(1, thread_name_prefix="local AWS")
            stack.callback(self.aws.stop)
            started: Future[LocalAwsProcess] = waiting.submit(self.aws.start)
            waiting.shutdown(wait=False)
            try:
                stack.enter_context(self.postgres)
                self.front: TlsFront = stack.enter_context(self.postgres.front())
            finally:
                # Waited for in any case: a child that is just being started could not be stopped.
                failure = started.exception()
            if failure is not None:
                raise failure
            iam = self._iam()
            self.passwords = {**self._make_roles(), **self._make_console_users(iam)}
            self.keys = self._make_key_users(iam)
            self._stack = stack.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    def arn(self, user: ConsoleUser | KeyUser) -> str:
        """Return the ARN of an IAM user."""
        return f"arn:aws:iam::{self.aws.account_id}:user{user.path}{user.login}"

    def _make_roles(self) -> dict[str, Secret]:
        from psycopg2 import sql

        made: dict[str, Secret] = {}
        for user in (DATABASE_ADMIN, SELF_ROTATING, *DATABASE_USERS):
            made[user.login] = new_password()
            self.postgres.create_users({user.login: made[user.login]}, user.attributes)
        grant = sql.SQL("GRANT {} TO {} WITH ADMIN OPTION")
        admin = sql.Identifier(DATABASE_ADMIN.login)
        with closing(self.postgres.connect()) as connection, connection.cursor() as cursor:
            for user in DATABASE_USERS:
                cursor.execute(grant.format(sql.Identifier(user.login), admin))
        return made

    def _iam(self) -> Client:
        from botocore.credentials import Credentials

        key = self.aws.administrator
        session = new_session(Credentials(key.access_key_id, key.secret_access_key.reveal()))
        return build_client(session, "iam", region=REGION, endpoint_url=self.aws.endpoint_url)

    @staticmethod
    def _make_key_users(iam: Client) -> dict[str, AccessKey]:
        made: dict[str, AccessKey] = {}
        for user in KEY_USERS:
            iam.create_user(UserName=user.login, Path=user.path)
            key = iam.create_access_key(UserName=user.login)["AccessKey"]
            made[user.login] = AccessKey(key["AccessKeyId"], Secret(key["SecretAccessKey"]))
            if user.second:
                iam.create_access_key(UserName=user.login)
        return made

    @staticmethod
    def _make_console_users(iam: Client) -> dict[str, Secret]:
        iam.update_account_password_policy(
            MinimumPasswordLength=_POLICY_LENGTH,
            RequireUppercaseCharacters=True,
            RequireLowercaseCharacters=True,
            RequireNumbers=True,
            RequireSymbols=True,
            PasswordReusePrevention=5,
        )
        made: dict[str, Secret] = {}
        for user in CONSOLE_USERS:
            iam.create_user(UserName=user.login, Path=user.path)
            if user.console:
                made[user.login] = new_password()
                iam.create_login_profile(
                    UserName=user.login,
                    Password=made[user.login].reveal(),
                    PasswordResetRequired=user.must_change,
                )
        return made
