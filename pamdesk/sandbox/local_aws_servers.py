"""Sets a password on the real database server that stands behind an RDS instance of the local AWS.

RDS restores the master user's privileges in the same act (ModifyDBInstance, MasterUserPassword); so is it here.
"""

from __future__ import annotations

import hashlib
import ssl
from dataclasses import dataclass

from pamdesk.records.secret import Secret

# RDS User Guide, "Master user account privileges"; those that a server other than RDS's knows.
_MARIADB_PRIVILEGES = (
    "SELECT, INSERT, UPDATE, DELETE, CREATE, DROP, RELOAD, PROCESS, REFERENCES, INDEX, ALTER, SHOW DATABASES, "
    "CREATE TEMPORARY TABLES, LOCK TABLES, EXECUTE, CREATE VIEW, SHOW VIEW, CREATE ROUTINE, ALTER ROUTINE, "
    "CREATE USER, EVENT, TRIGGER"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerBehind:
    """How the local AWS signs in to the real server, as its superuser, by verified TLS; `kind`: postgresql or mariadb."""

    kind: str
    host: str
    port: int
    user: str
    password: Secret
    ca_file: str
    database: str = "postgres"

    def __call__(self, login: str, password: Secret) -> None:
        """Set the login's password; raises the driver's own error."""
        if self.kind == "postgresql":
            self._postgresql(login, password)
        else:
            self._mariadb(login, password)

    def _postgresql(self, login: str, password: Secret) -> None:
        import psycopg2
        from psycopg2 import extensions, sql

        connection = psycopg2.connect(
            host=self.host,
            port=self.port,
            user=self.user,
            password=self.password.reveal(),
            dbname=self.database,
            sslmode="verify-full",
            sslrootcert=self.ca_file,
            connect_timeout=10,
        )
        try:
            # The server's log is to hold a verifier only.
            verifier = extensions.encrypt_password(password.reveal(), login, connection, "scram-sha-256")
            statement = sql.SQL("ALTER ROLE {} LOGIN CREATEDB CREATEROLE PASSWORD {}").format(
                sql.Identifier(login), sql.Literal(verifier)
            )
            with connection, connection.cursor() as cursor:
                cursor.execute(statement)
        finally:
            connection.close()

    def _mariadb(self, login: str, password: Secret) -> None:
        import pymysql

        connection = pymysql.connect(
            host=self.host,
            port=self.port,
            user=self.user,
            password=self.password.reveal(),
            ssl=ssl.create_default_context(cafile=self.ca_file),
            autocommit=True,
            connect_timeout=10,
        )
        # What mysql_native_password stores (MariaDB, "Authentication Plugin - mysql_native_password").
        inner = hashlib.sha1(password.reveal().encode(), usedforsecurity=False).digest()
        stored = "*" + hashlib.sha1(inner, usedforsecurity=False).hexdigest().upper()
        try:
            with connection.cursor() as cursor:
                cursor.execute(
                    "ALTER USER %s@'%%' IDENTIFIED VIA mysql_native_password USING %s", (login, stored)
                )
                cursor.execute(f"GRANT {_MARIADB_PRIVILEGES} ON *.* TO %s@'%%' WITH GRANT OPTION", (login,))
        finally:
            connection.close()
